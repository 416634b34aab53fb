"""What the person is to read about their file and its server, kept until they have."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, delete, insert, select, update

from lunch_desktop.domain.times import HOUR, Instant
from lunch_desktop.store.desktop.inbox import Inbox, InboxKind
from lunch_desktop.store.desktop.schema import DesktopSchema

KEPT: Final = 14 * 24 * HOUR
"""How long a notice stays once it was read, in milliseconds."""

SERVER_RESTORED: Final = "server_restored"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that happened `at`, by this desktop's clock. `details` fill the words of its `kind`."""

    id: int
    at: Instant
    kind: str
    details: Mapping[str, Any]
    seen: bool


def needs_a_look(kind: str, details: Mapping[str, Any]) -> bool:
    """Whether the person has something to look after; a restore after which all is as before only informs."""
    return kind != SERVER_RESTORED or bool(details.get("changed") or details.get("refused"))


class Notices:
    """The notices, inside one transaction. Each is told of in the inbox, too."""

    def __init__(self, connection: Connection, schema: DesktopSchema) -> None:
        self._connection = connection
        self._table = schema.notices
        self._inbox = Inbox(connection, schema)

    def add(self, kind: str, details: Mapping[str, Any], now: Instant) -> int:
        """Keep a notice; its id. An unread one that says the very same is brought up to date instead."""
        table = self._table
        unread = select(table.c.id, table.c.details).where(table.c.kind == kind, table.c.seen.is_(False))
        for notice_id, said in self._connection.execute(unread):
            if said == dict(details):
                self._connection.execute(update(table).where(table.c.id == notice_id).values(at=now))
                return int(notice_id)
        adding = insert(table).values(at=now, kind=kind, details=dict(details), seen=False).returning(table.c.id)
        notice_id = int(self._connection.execute(adding).scalar_one())
        self._inbox.add(InboxKind.FILE, now, {"notice": notice_id, "kind": kind, "details": dict(details)})
        return notice_id

    def all(self) -> tuple[Notice, ...]:
        """Every notice that is kept, latest first."""
        table = self._table
        found = self._connection.execute(select(table).order_by(table.c.at.desc(), table.c.id.desc()))
        return tuple(Notice(row.id, Instant(row.at), row.kind, row.details, row.seen) for row in found)

    def mark_seen(self, ids: Iterable[int]) -> None:
        """The person has read these."""
        read = list(ids)
        self._connection.execute(update(self._table).where(self._table.c.id.in_(read)).values(seen=True))
        self._inbox.mark_notices_seen(read)

    def prune(self, now: Instant) -> None:
        """Let go of what is old and read."""
        old = self._table.c.at < now - KEPT
        self._connection.execute(delete(self._table).where(old, self._table.c.seen.is_(True)))
