"""Checking the audit log: every seal, every entry of every batch, what waits, and where it ends.

Seals are checked with keys from outside the database, so that whoever can write it can't make it look whole.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection, select

from lunch_desktop.store.company.accounts_audit import Action
from lunch_desktop.store.company.auditing.anchors import Anchor
from lunch_desktop.store.company.auditing.entries import GENESIS, entry_of, is_vouched_for, leaf_of, link_of
from lunch_desktop.store.company.auditing.keys import is_signed
from lunch_desktop.store.company.auditing.schema import AuditTables
from lunch_desktop.store.company.auditing.seals import Seal, seal_of

_SEALS_AT_A_TIME: Final = 200
_ENTRIES_AT_A_TIME: Final = 5_000


class Fault(StrEnum):
    """What may be wrong. The number that is told with it is an entry's, or for faults of seals and ends, a seal's."""

    ENTRY_CHANGED = "entry_changed"
    ENTRY_MISSING = "entry_missing"
    ENTRY_MOVED = "entry_moved"
    """It is genuine, and stood elsewhere in its batch."""
    ENTRY_ADDED = "entry_added"
    """It has a number, and no seal knows it."""
    ENTRY_FORGED = "entry_forged"
    """The server did not make it. Without a number it waits to be sealed."""
    CHAIN_BROKEN = "chain_broken"
    """An entry from before there were seals does not fit those before it."""
    SEAL_CHANGED = "seal_changed"
    SEAL_MISSING = "seal_missing"
    SEAL_BY_STRANGER = "seal_by_stranger"
    """It is signed with a key that is not among those given."""
    BEGINNING_MISSING = "beginning_missing"
    """What the first seal goes on from is not there, and was not pruned."""
    END_MISSING = "end_missing"
    """The log ends before a seal that was made: its end was removed, or a backup was put back."""
    HEAD_CHANGED = "head_changed"
    """Where the server goes on from is not the last seal."""
    REPLACED = "replaced"
    """The log has another seal of the anchor's number."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault. `number` is None where it has none."""

    fault: Fault
    number: int | None = None


@dataclass(slots=True)
class Verdict:
    """What was checked, and what was found. `waiting` entries are not sealed yet. `last` is the last seal."""

    entries: int = 0
    seals: int = 0
    waiting: int = 0
    pruned: int = 0
    vouched: bool = True
    """Whether it could be checked that the server made each entry: its own key was given."""
    last: Seal | None = None
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether nothing was found."""
        return not self.findings

    def tell(self, fault: Fault, number: int | None = None) -> None:
        """Add a finding."""
        self.findings.append(Finding(fault, number))


class AuditVerifier:
    """Checks a log with the keys that its seals may be signed with."""

    def __init__(self, tables: AuditTables, keys: Mapping[str, Ed25519PublicKey], entry_key: bytes | None) -> None:
        """`entry_key` is what the server vouches for entries with; None where it is not at hand."""
        self._tables = tables
        self._keys = keys
        self._entry_key = entry_key

    def verify(self, connection: Connection, anchor: Anchor | None) -> Verdict:
        """Check everything. The anchor is to be read before the connection's snapshot is taken."""
        run = _Run(self._tables, self._keys, self._entry_key, connection, anchor)
        run.check()
        run.verdict.findings.sort(key=lambda found: (found.number or 0, found.fault))
        return run.verdict


