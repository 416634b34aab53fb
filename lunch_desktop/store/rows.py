"""Reading and writing entities through one connection, statement by prepared statement."""

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, select
from sqlalchemy import Table as SqlTable
from sqlalchemy.dialects import sqlite

from lunch_desktop.domain.table import Table

CHUNK = 500
"""Ids in one statement; SQLite took 999 parameters at most before 3.32."""


def insert_for(dialect: str) -> Callable[[SqlTable], Any]:
    """The INSERT of a dialect that knows what to do when the row is there already."""
    if dialect == "sqlite":
        return sqlite.insert
    from sqlalchemy.dialects import postgresql  # a fifth of a second that no desktop should spend at its start

    return postgresql.insert


class TableRows:
    """The prepared statements of one entity's table."""

    def __init__(self, table: Table[Any], sql: SqlTable, dialect: str) -> None:
        self.table = table
        self.sql = sql
        self._columns = table.columns
        self._values = attrgetter(*table.columns)
        shown = [sql.c[name] for name in table.columns]
        self._one = select(*shown).where(sql.c.id == bindparam("row_id"))
        self._many = select(*shown).where(sql.c.id.in_(bindparam("ids", expanding=True)))
        self._where = {index: self._matching(index) for index in table.indexes}
        self._delete = delete(sql).where(sql.c.id == bindparam("row_id"))
        self._upsert = self._upsert_for(dialect)

    def _matching(self, index: tuple[str, ...]) -> Select[Any]:
        shown = [self.sql.c[name] for name in self._columns]
        matching = (self.sql.c[name] == bindparam(f"is_{name}") for name in index)
        return select(*shown).where(*matching).order_by(self.sql.c.id)

    def _upsert_for(self, dialect: str) -> Any:
        insert = insert_for(dialect)(self.sql)
        written = [name for name in (*self._columns, "version") if name != "id"]
        return insert.on_conflict_do_update(
            index_elements=["id"], set_={name: insert.excluded[name] for name in written}
        )

    def one(self, connection: Connection, row_id: str) -> Any | None:
        """The entity, or None."""
        found = connection.execute(self._one, {"row_id": row_id}).fetchone()
        return None if found is None else self.table.entity(*found)

    def many(self, connection: Connection, row_ids: Sequence[str]) -> list[Any]:
        """The entities that exist among `row_ids`."""
        found: list[Any] = []
        for start in range(0, len(row_ids), CHUNK):
            some = list(row_ids[start : start + CHUNK])
            found += [self.table.entity(*row) for row in connection.execute(self._many, {"ids": some})]
        return found

    def where(self, connection: Connection, index: tuple[str, ...], values: tuple[Any, ...]) -> list[Any]:
        """The entities whose fields of `index` equal `values`, in order of id."""
        parameters = {f"is_{name}": value for name, value in zip(index, values, strict=True)}
        return [self.table.entity(*row) for row in connection.execute(self._where[index], parameters)]

    def upsert(self, connection: Connection, written: Iterable[tuple[Any, int]]) -> None:
        """Write (entity, version) pairs in bulk; `extra` of rows that exist stays as it is."""
        names = (*self._columns, "version")
        parameters = [dict(zip(names, (*self._values(row), version), strict=True)) for row, version in written]
        if parameters:
            connection.execute(self._upsert, parameters)

    def delete(self, connection: Connection, row_ids: Iterable[str]) -> None:
        """Delete in bulk; ids that don't exist are fine."""
        parameters = [{"row_id": row_id} for row_id in row_ids]
        if parameters:
            connection.execute(self._delete, parameters)


class EntityRows:
    """All entities' tables of one schema."""

    def __init__(self, tables: dict[str, SqlTable], known: Iterable[Table[Any]], dialect: str) -> None:
        self._by_name = {table.name: TableRows(table, tables[table.name], dialect) for table in known}

    def __getitem__(self, name: str) -> TableRows:
        return self._by_name[name]

    def __iter__(self) -> Any:
        return iter(self._by_name.values())
