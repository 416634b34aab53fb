"""Sealing: committed entries get their numbers, and the server signs for them.

Nothing slips between two seals: an entry has no number until it is sealed, and each sealing takes all that it sees
without one. An entry whose transaction commits late is taken by the next. The head's lock keeps it to one process.
"""

import logging
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, bindparam, insert, select, text, update

from lunch_desktop.store.company.accounts_audit import SERVER, Action, AuditLog
from lunch_desktop.store.company.auditing.anchors import ANCHOR_FILE, Anchor, anchor_at, keep_anchor, read_anchor
from lunch_desktop.store.company.auditing.entries import GENESIS, leaf_of
from lunch_desktop.store.company.auditing.keys import SealingKey
from lunch_desktop.store.company.auditing.seals import Seal, seal_of
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.system.clock import Clock

MOST: Final = 1_000
"""Entries in a batch at most."""

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Sealed:
    seal: Seal
    instead: bool
    is_last: bool


class AuditSealer:
    """Seals what waits, and keeps the anchor. Safe from every thread and in every process."""

    def __init__(self, database: CompanyDatabase, keys_folder: Path, clock: Clock) -> None:
        """The key is made where there is none. Raises Problem."""
        self._database = database
        self._tables = database.schema.accounts.audit
        self._key = SealingKey.kept_in(keys_folder)
        self._anchor = keys_folder / ANCHOR_FILE
        self._clock = clock
        self._log = AuditLog(database)

    def seal(self) -> int:
        """Seal all that waits; how many batches there were, 0 also where another process is at it.

        Raises Problem where the database can't be written, OSError where the anchor can't.
        """
        sealed = 0
        if not self._is_wanted():
            return sealed
        while (done := self._batch()) is not None:
            sealed += 1
            keep_anchor(self._anchor, anchor_at(done.seal), instead=done.instead)
            if done.is_last:
                break
        return sealed

    def _is_wanted(self) -> bool:
        """Whether something waits, or the database's log ends before the anchor; without any lock."""
        anchor = self._anchored()
        with self._database.reading() as connection:
            entries = self._tables.entries
            waiting = connection.execute(select(entries.c.id).where(entries.c.number.is_(None)).limit(1)).first()
            return waiting is not None or not self._holds(connection, anchor)

    def _batch(self) -> _Sealed | None:
        tables = self._tables
        with self._database.writing() as connection:
            head = locked_head(connection, self._database)
            if head is None:
                return None
            now, anchor = self._clock.now(), self._anchored()
            is_cut = anchor is not None and not self._holds(connection, anchor)
            if is_cut and anchor is not None:
                _logger.warning("the audit log ends before seal %s, which was made", anchor.seal)
                self._log.append(
                    connection, now, Action.AUDIT_END_MISSING, actor=SERVER, seal=anchor.seal, kept=head.seal
                )
            entries = tables.entries
            waiting = select(entries).where(entries.c.number.is_(None)).order_by(entries.c.id).limit(MOST)
            rows = connection.execute(waiting).all()
            if not rows:
                return None
            numbered = update(entries).where(entries.c.id == bindparam("its_id")).values(number=bindparam("its_number"))
            connection.execute(
                numbered, [{"its_id": row.id, "its_number": head.entry + place} for place, row in enumerate(rows, 1)]
            )
            seal = self._signed(
                Seal(
                    number=head.seal + 1,
                    first=head.entry + 1,
                    last=head.entry + len(rows),
                    at=now,
                    leaves="".join(leaf_of(row) for row in rows),
                    previous=head.hash,
                    key=self._key.id,
                    signature="",
                )
            )
            connection.execute(insert(tables.seals).values(**{c.name: getattr(seal, c.name) for c in tables.seals.c}))
            connection.execute(update(tables.head).values(entry=seal.last, seal=seal.number, hash=seal.hash))
        return _Sealed(seal, is_cut, len(rows) < MOST)

    def _signed(self, seal: Seal) -> Seal:
        return replace(seal, signature=self._key.sign(seal.content))

    def _anchored(self) -> Anchor | None:
        try:
            return read_anchor(self._anchor)
        except ValueError:
            _logger.error("%s is no anchor of an audit log; it is written anew", self._anchor)
            return None

    def _holds(self, connection: Connection, anchor: Anchor | None) -> bool:
        """Whether the log holds the seal that the anchor names, or let it go as too old."""
        if anchor is None:
            return True
        seals, head = self._tables.seals, self._tables.head
        row = connection.execute(select(seals).where(seals.c.number == anchor.seal)).first()
        if row is not None:
            return seal_of(row).hash == anchor.hash
        pruned = connection.execute(select(head.c.pruned)).scalar()
        return pruned is not None and anchor.entry <= pruned


def locked_head(connection: Connection, database: CompanyDatabase) -> Any:
    """The head's row, locked until the transaction ends; None where another process holds it."""
    connection.execute(
        text(
            "INSERT INTO audit_head (id, entry, seal, hash, pruned, chained, chain) "
            "VALUES (1, 0, 0, :genesis, 0, 0, :genesis) ON CONFLICT DO NOTHING"
        ),
        {"genesis": GENESIS},
    )
    head = database.schema.accounts.audit.head
    return connection.execute(select(head).with_for_update(skip_locked=True)).first()
