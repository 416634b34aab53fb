"""What others did that concerns the person is kept in an inbox."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the inbox; notices that nobody has read yet are its first entries."""
    op.create_table(
        "inbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("change", sa.Text(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("seen", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_inbox_subject"), "inbox", ["subject"])
    op.create_index("ix_inbox_unseen", "inbox", ["id"], sqlite_where=sa.text("seen IS 0"))
    op.execute(
        "INSERT INTO inbox (at, kind, details, seen)"
        " SELECT at, 'file', json_object('notice', id, 'kind', kind, 'details', json(details)), seen"
        " FROM notices WHERE NOT seen ORDER BY at, id"
    )
