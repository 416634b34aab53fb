"""After an upgrade: what an older version kept unread goes to where this version reads it."""

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, delete, select, update

from lunch_desktop.domain.catalogue import TABLES_BY_NAME
from lunch_desktop.store.desktop.replica import Replica
from lunch_desktop.store.desktop.schema import DesktopSchema
from lunch_desktop.store.rows import EntityRows


def adopt(connection: Connection, schema: DesktopSchema, rows: EntityRows) -> None:
    """Move rows of tables, and fields of rows, that have become known since they came."""
    _rows_of_tables(connection, schema, rows)
    for name in TABLES_BY_NAME:
        _fields_of_rows(connection, schema, rows, name)
    _fields_of_copies(connection, schema)


def _rows_of_tables(connection: Connection, schema: DesktopSchema, rows: EntityRows) -> None:
    table = schema.unknown_rows
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in connection.execute(select(table).where(table.c.table_name.in_(list(TABLES_BY_NAME)))):
        found[row.table_name].append(_read_anew(row.table_name, {**row.values, "extra": None}))
    for name, some in found.items():
        Replica(connection, schema, rows).write_confirmed(name, some)
    connection.execute(delete(table).where(table.c.table_name.in_(list(found))))


def _fields_of_rows(connection: Connection, schema: DesktopSchema, rows: EntityRows, name: str) -> None:
    table = schema.entities[name]
    with_more = [dict(row) for row in connection.execute(select(table).where(table.c.extra.is_not(None))).mappings()]
    changed = [after for row in with_more if (after := _read_anew(name, row)) != row]
    Replica(connection, schema, rows).write_confirmed(name, changed)


def _fields_of_copies(connection: Connection, schema: DesktopSchema) -> None:
    """The confirmed copies beside what waiting changes wrote."""
    table = schema.pristine
    for row in connection.execute(select(table).where(table.c.copy.is_not(None))).all():
        after = _read_anew(row.table_name, row.copy)
        if after != row.copy:
            this = (table.c.table_name == row.table_name, table.c.row_id == row.row_id)
            connection.execute(update(table).where(*this).values(copy=after))


def _read_anew(name: str, row: dict[str, Any]) -> dict[str, Any]:
    """The row with what this version knows in its columns and the rest in `extra`; what nobody said is as ever."""
    table = TABLES_BY_NAME[name]
    known = {*table.columns, "version"}
    told = {key: value for key, value in row.items() if key != "extra"} | (row.get("extra") or {})
    said = table.defaults | told
    extra = {key: value for key, value in said.items() if key not in known}
    return {key: value for key, value in said.items() if key in known} | {"extra": extra or None}
