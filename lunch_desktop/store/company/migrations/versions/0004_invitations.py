"""Invitations, by which people become employees themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "invitations",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("department_id", sa.Text(), nullable=False),
        sa.Column("login", sa.Text(), nullable=True),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["accounts.employee_id"], name=op.f("fk_invitations_created_by")),
        sa.ForeignKeyConstraint(["department_id"], ["departments.id"], name=op.f("fk_invitations_department_id")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_invitations")),
    )
