"""The tables of a company's database."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from sqlalchemy import JSON, BigInteger, Boolean, Column, ForeignKey, Index, Integer, MetaData, Table, Text

from lunch_desktop.store.company.accounts_schema import AccountTables, add_account_tables
from lunch_desktop.store.schema import NAMING, entity_tables

EVERY_DAY: Final = "9999-12-31"
"""Stands in the feed for rows that belong to no day: they are sent before all others."""


@dataclass(frozen=True, eq=False)
class CompanySchema:
    """All tables of a company.

    `head` is one row: the epoch, random since the database was made or restored, the version of the last commit, the
    version below which cursors (`floor`) and change logs (`log_floor`) are too old, and until when a restored server
    gathers. `commits` gives each version a random tag, by which a cursor proves that it comes from this history, and
    keeps whom the commit `concerns`, see `words`. `feed` holds the latest word on each row in each scope, and the row's
    day, so that today's go first. `scope_sums` holds the checksum of each scope. `grants` says since and until which
    version an employee belongs to a scope. `clients` holds each device's last decided `seq`. `results` holds what was
    decided: at which `version`, and at which it was last `given` to the device, whose next pull brings it. `gathered`
    holds what desktops proved after a restore. `jobs` holds what the server did by itself, see `domain/jobs`.
    """

    metadata: MetaData
    entities: dict[str, Table]
    accounts: AccountTables
    head: Table
    commits: Table
    feed: Table
    scope_sums: Table
    grants: Table
    jobs: Table
    clients: Table
    results: Table
    gathered: Table


@cache
def company_schema() -> CompanySchema:
    """The tables, declared once: many databases may be open at a time, and none changes them."""
    metadata = MetaData(naming_convention=NAMING)
    entities = entity_tables(metadata, foreign_keys=True)
    Index("ix_export_notices_made_at", entities["export_notices"].c.made_at)
    return CompanySchema(
        metadata=metadata,
        entities=entities,
        accounts=add_account_tables(metadata),
        head=Table(
            "head",
            metadata,
            Column("id", Integer, primary_key=True),
            Column("epoch", Text, nullable=False),
            Column("version", BigInteger, nullable=False),
            Column("floor", BigInteger, nullable=False, server_default="0"),
            Column("log_floor", BigInteger, nullable=False, server_default="0"),
            Column("gathering_until", BigInteger),
        ),
        commits=Table(
            "commits",
            metadata,
            Column("version", BigInteger, primary_key=True, autoincrement=False),
            Column("tag", Text, nullable=False),
            Column("at", BigInteger, nullable=False),
            Column("concerns", Text),
        ),
        feed=Table(
            "feed",
            metadata,
            Column("scope", Text, primary_key=True),
            Column("table_name", Text, primary_key=True),
            Column("row_id", Text, primary_key=True),
            Column("version", BigInteger, nullable=False),
            Column("gone", Boolean, nullable=False),
            Column("day", Text, nullable=False, server_default=EVERY_DAY),
            Index(None, "scope", "version"),
            Index(None, "scope", "day", "table_name", "row_id"),
            Index(None, "table_name", "row_id"),
        ),
        scope_sums=Table(
            "scope_sums",
            metadata,
            Column("scope", Text, primary_key=True),
            Column("rows", BigInteger, nullable=False),
            Column("sum", BigInteger, nullable=False),
        ),
        grants=Table(
            "grants",
            metadata,
            Column("employee_id", Text, ForeignKey("employees.id"), primary_key=True),
            Column("scope", Text, primary_key=True),
            Column("granted", BigInteger, nullable=False),
            Column("revoked", BigInteger),
        ),
        jobs=Table(
            "jobs",
            metadata,
            Column("uuid", Text, primary_key=True),
            Column("kind", Text, nullable=False),
            Column("key", Text, nullable=False),
            Column("due", BigInteger, nullable=False),
            Column("done_at", BigInteger, nullable=False),
            Column("version", BigInteger),
            Column("outcome", Text, nullable=False),
            Column("code", Text),
            Index(None, "done_at"),
        ),
        clients=Table(
            "clients",
            metadata,
            Column("client_id", Text, primary_key=True),
            Column("employee_id", Text, ForeignKey("employees.id"), nullable=False),
            Column("last_seq", BigInteger, nullable=False),
            Column("seen_at", BigInteger, nullable=False),
        ),
        results=Table(
            "results",
            metadata,
            Column("employee_id", Text, ForeignKey("employees.id"), primary_key=True),
            Column("uuid", Text, primary_key=True),
            Column("hash", Text, nullable=False),
            Column("client_id", Text, nullable=False),
            Column("seq", BigInteger, nullable=False),
            Column("outcome", Text, nullable=False),
            Column("code", Text),
            Column("details", JSON, nullable=False),
            Column("answer", JSON, nullable=False),
            Column("version", BigInteger, nullable=False),
            Column("place", Integer, nullable=False, server_default="0"),
            Column("at", BigInteger, nullable=False, server_default="0"),
            Column("given", BigInteger, nullable=False, server_default="0"),
            Index(None, "client_id", "given"),
            Index(None, "version"),
        ),
        gathered=Table(
            "gathered",
            metadata,
            Column("employee_id", Text, ForeignKey("employees.id"), primary_key=True),
            Column("uuid", Text, primary_key=True),
            Column("client_id", Text, nullable=False),
            Column("payload", Text, nullable=False),
            Column("version", BigInteger, nullable=False),
            Column("place", Integer, nullable=False),
            Column("at", BigInteger, nullable=False),
        ),
    )
