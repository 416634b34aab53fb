"""What the window is told of chats."""

from dataclasses import dataclass

from lunch_desktop.domain.chat.entities import RoomKind
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.times import Day, Instant


@dataclass(frozen=True, slots=True)
class MessageView:
    """One message as it is shown.

    `number` orders the room, from 1; 0 for one of mine that waits for the server, whose change is `change` (to withdraw
    it: `DesktopSession.discard`). `unsent`: an edit or the deletion of it waits. `author` is "" where the colleague is
    not held any more. `mentions` are the names of those called, by id; `mentions_me`: I am among them. A `deleted` one
    has no text. `not_read` counts those in the room, but for the author, who have not read so far; None while it waits.
    """

    id: str
    room_id: str
    number: int
    author_id: EmployeeId
    author: str
    mine: bool
    text: str
    mentions: dict[str, str]
    mentions_me: bool
    written_at: Instant
    edited_at: Instant | None
    deleted: bool
    unsent: bool
    change: str | None
    not_read: int | None


@dataclass(frozen=True, slots=True)
class RoomView:
    """One room as a list shows it.

    `name` is the party's title or the group's name. `meets_at` and `day` are a party's; `cancelled` says that it was
    called off, or that the group has ended. `last` is the latest message, which may be one of mine that waits; None in
    a room where nobody has said anything. `unread` is at most MOST_UNREAD, which reads "99+"; own and deleted messages
    don't count. `mentioned`: one of the unread ones calls me. `read_to` is the number up to which I have read, the
    divider stands behind it; `last_number` that of the latest delivered message. `at` is when something last happened.
    """

    id: str
    kind: RoomKind
    name: str
    day: Day | None
    meets_at: Instant | None
    cancelled: bool
    last: MessageView | None
    last_number: int
    read_to: int
    unread: int
    mentioned: bool
    muted: bool
    at: Instant


@dataclass(frozen=True, slots=True)
class RoomMember:
    """Somebody who takes part in a room, me too; `read_to` is the number up to which they have read."""

    id: EmployeeId
    name: str
    department: str
    is_me: bool
    read_to: int


@dataclass(frozen=True, slots=True)
class MessageWindow:
    """Some messages of a room in order of their numbers, without a gap.

    `at_start` and `at_end`: nothing delivered lies before, or behind. `waiting` are mine without a number, in the order
    in which I wrote them; they stand at the end, and are read with every window.
    """

    messages: tuple[MessageView, ...]
    waiting: tuple[MessageView, ...]
    at_start: bool
    at_end: bool


@dataclass(frozen=True, slots=True)
class MessageHit:
    """A message that a search finds, with its room's name. `place` asks for those behind it.

    Around it: `Reads.messages(room_id, around=message.number)`; one that waits (number 0) is at the end.
    """

    message: MessageView
    kind: RoomKind
    room: str
    place: int


@dataclass(frozen=True, slots=True)
class MessageHits:
    """Hits, the latest first. `more`: there may be older ones. `preparing`: the search still lacks some that came."""

    hits: tuple[MessageHit, ...]
    more: bool
    preparing: bool


@dataclass(frozen=True, slots=True)
class ChatCounts:
    """For badges: unread messages of rooms that are not muted, at most MOST_UNREAD; of those, rooms that call me."""

    unread: int
    mentions: int
