"""What needs the person's attention is counted without reading the whole queue and the whole history."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Index the few changes that are likely to be refused, and those results that nobody has read."""
    op.create_index("ix_outbox_refused", "outbox", ["seq"], sqlite_where=sa.text("refusal IS NOT NULL"))
    op.create_index("ix_history_unseen", "history", ["uuid"], sqlite_where=sa.text("seen IS 0"))
