"""The rooms, the latest word first, and what a search finds in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from lunch_desktop.domain.chat.entities import RoomKind
from lunch_desktop.domain.matching.matcher import match
from lunch_desktop.domain.times import Instant, day_of
from lunch_desktop.store.desktop.queries.chat_views import MessageHit, MessageHits, RoomView
from lunch_desktop.store.desktop.reads import Reads
from lunch_desktop.ui.page import PageContext
from lunch_desktop.ui.pages.chat.room_row import RoomLine, RoomRow
from lunch_desktop.ui.pages.chat.words import about_room, author_of, last_words, one_line, when
from lunch_desktop.ui.pages.parties.day_list import DayList
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.empty_state import EmptyState
from lunch_desktop.ui.widgets.label import Label
from lunch_desktop.ui.widgets.list_row import ListRow

translate = QCoreApplication.translate

_CONTEXT: Final = 24
"""Letters of a message that are shown before what was found in it."""


@dataclass(frozen=True, slots=True)
class Rooms:
    """What the column shows: rooms, and hits where something is looked for. None: the first sync is not over."""

    rooms: tuple[RoomView, ...]
    hits: MessageHits | None
    time_zone: str
    now: Instant


class RoomsColumn(QWidget):
    """`room_chosen` carries a room's id, `hit_chosen` a MessageHit; `nothing_pressed`: there is no room, and the person
    wants to find a party.
    """

    room_chosen = Signal(str)
    hit_chosen = Signal(object)
    nothing_pressed = Signal()
    filled = Signal()

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context, self.theme = context, context.theme
        self._found: Rooms | None = None
        self._search, self._open, self._drafts = "", "", frozenset[str]()
        self.list = DayList(self.theme, lambda: RoomRow(self.theme), self._fill, key_of=_key_of)
        self.list.setObjectName("chat-rooms")
        self.list.activated.connect(self._choose)
        self.list.opened.connect(self._choose)
        self._empty = EmptyState(self.theme, Icon.CHAT, "")
        self._empty.pressed.connect(self.nothing_pressed)
        self._preparing = Label(self.theme, role=TextRole.CAPTION, colour=ColourRole.SECONDARY, wrap=True)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(self._preparing)
        self._layout.addWidget(self._stack, 1)
        self.retranslate()
        follow(self.theme, self._restyle)

    @property
    def rooms(self) -> tuple[RoomView, ...]:
        """The rooms that are listed."""
        return self._found.rooms if self._found is not None else ()

    @property
    def hits(self) -> tuple[MessageHit, ...]:
        """The messages that are listed."""
        return self._found.hits.hits if self._found is not None and self._found.hits is not None else ()

    @property
    def search(self) -> str:
        """What is looked for."""
        return self._search

    def refresh(self) -> None:
        """Read the rooms anew."""
        search, now = self._search, self._context.session.clock.now()
        self._context.session.read(lambda reads: _read(reads, search, now), self._take, key="chat.rooms", receiver=self)

    def look_for(self, text: str) -> None:
        """Narrow the list to what is found."""
        if text.strip() != self._search:
            self._search = text.strip()
            self.refresh()

    def mark_open(self, room_id: str) -> None:
        """This room is shown beside the column."""
        if room_id != self._open:
            self._open = room_id
            self.list.refresh()

    def mark_drafts(self, rooms: frozenset[str]) -> None:
        """In these rooms something was typed and not sent."""
        if rooms != self._drafts:
            self._drafts = rooms
            self._show()

    def focus_first(self) -> None:
        """The room that is open, or the first line."""
        if self.list.count:
            places = [place for place, line in enumerate(self._lines()) if line.key == self._open]
            self.list.focus_row(places[0] if places and not self._search else max(0, self.list.current))
        else:
            self._empty.setFocus()

    def retranslate(self) -> None:
        """Says everything anew."""
        self.list.setAccessibleName(translate("Chat", "Rooms"))
        self._preparing.setText(translate("Chat", "Older messages are still being prepared for the search."))
        self._show()

    def _take(self, found: Rooms) -> None:
        self._found = found
        self._show()
        self.filled.emit()

    def _show(self) -> None:
        found = self._found
        self._preparing.setVisible(found is not None and found.hits is not None and found.hits.preparing)
        if found is None:
            return
        lines = self._lines()
        self.list.show_items(lines)
        self.list.show_headings(self._headings(found) if found.hits is not None else {})
        self._stack.setCurrentWidget(self.list if lines else self._empty)
        if not lines:
            self._say_empty()

    def _say_empty(self) -> None:
        if self._search:
            title = fill(translate("Chat", "Nothing found for “%1”"), self._search)
            self._empty.show_content(
                Icon.SEARCH, title, translate("Chat", "Rooms and what was said in them are searched.")
            )
            return
        self._empty.show_content(
            Icon.CHAT,
            translate("Chat", "No rooms yet"),
            translate("Chat", "Each party that you join and each of your groups has one."),
            translate("Chat", "Look at the parties"),
        )

    def _headings(self, found: Rooms) -> dict[int, str]:
        headings = {}
        if found.rooms:
            headings[0] = translate("Chat", "Rooms")
        if found.hits is not None and found.hits.hits:
            headings[len(found.rooms)] = translate("Chat", "Messages")
        return headings

    def _lines(self) -> Sequence[RoomLine]:
        found = self._found
        if found is None:
            return ()
        rooms = [self._line_of_room(room, found) for room in found.rooms]
        return [*rooms, *(self._line_of_hit(hit, found) for hit in self.hits)]

    def _line_of_room(self, room: RoomView, found: Rooms) -> RoomLine:
        last = last_words(room)
        about = about_room(room, found.time_zone, found.now)
        draft = translate("Chat", "Not sent yet: draft") if room.id in self._drafts else ""
        parts, unread = [room.name, about], room.unread
        if unread:
            parts.append(translate("Chat", "%n unread", None, unread))
        if room.mentioned:
            parts.append(translate("Chat", "mentions you"))
        if room.muted:
            parts.append(translate("Chat", "muted"))
        return RoomLine(
            key=room.id,
            value=room.id,
            icon=Icon.PEOPLE if room.kind is RoomKind.GROUP else Icon.UTENSILS,
            title=room.name,
            time=when(room.last.written_at, found.time_zone, found.now) if room.last is not None else "",
            detail=last if room.last is not None else about,
            name=", ".join([*parts, draft or last]),
            unread=room.unread,
            mentioned=room.mentioned,
            muted=room.muted,
            draft=draft,
        )

    def _line_of_hit(self, hit: MessageHit, found: Rooms) -> RoomLine:
        message = hit.message
        at = when(message.written_at, found.time_zone, found.now)
        detail, ranges = _with_context(author_of(message), one_line(message), self._search)
        return RoomLine(
            key=message.id,
            value=hit,
            icon=Icon.CHAT,
            title=hit.room,
            time=at,
            detail=detail,
            name=", ".join((hit.room, author_of(message), one_line(message), at)),
            ranges=ranges,
        )

    def _fill(self, row: ListRow, item: object) -> None:
        if isinstance(row, RoomRow) and isinstance(item, RoomLine):
            row.show_line(item, chosen=item.key == self._open)

    def _choose(self, index: int) -> None:
        lines = self._lines()
        if 0 <= index < len(lines):
            value = lines[index].value
            if isinstance(value, MessageHit):
                self.hit_chosen.emit(value)
            else:
                self.room_chosen.emit(value)

    def _restyle(self) -> None:
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(self.theme.px(self.theme.metrics.space_s))
        self._preparing.setMargin(self.theme.px(self.theme.metrics.space_s))


def _read(reads: Reads, search: str, now: Instant) -> Rooms:
    me = reads.me()
    time_zone = me[1].time_zone if me is not None else "UTC"
    rooms = _coming_first(reads.rooms(day_of(now, time_zone), search), now)
    return Rooms(tuple(rooms), reads.search_messages(search) if search else None, time_zone, now)


def _coming_first(rooms: Sequence[RoomView], now: Instant) -> list[RoomView]:
    """Rooms of parties that are still to come, the soonest first; then the others as they are."""
    coming = [one for one in rooms if one.meets_at is not None and one.meets_at > now and not one.cancelled]
    coming.sort(key=lambda one: one.meets_at or 0)
    return [*coming, *(one for one in rooms if one not in coming)]


def _with_context(author: str, text: str, search: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A message in one line from a little before what was found, and where that stands in it."""
    hits = [hit for word in search.split() if (hit := match(word, text)) is not None]
    ranges = sorted({one for hit in hits for one in hit.ranges})
    cut = max(0, ranges[0][0] - _CONTEXT) if ranges else 0
    head = f"{author}: " + ("…" if cut else "")
    shift = len(head) - cut
    apart: list[tuple[int, int]] = []
    for start, end in ranges:
        if not apart or start + shift >= apart[-1][1]:
            apart.append((start + shift, end + shift))
    return head + text[cut:], tuple(apart)


def _key_of(item: object) -> object:
    return item.key if isinstance(item, RoomLine) else item
