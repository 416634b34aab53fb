"""The tables of sign-in: accounts, devices, refresh tokens and the audit log."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

LOGIN_TAKEN: Final = "uq_accounts_login"
"""The constraint by which the database itself says so."""


@dataclass(frozen=True)
class AccountTables:
    """`accounts` are by employee; `login` is the case-folded e-mail address. `password_hash` is null before it is set.

    `token_families` is one row a signed-in device: every refresh token that descends from one sign-in. Its
    `generation` counts refreshes, `network` is the part of the internet it was last used from, never a whole address.
    `refresh_tokens` holds SHA-256 hashes only; one that was exchanged has `spent_at`.

    `audit_log` only grows: each entry's `hash` covers the entry and the hash before it. `audit_head` is one row with
    the last number and hash; its row lock puts entries in order.

    `device_secrets` is one row a key of somebody's data on a PC; `family_id` is the sign-in that asked for it last.

    `invitations` holds the SHA-256 of each code as `digest`; `used` counts who came by it, of `uses` who may.

    `company_policy` has a row for each thing that admins decided otherwise than by default.
    """

    accounts: Table
    token_families: Table
    refresh_tokens: Table
    audit_log: Table
    audit_head: Table
    invitations: Table
    device_secrets: Table
    company_policy: Table


def add_account_tables(metadata: MetaData) -> AccountTables:
    """Declare the tables in `metadata`, which holds `employees`. Times are milliseconds since the epoch, UTC."""
    return AccountTables(
        accounts=Table(
            "accounts",
            metadata,
            Column("employee_id", Text, ForeignKey("employees.id"), primary_key=True),
            Column("login", Text, nullable=False),
            Column("password_hash", Text),
            Column("role", Text, nullable=False),
            Column("active", Boolean, nullable=False),
            Column("created_at", BigInteger, nullable=False),
            Column("password_changed_at", BigInteger),
            UniqueConstraint("login", name=LOGIN_TAKEN),
        ),
        token_families=Table(
            "token_families",
            metadata,
            Column("id", Text, primary_key=True),
            Column("employee_id", Text, ForeignKey("accounts.employee_id"), nullable=False),
            Column("device_name", Text, nullable=False),
            Column("generation", Integer, nullable=False),
            Column("created_at", BigInteger, nullable=False),
            Column("last_used_at", BigInteger, nullable=False),
            Column("expires_at", BigInteger, nullable=False),
            Column("revoked_at", BigInteger),
            Column("revoked_for", Text),
            Column("network", Text),
            Index(None, "employee_id"),
        ),
        refresh_tokens=Table(
            "refresh_tokens",
            metadata,
            Column("hash", Text, primary_key=True),
            Column("family_id", Text, ForeignKey("token_families.id"), nullable=False),
            Column("generation", Integer, nullable=False),
            Column("issued_at", BigInteger, nullable=False),
            Column("spent_at", BigInteger),
            Index(None, "family_id", "generation"),
        ),
        audit_log=Table(
            "audit_log",
            metadata,
            Column("number", BigInteger, primary_key=True, autoincrement=False),
            Column("at", BigInteger, nullable=False),
            Column("actor", Text),
            Column("action", Text, nullable=False),
            Column("subject", Text),
            Column("details", Text, nullable=False),
            Column("previous_hash", Text, nullable=False),
            Column("hash", Text, nullable=False),
        ),
        audit_head=Table(
            "audit_head",
            metadata,
            Column("id", Integer, primary_key=True, autoincrement=False),
            Column("number", BigInteger, nullable=False),
            Column("hash", Text, nullable=False),
            CheckConstraint("id = 1", name="only_one"),
        ),
        invitations=Table(
            "invitations",
            metadata,
            Column("digest", Text, primary_key=True),
            Column("department_id", Text, ForeignKey("departments.id"), nullable=False),
            Column("login", Text),
            Column("uses", Integer, nullable=False),
            Column("used", Integer, nullable=False),
            Column("created_at", BigInteger, nullable=False),
            Column("created_by", Text, ForeignKey("accounts.employee_id"), nullable=False),
            Column("expires_at", BigInteger, nullable=False),
        ),
        device_secrets=Table(
            "device_secrets",
            metadata,
            Column("key_id", Text, primary_key=True),
            Column("employee_id", Text, ForeignKey("accounts.employee_id"), nullable=False),
            Column("family_id", Text, nullable=False),
            Column("secret", Text, nullable=False),
            Column("created_at", BigInteger, nullable=False),
            Column("asked_at", BigInteger, nullable=False),
            Index(None, "employee_id"),
        ),
        company_policy=Table(
            "company_policy",
            metadata,
            Column("name", Text, primary_key=True),
            Column("value", Integer, nullable=False),
            Column("changed_at", BigInteger, nullable=False),
            Column("changed_by", Text, ForeignKey("accounts.employee_id"), nullable=False),
        ),
    )


AUDIT_GUARDS: Final[Mapping[str, tuple[str, ...]]] = {
    "sqlite": (
        "CREATE TRIGGER audit_log_keeps BEFORE UPDATE ON audit_log "
        "BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END",
        "CREATE TRIGGER audit_log_holds BEFORE DELETE ON audit_log "
        "BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION audit_log_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the audit log only grows'; END $$",
        "CREATE TRIGGER audit_log_keeps BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_log_only_grows()",
    ),
}
"""Statements by dialect for the migration that makes the tables: the database itself refuses to change an entry."""
