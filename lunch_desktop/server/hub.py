"""Telling desktops of commits as they happen.

Commits arrive in order from the threads that made them. Each is dispatched on the event loop to the streams that it
concerns: as its delta, encoded once for each audience, or as the new head, after which the desktop pulls. A head is
told when the delta would be large, when the desktop made the commit itself, when its rights changed, or when commits
are missing before this one. Streams that a commit does not concern cost nothing.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable
from typing import Final, Protocol

from lunch_desktop.server.identity.service import Session
from lunch_desktop.server.streams import Stream, ending_of
from lunch_desktop.store.company.accounts_devices import Standing
from lunch_desktop.wire.problems import ProblemError, WireCode

LARGEST_DELTA: Final = 64 * 1024
"""Bytes."""
_LOOKED_UP_AT_ONCE: Final = 4

_logger = logging.getLogger(__name__)


class Commit(Protocol):
    """A commit as the company's sync tells of it."""

    @property
    def version(self) -> int: ...
    @property
    def tag(self) -> str: ...
    @property
    def scopes(self) -> frozenset[str]: ...
    @property
    def affects_rights_of(self) -> frozenset[str]: ...
    @property
    def pushed_by(self) -> str | None: ...
    def delta_for(self, scopes: frozenset[str]) -> str: ...


class Source(Protocol):
    """What the hub needs of the company's sync."""

    def place(self) -> tuple[int, str]: ...
    def scopes(self, employee_id: str) -> frozenset[str]: ...
    def watch(self, listener: Callable[[Commit], None]) -> None: ...


class Hub:
    """All live streams of this process. `commit_made` is for every thread, the rest for the event loop."""

    def __init__(
        self,
        source: Source,
        standing: Callable[[str, str], Standing | None],
        *,
        most_streams: int = 12_000,
        most_per_employee: int = 8,
    ) -> None:
        """`standing` tells how a session (family, employee) stands in the database; it may wait."""
        self._source = source
        self._standing = standing
        self._most_streams = most_streams
        self._most_per_employee = most_per_employee
        self._streams: set[Stream] = set()
        self._doubtful: set[Stream] = set()
        self._by_scope: defaultdict[str, set[Stream]] = defaultdict(set)
        self._by_employee: defaultdict[str, set[Stream]] = defaultdict(set)
        self._last = 0
        self._tag = ""
        self._loop: asyncio.AbstractEventLoop | None = None
        self._commits: asyncio.Queue[Commit] = asyncio.Queue()
        self._to_look_up: asyncio.Queue[Stream] = asyncio.Queue()
        self._tasks: list[asyncio.Task[None]] = []
        self._closing = False

    async def start(self) -> None:
        """Begin to listen. Called once, on the loop that serves."""
        self._loop = asyncio.get_running_loop()
        self._last, self._tag = await asyncio.to_thread(self._source.place)
        self._source.watch(self.commit_made)  # what was committed in between is found missing before the next commit
        self._tasks = [asyncio.create_task(self._dispatch_all(), name="hub")]
        self._tasks += [asyncio.create_task(self._look_up_all()) for _ in range(_LOOKED_UP_AT_ONCE)]

    async def stop(self) -> None:
        """End every stream and stop listening."""
        self.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []

    def close(self) -> None:
        """End every stream and refuse new ones, so that a server that shuts down does not wait for them."""
        self._closing = True
        for stream in list(self._streams):
            stream.end(WireCode.TOO_BUSY)

    @property
    def streams(self) -> int:
        """How many streams are open."""
        return len(self._streams)

    def commit_made(self, commit: Commit) -> None:
        """Take note of a commit. Safe from every thread; does not wait."""
        if self._loop is not None and not self._closing:
            try:
                self._loop.call_soon_threadsafe(self._commits.put_nowait, commit)
            except RuntimeError:  # the loop has just been closed: nobody listens any more
                self._loop = None

    def open(self, session: Session, client_id: str | None) -> Stream:
        """A new stream, told the head at once. Raises ProblemError `too_busy` where there are too many."""
        own = self._by_employee.get(session.employee_id, ())
        if self._closing or len(self._streams) >= self._most_streams or len(own) >= self._most_per_employee:
            raise ProblemError(WireCode.TOO_BUSY, headers={"Retry-After": "60"})
        stream = Stream(session.employee_id, session.family, client_id, session.expires)
        self._streams.add(stream)
        self._by_employee[stream.employee_id].add(stream)
        stream.begin(self._last, self._tag)
        self._doubt(stream)
        return stream

    def leave(self, stream: Stream) -> None:
        """Forget a stream whose connection is gone."""
        self._streams.discard(stream)
        self._doubtful.discard(stream)
        self._unsubscribe(stream)
        self._discard(self._by_employee, stream.employee_id, stream)

    def end_session(self, family: str) -> None:
        """End the streams of a session that was just ended. Safe from every thread."""
        if self._loop is not None and not self._closing:
            self._loop.call_soon_threadsafe(self._end_session, family)

    def _end_session(self, family: str) -> None:
        for stream in self._streams:
            if stream.family == family:
                stream.end(WireCode.SESSION_ENDED)

    async def _dispatch_all(self) -> None:
        while True:
            commit = await self._commits.get()
            try:
                await self._dispatch(commit)
            except Exception:
                _logger.exception("a commit could not be told")
                for stream in self._streams:
                    stream.tell_head(commit.version)

    async def _dispatch(self, commit: Commit) -> None:
        if (commit.version, commit.tag) == (self._last, self._tag):
            return
        back = commit.version <= self._last
        missing = commit.version != self._last + 1
        self._last, self._tag = commit.version, commit.tag
        if back:  # the database was put back under this process: no stream goes on from what it was told
            for stream in list(self._streams):
                stream.end(WireCode.EPOCH_CHANGED)
            return
        if missing:  # another process wrote: what, and to whom it gave rights, is not known here
            for stream in list(self._streams):
                self._doubt(stream)
        for employee_id in commit.affects_rights_of:
            for stream in list(self._by_employee.get(employee_id, ())):
                self._doubt(stream)
        for stream in self._doubtful:
            stream.tell_head(commit.version)
        audiences: defaultdict[frozenset[str], list[Stream]] = defaultdict(list)
        for stream, scopes in self._concerned(commit).items():
            if commit.pushed_by is not None and stream.client_id == commit.pushed_by:
                stream.tell_head(commit.version)
            else:
                audiences[frozenset(scopes)].append(stream)
        for audience, streams in audiences.items():
            patch = (await asyncio.to_thread(commit.delta_for, audience)).encode()
            for stream in streams:
                if len(patch) > LARGEST_DELTA:
                    stream.tell_head(commit.version)
                else:
                    stream.tell_delta(commit.version, patch)

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
