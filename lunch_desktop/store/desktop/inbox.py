"""The inbox: what happened that concerns the person, kept until it is old.

An entry names rows by their ids, never by their words: what the person may no longer see is then not told of either.
"""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, delete, func, insert, select, update

from lunch_desktop.domain.errors import RefusalCode
from lunch_desktop.domain.times import HOUR, Instant
from lunch_desktop.store.desktop.schema import DesktopSchema

INBOX: Final = "inbox"
"""What `changed` names beside the tables of rows."""
KEPT: Final = 60 * 24 * HOUR
"""How long an entry stays, in milliseconds."""
MOST_KEPT: Final = 5_000


class InboxKind(StrEnum):
    """What happened. `details` of an entry hold what is named here, beside its subject and its change."""

    REFUSED = "refused"
    """A change of mine: `name`, `code`, `details`, `asked_at`."""
    CONFLICT = "conflict"
    """A change of mine was applied in part: `name`."""
    SET_ASIDE = "set_aside"
    """A change of mine could not be sent: `name`."""
    SEATED = "seated"
    """The seat that I had asked for a while ago is confirmed."""
    WAITLISTED = "waitlisted"
    """Of the seat that I had asked for a while ago, a place on the waitlist came."""
    PROMOTED = "promoted"
    """I moved from the waitlist to a seat."""
    LAPSED = "lapsed"
    """A seat that I asked for was not confirmed in time."""
    INVITED = "invited"
    """`by`: who invited me."""
    CANCELLED = "cancelled"
    MOVED = "moved"
    """`meets_at`, `place`, `restaurant_id`: [before, now] of what was changed."""
    MADE_HOST = "made_host"
    """I am the host now; `by`: who was."""
    NEW_HOST = "new_host"
    """`by`: who is the host now."""
    MEMBERS = "members"
    """`joined`, `left`, `declined`: whose standing with a party that I host changed."""
    LATE = "late"
    """`by` and `minutes`."""
    FILE = "file"
    """Something about the person's file or server: `notice`, `kind` and `details` of a Notice."""


OF_CHANGES: Final = frozenset({InboxKind.REFUSED, InboxKind.CONFLICT, InboxKind.SET_ASIDE})
"""Told of the person's own changes: these stay when what they were about is withdrawn."""

Details = dict[str, Any]


class Inbox:
    """The entries, inside one writing transaction."""

    def __init__(self, connection: Connection, schema: DesktopSchema) -> None:
        self._connection = connection
        self._table = schema.inbox

    def add(
        self,
        kind: InboxKind,
        now: Instant,
        details: Mapping[str, Any] | None = None,
        *,
        subject: str | None = None,
        change: str | None = None,
    ) -> None:
        """Put a new entry on top."""
        row = {"at": now, "kind": kind.value, "subject": subject, "change": change, "seen": False}
        self._connection.execute(insert(self._table), [{**row, "details": dict(details or {})}])

    def merge(
        self,
        kind: InboxKind,
        subject: str,
        now: Instant,
        details: Details,
        merged: Callable[[Details, Details], Details],
        same: Callable[[Details], bool] = lambda _: True,
    ) -> None:
        """Put an entry on top that says what an unread one about the subject says, too, and takes its place.

        `merged` makes the details of both; empty ones say that nothing is left to tell. `same` says which one it is.
        """
        table = self._table
        unread = (table.c.kind == kind.value, table.c.subject == subject, table.c.seen.is_(False))
        for row in self._connection.execute(select(table.c.id, table.c.details).where(*unread)).all():
            if same(row.details):
                details = merged(row.details, details)
                self._connection.execute(delete(table).where(table.c.id == row.id))
        if details:
            self.add(kind, now, details, subject=subject)

    def withdraw(self, kind: InboxKind, subject: str) -> None:
        """Take an unread entry back: it no longer holds."""
        table = self._table
        unread = (table.c.kind == kind.value, table.c.subject == subject, table.c.seen.is_(False))
        self._connection.execute(delete(table).where(*unread))

    def replace(self, kind: InboxKind, change: str, by: InboxKind, details: Mapping[str, Any]) -> bool:
        """Let the entry about a change say something else, read or not as it is; False where there is none."""
        table = self._table
        this = (table.c.kind == kind.value, table.c.change == change)
        done = self._connection.execute(update(table).where(*this).values(kind=by.value, details=dict(details)))
        return done.rowcount > 0

    def has(self, kind: InboxKind, change: str) -> bool:
        """Whether there is such an entry about a change."""
        table = self._table
        this = (table.c.kind == kind.value, table.c.change == change)
        return self._connection.execute(select(table.c.id).where(*this).limit(1)).first() is not None

    def mark_seen(self, ids: Iterable[int]) -> None:
        """The person has read these."""
        self._connection.execute(update(self._table).where(self._table.c.id.in_(list(ids))).values(seen=True))

    def mark_all_seen(self, up_to: int) -> None:
        """The person wants to read none of the entries up to this id any more."""
        table = self._table
        self._connection.execute(update(table).where(table.c.id <= up_to, table.c.seen.is_(False)).values(seen=True))

    def mark_changes_seen(self, uuids: Iterable[str]) -> None:
        """The person has read elsewhere what became of these changes."""
        self._connection.execute(update(self._table).where(self._table.c.change.in_(list(uuids))).values(seen=True))

    def mark_notices_seen(self, ids: Iterable[int]) -> None:
        """The person has read these notices elsewhere."""
        table, wanted = self._table, set(ids)
        unread = (table.c.kind == InboxKind.FILE.value, table.c.seen.is_(False))
        found = self._connection.execute(select(table.c.id, table.c.details).where(*unread)).all()
        self.mark_seen([row.id for row in found if row.details.get("notice") in wanted])

    def forget_parties(self, party_ids: Iterable[str]) -> None:
        """Tell nothing more of parties that are not held any more; what became of my own changes stays, unnamed."""
        table, gone = self._table, list(party_ids)
        about = table.c.subject.in_(gone)
        mine = table.c.kind.in_([kind.value for kind in OF_CHANGES])
        self._connection.execute(delete(table).where(about, ~mine))
        told = select(table.c.id, table.c.subject, table.c.details).where(mine)
        for row in self._connection.execute(told).all():
            said = row.details.get("details", {})
            # A refusal names the party that it is about, an overlap the one that stands in the way.
            named = said.get("party") if row.details.get("code") == RefusalCode.OVERLAPS else row.subject
            if named in gone:
                unnamed = {name: value for name, value in said.items() if name != "title"}
                values = {"details": {**row.details, "details": unnamed}}
                self._connection.execute(update(table).where(table.c.id == row.id).values(**values))
        self._connection.execute(update(table).where(about).values(subject=None))

    def prune(self, now: Instant) -> None:
        """Let go of what is old, and of more than anybody reads."""
        table = self._table
        newest = self._connection.execute(select(func.max(table.c.id))).scalar() or 0
        self._connection.execute(delete(table).where((table.c.at < now - KEPT) | (table.c.id <= newest - MOST_KEPT)))
