"""The server's half of the sync protocol: push, pull, and word of every commit to whoever listens."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from lunch_desktop.domain.catalogue import JOBS, TABLES_BY_NAME, mutations
from lunch_desktop.domain.ids import ChangeId, ClientId, EmployeeId
from lunch_desktop.domain.jobs import Job
from lunch_desktop.domain.people import EMPLOYEES, Employee
from lunch_desktop.domain.table import Table
from lunch_desktop.domain.times import Instant
from lunch_desktop.domain.visibility import Scope
from lunch_desktop.store.company.accounts_audit import AuditLog
from lunch_desktop.store.company.commit import Written, write_changes
from lunch_desktop.store.company.cursors import (
    Head,
    Restored,
    ResyncRequired,
    locked_head,
    read_head,
    version_of,
)
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.company.deciding import Deciding
from lunch_desktop.store.company.departing import follow_departures
from lunch_desktop.store.company.edits import Edits
from lunch_desktop.store.company.idle import nothing_new
from lunch_desktop.store.company.jobs import JobOutcome, Ran, due_jobs
from lunch_desktop.store.company.locks import Locks, roots_of
from lunch_desktop.store.company.making_volumes import VolumeMaker
from lunch_desktop.store.company.pruning import prune
from lunch_desktop.store.company.pull import Pull
from lunch_desktop.store.company.push import Decided, Push
from lunch_desktop.store.company.restoring import (
    GATHERING,
    Gathered,
    GatheringDue,
    Offered,
    Recovering,
    Restoring,
    begin,
    begin_awaited,
    check_open,
)
from lunch_desktop.store.company.seals import Seals
from lunch_desktop.store.company.source import CompanySource
from lunch_desktop.store.company.told import Commit, commit_of
from lunch_desktop.store.company.volumes import VolumeFolder
from lunch_desktop.store.company.words import Word, words_from
from lunch_desktop.store.failures import is_duplicate
from lunch_desktop.store.rows import entity_rows
from lunch_desktop.store.world import RowWorld
from lunch_desktop.system.clock import Clock
from lunch_desktop.wire.sync import (
    OfferAgainRequest,
    OfferAgainResponse,
    PullRequest,
    PullResponse,
    PushRequest,
    PushResponse,
)

T = TypeVar("T")


class AccountRefused(Exception):
    """The account may not sync now: it was deactivated. Nothing of the request was consumed."""


class NoSuchVolume(Exception):
    """There is no such file, or it is not for whoever asks; the desktop goes on with pages."""


class EpochChanged(Exception):
    """The desktop knows another history than this database's; it pulls first, and then sends again."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a database stands: its epoch, the last commit and its tag."""

    epoch: str
    version: int
    tag: str


