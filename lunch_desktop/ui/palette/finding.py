"""What the palette offers for what was typed; runs on a worker thread."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lunch_desktop.domain.matching.matcher import Query
from lunch_desktop.domain.matching.titles import Titles
from lunch_desktop.store.desktop.queries.names import GroupName, PartyName, PersonName, PlaceName
from lunch_desktop.ui.commands import Command, CommandGroup
from lunch_desktop.ui.palette.names import Known, Names


class Section(StrEnum):
    """Under which heading an entry stands."""

    RECENT = "recent"
    HERE = "here"
    PAGES = "pages"
    ACTIONS = "actions"
    SETTINGS = "settings"
    PEOPLE = "people"
    PLACES = "places"
    GROUPS = "groups"
    COMING = "coming"
    PAST = "past"


MOST: Final[Mapping[Section, int]] = {
    Section.RECENT: 5,
    Section.HERE: 12,
    Section.PAGES: 12,
    Section.ACTIONS: 6,
    Section.SETTINGS: 6,
    Section.PEOPLE: 5,
    Section.PLACES: 5,
    Section.GROUPS: 5,
    Section.COMING: 5,
    Section.PAST: 4,
}
_NO_MATCH: Final = (99,)

Subject = Command | PersonName | PlaceName | GroupName | PartyName


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to choose. `key` is the same whenever it is offered; `ranges` are the parts of the name to stress."""

    section: Section
    key: str
    name: str
    subject: Subject
    ranges: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """A command with its name in the present language, which worker threads can't ask for."""

    command: Command
    name: str


def offers(commands: Iterable[Command]) -> list[Offer]:
    """The commands that can be done now; on the GUI thread."""
    return [Offer(one, one.title()) for one in commands]


def untyped(known: Known, offered: Sequence[Offer], recent: Sequence[str]) -> list[Entry]:
    """Before anything is typed: what was used lately, then what this page can do, the pages and the actions."""
    everything = {entry.key: entry for entry in _everything(known, offered)}
    used = [everything[key] for key in recent if key in everything][: MOST[Section.RECENT]]
    found = [Entry(Section.RECENT, one.key, one.name, one.subject) for one in used]
    taken = {one.key for one in found}
    for section in (Section.HERE, Section.PAGES, Section.ACTIONS, Section.SETTINGS):
        commands = [_of_command(one) for one in offered]
        found += [one for one in commands if one.section is section and one.key not in taken]
    return found


def typed(
    text: str,
    known: Known,
    offered: Sequence[Offer],
    recent: Sequence[str],
    past: Callable[[], Sequence[PartyName]],
) -> list[Entry]:
    """What the text finds: in each section the best first, and the section with the best find first."""
    query = Query(text)
    sections: list[tuple[tuple[int, ...], int, list[Entry]]] = []

    def add(section: Section, found: list[tuple[tuple[int, ...], Entry]]) -> None:
        if found:
            place = list(Section).index(section)
            sections.append((found[0][0], place, [entry for _, entry in found]))

    by_section: dict[Section, list[Entry]] = {}
    order = {key: place for place, key in enumerate(recent)}
    for entry in sorted(map(_of_command, offered), key=lambda one: order.get(one.key, len(order))):
        by_section.setdefault(entry.section, []).append(entry)
    for section, entries in by_section.items():
        add(section, _best(query, entries, Titles(one.name for one in entries), MOST[section]))
    for section, names in (
        (Section.PEOPLE, known.people),
        (Section.PLACES, known.places),
        (Section.GROUPS, known.groups),
        (Section.COMING, known.coming),
    ):
        add(section, _best_names(query, section, names))
    gone = [_of_name(Section.PAST, one) for one in past()]
    matches = [(query, entry) for entry in gone]
    add(Section.PAST, [(_NO_MATCH, _stressed(wanted, entry)) for wanted, entry in matches])
    ordered = sorted(sections, key=_rank_and_place)
    return [entry for _, _, entries in ordered for entry in entries]


def _rank_and_place(section: tuple[tuple[int, ...], int, list[Entry]]) -> tuple[bool, tuple[int, ...], int]:
    """The best find first; settings come behind all that was found by name."""
    order, place, _ = section
    return place == list(Section).index(Section.SETTINGS), order, place


def _best(query: Query, entries: Sequence[Entry], titles: Titles, most: int) -> list[tuple[tuple[int, ...], Entry]]:
    found = []
    for hit in titles.best(query, most):
        one = entries[hit.place]
        found.append((hit.match.order, Entry(one.section, one.key, one.name, one.subject, hit.match.ranges)))
    return found


def _best_names(
    query: Query,
    section: Section,
    names: Names[PersonName] | Names[PlaceName] | Names[GroupName] | Names[PartyName],
) -> list[tuple[tuple[int, ...], Entry]]:
    found = []
    for hit in names.titles.best(query, MOST[section]):
        one = _of_name(section, names.entries[hit.place])
        found.append((hit.match.order, Entry(section, one.key, one.name, one.subject, hit.match.ranges)))
    return found


def _stressed(query: Query, entry: Entry) -> Entry:
    hits = Titles([entry.name]).best(query, 1)
    return Entry(entry.section, entry.key, entry.name, entry.subject, hits[0].match.ranges if hits else ())


def _everything(known: Known, offered: Sequence[Offer]) -> Iterable[Entry]:
    yield from map(_of_command, offered)
    for section, names in (
        (Section.PEOPLE, known.people),
        (Section.PLACES, known.places),
        (Section.GROUPS, known.groups),
        (Section.COMING, known.coming),
    ):
        for one in names.entries:
            yield _of_name(section, one)


def _of_command(offer: Offer) -> Entry:
    command = offer.command
    section = Section.ACTIONS
    if command.id.startswith("page."):
        section = Section.PAGES
    elif command.group is CommandGroup.PAGE:
        section = Section.HERE
    elif command.id.startswith("setting."):
        section = Section.SETTINGS
    return Entry(section, f"command:{command.id}", offer.name, command)


def _of_name(section: Section, subject: PersonName | PlaceName | GroupName | PartyName) -> Entry:
    kind = {PersonName: "person", PlaceName: "place", GroupName: "group", PartyName: "party"}[type(subject)]
    return Entry(section, f"{kind}:{subject.id}", subject.name, subject)
