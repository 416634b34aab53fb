"""The rows of a company's tables: read in batches by their keys, written, counted and summed, on any database."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Final

from sqlalchemy import Connection, Table, func, insert, select, text, tuple_

from lunch_desktop.store.company.schema import CompanySchema

BATCH: Final = 1_000
"""Rows in one transaction."""
_MODULUS: Final = 1 << 128


@dataclass(frozen=True, slots=True)
class Sum:
    """The number of rows of a table, and a checksum that does not depend on their order."""

    rows: int
    digest: int


def tables_of(schema: CompanySchema) -> list[Table]:
    """Every table, those that others refer to first."""
    return list(schema.metadata.sorted_tables)


def count(connection: Connection, table: Table) -> int:
    """How many rows there are."""
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def batches(connection: Connection, table: Table, after: str | None) -> Iterator[tuple[list[dict[str, Any]], str]]:
    """The rows after the key `after` in order of the primary key, in batches, each with the key of its last row.

    A key is a JSON list.
    """
    key = list(table.primary_key.columns)
    while True:
        query = select(table).order_by(*key).limit(BATCH)
        if after is not None:
            query = query.where(tuple_(*key) > tuple_(*json.loads(after)))
        rows = [dict(row) for row in connection.execute(query).mappings()]
        if not rows:
            return
        after = json.dumps([rows[-1][column.name] for column in key], ensure_ascii=False)
        yield rows, after


def write(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows as they are."""
    connection.execute(insert(table), list(rows))


def sum_of(connection: Connection, table: Table) -> Sum:
    """Read a whole table and add it up, without holding it in memory."""
    total, rows = 0, 0
    with connection.execute(select(table).execution_options(yield_per=BATCH)) as result:
        for row in result:
            written = json.dumps(list(row), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            total += int.from_bytes(blake2b(written.encode(), digest_size=16).digest())
            rows += 1
    return Sum(rows, total % _MODULUS)


def set_sequences(connection: Connection, tables: Sequence[Table]) -> None:
    """Let numbers that PostgreSQL hands out by itself go on after those that were moved."""
    if connection.dialect.name != "postgresql":
        return
    for table in tables:
        for column in table.primary_key.columns:
            named = {"table": table.name, "column": column.name}
            sequence = connection.execute(text("SELECT pg_get_serial_sequence(:table, :column)"), named).scalar()
            highest = connection.execute(select(func.max(column))).scalar() if sequence else None
            if highest is not None:
                connection.execute(
                    text("SELECT setval(:sequence, :highest)"), {"sequence": sequence, "highest": highest}
                )
