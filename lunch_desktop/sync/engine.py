"""The engine that keeps a desktop and its server in step: two threads, one that exchanges and one that listens."""

import logging
import random
import threading
from collections.abc import Callable
from dataclasses import dataclass

from lunch_desktop.store.desktop.apply import Applied
from lunch_desktop.store.desktop.local import LocalStore
from lunch_desktop.store.desktop.reads import Reads
from lunch_desktop.sync import steps
from lunch_desktop.sync.core import Reach, Step, SyncFacts
from lunch_desktop.sync.http import ApiError, Forbidden, ProtocolTooOld, Unauthorised
from lunch_desktop.sync.live import LiveRemote, listen
from lunch_desktop.system.clock import Clock
from lunch_desktop.system.problems import Problem
from lunch_desktop.wire.sync import Result

log = logging.getLogger(__name__)

STOP_TIMEOUT_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """What the sync chip shows: how the server is reached, what waits, what needs its author's attention.

    `met`: the server has answered a pull since the start; until then nobody knows whether this is up to date.
    """

    reach: Reach
    sending: bool
    live: bool
    waiting: int
    attention: int
    problem: Problem | None
    met: bool = False


@dataclass(frozen=True, slots=True)
class Changed:
    """Rows of these tables changed; results of changes of this desktop came in."""

    tables: frozenset[str]
    results: tuple[Result, ...]


class SyncEngine:
    """Exchanges until told to stop. Listeners are called in the engine's threads and must not wait."""

    def __init__(
        self,
        store: LocalStore,
        reads: Reads,
        remote: LiveRemote,
        clock: Clock,
        *,
        work_offline: bool,
        on_status: Callable[[SyncStatus], None],
        on_changed: Callable[[Changed], None],
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._store = store
        self._reads = reads
        self._remote = remote
        self._clock = clock
        self._on_status = on_status
        self._on_changed = on_changed
        self._chance = chance
        self._facts = SyncFacts(work_offline=work_offline)
        self._lock = threading.Lock()
        self._awake = threading.Event()
        self._may_listen = threading.Event()
        self._stopping = threading.Event()
        self._sending = False
        self._told: SyncStatus | None = None
        self._threads = [
            threading.Thread(target=self._exchange, name="sync-exchange", daemon=True),
            threading.Thread(target=self._listen, name="sync-live", daemon=True),
        ]

    def start(self) -> None:
        """Begin."""
        self._tell()
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End within a few seconds; what is not sent stays in the queue."""
        self._stopping.set()
        self._awake.set()
        self._may_listen.set()
        self._remote.interrupt()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(STOP_TIMEOUT_SECONDS)

    def local_change(self) -> None:
        """A change was queued, withdrawn or read: send what there is, and count anew."""
        with self._lock:
            self._facts.unsent = True
        self._tell()
        self._awake.set()

    def sync_now(self) -> None:
        """The person asks, or the network may be back: end pauses and look."""
        with self._lock:
            self._facts.try_now()
        self._awake.set()

    def set_work_offline(self, offline: bool) -> None:
        """Leave the network alone, or come back to it."""
        with self._lock:
            self._facts.work_offline = offline
            self._facts.succeeded()
            self._facts.behind = True
            if offline:
                self._may_listen.clear()
        if offline:
            self._remote.interrupt()
        self._tell()
        self._awake.set()

    def signed_in(self) -> None:
        """There is a session again."""
        with self._lock:
            self._facts.sign_in_needed = False
            self._facts.blocked = False
            self._facts.succeeded()
            self._facts.behind = True
        self._awake.set()

    @property
    def status(self) -> SyncStatus:
        """Where things stand now."""
        counts = self._reads.counts()
        with self._lock:
            facts = self._facts
            return SyncStatus(
                reach=facts.reach,
                sending=self._sending and counts.waiting > 0,
                live=facts.live,
                waiting=counts.waiting,
                attention=counts.attention,
                problem=facts.problem,
                met=facts.pulled_at is not None,
            )

    def _exchange(self) -> None:
        while not self._stopping.is_set():
            self._awake.clear()
            with self._lock:
                action = self._facts.plan(self._clock.now())
            if action.step is Step.WAIT:
                self._sending = False
                self._tell()
                pause = None if action.until is None else max(0.0, (action.until - self._clock.now()) / 1000)
                self._awake.wait(pause)
                continue
            try:
                self._step(action.step)
            except ApiError as error:
                self._failed(error)
            except Problem as problem:  # the disk refuses; what was queued is safe, and the next try may succeed
                log.warning("the local database refused: %s", problem.code)
                self._pause(problem)

    def _step(self, step: Step) -> None:
        if step is Step.PUSH:
            if not self._sending:
                self._sending = True
                self._tell()
            steps.push(self._store, self._remote, self._facts)
        else:
            applied = steps.pull(self._store, self._remote, self._facts)
            with self._lock:
                self._facts.pulled_at = self._clock.now()
            self._announce(applied)
        with self._lock:
            self._facts.succeeded()
            if not self._facts.work_offline:  # the person may have chosen it during the exchange
                self._may_listen.set()

    def _failed(self, error: ApiError) -> None:
        log.info("the exchange failed: %s", error)
        with self._lock:
            if isinstance(error, Unauthorised):
                self._facts.sign_in_needed = True
                self._facts.problem = error.problem
            elif isinstance(error, Forbidden | ProtocolTooOld):
                self._facts.blocked = True
                self._facts.problem = error.problem
        if self._facts.sign_in_needed or self._facts.blocked:
            self._tell()
        else:
            self._pause(error.problem)

    def _pause(self, problem: Problem | None) -> None:
        with self._lock:
            self._facts.failed(problem, self._clock.now(), self._chance)
        self._sending = False
        self._tell()

    def _listen(self) -> None:
        """Hold the live stream open whenever the server is within reach."""
        failures = 0
        while not self._stopping.is_set():
            self._may_listen.wait()
            if self._stopping.is_set():
                return
            try:
                for news in listen(self._remote, self._store):
                    if self._stopping.is_set() or self._facts.work_offline:  # since before the stream was open
                        break
                    failures = 0
                    self._set_live(True)
                    if news.applied is not None:
                        self._announce(news.applied)
                    if news.behind:
                        with self._lock:
                            self._facts.behind = True
                        self._awake.set()
            except ApiError as error:
                log.info("live updates ended: %s", error)
            except Problem as problem:
                log.warning("a live update could not be stored: %s", problem.code)
            self._set_live(False)
            failures += 1
            self._may_listen.clear()
            if self._stopping.wait(min(30.0, 0.5 * 2 ** min(failures, 6)) * (0.5 + self._chance() / 2)):
                return
            with self._lock:
                if self._facts.reach is Reach.ONLINE:
                    self._may_listen.set()

    def _set_live(self, live: bool) -> None:
        with self._lock:
            changed = self._facts.live != live
            self._facts.live = live
            if changed and not live:
                self._facts.behind = True
        if changed:
            self._tell()
            self._awake.set()

    def _announce(self, applied: Applied | None) -> None:
        if applied is not None and (applied.tables or applied.results):
            self._on_changed(Changed(applied.tables, applied.results))
        self._tell()

    def _tell(self) -> None:
        try:
            status = self.status
        except Problem as problem:
            log.warning("the queue could not be counted: %s", problem.code)
            return
        if status != self._told:
            self._told = status
            self._on_status(status)
