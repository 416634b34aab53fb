"""Whom each commit concerns, so that every process of a server can tell its streams."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the column; what it would hold for earlier commits is unknown."""
    op.add_column("commits", sa.Column("concerns", sa.Text(), nullable=True))
