"""Chat as the window lists and shows it: the rooms, what was said in one, and what a search finds.

Everything is read in pieces of a size that does not depend on how much was said: a list of rooms has a line for each,
a room is shown in windows around a number.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection

from lunch_desktop.domain.chat.entities import Message, RoomKind
from lunch_desktop.domain.chat.words import BETWEEN_MENTIONS
from lunch_desktop.domain.groups.entities import GroupState
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.matching.matcher import Query
from lunch_desktop.domain.matching.titles import Titles
from lunch_desktop.domain.parties.entities import PartyState
from lunch_desktop.domain.people import DEPARTMENTS, EMPLOYEES
from lunch_desktop.domain.times import Day, Instant
from lunch_desktop.store.desktop.message_search import END, MessageSearch
from lunch_desktop.store.desktop.queries.chat_statements import MOST_UNREAD, ChatStatements, chat_statements
from lunch_desktop.store.desktop.queries.chat_views import (
    ChatCounts,
    MessageHit,
    MessageHits,
    MessageView,
    MessageWindow,
    RoomMember,
    RoomView,
)
from lunch_desktop.store.desktop.schema import DesktopSchema
from lunch_desktop.store.desktop.state import MUTED_ROOMS, State
from lunch_desktop.store.rows import EntityRows

WINDOW: Final = 60
"""Messages that are read at a time."""


@dataclass(frozen=True, slots=True)
class _Inside:
    """A room that I take part in."""

    kind: RoomKind
    name: str
    day: Day | None
    meets_at: Instant | None
    cancelled: bool
    at: Instant


class ChatQueries:
    """Reads chat inside one snapshot, as `actor` sees it. Rooms that I left here are not shown, synced or not."""

    def __init__(self, connection: Connection, schema: DesktopSchema, rows: EntityRows, actor: EmployeeId) -> None:
        self._connection = connection
        self._schema = schema
        self._rows = rows
        self._actor = actor
        self._statements: ChatStatements = chat_statements(schema, connection.dialect)

    def rooms(self, today: Day | None = None, search: str = "") -> list[RoomView]:
        """All rooms in which something was said, the latest first; then, silent yet, my groups and my parties from
        `today` on, unless it is None. `search` leaves those whose name is found.
        """
        inside = self._inside()
        waiting = self._waiting()
        muted = self.muted()
        said = self._said(inside, waiting, muted)
        silent = [] if today is None else self._silent(inside, {one.id for one in said}, today, muted)
        listed = sorted(said, key=lambda one: (-one.at, one.id)) + silent
        query = Query(search)
        if not query.has_letters:
            return listed
        return [listed[place] for place in Titles([one.name for one in listed]).having(query)]

    def room(self, room_id: str) -> RoomView | None:
        """One room, said in or not; None if I take no part in it."""
        one = self._inside([room_id]).get(room_id)
        if one is None:
            return None
        inside, muted = {room_id: one}, self.muted()
        said = self._said(inside, self._waiting(), muted)
        return said[0] if said else _silent_room(room_id, one, muted)

    def members(self, room_id: str) -> list[RoomMember]:
        """Who takes part, by name."""
        people = {one.id: one for one in self._people(self._members(room_id))}
        teams = {one.id: one.name for one in self._departments(people.values())}
        read = self._read(room_id)
        members = [
            RoomMember(one.id, one.name, teams.get(one.department_id, ""), one.id == self._actor, read.get(one.id, 0))
            for one in people.values()
        ]
        return sorted(members, key=lambda one: (one.name, one.id))

    def messages(
        self,
        room_id: str,
        *,
        around: int | None = None,
        before: int | None = None,
        after: int | None = None,
        most: int = WINDOW,
    ) -> MessageWindow:
        """A window: half of it on each side of a number, or next to one on one side; the latest where none is named."""
        last = self._last_number(room_id)
        half = max(1, most // 2)
        older: list[Message] = []
        newer: list[Message] = []
        if around is not None:
            older = self._before(room_id, around + 1, half)
            newer = self._after(room_id, around, most - half)
        elif after is not None:
            newer = self._after(room_id, after, most)
        else:
            older = self._before(room_id, last + 1 if before is None else before, most)
        found = [*reversed(older), *newer]
        first, end = (found[0].number, found[-1].number) if found else (after or 0, (before or last + 1) - 1)
        waiting = [one for one in self._waiting() if one[0].room_id == room_id]
        changes = {str(one.id): change for one, change in waiting}
        views = self._views(room_id, [*found, *(one for one, _ in waiting)], changes)
        return MessageWindow(
            messages=tuple(views[: len(found)]),
            waiting=tuple(views[len(found) :]),
            at_start=not self._before(room_id, first, 1),
            at_end=end >= last,
        )

    def first_unread(self, room_id: str) -> int | None:
        """The number of the first message that counts as unread; the divider stands before it. None: all is read."""
        found = self._statements.first_unread.one(self._connection, self._actor, room_id)
        return None if found is None or found[0] is None else int(found[0])

    def not_read_by(self, room_id: str, number: int) -> list[RoomMember]:
        """Who in the room has not read so far, by name; the author of that message is never among them."""
        found = self._statements.author.one(self._connection, room_id, number)
        author = None if found is None else found[0]
        return [one for one in self.members(room_id) if one.read_to < number and one.id != author]

    def search(self, text: str, room_id: str | None = None, most: int = 50, before: int = END) -> MessageHits:
        """Messages that hold every word of `text`, in one room or in all, the latest first, behind a `place`."""
        index = MessageSearch(self._connection, self._schema)
        found = index.find(text, room_id, most, before)
        held = {one.id: one for one in self._by_id([hit.message_id for hit in found])}
        inside = self._inside(one.room_id for one in held.values())
        by_room: dict[str, list[Message]] = defaultdict(list)
        for message in held.values():
            if message.room_id in inside and not message.deleted:
                by_room[message.room_id].append(message)
        changes = {str(one.id): change for one, change in self._waiting()}
        views = {view.id: view for room, some in by_room.items() for view in self._views(room, some, changes)}
        hits = [
            MessageHit(views[hit.message_id], inside[room].kind, inside[room].name, hit.place)
            for hit in found
            if hit.message_id in views and (room := views[hit.message_id].room_id)
        ]
        return MessageHits(tuple(hits), len(found) == most, index.is_behind())

    def counts(self) -> ChatCounts:
        """For badges."""
        muted = self.muted()
        counted = self._statements.counts.all(self._connection, self._actor)
        telling = {row[0]: row for row in counted if row[1] and row[0] not in muted}
        unread = mentions = 0
        for room_id in self._inside(telling) if telling else ():
            _, count, called = telling[room_id]
            unread, mentions = unread + count, mentions + bool(called)
        return ChatCounts(min(unread, MOST_UNREAD), mentions)

    def muted(self) -> frozenset[str]:
        """Rooms that tell me nothing."""
        return frozenset(State(self._connection, self._schema).get(MUTED_ROOMS, ()))

    def _inside(self, ids: Iterable[str] | None = None) -> dict[str, _Inside]:
        """The rooms that I take part in, as this desktop shows it: all, or those among `ids`."""
        asked = self._statements
        if ids is None:
            parties = asked.my_parties.all(self._connection, self._actor)
            groups = asked.my_groups.all(self._connection, self._actor)
        else:
            these = sorted(set(ids))
            parties = asked.these_parties.all(self._connection, self._actor, these)
            groups = asked.these_groups.all(self._connection, self._actor, these)
        found: dict[str, _Inside] = {}
        for room_id, title, day, meets_at, state, opened_at in parties:
            cancelled = state == PartyState.CANCELLED
            found[room_id] = _Inside(RoomKind.PARTY, title, Day(day), Instant(meets_at), cancelled, Instant(opened_at))
        for room_id, name, state, made_at in groups:
            ended = state == GroupState.ENDED
            found[room_id] = _Inside(RoomKind.GROUP, name, None, None, ended, Instant(made_at))
        return found

    def _said(
        self, inside: dict[str, _Inside], waiting: Sequence[tuple[Message, str]], muted: frozenset[str]
    ) -> list[RoomView]:
        """Those of some rooms in which something was said."""
        mine: dict[str, Message] = {one.room_id: one for one, _ in waiting if one.room_id in inside}
        changes = {one.id: change for one, change in waiting}
        counted = {row[0]: row[1:] for row in self._counted(inside)}
        lasts = {**{room: Message(*row[5:]) for room, row in counted.items() if row[5] is not None}, **mine}
        names = self._names({one.author_id for one in lasts.values()})
        rooms = []
        for room_id in counted.keys() | mine.keys():
            one = inside[room_id]
            last_number, at, read_to, unread, called, *_ = counted.get(room_id, (0, 0, 0, 0, 0))
            last = lasts.get(room_id)
            view = None if last is None else self._plain(last, names, changes.get(last.id))
            at = max(at, last.written_at if last is not None and last.number == 0 else 0)
            rooms.append(
                RoomView(
                    id=room_id,
                    kind=one.kind,
                    name=one.name,
                    day=one.day,
                    meets_at=one.meets_at,
                    cancelled=one.cancelled,
                    last=view,
                    last_number=last_number,
                    read_to=read_to,
                    unread=unread,
                    mentioned=bool(unread and called),
                    muted=room_id in muted,
                    at=Instant(at),
                )
            )
        return rooms

    def _counted(self, inside: dict[str, _Inside]) -> list[Any]:
        if len(inside) == 1:
            return self._statements.one_room.all(self._connection, self._actor, next(iter(inside)))
        return [row for row in self._statements.rooms.all(self._connection, self._actor) if row[0] in inside]

    def _silent(self, inside: dict[str, _Inside], said: set[str], today: Day, muted: frozenset[str]) -> list[RoomView]:
        """Rooms where something may be said soon: the soonest parties first, then groups by name."""
        silent = [
            (room_id, one)
            for room_id, one in inside.items()
            if room_id not in said and not one.cancelled and (one.day is None or one.day >= today)
        ]
        silent.sort(key=lambda one: (one[1].meets_at is None, one[1].meets_at or 0, one[1].name, one[0]))
        return [_silent_room(room_id, one, muted) for room_id, one in silent]

    def _views(self, room_id: str, messages: Sequence[Message], changes: dict[str, str]) -> list[MessageView]:
        called = {EmployeeId(one) for message in messages for one in message.mentions.split(BETWEEN_MENTIONS) if one}
        names = self._names({message.author_id for message in messages} | called)
        read = self._read(room_id)
        members = {one: read.get(one, 0) for one in self._members(room_id)}
        unsent = self._unsent([message.id for message in messages if message.number])
        return [
            self._view(message, names, changes.get(message.id), members=members, unsent=message.id in unsent)
            for message in messages
        ]

    def _plain(self, message: Message, names: dict[str, str], change: str | None) -> MessageView:
        """A message where nobody counts who has read it."""
        return self._view(message, names, change, members=None, unsent=False)

    def _view(
        self,
        message: Message,
        names: dict[str, str],
        change: str | None,
        *,
        members: dict[str, int] | None,
        unsent: bool,
    ) -> MessageView:
        called = [one for one in message.mentions.split(BETWEEN_MENTIONS) if one]
        not_read = None
        if members is not None and message.number:
            not_read = sum(read < message.number for one, read in members.items() if one != message.author_id)
        return MessageView(
            id=message.id,
            room_id=message.room_id,
            number=message.number,
            author_id=message.author_id,
            author=names.get(message.author_id, ""),
            mine=message.author_id == self._actor,
            text=message.text,
            mentions={one: names[one] for one in called if one in names},
            mentions_me=self._actor in called,
            written_at=message.written_at,
            edited_at=message.edited_at,
            deleted=message.deleted,
            unsent=unsent,
            change=change,
            not_read=not_read,
        )

    def _waiting(self) -> list[tuple[Message, str]]:
        """My messages without a number in the order of the queue, each with its change."""
        return [(Message(*row[:-1]), row[-1]) for row in self._statements.waiting.all(self._connection)]

    def _unsent(self, ids: Sequence[str]) -> set[str]:
        return {row_id for (row_id,) in self._statements.unsent.all(self._connection, ids)} if ids else set()

    def _before(self, room_id: str, number: int, most: int) -> list[Message]:
        """Nearest first."""
        return [Message(*row) for row in self._statements.before.all(self._connection, room_id, number, most)]

    def _after(self, room_id: str, number: int, most: int) -> list[Message]:
        return [Message(*row) for row in self._statements.after.all(self._connection, room_id, number, most)]

    def _by_id(self, ids: Sequence[str]) -> list[Message]:
        return self._rows["messages"].many(self._connection, ids)

    def _last_number(self, room_id: str) -> int:
        """Of the messages that are held: the room's own count may be ahead of what pages have brought."""
        found = self._statements.before.one(self._connection, room_id, END, 1)
        return 0 if found is None else Message(*found).number

    def _members(self, room_id: str) -> list[str]:
        return [one for (one,) in self._statements.members.all(self._connection, room_id)]

    def _read(self, room_id: str) -> dict[str, int]:
        return dict(self._statements.read.all(self._connection, room_id))

    def _people(self, ids: Iterable[str]) -> list[Any]:
        return self._rows[EMPLOYEES.name].many(self._connection, sorted(set(ids)))

    def _departments(self, people: Iterable[Any]) -> list[Any]:
        return self._rows[DEPARTMENTS.name].many(self._connection, sorted({one.department_id for one in people}))

    def _names(self, ids: Iterable[str]) -> dict[str, str]:
        return {one.id: one.name for one in self._people(ids)}


def _silent_room(room_id: str, one: _Inside, muted: frozenset[str]) -> RoomView:
    return RoomView(
        id=room_id,
        kind=one.kind,
        name=one.name,
        day=one.day,
        meets_at=one.meets_at,
        cancelled=one.cancelled,
        last=None,
        last_number=0,
        read_to=0,
        unread=0,
        mentioned=False,
        muted=room_id in muted,
        at=one.at,
    )
