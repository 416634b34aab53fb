"""What tables and columns of an archive mean: drawn from the schema and the domain, for the manifest and the docs."""

import inspect
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Final, get_args, get_type_hints

from sqlalchemy import Column, Table

from lunch_desktop.domain.catalogue import TABLES as DOMAIN_TABLES
from lunch_desktop.store.company.archiving.form import ColumnPart
from lunch_desktop.store.company.archiving.meanings import SECRET, TABLES, meaning_of
from lunch_desktop.store.company.archiving.rows import kind_of

_ENTITIES: Final = {table.name: table.entity for table in DOMAIN_TABLES}
_BY_TYPE: Final = {
    "Instant": "In milliseconds since the epoch, UTC.",
    "Day": "A day at the office, YYYY-MM-DD.",
}


def about(table: str) -> str:
    """What a table holds; empty for one that this version doesn't know."""
    if table in _ENTITIES:
        return " ".join((inspect.getdoc(_ENTITIES[table]) or "").split())
    return TABLES.get(table, "")


def columns_of(table: Table) -> tuple[ColumnPart, ...]:
    """The columns as the manifest describes them."""
    return tuple(
        ColumnPart(
            name=column.name,
            type=kind_of(column).value,
            nullable=bool(column.nullable),
            key=bool(column.primary_key),
            references=_reference(column),
            secret=(table.name, column.name) in SECRET,
            meaning=_meaning(table.name, column),
        )
        for column in table.columns
    )


def markdown(tables: Sequence[Table]) -> str:
    """The chapter of docs/archive.md about tables and columns."""
    return "\n".join(line for table in tables for line in _chapter(table))


def _chapter(table: Table) -> Iterator[str]:
    yield f"### {table.name}"
    yield ""
    yield about(table.name)
    yield ""
    yield "| column | type | meaning |"
    yield "|---|---|---|"
    for column in columns_of(table):
        kind = column.type + (", key" if column.key else "") + (", may be null" if column.nullable else "")
        meaning = f"{column.meaning} **Secret.**" if column.secret else column.meaning
        yield f"| `{column.name}` | {kind} | {meaning.replace('|', chr(92) + '|')} |"
    yield ""


def _reference(column: Column[Any]) -> str | None:
    return next((f"{key.column.table.name}.{key.column.name}" for key in column.foreign_keys), None)


def _meaning(table: str, column: Column[Any]) -> str:
    referred = _reference(column)
    if referred is not None:
        return f"Stands in `{referred}`."
    said = _BY_TYPE.get(_types(table).get(column.name, ""))
    return said or meaning_of(table, column.name) or "See the words on the table."


@cache
def _types(table: str) -> dict[str, str]:
    """The names of the domain's types of a table's fields."""
    if table not in _ENTITIES:
        return {}
    hints = get_type_hints(_ENTITIES[table])
    return {name: _name(hint) for name, hint in hints.items()}


def _name(hint: Any) -> str:
    choices = [one for one in get_args(hint) if one is not type(None)]
    return str(getattr(choices[0] if choices else hint, "__name__", ""))
