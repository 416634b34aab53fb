"""Cursors: how far a desktop has got in the history of a company's database.

A cursor is `epoch.version.tag.seal`. The tag is random for each commit, so a version of another history is told from
one of this. The seal shows that this server wrote the cursor: one that is authentic, and yet not in the history, means
that the database was restored from an older backup.
"""

import secrets
from dataclasses import dataclass
from typing import Final

from sqlalchemy import BigInteger, Connection, Dialect, bindparam, select

from lunch_desktop.domain.times import Instant
from lunch_desktop.store.company.schema import CompanySchema
from lunch_desktop.store.company.seals import Seals
from lunch_desktop.store.prepared import Prepared, compiled_once

_SEAL: Final = "cursor"
_CHANCE: Final = 8
"""Random bytes of an epoch."""


class ResyncRequired(Exception):
    """The cursor is not one of this database's history; the desktop starts over and keeps its outbox."""


class Restored(Exception):
    """A cursor is authentic, but from a future that this database has lost: it was restored from an older backup."""

    def __init__(self, cursor: str, epoch: str) -> None:
        """`epoch` is the one that the cursor names."""
        super().__init__(epoch)
        self.cursor = cursor
        self.epoch = epoch


@dataclass(frozen=True)
class Cursor:
    """A point in the history of one database: its epoch, a version and the random tag of that commit."""

    epoch: str
    version: int
    tag: str

    def sealed(self, seals: Seals) -> str:
        """The text that a desktop keeps and brings back."""
        text = f"{self.epoch}.{self.version}.{self.tag}"
        return f"{text}.{seals.seal(_SEAL, text)}"


@dataclass(frozen=True)
class Head(Cursor):
    """The last commit; the versions below which cursors (`floor`) and changes (`log_floor`) are too old.

    `gathering_until`: the database was restored, and what desktops offer again is gathered until then.
    """

    floor: int
    log_floor: int
    gathering_until: Instant | None

    @property
    def terms(self) -> tuple[str, int, int, Instant | None]:
        """What a change is decided under: all but the last commit."""
        return self.epoch, self.floor, self.log_floor, self.gathering_until


class _Statements:
    def __init__(self, schema: CompanySchema, dialect: Dialect) -> None:
        head, commits = schema.head, schema.commits
        self.head = Prepared(
            select(
                head.c.epoch, head.c.version, commits.c.tag, head.c.floor, head.c.log_floor, head.c.gathering_until
            ).join(commits, commits.c.version == head.c.version),
            dialect,
        )
        at = commits.c.version == bindparam("version", type_=BigInteger)
        self.tag = Prepared(select(commits.c.tag).where(at), dialect, "version")


_statements = compiled_once(_Statements)


def read_head(connection: Connection, schema: CompanySchema) -> Head:
    """The head as it is in this transaction. Raises LookupError where there is none."""
    found = _statements(schema, connection.dialect).head.one(connection)
    if found is None:
        raise LookupError("the database has no head")
    return Head(*found)


def locked_head(connection: Connection, schema: CompanySchema) -> Head:
    """The head, which nobody else moves before this transaction ends. SQLite's has locked everything."""
    if connection.dialect.name != "sqlite":
        connection.execute(select(schema.head.c.id).with_for_update()).all()
    return read_head(connection, schema)


def version_of(connection: Connection, schema: CompanySchema, seals: Seals, text: str, head: Head) -> int:
    """The version that a desktop's cursor stands for: its history is ours up to there, whatever the epoch.

    Raises ResyncRequired, and Restored: at most once for each future that was lost, because the epoch that is minted
    then is newer than all that were known.
    """
    cursor, authentic = _parsed(text, seals)
    if (cursor.version, cursor.tag) == (head.version, head.tag):
        return cursor.version
    found = _statements(schema, connection.dialect).tag.one(connection, cursor.version)
    if found is not None and found[0] == cursor.tag:
        return cursor.version
    lost = cursor.epoch == head.epoch and cursor.version >= head.floor
    if authentic and (lost or _minted_at(cursor.epoch) > _minted_at(head.epoch)):
        raise Restored(text, cursor.epoch)
    raise ResyncRequired


def cursor_of(text: str, seals: Seals) -> Cursor:
    """What a desktop's cursor says, of this history or not. Raises ResyncRequired for what is no cursor of ours."""
    return _parsed(text, seals)[0]


def is_known(connection: Connection, schema: CompanySchema, version: int, tag: str) -> bool:
    """Whether a commit that was noted outside the database is of this history."""
    commits = schema.commits
    query = select(commits.c.version).where(commits.c.version == version, commits.c.tag == tag)
    return connection.execute(query).first() is not None


def mint_epoch(now: Instant, *known: str) -> str:
    """A random epoch that is newer than the `known` ones, whatever the clock says."""
    at = max([now, *(_minted_at(epoch) + 1 for epoch in known)])
    return f"{at:x}{secrets.token_hex(_CHANCE)}"


def _minted_at(epoch: str) -> int:
    """When it was minted, in milliseconds since the epoch, UTC; 0 for that of a new database."""
    try:
        return int(epoch[: -2 * _CHANCE] or "0", 16)
    except ValueError:
        return 0


def _parsed(text: str, seals: Seals) -> tuple[Cursor, bool]:
    """The cursor, and whether it has a seal; one of the former form has none. Raises ResyncRequired."""
    parts = text.split(".")
    said, seal = parts[:3], parts[3:]
    try:
        epoch, version, tag = said
        cursor = Cursor(epoch, int(version), tag)
    except ValueError:
        raise ResyncRequired from None
    if not 0 <= cursor.version < 2**63 or len(seal) > 1 or (seal and not seals.is_ours(_SEAL, ".".join(said), seal[0])):
        raise ResyncRequired
    return cursor, bool(seal)
