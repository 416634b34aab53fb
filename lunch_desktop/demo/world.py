"""The world in memory in which the demo company lives by the product's own rules."""

from collections import defaultdict
from typing import Any, TypeVar
from uuid import UUID, uuid5

from lunch_desktop.domain.catalogue import TABLES
from lunch_desktop.domain.ids import ChangeId, EmployeeId, derived_id
from lunch_desktop.domain.mutations import Answer, Mutation, execute
from lunch_desktop.domain.table import Row, Table
from lunch_desktop.domain.times import EARLIEST, Instant
from lunch_desktop.domain.world import ABSENT, Absent, NotHeld

A = TypeVar("A")
R = TypeVar("R", bound=Row)


class DemoWorld:
    """A World that decides. Every change gets the next id of a sequence that follows from `namespace`."""

    decides = True

    def __init__(self, namespace: UUID) -> None:
        self.actor = EmployeeId("")
        self.change = ChangeId("")
        self.now = EARLIEST
        self._namespace = namespace
        self._changes = 0
        self._made = 0
        self._rows: dict[str, dict[str, Any]] = {table.name: {} for table in TABLES}
        self._ids: dict[tuple[str, tuple[str, ...]], dict[tuple[Any, ...], set[str]]] = {
            (table.name, index): defaultdict(set) for table in TABLES for index in table.indexes
        }

    def act(self, actor: EmployeeId, now: Instant, mutation: Mutation[A], args: A) -> Answer:
        """Let `actor` do something at `now`. A Refusal is a mistake of whoever wrote the demo."""
        self.actor, self.now, self._made = actor, now, 0
        self.change = ChangeId(str(uuid5(self._namespace, f"change/{self._changes}")))
        self._changes += 1
        return execute(mutation, self, args)

    def get(self, table: Table[R], row_id: str) -> R | Absent | NotHeld:
        """The row, or ABSENT."""
        row: R | Absent = self._rows[table.name].get(row_id, ABSENT)
        return row

    def find(self, table: Table[R], **equal: str | int | bool | None) -> list[R]:
        """Rows by a declared index, in order of id."""
        index = next(one for one in table.indexes if set(one) == set(equal))
        rows = self._rows[table.name]
        return [rows[one] for one in sorted(self._ids[table.name, index][tuple(equal[name] for name in index)])]

    def put(self, table: Table[R], row: R) -> None:
        """Insert or replace."""
        self.delete(table, row.id)
        self._rows[table.name][row.id] = row
        for index in table.indexes:
            self._ids[table.name, index][table.key_of(row, index)].add(row.id)

    def delete(self, table: Table[R], row_id: str) -> None:
        """Remove, if there is such a row."""
        row = self._rows[table.name].pop(row_id, None)
        if row is not None:
            for index in table.indexes:
                self._ids[table.name, index][table.key_of(row, index)].discard(row_id)

    def new_id(self) -> str:
        """The next id of the running change."""
        self._made += 1
        return derived_id(self.change, self._made - 1)

    def all(self, table: Table[R]) -> list[R]:
        """Every row of the table."""
        return list(self._rows[table.name].values())
