"""What the whole protocol keeps: receipts, checksums, pages, rows of unknown tables, notices."""

from collections import defaultdict
from hashlib import blake2b

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_ENTITIES = (
    "offices",
    "departments",
    "employees",
    "restaurants",
    "parties",
    "memberships",
    "availabilities",
    "free_windows",
    "visits",
)
"""The tables of that time."""


def upgrade() -> None:
    """Add columns and tables; give every held row the version at which it is confirmed."""
    op.add_column("outbox", sa.Column("failures", sa.Integer(), server_default="0", nullable=False))
    op.add_column("history", sa.Column("place", sa.Integer(), server_default="0", nullable=False))
    op.add_column("history", sa.Column("server_at", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("history", sa.Column("receipt", sa.Text(), nullable=True))
    op.add_column("history", sa.Column("epoch", sa.Text(), nullable=True))
    op.add_column("scope_rows", sa.Column("version", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("scope_rows", sa.Column("run", sa.Integer(), server_default="0", nullable=False))
    op.create_table(
        "scope_sums",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("rows", sa.BigInteger(), nullable=False),
        sa.Column("sum", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("scope", name=op.f("pk_scope_sums")),
    )
    op.create_table(
        "unknown_rows",
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("table_name", "row_id", name=op.f("pk_unknown_rows")),
    )
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("seen", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
    )
    for name in _ENTITIES:
        stored = f"SELECT version FROM {name} WHERE id = scope_rows.row_id"
        confirmed = (
            "SELECT json_extract(copy, '$.version') FROM pristine"
            " WHERE pristine.table_name = scope_rows.table_name AND pristine.row_id = scope_rows.row_id"
        )
        op.execute(
            f"UPDATE scope_rows SET version = coalesce(({confirmed}), ({stored}), 0) WHERE table_name = '{name}'"
        )
    _count()
    op.create_index(op.f("ix_free_windows_department_id"), "free_windows", ["department_id"], unique=False)


def _count() -> None:
    """The checksum of every scope, as the protocol defined it at that time."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    connection = op.get_bind()
    for scope, name, row_id, version in connection.execute(
        sa.text("SELECT scope, table_name, row_id, version FROM scope_rows")
    ):
        digest = blake2b(f"{name}\0{row_id}\0{version}".encode(), digest_size=8).digest()
        sums[scope][0] += 1
        sums[scope][1] += int.from_bytes(digest) >> 1
    if sums:
        connection.execute(
            sa.text("INSERT INTO scope_sums (scope, rows, sum) VALUES (:scope, :rows, :sum)"),
            [{"scope": scope, "rows": rows, "sum": total & 2**63 - 1} for scope, (rows, total) in sums.items()],
        )
