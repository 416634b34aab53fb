"""An installation from before: its plain file becomes an encrypted one, and so does all that lies around it.

The plain file is what is to be done again: as long as it is there, a start begins from the front and finds done what
was done. First come the backups and the files that were set aside as damaged, then the file itself, which gives its
place to an encrypted one in a single step, after that was compared with it row by row. What was plain is kept under a
second name until then, and overwritten before it goes; on a disk that writes to another place each time, or that
copies files by itself, this is all that can be done.
"""

import logging
import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from lunch_desktop.store.ciphering import Kind, kind_of, literal_of
from lunch_desktop.store.connection import BUSY_TIMEOUT_SECONDS, open_raw
from lunch_desktop.store.desktop.soundness import Unsound, check_file
from lunch_desktop.store.failures import explained, is_damage
from lunch_desktop.store.occupied import is_open_elsewhere
from lunch_desktop.system.files import give_name, patiently, remove, sync_folder
from lunch_desktop.system.paths import make_private
from lunch_desktop.system.problems import Problem, ProblemCode

log = logging.getLogger(__name__)

KEPT: Final = "kept.db"
"""An encrypted database of one table, `files (name, content)`: what stood in a folder of damaged files."""
_SIDES: Final = ("main", "encrypted")
_AT_A_TIME: Final = 1024 * 1024
"""Bytes."""


class Encrypting:
    """Of one account's file at `path`, with `key`."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._key = key
        self._workplace = path.with_name(f".{path.name}.encrypting")

    def finish(self) -> None:
        """Take away what a start left behind that was cut short. Raises OSError."""
        if self._workplace.is_dir():
            wipe(self._workplace.iterdir())
            self._workplace.rmdir()
            sync_folder(self._path.parent)

    def surroundings(self) -> None:
        """Encrypt the backups, and the files that were set aside. Raises Problem, with all of them as they were.

        A backup that is not what it was is none, and goes.
        """
        with explained(str(self._path)):
            backups = sorted(self._path.parent.glob(f"backups/{self._path.stem}-*.db"))
            plain = [one for one in backups if kind_of(one, self._key) is Kind.PLAIN]
            if plain:
                self._begin()
            for backup in plain:
                self._encrypt_backup(backup)
            for folder in sorted(self._path.parent.glob("damaged/*/")):
                keep_encrypted(folder, self._path.name, self._key)
            self.finish()

    def file(self) -> None:
        """Encrypt the file, with what is in its log. Raises Problem, with the file as it was, damaged or not."""
        with explained(str(self._path)):
            if is_open_elsewhere(self._path):
                raise Problem(ProblemCode.DATABASE_LOCKED, path=str(self._path))
            self._begin()
            for suffix in ("-wal", "-journal"):
                _second_name(self._path.with_name(self._path.name + suffix), self._workplace / f"plain{suffix}")
            _gather(self._path)
            try:
                self._replace(self._path)
            except Unsound as error:
                log.warning("the plain file is damaged: %s", error)
                raise Problem(ProblemCode.DATABASE_DAMAGED, path=str(self._path)) from error
            self.finish()
        log.info("%s is encrypted now", self._path.name)

    def _begin(self) -> None:
        self.finish()
        make_private(self._workplace)

    def _encrypt_backup(self, backup: Path) -> None:
        try:
            self._replace(backup)
        except Unsound as error:
            log.warning("%s is not encrypted, but removed: %s", backup.name, error)
            wipe([backup])

    def _replace(self, plain: Path) -> None:
        """Let an encrypted copy take the file's place. Raises Unsound where the file, or the copy, can't be read."""
        new = self._workplace / "new.db"
        try:
            _copy_encrypted(plain, new, self._key)
            check_file(new, self._key, None)
            _second_name(plain, self._workplace / "plain")
            give_name(new, plain)
        except BaseException:
            with suppress(OSError):
                wipe([new])
            raise
        wipe([self._workplace / "plain"])


def keep_encrypted(folder: Path, name: str, key: bytes) -> None:
    """Put what is left of a plain file `name`, and what lay around it, into an encrypted database in the same folder.

    Byte for byte. Nothing happens to a file that is encrypted. Raises OSError, and what the driver raises.
    """
    files = [one for one in folder.iterdir() if one.is_file() and one.name != KEPT]
    kind, has_log = kind_of(folder / name, key), any(one.name == f"{name}-wal" for one in files)
    if kind is not Kind.PLAIN and not (kind is Kind.NOTHING and has_log):
        return
    if not (folder / KEPT).exists():
        making = folder / f".{KEPT}.making"
        remove(making)
        contents = {one.name: patiently(one.read_bytes) for one in files if one != making}
        with closing(open_raw(making, key, make=True)) as connection:
            connection.execute("CREATE TABLE files (name TEXT PRIMARY KEY, content BLOB NOT NULL)")
            connection.executemany("INSERT INTO files VALUES (?, ?)", contents.items())
            if dict(connection.execute("SELECT name, content FROM files")) != contents:
                raise Problem(ProblemCode.DATABASE_DAMAGED, path=str(making))
        give_name(making, folder / KEPT)
    wipe(sorted(files, key=lambda one: one.name == name))  # as long as it is there, so is all that is plain
    sync_folder(folder)


def wipe(files: Iterable[Path]) -> None:
    """Overwrite files and remove them; one that has a second name only loses this one. Raises OSError."""
    for one in files:
        if one.exists() and one.stat().st_nlink == 1:
            _overwrite(one)
        remove(one)


def _overwrite(path: Path) -> None:
    left = path.stat().st_size
    with patiently(lambda: path.open("r+b")) as file:
        while left > 0:
            left -= file.write(bytes(min(left, _AT_A_TIME)))
        file.flush()
        os.fsync(file.fileno())


def _second_name(file: Path, name: Path) -> None:
    """Keep hold of a file's content beyond its first name: it can be overwritten when that one is gone."""
    if not file.exists():
        return
    try:
        name.hardlink_to(file)
    except OSError as error:  # on some file systems there are no second names; the content then goes as files go
        log.info("%s can't be overwritten: %s", file.name, type(error).__name__)


