"""What a list of employees would do to those who are there, line by line, and what is wrong with it. No database."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from lunch_desktop.domain.errors import RefusalCode
from lunch_desktop.domain.ids import DepartmentId, EmployeeId, OfficeId
from lunch_desktop.domain.people import Department, Employee, Office, Role
from lunch_desktop.store.company.accounts import normal_login
from lunch_desktop.store.company.employee_lists.present import Account, Person, Present
from lunch_desktop.wire.employee_import import EmployeeLine, WrongLine
from lunch_desktop.wire.invitations import LONGEST_NAME, plain_name

LONGEST_NUMBER: Final = 32
LONGEST_EXTENSION: Final = 32
TWICE: Final = "twice"
"""Another line is about the same person."""
LOGIN_TAKEN: Final = "login_taken"
LAST_ADMIN: Final = "last_admin"
LOGIN_MISSING: Final = "login_missing"
"""A new employee, or one without an account, needs a login."""
DEPARTMENT_MISSING: Final = "department_missing"
"""A new employee, or one who goes to another office, needs a department."""
NO_OFFICE: Final = "no_office"
"""There is no office of that name; a list makes none."""
NUMBER_OF_SEVERAL: Final = "number_of_several"
"""Several employees have that number."""
NOBODY: Final = "nobody"
"""The line has neither a number nor a login, so that nobody can tell whom it is about."""


class Wrong(Exception):
    """A line can't be taken."""

    def __init__(self, field: str | None, code: str, **details: str | int) -> None:
        super().__init__(field, code)
        self.field = field
        self.code = code
        self.details = details


