"""The engine that keeps a desktop and its server in step: two threads, one that exchanges and one that listens."""

import logging
import random
import threading
from collections.abc import Callable
from typing import Final

from lunch_desktop.domain.chat.entities import MESSAGES
from lunch_desktop.domain.times import SECOND, Instant
from lunch_desktop.store.desktop.apply import Applied
from lunch_desktop.store.desktop.local import LocalStore
from lunch_desktop.store.desktop.reads import Reads
from lunch_desktop.sync import steps
from lunch_desktop.sync.ahead import Ahead
from lunch_desktop.sync.core import Step, StreamEnd, SyncFacts
from lunch_desktop.sync.http import ApiError, Forbidden, NotOurServer, ProtocolTooOld, Silent, Unauthorised
from lunch_desktop.sync.live import LiveRemote, News, listen
from lunch_desktop.sync.proxies import Proxies
from lunch_desktop.sync.sights import LOOK_ROUND, Noticed
from lunch_desktop.sync.status import Changed, SyncStatus
from lunch_desktop.sync.stopping import Stopped, UntilStopped
from lunch_desktop.sync.surroundings import Surroundings
from lunch_desktop.system.clock import Clock
from lunch_desktop.system.problems import Problem
from lunch_desktop.wire.problems import WireCode

log = logging.getLogger(__name__)

