"""The audit log in sealed batches; what the former chain holds is carried over, with its links."""

import sqlalchemy as sa
from alembic import op

from lunch_desktop.store.company.auditing.schema import AUDIT_GUARDS

revision = "0007"
down_revision = "0006"

_FORMER_ID = {"sqlite": "printf('%032d', number)", "postgresql": "lpad(number::text, 32, '0')"}
"""Sorts before every id that is made from now on, in the order of the chain."""


def upgrade() -> None:
    """Make the tables, move every entry, and let the former tables go."""
    dialect = op.get_bind().dialect.name
    op.create_table(
        "audit_entries",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("device", sa.Text(), nullable=True),
        sa.Column("was", sa.Text(), nullable=True),
        sa.Column("became", sa.Text(), nullable=True),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("mac", sa.Text(), nullable=True),
        sa.Column("chained_to", sa.Text(), nullable=True),
        sa.Column("chained", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entries")),
        sa.UniqueConstraint("number", name=op.f("uq_audit_entries_number")),
    )
    op.create_table(
        "audit_seals",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("leaves", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_seals")),
    )
    op.execute(
        "INSERT INTO audit_entries (id, at, actor, action, subject, details, chained_to, chained) "
        f"SELECT {_FORMER_ID[dialect]}, at, actor, action, subject, details, previous_hash, hash FROM audit_log"
    )
    end = op.get_bind().execute(sa.text("SELECT number, hash FROM audit_head")).first()
    op.drop_table("audit_head")
    op.drop_table("audit_log")
    if dialect == "postgresql":
        op.execute("DROP FUNCTION audit_log_only_grows()")
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entry", sa.BigInteger(), nullable=False),
        sa.Column("seal", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("pruned", sa.BigInteger(), nullable=False),
        sa.Column("chained", sa.BigInteger(), nullable=False),
        sa.Column("chain", sa.Text(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_audit_head_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    if end is not None:
        op.get_bind().execute(
            sa.text("INSERT INTO audit_head VALUES (1, 0, 0, :genesis, 0, :number, :hash)"),
            {"genesis": "0" * 64, "number": end.number, "hash": end.hash},
        )
    for statement in AUDIT_GUARDS[dialect]:
        op.execute(statement)
