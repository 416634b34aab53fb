"""Taking over a part of a long answer that comes as a file: chunk after chunk, by SQLite itself.

The file is not trusted blindly: it has to be what the answer named, byte for byte, and to hold exactly the tables that
a volume has. Its rows then go the way of those of a page.
"""

import hashlib
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from typing import Final

from sqlalchemy import Connection

from lunch_desktop.domain.catalogue import TABLES
from lunch_desktop.store.bigrams import SEARCHED
from lunch_desktop.store.volume import columns_of, declarations
from lunch_desktop.wire.sync import Volume

LARGEST: Final = 64 * 1024 * 1024
"""Bytes of a volume's database; it is held in memory."""


class BadVolume(Exception):
    """The file is not what was announced, or not what a volume is; its part comes in pages."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some entries of a volume: those behind the place `after`, up to `last`; and what they add to the checksum."""

    number: int
    after: int
    last: int
    entries: int
    sum: int


def unpacked(volume: Volume, content: bytes) -> bytes:
    """The database in the file that `volume` names. Raises BadVolume."""
    if len(content) != volume.size or hashlib.sha256(content).hexdigest() != volume.name:
        raise BadVolume("the file is another one")
    if not 0 < volume.length <= LARGEST:
        raise BadVolume(f"{volume.length} bytes are too much")
    unpacking = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        database = unpacking.decompress(content, volume.length)
    except zlib.error as error:
        raise BadVolume(str(error)) from error
    if len(database) != volume.length or not unpacking.eof:
        raise BadVolume("the file is of another length")
    return database


def chunks(database: bytes) -> list[Chunk]:
    """The chunks of a volume, in order. Raises BadVolume for what is not as a volume is declared.

    It is looked at apart from the desktop's own file: what is found wrong with it must not pass for damage of that.
    """
    with closing(sqlite3.connect(":memory:")) as volume:
        volume.deserialize(database)
        try:
            found = volume.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
            if set(found) != {("table", name, sql) for name, sql in declarations().items()}:
                raise BadVolume("it has other tables")
            if volume.execute("PRAGMA quick_check").fetchone() != ("ok",):
                raise BadVolume("it is damaged")
            rows = volume.execute("SELECT last, entries, sum FROM chunks ORDER BY last").fetchall()
        except sqlite3.DatabaseError as error:
            raise BadVolume(str(error)) from error
    if not rows or not all(isinstance(value, int) and value >= 0 for row in rows for value in row):
        raise BadVolume("its chunks are not counted")
    return list(_in_order(rows))


def _in_order(rows: list[tuple[int, int, int]]) -> Iterator[Chunk]:
    after = 0
    for number, (last, entries, added) in enumerate(rows):
        yield Chunk(number, after, last, entries, added)
        after = last


def take(connection: Connection, scope: str, chunk: Chunk, run: int) -> set[str]:
    """Write the rows of a chunk as confirmed, in its scope, and into the search index; the tables that got any.

    Raises BadVolume if there are not as many rows as there should be.
    """
    within = (chunk.after, chunk.last)
    tables: set[str] = set()
    entries = 0
    for table in TABLES:
        statements = _statements(table.name)
        written = connection.exec_driver_sql(statements.rows, within).rowcount
        if not written:
            continue
        entries += written
        tables.add(table.name)
        connection.exec_driver_sql(statements.scopes, (scope, run, *within))
        if statements.search is not None:
            connection.exec_driver_sql(statements.search, within)
    if entries != chunk.entries:
        raise BadVolume("rows are missing")
    return tables


@dataclass(frozen=True, slots=True)
class _Statements:
    rows: str
    scopes: str
    search: str | None


@cache
def _statements(name: str) -> _Statements:
    """The SQL for one table; in words of our own, because SQLAlchemy has none for the rowid of another schema."""
    columns = ", ".join(columns_of(name))
    shown = ", ".join(f"one.{column}" for column in columns_of(name))
    kept = ", ".join(f"{column} = excluded.{column}" for column in (*columns_of(name), "extra") if column != "id")
    within = "one.rowid > ? AND one.rowid <= ?"
    return _Statements(
        rows=f"INSERT INTO main.{name} ({columns}, extra)"  # noqa: S608  # names of our own tables, here and below
        f" SELECT {shown}, NULL FROM volume.{name} AS one WHERE {within}"
        f" ON CONFLICT (id) DO UPDATE SET {kept}",
        scopes="INSERT INTO main.scope_rows (scope, table_name, row_id, version, run)"  # noqa: S608
        f" SELECT ?, '{name}', one.id, one.version, ? FROM volume.{name} AS one WHERE {within}"
        " ON CONFLICT (table_name, row_id, scope) DO UPDATE SET version = excluded.version, run = excluded.run",
        search="INSERT OR REPLACE INTO main.search (rowid, kind, row_id, bigrams)"  # noqa: S608
        f" SELECT said.key, '{name}', one.id, said.bigrams FROM volume.{name} AS one"
        f" JOIN volume.search AS said ON said.rowid = one.rowid WHERE {within} ORDER BY said.key"
        if name in SEARCHED
        else None,
    )