STOP_TIMEOUT_SECONDS: Final = 5.0
RECOVERING_SECONDS: Final = 10
"""When to ask a server again that gathers after a restore, where it doesn't say."""
_ITS_OWN_END: Final = (WireCode.TOKEN_EXPIRED, WireCode.SESSION_ENDED, WireCode.ACCOUNT_DEACTIVATED)


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
        surroundings: Surroundings | None = None,
        proxies: Proxies | None = None,
        metered: bool = False,
    ) -> None:
        """Without `surroundings` only the machine's sleep is noticed, and no change of its network.

        `proxies` are those by which `remote` asks; they hear of another network. `metered`: data costs money here.
        """
        self._store = store
        self._reads = reads
        self._remote = remote
        self._clock = clock
        self._on_status = on_status
        self._on_changed = on_changed
        self._chance = chance
        self._surroundings = surroundings or Surroundings(clock)
        self._proxies = proxies
        self._facts = SyncFacts(work_offline=work_offline, progress=store.progress(), metered=metered)
        self._lock = threading.Lock()
        self._telling = threading.RLock()
        self._awake = threading.Event()
        self._may_listen = threading.Event()
        self._stopping = threading.Event()
        self._preparing = False
        self._sending = False
        self._interrupted = False
        self._told: SyncStatus | None = None
        self._exchanging = UntilStopped(Ahead(remote), self._stopping)
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
        self._interrupt()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(STOP_TIMEOUT_SECONDS)

    def local_change(self) -> None:
        """A change was queued, withdrawn or read: send what there is, and count anew."""
        with self._lock:
            self._facts.unsent = True
        self._awake.set()  # before anything is counted: the change is on its way meanwhile
        self._tell()

    def sync_now(self) -> None:
        """The person asks, or the network may be back: end pauses and look."""
        with self._lock:
            self._facts.try_now()
        self._awake.set()

    def network_changed(self) -> None:
        """The network is another one, or is there again: what was learnt in the one before is forgotten."""
        if self._proxies is not None:
            self._proxies.network_changed()
        with self._lock:
            self._facts.network_changed()
        self._awake.set()

    def set_metered(self, metered: bool) -> None:
        """Whether data costs money on the connection that is used now."""
        with self._lock:
            self._facts.metered = metered
            self._facts.download = self._facts.download and metered
        self._tell()
        self._awake.set()

    def download_now(self) -> None:
        """The person wants what waits because it is large, although data costs money."""
        with self._lock:
            self._facts.download = True
        self._tell()
        self._awake.set()

    def sign_in_at_proxy(self, proxy: str, user: str, password: str) -> None:
        """Tell a proxy from now on who asks. Waits for the keyring."""
        if self._proxies is not None:
            self._proxies.sign_in(proxy, user, password)
        self.sync_now()

    def set_work_offline(self, offline: bool) -> None:
        """Leave the network alone, or come back to it."""
        with self._lock:
            self._facts.choose_offline(offline)
        if offline:
            self._interrupt()
        self._tell()
        self._awake.set()

    def signed_in(self) -> None:
        """There is a session again."""
        with self._lock:
            self._facts.signed_in()
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
                retry_at=None if facts.at_rest else facts.retry_at,
                progress=facts.progress,
                recovering=facts.recovering,
                portal=facts.portal,
                polling=facts.polling,
                detour=self._proxies.problem if self._proxies is not None else None,
                held_back=facts.holds_back,
            )

    def _exchange(self) -> None:
        while not self._stopping.is_set():
            self._awake.clear()
            with self._lock:
                action = self._facts.plan(self._clock.now())
                self._facts.asked_again = False
            if action.step is Step.WAIT:
                if self._prepares_search():
                    continue
                self._rest(action.until)
                continue
            try:
                self._step(action.step)
            except Stopped:
                return
            except ApiError as error:
                self._failed(error)
            except Problem as problem:  # the disk refuses; what was queued is safe, and the next try may succeed
                log.warning("the local database refused: %s", problem.code)
                self._pause(problem)
            except Exception:
                log.exception("an exchange failed by a fault of this program")
                self._pause(None)  # the next one may go well; without this thread nothing would ever be sent again

    def _prepares_search(self) -> bool:
        """Whether there were messages to be taken into the search, which is done while nothing else is to be."""
        try:
            prepares = self._store.index_messages()
        except Problem as problem:
            log.warning("messages could not be indexed: %s", problem.code)
            return False
        if self._preparing and not prepares:
            self._on_changed(Changed(frozenset({MESSAGES.name}), ()))
        self._preparing = prepares
        return prepares

    def _rest(self, until: Instant | None) -> None:
        """Wait for something to happen here or, every so often, around the program."""
        self._sending = False
        self._tell()
        if until is None:
            self._awake.wait()
            return
        pause = max(0, min(until - self._clock.now(), LOOK_ROUND))
        happened = self._surroundings.look()
        if happened is None:
            self._awake.wait(pause / SECOND)
            happened = self._surroundings.look(pause)
        if happened is not None and not self._stopping.is_set():
            log.info("noticed: %s", happened)
            if happened is Noticed.NETWORK:
                self.network_changed()
            else:
                self.sync_now()
            self._interrupt()  # a stream through the former network would fall silent only later

    def _step(self, step: Step) -> None:
        if step is Step.PUSH:
            if not self._sending:
                self._sending = True
                self._tell()
            steps.push(self._store, self._exchanging, self._facts)
        else:
            applied = steps.pull(self._store, self._exchanging, self._facts)
            with self._lock:
                if applied is None or not applied.unfinished:
                    self._facts.pulled_at = self._clock.now()
            self._announce(applied)
        with self._lock:
            self._facts.succeeded()
            if self._facts.begin_listening(self._clock.now()):
                self._may_listen.set()

    def _failed(self, error: ApiError) -> None:
        log.info("the exchange failed: %s", error)
        facts, now = self._facts, self._clock.now()
        with self._lock:
            if isinstance(error, Unauthorised):
                facts.sign_in_needed = True
                facts.problem = error.problem
            elif isinstance(error, Forbidden | ProtocolTooOld):
                facts.refused(error.problem, now, self._chance)
            elif isinstance(error, steps.PushFailed):
                facts.push_failed(error.problem, now, self._chance)
            elif error.code == WireCode.RECOVERING:
                facts.told_to_wait((error.retry_after or RECOVERING_SECONDS) * SECOND, now, self._chance)
            else:
                facts.failed(error.problem, now, self._chance, at_least=error.retry_after * SECOND)
            facts.portal = error.portal if isinstance(error, NotOurServer) else ""
        self._sending = False
        self._tell()

    def _pause(self, problem: Problem | None) -> None:
        with self._lock:
            self._facts.failed(problem, self._clock.now(), self._chance)
        self._sending = False
        self._tell()

    def _listen(self) -> None:
        """Hold the live stream open whenever the server is within reach."""
        while True:
            self._may_listen.wait()
            if self._stopping.is_set():
                return
            self._may_listen.clear()
            self._interrupted = False
            how, patience = self._follow()
            with self._lock:
                how = StreamEnd.HERE if self._interrupted else how
                self._facts.stream_ended(how, self._clock.now(), self._chance, at_least=patience * SECOND)
            self._tell()
            self._awake.set()

    def _follow(self) -> tuple[StreamEnd, int]:
        """Take what the stream tells, until its end; how it ended, and for how many seconds to let the server be."""
        if self._facts.work_offline:
            return StreamEnd.HERE, 0
        try:
            for news in listen(self._remote, self._store):
                if self._stopping.is_set() or self._facts.work_offline:  # since before the stream was open
                    return StreamEnd.HERE, 0
                if news.ended is not None:
                    return (StreamEnd.RUN_OUT if news.ended in _ITS_OWN_END else StreamEnd.BROKEN), 0
                self._take(news)
        except Silent:
            log.info("live updates don't get through")
            return StreamEnd.SILENT, 0
        except ApiError as error:
            log.info("live updates ended: %s", error)
            return StreamEnd.BROKEN, error.retry_after
        except Problem as problem:
            log.warning("a live update could not be stored: %s", problem.code)
        except Exception:
            log.exception("a live update failed by a fault of this program")  # a pull brings what it had brought
        return StreamEnd.BROKEN, 0

    def _take(self, news: News) -> None:
        with self._lock:
            began = not self._facts.live
            self._facts.live = True
            if news.behind:
                self._facts.news_missed(self._clock.now(), self._chance)
        if news.applied is not None:
            self._announce(news.applied)
        if began:
            self._tell()
        if began or news.behind:
            self._awake.set()

    def _interrupt(self) -> None:
        self._interrupted = True
        self._remote.interrupt()

    def _announce(self, applied: Applied | None) -> None:
        if applied is not None and (applied.tables or applied.results):
            self._on_changed(Changed(applied.tables, applied.results))
        self._tell()

    def _tell(self) -> None:
        """Tell how things stand, if that has changed. In turn: what is told last is what was seen last."""
        with self._telling:
            try:
                status = self.status
            except Problem as problem:
                log.warning("the queue could not be counted: %s", problem.code)
                return
            if status != self._told:
                self._told = status
                self._on_status(status)
