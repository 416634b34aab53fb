"""Opening an account's file whatever state it is in.

A file that is damaged is set aside, never deleted, and a new one takes its place: the newest backup that passes its
check, or nothing, with the work that could be salvaged. The new file is whole before the damaged one moves, and has
a name by then that says so; a start that finds it finishes what was begun, one that doesn't begins again.
"""

import logging
import shutil
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.store.ciphering import Kind, kind_of
from lunch_desktop.store.connection import open_raw
from lunch_desktop.store.desktop import generation
from lunch_desktop.store.desktop.backup import Backups
from lunch_desktop.store.desktop.database import DesktopDatabase, damage_mark
from lunch_desktop.store.desktop.encrypting import Encrypting, keep_encrypted
from lunch_desktop.store.desktop.schema import desktop_schema
from lunch_desktop.store.desktop.soundness import Unsound, check_file
from lunch_desktop.store.desktop.state import State
from lunch_desktop.store.failures import explained
from lunch_desktop.store.occupied import is_open_elsewhere
from lunch_desktop.store.sqlite_wal import commits_out_of_reach
from lunch_desktop.system.clock import Clock
from lunch_desktop.system.files import give_name, move, patiently, sync_folder, write_atomically
from lunch_desktop.system.paths import make_private
from lunch_desktop.system.problems import Problem, ProblemCode

log = logging.getLogger(__name__)

_BESIDE: Final = ("", "-wal", "-shm", "-journal", ".damaged")
"""The damaged file itself goes first: as long as it is there, so is everything that belongs to it."""
_EMPTY_LOG: Final = 32


def open_or_recover(path: Path, employee_id: EmployeeId, clock: Clock, key: bytes | None = None) -> DesktopDatabase:
    """Open the account's file at the absolute `path`; where it is damaged, recover first. See the module.

    With a `key` a file that is plain becomes encrypted before. What was recovered is kept as a notice. Raises Problem
    where nothing can be done here and now: no room, no permission, a newer version's file, one that takes another key,
    or one that another start of the program holds.
    """
    with explained(str(path)):
        recovery = _Recovery(path, employee_id, clock, key)
        recovery.finish()
        if key is not None:
            Encrypting(path, key).finish()
        kind = _kind(path, key)
        if key is not None and kind in (Kind.NOTHING, Kind.PLAIN):
            Encrypting(path, key).surroundings()
        if kind is Kind.FOREIGN or recovery.is_needed():
            recovery.run()
        try:
            if key is not None and kind_of(path, key) is Kind.PLAIN:
                Encrypting(path, key).file()
            return _open(path, employee_id, clock, key)
        except Problem as problem:
            if problem.code is not ProblemCode.DATABASE_DAMAGED:
                raise
            log.warning("the database is damaged")
        recovery.run()
        return _open(path, employee_id, clock, key)


def _kind(path: Path, key: bytes | None) -> Kind:
    """What the file is. Raises Problem for a key that is not its own: a wrong one must not pass for damage.

    Where the backups take this key, it is the account's, and the file came to harm, or is another's.
    """
    kind = kind_of(path, key)
    if kind is Kind.FOREIGN and not any(kind_of(one, key) is Kind.OURS for one in Backups(path, key).all()):
        raise Problem(ProblemCode.DATABASE_KEY_WRONG, path=str(path))
    return kind


def _open(path: Path, employee_id: EmployeeId, clock: Clock, key: bytes | None) -> DesktopDatabase:
    database = DesktopDatabase.open(path, key)
    try:
        generation.enter(database, employee_id, clock)
    except BaseException:
        database.close()
        raise
    return database


class _Recovery:
    def __init__(self, path: Path, employee_id: EmployeeId, clock: Clock, key: bytes | None) -> None:
        self._path = path
        self._employee_id = employee_id
        self._clock = clock
        self._key = key
        self._workplace = path.with_name(f".{path.name}.recovery")
        self._whole = self._workplace / "whole.db"
        self._set_aside_as = self._workplace / "set-aside"
        """Holds the name of the folder into which the damaged file goes."""

    def is_needed(self) -> bool:
        """What can be seen without opening the file: a mark, a file gone or emptied, commits behind a flaw."""
        if damage_mark(self._path).exists():
            return True
        if not self._path.exists() or self._path.stat().st_size == 0:
            log_path = self._path.with_name(self._path.name + "-wal")
            has_log = log_path.exists() and log_path.stat().st_size > _EMPTY_LOG
            return has_log or generation.beside(self._path).exists() or bool(Backups(self._path, self._key).all())
        return commits_out_of_reach(self._path)

    def run(self) -> None:
        """Make the new file, then let it take the damaged one's place."""
        if is_open_elsewhere(self._path):
            raise Problem(ProblemCode.DATABASE_LOCKED, path=str(self._path))
        log.warning("recovering %s", self._path)
        shutil.rmtree(self._workplace, ignore_errors=True)
        make_private(self._workplace)
        self._make()
        self.finish()

    def finish(self) -> None:
        """Take the last steps of a recovery whose new file is whole; nothing, where there is none."""
        if self._whole.exists():
            folder = self._path.parent / "damaged" / self._set_aside_as.read_text()
            make_private(folder)
            for suffix in _BESIDE:
                beside = self._path.with_name(self._path.name + suffix)
                if beside.exists():
                    move(beside, folder / beside.name)
            sync_folder(folder)
            sync_folder(self._path.parent)
            if self._key is not None:
                keep_encrypted(folder, self._path.name, self._key)
            move(self._whole, self._path)
            sync_folder(self._path.parent)
        shutil.rmtree(self._workplace, ignore_errors=True)

    def _make(self) -> None:
        # Few starts ever recover, and none should wait for what only that needs.
        from lunch_desktop.store.desktop import rebuild
        from lunch_desktop.store.desktop.salvage import salvage

        new = self._workplace / "new.db"
        salvaged = salvage(self._path, desktop_schema(), self._employee_id, self._key)
        backup = Backups(self._path, self._key).newest_sound(self._employee_id)
        if backup is not None:
            patiently(lambda: shutil.copyfile(backup, new))
        now = self._clock.now()
        folder = self._free_name(datetime.fromtimestamp(now / 1000, UTC).strftime("%Y%m%dT%H%M%SZ"))
        database = DesktopDatabase.open(new, self._key)
        try:
            with database.writing() as connection:
                has_rows = backup is not None
                saved = rebuild.fill(connection, database, self._employee_id, salvaged, has_rows=has_rows)
                set_aside = str(self._path.parent / "damaged" / folder)
                rebuild.tell(connection, database, saved, set_aside, now, whole=salvaged.whole)
                generation.adopt(State(connection, database.schema), self._path)
        finally:
            database.close()
        self._gather(new)
        write_atomically(self._set_aside_as, folder.encode())
        give_name(new, self._whole)
        log.warning("%s changes were salvaged, from %s", saved, "a backup on" if backup else "nothing on")

    def _gather(self, new: Path) -> None:
        """Leave nothing in a log beside the new file, and read it through. Raises Problem."""
        with closing(open_raw(new, self._key)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
        try:
            check_file(new, self._key, self._employee_id)
        except Unsound as error:
            raise Problem(ProblemCode.DATABASE_DAMAGED, path=str(new)) from error

    def _free_name(self, stamp: str) -> str:
        """The name of a folder that is not there yet."""
        taken, number = self._path.parent / "damaged", 1
        name = stamp
        while (taken / name).exists():
            number += 1
            name = f"{stamp}-{number}"
        return name
