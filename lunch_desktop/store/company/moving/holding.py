"""Holding a database, so that nobody writes while a company is moved out of it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, text

from lunch_desktop.store import connection as connections

_OTHERS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
"""


def is_used_elsewhere(engine: Engine) -> bool:
    """Whether anybody else has the database open. No connection of `engine` stays open."""
    engine.dispose()
    if engine.dialect.name == "sqlite":
        return _is_sqlite_used(Path(engine.url.database or ""))
    with engine.connect() as connection:
        others = connection.execute(text(_OTHERS)).scalar_one()
    engine.dispose()
    return bool(others)


def _is_sqlite_used(path: Path) -> bool:
    """Ask for the file as one's own, which SQLite gives only where nobody else has it open."""
    if not path.exists():
        return False
    with closing(connections.open_raw(path)) as connection:
        connection.execute("PRAGMA busy_timeout = 200")
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                return True
            raise
        connection.execute("ROLLBACK")
    return False


@contextmanager
def held(engine: Engine) -> Iterator[Connection]:
    """One transaction that sees one state of the database, and during which nobody else can write to it.

    Committed at the end, rolled back on any error.
    """
    if engine.dialect.name == "sqlite":
        with connections.writing(engine) as connection:
            yield connection
        return
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection, connection.begin():
        connection.execute(text("LOCK TABLE head IN EXCLUSIVE MODE"))
        yield connection
