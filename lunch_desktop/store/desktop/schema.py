"""The tables of a desktop's database."""

from dataclasses import dataclass
from functools import cache

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    literal_column,
    text,
)

from lunch_desktop.store.schema import NAMING, entity_tables


@dataclass(frozen=True, eq=False)
class DesktopSchema:
    """All tables of a desktop.

    `state` holds single facts (device id, cursor, next seq). `outbox` holds the queue in order; a payload never
    changes once written. `outbox_rows` says which rows each waiting change wrote, and which it made. `pristine` keeps
    the confirmed copy of every row that waiting changes wrote; a null copy means that no confirmed row exists.
    `history` keeps what was decided, with what an undo takes, and the receipt that proves it to a restored server; its
    `epoch` is the server's when the result came. `scope_rows` says in which scopes each row is held, at which version,
    and which sync from nothing named it last (`run`); it has no index beside its key, because it has more rows than all
    other tables together. `scope_sums` holds each checksum. `unknown_rows` keeps rows of tables that this version
    doesn't know. `notices` are for the person to read. `inbox` tells what others did that concerns the person, in
    the order of its ids, none of which is given twice; `subject` is a party's id, `change` the uuid of a change of the
    person's own. `messages_to_index` names messages that came in such numbers that the search takes them in later.
    """

    metadata: MetaData
    entities: dict[str, Table]
    state: Table
    outbox: Table
    outbox_rows: Table
    pristine: Table
    history: Table
    scope_rows: Table
    scope_sums: Table
    unknown_rows: Table
    notices: Table
    inbox: Table
    messages_to_index: Table


@cache
def desktop_schema() -> DesktopSchema:
    """The tables, declared once: many databases may be open at a time, and none changes them."""
    metadata = MetaData(naming_convention=NAMING)
    entities = entity_tables(metadata, foreign_keys=False)
    parties = entities["parties"].c
    Index("ix_parties_in_order", parties.day, parties.meets_at, parties.id, parties.state)
    messages, markers = entities["messages"].c, entities["read_markers"].c
    Index("ix_messages_in_order", messages.room_id, messages.number, messages.author_id, messages.deleted)
    called = (messages.room_id, messages.number, messages.mentions)
    Index("ix_messages_with_mentions", *called, sqlite_where=messages.mentions != literal_column("''"))
    Index("ix_read_markers_in_room", markers.room_id, markers.employee_id, markers.number)
    reviews = entities["reviews"].c
    Index("ix_reviews_ratings", reviews.restaurant_id, reviews.rating)
    return DesktopSchema(
        metadata=metadata,
        entities=entities,
        state=Table(
            "state",
            metadata,
            Column("name", Text, primary_key=True),
            Column("value", JSON(none_as_null=True)),
        ),
        outbox=Table(
            "outbox",
            metadata,
            Column("seq", BigInteger, primary_key=True, autoincrement=False),
            Column("uuid", Text, nullable=False),
            Column("payload", Text),
            Column("hash", Text, nullable=False),
            Column("created_at", BigInteger, nullable=False),
            Column("offered", Boolean, nullable=False),
            Column("void", Boolean, nullable=False),
            Column("inverse", JSON(none_as_null=True)),
            Column("refusal", JSON(none_as_null=True)),
            Column("failures", Integer, nullable=False, server_default="0"),
            Index(None, "uuid", unique=True),
            Index("ix_outbox_refused", "seq", sqlite_where=text("refusal IS NOT NULL")),
        ),
        outbox_rows=Table(
            "outbox_rows",
            metadata,
            Column("seq", BigInteger, primary_key=True, autoincrement=False),
            Column("table_name", Text, primary_key=True),
            Column("row_id", Text, primary_key=True),
            Column("made", Boolean, nullable=False),
            Index(None, "table_name", "row_id"),
        ),
        pristine=Table(
            "pristine",
            metadata,
            Column("table_name", Text, primary_key=True),
            Column("row_id", Text, primary_key=True),
            Column("copy", JSON(none_as_null=True)),
        ),
        history=Table(
            "history",
            metadata,
            Column("uuid", Text, primary_key=True),
            Column("seq", BigInteger, nullable=False),
            Column("payload", Text),
            Column("hash", Text, nullable=False),
            Column("created_at", BigInteger, nullable=False),
            Column("decided_at", BigInteger, nullable=False),
            Column("outcome", Text, nullable=False),
            Column("code", Text),
            Column("details", JSON, nullable=False),
            Column("answer", JSON, nullable=False),
            Column("inverse", JSON(none_as_null=True)),
            Column("seen", Boolean, nullable=False),
            Column("version", BigInteger, nullable=False),
            Column("place", Integer, nullable=False, server_default="0"),
            Column("server_at", BigInteger, nullable=False, server_default="0"),
            Column("receipt", Text),
            Column("epoch", Text),
            Index(None, "decided_at"),
            Index("ix_history_unseen", "uuid", sqlite_where=text("seen IS 0")),
        ),
        scope_rows=Table(
            "scope_rows",
            metadata,
            Column("scope", Text, nullable=False),
            Column("table_name", Text, nullable=False),
            Column("row_id", Text, nullable=False),
            Column("version", BigInteger, nullable=False, server_default="0"),
            Column("run", Integer, nullable=False, server_default="0"),
            PrimaryKeyConstraint("table_name", "row_id", "scope"),
            sqlite_with_rowid=False,
        ),
        scope_sums=Table(
            "scope_sums",
            metadata,
            Column("scope", Text, primary_key=True),
            Column("rows", BigInteger, nullable=False),
            Column("sum", BigInteger, nullable=False),
        ),
        unknown_rows=Table(
            "unknown_rows",
            metadata,
            Column("table_name", Text, primary_key=True),
            Column("row_id", Text, primary_key=True),
            Column("version", BigInteger, nullable=False),
            Column("values", JSON, nullable=False),
        ),
        notices=Table(
            "notices",
            metadata,
            Column("id", Integer, primary_key=True),
            Column("at", BigInteger, nullable=False),
            Column("kind", Text, nullable=False),
            Column("details", JSON, nullable=False),
            Column("seen", Boolean, nullable=False),
        ),
        inbox=Table(
            "inbox",
            metadata,
            Column("id", Integer, primary_key=True),
            Column("at", BigInteger, nullable=False),
            Column("kind", Text, nullable=False),
            Column("subject", Text),
            Column("change", Text),
            Column("details", JSON, nullable=False),
            Column("seen", Boolean, nullable=False),
            Index(None, "subject"),
            Index("ix_inbox_unseen", "id", sqlite_where=text("seen IS 0")),
            sqlite_autoincrement=True,
        ),
        messages_to_index=Table(
            "messages_to_index",
            metadata,
            Column("id", Text, primary_key=True),
            sqlite_with_rowid=False,
        ),
    )