@dataclass(frozen=True, slots=True)
class Step:
    """One person as they are, None for a new one, and as they shall be."""

    line: int
    before: Person | None
    after: Person


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a list does. With anything `wrong`, nothing of it may be done."""

    steps: Sequence[Step]
    same: Sequence[int]
    wrong: Sequence[WrongLine]
    departments: Sequence[Department]
    """Those to be made."""

    def faulty(self) -> set[int]:
        """The lines that are wrong."""
        return {one.line for one in self.wrong}


def plan(present: Present, lines: Sequence[EmployeeLine]) -> Plan:
    """What the list would do."""
    planner = _Planner(present)
    for line in lines:
        planner.take(line)
    planner.keep_an_admin()
    wanted = {step.after.employee.department_id for step in planner.steps}
    made = [one for one in planner.made.values() if one.id in wanted]
    return Plan(planner.steps, planner.same, sorted(planner.wrong, key=lambda one: one.line), made)


@dataclass
class _Planner:
    present: Present
    steps: list[Step] = field(default_factory=list)
    same: list[int] = field(default_factory=list)
    wrong: list[WrongLine] = field(default_factory=list)
    made: dict[tuple[OfficeId, str], Department] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._departments = {(one.office_id, one.name): one for one in reversed(self.present.departments)}
        self._offices = {one.name: one for one in reversed(self.present.offices)}
        self._offices_by_id = {one.id: one for one in self.present.offices}
        self._seen: dict[tuple[str, str], int] = {}

    def take(self, line: EmployeeLine) -> None:
        """Plan one line."""
        try:
            self._once("number", line.number, line.line)
            login = _login(line.login)
            self._once("login", login, line.line)
            before = self._person(line, login)
            if before is not None:
                self._once("id", before.employee.id, line.line)
            after = self._after(line, login, before)
        except Wrong as wrong:
            self.wrong.append(WrongLine(line=line.line, field=wrong.field, code=wrong.code, details=wrong.details))
            return
        if before == after:
            self.same.append(line.line)
        else:
            self.steps.append(Step(line.line, before, after))

    def keep_an_admin(self) -> None:
        """Of the lines that take the last admins away, all are wrong."""
        after = {step.after.employee.id: step.after for step in self.steps}
        before = {person.employee.id: person for person in self.present.people}
        if not any(person.is_admin for person in before.values()):
            return
        if any(person.is_admin for person in (before | after).values()):
            return
        for step in self.steps:
            if step.before is not None and step.before.is_admin and step.after.account is not None:
                lost = "role" if step.after.account.role is not Role.ADMIN else "active"
                self.wrong.append(WrongLine(line=step.line, field=lost, code=LAST_ADMIN))

    def _once(self, name: str, value: str | None, line: int) -> None:
        if value is None:
            return
        former = self._seen.setdefault((name, value), line)
        if former != line:
            raise Wrong("number" if name == "id" else name, TWICE, line=former)

    def _person(self, line: EmployeeLine, login: str | None) -> Person | None:
        """Whom the line is about: by the number, else by the login."""
        if line.number is None and login is None:
            raise Wrong(None, NOBODY)
        found = self.present.by_number.get(line.number, []) if line.number is not None else []
        if len(found) > 1 and line.office in self._offices:
            office = self._offices[line.office].id
            found = [one for one in found if one.employee.office_id == office] or found
        if len(found) > 1:
            raise Wrong("number", NUMBER_OF_SEVERAL)
        holder = self.present.by_login.get(login) if login is not None else None
        if not found:
            return holder
        if holder is not None and holder is not found[0]:
            raise Wrong("login", LOGIN_TAKEN)
        return found[0]

    def _after(self, line: EmployeeLine, login: str | None, before: Person | None) -> Person:
        former = None if before is None else before.employee
        name = _name(line.name, former.name if former else None)
        office = self._office(line, former)
        department = self._department(line, office, former)
        extension = _short("extension", line.extension, former.extension if former else "", LONGEST_EXTENSION)
        number = _short("number", line.number, (before.number if before else None) or "", LONGEST_NUMBER) or None
        active = line.active if line.active is not None else (former.active if former else True)
        account = _account(line, login, before, active)
        if former is None:
            made = EmployeeId(str(uuid.uuid4()))
            return Person(Employee(made, office.id, department, name, extension, active), number, account)
        edited = replace(
            former, office_id=office.id, department_id=department, name=name, extension=extension, active=active
        )
        return Person(edited, number, account)

    def _office(self, line: EmployeeLine, former: Employee | None) -> Office:
        if line.office is None:
            return self._offices_by_id[former.office_id if former else self.present.own_office]
        own = self._offices_by_id.get(former.office_id) if former else None
        if own is not None and own.name == line.office:
            return own
        found = self._offices.get(line.office) or self._offices.get(_tidy(line.office))
        if found is None:
            raise Wrong("office", NO_OFFICE)
        return found

    def _department(self, line: EmployeeLine, office: Office, former: Employee | None) -> DepartmentId:
        if line.department is None:
            if former is None or former.office_id != office.id:
                raise Wrong("department", DEPARTMENT_MISSING)
            return former.department_id
        own = next((one for one in self.present.departments if former and one.id == former.department_id), None)
        if own is not None and own.office_id == office.id and own.name == line.department:
            return own.id
        known = self._departments.get((office.id, line.department))
        if known is not None:
            return known.id
        name = _name(line.department, None, "department")
        known = self._departments.get((office.id, name)) or self.made.get((office.id, name))
        if known is None:
            known = Department(DepartmentId(str(uuid.uuid4())), office.id, name)
            self.made[(office.id, name)] = known
        return known.id


def _account(line: EmployeeLine, login: str | None, before: Person | None, active: bool) -> Account:
    """The account as it shall be; only what the line changes is another."""
    former = None if before is None else before.account
    if former is None:
        if login is None:
            raise Wrong("login", LOGIN_MISSING)
        return Account(login, line.role or Role.EMPLOYEE, active)
    is_other = before is not None and before.employee.active != active
    return Account(login or former.login, line.role or former.role, active if is_other else former.active)


def _login(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        return normal_login(text)
    except ValueError:
        raise Wrong("login", RefusalCode.INVALID_VALUE) from None


def _name(text: str | None, former: str | None, named: str = "name") -> str:
    """A name as it is kept; that of somebody who has it already stays, however it is written."""
    if text is None and former is not None:
        return former
    if text is None:
        raise Wrong(named, RefusalCode.NAME_MISSING)
    if text == former:
        return text
    try:
        return plain_name(text)
    except ValueError:
        if len(_tidy(text)) > LONGEST_NAME:
            raise Wrong(named, RefusalCode.TEXT_TOO_LONG, most=LONGEST_NAME) from None
        raise Wrong(named, RefusalCode.INVALID_VALUE) from None


def _short(named: str, text: str | None, former: str, most: int) -> str:
    if text is None or text == former:
        return former
    tidy = _tidy(text)
    if len(tidy) > most:
        raise Wrong(named, RefusalCode.TEXT_TOO_LONG, most=most)
    if not tidy.isprintable():
        raise Wrong(named, RefusalCode.INVALID_VALUE)
    return tidy


def _tidy(text: str) -> str:
    return " ".join(text.split())
