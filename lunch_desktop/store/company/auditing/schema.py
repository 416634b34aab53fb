"""The tables of the audit log, and what the database itself refuses."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import BigInteger, CheckConstraint, Column, Integer, MetaData, Table, Text, UniqueConstraint


@dataclass(frozen=True)
class AuditTables:
    """`entries` only grows. An entry has an `id` from its making, and its `number` from its sealing.

    `was` and `became` are before and after, as JSON. `mac` is by a key outside the database. Entries from before there
    were seals have none; `chained_to` and `chained` are their links: the hash of the one before, and their own.

    `seals` is one row a batch: the entries from `first` to `last`, the hash of each in `leaves`, the hash of the seal
    before, and a signature by `key`. `head` is one row, whose lock whoever seals or prunes holds: the last entry's
    number, the last seal and its hash, the last entry that was pruned, and the end of the former chain.
    """

    entries: Table
    seals: Table
    head: Table


def add_audit_tables(metadata: MetaData) -> AuditTables:
    """Declare the tables in `metadata`. Times are milliseconds since the epoch, UTC."""
    return AuditTables(
        entries=Table(
            "audit_entries",
            metadata,
            Column("id", Text, primary_key=True),
            Column("number", BigInteger),
            Column("at", BigInteger, nullable=False),
            Column("actor", Text),
            Column("action", Text, nullable=False),
            Column("subject", Text),
            Column("device", Text),
            Column("was", Text),
            Column("became", Text),
            Column("details", Text, nullable=False),
            Column("mac", Text),
            Column("chained_to", Text),
            Column("chained", Text),
            UniqueConstraint("number", name="uq_audit_entries_number"),
        ),
        seals=Table(
            "audit_seals",
            metadata,
            Column("number", BigInteger, primary_key=True, autoincrement=False),
            Column("first", BigInteger, nullable=False),
            Column("last", BigInteger, nullable=False),
            Column("at", BigInteger, nullable=False),
            Column("leaves", Text, nullable=False),
            Column("previous", Text, nullable=False),
            Column("key", Text, nullable=False),
            Column("signature", Text, nullable=False),
        ),
        head=Table(
            "audit_head",
            metadata,
            Column("id", Integer, primary_key=True, autoincrement=False),
            Column("entry", BigInteger, nullable=False),
            Column("seal", BigInteger, nullable=False),
            Column("hash", Text, nullable=False),
            Column("pruned", BigInteger, nullable=False),
            Column("chained", BigInteger, nullable=False),
            Column("chain", Text, nullable=False),
            CheckConstraint("id = 1", name="only_one"),
        ),
    )


_KEPT: Final = (
    "id",
    "at",
    "actor",
    "action",
    "subject",
    "device",
    "was",
    "became",
    "details",
    "mac",
    "chained_to",
    "chained",
)
_PRUNED: Final = "coalesce((SELECT pruned FROM audit_head), 0)"
_SAID: Final = "the audit log only grows"


def _changes(distinct: str) -> str:
    """Whether an UPDATE does more than give a number to an entry that has none."""
    changed = " OR ".join(f"NEW.{name} {distinct} OLD.{name}" for name in _KEPT)
    return f"OLD.number IS NOT NULL OR NEW.number IS NULL OR {changed}"


AUDIT_GUARDS: Final[Mapping[str, tuple[str, ...]]] = {
    "sqlite": (
        f"CREATE TRIGGER audit_entries_keep BEFORE UPDATE ON audit_entries WHEN {_changes('IS NOT')} "
        f"BEGIN SELECT RAISE(ABORT, '{_SAID}'); END",
        "CREATE TRIGGER audit_entries_hold BEFORE DELETE ON audit_entries "
        f"WHEN OLD.number IS NULL OR OLD.number > {_PRUNED} BEGIN SELECT RAISE(ABORT, '{_SAID}'); END",
        f"CREATE TRIGGER audit_seals_keep BEFORE UPDATE ON audit_seals BEGIN SELECT RAISE(ABORT, '{_SAID}'); END",
        f"CREATE TRIGGER audit_seals_hold BEFORE DELETE ON audit_seals WHEN OLD.last > {_PRUNED} "
        f"BEGIN SELECT RAISE(ABORT, '{_SAID}'); END",
    ),
    "postgresql": (
        f"CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_SAID}'; END $$",
        f"CREATE FUNCTION audit_goes_from_the_front() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ DECLARE numbered bigint; BEGIN IF TG_TABLE_NAME = 'audit_seals' THEN numbered := OLD.last; "
        f"ELSE numbered := OLD.number; END IF; IF numbered IS NULL OR numbered > {_PRUNED} "
        f"THEN RAISE EXCEPTION '{_SAID}'; END IF; RETURN OLD; END $$",
        f"CREATE TRIGGER audit_entries_keep BEFORE UPDATE ON audit_entries FOR EACH ROW "
        f"WHEN ({_changes('IS DISTINCT FROM')}) EXECUTE FUNCTION audit_only_grows()",
        "CREATE TRIGGER audit_entries_hold BEFORE DELETE ON audit_entries FOR EACH ROW "
        "EXECUTE FUNCTION audit_goes_from_the_front()",
        "CREATE TRIGGER audit_entries_stay BEFORE TRUNCATE ON audit_entries FOR EACH STATEMENT "
        "EXECUTE FUNCTION audit_only_grows()",
        "CREATE TRIGGER audit_seals_keep BEFORE UPDATE ON audit_seals FOR EACH ROW EXECUTE FUNCTION audit_only_grows()",
        "CREATE TRIGGER audit_seals_hold BEFORE DELETE ON audit_seals FOR EACH ROW "
        "EXECUTE FUNCTION audit_goes_from_the_front()",
        "CREATE TRIGGER audit_seals_stay BEFORE TRUNCATE ON audit_seals FOR EACH STATEMENT "
        "EXECUTE FUNCTION audit_only_grows()",
    ),
}
"""Statements by dialect for the migration that makes the tables: the database itself refuses to change an entry."""
