"""The scopes of held rows stand in one tree, in the order of their rows, instead of in three."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Copy what is held; a long answer that is under way begins anew, because its checksums were not kept so far."""
    op.rename_table("scope_rows", "scope_rows_before")
    op.create_table(
        "scope_rows",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("run", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("table_name", "row_id", "scope", name=op.f("pk_scope_rows")),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO scope_rows (scope, table_name, row_id, version, run)"
        " SELECT scope, table_name, row_id, version, run FROM scope_rows_before"
        " ORDER BY table_name, row_id, scope"
    )
    op.drop_table("scope_rows_before")
    op.execute("DELETE FROM state WHERE name = 'pages'")