class _Run:
    """One check, in one snapshot."""

    def __init__(
        self,
        tables: AuditTables,
        keys: Mapping[str, Ed25519PublicKey],
        entry_key: bytes | None,
        connection: Connection,
        anchor: Anchor | None,
    ) -> None:
        self.verdict = Verdict(vouched=entry_key is not None)
        self._tables = tables
        self._keys = keys
        self._entry_key = entry_key
        self._connection = connection
        self._covered = 0
        self._first: Seal | None = None
        self._anchor = anchor
        self._anchored = ""
        self._let_go: set[tuple[object, object]] = set()
        self._ends: list[int] = []
        self._chained = 0
        self._link = GENESIS

    def check(self) -> None:
        head = self._head()
        for seals in self._batches():
            self._check_batches(seals)
        self._check_the_rest()
        self._check_head(head)
        self._check_beginning()
        self._check_end()

    def _batches(self) -> Iterator[list[Seal]]:
        """All seals in order, some at a time."""
        seals, after = self._tables.seals, 0
        while True:
            query = select(seals).where(seals.c.number > after).order_by(seals.c.number).limit(_SEALS_AT_A_TIME)
            found = [seal_of(row) for row in self._connection.execute(query)]
            if not found:
                return
            yield found
            after = found[-1].number

    def _check_batches(self, seals: list[Seal]) -> None:
        some: list[Seal] = []
        for seal in seals:
            if not self._is_good(seal):
                continue
            if some and seal.last - some[0].first >= _ENTRIES_AT_A_TIME:
                self._check_entries(some)
                some = []
            some.append(seal)
        if some:
            self._check_entries(some)

    def _check_entries(self, seals: list[Seal]) -> None:
        entries = self._tables.entries
        within = entries.c.number.between(seals[0].first, seals[-1].last)
        rows = {row.number: row for row in self._connection.execute(select(entries).where(within))}
        for seal in seals:
            self._check_batch(seal, rows)

    def _is_good(self, seal: Seal) -> bool:
        """Whether the seal is the server's, and goes on from the one before; its batch can then be checked by it."""
        verdict, before = self.verdict, self.verdict.last
        verdict.seals += 1
        verdict.last = seal
        if self._anchor is not None and seal.number == self._anchor.seal:
            self._anchored = seal.hash
        self._first = self._first or seal
        key = self._keys.get(seal.key)
        expected = self._first.number if before is None else before.number + 1
        for missing in range(expected, seal.number):
            verdict.tell(Fault.SEAL_MISSING, missing)
        is_next = before is not None and before.number == seal.number - 1
        goes_on = not is_next or (before is not None and (seal.previous, seal.first) == (before.hash, before.last + 1))
        if key is None:
            verdict.tell(Fault.SEAL_BY_STRANGER, seal.number)
        elif not (is_signed(seal.content, seal.signature, key) and seal.is_in_form):
            verdict.tell(Fault.SEAL_CHANGED, seal.number)
        else:
            if not goes_on and before is not None and before.number not in self._reported_seals():
                verdict.tell(Fault.SEAL_CHANGED, before.number)
            self._covered = max(self._covered, seal.last)
            return True
        return False

    def _reported_seals(self) -> set[int | None]:
        known = (Fault.SEAL_CHANGED, Fault.SEAL_BY_STRANGER)
        return {found.number for found in self.verdict.findings if found.fault in known}

    def _check_batch(self, seal: Seal, rows: Mapping[int, Any]) -> None:
        leaves = {seal.leaf(number) for number in range(seal.first, seal.last + 1)}
        for number in range(seal.first, seal.last + 1):
            row = rows.get(number)
            if row is None:
                self.verdict.tell(Fault.ENTRY_MISSING, number)
                continue
            self.verdict.entries += 1
            leaf = leaf_of(row)
            if leaf != seal.leaf(number):
                self.verdict.tell(Fault.ENTRY_MOVED if leaf in leaves else Fault.ENTRY_CHANGED, number)
            elif not self._is_vouched_for(row):
                self.verdict.tell(Fault.ENTRY_FORGED, number)
            else:
                self._learn(row)
            if row.chained is not None:
                self._follow(row)

    def _check_the_rest(self) -> None:
        """What no seal knows: entries with a number beyond the seals, and those that wait."""
        entries = self._tables.entries
        beyond = select(entries.c.number).where(entries.c.number > self._last_claimed()).order_by(entries.c.number)
        for number in self._connection.execute(beyond).scalars():
            self.verdict.tell(Fault.ENTRY_ADDED, number)
        waiting = select(entries).where(entries.c.number.is_(None)).order_by(entries.c.id)
        for row in self._connection.execute(waiting):
            self.verdict.waiting += 1
            if self._is_vouched_for(row):
                self._learn(row)
            else:
                self.verdict.tell(Fault.ENTRY_FORGED)
            if row.chained is not None:
                self._follow(row)

    def _last_claimed(self) -> int:
        return max(self._covered, self.verdict.last.last if self.verdict.last else 0)

    def _is_vouched_for(self, row: Any) -> bool:
        return self._entry_key is None or is_vouched_for(row, self._entry_key)

    def _learn(self, row: Any) -> None:
        """What the log itself tells of its beginning and its end."""
        if row.action == Action.AUDIT_PRUNED:
            details = entry_of(row).details
            self._let_go.add((details["seal"], details["hash"]))
        elif row.action == Action.AUDIT_END_MISSING:
            self._ends.append(int(str(entry_of(row).details["seal"])))

    def _head(self) -> Any:
        """The head's row; None before the first seal."""
        found = self._connection.execute(select(self._tables.head)).first()
        if found is not None:
            self.verdict.pruned = found.pruned
        return found

    def _follow(self, row: Any) -> None:
        """The next link of the former chain. Its entries kept their numbers, so one may begin where pruning ended."""
        number = self._chained + 1
        if number == 1 and self.verdict.pruned:
            number, self._link = self.verdict.pruned + 1, row.chained_to
        is_next = row.number in (None, number) and row.chained_to == self._link
        if not is_next or row.chained != link_of(row, number, self._link):
            self.verdict.tell(Fault.CHAIN_BROKEN, number)
        self._chained, self._link = number, row.chained

    def _check_head(self, head: Any) -> None:
        last = self.verdict.last
        end = (0, 0, GENESIS) if last is None else (last.last, last.number, last.hash)
        said = (0, 0, GENESIS) if head is None else (head.entry, head.seal, head.hash)
        if said != end and (last is None or last.number not in self._reported_seals()):
            self.verdict.tell(Fault.HEAD_CHANGED, said[1])
        ends_with = (self._chained, self._link)
        if head is not None and head.chained > head.pruned and ends_with != (head.chained, head.chain):
            self.verdict.tell(Fault.CHAIN_BROKEN, self._chained + 1)

    def _check_beginning(self) -> None:
        first = self._first
        if first is None:
            return
        is_first = first.number == 1 and first.previous == GENESIS and first.first == 1
        if not is_first and (first.number - 1, first.previous) not in self._let_go:
            self.verdict.tell(Fault.BEGINNING_MISSING, first.number)

    def _check_end(self) -> None:
        anchor = self._anchor
        for seal in self._ends:
            self.verdict.tell(Fault.END_MISSING, seal)
        if anchor is None or anchor.entry <= self.verdict.pruned:
            return
        found = self.verdict.findings
        last = self.verdict.last.number if self.verdict.last else 0
        if anchor.seal > last:
            self.verdict.tell(Fault.END_MISSING, anchor.seal)
        elif self._anchored not in ("", anchor.hash) and Finding(Fault.SEAL_CHANGED, anchor.seal) not in found:
            self.verdict.tell(Fault.REPLACED, anchor.seal)
