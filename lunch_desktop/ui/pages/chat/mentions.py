"""Calling somebody by name: @ and a name of those in the room."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lunch_desktop.domain.chat.entities import MOST_MENTIONS
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.matching.matcher import match
from lunch_desktop.ui.pages.chat.items import Mark, MarkKind
from lunch_desktop.ui.pickers.suggestion_row import Suggestion
from lunch_desktop.ui.theme.icons import Icon

_BEING_TYPED: Final = re.compile(r"(?:^|(?<=\s))@([^@\n]{0,40})$")
_MOST_OFFERED: Final = 8


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a room."""

    id: EmployeeId
    name: str
    more: str = ""


def being_typed(before: str) -> str | None:
    """What is typed of a name so far, of the text before the cursor; None where nobody is being called."""
    found = _BEING_TYPED.search(before)
    return found.group(1) if found is not None else None


def offered(people: Sequence[Person], typed: str) -> list[Suggestion]:
    """Those in the room whose name is found by what was typed, also by initial consonants; best first."""
    if not typed.strip():
        return [_suggestion(one) for one in people[:_MOST_OFFERED]]
    found = [(hit, one) for one in people if (hit := match(typed, one.name)) is not None]
    found.sort(key=lambda pair: pair[0])
    return [_suggestion(one, hit.ranges) for hit, one in found[:_MOST_OFFERED]]


def called(text: str, people: Iterable[Person], picked: Mapping[str, EmployeeId]) -> list[EmployeeId]:
    """Whom a text calls. Of two of one name it is the one who was picked, else both."""
    ids = [one.id for one in people if f"@{one.name}" in text and picked.get(one.name, one.id) == one.id]
    return ids[:MOST_MENTIONS]


def marks_of(text: str, names: Mapping[str, str], me: str) -> Iterator[Mark]:
    """Where a text calls those of these ids and names."""
    taken: list[range] = []
    for employee, name in sorted(names.items(), key=lambda pair: -len(pair[1])):
        call, start = f"@{name}", 0
        while name and (start := text.find(call, start)) >= 0:
            place = range(start, start + len(call))
            if not any(place.start < other.stop and other.start < place.stop for other in taken):
                taken.append(place)
                yield Mark(place.start, place.stop, MarkKind.ME if employee == me else MarkKind.MENTION)
            start = place.stop


def _suggestion(person: Person, ranges: tuple[tuple[int, int], ...] = ()) -> Suggestion:
    return Suggestion(person, person.name, person.more, Icon.PERSON, tuple(ranges))
