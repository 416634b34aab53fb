"""Deciding changes: each is applied or refused without a trace, and all of a batch commits together."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import ChangeId, ClientId, EmployeeId
from lunch_desktop.domain.jobs import Job, JobKind, NotDue
from lunch_desktop.domain.mutations import Mutation, Registry, Root, execute
from lunch_desktop.domain.people import EMPLOYEES
from lunch_desktop.domain.times import Instant
from lunch_desktop.store.company.accounts_audit import Action, AuditLog
from lunch_desktop.store.company.commit import Written, take_version, write_changes
from lunch_desktop.store.company.cursors import Head
from lunch_desktop.store.company.foreseeing import Foreseeing, read_ahead, read_roots
from lunch_desktop.store.company.jobs import JobOutcome, Ran, is_done, note_done
from lunch_desktop.store.company.locks import Locks, StartOver
from lunch_desktop.store.company.receipts import receipt_for
from lunch_desktop.store.company.results import keep_results
from lunch_desktop.store.company.schema import CompanySchema
from lunch_desktop.store.company.seals import Seals
from lunch_desktop.store.company.source import CompanySource
from lunch_desktop.store.company.words import concerned
from lunch_desktop.store.failures import is_duplicate
from lunch_desktop.store.rows import EntityRows
from lunch_desktop.store.world import RowWorld
from lunch_desktop.wire.arguments import understand
from lunch_desktop.wire.changes import Outcome, payload_hash
from lunch_desktop.wire.sync import Payload, Result

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Asked:
    """A change to decide: whose, from which device, as of when, and what it says. A void has no payload."""

    actor: EmployeeId
    client: ClientId
    at: Instant
    seq: int
    uuid: str
    payload: str | None


@dataclass(frozen=True)
class _Understood:
    asked: Asked
    hash: str = ""
    mutation: Mutation[Any] | None = None
    args: Any = None
    base: int | None = None
    refusal: Refusal | None = None

    def roots(self) -> Iterator[Root]:
        if self.mutation is not None:
            yield EMPLOYEES.name, self.asked.actor  # every change begins with whether they may
            yield from self.mutation.roots(self.asked.actor, self.args)

    def foreseen(self) -> Iterator[Foreseeing]:
        if self.mutation is not None:
            yield self.asked.actor, self.asked.at, ChangeId(self.asked.uuid), self.mutation, self.args


class Deciding:
    """Decides inside the caller's writing transaction; `now` is when the commit is made."""

    def __init__(
        self,
        connection: Connection,
        schema: CompanySchema,
        rows: EntityRows,
        registry: Registry,
        seals: Seals,
        now: Instant,
        locks: Locks,
        head: Head,
        audit: AuditLog,
    ) -> None:
        """`head` as it was read at the start of the transaction; `audit` is told of what is for the audit log."""
        self._connection = connection
        self._schema = schema
        self._rows = rows
        self._registry = registry
        self._seals = seals
        self._now = now
        self._locks = locks
        self._head = head
        self._audit = audit

    def decide(
        self,
        changes: Sequence[Asked],
        *,
        log_floor: int = 0,
        first_meeting: bool = False,
        faults: tuple[type[Exception], ...] = (IntegrityError,),
    ) -> tuple[list[Result], Written]:
        """Run changes that are new, in this order, and write what they do; there is at least one.

        One that was made on what the desktop knew before the version `log_floor` is refused: it may have been decided
        once, as results of that time are no longer kept. Not so at the `first_meeting` with a desktop, which knew
        nothing yet. A batch that fails by one of the `faults` is run again one by
        one, to find whose fault it is; that one is refused. Raises StartOver.
        """
        understood = [self._understand(change) for change in changes]
        understood = [
            replace(change, mutation=None, args=None, refusal=Refusal(RefusalCode.TOO_OLD))
            if change.base is not None and change.base < log_floor and not (change.base == 0 and first_meeting)
            else change
            for change in understood
        ]
        self._locks.take({root for change in understood for root in change.roots()})
        held = self._locks.held
        try:
            with self._connection.begin_nested():
                return self._run_together(understood)
        except faults as error:
            self._start_over_if_decided(error)
            self._locks.back_to(held)
            log.exception("a batch of %d changes was not taken as a whole", len(changes))
        results: list[Result] = []
        writtens: list[Written] = []
        for change in understood:
            held = self._locks.held
            try:
                with self._connection.begin_nested():
                    decided, written = self._run_together([change])
            except faults as error:
                self._start_over_if_decided(error)
                self._locks.back_to(held)
                refused = replace(change, mutation=None, args=None, refusal=Refusal(RefusalCode.INVALID_VALUE))
                decided, written = self._run_together([refused])
            results += decided
            writtens.append(written)
        return results, _joined(writtens)

    def _understand(self, change: Asked) -> _Understood:
        if change.payload is None:
            return _Understood(change)
        hashed = payload_hash(change.payload)
        try:
            payload = Payload.model_validate_json(change.payload)
            mutation, args = understand(self._registry, payload.name, payload.mutation_version, payload.args)
            return _Understood(change, hashed, mutation, args, payload.base)
        except ValidationError:
            refusal = Refusal(RefusalCode.NOT_UNDERSTOOD)
        except Refusal as error:
            refusal = error
        return _Understood(change, hashed, refusal=refusal)

    def _start_over_if_decided(self, error: Exception) -> None:
        """A clone may have sent the same change at the same time: its result stands, and this is no change's fault."""
        constraint = self._schema.results.primary_key.name
        if isinstance(error, IntegrityError) and is_duplicate(error, str(constraint)):
            raise StartOver from error

    def _run_together(self, changes: Sequence[_Understood]) -> tuple[list[Result], Written]:
        source = CompanySource(self._connection, self._rows, self._locks)
        world = RowWorld(source, decides=True)
        read_roots(world, source, (root for change in changes for root in change.roots()))
        read_ahead(world, source, [foreseeing for change in changes for foreseeing in change.foreseen()])
        outcomes = [self._run_one(world, change) for change in changes]
        devices = {change.asked.client for change in changes}
        device = devices.pop() if len(devices) == 1 else None
        if world.changes():
            written = self._write(world, device)
        else:
            concerns = concerned(pushed_by=device)
            written = take_version(self._connection, self._schema, self._now, concerns, seen=self._head)
        results = [
            self._result(change, outcome, written.version, place)
            for place, (change, outcome) in enumerate(zip(changes, outcomes, strict=True))
        ]
        kept = (
            (change.asked.actor, change.asked.client, result) for change, result in zip(changes, results, strict=True)
        )
        keep_results(self._connection, self._schema, kept)
        for change, result in zip(changes, results, strict=True):
            if result.outcome is Outcome.APPLIED:
                self._tell_the_log(change)
        return results, written

    def _tell_the_log(self, change: _Understood) -> None:
        mutation = change.mutation
        if mutation is not None and mutation.for_the_log is not None:
            said = mutation.for_the_log(change.args)
            action, actor = Action(said.action), change.asked.actor
            self._audit.append(self._connection, self._now, action, actor=actor, **said.details)

    def do(self, job: Job, kind: JobKind[Any]) -> tuple[Ran, Written | None]:
        """Do a job, unless another process has; nothing is written but what it changes, and that it is done.

        Raises StartOver.
        """
        roots = [(EMPLOYEES.name, job.actor), *kind.roots(job.args)]
        self._locks.take(roots)
        if is_done(self._connection, self._schema, job):
            return Ran(job, JobOutcome.ELSEWHERE), None
        source = CompanySource(self._connection, self._rows, self._locks)
        world = RowWorld(source, decides=True)
        read_roots(world, source, roots)
        world.begin(job.actor, self._now, job.uuid)
        ran = Ran(job, JobOutcome.DONE)
        try:
            kind.run(world, job.args)
        except NotDue:
            return Ran(job, JobOutcome.NOT_DUE), None
        except Refusal as refusal:
            world.undo()
            ran = Ran(job, JobOutcome.REFUSED, refusal.code.value)
        written = self._write(world, None) if world.changes() else None
        note_done(self._connection, self._schema, ran, written.version if written else None, self._now)
        return ran, written

    def _write(self, world: RowWorld, device: ClientId | None) -> Written:
        return write_changes(
            self._connection, self._schema, self._rows, world, self._now, self._locks, self._head, device
        )

    def _run_one(self, world: RowWorld, change: _Understood) -> dict[str, Any]:
        asked = change.asked
        if asked.payload is None:
            return {"outcome": Outcome.VOID}
        world.begin(asked.actor, asked.at, ChangeId(asked.uuid))
        try:
            if change.mutation is None:
                raise change.refusal or Refusal(RefusalCode.NOT_UNDERSTOOD)
            answer = execute(change.mutation, world, change.args)
        except Refusal as refusal:
            world.undo()
            return {"outcome": Outcome.REFUSED, "code": refusal.code.value, "details": dict(refusal.details)}
        return {"outcome": Outcome.APPLIED, "answer": dict(answer)}

    def _result(self, change: _Understood, outcome: dict[str, Any], version: int, place: int) -> Result:
        asked = change.asked
        receipt = None
        if outcome["outcome"] is Outcome.APPLIED:
            receipt = receipt_for(asked.actor, asked.uuid, change.hash, version, place, asked.at, self._seals)
        return Result(
            seq=asked.seq,
            uuid=asked.uuid,
            hash=change.hash,
            version=version,
            place=place,
            at=asked.at,
            receipt=receipt,
            **outcome,
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
