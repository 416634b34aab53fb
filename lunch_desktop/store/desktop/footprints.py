"""What waiting changes have read, so that a patch beside all of it need not run them again."""

from collections.abc import Mapping, Sequence

from lunch_desktop.domain.catalogue import TABLES_BY_NAME
from lunch_desktop.store.world import IndexKey, Key, RowWorld
from lunch_desktop.wire.sync import Rows, ScopePatch


class Footprints:
    """The rows and the lookups that runs of waiting changes depended on, since the queue was empty last.

    A change does the same again as long as none of the rows that it read is another, and no lookup that it made finds
    others; what it wrote, it has read. A row that a lookup of a change could find was found by it, or has come with a
    patch since; so of a row that comes only the lookups that would find it now need to be compared.

    Kept in memory, for one file: after a start nothing is `known` before everything that waits has run here once.
    Too much noted does no harm, so what a rolled back transaction has noted stays.
    """

    def __init__(self) -> None:
        self.known = False
        self._rows: set[Key] = set()
        self._lookups: set[IndexKey] = set()
        self._learnt: bool | None = None

    def begin(self) -> None:
        """A transaction begins."""
        self._learnt = None

    def commit(self) -> None:
        """What the transaction has learnt stands."""
        if self._learnt is not None:
            self.known = self._learnt

    def forget(self) -> None:
        """Nothing waits: whatever runs next is the first."""
        self.known = True
        self._rows.clear()
        self._lookups.clear()

    def note(self, world: RowWorld) -> None:
        """Changes ran on `world`."""
        self._rows |= world.rows_read
        self._lookups |= world.lookups_made

    def all_ran(self) -> None:
        """Everything that waits has run in this transaction, on rows as they are now."""
        self._learnt = True

    def overtaken(self) -> None:
        """Rows that changes read are others now, and the changes have not run again."""
        self._learnt = False

    def touched_by(self, tables: Mapping[str, Rows], scopes: Sequence[ScopePatch]) -> bool:
        """Whether a waiting change might do something else once these rows have come, and those that are gone left."""
        return (
            not self.known
            or any((name, row_id) in self._rows for one in scopes for name, ids in one.gone.items() for row_id in ids)
            or any(self._would_be_read(name, rows) for name, rows in tables.items() if name in TABLES_BY_NAME)
        )

    def _would_be_read(self, name: str, rows: Rows) -> bool:
        at = rows.columns.index("id")
        if any((name, values[at]) in self._rows for values in rows.values):
            return True
        for index in TABLES_BY_NAME[name].indexes:
            places = [rows.columns.index(one) for one in index]
            if any((name, index, tuple(values[one] for one in places)) in self._lookups for values in rows.values):
                return True
        return False
