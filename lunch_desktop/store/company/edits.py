"""Rows that the server changes by itself, past the mutations, in a transaction that does more than that."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, TypeVar

from sqlalchemy import Connection

from lunch_desktop.domain.ids import ChangeId, EmployeeId
from lunch_desktop.domain.mutations import Root
from lunch_desktop.domain.people import EMPLOYEES
from lunch_desktop.domain.table import Row, Table
from lunch_desktop.domain.times import Instant
from lunch_desktop.domain.world import World
from lunch_desktop.store.company.commit import Written, write_changes
from lunch_desktop.store.company.departing import follow_departures
from lunch_desktop.store.company.locks import Locks
from lunch_desktop.store.company.schema import CompanySchema
from lunch_desktop.store.company.source import CompanySource
from lunch_desktop.store.rows import EntityRows
from lunch_desktop.store.world import RowWorld

R = TypeVar("R", bound=Row)
Foreseen = Mapping[Table[Any], Sequence[str]]
"""Ids of rows that are going to be read, by table."""
_NOTHING: Final[Foreseen] = MappingProxyType({})


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

        Of `table` the rows are roots, see `locks`. Raises LookupError if there is no such row, StartOver.
        """

        def work(world: World) -> None:
            row = world.get(table, row_id)
            if not row:
                raise LookupError(f"no row {row_id} in {table.name}")
            world.put(table, edited(row))

        return self.apply([(table.name, row_id)], work)

    def apply(self, roots: Iterable[Root], work: Callable[[World], None], foreseen: Foreseen = _NOTHING) -> bool:
        """Do `work` on a World in which `roots` are locked, as one commit; False if it changes nothing.

        What is `foreseen` is read at once, for speed alone; the rest of what `work` reads, when it is asked for.
        Who departs by it gives up their coming seats, too. Once it is written no other commit can be until the
        transaction ends, so what takes its time comes before. Raises StartOver.
        """
        self._locks.take(roots)
        source = CompanySource(self._connection, self._rows, self._locks)
        world = RowWorld(source, decides=True)
        for table, row_ids in foreseen.items():
            found = source.many(table, row_ids)
            world.preload(table, found, sorted(set(row_ids) - {one.id for one in found}))
        world.begin(EmployeeId(""), self.now, ChangeId(""))
        work(world)
        changed = [(one.before or None, one.after) for one in world.changes() if one.table is EMPLOYEES]
        follow_departures(self._connection, self._schema, self._locks, world, changed)
        if not world.changes():
            return False
        self.written.append(write_changes(self._connection, self._schema, self._rows, world, self.now, self._locks))
        return True
