"""The entries of the inbox as rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import overload

from PySide6.QtCore import QCoreApplication

from lunch_desktop.domain.times import Day, Instant, day_of
from lunch_desktop.store.desktop.queries.inbox import InboxEntry
from lunch_desktop.store.desktop.reads import Reads
from lunch_desktop.ui.texts.inbox import inbox_text
from lunch_desktop.ui.texts.inbox_words import InboxText
from lunch_desktop.ui.texts.times import clock, moment

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class InboxContent:
    """What the file says: the entries that match, latest first, whether there are others, and the office's clock."""

    entries: tuple[InboxEntry, ...]
    unread: int
    total: int
    time_zone: str


@dataclass(frozen=True, slots=True)
class InboxItem:
    """A row; `fresh`: the person has not seen it before this visit."""

    id: int
    text: InboxText
    time: str
    fresh: bool
    name: str


class InboxItems(Sequence[InboxItem]):
    """All rows by position; what a row says is made when it is asked for."""

    def __init__(self, entries: Sequence[InboxEntry], time_zone: str, fresh: frozenset[int], now: Instant) -> None:
        self.entries, self._time_zone, self._fresh, self._now = entries, time_zone, fresh, now

    @overload
    def __getitem__(self, index: int) -> InboxItem: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[InboxItem]: ...
    def __getitem__(self, index: int | slice) -> InboxItem | Sequence[InboxItem]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self.entries)))]
        entry = self.entries[index]
        text, fresh = inbox_text(entry, self._time_zone), not entry.seen or entry.id in self._fresh
        parts = [text.title, text.detail, moment(entry.at, self._time_zone, self._now)]
        if fresh:
            parts.insert(0, translate("Inbox", "Unread"))
        name = ", ".join(part for part in parts if part)
        return InboxItem(entry.id, text, clock(entry.at, self._time_zone), fresh, name)

    def __len__(self) -> int:
        return len(self.entries)


def read_content(reads: Reads, search: str, *, unread_only: bool, keep: frozenset[int]) -> InboxContent:
    """Read the inbox; `keep` names entries that stay although they have been read by now."""
    me = reads.me()
    entries = reads.inbox()
    words = search.casefold().split()
    shown = tuple(
        one
        for one in entries
        if (not unread_only or not one.seen or one.id in keep) and all(word in _searched(one) for word in words)
    )
    unread = sum(not one.seen for one in entries)
    return InboxContent(shown, unread, len(entries), me[1].time_zone if me is not None else "UTC")


def starts_of_days(entries: Sequence[InboxEntry], time_zone: str) -> dict[int, Day]:
    """The positions at which another day begins."""
    starts: dict[int, Day] = {}
    former: Day | None = None
    for index, entry in enumerate(entries):
        day = day_of(entry.at, time_zone)
        if day != former:
            starts[index] = former = day
    return starts


def _searched(entry: InboxEntry) -> str:
    """The party and the people that an entry names."""
    title = entry.party.title if entry.party is not None else ""
    wanted = str(entry.change.args.get("title", "")) if entry.change is not None else ""
    return "\n".join((title, wanted, *entry.names.values(), *entry.places.values())).casefold()
