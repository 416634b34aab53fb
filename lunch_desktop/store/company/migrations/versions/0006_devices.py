"""From where a device was last used, and what admins decide for the company."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the column and the table."""
    op.add_column("token_families", sa.Column("network", sa.Text(), nullable=True))
    op.create_table(
        "company_policy",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["changed_by"], ["accounts.employee_id"], name=op.f("fk_company_policy_changed_by")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_company_policy")),
    )
