"""What is kept of exports: notices for those whose rows they held, and presets of those who make them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lunch_desktop.domain.ids import EmployeeId, natural_id
from lunch_desktop.domain.table import Table
from lunch_desktop.domain.times import HOUR, Day, Instant

NOTICES_KEPT: Final = 400 * 24 * HOUR
"""How long an employee can see that an export held their rows, in milliseconds."""


class ExportSource(StrEnum):
    """Where an export was made."""

    SERVER = "server"
    """By the server, which an admin asked for the rows, in the window or on a command line."""
    DESKTOP = "desktop"
    """On an admin's desktop, without the server, from what it held."""
    SCHEDULE = "schedule"
    """By the server's own schedule."""


@dataclass(frozen=True, slots=True)
class ExportNotice:
    """That an export held `rows` rows of an employee. It is theirs alone, and never changes.

    `made_by` is the admin, None for whoever looks after the server, and for its schedule. `day_from` and `day_to` are
    the period, both included, None where it was open.
    """

    id: str
    employee_id: EmployeeId
    export_id: str
    dataset: str
    made_by: EmployeeId | None
    made_at: Instant
    rows: int
    day_from: Day | None
    day_to: Day | None
    source: str


@dataclass(frozen=True, slots=True)
class ExportPreset:
    """An export as an admin likes to make it, under a name; `settings` is JSON, which the window understands."""

    id: str
    employee_id: EmployeeId
    name: str
    settings: str


def notice_id(export_id: str, source: ExportSource, made_by: EmployeeId | None, employee: EmployeeId) -> str:
    """One for each employee and export. Nobody can name an export that another, or the server, has made."""
    return natural_id("export notice", source, made_by or "", export_id, employee)


def preset_id(employee: EmployeeId, name: str) -> str:
    """One for each name that an admin gave."""
    return natural_id("export preset", employee, name)


EXPORT_NOTICES = Table("export_notices", ExportNotice, (), {"employee_id": "employees", "made_by": "employees"})
EXPORT_PRESETS = Table("export_presets", ExportPreset, (("employee_id",),), {"employee_id": "employees"})
