"""What became of the changes of this desktop."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Boolean, Connection, Dialect, bindparam, case, delete, insert, select, update

from lunch_desktop.domain.times import HOUR, Instant
from lunch_desktop.store.desktop.outbox import Queued, Waiting
from lunch_desktop.store.desktop.schema import DesktopSchema
from lunch_desktop.store.prepared import Prepared, compiled_once
from lunch_desktop.wire.changes import Outcome

if TYPE_CHECKING:
    from lunch_desktop.wire.sync import Result

KEPT = 14 * 24 * HOUR
"""How long decided changes stay, in milliseconds; refused ones stay until they have been seen.

For as long this desktop can prove to a server that was restored from a backup what had been decided.
"""

SET_ASIDE: Final = "set_aside"
"""An outcome that no server gives: the change failed by itself too often. A void of it waits for the server's word."""
BUILT_ON: Final = "built_on"
"""In the details of a change that was set aside only because of another: that one's uuid."""

TAKEN_BACK: Final = "taken_back"
"""In the details of an applied change: its author took it back or let it go, but the server had been faster."""
SETTLED: Final = "settled"
"""In the answer of an applied change with conflicts: what its author wants in fields that are settled."""
_AS_QUEUED: Final = ("uuid", "seq", "payload", "hash", "created_at")
_GIVEN: Final = (
    *("decided_at", "outcome", "code", "details", "answer", "seen"),
    *("version", "place", "server_at", "receipt", "epoch"),
)
"""Columns of the history that come from the queue, and those that come with the result."""


class _Statements:
    def __init__(self, schema: DesktopSchema, dialect: Dialect) -> None:
        table, outbox = schema.history, schema.outbox
        given = {name: bindparam(name, type_=table.c[name].type) for name in _GIVEN}
        told: dict[str, Any] = {name: outbox.c[name] for name in _AS_QUEUED} | given
        told["inverse"] = case((bindparam("undoable", type_=Boolean()), outbox.c.inverse))
        moved = select(*told.values()).where(outbox.c.seq == bindparam("which"))
        self.add = Prepared(insert(table).from_select(list(told), moved), dialect, "which", "undoable", *_GIVEN)
        old, seen = table.c.decided_at < bindparam("before"), table.c.seen.is_(True)
        self.prune = Prepared(delete(table).where(old, seen), dialect, "before")


_statements = compiled_once(_Statements)


