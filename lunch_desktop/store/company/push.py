"""Deciding a batch of changes: each is applied or refused without a trace, and all of it commits together."""

import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from lunch_desktop.domain.catalogue import TABLES_BY_NAME
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import ChangeId, ClientId, EmployeeId
from lunch_desktop.domain.mutations import Mutation, Registry, Root, execute
from lunch_desktop.domain.times import Instant
from lunch_desktop.store.company.commit import Written, take_version, write_changes
from lunch_desktop.store.company.schema import CompanySchema
from lunch_desktop.store.company.source import CompanySource
from lunch_desktop.store.rows import EntityRows
from lunch_desktop.store.world import RowWorld
from lunch_desktop.wire.arguments import understand
from lunch_desktop.wire.sync import Outcome, Payload, PushedChange, Result, payload_hash

log = logging.getLogger(__name__)


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


@dataclass(frozen=True)
class _Parsed:
    pushed: PushedChange
    hash: str
    mutation: Mutation[Any] | None
    args: Any
    refusal: Refusal | None

    def roots(self, actor: EmployeeId) -> Iterator[Root]:
        if self.mutation is not None:
            yield from self.mutation.roots(actor, self.args)


class Push:
    """One batch of one device, inside the caller's writing transaction."""

    def __init__(
        self,
        connection: Connection,
        schema: CompanySchema,
        rows: EntityRows,
        registry: Registry,
        actor: EmployeeId,
        client: ClientId,
        now: Instant,
    ) -> None:
        self._connection = connection
        self._schema = schema
        self._rows = rows
        self._registry = registry
        self._actor = actor
        self._client = client
        self._now = now

    def decide(self, changes: Sequence[PushedChange]) -> Decided:
        """Decide every change that is new; those decided before get the result that stands.

        Raises ClientForked and SequenceGap, with nothing done.
        """
        if len({change.uuid for change in changes}) != len(changes):
            raise ClientForked
        last_seq = self._lock_client()
        known = self._known_results([change.uuid for change in changes])
        results: dict[str, Result] = {}
        fresh: list[_Parsed] = []
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
                fresh.append(self._parse(change))
            if change.seq > reached:
                if change.seq != reached + 1:
                    raise SequenceGap(reached)
                reached = change.seq
        written = None
        if fresh:
            decided, written = self._run(fresh)
            results |= {result.uuid: result for result in decided}
        asked_again = {change.uuid: change.seq for change in changes if change.uuid in known}
        if asked_again:
            written = self._give_again(asked_again, written)
        if reached != last_seq:
            self._save_last_seq(reached)
        return Decided(reached, [results[change.uuid] for change in changes], written)

    def _lock_client(self) -> int:
        clients = self._schema.clients
        query = select(clients.c.employee_id, clients.c.last_seq).where(clients.c.client_id == self._client)
        found = self._connection.execute(query.with_for_update()).first()
        if found is None:
            new = {"client_id": self._client, "employee_id": self._actor, "last_seq": 0, "seen_at": self._now}
            self._connection.execute(insert(clients), [new])
            return 0
        if found.employee_id != self._actor:
            raise ClientForked
        return int(found.last_seq)

    def _save_last_seq(self, seq: int) -> None:
        clients = self._schema.clients
        self._connection.execute(
            update(clients).where(clients.c.client_id == self._client).values(last_seq=seq, seen_at=self._now)
        )

    def _give_again(self, seqs: dict[str, int], written: Written | None) -> Written:
        """Let results that the device asks for again come to it with its next pull.

        They may have been given to a former identity of it, to a clone, or at a version that its cursor has passed.
        """
        taken = written or take_version(self._connection, self._schema, self._now)
        table = self._schema.results
        self._connection.execute(
            update(table)
            .where(table.c.employee_id == self._actor, table.c.uuid == bindparam("which"))
            .values(client_id=self._client, seq=bindparam("now_seq"), version=taken.version),
            [{"which": uuid, "now_seq": seq} for uuid, seq in seqs.items()],
        )
        return taken

    def _known_results(self, uuids: Sequence[str]) -> dict[str, Result]:
        table = self._schema.results
        query = select(table).where(table.c.employee_id == self._actor, table.c.uuid.in_(uuids))
        return {row.uuid: result_of(row) for row in self._connection.execute(query)}

    def _parse(self, change: PushedChange) -> _Parsed:
        if change.void:
            return _Parsed(change, "", None, None, None)
        text = change.payload or ""
        try:
            payload = Payload.model_validate_json(text)
            mutation, args = understand(self._registry, payload.name, payload.mutation_version, payload.args)
            return _Parsed(change, payload_hash(text), mutation, args, None)
        except ValidationError:
            refusal = Refusal(RefusalCode.NOT_UNDERSTOOD)
        except Refusal as error:
            refusal = error
        return _Parsed(change, payload_hash(text), None, None, refusal)

    def _run(self, changes: Sequence[_Parsed]) -> tuple[list[Result], Written]:
        """Run and write; a batch that the database won't take is run again one by one, to find whose fault it is."""
        self._lock_roots({root for change in changes for root in change.roots(self._actor)})
        try:
            with self._connection.begin_nested():
                return self._run_together(changes)
        except IntegrityError:
            log.exception("a batch of %d changes was not taken as a whole", len(changes))
        results: list[Result] = []
        writtens: list[Written] = []
        for change in changes:
            try:
                with self._connection.begin_nested():
                    decided, written = self._run_together([change])
            except IntegrityError:
                refused = _Parsed(change.pushed, change.hash, None, None, Refusal(RefusalCode.INVALID_VALUE))
                decided, written = self._run_together([refused])
            results += decided
            writtens.append(written)
        return results, _joined(writtens)

    def _lock_roots(self, roots: set[Root]) -> None:
        """Lock the aggregates in one order for everybody. SQLite's writing transaction has locked everything."""
        if self._connection.dialect.name == "sqlite":
            return
        for name, row_id in sorted(roots):
            table = self._schema.entities[name]
            self._connection.execute(select(table.c.id).where(table.c.id == row_id).with_for_update())

    def _run_together(self, changes: Sequence[_Parsed]) -> tuple[list[Result], Written]:
        world = RowWorld(CompanySource(self._connection, self._rows), decides=True)
        self._preload(world, changes)
        outcomes = [self._run_one(world, change) for change in changes]
        if world.changes():
            written = write_changes(self._connection, self._schema, self._rows, world, self._now)
        else:
            written = take_version(self._connection, self._schema, self._now)
        results = [
            Result(seq=change.pushed.seq, uuid=change.pushed.uuid, hash=change.hash, version=written.version, **outcome)
            for change, outcome in zip(changes, outcomes, strict=True)
        ]
        self._save_results(results)
        return results, written

    def _preload(self, world: RowWorld, changes: Sequence[_Parsed]) -> None:
        by_table: dict[str, set[str]] = {}
        for change in changes:
            for name, row_id in change.roots(self._actor):
                by_table.setdefault(name, set()).add(row_id)
        for name, ids in by_table.items():
            found = self._rows[name].many(self._connection, sorted(ids))
            world.preload(TABLES_BY_NAME[name], found, sorted(ids - {row.id for row in found}))

    def _run_one(self, world: RowWorld, change: _Parsed) -> dict[str, Any]:
        if change.pushed.void:
            return {"outcome": Outcome.VOID}
        world.begin(self._actor, self._now, ChangeId(change.pushed.uuid))
        try:
            if change.mutation is None:
                raise change.refusal or Refusal(RefusalCode.NOT_UNDERSTOOD)
            answer = execute(change.mutation, world, change.args)
        except Refusal as refusal:
            world.undo()
            return {"outcome": Outcome.REFUSED, "code": refusal.code.value, "details": dict(refusal.details)}
        return {"outcome": Outcome.APPLIED, "answer": dict(answer)}

    def _save_results(self, results: Sequence[Result]) -> None:
        fixed = {"employee_id": self._actor, "client_id": self._client}
        self._connection.execute(
            insert(self._schema.results), [{**fixed, **result.model_dump(mode="json")} for result in results]
        )


def result_of(row: Any) -> Result:
    """A kept result as the message that was first given."""
    return Result(
        seq=row.seq,
        uuid=row.uuid,
        hash=row.hash,
        outcome=Outcome(row.outcome),
        code=row.code,
        details=row.details if isinstance(row.details, dict) else json.loads(row.details),
        answer=row.answer if isinstance(row.answer, dict) else json.loads(row.answer),
        version=row.version,
    )


def _joined(writtens: Sequence[Written]) -> Written:
    """Several commits of one transaction as one: the last version, everything that was written."""
    last = writtens[-1]
    return Written(
        last.epoch,
        last.version,
        last.tag,
        tuple(entry for one in writtens for entry in one.entries),
        {key: row for one in writtens for key, row in one.rows.items()},
        frozenset(employee for one in writtens for employee in one.regranted),
    )
