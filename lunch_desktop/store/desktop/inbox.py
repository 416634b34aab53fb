"""The inbox: what happened that concerns the person, kept until it is old.

An entry names rows by their ids, never by their words: what the person may no longer see is then not told of either.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
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
    SEAT_FREE = "seat_free"
    """Close to the meeting a seat became free where I wait: whoever answers first gets it."""
    SEATED_BY = "seated_by"
    """`by`: the host who gave me a seat by hand."""
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
    REMINDER = "reminder"
    """My lunch is near; `meets_at`: the time that was told."""
    MESSAGES = "messages"
    """Of a room: `kind`, `speakers` (the latest first) and the `numbers` of what they said."""
    MENTIONED = "mentioned"
    """Somebody called me: the room's `kind`, `by` and the message's `number`; the message stands as the change."""
    GROUP_INVITED = "group_invited"
    """Of a group: `by`, its host, asks me to belong."""
    GROUP_HOST = "group_host"
    """Of a group: it is mine now; `by`: whose it was."""
    GROUP_NEW_HOST = "group_new_host"
    """Of a group that I belong to; `by`: who is its host now."""
    VOTE_OPENED = "vote_opened"
    """In a party where I take part; `by`: its host, `vote`: its subject, `until`: its deadline. The vote stands as the
    change."""
    VOTE_DECIDED = "vote_decided"
    """`vote`: its subject, and `restaurant_id` [the one] or `meets_at`, as written into the party; neither where
    nothing was decided. The vote stands as the change."""
    PROPOSED = "proposed"
    """Of a proposal: `by` asks me to lunch."""
    PROPOSAL_AGREED = "proposal_agreed"
    """Of the party that came of my proposal; `joined`: who said yes."""
    PROPOSAL_DECLINED = "proposal_declined"
    """Of my proposal; `declined`: everybody whom I asked."""
    PROPOSAL_EXPIRED = "proposal_expired"
    """Of my proposal: nobody said yes in time."""
    FILE = "file"
    """Something about the person's file or server: `notice`, `kind` and `details` of a Notice."""


OF_CHANGES: Final = frozenset({InboxKind.REFUSED, InboxKind.CONFLICT, InboxKind.SET_ASIDE})
"""Told of the person's own changes: these stay when what they were about is withdrawn."""
OF_TALK: Final = frozenset({InboxKind.MESSAGES, InboxKind.MENTIONED})
"""Told of what others said; the subject is a room."""
OF_GROUPS: Final = frozenset({InboxKind.GROUP_INVITED, InboxKind.GROUP_HOST, InboxKind.GROUP_NEW_HOST})
"""The subject is a group."""
OF_VOTES: Final = frozenset({InboxKind.VOTE_OPENED, InboxKind.VOTE_DECIDED})
"""The subject is the party, the change the vote."""
OF_PROPOSALS: Final = frozenset({InboxKind.PROPOSED, InboxKind.PROPOSAL_DECLINED, InboxKind.PROPOSAL_EXPIRED})
"""The subject is a proposal."""

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

    def withdraw_about(self, kind: InboxKind, change: str) -> None:
        """Take an unread entry back by what stands as its change."""
        table = self._table
        unread = (table.c.kind == kind.value, table.c.change == change, table.c.seen.is_(False))
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

    def has_said(self, kind: InboxKind, subject: str, details: Mapping[str, Any]) -> bool:
        """Whether there is an entry about the subject that says just this, read or not."""
        table = self._table
        this = (table.c.kind == kind.value, table.c.subject == subject)
        return any(row.details == details for row in self._connection.execute(select(table.c.details).where(*this)))

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

    def forget_subjects(self, ids: Iterable[str]) -> None:
        """Tell nothing more of parties and proposals that are not held any more.

        What became of my own changes stays, unnamed.
        """
        table, gone = self._table, list(ids)
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

    def mark_room_read(self, room_id: str, number: int) -> bool:
        """The person has read a room up to a number; whether an entry had told of that."""
        seen = [row.id for row in self._of_room(room_id) if max(_numbers(row.details), default=0) <= number]
        if seen:
            self.mark_seen(seen)
        return bool(seen)

    def take_back(self, room_id: str, message_id: str, number: int) -> None:
        """Tell no more of a message that its author has taken back."""
        table = self._table
        for row in self._of_room(room_id):
            numbers = [one for one in _numbers(row.details) if one != number]
            this = table.c.id == row.id
            if row.change == message_id or (row.kind == InboxKind.MESSAGES and not numbers):
                self._connection.execute(delete(table).where(this))
            elif row.kind == InboxKind.MESSAGES and len(numbers) < len(_numbers(row.details)):
                self._connection.execute(update(table).where(this).values(details={**row.details, "numbers": numbers}))

    def forget_votes(self, vote_ids: Iterable[str]) -> None:
        """Tell nothing of votes that are not held any more."""
        table = self._table
        of_votes = table.c.kind.in_([kind.value for kind in OF_VOTES])
        self._connection.execute(delete(table).where(table.c.change.in_(list(vote_ids)), of_votes))

    def forget_rooms(self, room_ids: Iterable[str]) -> None:
        """Tell nothing of rooms that are not held any more."""
        table = self._table
        talk = table.c.kind.in_([kind.value for kind in OF_TALK])
        self._connection.execute(delete(table).where(table.c.subject.in_(list(room_ids)), talk))

    def _of_room(self, room_id: str) -> Sequence[Any]:
        """The unread entries about what was said in a room."""
        table = self._table
        talk = table.c.kind.in_([kind.value for kind in OF_TALK])
        return self._connection.execute(
            select(table).where(talk, table.c.subject == room_id, table.c.seen.is_(False))
        ).all()

    def prune(self, now: Instant) -> None:
        """Let go of what is old, and of more than anybody reads."""
        table = self._table
        newest = self._connection.execute(select(func.max(table.c.id))).scalar() or 0
        self._connection.execute(delete(table).where((table.c.at < now - KEPT) | (table.c.id <= newest - MOST_KEPT)))


def _numbers(details: Mapping[str, Any]) -> list[int]:
    """Of the messages that an entry tells of."""
    return list(details.get("numbers", ())) or [int(details.get("number", 0))]
