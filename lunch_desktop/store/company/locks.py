"""The locks under which changes are decided where the database does not lock everything: PostgreSQL.

An aggregate is locked by its root's row before anything of it is read: a party before its seats are counted, an
employee before their overlapping lunches are looked for, a department before its circle is, a group before its members
are. Roots that are known at the
start are waited for in one order for everybody. One that is found out later is taken only if it is free: else
everything is rolled back and run again with it among the first, because to wait for it out of turn could be for ever.
"""

from collections.abc import Iterable, Iterator, Set
from typing import Any, Final

from sqlalchemy import Connection, Dialect, select
from sqlalchemy.exc import OperationalError

from lunch_desktop.domain.groups.entities import GROUPS
from lunch_desktop.domain.mutations import Root
from lunch_desktop.domain.parties.entities import PARTIES
from lunch_desktop.domain.people import DEPARTMENTS, EMPLOYEES
from lunch_desktop.domain.proposals.entities import PROPOSALS
from lunch_desktop.domain.restaurants.entities import RESTAURANTS
from lunch_desktop.domain.table import Table
from lunch_desktop.store.company.schema import CompanySchema
from lunch_desktop.store.failures import is_held_by_another
from lunch_desktop.store.prepared import Prepared, compiled_once, is_one_of

ROOTS: Final = frozenset(
    {DEPARTMENTS.name, EMPLOYEES.name, GROUPS.name, PARTIES.name, PROPOSALS.name, RESTAURANTS.name}
)
"""The tables whose rows are roots. Offices are none: no mutation writes what is found by them."""
LOOKED_AT: Final = frozenset({RESTAURANTS.name})
"""Roots whose own rows are read without a lock: everybody's lunch names a restaurant, few changes write one.

Those few name it as a root, so that it is locked before they read it; one that is written without that is run again.
What is found under such a root (reviews, favourites) is locked like anything else.
"""


class StartOver(Exception):
    """What was read is no longer so, or was not locked: roll back, and run again with `roots` locked at the start."""

    def __init__(self, roots: Iterable[Root] = ()) -> None:
        super().__init__(*sorted(roots))
        self.roots = frozenset(roots)


class _Statements:
    def __init__(self, schema: CompanySchema, dialect: Dialect) -> None:
        self.lock: dict[tuple[str, bool], Prepared] = {}
        for name in ROOTS:
            row_id = schema.entities[name].c.id
            query = select(row_id).where(is_one_of(row_id, "ids", dialect)).order_by(row_id)
            for wait in (True, False):
                locking = query.with_for_update(key_share=True, nowait=not wait)
                self.lock[name, wait] = Prepared(locking, dialect, "ids")


_statements = compiled_once(_Statements)


class Locks:
    """The roots that one writing transaction has locked. On SQLite the transaction itself has locked everything."""

    def __init__(self, connection: Connection, schema: CompanySchema, wanted: Iterable[Root] = ()) -> None:
        """`wanted` are roots that a former run found out late."""
        self._connection = connection
        self._statements = _statements(schema, connection.dialect)
        self._wanted = frozenset(wanted)
        self._held: set[Root] = set()
        self._all = connection.dialect.name == "sqlite"

    def take(self, roots: Iterable[Root]) -> None:
        """Lock these and the wanted ones in the order of all, before anything of them was read; waits for others."""
        if self._all:
            return
        missing = sorted(self._wanted.union(roots) - self._held)
        for name in sorted({name for name, _ in missing}):
            self._lock(name, [row_id for table, row_id in missing if table == name], wait=True)

    @property
    def held(self) -> frozenset[Root]:
        """What is locked by now."""
        return frozenset(self._held)

    def back_to(self, held: frozenset[Root]) -> None:
        """A savepoint was rolled back, at which these were held; what was locked since then no longer is."""
        self._held = set(held)

    def before_rows(self, table: Table[Any], row_ids: Iterable[str]) -> None:
        """Called before rows are read by their ids. Raises StartOver."""
        if not self._all and table.name in ROOTS - LOOKED_AT:
            self._need({(table.name, row_id) for row_id in row_ids})

    def before_index(self, table: Table[Any], index: tuple[str, ...], keys: Iterable[tuple[Any, ...]]) -> None:
        """Called before rows are found by an index, each by one of `keys`.

        Raises StartOver, LookupError for an index that no root guards.
        """
        if self._all:
            return
        guarding = next((place for place, name in enumerate(index) if table.references.get(name) in ROOTS), None)
        if guarding is None:
            raise LookupError(f"no root guards what is found in {table.name} by {', '.join(index)}")
        name = table.references[index[guarding]]
        self._need({(name, str(key[guarding])) for key in keys})

    def guards(self, table: Table[Any], rows: Iterable[Any]) -> bool:
        """Whether nobody else can write the rows; if not, their roots are locked now, and they have to be read again.

        Raises StartOver.
        """
        if self._all:
            return True
        if table.name in LOOKED_AT:
            return True
        roots = [frozenset(roots_of(table, row)) for row in rows]
        loose = frozenset[Root]().union(*(one for one in roots if one and not one & self._held))
        self._need(loose)
        return not loose

    def before_write(self, rows: Iterable[tuple[Table[Any], Any]]) -> None:
        """Called with rows as they were and as they will be, before any is written. Raises StartOver."""
        if self._all:
            return
        written = list(rows)
        read_loosely = {(table.name, row.id) for table, row in written if table.name in LOOKED_AT} - self._held
        if read_loosely:
            raise StartOver(self._held | self._wanted | read_loosely)
        self._need({root for table, row in written for root in roots_of(table, row)})

    def _need(self, roots: Set[Root]) -> None:
        missing = sorted(roots - self._held)
        for name in sorted({name for name, _ in missing}):
            ids = [row_id for table, row_id in missing if table == name]
            try:
                self._lock(name, ids, wait=False)
            except OperationalError as error:
                if not is_held_by_another(error):
                    raise
                raise StartOver(self._held | self._wanted | roots) from error

    def _lock(self, name: str, row_ids: list[str], *, wait: bool) -> None:
        """A row that is only referred to may still be: FOR NO KEY UPDATE lets foreign keys pass."""
        self._statements.lock[name, wait].all(self._connection, row_ids)
        self._held.update((name, row_id) for row_id in row_ids)


def roots_of(table: Table[Any], row: Any) -> Iterator[Root]:
    """All roots under which a row can be found: itself, and what its indexes' fields refer to."""
    if table.name in ROOTS:
        yield table.name, row.id
    for index in table.indexes:
        for name in index:
            if table.references.get(name) in ROOTS:
                yield table.references[name], getattr(row, name)
