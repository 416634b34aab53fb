"""Columns by which an employee is named, alike in every dataset."""

from typing import Final

from lunch_desktop.domain.people import STAFF_NUMBERS
from lunch_desktop.exchange.columns import Column, Words
from lunch_desktop.store.reports.query import Beside, Source

NUMBER: Final = Column("number", Words("사번", "Employee number"), width=10)
NAME: Final = Column("name", Words("이름", "Name"), width=10)
DEPARTMENT: Final = Column("department", Words("부서", "Department"), width=14)
OFFICE: Final = Column("office", Words("사업장", "Office"), width=14)
WHO: Final = (NUMBER, NAME, DEPARTMENT, OFFICE)


def who(employee: str) -> dict[str, Source]:
    """Where they come from, for the employee at a path."""
    return {
        "number": Beside(employee, STAFF_NUMBERS.name, "number", otherwise=""),
        "name": f"{employee}.name",
        "department": f"{employee}.department_id.name",
        "office": f"{employee}.office_id.name",
    }
