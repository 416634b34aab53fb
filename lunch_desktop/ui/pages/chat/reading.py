"""What the page asks of the file about one room."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from lunch_desktop.domain.times import Instant
from lunch_desktop.store.desktop.queries.chat_views import MessageView, RoomMember, RoomView
from lunch_desktop.store.desktop.queries.sync_centre import ChangeStanding, ChangeView
from lunch_desktop.store.desktop.reads import Reads

CHUNK: Final = 100
"""Messages that are read and kept together: those behind number 0, 100, 200 and so on."""
_REFUSED: Final = frozenset({ChangeStanding.REFUSED, ChangeStanding.LIKELY_REFUSED, ChangeStanding.SET_ASIDE})

Chunks = Mapping[int, Mapping[int, MessageView]]
"""Chunk -> number -> message, with the one before the chunk and the one behind it."""


@dataclass(frozen=True, slots=True)
class RoomContent:
    """A room, who is in it, and some of what was said there. `last` is the number of the latest message held.

    `waiting` are mine that the server has not got, `refused` changes of mine that would have said something.
    """

    room: RoomView
    members: tuple[RoomMember, ...]
    first_unread: int | None
    last: int
    waiting: tuple[MessageView, ...]
    refused: tuple[ChangeView, ...]
    chunks: Chunks
    time_zone: str
    me: str
    read_at: Instant


def chunk_of(number: int) -> int:
    """The chunk that a message of this number is in."""
    return max(0, number - 1) // CHUNK


def read_room(
    reads: Reads, room_id: str, around: int | None, chunks: Iterable[int], now: Instant
) -> RoomContent | None:
    """The room with some chunks, and with those around a number; None stands for the first that is unread, or the end.

    None if I take no part in it.
    """
    room = reads.room(room_id)
    me = reads.me()
    if room is None or me is None:
        return None
    latest = reads.messages(room_id, most=1)
    last = latest.messages[-1].number if latest.messages else 0
    first_unread = reads.first_unread(room_id)
    wanted = set(chunks)
    if not wanted:
        place = chunk_of(around or first_unread or last)
        wanted = {max(0, place - 1), place, place + 1}
    return RoomContent(
        room=room,
        members=tuple(reads.room_members(room_id)),
        first_unread=first_unread,
        last=last,
        waiting=latest.waiting,
        refused=_refused(reads, room_id),
        chunks=read_chunks(reads, room_id, wanted, last),
        time_zone=me[1].time_zone,
        me=me[0].name,
        read_at=now,
    )


def read_chunks(reads: Reads, room_id: str, chunks: Iterable[int], last: int) -> Chunks:
    """Some chunks of a room whose latest message has the number `last`."""
    found: dict[int, Mapping[int, MessageView]] = {}
    for chunk in sorted(chunks):
        before = chunk * CHUNK
        if before < max(1, last):
            window = reads.messages(room_id, after=max(0, before - 1), most=CHUNK + 2)
            found[chunk] = {one.number: one for one in window.messages}
    return found


def _refused(reads: Reads, room_id: str) -> tuple[ChangeView, ...]:
    """What could not be said there, oldest first; looked for only where the Sync centre has something to look at."""
    if not reads.counts().attention:
        return ()
    centre = reads.sync_centre()
    return tuple(
        one
        for one in sorted((*centre.waiting, *centre.attention), key=lambda one: one.seq)
        if one.name == "message.send" and one.args.get("room_id") == room_id and one.standing in _REFUSED
    )
