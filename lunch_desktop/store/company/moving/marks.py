"""The marks that a move leaves in both databases, so that never two of them are served.

They are tables of their own, outside the schema, that exist only where a company is or was moved. One row says which
side this is, and the token that both sides of one move share; the target also keeps how far each table has come.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Integer,
    MetaData,
    Table,
    Text,
    delete,
    insert,
    select,
    text,
)
from sqlalchemy import inspect as inspect_database

from lunch_desktop.system.problems import Problem, ProblemCode

_HEAD: Final = "head"
_HEAD_PUT_AWAY: Final = "company_moved_head"
_METADATA: Final = MetaData()
_MOVE: Final = Table(
    "company_move",
    _METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("token", Text, nullable=False),
    Column("side", Text, nullable=False),
    Column("complete", Boolean, nullable=False),
    Column("other", Text, nullable=False),
)
_PROGRESS: Final = Table(
    "company_move_progress",
    _METADATA,
    Column("table_name", Text, primary_key=True),
    Column("last", Text, nullable=False),
    Column("rows", BigInteger, nullable=False),
)


class Side(StrEnum):
    """Which end of a move a database is."""

    SOURCE = "source"
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class Mark:
    """`other` is the address of the other end, without its password."""

    token: str
    side: Side
    complete: bool
    other: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a table has come: the primary key of the last row, as JSON, and the number of rows."""

    last: str
    rows: int


def read_mark(connection: Connection) -> Mark | None:
    """The mark in a database; None where it was never part of a move."""
    if not inspect_database(connection).has_table(_MOVE.name):
        return None
    row = connection.execute(select(_MOVE.c.token, _MOVE.c.side, _MOVE.c.complete, _MOVE.c.other)).first()
    return None if row is None else Mark(row.token, Side(row.side), row.complete, row.other)


def write_mark(connection: Connection, mark: Mark) -> None:
    """Put `mark` in the place of whatever mark there is."""
    _METADATA.create_all(connection)
    connection.execute(delete(_MOVE))
    connection.execute(
        insert(_MOVE).values(id=1, token=mark.token, side=mark.side, complete=mark.complete, other=mark.other)
    )


def remove_mark(connection: Connection) -> None:
    """As if there had never been a move."""
    _METADATA.drop_all(connection)


def put_away_head(connection: Connection) -> None:
    """Take the head from under a server that runs on after all: without it nothing is read, decided or consumed."""
    connection.execute(text(f"ALTER TABLE {_HEAD} RENAME TO {_HEAD_PUT_AWAY}"))


def bring_back_head(connection: Connection) -> None:
    """Give the database its head again, if it was put away."""
    if inspect_database(connection).has_table(_HEAD_PUT_AWAY):
        connection.execute(text(f"ALTER TABLE {_HEAD_PUT_AWAY} RENAME TO {_HEAD}"))


def read_progress(connection: Connection) -> dict[str, Progress]:
    """How far each table of the target has come; those that were not begun are missing."""
    rows = connection.execute(select(_PROGRESS.c.table_name, _PROGRESS.c.last, _PROGRESS.c.rows))
    return {row.table_name: Progress(row.last, row.rows) for row in rows}


def write_progress(connection: Connection, table: str, progress: Progress) -> None:
    """Note how far a table has come, in the transaction that brought it there."""
    connection.execute(delete(_PROGRESS).where(_PROGRESS.c.table_name == table))
    connection.execute(insert(_PROGRESS).values(table_name=table, last=progress.last, rows=progress.rows))


def forget_progress(connection: Connection) -> None:
    """The move is over."""
    connection.execute(delete(_PROGRESS))


def refuse_if_moved(connection: Connection, database: str) -> None:
    """Raise Problem where this database must not be served; `database` is its address, without a password."""
    mark = read_mark(connection)
    if mark is None or (mark.side is Side.TARGET and mark.complete):
        return
    if mark.side is Side.TARGET:
        raise Problem(ProblemCode.COMPANY_HALF_MOVED, database=database, other=mark.other)
    code = ProblemCode.COMPANY_MOVED if mark.complete else ProblemCode.COMPANY_MOVING
    raise Problem(code, database=database, other=mark.other)
