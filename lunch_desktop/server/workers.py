"""The threads in which requests wait for the database.

Each kind of work has its own few, so that none keeps the others waiting. More of them would only compete for the
interpreter: whoever gives it back for a moment, as every statement does, has to wait for all who want it.
"""

import asyncio
import contextvars
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any, Final, TypeVar

T = TypeVar("T")

READERS: Final = 4
PUSHERS: Final = 8
"""Pushes that wait for the disk at the same time are committed together; with the readers, fewer than connections."""
HASHERS: Final = 4
"""A password's hash takes a tenth of a second and 64 MiB."""
EXPORTERS: Final = 2
"""Exports that are made at a time; each holds a snapshot of the database for as long as a desktop takes its rows."""
_LEAST_READERS: Final = 3
ASKERS_OVER_NETWORK: Final = 3
"""Where the database is a server that has to be waited for, but not for long."""
_TOLD_TOGETHER: Final = 8
"""Answers of short work for which the loop is woken once."""


class Workers:
    """Some threads, named for what they do. They are the standard library's."""

    def __init__(self, name: str, threads: int) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix=name)

    async def run(self, work: Callable[..., T], *arguments: object) -> T:
        """`work(*arguments)` in one of the threads, which knows who asks; what it raises is raised here."""
        return await self.begin(work, *arguments)

    def begin(self, work: Callable[..., T], *arguments: object) -> "asyncio.Future[T]":
        """`work(*arguments)` in one of the threads, which knows who asks; on the event loop.

        Raises RuntimeError after `close`.
        """
        run = contextvars.copy_context().run
        return asyncio.get_running_loop().run_in_executor(self._threads, run, work, *arguments)

    def close(self) -> None:
        """Take no more work; what runs ends by itself."""
        self._threads.shutdown(wait=False, cancel_futures=True)


@dataclass(eq=False, slots=True)
class _Short:
    """Short work, and what became of it."""

    work: Callable[..., Any]
    arguments: tuple[object, ...]
    future: asyncio.Future[Any]
    done: Any = None
    error: BaseException | None = None

    def do(self) -> None:
        try:
            self.done = self.work(*self.arguments)
        except BaseException as error:  # noqa: BLE001  # it is raised where it is waited for
            self.error = error

    def tell(self) -> None:
        if self.future.done():  # nobody waits any more
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.done)


class ShortWork:
    """A thread or a few for what takes one small statement, begun in the order in which it was asked for.

    A thread tells of several answers at once: to change between threads takes longer than such a statement.
    """

    def __init__(self, name: str, threads: int) -> None:
        self._names = [f"{name}_{number}" for number in range(threads)]
        self._asked: SimpleQueue[_Short | None] = SimpleQueue()
        self._turn = threading.Lock()
        self._started = False
        self._closed = False

    async def run(self, work: Callable[..., T], *arguments: object) -> T:
        """`work(*arguments)` in one of the threads; what it raises is raised here.

        Raises RuntimeError after `close`.
        """
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        with self._turn:
            if self._closed:
                raise RuntimeError("no more work is taken")
            if not self._started:
                self._started = True
                for name in self._names:
                    threading.Thread(target=self._work, name=name, daemon=True).start()
            self._asked.put(_Short(work, arguments, future))
        return await future

    def close(self) -> None:
        """Take no more work; what was asked for is done."""
        with self._turn:
            self._closed = True
            for _ in self._names:
                self._asked.put(None)

    def _work(self) -> None:
        while (first := self._asked.get()) is not None:
            some = [first]
            first.do()
            try:
                while len(some) < _TOLD_TOGETHER:
                    following = self._asked.get_nowait()
                    if following is None:
                        _tell(some)
                        return
                    following.do()
                    some.append(following)
            except Empty:
                pass
            _tell(some)


def _tell(some: list[_Short]) -> None:
    """Tell the loops that wait; mostly there is one."""
    for loop in {one.future.get_loop() for one in some}:
        theirs = [one for one in some if one.future.get_loop() is loop]
        try:
            loop.call_soon_threadsafe(_tell_here, theirs)
        except RuntimeError:  # the loop has been closed: nobody waits there any more
            continue


def _tell_here(some: list[_Short]) -> None:
    for one in some:
        one.tell()


class Crew:
    """All the threads of a process. They start with the first work for them."""

    def __init__(self, processes: int = 1, askers: int = 1) -> None:
        """`processes` of this machine share its processors and memory, and so what the threads are for.

        `askers`: how many small statements may wait for the database at a time.
        """
        self.askers = ShortWork("asker", askers)
        self.readers = Workers("reader", max(_LEAST_READERS, READERS // processes))
        self.pushers = Workers("pusher", PUSHERS)
        self.hashers = Workers("hasher", max(1, HASHERS // processes))

        self.exporters = Workers("exporter", EXPORTERS)

    def close(self) -> None:
        """Let all of them go."""
        self.askers.close()
        for workers in (self.readers, self.pushers, self.hashers, self.exporters):
            workers.close()
