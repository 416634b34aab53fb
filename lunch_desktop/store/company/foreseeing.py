"""Reading ahead for a batch: what its changes are going to read is read for all of them at once."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from lunch_desktop.domain.catalogue import TABLES_BY_NAME
from lunch_desktop.domain.ids import ChangeId, EmployeeId
from lunch_desktop.domain.mutations import Mutation, Root
from lunch_desktop.domain.times import Instant
from lunch_desktop.store.company.source import CompanySource
from lunch_desktop.store.world import RowWorld

Foreseeing = tuple[EmployeeId, Instant, ChangeId, Mutation[Any], Any]
"""Whose change, as of when, its uuid, the mutation and its arguments."""


def read_roots(world: RowWorld, source: CompanySource, roots: Iterable[Root]) -> None:
    """Read the aggregates that changes name."""
    by_table: defaultdict[str, set[str]] = defaultdict(set)
    for name, row_id in roots:
        by_table[name].add(row_id)
    for name, ids in by_table.items():
        _read_rows(world, source, name, sorted(ids))


def read_ahead(world: RowWorld, source: CompanySource, changes: Iterable[Foreseeing]) -> None:
    """Read what the mutations foresee, step by step, each step for all changes; none of them has run yet."""
    going = [(change, change[3].foresees(world, change[4])) for change in changes]
    while going:
        wanted: defaultdict[tuple[str, tuple[str, ...]], dict[tuple[Any, ...], None]] = defaultdict(dict)
        further = []
        for change, steps in going:
            world.begin(*change[:3])
            step = next(steps, None)
            if step is not None:
                further.append((change, steps))
                for table, index, values in step:
                    if not world.knows(table, index, values):
                        wanted[table.name, index][values] = None
        for (name, index), keys in wanted.items():
            if index == ("id",):
                _read_rows(world, source, name, [row_id for (row_id,) in keys])
            else:
                table = TABLES_BY_NAME[name]
                for key, rows in source.where_any(table, index, list(keys)).items():
                    world.preload_found(table, index, key, rows)
        going = further


def _read_rows(world: RowWorld, source: CompanySource, name: str, ids: list[str]) -> None:
    table = TABLES_BY_NAME[name]
    found = source.many(table, ids)
    there = {row.id for row in found}
    world.preload(table, found, [row_id for row_id in ids if row_id not in there])