class History:
    """Decided changes, inside one transaction."""

    def __init__(self, connection: Connection, schema: DesktopSchema) -> None:
        self._connection = connection
        self._table = schema.history
        self._statements = _statements(schema, connection.dialect)

    def add(self, decided: Iterable[tuple[Queued, "Result"]], epoch: str, now: Instant) -> None:
        """Keep the results of changes that still stand in the queue, each once.

        One that its author must read stays unseen until they have. For a change that was set aside a void says no more
        than is shown; any other result shows that the change had been decided after all, and stands in its place.
        """
        kept: list[tuple[Any, ...]] = []
        inverses: list[tuple[str, Any]] = []
        for change, result in decided:
            aside = self.find(result.uuid) if change.void else None
            if aside is not None:
                if result.outcome == Outcome.VOID:
                    continue
                inverses.append((result.uuid, aside.inverse))
                self._connection.execute(delete(self._table).where(self._table.c.uuid == result.uuid))
            unwanted = change.void and (aside is None or aside.seen)
            kept.append(_kept(change.seq, result, unwanted, epoch, now))
        self._statements.add.many(self._connection, kept)
        for uuid, inverse in inverses:
            applied = (self._table.c.uuid == uuid) & (self._table.c.outcome == Outcome.APPLIED.value)
            self._connection.execute(update(self._table).where(applied).values(inverse=inverse))

    def set_aside(self, change: Waiting, because: Mapping[str, Any], now: Instant) -> None:
        """Keep a change that is no longer sent, with its inverse, in case the server turns out to have applied it."""
        self._connection.execute(
            insert(self._table),
            [
                {
                    "uuid": change.uuid,
                    "seq": change.seq,
                    "payload": change.payload,
                    "hash": change.hash,
                    "created_at": change.created_at,
                    "decided_at": now,
                    "outcome": SET_ASIDE,
                    "code": None,
                    "details": dict(because),
                    "answer": {},
                    "inverse": change.inverse,
                    "seen": False,
                    "version": 0,
                }
            ],
        )

    def told_again(self, before: Any, result: "Result", epoch: str) -> bool:
        """The server's word on a change that was decided `before`; it may be another after a restore.

        Returns whether it became worse; its author must then read it.
        """
        if before.outcome == SET_ASIDE and result.outcome is Outcome.VOID:
            return False  # it says no more than is shown
        changed = result.outcome.value != before.outcome or result.code != before.code
        worse = result.outcome is not Outcome.APPLIED and changed
        worse = worse or ("conflicts" in result.answer and "conflicts" not in before.answer)
        self._connection.execute(
            update(self._table)
            .where(self._table.c.uuid == result.uuid)
            .values(
                outcome=result.outcome.value,
                code=result.code,
                details=result.details,
                answer=result.answer,
                inverse=before.inverse if result.outcome is Outcome.APPLIED else None,
                seen=before.seen and not worse,
                **_proof(result, epoch),
            )
        )
        return worse

    def find(self, uuid: str) -> Any | None:
        """A decided change by its uuid."""
        return self._connection.execute(select(self._table).where(self._table.c.uuid == uuid)).first()

    def set_aside_with(self, uuid: str) -> list[Any]:
        """The changes that were set aside because they were built on that one, in their order; those not read yet."""
        table = self._table
        unread = select(table).where(table.c.outcome == SET_ASIDE, table.c.seen.is_(False)).order_by(table.c.seq)
        return [row for row in self._connection.execute(unread) if row.details.get(BUILT_ON) == uuid]

    def mark_seen(self, uuids: Iterable[str]) -> None:
        """Its author has read these."""
        self._connection.execute(update(self._table).where(self._table.c.uuid.in_(list(uuids))).values(seen=True))

    def settle(self, decided: Any, fields: Iterable[str], choice: str) -> None:
        """Keep which value the author wants in `fields`; with the last of them the conflict is read."""
        settled = {**decided.answer.get(SETTLED, {}), **dict.fromkeys(fields, choice)}
        self._connection.execute(
            update(self._table)
            .where(self._table.c.uuid == decided.uuid)
            .values(
                answer={**decided.answer, SETTLED: settled},
                seen=decided.answer.get("conflicts", {}).keys() <= settled.keys(),
            )
        )

    def forget_undo(self, uuid: str) -> None:
        """A change is undone once."""
        self._connection.execute(update(self._table).where(self._table.c.uuid == uuid).values(inverse=None))

    def prune(self, now: Instant) -> None:
        """Let go of what is old and read."""
        self._statements.prune.run(self._connection, now - KEPT)


def _kept(seq: int, result: "Result", unwanted: bool, epoch: str, now: Instant) -> tuple[Any, ...]:
    """What the result adds to the change; `unwanted`: its author no longer wants it."""
    stands = unwanted and result.outcome == Outcome.APPLIED
    unread = result.outcome == Outcome.REFUSED or "conflicts" in result.answer or stands
    return (
        seq,
        result.outcome == Outcome.APPLIED,
        now,
        result.outcome.value,
        result.code,
        {**result.details, TAKEN_BACK: True} if stands else result.details,
        result.answer,
        not unread,
        *_proof(result, epoch).values(),
    )


def _proof(result: "Result", epoch: str) -> dict[str, Any]:
    """Where and when the change was decided, with the server's receipt."""
    return {
        "version": result.version,
        "place": result.place,
        "server_at": result.at,
        "receipt": result.receipt,
        "epoch": epoch,
    }
