"""Rows as lines of JSON, and back: exact for integers of 64 bits, for NUL and for halves of surrogate pairs."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import JSON, Boolean, Column, Connection, Integer, MetaData, Table, Text

from lunch_desktop.store.company.database import MIGRATIONS
from lunch_desktop.store.company.moving.contents import tables_of
from lunch_desktop.store.company.schema import company_schema
from lunch_desktop.store.migrate import known_revisions

_NOT_THE_COMPANYS: Final = frozenset({"alembic_version", "company_move", "company_move_progress"})
"""Tables that tell of the database and not of the company."""
_LEAST, _MOST = -(2**63), 2**63 - 1


class Kind(StrEnum):
    """What a column holds, as the manifest names it."""

    TEXT = "text"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    JSON = "json"


class BadLine(Exception):
    """A line is no row of its table. `column` is empty where it is no object with the table's columns."""

    def __init__(self, column: str = "") -> None:
        super().__init__(column)
        self.column = column


def tables_at(connection: Connection, revision: str) -> list[Table]:
    """The company's tables as they are at a step of the schema, which the database has; those referred to first."""
    if revision == known_revisions(MIGRATIONS)[-1]:
        return tables_of(company_schema())
    metadata = MetaData()
    metadata.reflect(connection, only=lambda name, _: name not in _NOT_THE_COMPANYS)
    for table in metadata.tables.values():
        for column in table.columns:
            if isinstance(column.type, JSON):
                column.type = JSON(none_as_null=bool(column.nullable))
    return list(metadata.sorted_tables)


def kind_of(column: Column[Any]) -> Kind:
    """The kind of a column. Raises TypeError for one that archives don't know."""
    for known, kind in ((Boolean, Kind.BOOLEAN), (JSON, Kind.JSON), (Integer, Kind.INTEGER), (Text, Kind.TEXT)):
        if isinstance(column.type, known):
            return kind
    raise TypeError(f"{column} is of a type that archives don't hold: {column.type}")


def line_of(names: Sequence[str], values: Sequence[Any]) -> bytes:
    """A row as a line. What UTF-8 can't hold, halves of surrogate pairs, is escaped."""
    row = dict(zip(names, values, strict=True))
    try:
        return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    except UnicodeEncodeError:
        return json.dumps(row, separators=(",", ":")).encode() + b"\n"


@dataclass(frozen=True, slots=True)
class RowForm:
    """What a line of a table has to hold."""

    names: tuple[str, ...]
    kinds: tuple[Kind, ...]
    nullable: tuple[bool, ...]

    @classmethod
    def of(cls, table: Table) -> "RowForm":
        """The form of a table's lines."""
        columns = list(table.columns)
        return cls(
            tuple(column.name for column in columns),
            tuple(kind_of(column) for column in columns),
            tuple(bool(column.nullable) for column in columns),
        )

    def parsed(self, line: bytes) -> dict[str, Any]:
        """The row of a line. Raises BadLine."""
        try:
            row = json.loads(line, parse_constant=_refuse)
        except (ValueError, RecursionError):
            raise BadLine from None
        if not isinstance(row, dict) or tuple(row) != self.names:
            raise BadLine
        for name, kind, nullable, value in zip(self.names, self.kinds, self.nullable, row.values(), strict=True):
            if not (_is_of(kind, value) or (value is None and nullable)):
                raise BadLine(name)
        return row


def _is_of(kind: Kind, value: object) -> bool:
    match kind:
        case Kind.JSON:
            return True
        case Kind.BOOLEAN:
            return isinstance(value, bool)
        case Kind.INTEGER:
            return isinstance(value, int) and not isinstance(value, bool) and _LEAST <= value <= _MOST
    return isinstance(value, str) and (value.isascii() or _is_whole(value))


def _is_whole(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _refuse(constant: str) -> object:
    raise ValueError(constant)
