"""Real processes that are made quickly, by forking one that has everything imported, and that end with it."""

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import Any, Final

_FORK: Final = multiprocessing.get_context("fork")
_DIE_WITH_PARENT: Final = 1
"""PR_SET_PDEATHSIG of Linux's prctl."""


def settle() -> None:
    """What is loaded by now is shared by all children, and need not be looked through by each."""
    gc.collect()
    gc.freeze()


class Child:
    """A process that runs `work(*arguments)`; what it says on standard error goes to the file `errors`."""

    def __init__(self, name: str, errors: Path, work: Callable[..., None], *arguments: Any) -> None:
        self.name = name
        self._process: ForkProcess = _FORK.Process(target=_run, args=(errors, work, arguments), name=name, daemon=True)
        self._process.start()

    @property
    def alive(self) -> bool:
        """Whether it still runs; a stopped one does."""
        return self._process.is_alive()

    @property
    def exit_code(self) -> int | None:
        """None while it runs; negative: the signal that ended it."""
        return self._process.exitcode

    def signal(self, number: signal.Signals) -> None:
        """Send a signal, if it still runs."""
        pid = self._process.pid
        if pid is not None and self._process.is_alive():
            os.kill(pid, number)

    def kill(self) -> None:
        """End it by SIGKILL, and wait until it is gone."""
        self._process.kill()
        self._process.join()

    def end(self, seconds: float) -> bool:
        """Ask it to end, and wait; whether it did in time."""
        self.signal(signal.SIGTERM)
        self._process.join(seconds)
        return not self._process.is_alive()


def _run(errors: Path, work: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    handle = os.open(errors, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(handle, 2)
    work(*arguments)
