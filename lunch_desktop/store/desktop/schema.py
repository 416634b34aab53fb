"""The tables of a desktop's database."""

from dataclasses import dataclass

from sqlalchemy import JSON, BigInteger, Boolean, Column, Index, MetaData, Table, Text

from lunch_desktop.store.schema import NAMING, entity_tables


@dataclass(frozen=True)
class DesktopSchema:
    """All tables of a desktop.

    `state` holds single facts (device id, cursor, next seq). `outbox` holds the queue in order; a payload never
    changes once written. `outbox_rows` says which rows each waiting change wrote, and which it made. `pristine` keeps
    the confirmed copy of every row that waiting changes wrote; a null copy means that no confirmed row exists.
    `history` keeps what was decided, with what an undo takes. `scope_rows` says in which scopes each row is held.
    """

    metadata: MetaData
    entities: dict[str, Table]
    state: Table
    outbox: Table
    outbox_rows: Table
    pristine: Table
    history: Table
    scope_rows: Table


def desktop_schema() -> DesktopSchema:
    """Declare the tables anew; nothing is shared between calls."""
    metadata = MetaData(naming_convention=NAMING)
    entities = entity_tables(metadata, foreign_keys=False)
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
            Index(None, "uuid", unique=True),
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
            Index(None, "decided_at"),
        ),
        scope_rows=Table(
            "scope_rows",
            metadata,
            Column("scope", Text, primary_key=True),
            Column("table_name", Text, primary_key=True),
            Column("row_id", Text, primary_key=True),
            Index(None, "table_name", "row_id"),
        ),
    )
