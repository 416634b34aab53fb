"""The lunches of groups that are due to be opened."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from lunch_desktop.domain.groups.entities import (
    GROUP_EXCEPTIONS,
    GROUPS,
    Group,
    GroupException,
    GroupState,
    group_exception_id,
    occurrence_party_id,
)
from lunch_desktop.domain.groups.lunches import DAYS_AHEAD, meets_at, moved, opens_at
from lunch_desktop.domain.groups.occurring import GROUP_OCCUR, Occurrence
from lunch_desktop.domain.groups.recurring import days_of
from lunch_desktop.domain.jobs import Job
from lunch_desktop.domain.parties.entities import PARTIES
from lunch_desktop.domain.people import OFFICES
from lunch_desktop.domain.times import Day, Instant, day_of
from lunch_desktop.store.company.schema import CompanySchema
from lunch_desktop.store.rows import EntityRows
from lunch_desktop.system.holidays import holidays_of


def lunches_due(connection: Connection, schema: CompanySchema, rows: EntityRows, now: Instant) -> Iterator[Job]:
    """What is due by `now` and neither past nor opened; a public holiday at the office has no lunch.

    A server that was away for long opens what is still ahead. The host says by an exception that a lunch takes place on
    a holiday all the same.
    """
    del rows
    found: list[tuple[Group, str, Day]] = []
    for group, time_zone in _active(connection, schema):
        today = day_of(now, time_zone)
        ahead = days_of(group.rule, group.starts_on, today, moved(today, DAYS_AHEAD))
        found += [(group, time_zone, day) for day in ahead if opens_at(group, day, time_zone) <= now]
    if not found:
        return
    exceptions = _exceptions(connection, schema, min(day for _, _, day in found))
    opened = _opened(connection, schema, [occurrence_party_id(group.id, day) for group, _, day in found])
    for group, time_zone, day in found:
        said = exceptions.get(group_exception_id(group.id, day))
        is_off = said.cancelled if said else date.fromisoformat(day) in holidays_of(time_zone, int(day[:4]))
        is_there = occurrence_party_id(group.id, day) in opened
        if not is_off and not is_there and meets_at(group, day, time_zone, said) > now:
            due = opens_at(group, day, time_zone)
            yield Job(GROUP_OCCUR.name, f"{group.id} {day}", due, group.host_id, Occurrence(group.id, day))


def _active(connection: Connection, schema: CompanySchema) -> list[tuple[Group, str]]:
    groups, offices = schema.entities[GROUPS.name], schema.entities[OFFICES.name]
    query = (
        select(*(groups.c[name] for name in GROUPS.columns), offices.c.time_zone)
        .join(offices, offices.c.id == groups.c.office_id)
        .where(groups.c.state == GroupState.ACTIVE.value, groups.c.rule != "")
        .order_by(groups.c.id)
    )
    return [(Group(*row[:-1]), row[-1]) for row in connection.execute(query)]


def _exceptions(connection: Connection, schema: CompanySchema, first: Day) -> dict[str, GroupException]:
    table = schema.entities[GROUP_EXCEPTIONS.name]
    query = select(*(table.c[name] for name in GROUP_EXCEPTIONS.columns)).where(table.c.day >= first)
    return {row.id: GroupException(*row) for row in connection.execute(query)}


def _opened(connection: Connection, schema: CompanySchema, ids: list[Any]) -> set[str]:
    table = schema.entities[PARTIES.name]
    opened: set[str] = set()
    for start in range(0, len(ids), 500):
        query = select(table.c.id).where(table.c.id.in_(ids[start : start + 500]))
        opened.update(connection.execute(query).scalars())
    return opened
