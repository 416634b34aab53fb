"""Backups of a desktop's file: each is verified before it gets its name, and the older ones stay until then."""

import re
import secrets
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from lunch_desktop.domain.times import Instant
from lunch_desktop.store.connection import open_raw
from lunch_desktop.store.desktop.soundness import Unsound, check_file, generation_of, no_memory_is_damage
from lunch_desktop.store.failures import explained
from lunch_desktop.system.files import give_name, remove
from lunch_desktop.system.paths import make_private

DAILY: Final = 7
WEEKLY: Final = 4
MONTHLY: Final = 6
_STAMP: Final = "%Y%m%dT%H%M%SZ"
_making = threading.Lock()
"""Never more than one at a time: the disk has other things to do."""


class Backups:
    """The backups of the file at `path`, in the folder `backups` beside it."""

    def __init__(self, path: Path, key: bytes | None = None) -> None:
        self.folder = path.parent / "backups"
        self._path = path
        self._key = key

    def make(self, now: Instant) -> Path:
        """A verified backup of the file as it is now; then those go that the rotation no longer keeps.

        Writers go on meanwhile. Raises Problem where the disk refuses and Unsound where the copy fails its check; the
        older backups are left alone then.
        """
        made = self._make(f"{self._path.stem}-{_time(now).strftime(_STAMP)}.db")
        self._rotate()
        return made

    def make_before_migration(self, revision: str) -> Path:
        """A verified backup of the file of an older schema; it stays until the next one of that schema."""
        return self._make(f"{self._path.stem}-schema-{revision}.db")

    def all(self) -> list[Path]:
        """Every backup, the newest state of the file first; the files' times don't count, as clocks are wrong at times.

        One that can't be read is last.
        """
        if not self.folder.is_dir():
            return []
        found = [one for one in self.folder.iterdir() if self._is_one(one)]
        return sorted(found, key=lambda one: (generation_of(one, self._key), _stamp(one) or "", one.name), reverse=True)

    def newest_sound(self, employee_id: str) -> Path | None:
        """The newest backup of this account that passes its check now."""
        for one in self.all():
            with suppress(Unsound):
                check_file(one, self._key, employee_id)
                return one
        return None

    def _make(self, name: str) -> Path:
        with _making, explained(str(self.folder)):
            make_private(self.folder)
            self._remove_unfinished()
            temporary = self.folder / f".{self._path.stem}-{secrets.token_hex(4)}.making"
            try:
                copy_database(self._path, temporary, self._key)
                check_file(temporary, self._key, None)
                give_name(temporary, self.folder / name)
            finally:
                _unlink_database(temporary)
        return self.folder / name

    def _rotate(self) -> None:
        stamped = {one: stamp for one in self.folder.iterdir() if self._is_one(one) and (stamp := _stamp(one))}
        kept = kept_by_rotation([_parse(stamp) for stamp in stamped.values()])
        with explained(str(self.folder)):
            for one, stamp in stamped.items():
                if _parse(stamp) not in kept:
                    remove(one)

    def _remove_unfinished(self) -> None:
        """What a backup left behind that a crash or a kill cut short."""
        for one in self.folder.iterdir():
            if one.name.startswith(f".{self._path.stem}-") and ".making" in one.name:
                remove(one)

    def _is_one(self, path: Path) -> bool:
        return re.fullmatch(rf"{re.escape(self._path.stem)}-(\d{{8}}T\d{{6}}Z|schema-\w+)\.db", path.name) is not None


def kept_by_rotation(made: Iterable[datetime]) -> set[datetime]:
    """Those that stay: the newest of each of the last 7 days that have any, of the last 4 weeks and of 6 months."""
    newest_first = sorted(set(made), reverse=True)
    kept: set[datetime] = set()
    periods: Sequence[tuple[int, Callable[[datetime], Any]]] = (
        (DAILY, datetime.date),
        (WEEKLY, lambda one: one.isocalendar()[:2]),
        (MONTHLY, lambda one: (one.year, one.month)),
    )
    for most, period in periods:
        newest: dict[Any, datetime] = {}
        for one in newest_first:
            newest.setdefault(period(one), one)
        kept.update(sorted(newest.values(), reverse=True)[:most])
    return kept


def copy_database(source: Path, target: Path, key: bytes | None) -> None:
    """Copy a database as one of its commits left it, by SQLite's own means, into a single new file.

    Raises Unsound where a page of an encrypted one can't be copied, and Problem where the disk refuses.
    """
    with (
        explained(str(target)),  # here, as there is room again when what was written is taken away
        no_memory_is_damage(source, key),
        closing(open_raw(source, key)) as origin,
        closing(open_raw(target, key, make=True)) as copy,
    ):
        copy.execute("PRAGMA synchronous = OFF")  # it is synced once it is whole and sound
        origin.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")


def _unlink_database(path: Path) -> None:
    for suffix in ("", "-journal", "-wal", "-shm"):
        remove(path.with_name(path.name + suffix))


def _stamp(path: Path) -> str | None:
    found = re.search(r"-(\d{8}T\d{6}Z)\.db$", path.name)
    return found[1] if found else None


def _parse(stamp: str) -> datetime:
    return datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)


def _time(now: Instant) -> datetime:
    return datetime.fromtimestamp(now / 1000, UTC)
