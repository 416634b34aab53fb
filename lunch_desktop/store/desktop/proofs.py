"""What this desktop can prove to a server that was restored from an older backup, and what became of it there."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, tuple_, update

from lunch_desktop.domain.times import Instant
from lunch_desktop.store.desktop.history import History
from lunch_desktop.store.desktop.notices import Notices
from lunch_desktop.store.desktop.schema import DesktopSchema
from lunch_desktop.store.desktop.state import CLIENT_ID, EPOCH, MET_EPOCH, RESTORING, State
from lunch_desktop.wire.changes import LARGEST_BATCH, Outcome
from lunch_desktop.wire.sync import OfferAgainRequest, OfferAgainResponse, OfferedAgain, Result

LARGEST_OFFER: Final = 2 * 1024 * 1024
"""Bytes of payload in one request; more go into the next."""
RESTORED: Final = "server_restored"
"""The notice of a restore: how many changes were `offered`, decided `again`, then `changed` or `refused`."""
UNPROVEN: Final = "unproven"
"""The notice of changes, `count`, that a restored server did not take."""

Place = tuple[int, int, str]
"""Where a change stood in the history of the server that applied it: version, place, uuid."""


class Proofs:
    """The receipts of other epochs than the server's, inside one transaction."""

    def __init__(self, connection: Connection, schema: DesktopSchema) -> None:
        self._connection = connection
        self._schema = schema
        self._state = State(connection, schema)
        self._history = History(connection, schema)

    def meet(self, epoch: str) -> bool:
        """The server's epoch is `epoch`; whether this desktop has not met it yet, and needs another identity there."""
        known = self._state.some(EPOCH, MET_EPOCH)
        if epoch in known.values():
            return False
        self._state.set(MET_EPOCH, epoch)
        due = self._count(epoch)
        self._state.set(
            RESTORING, {"offered": due, "again": 0, "changed": 0, "refused": 0, "unproven": 0} if due else None
        )
        return bool(known) or due > 0

    def due(self, epoch: str) -> bool:
        """Whether there is anything that a server of this epoch has not decided, as far as is known here."""
        known = self._state.some(EPOCH, RESTORING)
        if known.get(EPOCH) == epoch and RESTORING not in known:
            return False
        return self._count(epoch) > 0

    def request(self, epoch: str | None, after: Place | None) -> tuple[OfferAgainRequest, Place | None]:
        """The next to offer behind `after`, in order of their history, and the last of them; None: there is no more.

        Without an `epoch` nothing is offered: the server is asked for its own.
        """
        client_id = self._state.get(CLIENT_ID)
        if epoch is None:
            return OfferAgainRequest(client_id=client_id, changes=[]), None
        table = self._schema.history
        place = (table.c.version, table.c.place, table.c.uuid)
        query = select(table).where(self._of_another(epoch)).order_by(*place).limit(LARGEST_BATCH)
        changes: list[OfferedAgain] = []
        size = 0
        for row in self._connection.execute(query if after is None else query.where(tuple_(*place) > after)):
            size += len(row.payload.encode())
            if changes and size > LARGEST_OFFER:
                break
            changes.append(_offered(row))
            after = (row.version, row.place, row.uuid)
        return OfferAgainRequest(client_id=client_id, changes=changes), after if changes else None

    def answered(self, response: OfferAgainResponse, now: Instant) -> bool:
        """Keep what stands, and remember what could not be proven; whether that was anything."""
        if response.unproven:
            table = self._schema.history
            self._connection.execute(
                update(table).where(table.c.uuid.in_(response.unproven)).values(epoch=response.epoch)
            )
            self._add({"unproven": len(response.unproven)})
        self.told(response.results, response.epoch, now)
        if response.unproven:
            self._finish(response.epoch, now)
        return bool(response.results or response.unproven)

    def told(self, results: Sequence[Result], epoch: str, now: Instant) -> list[Result]:
        """Take results of changes that are decided already; those that became worse, which their author must read."""
        worse: list[Result] = []
        for result in results:
            before = self._history.find(result.uuid)
            if before is None or (result.hash != before.hash and result.outcome != Outcome.VOID):
                continue
            if self._history.told_again(before, result, epoch):
                worse.append(result)
            if _is_due(before, epoch):
                self._add(_difference(before, result))
        if results:
            self._finish(epoch, now)
        return worse

    def _finish(self, epoch: str, now: Instant) -> None:
        """Once everything has been told, tell the person."""
        said = self._state.get(RESTORING)
        if said is None or self._count(epoch) > 0:
            return
        self._state.set(RESTORING, None)
        notices = Notices(self._connection, self._schema)
        if said["offered"] > said["unproven"]:
            told = {name: said[name] for name in ("offered", "again", "changed", "refused")}
            notices.add(RESTORED, told, now)
        if said["unproven"]:
            notices.add(UNPROVEN, {"count": said["unproven"]}, now)

    def _add(self, counts: dict[str, int]) -> None:
        said = self._state.get(RESTORING)
        if said is not None:
            self._state.set(RESTORING, {name: count + counts.get(name, 0) for name, count in said.items()})

    def _count(self, epoch: str) -> int:
        query = select(func.count()).select_from(self._schema.history).where(self._of_another(epoch))
        return int(self._connection.execute(query).scalar_one())

    def _of_another(self, epoch: str) -> ColumnElement[bool]:
        table = self._schema.history
        return and_(
            table.c.receipt.is_not(None),
            table.c.payload.is_not(None),
            table.c.outcome == Outcome.APPLIED.value,
            or_(table.c.epoch.is_(None), table.c.epoch != epoch),
        )


def _is_due(row: Any, epoch: str) -> bool:
    return row.receipt is not None and row.outcome == Outcome.APPLIED and row.epoch != epoch


def _difference(before: Any, result: Result) -> dict[str, int]:
    """What to count of a change that was applied before."""
    if result.outcome is not Outcome.APPLIED:
        return {"again": 1, "refused": 1}
    if (result.version, result.place) == (before.version, before.place):
        return {}
    return {"again": 1, "changed": int(result.answer != before.answer)}


def _offered(row: Any) -> OfferedAgain:
    """The change as it was decided; of the result what the receipt covers."""
    result = Result(
        seq=row.seq,
        uuid=row.uuid,
        hash=row.hash,
        outcome=Outcome(row.outcome),
        version=row.version,
        place=row.place,
        at=row.server_at,
        receipt=row.receipt,
    )
    return OfferedAgain(payload=row.payload, result=result)
