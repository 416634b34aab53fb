"""Lists of parties are read in their order from an index, and not by sorting all that there are."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Index all that a list asks of a party, so that it need not look at the party itself."""
    op.create_index("ix_parties_in_order", "parties", ["day", "meets_at", "id", "state"])
