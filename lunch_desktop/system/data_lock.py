"""One program at a time on one data folder, whoever starts the other: also from another login session of the person.

The operating system holds the lock for as long as the process lives, however it ends, and forgets it then. So a copy
of the folder, or one that a killed program left, is never locked. What the file says is for people only.
"""

import getpass
import json
import logging
import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from lunch_desktop.system.files import patiently, remove, write_atomically
from lunch_desktop.system.problems import Problem, ProblemCode, of_os_error

log = logging.getLogger(__name__)

LOCK: Final = "lunch.lock"
WANTED: Final = "lunch.lock.wanted"
"""Lies beside the lock while another program asks the one that holds it to end."""
TAKE_OVER_SECONDS: Final = 20.0
"""As long as a program takes to finish what it has begun."""
_LOOK_SECONDS: Final = 0.1
_LOCKED_BYTE: Final = 1 << 30
"""Behind what the file says: on Windows nobody may read the bytes that are locked."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the data open: process, computer, and login session, as people may know it."""

    pid: int
    host: str
    session: str


class DataLock:
    """Held from `take` to `release`, or to the end of the process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._handle: int | None = None

    @property
    def held(self) -> bool:
        """Whether it is held by this."""
        return self._handle is not None

    def take(self, *, take_over: bool = False) -> None:
        """Hold it from now on. With `take_over` the program that holds it is asked to end, and waited for.

        Raises Problem `data_in_use`, or what keeps the file from being made.
        """
        if self._handle is not None:
            return
        try:
            if not self._try() and not (take_over and self._wait_for_turn()):
                raise self._in_use()
            self._say(this_program())
            remove(self._folder / WANTED)
        except OSError as error:
            self.release()
            raise of_os_error(error, self._folder) from error

    def release(self) -> None:
        """Let go. Nothing happens if it is not held."""
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)

    def _try(self) -> bool:
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
        handle = patiently(lambda: os.open(self._folder / LOCK, flags, 0o600))
        try:
            locked = _lock(handle)
        except OSError:
            os.close(handle)
            raise
        if locked:
            self._handle = handle
        else:
            os.close(handle)
        return locked

    def _wait_for_turn(self) -> bool:
        log.info("the program that has the data open is asked to end")
        write_atomically(self._folder / WANTED, json.dumps({"pid": os.getpid()}).encode())
        end = time.monotonic() + TAKE_OVER_SECONDS
        while not self._try():
            if time.monotonic() > end:
                remove(self._folder / WANTED)
                return False
            time.sleep(_LOOK_SECONDS)
        return True

    def _say(self, holder: Holder) -> None:
        handle = self._handle
        if handle is not None:
            said = json.dumps({"pid": holder.pid, "host": holder.host, "session": holder.session}).encode()
            os.ftruncate(handle, 0)
            os.lseek(handle, 0, os.SEEK_SET)
            os.write(handle, said)

    def _in_use(self) -> Problem:
        holder = holder_of(self._folder)
        log.warning("the data is open in process %s", holder.pid if holder is not None else "unknown")
        if holder is None:
            return Problem(ProblemCode.DATABASE_LOCKED, path=str(self._folder))
        return Problem(ProblemCode.DATA_IN_USE, session=holder.session, host=holder.host, pid=holder.pid)


@contextmanager
def hold_file(path: Path) -> Iterator[bool]:
    """Whether a lock file, which is made where it is missing, could be held, for as long as the context is open.

    Raises OSError.
    """
    handle = patiently(lambda: os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600))
    try:
        yield _lock(handle)
    finally:
        os.close(handle)


def holder_of(folder: Path) -> Holder | None:
    """Who said last that they hold the lock; None where nothing can be read."""
    try:
        said: Any = json.loads((folder / LOCK).read_bytes())
        return Holder(int(said["pid"]), str(said["host"]), str(said["session"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def is_wanted(folder: Path) -> bool:
    """Whether another program asks for the data."""
    return (folder / WANTED).exists()


def this_program() -> Holder:
    """This process, as another one may tell of it."""
    return Holder(os.getpid(), socket.gethostname(), _session())


def _session() -> str:
    """The login session: Console or RDP-Tcp#3 on Windows, else the user with the number or display of the session."""
    name = os.environ.get("SESSIONNAME") or os.environ.get("XDG_SESSION_ID") or os.environ.get("DISPLAY")
    return f"{getpass.getuser()}, {name}" if name else getpass.getuser()


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
