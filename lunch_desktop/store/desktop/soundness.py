"""Whether a desktop's file, or a copy of it, can be relied on."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from lunch_desktop.store.connection import driver_errors, open_raw
from lunch_desktop.store.failures import is_damage
from lunch_desktop.store.migrate import known_revisions
from lunch_desktop.wire.changes import payload_hash

MIGRATIONS: Final = Path(__file__).parent / "migrations"


class Unsound(Exception):
    """The file can't be relied on; the message says why, for the log."""


@contextmanager
def no_memory_is_damage(path: Path, key: bytes | None) -> Iterator[None]:
    """Raise Unsound for SQLCipher's word that it has no memory, where a page of the file is not as it was written.

    So it refuses to write on a connection that has met such a page, and the driver makes a MemoryError of it.
    """
    try:
        yield
    except MemoryError as error:
        if key is None or _first_broken_page(path, key) is None:
            raise
        raise Unsound("a page is not as it was written") from error


def _first_broken_page(path: Path, key: bytes) -> str | None:
    with closing(open_raw(path, key)) as connection:
        found = connection.execute("PRAGMA cipher_integrity_check").fetchone()
    return None if found is None else str(found[0])


def check_file(path: Path, key: bytes | None, employee_id: str | None) -> None:
    """Open the file and read it through: pages, indexes, the queue, and whose it is unless `employee_id` is None.

    Raises Unsound. Other failures of the driver, such as a lock, are passed on.
    """
    with no_memory_is_damage(path, key), closing(open_raw(path, key)) as connection:
        check(connection, employee_id)


def check(connection: Any, employee_id: str | None, *, quick: bool = False) -> None:
    """See check_file. `quick` leaves out that every index agrees with its table.

    Raises Unsound, and what the driver raises.
    """
    try:
        _check(connection, employee_id, quick=quick)
    except driver_errors() as error:
        # Where the driver names no cause beyond "error", tables or texts are not what they were.
        if is_damage(error) or getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) == sqlite3.SQLITE_ERROR:
            raise Unsound(str(error)) from error
        raise
    except (ValueError, TypeError) as error:
        raise Unsound(str(error)) from error


def _check(connection: Any, employee_id: str | None, *, quick: bool) -> None:
    (found,) = connection.execute("PRAGMA quick_check(1)" if quick else "PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        raise Unsound(found)
    (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone() or (None,)
    if revision not in known_revisions(MIGRATIONS):
        raise Unsound(f"revision {revision}")
    for uuid, payload, digest in connection.execute("SELECT uuid, payload, hash FROM outbox"):
        if payload is not None and payload_hash(payload) != digest:
            raise Unsound(f"change {uuid} is not what was queued")
    owner = connection.execute("SELECT value FROM state WHERE name = 'employee_id'").fetchone()
    if employee_id is not None and (owner is None or json.loads(owner[0]) != employee_id):
        raise Unsound("the file of another account")


def generation_of(path: Path, key: bytes | None) -> int:
    """Which generation of the file this is; -1 where that can't be read, 0 where it was not counted yet."""
    try:
        with closing(open_raw(path, key)) as connection:
            found = connection.execute("SELECT value FROM state WHERE name = 'generation'").fetchone()
            return int(json.loads(found[0])["number"]) if found else 0
    except driver_errors():
        return -1
    except (ValueError, KeyError, TypeError):
        return -1
