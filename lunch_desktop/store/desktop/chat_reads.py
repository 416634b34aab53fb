"""What the window asks of the chats; each question is answered from one snapshot."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from lunch_desktop.domain.times import Day
from lunch_desktop.store.desktop.message_search import END
from lunch_desktop.store.desktop.queries.chat import WINDOW, ChatQueries
from lunch_desktop.store.desktop.queries.chat_views import (
    ChatCounts,
    MessageHits,
    MessageWindow,
    RoomMember,
    RoomView,
)
from lunch_desktop.store.desktop.seeing import Seeing

_NOTHING_SAID: Final = MessageWindow((), (), at_start=True, at_end=True)


class ChatReads(Seeing):
    """See `ChatQueries`, where each answer is described. A room is named by the id of its party or group."""

    def rooms(self, today: Day | None = None, search: str = "") -> list[RoomView]:
        """Rooms, the latest word first; with `today` those too in which nothing has been said yet."""
        with self._chatting() as chat:
            return [] if chat is None else chat.rooms(today, search)

    def room(self, room_id: str) -> RoomView | None:
        """One room; None if I take no part in it."""
        with self._chatting() as chat:
            return None if chat is None else chat.room(room_id)

    def room_members(self, room_id: str) -> list[RoomMember]:
        """Who takes part in a room, by name."""
        with self._chatting() as chat:
            return [] if chat is None else chat.members(room_id)

    def messages(
        self,
        room_id: str,
        *,
        around: int | None = None,
        before: int | None = None,
        after: int | None = None,
        most: int = WINDOW,
    ) -> MessageWindow:
        """A window of a room: around a number, before one or after one; the latest messages where none is named."""
        with self._chatting() as chat:
            if chat is None:
                return _NOTHING_SAID
            return chat.messages(room_id, around=around, before=before, after=after, most=most)

    def first_unread(self, room_id: str) -> int | None:
        """The number of the first message that counts as unread; the divider stands before it. None: all is read."""
        with self._chatting() as chat:
            return None if chat is None else chat.first_unread(room_id)

    def not_read_by(self, room_id: str, number: int) -> list[RoomMember]:
        """Who in the room has not read so far, by name."""
        with self._chatting() as chat:
            return [] if chat is None else chat.not_read_by(room_id, number)

    def search_messages(
        self, text: str, room_id: str | None = None, *, most: int = 50, before: int = END
    ) -> MessageHits:
        """Messages that hold every word of `text`, in a room or in all, the latest first, behind a hit's `place`."""
        with self._chatting() as chat:
            return MessageHits((), False, False) if chat is None else chat.search(text, room_id, most, before)

    def chat_counts(self) -> ChatCounts:
        """For badges."""
        with self._chatting() as chat:
            return ChatCounts(0, 0) if chat is None else chat.counts()

    @contextmanager
    def _chatting(self) -> Iterator[ChatQueries | None]:
        """One snapshot; None while nobody may see the rows."""
        with self._seeing() as connection:
            yield None if connection is None else ChatQueries(connection, self._schema, self._rows, self.actor)
