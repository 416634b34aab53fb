"""The server of the simulation: the real one over a real file, each of its words held against the oracle's."""

import json
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing, nullcontext
from typing import Any, Final, TypeVar

from lunch_desktop.domain.jobs import Job
from lunch_desktop.domain.people import EMPLOYEES, Employee
from lunch_desktop.store.company.cursors import ResyncRequired
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.company.jobs import JobOutcome
from lunch_desktop.store.company.push import ClientForked, SequenceGap
from lunch_desktop.store.company.restoring import GATHERING, Gathered, Recovering
from lunch_desktop.store.company.sync import AccountRefused, CompanySync, EpochChanged
from lunch_desktop.store.company.told import Commit
from lunch_desktop.wire.arguments import arguments_as_json
from lunch_desktop.wire.sync import (
    OfferAgainRequest,
    OfferAgainResponse,
    PullRequest,
    PullResponse,
    PushRequest,
    PushResponse,
    Volume,
)
from tests.simulation.plain import Plain
from tests.simulation.power import PowerCut, cut_before, drop_log, restart_with_what_was_left
from tests.support.clock import ManualClock
from tests.support.company import SEALS, Company
from tests.support.hub import Stream
from tests.support.model.company import Company as Oracle
from tests.support.model.company import Refused, Word
from tests.support.model.rows import Tables
from tests.support.model.sight import visible
from tests.support.plain import is_sqlite, path_of
from tests.support.postgres import server_of

CODES: Final[dict[type[Exception], str]] = {
    ClientForked: "client_forked",
    SequenceGap: "sequence_gap",
    EpochChanged: "epoch_changed",
    AccountRefused: "account_deactivated",
}
T = TypeVar("T")
TAKEN: Final = "taken"


