"""Taking over a part of a long answer that comes as a file: chunk after chunk, by SQLite itself.

The file is not trusted blindly: it has to be what the answer named, byte for byte, and to hold exactly the tables that
a volume has. Its rows then go the way of those of a page.
"""

import hashlib
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Dialect

from lunch_desktop.domain.catalogue import TABLES
from lunch_desktop.store.bigrams import SEARCHED
from lunch_desktop.store.desktop.schema import DesktopSchema
from lunch_desktop.store.desktop.search import INDEX
from lunch_desktop.store.listed import Writing
from lunch_desktop.store.prepared import compiled_once
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


class OpenVolume:
    """A volume, held in memory by SQLite itself: nothing of it reaches the disk but through the desktop's own file.

    It is looked at apart from that: what is found wrong with it must not pass for damage there.
    """

    def __init__(self, volume: sqlite3.Connection, schema: DesktopSchema, dialect: Dialect) -> None:
        self._volume = volume
        self._statements = _statements(schema, dialect)
        self.chunks = _chunks(volume)

    def take(self, connection: Connection, scope: str, chunk: Chunk, run: int) -> set[str]:
        """Write the rows of a chunk as confirmed, in its scope, and into the search index; the tables that got any.

        Raises BadVolume if there are not as many rows as there should be.
        """
        within = (chunk.after, chunk.last)
        tables: set[str] = set()
        entries = 0
        for name, statements in self._statements.items():
            rows = self._read(statements.rows, within)
            if not rows:
                continue
            entries += len(rows)
            tables.add(name)
            statements.write.run(connection, rows)
            statements.enter.run(connection, self._read(statements.scopes, (scope, run, *within)))
            if statements.search is not None:
                connection.exec_driver_sql(INDEX, self._read(statements.search, within))
        if entries != chunk.entries:
            raise BadVolume("rows are missing")
        return tables

    def _read(self, query: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
        with _as_bad():
            return self._volume.execute(query, values).fetchall()


@contextmanager
def opened(database: bytes, schema: DesktopSchema, dialect: Dialect) -> Iterator[OpenVolume]:
    """Look at a volume, which `unpacked` gave. Raises BadVolume for what is not as a volume is declared."""
    with closing(sqlite3.connect(":memory:", check_same_thread=False)) as volume:
        volume.execute("PRAGMA trusted_schema = OFF")
        volume.deserialize(database)
        yield OpenVolume(volume, schema, dialect)


def _chunks(volume: sqlite3.Connection) -> list[Chunk]:
    """The chunks of a volume, in order. Raises BadVolume."""
    with _as_bad():
        found = volume.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
        if set(found) != {("table", name, sql) for name, sql in declarations().items()}:
            raise BadVolume("it has other tables")
        if volume.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise BadVolume("it is damaged")
        rows = volume.execute("SELECT last, entries, sum FROM chunks ORDER BY last").fetchall()
    if not rows or not all(isinstance(value, int) and value >= 0 for row in rows for value in row):
        raise BadVolume("its chunks are not counted")
    return list(_in_order(rows))


@contextmanager
def _as_bad() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise BadVolume(str(error)) from error


def _in_order(rows: list[tuple[int, int, int]]) -> Iterator[Chunk]:
    after = 0
    for number, (last, entries, added) in enumerate(rows):
        yield Chunk(number, after, last, entries, added)
        after = last


@dataclass(frozen=True, slots=True)
class _Statements:
    """What is read from the volume for one table, and what writes it here."""

    rows: str
    scopes: str
    search: str | None
    write: Writing
    enter: Writing


def _compiled(schema: DesktopSchema, dialect: Dialect) -> dict[str, _Statements]:
    return {table.name: _statements_of(table.name, schema, dialect) for table in TABLES}


_statements = compiled_once(_compiled)


def _statements_of(name: str, schema: DesktopSchema, dialect: Dialect) -> _Statements:
    columns = columns_of(name)
    within = "one.rowid > ? AND one.rowid <= ?"
    shown = ", ".join(f"one.{column}" for column in columns)
    return _Statements(
        rows=f"SELECT {shown} FROM {name} AS one WHERE {within}",  # noqa: S608  # names of our own tables, here and below
        scopes=f"SELECT ?, '{name}', one.id, one.version, ? FROM {name} AS one WHERE {within}",  # noqa: S608
        search=f"SELECT said.key, '{name}', one.id, said.bigrams FROM {name} AS one"  # noqa: S608
        f" JOIN search AS said ON said.rowid = one.rowid WHERE {within} ORDER BY said.key"
        if name in SEARCHED
        else None,
        write=Writing(
            schema.entities[name],
            columns,
            dialect,
            key=["id"],
            updated=[column for column in columns if column != "id"],
            cleared=["extra"],
        ),
        enter=Writing(
            schema.scope_rows,
            ("scope", "table_name", "row_id", "version", "run"),
            dialect,
            key=("table_name", "row_id", "scope"),
            updated=("version", "run"),
        ),
    )
