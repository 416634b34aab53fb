"""Where the server's World reads: the company's own rows, which are all there are."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from lunch_desktop.domain.table import Table
from lunch_desktop.domain.world import ABSENT, Absent
from lunch_desktop.store.company.locks import Locks
from lunch_desktop.store.rows import EntityRows


class CompanySource:
    """A row that is not in the database is certainly absent. What is read is locked first; see `locks`."""

    def __init__(self, connection: Connection, rows: EntityRows, locks: Locks) -> None:
        self._connection = connection
        self._rows = rows
        self._locks = locks

    def one(self, table: Table[Any], row_id: str) -> Any | Absent:
        """See Source. Raises StartOver."""
        self._locks.before_rows(table, [row_id])
        found = self._rows[table.name].one(self._connection, row_id)
        if found is not None and not self._locks.guards(table, [found]):
            found = self._rows[table.name].one(self._connection, row_id)
        return ABSENT if found is None else found

    def where(self, table: Table[Any], index: tuple[str, ...], values: tuple[Any, ...]) -> list[Any]:
        """See Source. Raises StartOver."""
        self._locks.before_index(table, index, [values])
        return self._rows[table.name].where(self._connection, index, values)

    def many(self, table: Table[Any], row_ids: Sequence[str]) -> list[Any]:
        """The rows that exist among `row_ids`. Raises StartOver."""
        self._locks.before_rows(table, row_ids)
        found = self._rows[table.name].many(self._connection, row_ids)
        if not self._locks.guards(table, found):
            found = self._rows[table.name].many(self._connection, row_ids)
        return found

    def where_any(
        self, table: Table[Any], index: tuple[str, ...], keys: Sequence[tuple[Any, ...]]
    ) -> dict[tuple[Any, ...], list[Any]]:
        """The rows for each of `keys` of an index. Raises StartOver."""
        self._locks.before_index(table, index, keys)
        found: dict[tuple[Any, ...], list[Any]] = {key: [] for key in keys}
        for row in self._rows[table.name].where_any(self._connection, index, keys):
            found[table.key_of(row, index)].append(row)
        return found
