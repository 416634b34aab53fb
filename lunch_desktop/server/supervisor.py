"""Several API processes on one listening socket, for POSIX: started, started again when they die, and ended together.

The first process forks the others and serves nothing itself. It has no threads and no open database, so that a fork is
safe at any time. Everything that it waits for is a file: each worker's pipe, by which that says that it serves and
whose end says that it died, the signals, and standard input where it ends with its parent. The workers end when the
first process does, however it does, since they wait for the end of a pipe that only it can write to.
"""

import gc
import logging
import os
import selectors
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Final

from lunch_desktop.server.telling import from_line, problem_line
from lunch_desktop.system.problems import Problem

END_SECONDS: Final = 15.0
"""For how long workers may take to end, before they are killed."""
FIRST_PAUSE: Final = 0.5
LONGEST_PAUSE: Final = 30.0
STEADY_SECONDS: Final = 60.0
"""A worker that lived so long is started again at once."""

_ENDING: Final = (signal.SIGINT, signal.SIGTERM)
_SERVES: Final = b"serves\n"

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Post:
    """What a worker is given: its `number`, counted from 1, how it says that it serves, and a file that ends with the
    first process.
    """

    number: int
    serves: Callable[[], None]
    lifeline: int


@dataclass(slots=True)
class _Worker:
    number: int
    pid: int = 0
    pipe: int = -1
    said: bytes = b""
    begun: float = 0.0
    failures: int = 0
    again_at: float | None = None

    @property
    def serving(self) -> bool:
        return self.said.startswith(_SERVES)


class Supervisor:
    """Keeps `count` workers at work until it is told to end."""

    def __init__(
        self,
        count: int,
        work: Callable[[Post], None],
        on_serving: Callable[[], None],
        on_death: Callable[[int], None],
        parent: int | None = None,
    ) -> None:
        """`work` runs in each worker until that is told to end by SIGTERM or the end of its lifeline.

        `on_serving` is called once, when all serve; `on_death` with the id of each that has ended. `parent`: a file
        whose end means that this process should end.
        """
        self._workers = [_Worker(number) for number in range(1, count + 1)]
        self._work = work
        self._on_serving = on_serving
        self._gone = on_death
        self._parent = parent
        self._selector = selectors.PollSelector()
        self._lifeline, self._held = os.pipe()
        self._announced = False
        self._ends_at: float | None = None
        self._failure: Problem | None = None

    def run(self) -> None:
        """Serve until told to end. Raises the Problem that kept a worker from starting at first."""
        gc.collect()
        gc.freeze()  # what is loaded by now is shared with every worker, as long as nobody writes to it
        with self._signals() as woken:
            self._selector.register(woken, selectors.EVENT_READ, self._on_signal)
            if self._parent is not None:
                self._selector.register(self._parent, selectors.EVENT_READ, self._on_parent)
            for worker in self._workers:
                self._start(worker)
            while self._ends_at is None or any(worker.pid for worker in self._workers):
                for key, _ in self._selector.select(self._patience()):
                    key.data(key.fd)
                self._look_at_the_time()
        for one in (self._lifeline, self._held):
            os.close(one)
        self._selector.close()
        if self._failure is not None:
            raise self._failure

    def _patience(self) -> float | None:
        """Seconds until something is due."""
        due = [worker.again_at for worker in self._workers if worker.again_at is not None]
        due += [self._ends_at] if self._ends_at is not None else []
        return max(0.0, min(due) - time.monotonic()) if due else None

    def _look_at_the_time(self) -> None:
        now = time.monotonic()
        if self._ends_at is not None:
            if now >= self._ends_at:
                self._signal_all(signal.SIGKILL)
            return
        for worker in self._workers:
            if worker.again_at is not None and now >= worker.again_at:
                self._start(worker)

    def _start(self, worker: _Worker) -> None:
        reading, writing = os.pipe()
        worker.again_at, worker.said, worker.begun = None, b"", time.monotonic()
        signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)  # none may meet the worker with the handlers of this process
        pid = os.fork()
        if pid == 0:
            os.close(reading)
            self._be(worker.number, writing)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
        os.close(writing)
        os.set_blocking(reading, False)
        worker.pid, worker.pipe = pid, reading
        self._selector.register(reading, selectors.EVENT_READ, lambda _: self._on_pipe(worker))

    def _be(self, number: int, pipe: int) -> None:
        """Be a worker, in the forked process; never returns."""
        code = 1
        try:
            signal.set_wakeup_fd(-1)
            for one in _ENDING:
                signal.signal(one, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
            for key in list(self._selector.get_map().values()):
                if key.fd != self._parent:
                    os.close(key.fd)
            os.close(self._held)
            self._work(Post(number, lambda: _say(pipe, _SERVES), self._lifeline))
            code = 0
        except Problem as problem:
            _say(pipe, problem_line(problem).encode())
        except BaseException:
            _logger.exception("a worker failed")
        finally:
            logging.shutdown()
            os._exit(code)

    def _on_signal(self, woken: int) -> None:
        with suppress(BlockingIOError):
            os.read(woken, 1024)
        self._end()

    def _on_parent(self, parent: int) -> None:
        """Standard input ends when the parent does; what comes there otherwise means nothing."""
        if not os.read(parent, 1024):
            self._selector.unregister(parent)
            self._end()

    def _on_pipe(self, worker: _Worker) -> None:
        said = os.read(worker.pipe, 65_536)
        if not said:
            self._on_death(worker)
            return
        worker.said += said
        if not self._announced and all(one.serving for one in self._workers):
            self._announced = True
            if self._ends_at is None:
                self._on_serving()

    def _on_death(self, worker: _Worker) -> None:
        self._selector.unregister(worker.pipe)
        os.close(worker.pipe)
        pid, worker.pid = worker.pid, 0
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        self._gone(pid)
        if self._ends_at is not None:
            return
        if not self._announced:  # the first start: what keeps one of them from it is told, and nobody serves
            line = worker.said.removeprefix(_SERVES)
            self._failure = self._failure or from_line(line, f"exit code {code}")
            self._end()
            return
        steady = time.monotonic() - worker.begun >= STEADY_SECONDS
        worker.failures = 0 if steady else worker.failures + 1
        pause = 0.0 if steady else min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (worker.failures - 1))
        worker.again_at = time.monotonic() + pause
        told = worker.said.removeprefix(_SERVES).decode(errors="replace").strip() or None
        fields = {"worker": worker.number, "exit_code": code, "pause": pause, "problem": told}
        _logger.warning("a worker has died and is started again", extra={"fields": fields})

    def _end(self) -> None:
        """Ask every worker to end."""
        if self._ends_at is None:
            self._ends_at = time.monotonic() + END_SECONDS
            self._signal_all(signal.SIGTERM)
        for worker in self._workers:
            worker.again_at = None

    def _signal_all(self, number: signal.Signals) -> None:
        for worker in self._workers:
            if worker.pid:
                os.kill(worker.pid, number)

    @contextmanager
    def _signals(self) -> Iterator[int]:
        """A file that can be read when this process was told to end."""
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        theirs.setblocking(False)
        former_file = signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
        former = {one: signal.signal(one, lambda *_: None) for one in _ENDING}
        try:
            yield ours.fileno()
        finally:
            signal.set_wakeup_fd(former_file)
            for one, handler in former.items():
                signal.signal(one, handler)
            ours.close()
            theirs.close()


def _say(pipe: int, what: bytes) -> None:
    with suppress(BrokenPipeError):
        os.write(pipe, what)
