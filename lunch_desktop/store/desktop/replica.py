"""The rows that a desktop holds: reading them for a World, and keeping the confirmed copy of what it writes."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    ColumnElement,
    Connection,
    Dialect,
    bindparam,
    case,
    delete,
    func,
    literal_column,
    select,
    true,
    update,
)
from sqlalchemy import Table as SqlTable
from sqlalchemy.dialects.sqlite import insert

from lunch_desktop.domain.catalogue import TABLES_BY_NAME
from lunch_desktop.domain.table import Table
from lunch_desktop.domain.world import ABSENT, NOT_HELD, Absent, NotHeld
from lunch_desktop.store.desktop.schema import DesktopSchema
from lunch_desktop.store.desktop.search import SearchIndex, is_searched
from lunch_desktop.store.prepared import Prepared, compiled_once
from lunch_desktop.store.rows import EntityRows
from lunch_desktop.store.world import Key, RowChange


class _Statements:
    def __init__(self, schema: DesktopSchema, dialect: Dialect) -> None:
        self._schema = schema
        self._dialect = dialect
        self._keeping: dict[str, Prepared] = {}
        self._writing: dict[str, Prepared] = {}
        pristine = schema.pristine
        this = (pristine.c.table_name == bindparam("name"), pristine.c.row_id == bindparam("row"))
        self.kept = Prepared(select(pristine.c.copy).where(*this), dialect, "name", "row")
        self.all = Prepared(select(pristine.c.table_name, pristine.c.row_id, pristine.c.copy), dialect)
        self.forget_copies = Prepared(delete(pristine), dialect)
        self.write_copy = Prepared(
            update(pristine).where(*this).values(copy=bindparam("confirmed", type_=pristine.c.copy.type)),
            dialect,
            *("confirmed", "name", "row"),
        )

    def write(self, name: str) -> Prepared:
        """Write a confirmed row: its fields, `version` and `extra`."""
        if name not in self._writing:
            names = (*TABLES_BY_NAME[name].columns, "version", "extra")
            statement = insert(self._schema.entities[name]).values({one: bindparam(one) for one in names})
            kept = {one: statement.excluded[one] for one in names if one != "id"}
            upsert = statement.on_conflict_do_update(index_elements=["id"], set_=kept)
            self._writing[name] = Prepared(upsert, self._dialect, *names)
        return self._writing[name]

    def keep(self, name: str) -> Prepared:
        """Keep a copy of a row as it stands, unless one is kept already; a null one where there is no row."""
        if name not in self._keeping:
            table, pristine = self._schema.entities[name], self._schema.pristine
            copy = select(_as_json(table)).where(table.c.id == bindparam("row")).scalar_subquery()
            # SQLite takes the ON of an upsert behind a SELECT for one of a join, unless there is a WHERE.
            kept = select(bindparam("name"), bindparam("row"), copy).where(true())
            statement = insert(pristine).from_select(["table_name", "row_id", "copy"], kept).on_conflict_do_nothing()
            self._keeping[name] = Prepared(statement, self._dialect, "name", "row")
        return self._keeping[name]


_statements = compiled_once(_Statements)


class Replica:
    """The held rows, inside one transaction."""

    def __init__(self, connection: Connection, schema: DesktopSchema, rows: EntityRows) -> None:
        self._connection = connection
        self._schema = schema
        self._rows = rows
        self._search = SearchIndex(connection)
        self._statements = _statements(schema, connection.dialect)

    def one(self, table: Table[Any], row_id: str) -> Any | Absent | NotHeld:
        """See Source: a missing row may exist beyond what this person sees, unless a waiting change deleted it."""
        found = self._rows[table.name].one(self._connection, row_id)
        if found is not None:
            return found
        kept = self._statements.kept.one(self._connection, table.name, row_id)
        return ABSENT if kept is not None and kept[0] is not None else NOT_HELD

    def where(self, table: Table[Any], index: tuple[str, ...], values: tuple[Any, ...]) -> list[Any]:
        """See Source."""
        return self._rows[table.name].where(self._connection, index, values)

    def write_local(self, changes: Sequence[RowChange]) -> None:
        """Write what a change of this desktop made of rows, keeping the confirmed copy of each beside it."""
        by_table: dict[str, list[RowChange]] = defaultdict(list)
        for change in changes:
            by_table[change.table.name].append(change)
        for name, some in by_table.items():
            self._statements.keep(name).many(self._connection, [(name, change.row_id) for change in some])
            written = [change for change in some if change.after is not ABSENT]
            self._rows[name].put(self._connection, [one.after for one in written])
            self._search.write(name, [one.after for one in written if self._search.reads_anew(name, one)])
            deleted = [change.row_id for change in some if change.after is ABSENT]
            self.forget(name, deleted)

    def restore_pristine(self) -> set[Key]:
        """Put back every confirmed row that waiting changes have written over; which rows those were."""
        kept = self._statements.all.all(self._connection)
        copies: dict[str, list[dict[str, Any]]] = defaultdict(list)
        absent: dict[str, list[str]] = defaultdict(list)
        for name, row_id, copy in kept:
            if copy is None:
                absent[name].append(row_id)
            else:
                copies[name].append(copy)
        for name, some in copies.items():
            self.write_confirmed(name, some)
        for name, ids in absent.items():
            self.forget(name, ids)
        if kept:
            self._statements.forget_copies.run(self._connection)
        return {(name, row_id) for name, row_id, _ in kept}

    def is_kept(self, name: str, row_id: str) -> bool:
        """Whether a waiting change has written over the row, so that its confirmed copy stands beside it."""
        return self._statements.kept.one(self._connection, name, row_id) is not None

    def write_copies(self, name: str, rows: Sequence[dict[str, Any]]) -> None:
        """Write rows as the server has them where the confirmed copies are kept, beneath what is shown."""
        self._statements.write_copy.many(self._connection, [(row, name, row["id"]) for row in rows])

    def write_confirmed(self, name: str, rows: Sequence[dict[str, Any]]) -> None:
        """Write rows as the server has them: columns by name, with `version` and perhaps `extra`."""
        columns = TABLES_BY_NAME[name].columns
        values = [(*(row[column] for column in columns), row["version"], row.get("extra")) for row in rows]
        self._statements.write(name).many(self._connection, values)
        if is_searched(name):
            entity, width = TABLES_BY_NAME[name].entity, len(columns)
            self._search.write(name, [entity(*row[:width]) for row in values])

    def forget(self, name: str, ids: Sequence[str]) -> None:
        """Remove rows, wherever they have left a mark."""
        self._search.forget(name, ids)
        self._rows[name].delete(self._connection, ids)


def _as_json(table: SqlTable) -> ColumnElement[str]:
    """A row of `table` as the JSON object that a kept copy is: columns by name."""
    parts: list[ColumnElement[Any]] = []
    for column in table.columns:
        value: ColumnElement[Any] = column
        if isinstance(column.type, Boolean):
            word = case((column.is_(None), "null"), (column, "true"), else_="false")
            value = func.json(word)
        elif isinstance(column.type, JSON):
            value = func.json(column)
        parts += [literal_column(f"'{column.name}'"), value]
    return func.json_object(*parts)
