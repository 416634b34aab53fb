"""Many rows in one statement: found by a list of keys, and written together.

What a statement costs beyond its rows, above all on PostgreSQL, where each is a message to another process, is then
paid once. SQLite takes a list as JSON, PostgreSQL as an array for each column.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Dialect,
    Integer,
    Text,
    bindparam,
    cast,
    column,
    func,
    literal_column,
    select,
    tuple_,
)
from sqlalchemy import Table as SqlTable
from sqlalchemy.dialects import sqlite

from lunch_desktop.store.prepared import Prepared


def insert_for(dialect: str) -> Callable[[SqlTable], Any]:
    """The INSERT of a dialect that knows what to do when the row is there already."""
    if dialect == "sqlite":
        return sqlite.insert
    from sqlalchemy.dialects import postgresql  # a fifth of a second that no desktop should spend at its start

    return postgresql.insert


class Finding:
    """Finds the rows whose `matched` columns have, together, one of a list of values."""

    def __init__(
        self, shown: Sequence[Column[Any]], matched: Sequence[Column[Any]], dialect: Dialect, *conditions: Any
    ) -> None:
        """`conditions` are what must hold beside."""
        self._is_sqlite = dialect.name == "sqlite"
        if self._is_sqlite:
            each = func.json_each(bindparam("listed", type_=Text())).table_valued("value", name="listed")
            listed = select(*(func.json_extract(each.c.value, _place(number)) for number in range(len(matched))))
            names = ["listed"]
        else:
            names = [f"listed_{number}" for number in range(len(matched))]
            listed = _unnested(names, matched)
        query = select(*shown).where(tuple_(*matched).in_(listed), *conditions)
        self._query = Prepared(query, dialect, *names)

    def all(self, connection: Connection, values: Sequence[Sequence[Any]]) -> list[tuple[Any, ...]]:
        """What is shown of each row, in no order. `values` holds those of one row each."""
        if not values:
            return []
        if self._is_sqlite:
            return self._query.all(connection, json.dumps(values, ensure_ascii=False))
        return self._query.all(connection, *_columns(values))


class Writing:
    """Inserts rows, and where one is there already updates it."""

    def __init__(
        self,
        table: SqlTable,
        names: Sequence[str],
        dialect: Dialect,
        *,
        key: Sequence[str] = (),
        updated: Sequence[str] = (),
        cleared: Sequence[str] = (),
    ) -> None:
        """Rows are given as the values of `names`, those of JSON columns as text.

        A row with the same `key` takes over those of `updated`, and loses what it had in `cleared`. Without a key such
        a row is a fault.
        """
        self._is_sqlite = dialect.name == "sqlite"
        statement = insert_for(dialect.name)(table)
        if self._is_sqlite:
            types = {name: _given_as(table.c[name]) for name in names}
            # the driver takes a truth for an integer, and with nothing to convert it takes the rows as they are
            types = {name: Integer() if isinstance(one, Boolean) else one for name, one in types.items()}
            statement = statement.values({name: bindparam(name, type_=one) for name, one in types.items()})
        else:
            statement = statement.from_select(names, _unnested(names, [table.c[name] for name in names]))
        if key:
            taken = {name: statement.excluded[name] for name in updated}
            statement = statement.on_conflict_do_update(
                index_elements=key, set_=taken | dict.fromkeys(cleared, literal_column("NULL"))
            )
        self._statement = Prepared(statement, dialect, *names)

    def run(self, connection: Connection, rows: Sequence[Sequence[Any]]) -> None:
        """Write them; no two of them may have the same key."""
        if not rows:
            return
        if self._is_sqlite:
            self._statement.many(connection, rows)
        else:
            self._statement.run(connection, *_columns(rows))


def _place(number: int) -> Any:
    return literal_column(f"'$[{number}]'")


def _unnested(names: Sequence[str], columns: Sequence[Column[Any]]) -> Any:
    """The rows that are given as an array for each of `columns`."""
    from sqlalchemy.dialects.postgresql import ARRAY

    types = [_given_as(one) for one in columns]
    arrays = (bindparam(name, type_=ARRAY(type_)) for name, type_ in zip(names, types, strict=True))
    given = func.unnest(*arrays).table_valued(*(column(name, t) for name, t in zip(names, types, strict=True)))
    given = given.render_derived(name="listed")
    return select(
        *(
            cast(given.c[name], JSON) if isinstance(one.type, JSON) else given.c[name]
            for name, one in zip(names, columns, strict=True)
        )
    )


def _given_as(one: Column[Any]) -> Any:
    """JSON comes as text."""
    return Text() if isinstance(one.type, JSON) else one.type


def _columns(rows: Iterable[Sequence[Any]]) -> list[list[Any]]:
    """The values by column. PostgreSQL's driver takes no list in which texts and members of a StrEnum are mixed."""
    return [[str(one) if isinstance(one, str) else one for one in values] for values in zip(*rows, strict=True)]
