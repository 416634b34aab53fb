"""The audit log: what was done to accounts, sessions and data, in a chain that shows when it was tampered with.

Every entry's hash covers the entry and the hash before it, so a changed, inserted or removed entry breaks all that
follow. Cutting off the end is seen by comparing with a hash noted elsewhere: the server writes the last one to its log
at every start and stop. The database refuses to change or delete an entry (`AUDIT_GUARDS`).
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection, insert, select, text, update

from lunch_desktop.domain.times import Instant
from lunch_desktop.store.company.accounts_schema import AccountTables

GENESIS: Final = "0" * 64
"""What the first entry has as the hash before it."""


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
    COMPANY_FOUNDED = "company_founded"
    INVITATION_MADE = "invitation_made"
    INVITATION_ACCEPTED = "invitation_accepted"
    INVITATION_REFUSED = "invitation_refused"
    DEVICE_SECRET_MADE = "device_secret_made"
    DEVICE_SECRET_DESTROYED = "device_secret_destroyed"
    POLICY_CHANGED = "policy_changed"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `actor` is an employee, or None for the server itself or somebody who has not signed in."""

    number: int
    at: Instant
    actor: str | None
    action: str
    subject: str | None
    details: Mapping[str, object]
    previous_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class AuditState:
    """The end of the chain, to be compared later; `broken_at` is the first entry that does not fit, if any."""

    count: int
    hash: str
    broken_at: int | None


class AuditLog:
    """Appends within the caller's transaction, so that an entry stands if and only if what it tells of happened."""

    def __init__(self, tables: AccountTables) -> None:
        self._log = tables.audit_log
        self._head = tables.audit_head

    def append(
        self,
        connection: Connection,
        at: Instant,
        action: Action,
        *,
        actor: str | None = None,
        subject: str | None = None,
        **details: object,
    ) -> None:
        """Add an entry. The head's row is locked until the transaction ends, which puts entries in order."""
        head = self._head
        connection.execute(
            text("INSERT INTO audit_head (id, number, hash) VALUES (1, 0, :genesis) ON CONFLICT DO NOTHING"),
            {"genesis": GENESIS},
        )
        number, previous = connection.execute(
            update(head).values(number=head.c.number + 1).returning(head.c.number, head.c.hash)
        ).one()
        written = json.dumps(details, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        digest = _hash(number, at, actor, action, subject, written, previous)
        connection.execute(
            insert(self._log).values(
                number=number,
                at=at,
                actor=actor,
                action=action.value,
                subject=subject,
                details=written,
                previous_hash=previous,
                hash=digest,
            )
        )
        connection.execute(update(head).values(hash=digest))

    def entries(self, connection: Connection, after: int = 0, limit: int = 1000) -> list[Entry]:
        """Entries in order, from the one after number `after`."""
        log = self._log
        found = connection.execute(select(log).where(log.c.number > after).order_by(log.c.number).limit(limit))
        return [
            Entry(
                row.number,
                Instant(row.at),
                row.actor,
                row.action,
                row.subject,
                json.loads(row.details),
                row.previous_hash,
                row.hash,
            )
            for row in found
        ]

    def end(self, connection: Connection) -> AuditState:
        """The last number and hash, unchecked."""
        head = connection.execute(select(self._head.c.number, self._head.c.hash)).first()
        return AuditState(head.number, head.hash, None) if head else AuditState(0, GENESIS, None)

    def verify(self, connection: Connection) -> AuditState:
        """Compute every hash again, from the first entry to the head."""
        log, number, previous = self._log, 0, GENESIS
        found = connection.execute(select(log).order_by(log.c.number).execution_options(yield_per=1000))
        for row in found:
            number += 1
            expected = _hash(row.number, row.at, row.actor, row.action, row.subject, row.details, previous)
            if (row.number, row.previous_hash, row.hash) != (number, previous, expected):
                return AuditState(number, previous, number)
            previous = row.hash
        end = self.end(connection)
        return AuditState(number, previous, None if (end.count, end.hash) == (number, previous) else number + 1)


def _hash(
    number: int, at: int, actor: str | None, action: str, subject: str | None, details: str, previous: str
) -> str:
    """SHA-256 over the entry as a JSON list, which can be read in one way only."""
    content = json.dumps([number, at, actor, str(action), subject, details, previous], ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()
