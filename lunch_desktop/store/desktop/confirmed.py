"""Writing many rows as the server has them, as they came."""

from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect, bindparam, null, select
from sqlalchemy.dialects.sqlite import insert

from lunch_desktop.domain.catalogue import TABLES_BY_NAME
from lunch_desktop.domain.chat.entities import MESSAGES
from lunch_desktop.store.desktop.message_search import MessageSearch
from lunch_desktop.store.desktop.replica import Replica
from lunch_desktop.store.desktop.schema import DesktopSchema
from lunch_desktop.store.desktop.search import SearchIndex, is_searched, said_by
from lunch_desktop.store.prepared import Prepared, compiled_once, is_one_of
from lunch_desktop.wire.sync import Rows


class ConfirmedRows:
    """The rows of a patch, inside one transaction."""

    def __init__(self, connection: Connection, schema: DesktopSchema, replica: Replica) -> None:
        self._connection = connection
        self._replica = replica
        self._search = SearchIndex(connection)
        self._messages = MessageSearch(connection)
        self._statements = _statements(schema, connection.dialect)

    def write(self, name: str, rows: Rows) -> None:
        """Write rows of a table that this version knows; fields that it doesn't know go to `extra`.

        Those are there after an upgrade.
        """
        columns = TABLES_BY_NAME[name].columns
        written = (*columns, "version")
        if set(rows.columns) != set(written):
            known = set(written)
            self._replica.write_confirmed(name, [_by_column(rows.columns, values, known) for values in rows.values])
            return
        if rows.columns == list(written):
            values: Sequence[Sequence[Any]] = rows.values
        else:
            values = list(map(itemgetter(*(rows.columns.index(one) for one in written)), rows.values))
        to_index = self._said_anew(name, [row[: len(columns)] for row in values]) if is_searched(name) else []
        self._statements.upsert(name).many(self._connection, values)
        self._search.write(name, to_index)

    def write_beneath(self, name: str, rows: Rows) -> None:
        """Write rows, but leave those that waiting changes have written over as they are shown."""
        known = {*TABLES_BY_NAME[name].columns, "version"}
        at = rows.columns.index("id")
        kept = [self._replica.is_kept(name, values[at]) for values in rows.values]
        shown = [values for values, is_kept in zip(rows.values, kept, strict=True) if not is_kept]
        beneath = [values for values, is_kept in zip(rows.values, kept, strict=True) if is_kept]
        self._replica.write_copies(name, [_by_column(rows.columns, values, known) for values in beneath])
        self.write(name, Rows(columns=rows.columns, values=shown))

    def _said_anew(self, name: str, values: Sequence[Sequence[Any]]) -> list[Any]:
        """Those rows whose text is another than that of the row that is held: most changes are of other fields."""
        entity = TABLES_BY_NAME[name].entity
        rows = [entity(*row) for row in values]
        held = self._statements.held(name).all(self._connection, [row.id for row in rows])
        former = {row.id: row for row in (entity(*one) for one in held)}
        return [row for row in rows if row.id not in former or self._is_anew(name, former[row.id], row)]

    def _is_anew(self, name: str, former: Any, row: Any) -> bool:
        if name == MESSAGES.name and former.written_at != row.written_at:
            self._messages.forget_place(former.id, former.written_at)  # its key begins with the time
            return True
        return said_by(name, former) != said_by(name, row)


class _Statements:
    """What reads and writes each table, compiled when it is first needed."""

    def __init__(self, schema: DesktopSchema, dialect: Dialect) -> None:
        self._schema = schema
        self._dialect = dialect
        self._held: dict[str, Prepared] = {}
        self._upsert: dict[str, Prepared] = {}

    def held(self, name: str) -> Prepared:
        """The rows of a table by their ids."""
        prepared = self._held.get(name)
        if prepared is None:
            table = self._schema.entities[name]
            query = select(*(table.c[column] for column in TABLES_BY_NAME[name].columns))
            these = is_one_of(table.c.id, "ids", self._dialect)
            prepared = self._held[name] = Prepared(query.where(these), self._dialect, "ids")
        return prepared

    def upsert(self, name: str) -> Prepared:
        """Write a row of a table as the server has it."""
        prepared = self._upsert.get(name)
        if prepared is None:
            written = (*TABLES_BY_NAME[name].columns, "version")
            statement = insert(self._schema.entities[name]).values({column: bindparam(column) for column in written})
            kept: dict[str, Any] = {column: statement.excluded[column] for column in written if column != "id"}
            upsert = statement.on_conflict_do_update(index_elements=["id"], set_={**kept, "extra": null()})
            prepared = self._upsert[name] = Prepared(upsert, self._dialect, *written)
        return prepared


_statements = compiled_once(_Statements)


def _by_column(columns: Sequence[str], values: Sequence[Any], known: set[str]) -> dict[str, Any]:
    """A row by column; what this version doesn't know is under `extra`."""
    row = dict(zip(columns, values, strict=True))
    extra = {name: row.pop(name) for name in columns if name not in known}
    return {**row, "extra": extra or None}
