"""Offices, departments and employees."""

from dataclasses import dataclass
from enum import StrEnum

from lunch_desktop.domain.ids import DepartmentId, EmployeeId, OfficeId
from lunch_desktop.domain.table import Table


class Role(StrEnum):
    """What an employee may do beyond lunch."""

    EMPLOYEE = "employee"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Office:
    """A place of work; `time_zone` is an IANA name and decides what "today" is."""

    id: OfficeId
    name: str
    time_zone: str


@dataclass(frozen=True, slots=True)
class Department:
    """A team. Newcomers start in its circle."""

    id: DepartmentId
    office_id: OfficeId
    name: str


@dataclass(frozen=True, slots=True)
class Employee:
    """A colleague as everybody at the office may see them. `extension` is the desk telephone, digits as text."""

    id: EmployeeId
    office_id: OfficeId
    department_id: DepartmentId
    name: str
    extension: str
    active: bool


OFFICES = Table("offices", Office)
DEPARTMENTS = Table("departments", Department, (("office_id",),), {"office_id": "offices"})
EMPLOYEES = Table(
    "employees",
    Employee,
    (("department_id",), ("office_id",)),
    {"office_id": "offices", "department_id": "departments"},
)
