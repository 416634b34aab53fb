"""What exports are named by on a command line: offices, departments and presets, on both hosts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, Table, select

from lunch_desktop.domain.exports.entities import EXPORT_PRESETS
from lunch_desktop.domain.people import DEPARTMENTS, OFFICES


@dataclass(frozen=True, slots=True)
class ExportNames:
    """Names by id; `presets` have their settings (JSON) by name."""

    offices: Mapping[str, str]
    departments: Mapping[str, str]
    presets: Mapping[str, str] = field(default_factory=dict)


def read_export_names(
    connection: Connection, tables: Mapping[str, Table], employee_id: str | None = None
) -> ExportNames:
    """Those that are there; presets are an employee's own."""
    presets: dict[str, str] = {}
    if employee_id is not None:
        table = tables[EXPORT_PRESETS.name]
        mine = select(table.c.name, table.c.settings).where(table.c.employee_id == employee_id)
        presets = {one.name: one.settings for one in connection.execute(mine)}
    return ExportNames(_names(connection, tables[OFFICES.name]), _names(connection, tables[DEPARTMENTS.name]), presets)


def _names(connection: Connection, table: Table) -> dict[str, str]:
    return {one.id: one.name for one in connection.execute(select(table.c.id, table.c.name).order_by(table.c.id))}
