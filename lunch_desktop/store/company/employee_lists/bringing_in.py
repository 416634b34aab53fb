"""Bringing a list of employees in: looked through from one snapshot, or done in one commit, all of it or nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, and_, select, update

from lunch_desktop.domain.mutations import Root
from lunch_desktop.domain.people import ADMINS, DEPARTMENTS, EMPLOYEES, STAFF_NUMBERS, Admin, Role, StaffNumber
from lunch_desktop.domain.world import World
from lunch_desktop.store.company.accounts import Accounts, LoginTaken, NewAccount, refused_if_taken
from lunch_desktop.store.company.accounts_audit import Action
from lunch_desktop.store.company.accounts_devices import Devices
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.company.edits import Edits, Foreseen
from lunch_desktop.store.company.employee_lists.planning import Plan, Step, plan
from lunch_desktop.store.company.employee_lists.present import Present, acts, read_present
from lunch_desktop.store.company.locks import StartOver
from lunch_desktop.store.company.sync import CompanySync
from lunch_desktop.wire.employee_import import EmployeeLine

_MOST_TRIES = 3


@dataclass(frozen=True, slots=True)
class Brought:
    """What was planned, against whom, and which families of sessions ended with it; `done` is whether it is so now."""

    plan: Plan
    present: Present
    done: bool
    ended: Sequence[str] = ()


class EmployeeLists:
    """Brings in lists of employees. Safe from every thread."""

    def __init__(self, database: CompanyDatabase, sync: CompanySync, accounts: Accounts, devices: Devices) -> None:
        self._database = database
        self._sync = sync
        self._accounts = accounts
        self._devices = devices
        self._table = database.schema.accounts.accounts

    def look(self, lines: Sequence[EmployeeLine], *, actor: str) -> Brought:
        """What the list would do now."""
        with self._database.reading() as connection:
            present = read_present(connection, self._database.schema, actor)
        return Brought(plan(present, lines), present, done=False)

    def bring_in(self, lines: Sequence[EmployeeLine], *, actor: str) -> Brought:
        """Do it, in one commit that desktops are told of, unless something is wrong.

        Who is deactivated or goes to another office gives up their seats and groups, as by the account's own route; one
        who is deactivated is signed out everywhere. People whom the list leaves out stay as they are.
        """
        for _ in range(_MOST_TRIES):
            try:
                with refused_if_taken():
                    return self._sync.administer(lambda connection, edits: self._try(connection, edits, lines, actor))
            except LoginTaken:
                continue  # somebody else took one since it was looked at; the next look finds the line
        return self.look(lines, actor=actor)

    def _try(self, connection: Connection, edits: Edits, lines: Sequence[EmployeeLine], actor: str) -> Brought:
        """Accounts are locked before employees, and these before the head; that is the order of everybody."""
        schema = self._database.schema
        locked = self._lock_admins(connection)
        first = plan(read_present(connection, schema, actor), lines)
        if first.wrong:
            return Brought(first, read_present(connection, schema, actor), done=False)
        locked |= self._lock(connection, _whose(first))
        present = read_present(connection, schema, actor)
        planned = plan(present, lines)
        if planned.wrong:
            return Brought(planned, present, done=False)
        if not _whose(planned) <= locked:
            raise StartOver
        if not planned.steps:
            return Brought(planned, present, done=True)
        people = [step.after.employee.id for step in planned.steps]
        foreseen: Foreseen = {EMPLOYEES: people, STAFF_NUMBERS: people, ADMINS: people}
        edits.apply(_roots(planned), lambda world: _write(world, planned), foreseen)
        ended: list[str] = []
        for step in planned.steps:
            ended += self._account(connection, edits, step, actor)
        new = sum(step.before is None for step in planned.steps)
        changed = len(planned.steps) - new
        done = Action.EMPLOYEES_IMPORTED
        self._accounts.audit.append(connection, edits.now, done, actor=actor, new=new, changed=changed)
        return Brought(planned, present, done=True, ended=ended)

    def _lock_admins(self, connection: Connection) -> set[str]:
        """Whoever may be the last one; with them, two lists are brought in one after the other."""
        table = self._table
        admins = and_(table.c.role == Role.ADMIN.value, table.c.active)
        query = select(table.c.employee_id).where(admins).order_by(table.c.employee_id).with_for_update()
        return set(connection.execute(query).scalars())

    def _lock(self, connection: Connection, whose: set[str]) -> set[str]:
        table = self._table
        query = select(table.c.employee_id).where(table.c.employee_id.in_(sorted(whose))).order_by(table.c.employee_id)
        return set(connection.execute(query.with_for_update()).scalars())

    def _account(self, connection: Connection, edits: Edits, step: Step, actor: str) -> list[str]:
        """Write a person's account, and what was done into the audit log; the families of sessions that ended."""
        wanted, whose = step.after.account, step.after.employee.id
        former = step.before.account if step.before is not None else None
        if wanted is None:
            return []
        if former is None:
            self._accounts.add(connection, NewAccount(whose, wanted.login, None, wanted.role), edits.now)
        values = {"login": wanted.login, "role": wanted.role.value, "active": wanted.active}
        if former != wanted and not (former is None and wanted.active):
            connection.execute(update(self._table).where(self._table.c.employee_id == whose).values(**values))
        return self._tell(connection, edits, step, actor)

    def _tell(self, connection: Connection, edits: Edits, step: Step, actor: str) -> list[str]:
        whose, before, after = step.after.employee.id, step.before, step.after
        audit, now, ended = self._accounts.audit, edits.now, list[str]()
        if after.account is None:
            return ended
        role = {"role": after.account.role.value}
        former = before.account if before is not None else None
        fields = _changed_fields(step)
        if fields:
            audit.append(connection, now, Action.EMPLOYEE_CHANGED, actor=actor, subject=whose, fields=fields)
        if former is None:
            audit.append(connection, now, Action.ACCOUNT_CREATED, actor=actor, subject=whose, after=role)
            return ended
        if before is not None and before.employee.active != after.employee.active:
            if not after.employee.active:
                ended = self._devices.end_all(connection, whose, actor=actor)
                audit.append(connection, now, Action.ACCOUNT_DEACTIVATED, actor=actor, subject=whose)
            else:
                audit.append(connection, now, Action.ACCOUNT_ACTIVATED, actor=actor, subject=whose)
        if former.role is not after.account.role:
            was = {"role": former.role.value}
            audit.append(connection, now, Action.ROLE_CHANGED, actor=actor, subject=whose, before=was, after=role)
        if former.login != after.account.login:
            audit.append(connection, now, Action.LOGIN_CHANGED, actor=actor, subject=whose)
        return ended


