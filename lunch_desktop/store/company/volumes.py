"""The volumes that this server has made, in a folder of its own, and when it makes new ones.

A set of volumes is what one scope held at one version, in the order in which pages bring it. It lies in the folder as
a list (`<scope>-<version>.json`) and the files that it names by their content, so that several processes may make the
same one. All of it can be made again: what can't be read counts as not there, and nothing is lost with the folder.
"""

import gzip
import hashlib
import json
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from lunch_desktop.domain.times import HOUR, MINUTE, SECOND, Day, Instant
from lunch_desktop.store.company.cursors import Head
from lunch_desktop.store.volume import shape
from lunch_desktop.system.files import write_atomically
from lunch_desktop.system.paths import make_private
from lunch_desktop.wire.sync import Volume

LARGE: Final = 5_000
"""Rows of a scope from which on it is kept in volumes."""
MOST_CHANGES: Final = 2_500
"""Entries that changed since a set was made, from which on another is: a page of them follows the set at most."""
SOONEST: Final = 10 * MINUTE
OLDEST: Final = 12 * HOUR
"""A set of which anything changed is replaced after this time, so that what was erased is in no set for longer."""
GRACE: Final = HOUR
"""How long a replaced set stays for desktops that have begun with it."""
_GZIP_LEVEL: Final = 6

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Kept:
    """One volume: the entries of `part` behind `after`, up to `last`, as the order of pages has them."""

    part: str
    after: tuple[Any, ...]
    last: tuple[Any, ...]
    entries: int
    volume: Volume


@dataclass(frozen=True, slots=True)
class VolumeSet:
    """What `scope` held at `version` of `epoch`, whose commit has the `tag`; `day` is where today began."""

    scope: str
    epoch: str
    version: int
    tag: str
    day: Day
    made_at: Instant
    volumes: tuple[Kept, ...]

    def at(self, part: str, key: tuple[Any, ...]) -> Kept | None:
        """The volume that begins behind `key`."""
        return next((one for one in self.volumes if (one.part, one.after) == (part, tuple(key))), None)


class VolumeFolder:
    """The sets on this server's disk, for its user only. Methods that write raise OSError."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, VolumeSet] = {}

    def newest(self, scopes: Iterable[str], head: Head) -> VolumeSet | None:
        """The set with the most entries among the newest of these scopes; none that is of another history or too old.

        Changes since a version below `floor` can't be told.
        """
        wanted = set(scopes)
        newest: dict[str, VolumeSet] = {}
        for one in self._sets():
            usable = one.epoch == head.epoch and head.floor <= one.version <= head.version
            if one.scope in wanted and usable and one.version >= getattr(newest.get(one.scope), "version", 0):
                newest[one.scope] = one
        return max(newest.values(), key=_entries, default=None)

    def of(self, epoch: str, version: int, scopes: Iterable[str]) -> VolumeSet | None:
        """The set of one of these scopes at a version."""
        wanted = set(scopes)
        found = (one for one in self._sets() if (one.epoch, one.version) == (epoch, version) and one.scope in wanted)
        return max(found, key=_entries, default=None)

    def scope_of(self, name: str, epoch: str) -> str | None:
        """The scope of a volume of this history."""
        for one in self._sets():
            if one.epoch == epoch and any(kept.volume.name == name for kept in one.volumes):
                return one.scope
        return None

    def content(self, name: str) -> bytes | None:
        """A volume's file; `name` must be that of a known one."""
        try:
            return (self._folder / name).read_bytes()
        except OSError as error:
            _logger.warning("a volume could not be read: %s", error)
            return None

    def add(self, scope: str, database: bytes) -> Volume:
        """Keep a volume's file."""
        make_private(self._folder)
        content = gzip.compress(database, _GZIP_LEVEL, mtime=0)
        name = hashlib.sha256(content).hexdigest()
        write_atomically(self._folder / name, content)
        return Volume(scope=scope, name=name, size=len(content), length=len(database))

    def publish(self, made: VolumeSet) -> None:
        """Keep a set whose files are all there."""
        make_private(self._folder)
        volumes = [{**asdict(one), "volume": one.volume.model_dump()} for one in made.volumes]
        said = {"shape": shape(), **asdict(made), "volumes": volumes}
        whose = hashlib.sha256(f"{made.epoch}\0{made.scope}".encode()).hexdigest()
        write_atomically(self._folder / f"{whose[:16]}-{made.version}.json", json.dumps(said).encode())

    @contextmanager
    def turn(self, now: Instant) -> Iterator[bool]:
        """Whether nobody else makes volumes here; then nobody does until the end of this. Two at once would do no harm.

        A turn that was not ended, because its process was, counts for a while only.
        """
        make_private(self._folder)
        mark = self._folder / "making"
        if mark.exists() and _age(mark, now) < SOONEST:
            yield False
            return
        mark.touch()
        try:
            yield True
        finally:
            mark.unlink(missing_ok=True)

    def is_due(self, scope: str, head: Head, changes: int, now: Instant) -> bool:
        """Whether another set of `scope` should be made, of which `changes` entries are newer than the newest set."""
        newest = self.newest([scope], head)
        if newest is None:
            return True
        age = now - newest.made_at
        return changes > 0 and (age >= OLDEST or (changes > MOST_CHANGES and age >= SOONEST))

    def tidy(self, scopes: Iterable[str], epoch: str, now: Instant) -> None:
        """Remove sets of other histories and scopes, those that were replaced a while ago, and files of none."""
        if not self._folder.is_dir():
            return
        wanted = set(scopes)
        kept: dict[str, VolumeSet] = {}
        for path, one in list(self._listed()):
            newer = [
                other.made_at
                for _, other in self._listed()
                if (other.epoch, other.scope) == (one.epoch, one.scope) and other.version > one.version
            ]
            if one.epoch != epoch or one.scope not in wanted or any(now - at >= GRACE for at in newer):
                path.unlink(missing_ok=True)
            else:
                kept[path.name] = one
        named = {volume.volume.name for one in kept.values() for volume in one.volumes}
        for path in self._folder.iterdir():
            # A file without a list may belong to a set that is being made.
            if path.name not in kept and path.name not in named and _age(path, now) >= GRACE:
                path.unlink(missing_ok=True)

    def _sets(self) -> Iterator[VolumeSet]:
        return (one for _, one in self._listed())

    def _listed(self) -> list[tuple[Path, VolumeSet]]:
        paths = sorted(self._folder.glob("*.json"))
        found = [(path, self._read.get(path.name) or _load(path)) for path in paths]
        known = [(path, one) for path, one in found if one is not None]
        self._read = {path.name: one for path, one in known}
        return known


def _entries(one: VolumeSet) -> int:
    return sum(kept.entries for kept in one.volumes)


def _load(path: Path) -> VolumeSet | None:
    try:
        said = json.loads(path.read_bytes())
        if said.pop("shape") != shape():
            return None
        volumes = tuple(
            Kept(
                one["part"],
                tuple(one["after"]),
                tuple(one["last"]),
                one["entries"],
                Volume.model_validate(one["volume"]),
            )
            for one in said.pop("volumes")
        )
        return VolumeSet(**said, volumes=volumes)
    except (OSError, ValueError, KeyError, TypeError) as error:
        _logger.warning("a list of volumes could not be read: %s", error)
        return None


def _age(path: Path, now: Instant) -> int:
    """How long ago a file was written, in milliseconds; nothing if it is gone by now."""
    try:
        return now - int(path.stat().st_mtime * SECOND)
    except FileNotFoundError:
        return 0
