"""The queue of changes that wait for the server, in the order in which they were made."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from lunch_desktop.domain.errors import Refusal
from lunch_desktop.domain.ids import ChangeId, derived_id
from lunch_desktop.domain.mutations import Intent
from lunch_desktop.domain.times import Instant
from lunch_desktop.store.desktop.schema import DesktopSchema
from lunch_desktop.store.desktop.state import NEXT_SEQ, VERSION, State
from lunch_desktop.store.world import Key
from lunch_desktop.wire.arguments import arguments_as_json, as_text
from lunch_desktop.wire.sync import PushedChange, payload_hash

MOST_MADE: Final = 4
"""Rows with ids of their own that one change makes at most."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One queued change. `payload` is None for a void that was never offered.

    `failures` counts how often it failed alone while the server was otherwise healthy.
    """

    seq: int
    uuid: str
    payload: str | None
    hash: str
    created_at: Instant
    offered: bool
    void: bool
    inverse: Any
    failures: int = 0

    def says(self) -> dict[str, Any]:
        """The payload's content."""
        return json.loads(self.payload) if self.payload else {}


class Outbox:
    """The queue, inside one transaction."""

    def __init__(self, connection: Connection, schema: DesktopSchema) -> None:
        self._connection = connection
        self._table = schema.outbox
        self._rows = schema.outbox_rows
        self._state = State(connection, schema)

    def append(self, uuid: str, intent: Intent, mutation_version: int, now: Instant, inverse: Any) -> Waiting:
        """Put a change at the end, with what would undo it. Its payload is written here once and never again."""
        facts = self._state.some(NEXT_SEQ, VERSION)
        seq = facts.get(NEXT_SEQ, 1)
        payload = as_text(
            {
                "name": intent.name,
                "mutation_version": mutation_version,
                "args": arguments_as_json(intent.args),
                "base": facts.get(VERSION, 0),
                "created_at": now,
            }
        )
        waiting = Waiting(seq, uuid, payload, payload_hash(payload), now, offered=False, void=False, inverse=inverse)
        self._connection.execute(
            insert(self._table),
            [
                {
                    "seq": seq,
                    "uuid": uuid,
                    "payload": payload,
                    "hash": waiting.hash,
                    "created_at": now,
                    "offered": False,
                    "void": False,
                    "inverse": inverse,
                    "refusal": None,
                }
            ],
        )
        self._state.set(NEXT_SEQ, seq + 1)
        return waiting

    def all(self) -> list[Waiting]:
        """The whole queue, voids included."""
        return [_waiting(row) for row in self._connection.execute(select(self._table).order_by(self._table.c.seq))]

    def find(self, uuid: str) -> Waiting | None:
        """A queued change by its uuid."""
        row = self._connection.execute(select(self._table).where(self._table.c.uuid == uuid)).first()
        return None if row is None else _waiting(row)

    def count(self, after: int = 0) -> int:
        """How many wait behind `after`, voids included."""
        query = select(func.count()).select_from(self._table).where(self._table.c.seq > after)
        return int(self._connection.execute(query).scalar_one())

    def offer(self, after: int, limit: int) -> list[PushedChange]:
        """The changes behind `after`, marked as offered: from now on each may have reached the server.

        One that has failed before goes alone.
        """
        query = select(self._table).where(self._table.c.seq > after).order_by(self._table.c.seq).limit(limit)
        batch = [_waiting(row) for row in self._connection.execute(query)]
        failed = next((place for place, one in enumerate(batch) if one.failures), None)
        if failed is not None:
            batch = batch[: max(1, failed)]
        fresh = [one.seq for one in batch if not one.offered]
        if fresh:
            marking = update(self._table).where(self._table.c.seq == bindparam("which")).values(offered=True)
            self._connection.execute(marking, [{"which": seq} for seq in fresh])
        return [
            PushedChange(seq=one.seq, uuid=one.uuid, payload=None if one.void else one.payload, void=one.void)
            for one in batch
        ]

    def remove(self, seq: int) -> None:
        """Take a change out of the queue: it was decided, or it goes unoffered from the end."""
        self._connection.execute(delete(self._table).where(self._table.c.seq == seq))
        self._connection.execute(delete(self._rows).where(self._rows.c.seq == seq))

    def give_back(self, seq: int) -> None:
        """Let the next change have this `seq` again; only for one that was last and never offered."""
        self._state.set(NEXT_SEQ, seq)

    def next_seq(self) -> int:
        """The `seq` that the next change gets."""
        return int(self._state.get(NEXT_SEQ, 1))

    def withdraw(self, change: Waiting) -> None:
        """Take a change back: the last one just goes if it was never offered, any other leaves a void in its place."""
        if not change.offered and change.seq == self.next_seq() - 1:
            self.remove(change.seq)
            self.give_back(change.seq)
        else:
            self.make_void(change.seq)

    def make_void(self, seq: int) -> None:
        """Let the change stand for nothing; its place in the order stays.

        What would undo it stays too: the server may have been faster.
        """
        self._connection.execute(
            update(self._table).where(self._table.c.seq == seq).values(void=True, refusal=None, failures=0)
        )
        self._connection.execute(delete(self._rows).where(self._rows.c.seq == seq))

    def count_failure(self, seq: int) -> int:
        """Note that the change failed alone once more; how often that is now."""
        table = self._table
        counting = update(table).where(table.c.seq == seq).values(failures=table.c.failures + 1)
        return int(self._connection.execute(counting.returning(table.c.failures)).scalar_one())

    def note_refusal(self, seq: int, refusal: Refusal | None) -> None:
        """Remember that the change would now be refused, or that it would not."""
        said = None if refusal is None else {"code": refusal.code.value, "details": dict(refusal.details)}
        self._connection.execute(update(self._table).where(self._table.c.seq == seq).values(refusal=said))

    def note_rows(self, seq: int, rows: Sequence[tuple[Key, bool]], *, new: bool = False) -> None:
        """Remember which rows the change wrote, and which of them it made. A `new` one has nothing to be forgotten."""
        if not new:
            self._connection.execute(delete(self._rows).where(self._rows.c.seq == seq))
        if rows:
            self._connection.execute(
                insert(self._rows),
                [{"seq": seq, "table_name": key[0], "row_id": key[1], "made": made} for key, made in rows],
            )

    def renumber(self) -> None:
        """Count the queue from 1 again, in its order; uuids and payloads stay, and with them what was decided."""
        for number, change in enumerate(self.all(), start=1):
            if change.seq != number:
                for table in (self._table, self._rows):
                    self._connection.execute(update(table).where(table.c.seq == change.seq).values(seq=number))
        self._state.set(NEXT_SEQ, self.count() + 1)

    def dependents(self, seq: int) -> list[int]:
        """Later changes that build on rows which this one makes, directly or through one another.

        A change builds on a row if it wrote it, or names it in its arguments. What a change makes follows from its
        uuid, too: its own rows may have come from the server before its result, or not be there as it is now refused.
        """
        written: dict[int, set[str]] = {}
        made_by: dict[int, set[str]] = {}
        rows = self._rows
        query = select(rows.c.seq, rows.c.row_id, rows.c.made).where(rows.c.seq >= seq)
        for one, row_id, is_made in self._connection.execute(query):
            written.setdefault(one, set()).add(row_id)
            if is_made:
                made_by.setdefault(one, set()).add(row_id)
        queue = self.all()
        for change in queue:
            if change.seq >= seq:
                ids = {derived_id(ChangeId(change.uuid), number) for number in range(MOST_MADE)}
                made_by.setdefault(change.seq, set()).update(ids)
        made = made_by.get(seq, set())
        dependent: list[int] = []
        for change in queue:
            if change.seq <= seq or change.void:
                continue
            named = {value for value in change.says()["args"].values() if isinstance(value, str)}
            if not made.isdisjoint(written.get(change.seq, set()) | named):
                dependent.append(change.seq)
                made = made | made_by.get(change.seq, set())
        return dependent


def _waiting(row: Row[Any]) -> Waiting:
    return Waiting(
        seq=row.seq,
        uuid=row.uuid,
        payload=row.payload,
        hash=row.hash,
        created_at=Instant(row.created_at),
        offered=row.offered,
        void=row.void,
        inverse=row.inverse,
        failures=row.failures,
    )
