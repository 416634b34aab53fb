"""The feed as commits write it: which row stands in which scope, and since when."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, Dialect

from lunch_desktop.store.company.schema import EVERY_DAY, CompanySchema
from lunch_desktop.store.listed import Finding, Writing
from lunch_desktop.store.prepared import compiled_once
from lunch_desktop.store.world import Key
from lunch_desktop.wire.sync import Checksum, scope_sum


class FeedEntry(NamedTuple):
    """That a row was written in a scope, or is gone from it."""

    scope: str
    table: str
    row_id: str
    gone: bool
    day: str = EVERY_DAY


class _Statements:
    def __init__(self, schema: CompanySchema, dialect: Dialect) -> None:
        feed = schema.feed.c
        row = [feed.table_name, feed.row_id]
        self.present = Finding([*row, feed.scope, feed.version], row, dialect, feed.gone.is_(False))
        self.write = Writing(
            schema.feed,
            ["scope", "table_name", "row_id", "gone", "day", "version"],
            dialect,
            key=["scope", "table_name", "row_id"],
            updated=["version", "gone", "day"],
        )


_statements = compiled_once(_Statements)


def present_scopes(connection: Connection, schema: CompanySchema, keys: Sequence[Key]) -> dict[Key, dict[str, int]]:
    """The scopes in which each row stands by the feed, which is the truth about what desktops hold, and since when."""
    present: dict[Key, dict[str, int]] = defaultdict(dict)
    for table_name, row_id, scope, version in _statements(schema, connection.dialect).present.all(connection, keys):
        present[table_name, row_id][scope] = version
    return present


def write_feed(connection: Connection, schema: CompanySchema, entries: Iterable[FeedEntry], version: int) -> None:
    """Write entries as those of a commit; no two of them are of one row in one scope."""
    _statements(schema, connection.dialect).write.run(connection, [(*entry, version) for entry in entries])


def sums_changed_by(
    entries: Iterable[FeedEntry], present: Mapping[Key, Mapping[str, int]], version: int
) -> dict[str, Checksum]:
    """By how much the checksum of each scope changes."""
    changed: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for scope, table, row_id, gone, _ in entries:
        was = present[table, row_id].get(scope)
        by = changed[scope]
        if not gone:
            by[0] += 1
            by[1] += scope_sum(table, row_id, version)
        if was is not None:
            by[0] -= 1
            by[1] -= scope_sum(table, row_id, was)
    return {scope: Checksum(rows=rows, sum=added) for scope, (rows, added) in changed.items()}
