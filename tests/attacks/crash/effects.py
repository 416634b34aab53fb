"""Counting what changes the world, on both hosts, and dying at a chosen one of it.

An effect is an SQL statement, a COMMIT, a file operation that changes something, or a crossing of the network. They
are counted where the program meets the world: in SQLite's drivers, in `os` and in `open`.
"""

import builtins
import io
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from enum import StrEnum
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, Final, TypeVar
from unittest.mock import patch
from urllib.parse import unquote

T = TypeVar("T")

_DRIVERS: Final = (sqlite3, import_module("sqlcipher3.dbapi2"))
COMMIT: Final = "COMMIT"
WRITE: Final = "write"
BACKUP: Final = "backup"
IN_PARTS: Final = (COMMIT, WRITE, BACKUP)
"""Effects of which a part may arrive."""
_BY_ONE_PATH: Final = ("unlink", "remove", "mkdir", "rmdir", "truncate", "chmod")
_BY_TWO_PATHS: Final = ("rename", "replace", "link", "symlink")
_BY_HANDLE: Final = ("fsync", "fdatasync", "ftruncate", "write", "sendfile")
_OPENS_TO_WRITE: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


class Host(StrEnum):
    """Whose effect it is."""

    DESKTOP = "desktop"
    SERVER = "server"


class Moment(StrEnum):
    """When, in respect of the effect, everything ends."""

    BEFORE = "before"
    AMID = "amid"
    """Only a part of what it writes has reached the file."""
    AFTER = "after"


class Died(BaseException):
    """A host is gone, in a test that goes on with the other one. Whatever it still tries comes to nothing."""

    def __init__(self, host: Host) -> None:
        super().__init__(f"the {host} died")
        self.host = host


