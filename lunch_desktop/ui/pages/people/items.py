"""Colleagues as rows: which of them are shown, and what each row says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, overload

from PySide6.QtCore import QCoreApplication

from lunch_desktop.domain.times import Day
from lunch_desktop.store.desktop.queries.names import ranked
from lunch_desktop.store.desktop.queries.people import Colleague, Directory
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.times import window

translate = QCoreApplication.translate

_MOST_FOUND: Final = 200


class PeopleFilter(StrEnum):
    """Whom the list shows."""

    ALL = "all"
    CIRCLE = "circle"
    EATEN_WITH = "eaten"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class PersonItem:
    """A row: `said` is when they are free, else when we last had lunch; `is_free` tells which."""

    colleague: Colleague
    detail: str
    said: str
    is_free: bool
    name: str


class PersonItems(Sequence[PersonItem]):
    """All rows by position; what a row says is made when it is asked for."""

    def __init__(self, colleagues: Sequence[Colleague], directory: Directory) -> None:
        self.colleagues, self._directory = colleagues, directory

    @overload
    def __getitem__(self, index: int) -> PersonItem: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[PersonItem]: ...
    def __getitem__(self, index: int | slice) -> PersonItem | Sequence[PersonItem]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self.colleagues)))]
        one = self.colleagues[index]
        detail = " · ".join(part for part in (one.department, extension_words(one)) if part)
        said = free_words(one, self._directory) or last_words(one, self._directory.today)
        name = ", ".join(part for part in (one.name, detail, said) if part)
        return PersonItem(one, detail, said, one.free is not None, name)

    def __len__(self) -> int:
        return len(self.colleagues)


def shown(directory: Directory, which: PeopleFilter, department: str, search: str) -> list[Colleague]:
    """Who matches, by name; of a search the best first. `department` "" means all."""
    wanted = [one for one in directory.colleagues if _is_wanted(one, which) and department in ("", one.department_id)]
    if which is PeopleFilter.EATEN_WITH:
        wanted.sort(key=lambda one: one.last_lunch or "", reverse=True)
    elif which is PeopleFilter.FREE:
        wanted.sort(key=lambda one: one.free or (0, 0))
    if not search.strip():
        return wanted
    places = ranked([one.name for one in wanted], [one.department for one in wanted], search, _MOST_FOUND)
    return [wanted[place] for place in places]


def departments(directory: Directory) -> list[tuple[str, str]]:
    """The teams that there are, as (id, name), my own first."""
    names = {one.department_id: one.department for one in directory.colleagues if one.department}
    return sorted(names.items(), key=lambda one: (one[0] != directory.my_department, one[1]))


def free_words(one: Colleague, directory: Directory) -> str:
    """When they are free, or "free now"; "" where nothing is known."""
    if one.free is None:
        return ""
    times = window(*one.free, directory.time_zone)
    is_now = one.free[0] <= directory.now
    return fill(translate("People", "Free now, %1") if is_now else translate("People", "Free %1"), times)


def last_words(one: Colleague, today: Day) -> str:
    """When we last had lunch; "" if we never had."""
    if one.last_lunch is None:
        return ""
    days = (date.fromisoformat(today) - date.fromisoformat(one.last_lunch)).days
    if days <= 0:
        return translate("People", "Lunch today")
    if days < 7:
        return translate("People", "Lunch %n day(s) ago", None, days)
    weeks, months = days // 7, days // 30
    if days < 60:
        return translate("People", "Lunch %n week(s) ago", None, weeks)
    return translate("People", "Lunch %n month(s) ago", None, months)


def extension_words(one: Colleague) -> str:
    """How to ring them; "" for those who have no telephone."""
    return fill(translate("People", "Ext. %1"), one.extension) if one.extension else ""


def _is_wanted(one: Colleague, which: PeopleFilter) -> bool:
    match which:
        case PeopleFilter.ALL:
            return True
        case PeopleFilter.CIRCLE:
            return one.in_circle
        case PeopleFilter.EATEN_WITH:
            return one.lunches > 0
        case PeopleFilter.FREE:
            return one.free is not None
