"""What was said while the person was away, as the inbox tells it: one entry for a room, and one for each call by name.

Nothing is told of rooms that are muted or being looked at, of one's own words, of what was read elsewhere, and of what
was said before one came: that is there when the room is opened.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from lunch_desktop.domain.chat.entities import MESSAGES, READ_MARKERS, Message, ReadMarker, read_marker_id
from lunch_desktop.domain.chat.words import BETWEEN_MENTIONS
from lunch_desktop.domain.ids import EmployeeId, RoomId
from lunch_desktop.domain.times import Instant
from lunch_desktop.store.desktop.inbox import INBOX, Details, Inbox, InboxKind
from lunch_desktop.store.desktop.schema import DesktopSchema
from lunch_desktop.store.desktop.state import MUTED_ROOMS, PULLED_AT, State
from lunch_desktop.store.rows import EntityRows
from lunch_desktop.wire.sync import PullResponse, Rows


@dataclass
class Heard:
    """What a patch brings that may be told: messages that are new here, those taken back, and how far I have read."""

    said: list[Message] = field(default_factory=list)
    taken_back: list[Message] = field(default_factory=list)
    read: list[ReadMarker] = field(default_factory=list)


class Talk:
    """Looks before rows are applied, and tells afterwards, inside one transaction."""

    def __init__(
        self,
        connection: Connection,
        schema: DesktopSchema,
        rows: EntityRows,
        actor: EmployeeId,
        looked_at: str | None = None,
    ) -> None:
        self._connection = connection
        self._rows = rows
        self._actor = actor
        self._looked_at = looked_at
        self._state = State(connection, schema)
        self._inbox = Inbox(connection, schema)

    def look(self, patch: PullResponse) -> Heard:
        """What of the patch is news, compared with what is held."""
        heard = Heard()
        if not {MESSAGES.name, READ_MARKERS.name} & patch.tables.keys() or self._state.get(PULLED_AT) is None:
            return heard
        known = {row_id for one in patch.scopes if one.whole for row_id in one.present.get(MESSAGES.name, ())}
        brought = [one for one in _messages(patch.tables.get(MESSAGES.name)) if one.id not in known]
        others = [one for one in brought if one.author_id != self._actor]
        held = {one.id: one for one in self._rows[MESSAGES.name].many(self._connection, [one.id for one in others])}
        for one in others:
            former = held.get(one.id)
            if former is None and not one.deleted:
                heard.said.append(one)
            elif former is not None and one.deleted and not former.deleted:
                heard.taken_back.append(former)
        heard.read = [one for one in _markers(patch.tables.get(READ_MARKERS.name)) if one.employee_id == self._actor]
        return heard

    def tell(self, heard: Heard, now: Instant) -> set[str]:
        """Tell it; the tables that changed."""
        for marker in heard.read:
            self._inbox.mark_room_read(marker.room_id, marker.number)
        for message in heard.taken_back:
            self._inbox.take_back(message.room_id, message.id, message.number)
        quiet = {*self._state.get(MUTED_ROOMS, ()), self._looked_at} if heard.said else set()
        rooms: dict[RoomId, list[Message]] = {}
        for message in sorted(heard.said, key=lambda one: one.number):
            if message.room_id not in quiet:
                rooms.setdefault(message.room_id, []).append(message)
        for room_id, messages in rooms.items():
            read_to = self._read_to(room_id)
            self._tell_of_room(room_id, [one for one in messages if one.number > read_to], now)
        return {INBOX} if heard.read or heard.taken_back or rooms else set()

    def _tell_of_room(self, room_id: RoomId, messages: Sequence[Message], now: Instant) -> None:
        plain = [one for one in messages if self._actor not in one.mentions.split(BETWEEN_MENTIONS)]
        if plain:
            said: Details = {
                "kind": plain[-1].kind,
                "speakers": _latest_first(one.author_id for one in plain),
                "numbers": [one.number for one in plain],
            }
            self._inbox.merge(InboxKind.MESSAGES, room_id, now, said, _together)
        for one in messages:
            if one not in plain:
                call = {"kind": one.kind, "by": one.author_id, "number": one.number}
                self._inbox.add(InboxKind.MENTIONED, now, call, subject=room_id, change=one.id)

    def _read_to(self, room_id: RoomId) -> int:
        mine = self._rows[READ_MARKERS.name].one(self._connection, read_marker_id(room_id, self._actor))
        return 0 if mine is None else int(mine.number)


def _messages(rows: Rows | None) -> list[Message]:
    return [] if rows is None else [Message(*one) for one in _columns(rows, MESSAGES.columns)]


def _markers(rows: Rows | None) -> list[ReadMarker]:
    return [] if rows is None else [ReadMarker(*one) for one in _columns(rows, READ_MARKERS.columns)]


def _columns(rows: Rows, names: Sequence[str]) -> Iterable[list[Any]]:
    places = [rows.columns.index(name) for name in names]
    return ([values[place] for place in places] for values in rows.values)


def _latest_first(speakers: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(reversed(list(speakers))))


def _together(before: Details, latest: Details) -> Details:
    """All that was said since the person looked last."""
    speakers = [*latest["speakers"], *(one for one in before["speakers"] if one not in latest["speakers"])]
    return {**latest, "speakers": speakers, "numbers": sorted({*before["numbers"], *latest["numbers"]})}