class Effects:
    """Counts effects in order while `counting`, and calls `end` at the `at`-th (from 1), which must not return."""

    def __init__(
        self,
        folders: dict[Host, Path],
        at: int | None = None,
        moment: Moment = Moment.BEFORE,
        end: Callable[[Host], None] | None = None,
        amid: float = 0.5,
    ) -> None:
        """`folders` are the hosts' own; `amid` is the share of its bytes that arrives."""
        self.seen: list[tuple[Host, str]] = []
        self.dead: set[Host] = set()
        self.counting = False
        self.reached = False
        self._folders = [(f"{folder}{os.sep}", host) for host, folder in folders.items()]
        self._at = at
        self._moment = moment
        self._end = end
        self._amid = amid

    def run(self, host: Host, what: str, deed: Callable[..., T], *args: Any, **named: Any) -> T:
        """Do `deed`, unless everything ends at it."""
        self.alive(host)
        if not self.counting:
            return deed(*args, **named)
        self.seen.append((host, what))
        here = len(self.seen) == self._at
        if here and self._moment is Moment.BEFORE:
            self._crash(host)
        try:
            return deed(*args, **named)
        finally:  # also where it failed, such as at a file that is not there
            if here:
                self._crash(host)

    def commit(self, host: Host, path: Path, deed: Callable[[], None]) -> None:
        """A COMMIT, of which a part may arrive: what it appends to the write-ahead log is cut at some byte."""
        torn = self._is_torn()
        log = path.with_name(f"{path.name}-wal")
        before = log.stat().st_size if torn and log.exists() else 0

        def half() -> None:
            deed()
            if torn and log.exists() and (written := log.stat().st_size - before) > 0:
                with patch.object(os, "truncate", _truncate):
                    os.truncate(log, before + int(written * self._amid))

        self.run(host, COMMIT, half)

    def write(self, host: Host, deed: Callable[[Any], int], content: Any) -> int:
        """A write, of which a part may arrive."""
        part = bytes(content)[: int(len(bytes(content)) * self._amid)] if self._is_torn() else content
        return self.run(host, WRITE, deed, part)

    def backup(self, host: Host, deed: Callable[..., None], target: Any, **named: Any) -> None:
        """A backup, of which some pages may arrive."""

        def until(status: int, remaining: int, total: int) -> None:
            del status
            if remaining <= total * (1 - self._amid):
                self._crash(host)

        self.run(host, BACKUP, deed, target, **({"pages": 1, "progress": until} if self._is_torn() else named))

    def _is_torn(self) -> bool:
        return self.counting and len(self.seen) + 1 == self._at and self._moment is Moment.AMID

    def alive(self, host: Host) -> None:
        """Raises Died for a host that is gone."""
        if host in self.dead:
            raise Died(host)

    def host_of(self, path: Any, folder: int | None = None) -> Host | None:
        """Whose file it is; None if nobody's. `folder` is the handle from which `path` goes on."""
        if folder is not None:
            path = Path(f"/proc/self/fd/{folder}").readlink() / path
        if isinstance(path, int):
            try:
                path = Path(f"/proc/self/fd/{path}").readlink()
            except OSError:
                return None
        text = _plain_path(path)
        return next((host for folder, host in self._folders if text.startswith(folder)), None)

    def _crash(self, host: Host) -> None:
        assert self._end is not None
        self.reached = True
        self._end(host)
        raise AssertionError("the end came back")

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Count what happens inside."""
        with ExitStack() as stack:
            for driver in _DRIVERS:
                stack.enter_context(patch.object(driver, "connect", partial(self._connect, driver)))
            for name in _BY_ONE_PATH + _BY_TWO_PATHS + _BY_HANDLE:
                stack.enter_context(patch.object(os, name, self._file_operation(name)))
            stack.enter_context(patch.object(os, "open", self._open_handle))
            opened = self._open(builtins.open)
            stack.enter_context(patch.object(builtins, "open", opened))
            stack.enter_context(patch.object(io, "open", opened))
            yield

    def _connect(self, driver: Any, database: Any, *args: Any, **named: Any) -> Any:
        host = self.host_of(database)
        if host is None:
            return driver.Connection(database, *args, **named)
        counted = _counted_connection(self, host, Path(_plain_path(database)), driver)
        return self.run(host, "connect", counted, database, *args, **named)

    def _file_operation(self, name: str) -> Callable[..., Any]:
        original = getattr(os, name)

        def operation(path: Any, *args: Any, **named: Any) -> Any:
            host = self.host_of(path, named.get("dir_fd"))
            if host is None:
                return original(path, *args, **named)
            return self.run(host, name, original, path, *args, **named)

        return operation

    def _open_handle(self, path: Any, flags: int, *args: Any, **named: Any) -> int:
        host = self.host_of(path) if flags & _OPENS_TO_WRITE else None
        if host is None:
            return _open_handle(path, flags, *args, **named)
        return self.run(host, "open", _open_handle, path, flags, *args, **named)

    def _open(self, original: Callable[..., Any]) -> Callable[..., Any]:
        effects = self

        def opened(file: Any, mode: str = "r", buffering: int = -1, *args: Any, **named: Any) -> Any:
            host = effects.host_of(file) if set(mode) & set("wax+") else None
            if host is None:
                return original(file, mode, buffering, *args, **named)
            if "b" not in mode:
                return effects.run(host, "open", original, file, mode, buffering, *args, **named)
            raw_mode = mode.replace("b", "")
            closing = named.get("closefd", True)
            raw = effects.run(host, "open", _counted_file(effects, host), file, raw_mode, closing)
            if buffering == 0:
                return raw
            return io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)

        return opened


def _plain_path(path: Any) -> str:
    """A path as it is; SQLite also takes it as a URI."""
    text = os.fsdecode(path)
    return unquote(text.removeprefix("file://").partition("?")[0]) if text.startswith("file://") else text


_open_handle: Final = os.open
_truncate: Final = os.truncate


def _counted_file(effects: Effects, host: Host) -> type[io.FileIO]:
    class Counted(io.FileIO):
        def write(self, content: Any) -> int:
            return effects.write(host, super().write, content)

    return Counted


def _counted_connection(effects: Effects, host: Host, path: Path, driver: Any) -> Any:
    class CountedCursor(driver.Cursor):  # type: ignore[misc]
        def execute(self, sql: str, *args: Any) -> "CountedCursor":
            effects.run(host, sql, super().execute, sql, *args)
            return self

        def executemany(self, sql: str, *args: Any) -> "CountedCursor":
            effects.run(host, sql, super().executemany, sql, *args)
            return self

        def executescript(self, sql: str) -> "CountedCursor":
            effects.run(host, sql, super().executescript, sql)
            return self

    class Counted(driver.Connection):  # type: ignore[misc]
        """A connection of a dead host neither writes nor lets go properly."""

        def cursor(self, factory: Any = CountedCursor) -> Any:
            return super().cursor(factory)

        def commit(self) -> None:
            effects.alive(host)
            if self.in_transaction:
                effects.commit(host, path, super().commit)

        def rollback(self) -> None:
            if host not in effects.dead and self.in_transaction:
                effects.run(host, "ROLLBACK", super().rollback)

        def backup(self, target: Any, **named: Any) -> None:
            effects.backup(host, super().backup, target, **named)

        def close(self) -> None:
            if host not in effects.dead:
                effects.run(host, "close", super().close)

    return Counted
