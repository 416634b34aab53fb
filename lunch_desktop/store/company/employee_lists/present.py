"""Who there is in the company, as a list of employees sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Connection, select

from lunch_desktop.domain.ids import EmployeeId, OfficeId
from lunch_desktop.domain.people import (
    DEPARTMENTS,
    EMPLOYEES,
    OFFICES,
    STAFF_NUMBERS,
    Department,
    Employee,
    Office,
    Role,
)
from lunch_desktop.store.company.schema import CompanySchema


@dataclass(frozen=True, slots=True)
class Account:
    """An employee's account."""

    login: str
    role: Role
    active: bool


@dataclass(frozen=True, slots=True)
class Person:
    """An employee, with what admins alone know of them."""

    employee: Employee
    number: str | None
    account: Account | None

    @property
    def is_admin(self) -> bool:
        """Whether they can act as one."""
        return self.account is not None and acts(self.account, self.employee)


def acts(account: Account, employee: Employee) -> bool:
    """Whether an account is one of an admin who may sign in."""
    return account.role is Role.ADMIN and account.active and employee.active


@dataclass(frozen=True)
class Present:
    """The whole company; `own_office` is that of whoever brings the list in."""

    own_office: OfficeId
    offices: Sequence[Office]
    departments: Sequence[Department]
    people: Sequence[Person]

    @cached_property
    def by_number(self) -> dict[str, list[Person]]:
        """Whom a number may mean: one, unless a number is given twice."""
        found: dict[str, list[Person]] = {}
        for person in self.people:
            if person.number is not None:
                found.setdefault(person.number, []).append(person)
        return found

    @cached_property
    def by_login(self) -> dict[str, Person]:
        """Whose a login is, in the form of `normal_login`."""
        return {person.account.login: person for person in self.people if person.account is not None}


def read_present(connection: Connection, schema: CompanySchema, asking: str) -> Present:
    """All of it, from one snapshot; `asking` is the admin."""
    employees, accounts = schema.entities[EMPLOYEES.name], schema.accounts.accounts
    numbers, departments = schema.entities[STAFF_NUMBERS.name], schema.entities[DEPARTMENTS.name]
    offices = schema.entities[OFFICES.name]
    query = (
        select(
            *(employees.c[name] for name in EMPLOYEES.columns),
            numbers.c.number,
            accounts.c.login,
            accounts.c.role,
            accounts.c.active.label("may_sign_in"),
        )
        .outerjoin(accounts, accounts.c.employee_id == employees.c.id)
        .outerjoin(numbers, numbers.c.id == employees.c.id)
        .order_by(employees.c.id)
    )
    people = []
    for row in connection.execute(query):
        employee = Employee(*row[: len(EMPLOYEES.columns)])
        account = None if row.login is None else Account(row.login, Role(row.role), bool(row.may_sign_in))
        people.append(Person(employee, row.number, account))
    own = next((one.employee.office_id for one in people if one.employee.id == EmployeeId(asking)), OfficeId(""))
    return Present(
        own,
        [Office(*row) for row in connection.execute(select(*(offices.c[name] for name in OFFICES.columns)))],
        [
            Department(*row)
            for row in connection.execute(
                select(*(departments.c[name] for name in DEPARTMENTS.columns)).order_by(departments.c.id)
            )
        ],
        people,
    )
