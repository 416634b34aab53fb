"""The parties of a list, of which only those in sight are read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import overload

from lunch_desktop.domain.times import Day
from lunch_desktop.store.desktop.queries.parties import PartyView
from lunch_desktop.ui.widgets.party_row import PartyRowContent

WINDOW = 60
"""How many parties are read at a time."""


@dataclass(frozen=True, slots=True)
class PartyItem:
    """A row of the list; `view` is None until it has been read."""

    id: str
    view: PartyView | None
    content: PartyRowContent

    @property
    def name(self) -> str:
        """The whole row in words."""
        return self.content.name


_UNREAD = PartyRowContent(name="", title="")


class PartyItems(Sequence[PartyItem]):
    """All rows by position; what a row says is made when it is asked for."""

    def __init__(
        self, ids: Sequence[str], views: Mapping[str, PartyView], content: Callable[[PartyView], PartyRowContent]
    ) -> None:
        self.ids, self._views, self._content = ids, views, content

    @overload
    def __getitem__(self, index: int) -> PartyItem: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[PartyItem]: ...
    def __getitem__(self, index: int | slice) -> PartyItem | Sequence[PartyItem]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self.ids)))]
        party_id = self.ids[index]
        view = self._views.get(party_id)
        return PartyItem(party_id, view, _UNREAD if view is None else self._content(view))

    def __len__(self) -> int:
        return len(self.ids)


def window_around(index: int) -> tuple[int, int]:
    """The window that holds a row: from where to where it is read, the row before it included for its day."""
    start = index // WINDOW * WINDOW
    return max(0, start - 1), start + WINDOW


def starts_of_days(ids: Sequence[str], days: Mapping[str, Day]) -> dict[int, Day]:
    """The positions, among those whose day is known, at which another day begins."""
    starts: dict[int, Day] = {}
    former: Day | None = None
    for index, party_id in enumerate(ids):
        day = days.get(party_id)
        if day is not None and day != former and (former is not None or index == 0):
            starts[index] = day
        former = day
    return starts
