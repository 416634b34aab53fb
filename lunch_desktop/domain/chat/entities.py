"""Rooms, messages and how far everybody has read. A room has the id of its party or group."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lunch_desktop.domain.ids import EmployeeId, MessageId, RoomId, natural_id
from lunch_desktop.domain.table import Table
from lunch_desktop.domain.times import Instant

LONGEST_TEXT: Final = 2_000
MOST_MENTIONS: Final = 20


class RoomKind(StrEnum):
    """What a room belongs to: a party or a group, whose id it has."""

    PARTY = "party"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Room:
    """What is counted for a room: `last_number` is that of its latest message, which came to the server at `last_at`.

    There is none before the first message.
    """

    id: RoomId
    kind: str
    last_number: int
    last_at: Instant


@dataclass(frozen=True, slots=True)
class Message:
    """Something said in a room.

    `number` is its place in the room, from 1, given by the server; 0 until it has been delivered. `written_at` is the
    author's clock, for show alone, and never ahead of the server's. `mentions` are employees' ids with a comma between
    them. A deleted message keeps its place, but neither text nor mentions.
    """

    id: MessageId
    room_id: RoomId
    kind: str
    author_id: EmployeeId
    number: int
    text: str
    mentions: str
    written_at: Instant
    edited_at: Instant | None
    deleted: bool


@dataclass(frozen=True, slots=True)
class ReadMarker:
    """That an employee has read a room up to the message of this number. All in the room see it."""

    id: str
    room_id: RoomId
    kind: str
    employee_id: EmployeeId
    number: int


def read_marker_id(room: RoomId, employee: EmployeeId) -> str:
    """One marker for each room and employee."""
    return natural_id("read_marker", room, employee)


ROOMS = Table("rooms", Room)
MESSAGES = Table("messages", Message, (), {"author_id": "employees"})
READ_MARKERS = Table("read_markers", ReadMarker, (), {"employee_id": "employees"})