class CompanySync:
    """Push and pull over a company's database. Safe to use from several threads."""

    def __init__(
        self,
        database: CompanyDatabase,
        clock: Clock,
        seals: Seals,
        gathering: int = GATHERING,
        volumes: VolumeFolder | None = None,
    ) -> None:
        """`gathering`: for how long a restored server gathers what desktops offer again, in milliseconds.

        Without `volumes` every answer comes in pages.
        """
        self._database = database
        self._clock = clock
        self._seals = seals
        self._gathering = gathering
        self._volumes = volumes
        self._registry = mutations()
        schema = database.schema
        database.vouch_with(seals.key_for("audit"))
        self._rows = entity_rows(schema, database.engine.dialect)
        self._audit = AuditLog(database)
        self._listeners: list[Callable[[Commit], None]] = []

    def key_for(self, purpose: str) -> bytes:
        """A key of 32 bytes that all processes of this server have, and nobody else; see Seals."""
        return self._seals.key_for(purpose)

    def watch(self, listener: Callable[[Commit], None]) -> None:
        """Have `listener` called after each commit, in order, in the thread that committed; it must not wait."""
        self._listeners.append(listener)

    def push(self, employee_id: str, request: PushRequest) -> PushResponse:
        """Decide a batch.

        Raises AccountRefused, EpochChanged, ResyncRequired, Recovering, ClientForked and SequenceGap; none of them has
        consumed anything.
        """
        return self._served(lambda: self._push(employee_id, request))

    def pull(self, employee_id: str, request: PullRequest) -> PullResponse:
        """The patch since the request's cursor. Raises AccountRefused, ResyncRequired and Recovering."""
        return self._served(lambda: self._pull(employee_id, request))

    def pull_if_nothing_new(self, employee_id: str, request: PullRequest) -> PullResponse | None:
        """What `pull` answers where nothing is new since the cursor, by one small statement; None otherwise."""
        with self._database.asking() as connection:
            return nothing_new(connection, self._database.schema, self._seals, employee_id, request)

    def volume(self, employee_id: str, name: str) -> bytes:
        """A file that an answer named, for whoever may see its scope now.

        Raises NoSuchVolume, whether there is none or it is not for this employee, AccountRefused and Recovering.
        """
        with self._database.reading() as connection:
            head = read_head(connection, self._database.schema)
            check_open(head, self._clock.now(), self._gathering)
            self._check_account(connection, employee_id)
            scope = None if self._volumes is None else self._volumes.scope_of(name, head.epoch)
            if scope not in self._reader(connection, employee_id, "").scopes():
                raise NoSuchVolume
        content = None if self._volumes is None else self._volumes.content(name)
        if content is None:
            raise NoSuchVolume
        return content

    def keep_volumes(self) -> None:
        """Make what volumes are due; see `VolumeMaker`. Raises OSError and Problem."""
        if self._volumes is not None:
            VolumeMaker(self._database, self._volumes).look(self._clock.now())

    def offer_again(self, employee_id: str, request: OfferAgainRequest) -> OfferAgainResponse:
        """Take what a desktop can prove to have been applied before this database was restored.

        Raises AccountRefused. Nothing of an employee whom the backup doesn't know can be taken.
        """
        return self._served(lambda: self._offer_again(employee_id, request))

    def restored(self) -> None:
        """The operator says that the database was restored from a backup: gather, before anybody finds out."""
        schema, now = self._database.schema, self._clock.now()
        with self._database.writing() as connection:
            begin(connection, schema, locked_head(connection, schema), None, now, self._gathering)

    def end_gathering(self) -> None:
        """Decide what was gathered, if the time for that is over; otherwise the next request does."""
        try:
            with self._database.reading() as connection:
                head = read_head(connection, self._database.schema)
            check_open(head, self._clock.now(), self._gathering)
        except Gathered:
            self._make_whole()
        except Recovering:
            return

    def due_jobs(self) -> list[Job]:
        """What the company has to do by itself now. Raises Recovering while a restored server gathers, and Gathered."""
        now = self._clock.now()
        with self._database.reading() as connection:
            check_open(read_head(connection, self._database.schema), now, self._gathering)
            return due_jobs(connection, self._database.schema, self._rows, now)

    def do_job(self, job: Job) -> Ran:
        """Do what is due, unless another process has done it. Raises Recovering and Gathered, with nothing done."""

        def work(connection: Connection, locks: Locks) -> tuple[Ran, Written | None]:
            head = read_head(connection, self._database.schema)
            check_open(head, self._clock.now(), self._gathering)
            return self._deciding(connection, locks, head).do(job, JOBS[job.kind])

        tell = self._teller(None)
        try:
            return self._database.write(work, lambda done: tell(done[1]))[0]
        except IntegrityError as error:
            if not is_duplicate(error, str(self._database.schema.jobs.primary_key.name)):
                raise
            return Ran(job, JobOutcome.ELSEWHERE)

    def prune(self) -> None:
        """Let go of what is too old; see `pruning`. Once a day is often enough."""
        with self._database.writing() as connection:
            prune(connection, self._database.schema, self._clock.now())

    def scopes(self, employee_id: str) -> frozenset[Scope]:
        """Every scope that the employee belongs to now."""
        with self._database.reading() as connection:
            return self._reader(connection, employee_id, "").scopes()

    def head(self) -> int:
        """The version of the last commit."""
        return self.place().version

    def place(self) -> Place:
        """Where the database stands now."""
        with self._database.reading() as connection:
            head = read_head(connection, self._database.schema)
        return Place(head.epoch, head.version, head.tag)

    def words(self, version: int, limit: int) -> list[Word]:
        """What is said of the commits from `version` on, in order; at most `limit`."""
        with self._database.reading() as connection:
            return words_from(connection, self._database.schema, version, limit)

    def import_rows(
        self, rows: Iterable[tuple[Table[Any], Any]], beside: Callable[[Connection, Instant], None] | None = None
    ) -> None:
        """Write rows as one commit, past the mutations: for a demo company, and for what admins import.

        `beside` writes more within the same transaction, once the rows stand and no other commit can come between;
        what it raises undoes all. It may run more than once.
        """
        taken = list(rows)

        def work(connection: Connection, locks: Locks) -> Written:
            now = self._clock.now()
            written = self._import(connection, locks, taken, now)
            if beside is not None:
                beside(connection, now)
            return written

        self._database.write(work, self._teller(None))

    def administer(self, work: Callable[[Connection, Edits], T]) -> T:
        """Do `work` in one writing transaction, which may edit rows past the mutations; desktops are told of them.

        What it raises undoes all. It may run more than once.
        """

        def whole(connection: Connection, locks: Locks) -> tuple[T, Edits]:
            edits = Edits(connection, self._database.schema, self._rows, locks, self._clock.now())
            return work(connection, edits), edits

        def tell(done: tuple[T, Edits]) -> None:
            for written in done[1].written:
                self._tell(written, None)

        return self._database.write(whole, tell)[0]

    def _import(
        self, connection: Connection, locks: Locks, taken: Sequence[tuple[Table[Any], Any]], now: Instant
    ) -> Written:
        locks.take(root for table, row in taken for root in roots_of(table, row))
        world = RowWorld(CompanySource(connection, self._rows, locks), decides=True)
        world.begin(EmployeeId(""), now, ChangeId(""))
        before: dict[str, Employee] = {}
        for name in dict.fromkeys(table.name for table, _ in taken):
            known = TABLES_BY_NAME[name]
            ids = [row.id for table, row in taken if table.name == name]
            found = self._rows[name].many(connection, ids)
            world.preload(known, found, sorted(set(ids) - {row.id for row in found}))
            before |= {row.id: row for row in found if isinstance(row, Employee)}
        for table, row in taken:
            world.put(table, row)
        employees = [(before.get(row.id), row) for table, row in taken if table is EMPLOYEES]
        follow_departures(connection, self._database.schema, locks, world, employees)
        return write_changes(connection, self._database.schema, self._rows, world, now, locks)

    def _served(self, serve: Callable[[], T]) -> T:
        """Serve a request, which may be the one that finds the database restored, or the gathering over."""
        try:
            return serve()
        except Restored as restored:
            self._begin_gathering(restored.cursor)
        except GatheringDue:
            with self._database.writing() as connection:
                begin_awaited(connection, self._database.schema, self._clock.now(), self._gathering)
        except Gathered:
            self._make_whole()
        return serve()

    def _push(self, employee_id: str, request: PushRequest) -> PushResponse:
        epoch = ""

        def work(connection: Connection, locks: Locks) -> Decided:
            nonlocal epoch
            schema, now = self._database.schema, self._clock.now()
            head = read_head(connection, schema)
            epoch = head.epoch
            check_open(head, now, self._gathering)
            if request.cursor is not None:
                version_of(connection, schema, self._seals, request.cursor, head)
            if request.epoch is not None and request.epoch != head.epoch:
                raise EpochChanged
            self._check_account(connection, employee_id)
            client = ClientId(request.client_id)
            deciding = self._deciding(connection, locks, head)
            batch = Push(connection, schema, self._seals, deciding, EmployeeId(employee_id), client, now, head)
            return batch.decide(request.mutations, first_meeting=request.cursor is None)

        tell = self._teller(request.client_id)
        decided = self._database.write(work, lambda decided: tell(decided.written))
        return PushResponse(epoch=epoch, last_seq=decided.last_seq, results=decided.results)

    def _pull(self, employee_id: str, request: PullRequest) -> PullResponse:
        schema = self._database.schema
        with self._database.reading() as connection:
            head = read_head(connection, schema)
            check_open(head, self._clock.now(), self._gathering)
            reader = self._reader(connection, employee_id, request.client_id)
            since = reader.since(request.cursor, head)
            self._check_account(connection, employee_id)
            return reader.answer(request, since, head)

    def _reader(self, connection: Connection, employee_id: str, client_id: str) -> Pull:
        schema, now = self._database.schema, self._clock.now()
        return Pull(connection, schema, self._seals, EmployeeId(employee_id), ClientId(client_id), now, self._volumes)

    def _offer_again(self, employee_id: str, request: OfferAgainRequest) -> OfferAgainResponse:
        epoch = ""

        def work(connection: Connection, locks: Locks) -> Offered:
            nonlocal epoch
            schema = self._database.schema
            head = read_head(connection, schema)
            if head.gathering_until is not None:
                head = locked_head(connection, schema)  # nobody ends the gathering while this is kept for it
            epoch = head.epoch
            with suppress(Recovering):
                check_open(head, self._clock.now(), self._gathering)
            employee = self._rows[EMPLOYEES.name].one(connection, employee_id)
            if employee is None:
                return Offered(0, [one.result.uuid for one in request.changes], [], None)
            if not employee.active:
                raise AccountRefused
            restoring = Restoring(connection, schema, self._seals, self._deciding(connection, locks, head))
            return restoring.take(EmployeeId(employee_id), request, head)

        tell = self._teller(None)
        offered = self._database.write(work, lambda offered: tell(offered.written))
        return OfferAgainResponse(epoch=epoch, taken=offered.taken, unproven=offered.unproven, results=offered.results)

    def _begin_gathering(self, cursor: str) -> None:
        """Mint a new epoch for a desktop's `cursor`, unless somebody else's has led to that meanwhile."""
        schema = self._database.schema
        with self._database.writing() as connection:
            head = locked_head(connection, schema)
            try:
                version_of(connection, schema, self._seals, cursor, head)
            except Restored as restored:
                begin(connection, schema, head, restored.epoch, self._clock.now(), self._gathering)
            except ResyncRequired:
                return

    def _make_whole(self) -> None:
        """Decide all that was gathered, in batches that commit one by one; other processes may try at the same time."""
        while self._database.write(self._apply_some, self._teller(None)) is not None:
            pass

    def _apply_some(self, connection: Connection, locks: Locks) -> Written | None:
        schema = self._database.schema
        head = locked_head(connection, schema)
        try:
            check_open(head, self._clock.now(), self._gathering)
        except Gathered:
            restoring = Restoring(connection, schema, self._seals, self._deciding(connection, locks, head))
            return restoring.apply_some()
        except Recovering:
            return None
        return None

    def _check_account(self, connection: Connection, employee_id: str) -> None:
        employee = self._rows[EMPLOYEES.name].one(connection, employee_id)
        if employee is None or not employee.active:
            raise AccountRefused

    def _deciding(self, connection: Connection, locks: Locks, head: Head) -> Deciding:
        schema, now = self._database.schema, self._clock.now()
        return Deciding(connection, schema, self._rows, self._registry, self._seals, now, locks, head, self._audit)

    def _teller(self, client: str | None) -> Callable[[Written | None], None]:
        """What tells of a commit that the device `client` asked for; of none where nothing was written."""
        return lambda written: None if written is None else self._tell(written, client)

    def _tell(self, written: Written, client: str | None) -> None:
        commit = commit_of(written, self._seals, client)
        for listener in self._listeners:
            listener(commit)
