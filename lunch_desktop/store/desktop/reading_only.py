"""An account's file in a process beside the one that has it open: it is read, and nothing else."""

from pathlib import Path
from typing import Any

from sqlalchemy import event

from lunch_desktop.store import connection as connections
from lunch_desktop.store.ciphering import Kind, kind_of
from lunch_desktop.store.desktop.database import DesktopDatabase
from lunch_desktop.store.desktop.schema import desktop_schema
from lunch_desktop.store.desktop.soundness import MIGRATIONS
from lunch_desktop.store.failures import explained
from lunch_desktop.store.migrate import known_revisions, revision
from lunch_desktop.system.problems import Problem, ProblemCode


def open_to_read(path: Path, key: bytes | None = None) -> DesktopDatabase:
    """Open the file at the absolute `path`, whose schema its own program has brought up to date; SQLite refuses writes.

    Raises Problem: it is not there, takes another key, is of another version, or can't be read.
    """
    with explained(str(path)):
        if kind_of(path, key) is not (Kind.PLAIN if key is None else Kind.OURS):
            raise Problem(ProblemCode.DATABASE_KEY_WRONG, path=str(path))
        engine = connections.connect(connections.sqlite_url(path), foreign_keys=False, key=key)

        @event.listens_for(engine, "connect")
        def refuse_writes(connection: Any, _record: Any) -> None:
            connection.execute("PRAGMA query_only = ON")

        try:
            with connections.reading(engine) as connection:
                if revision(connection, MIGRATIONS) != known_revisions(MIGRATIONS)[-1]:
                    raise Problem(ProblemCode.DATABASE_NEWER, path=str(path))
        except BaseException:
            engine.dispose()
            raise
    return DesktopDatabase(engine, desktop_schema(), path, key)