def _whose(planned: Plan) -> set[str]:
    """Those with an account who change."""
    return {step.after.employee.id for step in planned.steps if step.before is not None and step.before.account}


def _roots(planned: Plan) -> Iterator[Root]:
    for step in planned.steps:
        yield EMPLOYEES.name, step.after.employee.id
        for person in (step.before, step.after):
            if person is not None:
                yield DEPARTMENTS.name, person.employee.department_id


def _write(world: World, planned: Plan) -> None:
    for department in planned.departments:
        world.put(DEPARTMENTS, department)
    for step in planned.steps:
        employee, number, account = step.after.employee, step.after.number, step.after.account
        if step.before is None or world.get(EMPLOYEES, employee.id) != employee:
            world.put(EMPLOYEES, employee)
        if number is not None:
            world.put(STAFF_NUMBERS, StaffNumber(employee.id, employee.office_id, number))
        if account is not None and acts(account, employee):
            world.put(ADMINS, Admin(employee.id, employee.office_id))
        elif world.get(ADMINS, employee.id):
            world.delete(ADMINS, employee.id)


def _changed_fields(step: Step) -> str:
    """What of the employee is another, beside what has an entry of its own; "" for a new one."""
    if step.before is None:
        return ""
    before, after = step.before.employee, step.after.employee
    names = ("name", "office_id", "department_id", "extension")
    found = [name.removesuffix("_id") for name in names if getattr(before, name) != getattr(after, name)]
    return ",".join(found + (["number"] if step.before.number != step.after.number else []))
