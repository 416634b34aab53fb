"""What the person has read, and what there is to read; kept in the desktop's file."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection

from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.store.desktop.database import DesktopDatabase
from lunch_desktop.store.desktop.footprints import Footprints
from lunch_desktop.store.desktop.history import History
from lunch_desktop.store.desktop.inbox import Inbox, InboxKind
from lunch_desktop.store.desktop.inbox_proposals import note_expired
from lunch_desktop.store.desktop.message_search import MOST_TAKEN_IN, MessageSearch
from lunch_desktop.store.desktop.notices import Notices
from lunch_desktop.store.desktop.queries.inbox import coming_seats, open_requests
from lunch_desktop.store.desktop.standing import Standing
from lunch_desktop.store.desktop.state import MUTED_ROOMS, State
from lunch_desktop.system.clock import Clock


class Reading(Standing):
    """Results and notices that wait to be read. Safe to use from several threads; writers take turns."""

    def __init__(self, database: DesktopDatabase, clock: Clock) -> None:
        super().__init__(database)
        self._clock = clock
        self._footprints = Footprints()
        self._looked_at: str | None = None

    def mark_seen(self, uuids: Sequence[str]) -> None:
        """The author has read these results; they no longer need attention."""
        with self._writing() as connection:
            History(connection, self._schema).mark_seen(uuids)
            Inbox(connection, self._schema).mark_changes_seen(uuids)

    def note(self, kind: str, details: Mapping[str, Any]) -> None:
        """Keep something for the person to read; `details` fill the words of its `kind`."""
        with self._writing() as connection:
            Notices(connection, self._schema).add(kind, details, self._clock.now())

    def mark_notices_seen(self, ids: Sequence[int]) -> None:
        """The person has read these."""
        with self._writing() as connection:
            Notices(connection, self._schema).mark_seen(ids)

    def mark_inbox_seen(self, ids: Sequence[int]) -> None:
        """The person has read these entries of the inbox."""
        with self._writing() as connection:
            Inbox(connection, self._schema).mark_seen(ids)

    def mark_all_inbox_seen(self, up_to: int) -> None:
        """The person wants to read none of the entries up to this id any more."""
        with self._writing() as connection:
            Inbox(connection, self._schema).mark_all_seen(up_to)

    def mute_room(self, room_id: str, *, muted: bool) -> None:
        """Whether a room tells this person nothing, on this desktop alone."""
        with self._writing() as connection:
            state = State(connection, self._schema)
            others = set(state.get(MUTED_ROOMS, ())) - {room_id}
            state.set(MUTED_ROOMS, sorted(others | {room_id} if muted else others) or None)

    def index_messages(self) -> bool:
        """Take some of what came at once, in great numbers, into the search; whether there was any."""
        with self.database.reading() as connection:
            if not MessageSearch(connection, self._schema).is_behind():
                return False
        with self._writing() as connection:
            MessageSearch(connection, self._schema).take_in(MOST_TAKEN_IN)
        return True

    def look_at_room(self, room_id: str | None) -> None:
        """The person is looking at a room, of which nothing has to be told to them meanwhile; None: at none."""
        self._looked_at = room_id

    def note_lapsed(self) -> bool:
        """Tell in the inbox which requests for a seat were not confirmed in time; whether there is one to tell of.

        For a desktop without its server: from the server the same comes as a refusal.
        """
        now = self._clock.now()
        with self._writing() as connection:
            inbox = Inbox(connection, self._schema)
            lapsed = [
                one
                for one in open_requests(connection, self._schema)
                if one.lapses_at < now < one.ends_at and not inbox.has(InboxKind.LAPSED, one.change)
            ]
            for one in lapsed:
                inbox.add(InboxKind.LAPSED, now, subject=one.party_id, change=one.change)
        return bool(lapsed)

    def note_expired(self, actor: EmployeeId) -> bool:
        """Tell in the inbox which proposals of mine nobody answered in time; whether there is one to tell of."""
        with self._writing() as connection:
            return note_expired(connection, self._schema, actor, self._clock.now())

    def note_reminders(self, actor: EmployeeId) -> bool:
        """Remind in the inbox of my lunches that are near; whether there is one to remind of.

        One for each lunch and time: who moves a party reminds of it anew, a second start of the program does not.
        """
        now = self._clock.now()
        with self._writing() as connection:
            inbox = Inbox(connection, self._schema)
            near = [one for one in coming_seats(connection, self._schema, actor, now) if one.reminds_at <= now]
            due = [
                one for one in near if not inbox.has_said(InboxKind.REMINDER, one.party_id, {"meets_at": one.meets_at})
            ]
            for one in due:
                inbox.withdraw(InboxKind.REMINDER, one.party_id)
                inbox.add(InboxKind.REMINDER, now, {"meets_at": one.meets_at}, subject=one.party_id)
        return bool(due)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """See `DesktopDatabase.writing`."""
        with self.database.writing(self._footprints.commit) as connection:
            self._footprints.begin()
            yield connection
