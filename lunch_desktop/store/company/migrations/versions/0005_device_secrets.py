"""Secrets that the server keeps for desktops, by which their data is opened where a keyring was lost."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "device_secrets",
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("employee_id", sa.Text(), nullable=False),
        sa.Column("family_id", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["employee_id"], ["accounts.employee_id"], name=op.f("fk_device_secrets_employee_id")),
        sa.PrimaryKeyConstraint("key_id", name=op.f("pk_device_secrets")),
    )
    op.create_index(op.f("ix_device_secrets_employee_id"), "device_secrets", ["employee_id"])
