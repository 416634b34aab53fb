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


@dataclass(frozen=True, slots=True)
class Admin:
    """That an employee is an admin; it has the employee's id. Written by the server beside the account's role.

    Mutations that only admins may make look here, so that both hosts can tell. Nobody else's desktop holds it.
    """

    id: EmployeeId
    office_id: OfficeId


@dataclass(frozen=True, slots=True)
class StaffNumber:
    """An employee's number in the company's books, as text: it may begin with zeros. It has the employee's id.

    Written by the server. The office's admins alone hold it.
    """

    id: EmployeeId
    office_id: OfficeId
    number: str


OFFICES = Table("offices", Office)
DEPARTMENTS = Table("departments", Department, (("office_id",),), {"office_id": "offices"})
EMPLOYEES = Table(
    "employees",
    Employee,
    (("department_id",), ("office_id",)),
    {"office_id": "offices", "department_id": "departments"},
)
ADMINS = Table("admins", Admin, (), {"id": "employees", "office_id": "offices"})
STAFF_NUMBERS = Table("staff_numbers", StaffNumber, (("office_id",),), {"id": "employees", "office_id": "offices"})
