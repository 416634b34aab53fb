"""What the whole protocol keeps: days and checksums of the feed, floors, places and times of results."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_WITH_DAY = ("parties", "memberships", "availabilities", "free_windows", "visits")
"""The tables of that time whose rows belong to a day."""


def upgrade() -> None:
    """Add columns and tables, and the day of every row that the feed tells of."""
    op.add_column("head", sa.Column("floor", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("head", sa.Column("log_floor", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("head", sa.Column("gathering_until", sa.BigInteger(), nullable=True))
    op.add_column("feed", sa.Column("day", sa.Text(), server_default="9999-12-31", nullable=False))
    op.add_column("results", sa.Column("place", sa.Integer(), server_default="0", nullable=False))
    op.add_column("results", sa.Column("at", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("results", sa.Column("given", sa.BigInteger(), server_default="0", nullable=False))
    op.execute("UPDATE results SET given = version")
    decided_at = "SELECT at FROM commits WHERE commits.version = results.version"
    op.execute(f"UPDATE results SET at = coalesce(({decided_at}), 0)")
    op.drop_index(op.f("ix_results_client_id_version"), table_name="results")
    op.create_index(op.f("ix_results_client_id_given"), "results", ["client_id", "given"], unique=False)
    op.create_index(op.f("ix_results_version"), "results", ["version"], unique=False)
    op.create_table(
        "scope_sums",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("rows", sa.BigInteger(), nullable=False),
        sa.Column("sum", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("scope", name=op.f("pk_scope_sums")),
    )
    op.create_table(
        "gathered",
        sa.Column("employee_id", sa.Text(), nullable=False),
        sa.Column("uuid", sa.Text(), nullable=False),
        sa.Column("client_id", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["employee_id"], ["employees.id"], name=op.f("fk_gathered_employee_id")),
        sa.PrimaryKeyConstraint("employee_id", "uuid", name=op.f("pk_gathered")),
    )
    for name in _WITH_DAY:
        day = f"SELECT day FROM {name} WHERE id = feed.row_id"
        op.execute(f"UPDATE feed SET day = coalesce(({day}), day) WHERE table_name = '{name}'")
    op.create_index(
        op.f("ix_feed_scope_day_table_name_row_id"), "feed", ["scope", "day", "table_name", "row_id"], unique=False
    )
    op.create_index(op.f("ix_free_windows_department_id"), "free_windows", ["department_id"], unique=False)
