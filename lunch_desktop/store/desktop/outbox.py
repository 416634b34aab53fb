"""The queue of changes that wait for the server, in the order in which they were made."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, Dialect, bindparam, delete, func, insert, literal_column, select, update

from lunch_desktop.domain.errors import Refusal
from lunch_desktop.domain.ids import ChangeId, derived_id
from lunch_desktop.domain.mutations import Intent
from lunch_desktop.domain.times import Instant
from lunch_desktop.store.desktop.schema import DesktopSchema
from lunch_desktop.store.desktop.state import NEXT_SEQ, VERSION, State
from lunch_desktop.store.prepared import Prepared, compiled_once, is_one_of
from lunch_desktop.store.world import Key
from lunch_desktop.wire.arguments import arguments_as_json, as_text
from lunch_desktop.wire.changes import payload_hash

if TYPE_CHECKING:
    from lunch_desktop.wire.sync import PushedChange

MOST_MADE: Final = 4
"""Rows with ids of their own that one change makes at most."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One queued change. `payload` is None for a void that was never offered.

    `failures` counts how often it failed alone while the server was otherwise healthy. `refusal` is how the last replay
    of it ended: {"code", "details"}, or None.
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
    refusal: Any = None

    def says(self) -> dict[str, Any]:
        """The payload's content."""
        return json.loads(self.payload) if self.payload else {}


_SHOWN: Final = tuple(one.name for one in fields(Waiting))
_APPENDED: Final = ("seq", "uuid", "payload", "hash", "created_at", "inverse")


@dataclass(frozen=True, slots=True)
class Queued:
    """Where a change stands in the queue, and what a result must name."""

    seq: int
    hash: str
    void: bool


@dataclass(frozen=True, slots=True)
class Replayed:
    """How a waiting change ran once more: refused or not, and the rows that it wrote, as `RowWorld.written` has them.

    `rows` is None where nobody can say.
    """

    change: Waiting
    refusal: Refusal | None
    rows: Sequence[tuple[Key, bool]] | None


class _Statements:
    def __init__(self, schema: DesktopSchema, dialect: Dialect) -> None:
        table, rows = schema.outbox, schema.outbox_rows
        shown = select(*(table.c[name] for name in _SHOWN))
        this = table.c.seq == bindparam("which")
        self.append = Prepared(
            insert(table).values({name: bindparam(name) for name in _APPENDED} | {"offered": False, "void": False}),
            dialect,
            *_APPENDED,
        )
        self.all = Prepared(shown.order_by(table.c.seq), dialect)
        sent = select(table.c.seq, table.c.uuid, table.c.payload, table.c.void, table.c.offered, table.c.failures)
        self.next = Prepared(
            sent.where(table.c.seq > bindparam("after")).order_by(table.c.seq).limit(bindparam("most")),
            dialect,
            "after",
            "most",
        )
        self.first = Prepared(select(table.c.seq).limit(literal_column("1")), dialect)
        self.find = Prepared(shown.where(table.c.uuid == bindparam("which")), dialect, "which")
        queued = select(table.c.uuid, table.c.seq, table.c.hash, table.c.void)
        self.queued = Prepared(queued.where(is_one_of(table.c.uuid, "uuids", dialect)), dialect, "uuids")
        self.count = Prepared(select(func.count()).where(table.c.seq > bindparam("after")), dialect, "after")
        self.offer = Prepared(update(table).where(this).values(offered=True), dialect, "which")
        self.remove = Prepared(delete(table).where(this), dialect, "which")
        self.refuse = Prepared(
            update(table).where(this).values(refusal=bindparam("refusal")), dialect, "refusal", "which"
        )
        noted = [column.name for column in rows.columns]
        self.note = Prepared(insert(rows).values({name: bindparam(name) for name in noted}), dialect, *noted)
        self.rows = Prepared(select(*rows.columns), dialect)
        self.forget_rows = Prepared(delete(rows).where(rows.c.seq == bindparam("which")), dialect, "which")


_statements = compiled_once(_Statements)


