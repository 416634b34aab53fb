"""The demo company's office, departments and employees, and who likes to eat with whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from typing import Final
from uuid import UUID, uuid5

from lunch_desktop.demo.data import people
from lunch_desktop.domain.ids import DepartmentId, EmployeeId, OfficeId
from lunch_desktop.domain.people import Admin, Department, Employee, Office, Role, StaffNumber

_STRANGERS: Final = 1.0
_SAME_TEAM: Final = 7.0
_FRIENDS: Final = 7.0
_FRIENDS_EACH: Final = 2


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """How an employee signs in; the password is the company's."""

    employee_id: EmployeeId
    login: str
    role: Role


@dataclass(frozen=True, slots=True)
class Staff:
    """Everybody, in the order of the data; the first employee is the protagonist."""

    office: Office
    departments: tuple[Department, ...]
    employees: tuple[Employee, ...]
    accounts: tuple[DemoAccount, ...]
    staff_numbers: tuple[StaffNumber, ...]

    @property
    def admins(self) -> tuple[Admin, ...]:
        """The admins' rows, as the server keeps them beside the accounts."""
        return tuple(Admin(one.employee_id, self.office.id) for one in self.accounts if one.role is Role.ADMIN)


def build_staff(namespace: UUID, time_zone: str) -> Staff:
    """The staff with ids of `namespace`."""
    data = people()
    office = Office(OfficeId(str(uuid5(namespace, "office"))), data.company, time_zone)
    departments = {
        name: Department(DepartmentId(str(uuid5(namespace, f"department/{name}"))), office.id, name)
        for name in data.departments
    }
    employees, accounts, numbers = [], [], []
    for person in data.employees:
        employee = Employee(
            id=EmployeeId(str(uuid5(namespace, f"employee/{person.login}"))),
            office_id=office.id,
            department_id=departments[person.department].id,
            name=person.name,
            extension=person.extension,
            active=True,
        )
        employees.append(employee)
        numbers.append(StaffNumber(employee.id, office.id, person.staff_number))
        role = Role.ADMIN if person.admin else Role.EMPLOYEE
        accounts.append(DemoAccount(employee.id, f"{person.login}@{data.domain}", role))
    return Staff(office, tuple(departments.values()), tuple(employees), tuple(accounts), tuple(numbers))


def given_name(employee: Employee) -> str:
    """How colleagues call them: a Korean name without its surname of one syllable."""
    return employee.name[1:]


class Circles:
    """Who eats with whom: the own team first, a few friends elsewhere, and some people more readily than others."""

    def __init__(self, staff: Staff, rng: Random) -> None:
        self._sociable = {
            employee.id: person.sociable for employee, person in zip(staff.employees, people().employees, strict=True)
        }
        self._team = {employee.id: employee.department_id for employee in staff.employees}
        self._friends: set[frozenset[EmployeeId]] = set()
        for employee in staff.employees:
            others = [one.id for one in staff.employees if one.department_id != employee.department_id]
            self._friends.update(frozenset((employee.id, one)) for one in rng.sample(others, _FRIENDS_EACH))

    def by_readiness(self, candidates: Iterable[EmployeeId], rng: Random) -> list[EmployeeId]:
        """Candidates in the order in which they think of opening a party."""
        return _drawn({one: float(self._sociable[one]) for one in candidates}, rng)

    def by_closeness(self, host: EmployeeId, candidates: Iterable[EmployeeId], rng: Random) -> list[EmployeeId]:
        """Candidates in the order in which they come along with `host`."""
        return _drawn({one: self._sociable[one] * self._closeness(host, one) for one in candidates}, rng)

    def _closeness(self, one: EmployeeId, other: EmployeeId) -> float:
        if frozenset((one, other)) in self._friends:
            return _FRIENDS
        return _SAME_TEAM if self._team[one] == self._team[other] else _STRANGERS


def _drawn(weights: dict[EmployeeId, float], rng: Random) -> list[EmployeeId]:
    """A weighted order without replacement (Efraimidis and Spirakis 2006): by u^(1/weight), the largest first."""
    keys = {one: rng.random() ** (1 / weight) for one, weight in weights.items()}
    return sorted(keys, key=keys.__getitem__, reverse=True)