class Server:
    """Push and pull as desktops reach them; `cut_at` cuts the power before that statement of the next push.

    `sights` holds what each person had to see at each version, by epoch and version; None while deactivated. There are
    several where a backup was put back and nobody has noticed yet. While a restored server is `recovering`, the oracle
    believes what stands: the order in which everything is decided again is not its business.
    """

    def __init__(self, company: Company, clock: ManualClock, oracle: Oracle, tally: Counter[str]) -> None:
        self.company = company
        self.oracle = oracle
        self._path = company.path if is_sqlite(company.url) else None
        self.plain = Plain(self._path or company.url)
        self.sights: dict[tuple[str, int], list[dict[str, Tables | None]]] = {}
        self.streams: dict[int, Stream] = {}
        self.cut_at = 0
        self.recovering = False
        self.was_restored = False
        self._backup: str | None = None
        self._clock = clock
        self._tally = tally
        self._listen()
        oracle.epoch = self.plain.head()[0]
        self.look()

    def push(self, employee_id: str, request: PushRequest) -> PushResponse:
        """Decide a batch, as the oracle would. A power cut leaves all of it or nothing."""
        if self.recovering:
            return self._believing(lambda: self.company.sync.push(employee_id, request))
        said = request.model_dump(mode="json")
        self._tally["push with repeated changes"] += any(
            (employee_id, one["uuid"]) in self.oracle.words for one in said["mutations"]
        )
        try:
            answer = self._push(employee_id, request)
        except PowerCut:
            self._restart_after_cut(employee_id, said)
            raise
        except (ClientForked, SequenceGap, EpochChanged, AccountRefused) as error:
            self._expect_refusal(employee_id, said, CODES[type(error)])
            raise
        except (Recovering, ResyncRequired):
            self._notice()
            raise
        self._expect(employee_id, said, answer)
        return answer

    def pull(self, employee_id: str, request: PullRequest) -> PullResponse:
        """What is new. What a desktop makes of it is looked at there."""
        no_scope_is_doubted(request)
        self._tally["pull of a further page"] += request.page is not None
        if request.volumes is not None and request.page is None and not self.recovering:
            self._tally["pull that takes volumes"] += 1
            if self._tally["pull that takes volumes"] % 3:  # at times they are of a while ago
                self.company.sync.keep_volumes()
        if self.recovering:
            return self._believing(lambda: self.company.sync.pull(employee_id, request))
        try:
            return self.company.sync.pull(employee_id, request)
        except (Recovering, ResyncRequired) as error:
            self._tally[f"pull refused: {type(error).__name__}"] += 1
            self._notice()
            raise

    def volume(self, employee_id: str, volume: Volume) -> bytes:
        """A part of a long answer."""
        self._tally["volume fetched"] += 1
        return self.company.sync.volume(employee_id, volume.name)

    def offer_again(self, employee_id: str, request: OfferAgainRequest) -> OfferAgainResponse:
        """A desktop asks whether the server was restored, or proves what it had applied."""
        try:
            answer = self.company.sync.offer_again(employee_id, request)
        finally:
            self.believe()
        self._tally["offered to a restored server"] += answer.taken
        return answer

    def hire(self, employees: Sequence[Employee]) -> None:
        """An admin writes employees anew: moved, deactivated, taken back."""
        self.company.sync.import_rows([(EMPLOYEES, one) for one in employees])
        names = EMPLOYEES.columns
        self.oracle.write(
            [("employees", {name: getattr(one, name) for name in names}) for one in employees], self._clock.now()
        )
        self.look()

    def do_what_is_due(self, *, rivals: bool = False, cut: int = 0) -> None:
        """The server looks for what it has to do by itself, and does it as the oracle would.

        `rivals`: another process has found the same, and tries it, too. `cut`: the power fails before that statement.
        """
        if self.recovering:
            return
        try:
            due = self.company.sync.due_jobs()
        except (Recovering, Gathered):
            self._notice()
            return
        try:
            with cut_before(self.company.database.engine, self._path, cut) if cut else nullcontext():
                for job in due:
                    self._do(job, rivals=rivals)
        except PowerCut:
            self._tally["server: power cut in a job"] += 1
            self.plain.close()
            self.company.database.close()
            if self._path is not None:
                restart_with_what_was_left(self._path)
            self._reopen()
            for job in due:
                if job.uuid in self._jobs_done() - self.oracle.jobs:
                    self._tell_oracle(job)
            self.do_what_is_due(rivals=rivals)
            return
        left = self.oracle.left_to_do(self._clock.now())
        assert not left, f"{left} was due, and not done"

    def _do(self, job: Job, *, rivals: bool) -> None:
        outcome = self.company.sync.do_job(job).outcome
        if outcome is JobOutcome.DONE:
            self._tell_oracle(job)
        if rivals:
            again = CompanySync(self.company.database, self._clock, SEALS).do_job(job).outcome
            assert again in (outcome, JobOutcome.ELSEWHERE)
            assert again is not JobOutcome.DONE, f"{job} was done twice"
            self._tally["jobs that two tried"] += 1

    def _tell_oracle(self, job: Job) -> None:
        self.oracle.do(job.kind, arguments_as_json(job.args), job.uuid, job.actor, self._clock.now())
        self._tally[f"job: {job.kind}"] += 1
        self.look()

    def _jobs_done(self) -> set[str]:
        return {uuid for (uuid,) in self.plain.ask("SELECT uuid FROM jobs")}

    def back_up(self) -> None:
        """The operator copies the database."""
        if self._path is None:
            self.plain.close()
            self.company.database.engine.dispose()  # PostgreSQL copies a database that nobody is connected to
            server = server_of(self.company.url)
            if self._backup is not None:
                server.drop(self._backup)
            self._backup = server.copy(self.company.url)
            return
        kept = self._path.with_suffix(".backup")
        kept.unlink(missing_ok=True)
        with closing(sqlite3.connect(self._path)) as own, closing(sqlite3.connect(kept)) as copy:
            own.backup(copy)
        self._backup = f"sqlite:///{kept}"

    def restore(self, *, said: bool) -> None:
        """The operator puts the copy back, if there is one, and perhaps says so."""
        if self._backup is None:
            return
        self._tally["server restored from a backup"] += 1
        self.plain.close()
        self.company.database.close()
        if self._path is None:
            server_of(self.company.url).put_back(self._backup, self.company.url)
        else:
            drop_log(self._path)
            shutil.copy(path_of(self._backup), self._path)
        self._reopen()
        if said:
            self.company.sync.restored()
        self.was_restored, self.recovering = True, said
        self.believe()

    def end_recovery(self) -> None:
        """The time to gather is over."""
        self._clock.advance(GATHERING)
        self.company.sync.end_gathering()
        self.recovering = False
        self.believe()

    def is_gathering(self) -> bool:
        """Whether the server waits for what desktops offer again."""
        return self.plain.ask("SELECT gathering_until FROM head") != [(None,)]

    def believe(self) -> None:
        """Take what stands for what must stand."""
        self.oracle.tables = self.plain.tables()
        self.oracle.epoch = self.plain.head()[0]
        results = self.plain.ask("SELECT employee_id, uuid, outcome, code, answer, hash FROM results")
        self.oracle.words = {(row[0], row[1]): Word(row[2], row[3], _said(row[4]), row[5]) for row in results}
        self.oracle.jobs = self._jobs_done()
        clients = self.plain.ask("SELECT client_id, employee_id, last_seq FROM clients")
        self.oracle.devices = {client: (employee, last) for client, employee, last in clients}
        self.look()

    def restart(self) -> None:
        """The program ends, with every stream, and starts again on the same file."""
        self.company.database.close()
        self._reopen()

    def close(self) -> None:
        """Let go of the file."""
        self.plain.close()
        self.company.database.close()

    def look(self) -> None:
        """After a commit: the rows that stand are those that the oracle says; note what each person must see."""
        the_rows_are_what_was_decided(self.plain.tables(), self.oracle.tables)
        employees = self.oracle.tables["employees"]
        self.head = self.plain.head()
        sight = {
            person: visible(self.oracle.tables, person) if row["active"] else None for person, row in employees.items()
        }
        known = self.sights.setdefault(self.head, [])
        if sight not in known:
            known.append(sight)

    def sight(self, person: str) -> Tables | None:
        """What a person must see now; None while deactivated."""
        return self.sights[self.head][-1][person]

    def _believing(self, serve: Callable[[], T]) -> T:
        """Serve while the server recovers; with the first answer it has."""
        self.cut_at = 0
        try:
            answer = serve()
            self.recovering = False
        finally:
            self.believe()
        return answer

    def _notice(self) -> None:
        """The server, or a desktop, has found out that a backup was put back."""
        self.recovering = True
        self.believe()

    def _push(self, employee_id: str, request: PushRequest) -> PushResponse:
        cut, self.cut_at = self.cut_at, 0
        if not cut:
            return self.company.sync.push(employee_id, request)
        with cut_before(self.company.database.engine, self._path, cut):
            return self.company.sync.push(employee_id, request)

    def _expect(self, employee_id: str, said: dict[str, Any], answer: PushResponse) -> None:
        the_batch_is_refused_as_by_the_oracle(TAKEN, self._refusal(employee_id, said), said)
        words = self.oracle.push(employee_id, said, self._clock.now())
        for word, result, change in zip(words, answer.results, said["mutations"], strict=True):
            given = Word(result.outcome.value, result.code, result.answer, result.hash)
            the_word_is_the_oracles(given, word, change)
            self._tally[f"server: {word.outcome} {word.code or word.answer.get('seat', '')}".rstrip()] += 1
        self.look()

    def _expect_refusal(self, employee_id: str, said: dict[str, Any], code: str) -> None:
        self._tally[f"batch refused: {code}"] += 1
        the_batch_is_refused_as_by_the_oracle(code, self._refusal(employee_id, said), said)

    def _refusal(self, employee_id: str, said: dict[str, Any]) -> str:
        """What the oracle would say to the batch as a whole; nothing of it is taken yet."""
        try:
            self.oracle.check(employee_id, said)
        except Refused as refused:
            return refused.code
        return TAKEN

    def _restart_after_cut(self, employee_id: str, said: dict[str, Any]) -> None:
        self._tally["server: power cut"] += 1
        before = self.head
        self.plain.close()
        self.company.database.close()
        if self._path is not None:
            restart_with_what_was_left(self._path)
        self._reopen()
        decided = {
            uuid for whose, uuid in self.plain.ask("SELECT employee_id, uuid FROM results") if whose == employee_id
        }
        if self.plain.head() != before and decided.issuperset(one["uuid"] for one in said["mutations"]):
            self._tally["server: power cut after the commit"] += 1
            self.oracle.push(employee_id, said, self._clock.now())
        elif self.plain.head() != before:
            self.believe()  # what was gathered after a restore was decided by a commit before the push's own
        self.look()

    def _reopen(self) -> None:
        self.plain.close()
        self.company.database = CompanyDatabase.open(self.company.url)
        self.company.sync = CompanySync(self.company.database, self._clock, SEALS)
        self._listen()
        for stream in self.streams.values():
            stream.break_off()

    def _listen(self) -> None:
        self.company.sync.watch(self._tell)

    def _tell(self, commit: Commit) -> None:
        for stream in self.streams.values():
            stream.commit_made(commit)