def _gather(path: Path) -> None:
    """Bring what is in the log into the file, and leave no log beside it."""
    with closing(sqlite3.connect(path, timeout=BUSY_TIMEOUT_SECONDS, isolation_level=None)) as connection:
        (mode,) = connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    if mode != "delete":
        raise Problem(ProblemCode.DATABASE_LOCKED, path=str(path))


def _copy_encrypted(plain: Path, new: Path, key: bytes) -> None:
    """Copy everything, and compare. Raises Unsound, and what the driver raises beside damage."""
    driver = import_module("sqlcipher3.dbapi2")
    try:
        with closing(driver.connect(f"{plain.as_uri()}?mode=ro", uri=True, isolation_level=None)) as connection:
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute(f'ATTACH ? AS encrypted KEY "{literal_of(key)}"', (str(new),))
            connection.execute("PRAGMA encrypted.journal_mode = OFF")
            connection.execute("PRAGMA encrypted.synchronous = OFF")  # it is synced before it gets its name
            connection.execute("SELECT sqlcipher_export('encrypted')")
            _compare(connection)
    except driver.Error as error:
        if is_damage(error):
            raise Unsound(str(error)) from error
        raise


def _compare(connection: Any) -> None:
    """Whether both sides have the same schema and the same rows. Raises Unsound."""
    schemas = [
        connection.execute(f"SELECT type, name, sql FROM {side}.sqlite_master ORDER BY name, type").fetchall()  # noqa: S608
        for side in _SIDES
    ]
    if schemas[0] != schemas[1]:
        raise Unsound("the copy has another schema")
    tables = [name for kind, name, sql in schemas[0] if kind == "table" and not str(sql).startswith("CREATE VIRTUAL")]
    for name in tables:
        counts = [connection.execute(f'SELECT count(*) FROM {side}."{name}"').fetchone() for side in _SIDES]  # noqa: S608
        if counts[0] != counts[1]:
            raise Unsound(f"the copy has other rows of {name}")
        for one, other in (_SIDES, _SIDES[::-1]):
            query = f'SELECT 1 FROM (SELECT * FROM {one}."{name}" EXCEPT SELECT * FROM {other}."{name}") LIMIT 1'  # noqa: S608
            if connection.execute(query).fetchone() is not None:
                raise Unsound(f"the copy differs in {name}")
