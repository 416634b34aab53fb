"""Power cuts: a program that is gone in the middle of its work, and the files as it left them."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from tests.support.statements import watched


class PowerCut(BaseException):
    """The program is gone. Nothing of it may catch this."""


@contextmanager
def cut_before(engine: Engine, path: Path | None, statement: int) -> Iterator[None]:
    """Cut the power before the engine's `statement`-th statement (from 1), or at the end, where there are fewer.

    The database's files, if it is one at `path`, are kept as they were at that moment, for
    `restart_with_what_was_left`. On PostgreSQL it is the server's program that is gone, and its connection with it.
    """
    seen = 0

    def count(_: str) -> None:
        nonlocal seen
        seen += 1
        if seen == statement:
            _keep(path)
            raise PowerCut

    with watched(engine, count):
        yield
        _keep(path)
        raise PowerCut


def restart_with_what_was_left(path: Path) -> None:
    """Put the files of that moment in place. Nobody may have the database open."""
    drop_log(path)
    for suffix in ("", "-wal"):
        left = path.with_name(f"{path.name}{suffix}.left")
        if left.exists():
            left.replace(path.with_name(path.name + suffix))


def drop_log(path: Path) -> None:
    """Remove what SQLite keeps beside a database, before another file takes its place."""
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _keep(path: Path | None) -> None:
    if path is None:
        return
    for suffix in ("", "-wal"):
        left, own = path.with_name(f"{path.name}{suffix}.left"), path.with_name(path.name + suffix)
        left.unlink(missing_ok=True)
        if own.exists():
            shutil.copy(own, left)
