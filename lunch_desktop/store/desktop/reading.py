"""What the person has read, and what there is to read; kept in the desktop's file."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection

from lunch_desktop.store.desktop.database import DesktopDatabase
from lunch_desktop.store.desktop.footprints import Footprints
from lunch_desktop.store.desktop.history import History
from lunch_desktop.store.desktop.inbox import Inbox, InboxKind
from lunch_desktop.store.desktop.notices import Notices
from lunch_desktop.store.desktop.queries.inbox import open_requests
from lunch_desktop.store.desktop.standing import Standing
from lunch_desktop.system.clock import Clock


class Reading(Standing):
    """Results and notices that wait to be read. Safe to use from several threads; writers take turns."""

    def __init__(self, database: DesktopDatabase, clock: Clock) -> None:
        super().__init__(database)
        self._clock = clock
        self._footprints = Footprints()

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

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """See `DesktopDatabase.writing`."""
        with self.database.writing(self._footprints.commit) as connection:
            self._footprints.begin()
            yield connection
