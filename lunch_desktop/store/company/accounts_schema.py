"""The tables of sign-in: accounts, devices, refresh tokens and the audit log."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

from lunch_desktop.store.company.auditing.schema import AuditTables, add_audit_tables

LOGIN_TAKEN: Final = "uq_accounts_login"
"""The constraint by which the database itself says so."""


@dataclass(frozen=True)
class AccountTables:
    """`accounts` are by employee; `login` is the case-folded e-mail address. `password_hash` is null before it is set.

    `token_families` is one row a signed-in device: every refresh token that descends from one sign-in. Its
    `generation` counts refreshes, `network` is the part of the internet it was last used from, never a whole address.
    `refresh_tokens` holds SHA-256 hashes only; one that was exchanged has `spent_at`.

    `audit` has tables of its own.

    `device_secrets` is one row a key of somebody's data on a PC; `family_id` is the sign-in that asked for it last.

    `invitations` holds the SHA-256 of each code as `digest`; `used` counts who came by it, of `uses` who may.

    `password_resets` has one row an account at most: the SHA-256 of the code that is good now; `created_by` is null
    where the server's operator made it.

    `company_policy` has a row for each thing that admins decided otherwise than by default.
    """

    accounts: Table
    token_families: Table
    refresh_tokens: Table
    audit: AuditTables
    invitations: Table
    device_secrets: Table
    company_policy: Table
    password_resets: Table


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
        audit=add_audit_tables(metadata),
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
        password_resets=Table(
            "password_resets",
            metadata,
            Column("employee_id", Text, ForeignKey("accounts.employee_id"), primary_key=True),
            Column("digest", Text, nullable=False, unique=True),
            Column("created_at", BigInteger, nullable=False),
            Column("created_by", Text, ForeignKey("accounts.employee_id")),
            Column("expires_at", BigInteger, nullable=False),
        ),
    )
