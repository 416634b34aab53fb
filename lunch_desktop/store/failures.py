"""What the database's errors mean for a person."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

from lunch_desktop.store.migrate import NewerSchema
from lunch_desktop.system.problems import Problem, ProblemCode, of_os_error

_PRIMARY: Final = 0xFF
"""The low byte of an SQLite result code; the rest is detail."""
_LEAST_ROOM: Final = 64 * 1024
"""Bytes: twice what the index of an empty log takes."""
_NO_TEXT: Final = "Could not decode to UTF-8"
"""What the driver says of bytes that were text once."""
_BY_RESULT: Final = {
    sqlite3.SQLITE_FULL: ProblemCode.DISK_FULL,
    sqlite3.SQLITE_READONLY: ProblemCode.DATA_FOLDER_READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: ProblemCode.DATA_FOLDER_READ_ONLY,
    sqlite3.SQLITE_PERM: ProblemCode.DATA_FOLDER_READ_ONLY,
    sqlite3.SQLITE_CORRUPT: ProblemCode.DATABASE_DAMAGED,
    sqlite3.SQLITE_NOTADB: ProblemCode.DATABASE_DAMAGED,
    sqlite3.SQLITE_BUSY: ProblemCode.DATABASE_LOCKED,
    sqlite3.SQLITE_LOCKED: ProblemCode.DATABASE_LOCKED,
}


@contextmanager
def explained(where: str) -> Iterator[None]:
    """Turn failures of the environment at `where`, a path or a database URL, into Problems; bugs stay what they are."""
    try:
        yield
    except NewerSchema as error:
        raise Problem(ProblemCode.DATABASE_NEWER, path=_shown(where)) from error
    except OSError as error:
        raise of_os_error(error, Path(_shown(where))) from error
    except DBAPIError as error:
        problem = _of_sqlite(error.orig, where)
        if problem is None and isinstance(error, OperationalError) and not isinstance(error.orig, sqlite3.Error):
            problem = Problem(ProblemCode.DATABASE_UNREACHABLE, database=_shown(where))
        if problem is None:
            raise
        raise problem from error
    except sqlite3.Error as error:  # raised while a connection is prepared, where SQLAlchemy does not wrap it
        problem = _of_sqlite(error, where)
        if problem is None:
            raise
        raise problem from error
    except ArgumentError as error:
        raise Problem(ProblemCode.DATABASE_URL_INVALID, reason=str(error)) from error


def is_damage(error: sqlite3.Error) -> bool:
    """Whether SQLite found the file itself damaged, or to be none of its own."""
    problem = _of_sqlite(error, "")
    return problem is not None and problem.code is ProblemCode.DATABASE_DAMAGED


def _of_sqlite(error: BaseException | None, where: str) -> Problem | None:
    if not isinstance(error, sqlite3.Error):
        return None
    result = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
    if not result and str(error).startswith(_NO_TEXT):
        return Problem(ProblemCode.DATABASE_DAMAGED, path=_shown(where))
    if result == sqlite3.SQLITE_IOERR and _has_no_room(where):
        return Problem(ProblemCode.DISK_FULL, path=_shown(where))
    if result == sqlite3.SQLITE_IOERR:
        return Problem(ProblemCode.DATA_FOLDER_UNMAKEABLE, path=_shown(where), reason=str(error))
    code = _BY_RESULT.get(result)
    return None if code is None else Problem(code, path=_shown(where))


def _has_no_room(where: str) -> bool:
    """Whether the disk is full; SQLite says only that it failed where its index of the log finds no room."""
    try:
        return shutil.disk_usage(Path(_shown(where)).parent).free < _LEAST_ROOM
    except OSError:
        return False


def _shown(where: str) -> str:
    """A path as it is, a URL without its password."""
    if "://" not in where:
        return where
    url = make_url(where)
    return url.database or "" if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)
