"""What this desktop knows of exports: those that held rows of its person, and their presets."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from lunch_desktop.domain.exports.entities import EXPORT_NOTICES, EXPORT_PRESETS, ExportNotice, ExportPreset
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.people import EMPLOYEES
from lunch_desktop.store.desktop.schema import DesktopSchema


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A notice with the name of who made the export; None where this desktop doesn't know them, or nobody did."""

    notice: ExportNotice
    made_by: str | None


@dataclass(frozen=True, slots=True)
class ExportsOfMine:
    """The latest notices, and how many there are in all."""

    count: int
    latest: tuple[NoticeView, ...]


def read_exports_of_mine(connection: Connection, schema: DesktopSchema, actor: EmployeeId, most: int) -> ExportsOfMine:
    """The last `most` exports that held rows of `actor`, the newest first."""
    notices, employees = schema.entities[EXPORT_NOTICES.name], schema.entities[EMPLOYEES.name]
    mine = notices.c.employee_id == actor
    count = connection.execute(select(func.count()).select_from(notices).where(mine)).scalar_one()
    query = (
        select(*(notices.c[name] for name in EXPORT_NOTICES.columns), employees.c.name)
        .outerjoin(employees, employees.c.id == notices.c.made_by)
        .where(mine)
        .order_by(notices.c.made_at.desc(), notices.c.id)
        .limit(most)
    )
    rows = connection.execute(query)
    return ExportsOfMine(count, tuple(NoticeView(ExportNotice(*row[:-1]), row[-1]) for row in rows))


def read_presets(connection: Connection, schema: DesktopSchema, actor: EmployeeId) -> tuple[ExportPreset, ...]:
    """The presets of `actor`, by name."""
    presets = schema.entities[EXPORT_PRESETS.name]
    query = (
        select(*(presets.c[name] for name in EXPORT_PRESETS.columns))
        .where(presets.c.employee_id == actor)
        .order_by(presets.c.name, presets.c.id)
    )
    return tuple(ExportPreset(*row) for row in connection.execute(query))
