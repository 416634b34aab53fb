"""Reading and writing entities through one connection, statement by prepared statement."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from operator import attrgetter
from typing import Any, Protocol

from sqlalchemy import Connection, Dialect, bindparam, delete, select
from sqlalchemy import Table as SqlTable

from lunch_desktop.domain.catalogue import TABLES
from lunch_desktop.domain.table import Table
from lunch_desktop.store.listed import Finding, Writing, insert_for
from lunch_desktop.store.prepared import Prepared, compiled_once, is_one_of

CHUNK = 500
"""Ids in one statement; SQLite took 999 parameters at most before 3.32."""


class TableRows:
    """The statements of one entity's table, each compiled when it is first needed."""

    def __init__(self, table: Table[Any], sql: SqlTable, dialect: Dialect) -> None:
        self.table = table
        self.sql = sql
        self._dialect = dialect
        self._columns = table.columns
        self._values = attrgetter(*table.columns)
        self._where: dict[tuple[str, ...], Prepared] = {}
        self._where_any: dict[tuple[str, ...], Finding] = {}

    def one(self, connection: Connection, row_id: str) -> Any | None:
        """The entity, or None."""
        found = self._one.one(connection, row_id)
        return None if found is None else self.table.entity(*found)

    def many(self, connection: Connection, row_ids: Sequence[str]) -> list[Any]:
        """The entities that exist among `row_ids`."""
        if not row_ids:
            return []
        return [self.table.entity(*row) for row in self._many.all(connection, list(row_ids))]

    def where(self, connection: Connection, index: tuple[str, ...], values: tuple[Any, ...]) -> list[Any]:
        """The entities whose fields of `index` equal `values`, in order of id."""
        prepared = self._where.get(index)
        if prepared is None:
            prepared = self._where[index] = self._matching(index)
        return [self.table.entity(*row) for row in prepared.all(connection, *values)]

    def where_any(self, connection: Connection, index: tuple[str, ...], values: Sequence[tuple[Any, ...]]) -> list[Any]:
        """The entities whose fields of `index` equal one of `values`, in no order."""
        finding = self._where_any.get(index)
        if finding is None:
            finding = self._where_any[index] = Finding(self._shown, [self.sql.c[name] for name in index], self._dialect)
        return [self.table.entity(*row) for row in finding.all(connection, values)]

    def upsert(self, connection: Connection, written: Iterable[tuple[Any, int]]) -> None:
        """Write (entity, version) pairs in bulk; `extra` of rows that exist stays as it is."""
        self._upsert.run(connection, [(*self._values(row), version) for row, version in written])

    def put(self, connection: Connection, entities: Iterable[Any]) -> None:
        """Write entities in bulk; `version` and `extra` of rows that exist stay as they are, others begin at 0."""
        self._put.many(connection, [self._values(row) for row in entities])

    def delete(self, connection: Connection, row_ids: Iterable[str]) -> None:
        """Delete in bulk; ids that don't exist are fine."""
        parameters = [(row_id,) for row_id in row_ids]
        if parameters:
            self._delete.many(connection, parameters)

    @cached_property
    def _shown(self) -> list[Any]:
        return [self.sql.c[name] for name in self._columns]

    @cached_property
    def _one(self) -> Prepared:
        return Prepared(select(*self._shown).where(self.sql.c.id == bindparam("row_id")), self._dialect, "row_id")

    @cached_property
    def _many(self) -> Prepared:
        these = is_one_of(self.sql.c.id, "row_ids", self._dialect)
        return Prepared(select(*self._shown).where(these), self._dialect, "row_ids")

    def _matching(self, index: tuple[str, ...]) -> Prepared:
        names = [f"is_{name}" for name in index]
        matching = (self.sql.c[name] == bindparam(f"is_{name}") for name in index)
        return Prepared(select(*self._shown).where(*matching).order_by(self.sql.c.id), self._dialect, *names)

    @cached_property
    def _upsert(self) -> Writing:
        names = (*self._columns, "version")
        return Writing(self.sql, names, self._dialect, key=["id"], updated=[name for name in names if name != "id"])

    @cached_property
    def _put(self) -> Prepared:
        return self._writing(*self._columns)

    def _writing(self, *names: str) -> Prepared:
        insert = insert_for(self._dialect.name)(self.sql).values({name: bindparam(name) for name in names})
        written = {name: insert.excluded[name] for name in names if name != "id"}
        return Prepared(insert.on_conflict_do_update(index_elements=["id"], set_=written), self._dialect, *names)

    @cached_property
    def _delete(self) -> Prepared:
        return Prepared(delete(self.sql).where(self.sql.c.id == bindparam("row_id")), self._dialect, "row_id")


class EntityRows:
    """All entities' tables of one schema."""

    def __init__(self, tables: dict[str, SqlTable], known: Iterable[Table[Any]], dialect: Dialect) -> None:
        self._by_name = {table.name: TableRows(table, tables[table.name], dialect) for table in known}

    def __getitem__(self, name: str) -> TableRows:
        return self._by_name[name]

    def __iter__(self) -> Any:
        return iter(self._by_name.values())


class Declared(Protocol):
    """The tables of a company or of a desktop."""

    @property
    def entities(self) -> dict[str, SqlTable]:
        """Those of the entities, by name."""


@compiled_once
def entity_rows(declared: Declared, dialect: Dialect) -> EntityRows:
    """The rows of every database that is declared so, for one driver: statements are compiled once in a process."""
    return EntityRows(declared.entities, TABLES, dialect)
