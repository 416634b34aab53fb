"""Reading a CSV file that a person chose: its encoding, its separator, its records with their line numbers."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

LARGEST_FILE: Final = 8 * 1024 * 1024
"""Bytes; 5,000 lines of a restaurant each are about one million."""
LONGEST_FIELD: Final = 8_192
"""Characters. What fills more is no list of what is brought in here."""
SEPARATORS: Final = (",", ";", "\t")
STATEMENT_MARK: Final = "#"
"""The first cell of the lines in which an export states its filter, period and totals."""


class Encoding(StrEnum):
    """How a file's bytes are letters; Excel in Korea writes CP949 unless it is told otherwise."""

    UTF_8 = "utf-8"
    CP949 = "cp949"


class TableFault(StrEnum):
    """Why a file can't be read as a table at all."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NOT_TEXT = "not_text"
    """It has bytes that no text has, or none of the encodings fits."""
    FIELD_TOO_LONG = "field_too_long"
    BROKEN_QUOTES = "broken_quotes"
    NO_NAMES = "no_names"
    """A column is missing without which no line says what it is about."""
    COLUMN_TWICE = "column_twice"
    """Two columns are headed as the same field."""
    TOO_MANY_LINES = "too_many_lines"
    UNREADABLE = "unreadable"
    """The file can't be opened."""


class TableError(ValueError):
    """A file that is no table; `line` is where, from 1, None where it is all of it."""

    def __init__(self, fault: TableFault, line: int | None = None) -> None:
        super().__init__(fault.value, line)
        self.fault = fault
        self.line = line


@dataclass(frozen=True, slots=True)
class Record:
    """A line of the table, which may be several of the file; `line` is the first, from 1."""

    line: int
    fields: tuple[str, ...]


def read_bytes(path: Path) -> bytes:
    """The file's bytes, never more than are wanted. Raises TableError."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise TableError(TableFault.UNREADABLE) from error
    if len(content) > LARGEST_FILE:
        raise TableError(TableFault.TOO_LARGE)
    return content


def decode(content: bytes, encoding: Encoding | None = None) -> tuple[str, Encoding]:
    """The text, and how it was encoded: as is said, else UTF-8 where that fits. Raises TableError.

    Hardly any Korean text in CP949 is UTF-8 by chance: its letters are pairs of bytes that UTF-8 forbids.
    """
    if b"\0" in content:
        raise TableError(TableFault.NOT_TEXT)
    for one in Encoding if encoding is None else (encoding,):
        try:
            text = content.decode("utf-8-sig" if one is Encoding.UTF_8 else one.value)
        except UnicodeDecodeError:
            continue
        if not text.strip():
            raise TableError(TableFault.EMPTY)
        return text, one
    raise TableError(TableFault.NOT_TEXT)


def separator_of(text: str) -> str:
    """The separator that stands most often in the first line, outside quotes."""
    first = text.lstrip("\r\n").partition("\n")[0]
    outside = "".join(first.split('"')[::2])
    return max(SEPARATORS, key=lambda one: (outside.count(one), -SEPARATORS.index(one)))


def records(text: str, separator: str, *, with_empty: bool = False) -> Iterator[Record]:
    """The lines that say anything, or all, the first is the header's. Raises TableError."""
    former = csv.field_size_limit(LONGEST_FIELD)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        line = 1
        while True:
            try:
                fields = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                is_long = "field larger" in str(error)
                raise TableError(TableFault.FIELD_TOO_LONG if is_long else TableFault.BROKEN_QUOTES, line) from error
            if with_empty or any(field.strip() for field in fields):
                yield Record(line, tuple(fields))
            line = reader.line_num + 1
    finally:
        csv.field_size_limit(former)


def without_statement(table: Iterable[Record]) -> Iterator[Record]:
    """The lines that say anything, without what an export says of itself.

    That is the end of the file: lines whose first cell is `#`, after an empty line. A row that begins so stays one.
    """
    held: list[Record] = []
    """The end so far: an empty line and what follows it, if that may be a statement."""
    for record in table:
        is_empty = not any(field.strip() for field in record.fields)
        if is_empty or (held and record.fields[0].strip() == STATEMENT_MARK):
            held.append(record)
            continue
        yield from (one for one in held if any(field.strip() for field in one.fields))
        held = []
        yield record
