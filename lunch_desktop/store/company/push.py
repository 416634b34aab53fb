"""A batch of changes of one device: what is new is decided, and the rest is told what stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect, bindparam, select, update

from lunch_desktop.domain.ids import ClientId, EmployeeId
from lunch_desktop.domain.times import Instant
from lunch_desktop.store.company.commit import Written, take_version
from lunch_desktop.store.company.cursors import Head
from lunch_desktop.store.company.deciding import Asked, Deciding
from lunch_desktop.store.company.results import known_results
from lunch_desktop.store.company.schema import CompanySchema
from lunch_desktop.store.company.seals import Seals
from lunch_desktop.store.company.words import concerned
from lunch_desktop.store.listed import insert_for
from lunch_desktop.store.prepared import Prepared, compiled_once
from lunch_desktop.wire.changes import Outcome, payload_hash
from lunch_desktop.wire.sync import PushedChange, Result


class ClientForked(Exception):
    """The device's history is not the one that the server knows: it was restored, cloned, or belongs to another."""


class SequenceGap(Exception):
    """The batch does not continue where the server's knowledge of the device ends."""

    def __init__(self, last_seq: int) -> None:
        super().__init__(f"the last decided change is {last_seq}")
        self.last_seq = last_seq


@dataclass(frozen=True)
class Decided:
    """What became of a batch; `written` is None if there was nothing in it."""

    last_seq: int
    results: list[Result]
    written: Written | None


class _Statements:
    def __init__(self, schema: CompanySchema, dialect: Dialect) -> None:
        clients = schema.clients
        this = clients.c.client_id == bindparam("client")
        query = select(clients.c.employee_id, clients.c.last_seq).where(this)
        self.lock = Prepared(query.with_for_update(), dialect, "client")
        saved: dict[str, Any] = {"last_seq": bindparam("reached"), "seen_at": bindparam("now")}
        self.save = Prepared(update(clients).where(this).values(saved), dialect, "reached", "now", "client")


_statements = compiled_once(_Statements)


class Push:
    """One batch of one device, inside the caller's writing transaction."""

    def __init__(
        self,
        connection: Connection,
        schema: CompanySchema,
        seals: Seals,
        deciding: Deciding,
        actor: EmployeeId,
        client: ClientId,
        now: Instant,
        head: Head,
    ) -> None:
        self._connection = connection
        self._schema = schema
        self._seals = seals
        self._deciding = deciding
        self._actor = actor
        self._client = client
        self._now = now
        self._head = head

    def decide(self, changes: Sequence[PushedChange], *, first_meeting: bool) -> Decided:
        """Decide every change that is new; those decided before get the result that stands.

        `first_meeting`: see `Deciding.decide`. Raises ClientForked and SequenceGap, with nothing done.
        """
        if len({change.uuid for change in changes}) != len(changes):
            raise ClientForked
        last_seq = self._lock_client()
        known = known_results(
            self._connection, self._schema, self._seals, self._actor, [change.uuid for change in changes]
        )
        results: dict[str, Result] = {}
        fresh: list[Asked] = []
        reached = last_seq
        for change in changes:
            standing = known.get(change.uuid)
            if standing is not None:
                voided = Outcome.VOID in (standing.outcome, Outcome.VOID if change.void else None)
                if not voided and standing.hash != payload_hash(change.payload or ""):
                    raise ClientForked
                results[change.uuid] = standing
            elif change.seq <= last_seq:
                raise ClientForked
            else:
                fresh.append(self._asked(change))
            if change.seq > reached:
                if change.seq != reached + 1:
                    raise SequenceGap(reached)
                reached = change.seq
        written = None
        if fresh:
            decided, written = self._deciding.decide(fresh, log_floor=self._head.log_floor, first_meeting=first_meeting)
            results |= {result.uuid: result for result in decided}
        asked_again = {change.uuid: change.seq for change in changes if change.uuid in known}
        if asked_again:
            written = self._give_again(asked_again, written)
        if reached != last_seq:
            self._save_last_seq(reached)
        return Decided(reached, [results[change.uuid] for change in changes], written)

    def _asked(self, change: PushedChange) -> Asked:
        payload = None if change.void else change.payload or ""
        return Asked(self._actor, self._client, self._now, change.seq, change.uuid, payload)

    def _lock_client(self) -> int:
        """Lock the device's row, before anything else of it is read; its last decided number."""
        statements = _statements(self._schema, self._connection.dialect)
        found = statements.lock.one(self._connection, self._client)
        if found is None:
            clients = self._schema.clients
            new = {"client_id": self._client, "employee_id": self._actor, "last_seq": 0, "seen_at": self._now}
            statement = insert_for(self._connection.dialect.name)(clients).on_conflict_do_nothing()
            self._connection.execute(statement, [new])  # waits for whoever inserts the same, and then does nothing
            found = statements.lock.one(self._connection, self._client)
        if found is None or found[0] != self._actor:
            raise ClientForked
        return int(found[1])

    def _save_last_seq(self, seq: int) -> None:
        statements = _statements(self._schema, self._connection.dialect)
        statements.save.run(self._connection, seq, self._now, self._client)

    def _give_again(self, seqs: dict[str, int], written: Written | None) -> Written:
        """Let results that the device asks for again come to it with its next pull.

        They may have been given to a former identity of it, to a clone, or at a version that its cursor has passed.
        """
        concerns = concerned(pushed_by=self._client)
        taken = written or take_version(self._connection, self._schema, self._now, concerns, seen=self._head)
        table = self._schema.results
        self._connection.execute(
            update(table)
            .where(table.c.employee_id == self._actor, table.c.uuid == bindparam("which"))
            .values(client_id=self._client, seq=bindparam("now_seq"), given=taken.version),
            [{"which": uuid, "now_seq": seq} for uuid, seq in seqs.items()],
        )
        return taken
