"""The one background-task facility: widgets never touch threads."""

import logging
import time
from collections.abc import Callable, Hashable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from functools import partial
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal

from lunch_desktop.ui.runtime.bridge import GuiBridge

Result = TypeVar("Result")

_logger = logging.getLogger("lunch_desktop.ui")


class Tasks(QObject):
    """Runs callables on worker threads and delivers their results on the GUI thread.

    ``failed`` carries the exception of a task that has no error handler of its own. The thread pool is
    bounded; tasks over the bound wait. Use it from the GUI thread only.
    """

    failed = Signal(object)

    def __init__(self, parent: QObject | None = None, *, workers: int = 4) -> None:
        super().__init__(parent)
        self._bridge = GuiBridge(self)
        self._pool = ThreadPoolExecutor(max_workers=workers, thread_name_prefix="lunch-task")
        self._serial = 0
        self._newest: dict[Hashable, tuple[int, Future[Any]]] = {}
        self._pending: set[Future[Any]] = set()

    @property
    def pending(self) -> int:
        """How many tasks have not delivered their result yet."""
        return len(self._pending)

    def run(
        self,
        function: Callable[[], Result],
        on_done: Callable[[Result], object] | None = None,
        on_error: Callable[[Exception], object] | None = None,
        *,
        key: Hashable | None = None,
        receiver: QObject | None = None,
    ) -> None:
        """Runs ``function`` on a worker thread, then ``on_done(result)`` or ``on_error(exception)`` on the
        GUI thread.

        With a ``key``, the result of an older run with the same key is dropped, as a newer question was
        asked since; one that has not started yet is not run at all (so never give a key to a task
        that writes). Nothing is called once ``receiver`` is
        deleted; it is found out from handlers that are methods of a QObject and named for closures.
        """
        self._serial += 1
        serial = self._serial
        future = self._pool.submit(function)
        self._pending.add(future)
        if key is not None:
            if key in self._newest:
                self._newest[key][1].cancel()
            self._newest[key] = (serial, future)
        deliver = partial(self._deliver, key=key, serial=serial, on_done=on_done, on_error=on_error)
        checked = partial(self._finish, future=future, receiver=receiver, deliver=deliver)
        future.add_done_callback(lambda _done: self._bridge.call(checked))

    def drain(self, timeout: float) -> bool:
        """Waits until every task, and every task that its result started, is delivered; False when time ran
        out.

        For the end of the program: the GUI thread is blocked for up to ``timeout`` seconds.
        """
        deadline = time.monotonic() + timeout
        while self._pending:
            remaining = deadline - time.monotonic()
            if remaining <= 0:
                return False
            wait(self._pending, timeout=min(remaining, 0.05), return_when=FIRST_COMPLETED)
            self._bridge.flush()
        return True

    def close(self, timeout: float = 5.0) -> bool:
        """Drains, then lets go of the threads; False when tasks were still running."""
        drained = self.drain(timeout)
        self._pool.shutdown(wait=drained, cancel_futures=False)
        return drained

    def _finish(
        self,
        future: Future[Result],
        receiver: QObject | None,
        deliver: Callable[[Future[Result], QObject | None], None],
    ) -> None:
        self._pending.discard(future)
        deliver(future, receiver)

    def _deliver(
        self,
        future: Future[Result],
        receiver: QObject | None,
        *,
        key: Hashable | None,
        serial: int,
        on_done: Callable[[Result], object] | None,
        on_error: Callable[[Exception], object] | None,
    ) -> None:
        if key is not None:
            newest = self._newest.get(key)
            if newest is None or newest[0] != serial:
                return
            del self._newest[key]
        error = future.exception()
        if error is None:
            if on_done is not None and _alive(on_done, receiver):
                on_done(future.result())
        elif on_error is not None and isinstance(error, Exception):
            if _alive(on_error, receiver):
                on_error(error)
        else:
            _logger.error("A background task failed", exc_info=error)
            self.failed.emit(error)


def _alive(handler: Callable[..., object], receiver: QObject | None) -> bool:
    """Whether the objects that a handler would act on still exist on Qt's side."""
    owner = getattr(handler, "__self__", None)
    return all(shiboken6.isValid(thing) for thing in (owner, receiver) if isinstance(thing, QObject))
