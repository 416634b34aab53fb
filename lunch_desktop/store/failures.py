"""What the database's errors mean for a person."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from lunch_desktop.store.connection import driver_errors
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
_BY_WORDS: Final = {
    "database or disk is full": sqlite3.SQLITE_FULL,
    "disk I/O error": sqlite3.SQLITE_IOERR,
    "attempt to write a readonly database": sqlite3.SQLITE_READONLY,
    "unable to open database file": sqlite3.SQLITE_CANTOPEN,
    "database disk image is malformed": sqlite3.SQLITE_CORRUPT,
    "file is not a database": sqlite3.SQLITE_NOTADB,
    "database is locked": sqlite3.SQLITE_BUSY,
}
_COLLISIONS: Final = frozenset({"40001", "40P01"})
"""PostgreSQL's states of a transaction that met another: a serialisation fault, a deadlock."""
_HELD: Final = "55P03"
_UNIQUE: Final = "23505"
_BY_STATE: Final = {
    "53100": ProblemCode.DISK_FULL,
    "55P03": ProblemCode.DATABASE_LOCKED,
    "57014": ProblemCode.DATABASE_LOCKED,  # a statement's time was over
    "XX001": ProblemCode.DATABASE_DAMAGED,
    "XX002": ProblemCode.DATABASE_DAMAGED,
    **dict.fromkeys(_COLLISIONS, ProblemCode.DATABASE_LOCKED),
}
"""PostgreSQL's states (its manual's appendix A) that are no connection's end and nobody's bug."""
_AWAY: Final = ("08", "53", "57P", "58", "25006", "25P03", "28", "3D")
"""How states begin that mean: there is no server, not this one, not now, or not for us. 25006: it is only a copy."""


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
        problem = _of_sqlite(error.orig, where) or _of_postgres(error, where)
        if problem is None:
            raise
        raise problem from error
    except PoolTimeout as error:
        raise Problem(ProblemCode.DATABASE_LOCKED, path=_shown(where)) from error
    except driver_errors() as error:  # raised while a connection is prepared, where SQLAlchemy does not wrap it
        problem = _of_sqlite(error, where)
        if problem is None:
            raise
        raise problem from error
    except ArgumentError as error:
        raise Problem(ProblemCode.DATABASE_URL_INVALID, reason=str(error)) from error


def is_damage(error: Exception) -> bool:
    """Whether SQLite found the file itself damaged, or to be none of its own."""
    problem = _of_sqlite(error, "")
    return problem is not None and problem.code is ProblemCode.DATABASE_DAMAGED


def is_collision(error: DBAPIError) -> bool:
    """Whether PostgreSQL ended a transaction because of another one: it may well succeed when it runs again."""
    return _state(error) in _COLLISIONS


def is_held_by_another(error: DBAPIError) -> bool:
    """Whether a row was not free, by PostgreSQL's word."""
    return _state(error) == _HELD


def is_duplicate(error: DBAPIError, constraint: str) -> bool:
    """Whether PostgreSQL found a row there already, by the constraint of that name."""
    named = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
    return _state(error) == _UNIQUE and named == constraint


def _of_postgres(error: DBAPIError, where: str) -> Problem | None:
    """An error without a state comes from a connection that could not be made, or was cut."""
    if isinstance(error.orig, driver_errors()):
        return None
    state = _state(error)
    code = _BY_STATE.get(state)
    if code is not None:
        return Problem(code, path=_shown(where))
    cut = not state and isinstance(error, OperationalError | InterfaceError)
    if cut or state.startswith(_AWAY):
        return Problem(ProblemCode.DATABASE_UNREACHABLE, database=_shown(where))
    return None


def _state(error: DBAPIError) -> str:
    """PostgreSQL's five characters; empty where there are none."""
    return getattr(error.orig, "sqlstate", None) or ""


def _of_sqlite(error: BaseException | None, where: str) -> Problem | None:
    if not isinstance(error, driver_errors()):
        return None
    result = _result(error)
    if not result and str(error).startswith(_NO_TEXT):
        return Problem(ProblemCode.DATABASE_DAMAGED, path=_shown(where))
    if result == sqlite3.SQLITE_IOERR and _has_no_room(where):
        return Problem(ProblemCode.DISK_FULL, path=_shown(where))
    if result == sqlite3.SQLITE_IOERR:
        return Problem(ProblemCode.DATA_FOLDER_UNMAKEABLE, path=_shown(where), reason=str(error))
    code = _BY_RESULT.get(result)
    return None if code is None else Problem(code, path=_shown(where))


def _result(error: BaseException) -> int:
    """SQLite's code. What goes on inside a backup or an export of an encrypted file is told by its words alone."""
    code: int = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
    return code if code > sqlite3.SQLITE_ERROR else _BY_WORDS.get(str(error), code)


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