class Outbox:
    """The queue, inside one transaction."""

    def __init__(self, connection: Connection, schema: DesktopSchema) -> None:
        self._connection = connection
        self._table = schema.outbox
        self._rows = schema.outbox_rows
        self._statements = _statements(schema, connection.dialect)
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
        self._statements.append.run(self._connection, seq, uuid, payload, waiting.hash, now, inverse)
        self._state.set(NEXT_SEQ, seq + 1)
        return waiting

    def all(self) -> list[Waiting]:
        """The whole queue, voids included."""
        return [_waiting(row) for row in self._statements.all.all(self._connection)]

    def find(self, uuid: str) -> Waiting | None:
        """A queued change by its uuid."""
        row = self._statements.find.one(self._connection, uuid)
        return None if row is None else _waiting(row)

    def queued(self, uuids: Iterable[str]) -> dict[str, Queued]:
        """Those of `uuids` that wait, by uuid."""
        found = self._statements.queued.all(self._connection, list(uuids))
        return {uuid: Queued(seq, said, void) for uuid, seq, said, void in found}

    def is_empty(self) -> bool:
        """Whether nothing waits."""
        return self._statements.first.one(self._connection) is None

    def count(self, after: int = 0) -> int:
        """How many wait behind `after`, voids included."""
        found = self._statements.count.one(self._connection, after)
        return 0 if found is None else int(found[0])

    def offer(self, after: int, limit: int) -> "list[PushedChange]":
        """The changes behind `after`, marked as offered: from now on each may have reached the server.

        One that has failed before goes alone.
        """
        from lunch_desktop.wire.sync import PushedChange

        batch = self._statements.next.all(self._connection, after, limit)
        failed = next((place for place, (*_, failures) in enumerate(batch) if failures), None)
        if failed is not None:
            batch = batch[: max(1, failed)]
        self._statements.offer.many(self._connection, [(seq,) for seq, _, _, _, offered, _ in batch if not offered])
        return [
            PushedChange(seq=seq, uuid=uuid, payload=None if void else payload, void=void)
            for seq, uuid, payload, void, _, _ in batch
        ]

    def remove(self, seqs: Iterable[int]) -> None:
        """Take changes out of the queue: they were decided, or go unoffered from the end."""
        going = [(seq,) for seq in seqs]
        self._statements.remove.many(self._connection, going)
        self._statements.forget_rows.many(self._connection, going)

    def give_back(self, seq: int) -> None:
        """Let the next change have this `seq` again; only for one that was last and never offered."""
        self._state.set(NEXT_SEQ, seq)

    def next_seq(self) -> int:
        """The `seq` that the next change gets."""
        return int(self._state.get(NEXT_SEQ, 1))

    def withdraw(self, change: Waiting) -> None:
        """Take a change back: the last one just goes if it was never offered, any other leaves a void in its place."""
        if not change.offered and change.seq == self.next_seq() - 1:
            self.remove([change.seq])
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
        self._statements.forget_rows.run(self._connection, seq)

    def count_failure(self, seq: int) -> int:
        """Note that the change failed alone once more; how often that is now."""
        table = self._table
        counting = update(table).where(table.c.seq == seq).values(failures=table.c.failures + 1)
        return int(self._connection.execute(counting.returning(table.c.failures)).scalar_one())

    def note_rows(self, seq: int, rows: Sequence[tuple[Key, bool]]) -> None:
        """Remember which rows a new change wrote, and which of them it made."""
        self._statements.note.many(self._connection, [(seq, *key, made) for key, made in rows])

    def note_replays(self, replays: Sequence[Replayed]) -> None:
        """Remember what came of running changes once more; only what is not as it was is written."""
        said = [(one.change, _said(one.refusal)) for one in replays]
        differing = [(refusal, change.seq) for change, refusal in said if refusal != change.refusal]
        self._statements.refuse.many(self._connection, differing)
        noted: dict[int, dict[Key, bool]] = {}
        for seq, name, row_id, made in self._statements.rows.all(self._connection):
            noted.setdefault(seq, {})[name, row_id] = made
        anew = [
            (one.change.seq, one.rows)
            for one in replays
            if one.rows is not None and dict(one.rows) != noted.get(one.change.seq, {})
        ]
        self._statements.forget_rows.many(self._connection, [(seq,) for seq, _ in anew])
        self._statements.note.many(self._connection, [(seq, *key, made) for seq, rows in anew for key, made in rows])

    def unoffered_on(self, name: str, row_id: str) -> list[int]:
        """Changes that wrote a row and were never offered, the last first."""
        rows, table = self._rows, self._table
        query = select(table.c.seq).join(rows, rows.c.seq == table.c.seq)
        query = query.where(rows.c.table_name == name, rows.c.row_id == row_id, ~table.c.offered, ~table.c.void)
        return list(self._connection.execute(query.order_by(table.c.seq.desc())).scalars())

    def close_up(self, seq: int) -> None:
        """Take a change out that was never offered, and let those behind it, which neither were, move up."""
        self.remove([seq])
        for number in range(seq + 1, self.next_seq()):
            for table in (self._table, self._rows):
                self._connection.execute(update(table).where(table.c.seq == number).values(seq=number - 1))
        self.give_back(self.next_seq() - 1)

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


def _said(refusal: Refusal | None) -> dict[str, Any] | None:
    return None if refusal is None else {"code": refusal.code.value, "details": dict(refusal.details)}


def _waiting(row: Sequence[Any]) -> Waiting:
    return Waiting(*row)
