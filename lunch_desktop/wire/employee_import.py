"""The messages by which an admin brings in a list of employees: looked through first, then taken as a whole or not."""

from typing import Final, Literal

from pydantic import Field

from lunch_desktop.domain.people import Role
from lunch_desktop.wire.identity import LONGEST_PASSWORD
from lunch_desktop.wire.sync import Message

MOST_EMPLOYEES: Final = 5_000
"""Lines of one list."""
LONGEST_CELL: Final = 400
"""Characters; what is too long for its field is told line by line, this is far above."""

_Cell = Field(default=None, max_length=LONGEST_CELL)


class EmployeeLine(Message):
    """A line of the list, as the file has it: `line` is where, from 1. What is null stays as it is.

    `number` is the staff number as text, `office` and `department` are names.
    """

    line: int = Field(ge=1)
    number: str | None = _Cell
    name: str | None = _Cell
    department: str | None = _Cell
    office: str | None = _Cell
    extension: str | None = _Cell
    login: str | None = _Cell
    role: Role | None = None
    active: bool | None = None


class EmployeeImport(Message):
    """A whole list. With `dry_run` it is only looked through; to take it needs the `password` of the asking admin."""

    lines: list[EmployeeLine] = Field(min_length=1, max_length=MOST_EMPLOYEES)
    dry_run: bool = True
    password: str | None = Field(default=None, min_length=1, max_length=LONGEST_PASSWORD, repr=False)


class WrongLine(Message):
    """What is wrong with a line: the field, null for all of it, a code, and what fills the code's text."""

    line: int
    field: str | None
    code: str
    details: dict[str, str | int] = Field(default_factory=dict)


class LineOutcome(Message):
    """What a line does, or did."""

    line: int
    state: Literal["new", "changed", "same", "faulty"]


class ImportedEmployees(Message):
    """What the list does, or did where `done`; with anything `wrong` nothing was done.

    `departments` are those that it makes, as "office: department" in names. `invitations` counts the new accounts that
    may sign in and have no password: each of them needs a code by which to set one.
    """

    done: bool
    lines: list[LineOutcome]
    wrong: list[WrongLine] = Field(default_factory=list)
    departments: list[str] = Field(default_factory=list)
    deactivated: int = 0
    invitations: int = 0
