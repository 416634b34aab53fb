"""The World that mutations run on, over SQL rows: the same code on the server and on a desktop.

Behind it stand an identity map, indexes over what has been read and written, and an undo log, so that a refused
mutation leaves no trace and a whole batch is written in bulk at its end.
"""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol, TypeVar

from lunch_desktop.domain.ids import ChangeId, EmployeeId, derived_id
from lunch_desktop.domain.table import Row, Table
from lunch_desktop.domain.times import Instant
from lunch_desktop.domain.world import ABSENT, NOT_HELD, Absent, NotHeld

R = TypeVar("R", bound=Row)
Key = tuple[str, str]
"""The table's name and the row's id."""
IndexKey = tuple[str, tuple[str, ...], tuple[Any, ...]]
"""The table's name, the fields of an index and their values: a lookup."""


class Source(Protocol):
    """Where a World reads rows that it does not hold yet."""

    def one(self, table: Table[Any], row_id: str) -> Any | Absent | NotHeld:
        """The row as kept, or why there is none."""
        ...

    def where(self, table: Table[Any], index: tuple[str, ...], values: tuple[Any, ...]) -> list[Any]:
        """The kept rows that match an index."""
        ...


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row before and after; `ABSENT` or `NOT_HELD` where there was or is none."""

    table: Table[Any]
    row_id: str
    before: Any
    after: Any


class RowWorld:
    """See the module. `begin` opens each change; `undo` takes back what it wrote."""

    def __init__(self, source: Source, *, decides: bool) -> None:
        self._source = source
        self.decides = decides
        self.actor = EmployeeId("")
        self.now = Instant(0)
        self.change = ChangeId("")
        self._made = 0
        self._rows: dict[Key, Any] = {}
        self._stored: dict[Key, Any] = {}
        self._tables: dict[Key, Table[Any]] = {}
        self._found: dict[IndexKey, set[str]] = {}
        self._written: dict[IndexKey, set[str]] = {}
        self._log: list[tuple[Key, Any]] = []

    def begin(self, actor: EmployeeId, now: Instant, change: ChangeId) -> None:
        """Open a change: who, when, and its uuid."""
        self.actor, self.now, self.change = actor, now, change
        self._made = 0
        self._log.clear()

    def undo(self) -> None:
        """Take back everything that was written since `begin`."""
        while self._log:
            key, row = self._log.pop()
            self._set(key, row)

    def written(self) -> list[tuple[Key, bool]]:
        """Rows written since `begin`, each once, in order of first writing; True where there was none before."""
        first: dict[Key, bool] = {}
        for key, before in self._log:
            first.setdefault(key, not _is_row(before))
        return list(first.items())

    def get(self, table: Table[R], row_id: str) -> R | Absent | NotHeld:
        """See World."""
        key = (table.name, row_id)
        if key not in self._rows:
            self._remember(table, key, self._source.one(table, row_id))
        return self._rows[key]  # type: ignore[no-any-return]

    def find(self, table: Table[R], **equal: str | int | bool | None) -> list[R]:
        """See World. Raises LookupError where `equal` is not a declared index."""
        index = _index_of(table, tuple(equal))
        values = tuple(equal[name] for name in index)
        ids = self._found.get((table.name, index, values))
        if ids is None:
            ids = self._look_up(table, index, values)
        return [self._rows[table.name, row_id] for row_id in sorted(ids)]

    def put(self, table: Table[R], row: R) -> None:
        """See World."""
        self._write(table, row.id, row)

    def delete(self, table: Table[R], row_id: str) -> None:
        """See World."""
        self._write(table, row_id, ABSENT)

    def new_id(self) -> str:
        """See World."""
        self._made += 1
        return derived_id(self.change, self._made - 1)

    def changes(self) -> list[RowChange]:
        """What differs from what is stored, over all changes that were not undone."""
        return [
            RowChange(self._tables[key], key[1], stored, self._rows[key])
            for key, stored in self._stored.items()
            if stored is not self._rows[key] and stored != self._rows[key]
        ]

    @property
    def rows_read(self) -> Set[Key]:
        """Every row that was read, asked for or found; what was written is among them."""
        return self._rows.keys()

    @property
    def lookups_made(self) -> Set[IndexKey]:
        """Every lookup by an index."""
        return self._found.keys()

    def before(self) -> "Before":
        """The rows as they were stored before any change."""
        return Before(self)

    def stored(self, table: Table[R], row_id: str) -> R | Absent | NotHeld:
        """The row as it was before any change."""
        key = (table.name, row_id)
        if key not in self._stored:
            self.get(table, row_id)
        return self._stored[key]  # type: ignore[no-any-return]

    def preload(self, table: Table[Any], rows: Iterable[Any], missing: Sequence[str] = ()) -> None:
        """Take rows read in bulk, and ids known to be absent, so that `get` needs no statement of its own."""
        for row in rows:
            if (table.name, row.id) not in self._rows:
                self._remember(table, (table.name, row.id), row)
        for row_id in missing:
            if (table.name, row_id) not in self._rows:
                self._remember(table, (table.name, row_id), ABSENT)

    def knows(self, table: Table[Any], index: tuple[str, ...], values: tuple[Any, ...]) -> bool:
        """Whether rows by their id, or by an index, can be told without asking the source."""
        if index == ("id",):
            return (table.name, values[0]) in self._rows
        return (table.name, index, values) in self._found

    def preload_found(
        self, table: Table[Any], index: tuple[str, ...], values: tuple[Any, ...], kept: Iterable[Any]
    ) -> None:
        """Take all `kept` rows that match an index, read in bulk, so that `find` needs no statement of its own."""
        if (table.name, index, values) not in self._found:
            self._take(table, index, values, kept)

    def _look_up(self, table: Table[Any], index: tuple[str, ...], values: tuple[Any, ...]) -> set[str]:
        return self._take(table, index, values, self._source.where(table, index, values))

    def _take(
        self, table: Table[Any], index: tuple[str, ...], values: tuple[Any, ...], kept: Iterable[Any]
    ) -> set[str]:
        ids = self._written.pop((table.name, index, values), set())
        for row in kept:
            key = (table.name, row.id)
            if key not in self._rows:
                self._remember(table, key, row)
            if self._matches(table, row.id, index, values):
                ids.add(row.id)
        self._found[table.name, index, values] = ids
        return ids

    def _matches(self, table: Table[Any], row_id: str, index: tuple[str, ...], values: tuple[Any, ...]) -> bool:
        row = self._rows[table.name, row_id]
        return _is_row(row) and table.key_of(row, index) == values

    def _remember(self, table: Table[Any], key: Key, row: Any) -> None:
        self._tables[key] = table
        self._stored[key] = row
        self._rows[key] = row

    def _write(self, table: Table[Any], row_id: str, row: Any) -> None:
        key = (table.name, row_id)
        before = self.get(table, row_id)
        if before is row:
            return
        self._log.append((key, before))
        self._set(key, row)

    def _set(self, key: Key, row: Any) -> None:
        table, before = self._tables[key], self._rows[key]
        self._rows[key] = row
        for index in table.indexes:
            if _is_row(before):
                self._in_index(table, index, before).discard(key[1])
            if _is_row(row):
                self._in_index(table, index, row).add(key[1])

    def _in_index(self, table: Table[Any], index: tuple[str, ...], row: Any) -> set[str]:
        """The ids under the row's key: all of them, or those that were written before anybody looked."""
        key = (table.name, index, table.key_of(row, index))
        found = self._found.get(key)
        return self._written.setdefault(key, set()) if found is None else found


class Before:
    """A World's rows as they were before it changed any."""

    def __init__(self, world: RowWorld) -> None:
        self._world = world

    def get(self, table: Table[R], row_id: str) -> R | Absent | NotHeld:
        """See Lookup."""
        return self._world.stored(table, row_id)


def _is_row(row: Any) -> bool:
    return row is not ABSENT and row is not NOT_HELD


@cache
def _index_of(table: Table[Any], names: tuple[str, ...]) -> tuple[str, ...]:
    index = next((one for one in table.indexes if set(one) == set(names)), None)
    if index is None:
        raise LookupError(f"{table.name} declares no index of {', '.join(sorted(names))}")
    return index
