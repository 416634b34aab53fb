"""Codes by which somebody sets a password of their own anew."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "password_resets",
        sa.Column("employee_id", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=True),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["employee_id"], ["accounts.employee_id"], name=op.f("fk_password_resets_employee_id")),
        sa.ForeignKeyConstraint(["created_by"], ["accounts.employee_id"], name=op.f("fk_password_resets_created_by")),
        sa.PrimaryKeyConstraint("employee_id", name=op.f("pk_password_resets")),
        sa.UniqueConstraint("digest", name=op.f("uq_password_resets_digest")),
    )
