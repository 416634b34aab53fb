"""The names that the palette looks through: read once, and again when their rows change."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from lunch_desktop.domain.matching.titles import Titles
from lunch_desktop.domain.times import Instant, day_of
from lunch_desktop.store.desktop.queries.names import GroupName, PartyName, PersonName, PlaceName
from lunch_desktop.store.desktop.reads import Reads
from lunch_desktop.ui.session import DesktopSession

Name = TypeVar("Name", PersonName, PlaceName, GroupName, PartyName)


@dataclass(frozen=True, slots=True)
class Names(Generic[Name]):
    """Names of one kind with what finds them."""

    entries: tuple[Name, ...]
    titles: Titles


@dataclass(frozen=True, slots=True)
class Known:
    """What can be looked through at the moment; `time_zone` is "" before the first sync."""

    people: Names[PersonName]
    places: Names[PlaceName]
    groups: Names[GroupName]
    coming: Names[PartyName]
    time_zone: str = ""


_TABLES: Final[dict[str, frozenset[str]]] = {
    "people": frozenset({"employees", "departments"}),
    "places": frozenset({"restaurants"}),
    "groups": frozenset({"groups"}),
    "coming": frozenset({"parties", "restaurants"}),
}
"""Whose changes make which names stale."""


def _nothing() -> Known:
    none = Titles(())
    return Known(Names((), none), Names((), none), Names((), none), Names((), none))


class NameIndex(QObject):
    """`known` is what was read last; `renewed` says that it is another. Nothing is read before `ensure` is called."""

    renewed = Signal()

    def __init__(self, session: DesktopSession, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.known = _nothing()
        self._stale = set(_TABLES)
        self._follows = False
        session.changed.connect(self._rows_changed)

    def ensure(self) -> None:
        """Read what is not known or has changed; what is known stays of use meanwhile."""
        stale, known, now = frozenset(self._stale), self.known, self._session.clock.now()
        if stale:
            self._session.read(lambda reads: read_names(reads, known, stale, now), self._take, key="palette.names")

    def follow(self, *, follows: bool) -> None:
        """Whether changes are read at once, or with the next `ensure`."""
        self._follows = follows

    def _take(self, found: tuple[Known, frozenset[str]]) -> None:
        self.known, read = found
        self._stale -= read
        self.renewed.emit()

    def _rows_changed(self, tables: frozenset[str]) -> None:
        self._stale |= {kind for kind, theirs in _TABLES.items() if not theirs.isdisjoint(tables)}
        if self._follows:
            self.ensure()


def read_names(reads: Reads, known: Known, stale: frozenset[str], now: Instant) -> tuple[Known, frozenset[str]]:
    """The names with the stale ones read anew, and which those were; on a worker thread."""
    me = reads.me()
    zone = me[1].time_zone if me is not None else ""
    today = day_of(now, zone) if zone else None

    def renew(kind: str, former: Names[Name], read: Callable[[], Sequence[Name]]) -> Names[Name]:
        if kind not in stale:
            return former
        entries = tuple(read())
        return Names(entries, Titles(one.name for one in entries))

    people = renew("people", known.people, reads.names_of_people)
    places = renew("places", known.places, reads.names_of_places)
    groups = renew("groups", known.groups, reads.names_of_groups)
    coming = renew("coming", known.coming, lambda: reads.names_of_coming_parties(today) if today is not None else [])
    return Known(people, places, groups, coming, zone), stale
