"""Rows that the server changes by itself, past the mutations, in a transaction that does more than that."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection

from lunch_desktop.domain.ids import ChangeId, EmployeeId
from lunch_desktop.domain.table import Row, Table
from lunch_desktop.domain.times import Instant
from lunch_desktop.store.company.commit import Written, write_changes
from lunch_desktop.store.company.locks import Locks
from lunch_desktop.store.company.schema import CompanySchema
from lunch_desktop.store.company.source import CompanySource
from lunch_desktop.store.rows import EntityRows
from lunch_desktop.store.world import RowWorld

R = TypeVar("R", bound=Row)


class Edits:
    """Edits rows within one transaction; `written` is what there is to tell of once it has ended."""

    def __init__(
        self, connection: Connection, schema: CompanySchema, rows: EntityRows, locks: Locks, now: Instant
    ) -> None:
        self._connection = connection
        self._schema = schema
        self._rows = rows
        self._locks = locks
        self.now = now
        self.written: list[Written] = []

    def edit(self, table: Table[R], row_id: str, edited: Callable[[R], R]) -> bool:
        """Write a row as `edited` makes it, as a commit; False, with nothing written, if it is like that already.

        Of `table` the rows are roots, see `locks`. Once it is written no other commit can be until the transaction
        ends, so what takes its time comes before. Raises LookupError if there is no such row, StartOver.
        """
        self._locks.take([(table.name, row_id)])
        world = RowWorld(CompanySource(self._connection, self._rows, self._locks), decides=True)
        world.begin(EmployeeId(""), self.now, ChangeId(""))
        row = world.get(table, row_id)
        if not row:
            raise LookupError(f"no row {row_id} in {table.name}")
        world.put(table, edited(row))
        if not world.changes():
            return False
        self.written.append(write_changes(self._connection, self._schema, self._rows, world, self.now, self._locks))
        return True
