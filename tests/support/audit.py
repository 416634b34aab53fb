"""The audit log as an operator checks it, and as somebody with the database in hand changes it."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import text

from lunch_desktop.store.company.auditing.anchors import ANCHOR_FILE, read_anchor
from lunch_desktop.store.company.auditing.keys import known_keys
from lunch_desktop.store.company.auditing.verifying import AuditVerifier, Verdict
from lunch_desktop.store.company.database import CompanyDatabase

TABLES = ("audit_entries", "audit_seals")


def verdict_on(database: CompanyDatabase, keys: Path, *, anchored: bool = True) -> Verdict:
    """What the check says, with the keys and the anchor in the folder `keys`."""
    verifier = AuditVerifier(database.schema.accounts.audit, known_keys(keys), database.audit_key)
    anchor = read_anchor(keys / ANCHOR_FILE) if anchored else None
    with database.reading() as connection:
        return verifier.verify(connection, anchor)


def findings(database: CompanyDatabase, keys: Path, *, anchored: bool = True) -> list[tuple[str, int | None]]:
    """What is wrong, as faults and numbers."""
    found = verdict_on(database, keys, anchored=anchored).findings
    return [(one.fault.value, one.number) for one in found]


def tamper(database: CompanyDatabase, statements: Sequence[str]) -> None:
    """What whoever owns the database can do, guards or not."""
    with database.writing() as connection:
        if database.engine.dialect.name == "sqlite":
            for trigger in ("audit_entries_keep", "audit_entries_hold", "audit_seals_keep", "audit_seals_hold"):
                connection.execute(text(f"DROP TRIGGER IF EXISTS {trigger}"))
        else:
            for table in TABLES:
                connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        for statement in statements:
            connection.exec_driver_sql(statement)
