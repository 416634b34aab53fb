"""Telling desktops of commits as they happen.

Commits come from the threads that made them and, where other processes write too, from those (`neighbours`). In order
of version each is dispatched on the event loop to the streams that it concerns: as its delta, encoded once for each
audience, or as the new head, after which the desktop pulls. A head is told when the delta would be large or is not
known here, when the desktop made the commit itself, and when its rights changed. Streams that a commit does not concern
cost nothing.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Final

from lunch_desktop.server.hearing import Commit, Others, OwnCommit, Source
from lunch_desktop.server.identity.service import Session
from lunch_desktop.server.order import AnotherHistory, Order
from lunch_desktop.server.streams import Stream, ending_of
from lunch_desktop.store.company.accounts_devices import Standing
from lunch_desktop.store.company.sync import Place
from lunch_desktop.store.company.words import LARGEST_PATCH, Word
from lunch_desktop.system.problems import Problem
from lunch_desktop.wire.problems import ProblemError, WireCode

HOLD_SECONDS: Final = 0.1
"""For how long a commit waits for one before it, until that is looked up in the database."""
MOST_SENDINGS: Final = 5_000
"""A second, over all streams: each takes some 50 µs of the loop, which is a quarter of a core."""
TOLD_AT_ONCE: Final = 100
"""Streams that are woken in one round of the loop: together they keep it for some 5 ms."""
_AGAIN_SECONDS: Final = 1.0
_READ_AT_ONCE: Final = 1_000
_LOOKED_UP_AT_ONCE: Final = 4

_logger = logging.getLogger(__name__)


class Hub:
    """All live streams of this process. `commit_made` and `end_session` are for every thread, the rest for the loop."""

    def __init__(
        self,
        source: Source,
        standing: Callable[[str, str], Standing | None],
        *,
        others: Others | None = None,
        most_streams: int = 12_000,
        most_per_employee: int = 8,
    ) -> None:
        """`standing` tells how a session (family, employee) stands in the database; it may wait."""
        self._source = source
        self._standing = standing
        self._others = others
        self._most_streams = most_streams
        self._most_per_employee = most_per_employee
        self._streams: set[Stream] = set()
        self._doubtful: set[Stream] = set()
        self._by_scope: defaultdict[str, set[Stream]] = defaultdict(set)
        self._by_employee: defaultdict[str, set[Stream]] = defaultdict(set)
        self._by_client: defaultdict[str, set[Stream]] = defaultdict(set)
        self._order = Order()
        self._gap_until: float | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._arrived: asyncio.Queue[tuple[Commit, bool] | None] = asyncio.Queue()
        self._to_look_up: asyncio.Queue[Stream] = asyncio.Queue()
        self._tasks: list[asyncio.Task[None]] = []
        self._closing = False
        self.told = 0
        """How many commits were told since the start."""

    async def start(self) -> None:
        """Begin to listen. Called once, on the loop that serves."""
        self._loop = asyncio.get_running_loop()
        place = await asyncio.to_thread(self._source.place)
        self._order.begin(place.version, place.tag)
        self._source.watch(self.commit_made)  # what was committed in between is found missing before the next commit
        self._tasks = [asyncio.create_task(self._dispatch_all(), name="hub")]
        self._tasks += [asyncio.create_task(self._look_up_all()) for _ in range(_LOOKED_UP_AT_ONCE)]
        if self._others is not None:
            await self._others.start(self)

    async def stop(self) -> None:
        """End every stream and stop listening."""
        self.close()
        if self._others is not None:
            await self._others.stop()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []

    def close(self) -> None:
        """End every stream and refuse new ones, so that a server that shuts down does not wait for them."""
        self._closing = True
        self.end_all(WireCode.TOO_BUSY)

    @property
    def way(self) -> str:
        """How commits come here: `alone` where no other process writes, else `redis` or `database`."""
        return self._others.way if self._others is not None else "alone"

    @property
    def streams(self) -> int:
        """How many streams are open."""
        return len(self._streams)

    @property
    def pause(self) -> float:
        """Seconds between two sendings to one stream, so that all streams together leave the loop time for requests.

        The first word after a quiet time goes out at once; in a rush what was committed within the pause goes together.
        """
        return len(self._streams) / MOST_SENDINGS

    def hold_at_most(self, streams: int) -> None:
        """Hold no more streams than that: as many as this process may open files, ordinary requests aside."""
        self._most_streams = min(self._most_streams, streams)

    def commit_made(self, commit: OwnCommit) -> None:
        """Take note of a commit that this process made. Safe from every thread; does not wait."""
        if self._loop is not None and not self._closing:
            try:
                self._loop.call_soon_threadsafe(self._made_here, commit)
            except RuntimeError:  # the loop has just been closed: nobody listens any more
                self._loop = None

    def _made_here(self, commit: OwnCommit) -> None:
        self._arrived.put_nowait((commit, True))
        if self._others is not None:
            self._others.tell(commit)

    def heard(self, word: Word) -> None:
        """Take note of a commit that another process tells of; its version proves nothing."""
        self._arrived.put_nowait((word, False))

    def seen(self, place: Place) -> None:
        """The database stands there now. If that is not what was told, it is read."""
        if (place.version, place.tag) != (self._order.last, self._order.tag):
            self._arrived.put_nowait(None)

    def open(self, session: Session, client_id: str | None) -> Stream:
        """A new stream, told the head at once. Raises ProblemError `too_busy` where there are too many."""
        own = self._by_employee.get(session.employee_id, ())
        if self._closing or len(self._streams) >= self._most_streams or len(own) >= self._most_per_employee:
            raise ProblemError(WireCode.TOO_BUSY, headers={"Retry-After": "60"})
        stream = Stream(session.employee_id, session.family, client_id, session.expires)
        self._streams.add(stream)
        self._by_employee[stream.employee_id].add(stream)
        self._by_client[client_id or ""].add(stream)
        stream.begin(self._order.last, self._order.tag)
        self._doubt(stream)
        if self._others is not None and len(self._streams) == 1:
            self._others.hurry()
        return stream

    def leave(self, stream: Stream) -> None:
        """Forget a stream whose connection is gone."""
        self._streams.discard(stream)
        self._doubtful.discard(stream)
        self._unsubscribe(stream)
        self._discard(self._by_employee, stream.employee_id, stream)
        self._discard(self._by_client, stream.client_id or "", stream)

    def end_session(self, family: str) -> None:
        """End the streams of a session that was just ended here. Safe from every thread."""
        if self._loop is not None and not self._closing:
            self._loop.call_soon_threadsafe(self._ended_here, family)

    def _ended_here(self, family: str) -> None:
        self.sessions_ended([family])
        if self._others is not None:
            self._others.tell_ended(family)

    def sessions_ended(self, families: Iterable[str]) -> None:
        """End the streams of these sessions."""
        ended = frozenset(families)
        for stream in self._streams:
            if stream.family in ended:
                stream.end(WireCode.SESSION_ENDED)

    def employees_changed(self, employees: Iterable[str]) -> None:
        """Something about these employees' accounts or rights changed: look up how their streams stand."""
        for employee_id in employees:
            for stream in list(self._by_employee.get(employee_id, ())):
                self._doubt(stream)

    def end_all(self, code: WireCode) -> None:
        """End every stream."""
        for stream in list(self._streams):
            stream.end(code)

    async def _dispatch_all(self) -> None:
        while True:
            try:
                await self._take(await self._arrival())
                while (commit := self._order.next()) is not None:
                    await self._dispatch(commit)
            except Exception:
                _logger.exception("a commit could not be told")
                for stream in self._streams:
                    stream.tell_head(self._order.last)

    async def _arrival(self) -> tuple[Commit, bool] | None:
        """What comes next; None if the database is to be read: where a commit has waited long for one before it."""
        if not self._order.has_gap:
            self._gap_until = None
            return await self._arrived.get()
        now = asyncio.get_running_loop().time()
        self._gap_until = self._gap_until or now + HOLD_SECONDS
        try:
            return await asyncio.wait_for(self._arrived.get(), self._gap_until - now)
        except TimeoutError:
            return None

    async def _take(self, arrived: tuple[Commit, bool] | None) -> None:
        try:
            if arrived is None:
                await self._read()
            else:
                commit, is_proof = arrived
                self._order.add(commit, is_proof=is_proof)
        except AnotherHistory:  # no stream goes on from what it was told
            self.end_all(WireCode.EPOCH_CHANGED)
            place = await asyncio.to_thread(self._source.place)
            self._order.begin(place.version, place.tag)
        except Problem as problem:
            _logger.warning("what other processes wrote can't be read: %s", problem.code)
            self._gap_until = asyncio.get_running_loop().time() + _AGAIN_SECONDS

    async def _read(self) -> None:
        """Read what the database has after the last commit that was told. Raises AnotherHistory, Problem."""
        last = self._order.last
        while True:
            words = await asyncio.to_thread(self._source.words, last, _READ_AT_ONCE)
            if not words or words[0].version != last:
                raise AnotherHistory
            for word in words:
                self._order.add(word)
            last = words[-1].version
            if len(words) < _READ_AT_ONCE:
                self._order.forget_beyond(last)
                return

    async def _dispatch(self, commit: Commit) -> None:
        self.told += 1
        if commit.everybody:
            for stream in list(self._streams):
                self._doubt(stream)
        self.employees_changed(commit.affects_rights_of)
        # Its own device is told in any case: results, a refusal alone too, have to be pulled before the cursor goes on.
        own = self._by_client.get(commit.pushed_by, set()) if commit.pushed_by else set()
        for stream in self._doubtful | own:
            stream.tell_head(commit.version)
        audiences: defaultdict[frozenset[str], list[Stream]] = defaultdict(list)
        for stream, scopes in self._concerned(commit).items():
            if stream not in own:
                audiences[frozenset(scopes)].append(stream)
        for audience, streams in audiences.items():
            patch = await asyncio.to_thread(commit.delta_for, audience)
            delta = patch.encode() if patch is not None else None
            for place, stream in enumerate(streams, 1):
                if place % TOLD_AT_ONCE == 0:
                    await asyncio.sleep(0)  # those told so far are sent to, and requests that came are read
                if delta is None or len(delta) > LARGEST_PATCH:
                    stream.tell_head(commit.version)
                else:
                    stream.tell_delta(commit.version, delta)

    def _concerned(self, commit: Commit) -> dict[Stream, list[str]]:
        """The streams whose rights are known and which have any of the commit's scopes, with those scopes."""
        concerned: defaultdict[Stream, list[str]] = defaultdict(list)
        for scope in commit.scopes:
            for stream in self._by_scope.get(scope, ()):
                concerned[stream].append(scope)
        return concerned

    def _doubt(self, stream: Stream) -> None:
        """The stream's rights have to be looked up again; until then it is told heads."""
        stream.doubts += 1
        self._unsubscribe(stream)
        if stream not in self._doubtful:
            self._doubtful.add(stream)
            self._to_look_up.put_nowait(stream)

    async def _look_up_all(self) -> None:
        while True:
            stream = await self._to_look_up.get()
            try:
                await self._look_up(stream)
            except Exception:
                _logger.exception("the rights of a stream could not be looked up")
                stream.end(WireCode.DATABASE_UNAVAILABLE)

    async def _look_up(self, stream: Stream) -> None:
        while stream in self._doubtful:
            doubts = stream.doubts
            scopes, ending = await asyncio.to_thread(self._rights, stream)
            if ending is not None:
                stream.end(ending)
                return
            if stream.doubts == doubts and stream in self._doubtful:
                self._doubtful.discard(stream)
                stream.scopes = scopes
                for scope in scopes:
                    self._by_scope[scope].add(stream)

    def _rights(self, stream: Stream) -> tuple[frozenset[str], WireCode | None]:
        ending = ending_of(self._standing(stream.family, stream.employee_id))
        return (frozenset(), ending) if ending else (self._source.scopes(stream.employee_id), None)

    def _unsubscribe(self, stream: Stream) -> None:
        for scope in stream.scopes or ():
            self._discard(self._by_scope, scope, stream)
        stream.scopes = None

    @staticmethod
    def _discard(index: defaultdict[str, set[Stream]], key: str, stream: Stream) -> None:
        members = index.get(key)
        if members is not None:
            members.discard(stream)
            if not members:
                del index[key]