def _said(answer: Any) -> Any:
    """JSON as it is meant, which PostgreSQL's driver reads by itself."""
    return json.loads(answer) if isinstance(answer, str) else answer


def the_word_is_the_oracles(given: Word, word: Word, change: dict[str, Any]) -> None:
    """A change ends as the rules and the order of decisions demand; one decided before, as it ended then."""
    same = (given.outcome, given.code, given.answer) == (word.outcome, word.code, word.answer)
    assert same, f"{change}: {given}, where the oracle says {word}"


def no_scope_is_doubted(request: PullRequest) -> None:
    """No file is damaged here: a checksum that differs, and has a scope sent again, hides a mistake."""
    assert request.repair == [], "a checksum differed"


def the_batch_is_refused_as_by_the_oracle(code: str, expected: str, said: dict[str, Any]) -> None:
    """A batch is taken, or not taken, as it must be."""
    assert code == expected, f"{code}, where the oracle says {expected}: {said}"


def the_rows_are_what_was_decided(rows: Tables, expected: Tables) -> None:
    """The company's rows are those that follow from everything decided so far."""
    assert rows == expected, difference(rows, expected)


def difference(rows: Tables, expected: Tables) -> str:
    """What one side has and the other has not."""
    return "\n".join(
        f"{name}: {rows[name].get(key)}, where the oracle says {expected[name].get(key)}"
        for name in expected
        for key in rows[name].keys() | expected[name].keys()
        if rows[name].get(key) != expected[name].get(key)
    )
