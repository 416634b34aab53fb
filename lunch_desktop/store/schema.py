"""SQL tables of the domain's entities: the same columns on the server and in a desktop's replica."""

from collections.abc import Callable
from types import NoneType
from typing import Any, Final, get_args, get_type_hints

from sqlalchemy import JSON, BigInteger, Boolean, Column, ForeignKey, Index, MetaData, Text, false, text, true
from sqlalchemy import Table as SqlTable
from sqlalchemy.types import TypeEngine

from lunch_desktop.domain.catalogue import TABLES
from lunch_desktop.domain.table import Table

NAMING: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
_SQL_TYPES: Final[dict[type, type[TypeEngine[Any]]]] = {str: Text, int: BigInteger, bool: Boolean}
_SQL_DEFAULTS: Final[dict[type, Callable[[Any], Any]]] = {
    str: lambda value: text(f"'{value}'"),
    int: str,
    bool: lambda value: true() if value else false(),
}
"""What a row has that was written before its table had the column; the same as the entity's own default."""


def entity_tables(metadata: MetaData, *, foreign_keys: bool) -> dict[str, SqlTable]:
    """Make a SQL table for every table of the domain, by name.

    Beside the entity's fields stand `version`, that of the commit which wrote the row last (0: not confirmed yet),
    and `extra`, what a newer partner sent and this version doesn't know. Replicas have a primary key only: no foreign
    keys and no uniqueness, so that no patch can get stuck.
    """
    return {table.name: _entity_table(table, metadata, foreign_keys) for table in TABLES}


def _entity_table(table: Table[Any], metadata: MetaData, foreign_keys: bool) -> SqlTable:
    columns: list[Column[Any]] = []
    defaults = table.defaults
    for name, hint in get_type_hints(table.entity).items():
        kind, nullable = _plain(hint)
        constraints = [ForeignKey(f"{table.references[name]}.id")] if foreign_keys and name in table.references else []
        default = _SQL_DEFAULTS[kind](defaults[name]) if defaults.get(name) is not None else None
        columns.append(
            Column(
                name,
                _SQL_TYPES[kind],
                *constraints,
                primary_key=name == "id",
                nullable=nullable,
                server_default=default,
            )
        )
    columns.append(Column("version", BigInteger, nullable=False, server_default="0"))
    columns.append(Column("extra", JSON(none_as_null=True)))
    indexes = [Index(None, *index) for index in table.indexes]
    return SqlTable(table.name, metadata, *columns, *indexes)


def _plain(hint: Any) -> tuple[type, bool]:
    """The Python type behind a field's annotation, and whether it may be None."""
    choices = [one for one in get_args(hint) if one is not NoneType]
    nullable = NoneType in get_args(hint)
    kind = choices[0] if nullable else hint
    while hasattr(kind, "__supertype__"):
        kind = kind.__supertype__
    return kind, nullable
