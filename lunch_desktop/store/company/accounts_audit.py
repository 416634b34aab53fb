"""Writing and reading the audit log.

Entries are appended in the transaction of what they tell of, without waiting for each other; moments later they are
numbered and sealed (see `auditing`).
"""

import itertools
import secrets
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from types import SimpleNamespace
from typing import Final

from sqlalchemy import Connection, and_, insert, select

from lunch_desktop.domain.times import Instant
from lunch_desktop.store.company.auditing.entries import (
    GENESIS,
    OPERATOR,
    SERVER,
    Entry,
    content_of,
    entry_of,
    mac_of,
    shortened,
    written,
)
from lunch_desktop.store.company.database import CompanyDatabase

__all__ = ["ACTING_DEVICE", "OPERATOR", "SERVER", "Action", "AuditLog", "AuditState", "Entry"]

ACTING_DEVICE: Final[ContextVar[str | None]] = ContextVar("acting_device", default=None)
"""The signed-in device of whoever asks for what is being done; entries name it where nothing else is said."""
_RANDOM_BYTES: Final = 6
_made = itertools.count(secrets.randbelow(1 << 20))
"""Counts this process's entries, so that those of one millisecond keep their order."""


class Action(StrEnum):
    """What an entry tells of. Details hold ids and codes: no passwords, no tokens, nothing that somebody wrote."""

    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGNED_OUT = "signed_out"
    SESSION_REVOKED = "session_revoked"
    DEVICE_RENAMED = "device_renamed"
    TOKEN_REUSED = "token_reused"
    ACCOUNT_CREATED = "account_created"
    ACCOUNT_ACTIVATED = "account_activated"
    ACCOUNT_DEACTIVATED = "account_deactivated"
    PASSWORD_CHANGED = "password_changed"
    ROLE_CHANGED = "role_changed"
    LOGIN_CHANGED = "login_changed"
    EMPLOYEE_CHANGED = "employee_changed"
    """By a list that was brought in; `fields` are those that became others."""
    EMPLOYEES_IMPORTED = "employees_imported"
    COMPANY_FOUNDED = "company_founded"
    INVITATION_MADE = "invitation_made"
    INVITATION_ACCEPTED = "invitation_accepted"
    INVITATION_REFUSED = "invitation_refused"
    INVITATION_WITHDRAWN = "invitation_withdrawn"
    RESET_MADE = "reset_made"
    RESET_USED = "reset_used"
    RESET_REFUSED = "reset_refused"
    DEVICE_SECRET_MADE = "device_secret_made"
    DEVICE_SECRET_DESTROYED = "device_secret_destroyed"
    POLICY_CHANGED = "policy_changed"
    KEYS_ROTATED = "keys_rotated"
    EXPORTED = "exported"
    EXPORT_PREVIEWED = "export_previewed"
    ARCHIVE_CREATED = "archive_created"
    ARCHIVE_RESTORED = "archive_restored"
    AUDIT_READ = "audit_read"
    AUDIT_PRUNED = "audit_pruned"
    AUDIT_END_MISSING = "audit_end_missing"


@dataclass(frozen=True, slots=True)
class AuditState:
    """How far the log is sealed: the last entry, the last seal, and its hash, to be compared later."""

    entries: int
    seals: int
    hash: str


class AuditLog:
    """Appends within the caller's transaction, so that an entry stands if and only if what it tells of happened."""

    def __init__(self, database: CompanyDatabase) -> None:
        self._database = database
        self._tables = database.schema.accounts.audit

    def append(
        self,
        connection: Connection,
        at: Instant,
        action: Action,
        *,
        actor: str | None = None,
        subject: str | None = None,
        device: str | None = None,
        before: Mapping[str, object] | None = None,
        after: Mapping[str, object] | None = None,
        **details: object,
    ) -> None:
        """Add an entry; nobody waits for anybody.

        `actor` did it to `subject` on the signed-in `device` (ACTING_DEVICE, if not given); `before` and `after` hold
        what changed. All values are ids, codes and numbers. Of a network `address` only the network is kept. Raises
        ValueError for free text.
        """
        if "address" in details:
            details["address"] = shortened(str(details["address"]))
        made = SimpleNamespace(
            id=f"{at:012x}{next(_made) & 0xFFFFFFFF:08x}{secrets.token_hex(_RANDOM_BYTES)}",
            at=at,
            actor=actor,
            action=action.value,
            subject=subject,
            device=ACTING_DEVICE.get() if device is None else device,
            was=None if before is None else written(before),
            became=None if after is None else written(after),
            details=written(details),
            chained_to=None,
            chained=None,
        )
        mac = mac_of(content_of(made), self._database.audit_key)
        connection.execute(insert(self._tables.entries).values(**vars(made), number=None, mac=mac))

    def entries(self, connection: Connection, after: int = 0, limit: int = 1000) -> list[Entry]:
        """Sealed entries in order, from the one after number `after`; then those that are not sealed yet."""
        entries = self._tables.entries
        sealed = select(entries).where(entries.c.number > after).order_by(entries.c.number).limit(limit)
        waiting = select(entries).where(entries.c.number.is_(None)).order_by(entries.c.id).limit(limit)
        return [entry_of(row) for query in (sealed, waiting) for row in connection.execute(query)]

    def newest(
        self,
        connection: Connection,
        *,
        limit: int,
        below: int | None = None,
        since: Instant | None = None,
        actor: str | None = None,
        action: str | None = None,
    ) -> list[Entry]:
        """Entries that fit, the newest first, from the one below number `below`.

        Those that are not sealed yet come first, and only where `below` is not given.
        """
        entries = self._tables.entries
        wanted = [
            *([] if since is None else [entries.c.at >= since]),
            *([] if actor is None else [entries.c.actor == actor]),
            *([] if action is None else [entries.c.action == action]),
        ]
        numbered = entries.c.number.is_not(None) if below is None else entries.c.number < below
        sealed = select(entries).where(and_(numbered, *wanted)).order_by(entries.c.number.desc()).limit(limit)
        waiting = select(entries).where(and_(entries.c.number.is_(None), *wanted)).order_by(entries.c.id.desc())
        found = [] if below is not None else [entry_of(row) for row in connection.execute(waiting)]
        return found + [entry_of(row) for row in connection.execute(sealed)]

    def end(self, connection: Connection) -> AuditState:
        """The last entry and the last seal, unchecked."""
        head = self._tables.head.c
        found = connection.execute(select(head.entry, head.seal, head.hash)).first()
        return AuditState(0, 0, GENESIS) if found is None else AuditState(found.entry, found.seal, found.hash)
