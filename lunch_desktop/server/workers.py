"""The threads in which requests wait for the database.

Each kind of work has its own few, so that none keeps the others waiting. They are the standard library's: a turn in one
of them costs a third of what the framework's own takes, and more of them would only compete for the interpreter.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

T = TypeVar("T")

READERS: Final = 8
"""As many as the database keeps connections: no thread waits for one."""
PUSHERS: Final = 8
"""Pushes that wait for the disk at the same time are committed together; with the readers, as many as connections."""
HASHERS: Final = 4
"""A password's hash takes a tenth of a second and 64 MiB."""
_LEAST_READERS: Final = 3


class Workers:
    """Some threads, named for what they do."""

    def __init__(self, name: str, threads: int) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix=name)

    async def run(self, work: Callable[..., T], *arguments: object) -> T:
        """`work(*arguments)` in one of the threads; what it raises is raised here."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work, *arguments)

    def close(self) -> None:
        """Take no more work; what runs ends by itself."""
        self._threads.shutdown(wait=False, cancel_futures=True)


class Crew:
    """All the threads of a process. They start with the first work for them."""

    def __init__(self, processes: int = 1) -> None:
        """`processes` of this machine share its processors and memory, and so what the threads are for."""
        self.readers = Workers("reader", max(_LEAST_READERS, READERS // processes))
        self.pushers = Workers("pusher", PUSHERS)
        self.hashers = Workers("hasher", max(1, HASHERS // processes))

    def close(self) -> None:
        """Let all of them go."""
        for workers in (self.readers, self.pushers, self.hashers):
            workers.close()
