"""Bytes on their way from a thread that makes them to the event loop that sends them, only a few pieces at a time."""

import asyncio
import threading
from collections import deque
from collections.abc import Callable
from typing import Final

MOST_WAITING: Final = 4
"""Pieces that may wait to be sent; whoever makes more waits."""


class Abandoned(Exception):
    """Nobody takes any more: the desktop is gone, or did not take anything for too long."""


class Pipe:
    """Written by one thread, with `put` and `end`; read on the event loop it was made on, with `take`."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._room = threading.Semaphore(MOST_WAITING)
        self._pieces: deque[bytes] = deque()
        self._changed = asyncio.Event()
        self._ended = False
        self._error: BaseException | None = None
        self._abandoned = False

    def put(self, piece: bytes) -> None:
        """Hand a piece on, when there is room for it. Raises Abandoned."""
        self._room.acquire()
        if self._abandoned:
            raise Abandoned
        self._tell(lambda: self._pieces.append(piece))

    def end(self, error: BaseException | None = None) -> None:
        """Nothing else comes; `error` is raised where the last piece was taken."""

        def ended() -> None:
            self._ended, self._error = True, error

        self._tell(ended)

    async def take(self) -> bytes | None:
        """The next piece; None after the last. Raises what it ended with."""
        while not self._pieces and not self._ended and not self._abandoned:
            self._changed.clear()
            await self._changed.wait()
        if self._abandoned:
            return None
        if self._pieces:
            self._room.release()
            return self._pieces.popleft()
        if self._error is not None:
            raise self._error
        return None

    def abandon(self) -> None:
        """Take nothing else; the thread hears of it when it comes with its next piece. On the event loop."""
        self._abandoned = True
        self._room.release()
        self._changed.set()

    def _tell(self, what: Callable[[], object]) -> None:
        def tell() -> None:
            what()
            self._changed.set()

        try:
            self._loop.call_soon_threadsafe(tell)
        except RuntimeError:  # the loop has been closed, and with it everything that would be sent
            raise Abandoned from None
