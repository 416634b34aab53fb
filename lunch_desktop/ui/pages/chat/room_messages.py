"""The messages of a room by position; what a row says is made when it is asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, overload

from lunch_desktop.domain.matching.matcher import match
from lunch_desktop.domain.times import MINUTE, Day, Instant, day_of
from lunch_desktop.store.desktop.queries.chat_views import MessageView
from lunch_desktop.store.desktop.queries.sync_centre import ChangeView
from lunch_desktop.ui.pages.chat.items import Delivery, Mark, MarkKind, MessageItem, NotYet
from lunch_desktop.ui.pages.chat.links import plain_text
from lunch_desktop.ui.pages.chat.mentions import marks_of
from lunch_desktop.ui.pages.chat.reading import Chunks, RoomContent, chunk_of
from lunch_desktop.ui.texts.refusals import refusal_text
from lunch_desktop.ui.texts.times import clock, day_heading

_TOGETHER: Final = 3 * MINUTE
"""Messages that one person writes within so long are one group."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the rows depend on beside the messages: `fresh` is the number over which the divider stands, `deleting` are
    ids of messages that are about to be deleted, `found` the id of a message in which `search` was found.
    """

    actor: str
    time_zone: str
    now: Instant
    fresh: int | None = None
    deleting: frozenset[str] = frozenset()
    found: str = ""
    search: str = ""


class RoomMessages(Sequence[MessageItem | NotYet]):
    """Delivered messages by their numbers, then mine that wait or were refused. What is not read yet is NotYet."""

    def __init__(self, content: RoomContent, chunks: Chunks, around: Circumstances) -> None:
        self._content, self._around = content, around
        self._chunks: dict[int, Mapping[int, MessageView]] = dict(chunks)
        self._made: dict[int, MessageItem] = {}
        self._pending = tuple(self._make_pending())

    @property
    def last(self) -> int:
        """The number of the latest delivered message, and the index of the first of mine that is none."""
        return self._content.last

    @property
    def chunks(self) -> Chunks:
        """What was read."""
        return self._chunks

    def missing(self, rows: range) -> set[int]:
        """The chunks that have to be read to show some rows."""
        numbers = range(max(1, rows.start + 1), min(self.last, rows.stop) + 1)
        wanted = range(chunk_of(numbers.start), chunk_of(numbers[-1]) + 1) if numbers else range(0)
        return {chunk for chunk in wanted if chunk not in self._chunks}

    def __len__(self) -> int:
        return self.last + len(self._pending)

    @overload
    def __getitem__(self, index: int) -> MessageItem | NotYet: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[MessageItem | NotYet]: ...
    def __getitem__(self, index: int | slice) -> MessageItem | NotYet | Sequence[MessageItem | NotYet]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self)))]
        if index >= self.last:
            return self._pending[index - self.last]
        if index not in self._made:
            number = index + 1
            view = self._view(number)
            if view is None:
                return NotYet(number)
            self._made[index] = self._make(view, self._view(number - 1), self._view(number + 1))
        return self._made[index]

    def _view(self, number: int) -> MessageView | None:
        found = self._chunks.get(chunk_of(number), {}).get(number)
        if found is None:  # at the edge of a chunk it is in the neighbour, too
            for chunk in (chunk_of(number) - 1, chunk_of(number) + 1):
                found = found or self._chunks.get(chunk, {}).get(number)
        return found

    def _make(self, view: MessageView, before: MessageView | None, behind: MessageView | None) -> MessageItem:
        around = self._around
        deleted = view.deleted or view.id in around.deleting
        text, marks = self._shown(view.id, view.text, view.mentions) if not deleted else ("", ())
        starts_day = before is None or self._day(before) != self._day(view)
        fresh = view.number == around.fresh
        first = starts_day or fresh or not _together(before, view)
        ends = behind is None or behind.number == around.fresh or not _together(view, behind)
        return MessageItem(
            id=view.id,
            number=view.number,
            author_id=view.author_id,
            author=view.author or "?",
            mine=view.mine,
            written=view.text,
            text=text,
            marks=marks,
            time=clock(view.written_at, around.time_zone),
            delivery=Delivery.WAITING if view.number == 0 else Delivery.DELIVERED,
            change=view.change or "",
            edited=view.edited_at is not None,
            deleted=deleted,
            unread=view.not_read or 0,
            day=day_heading(self._day(view), day_of(around.now, around.time_zone)) if starts_day else "",
            fresh=fresh,
            first=first,
            last=ends or (behind is not None and self._day(behind) != self._day(view)),
        )

    def _make_pending(self) -> list[MessageItem]:
        waiting = self._content.waiting
        views = [self._view(self.last), *waiting, None]
        made = [self._make(view, views[place], views[place + 2]) for place, view in enumerate(waiting)]
        return [*made, *(self._make_refused(change) for change in self._content.refused)]

    def _make_refused(self, change: ChangeView) -> MessageItem:
        written = str(change.args.get("text", ""))
        text, marks = self._shown(change.uuid, written, {})
        return MessageItem(
            id=change.uuid,
            number=0,
            author_id=self._around.actor,
            author=self._content.me,
            mine=True,
            written=written,
            text=text,
            marks=marks,
            time=clock(change.created_at, self._around.time_zone),
            delivery=Delivery.REFUSED,
            reason=refusal_text(change.code or "", change.details).title,
            change=change.uuid,
        )

    def _shown(self, message_id: str, text: str, mentions: Mapping[str, str]) -> tuple[str, tuple[Mark, ...]]:
        plain, around = plain_text(text), self._around
        marks = [Mark(one.start, one.end, MarkKind.LINK, one.url, one.host) for one in plain.links]
        marks += marks_of(plain.text, mentions, around.actor)
        if around.search and message_id == around.found:
            marks += _found(plain.text, around.search)
        return plain.text, tuple(marks)

    def _day(self, view: MessageView) -> Day:
        return day_of(view.written_at, self._around.time_zone)


@dataclass(slots=True)
class Kept:
    """Chunks that were read lately; those furthest from what is looked at go first."""

    most: int = 12
    chunks: dict[int, Mapping[int, MessageView]] = field(default_factory=dict)

    def add(self, chunks: Chunks, near: int) -> None:
        """Keep these too, where `near` is looked at."""
        self.chunks.update(chunks)
        for chunk in sorted(self.chunks, key=lambda one: abs(one - near))[self.most :]:
            del self.chunks[chunk]


def _together(first: MessageView | None, second: MessageView) -> bool:
    return (
        first is not None
        and first.author_id == second.author_id
        and abs(second.written_at - first.written_at) <= _TOGETHER
    )


def _found(text: str, search: str) -> list[Mark]:
    """Where a search's words stand in a text."""
    found: list[Mark] = []
    for word in search.split():
        hit = match(word, text)
        found += [Mark(start, end, MarkKind.FOUND) for start, end in (hit.ranges if hit is not None else ())]
    return found
