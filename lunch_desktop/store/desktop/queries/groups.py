"""Groups as the window shows them: who belongs, and which lunches come next."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, select

from lunch_desktop.domain.groups.entities import (
    GROUP_EXCEPTIONS,
    GROUP_MEMBERS,
    GROUPS,
    Group,
    GroupException,
    GroupMember,
    GroupMemberState,
    GroupState,
    occurrence_party_id,
)
from lunch_desktop.domain.groups.lunches import meets_at
from lunch_desktop.domain.groups.recurring import next_days
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.parties.entities import PARTIES, Party
from lunch_desktop.domain.people import EMPLOYEES, OFFICES, Employee
from lunch_desktop.domain.restaurants.entities import RESTAURANTS, Restaurant
from lunch_desktop.domain.times import Day, Instant, day_of
from lunch_desktop.store.desktop.schema import DesktopSchema
from lunch_desktop.store.rows import EntityRows
from lunch_desktop.system.holidays import holidays_of

NEXT: Final = 5
"""Lunches that are told of ahead."""


@dataclass(frozen=True, slots=True)
class NextLunch:
    """A lunch that the rule says; `party` is there once the server has opened it. `holiday`: there is none that day."""

    day: Day
    meets_at: Instant
    said: GroupException | None
    party: Party | None
    holiday: bool


@dataclass(frozen=True, slots=True)
class GroupView:
    """One group: its members in turn, then those asked; how I stand to it, and what comes next."""

    group: Group
    time_zone: str
    host: Employee | None
    members: tuple[Employee, ...]
    asked: tuple[Employee, ...]
    mine: GroupMember | None
    restaurant: Restaurant | None
    lunches: tuple[NextLunch, ...]

    @property
    def i_belong(self) -> bool:
        """Whether I am a member."""
        return self.mine is not None and self.mine.state == GroupMemberState.MEMBER

    @property
    def i_am_asked(self) -> bool:
        """Whether an invitation waits for my answer."""
        return self.mine is not None and self.mine.state == GroupMemberState.INVITED

    @property
    def goes_on(self) -> bool:
        """Whether it has not ended."""
        return self.group.state != GroupState.ENDED


def read_groups(
    connection: Connection, schema: DesktopSchema, rows: EntityRows, actor: EmployeeId, now: Instant
) -> list[GroupView]:
    """Every group that goes on, and mine that have ended: those I am asked to, mine, then the others, by name."""
    groups = _all(connection, schema, GROUPS)
    if not groups:
        return []
    views = _views(connection, schema, rows, actor, now, groups)
    shown = [one for one in views if one.goes_on or one.i_belong]
    return sorted(
        shown, key=lambda one: (not one.goes_on, not one.i_am_asked, not one.i_belong, one.group.name, one.group.id)
    )


def _views(
    connection: Connection,
    schema: DesktopSchema,
    rows: EntityRows,
    actor: EmployeeId,
    now: Instant,
    groups: list[Group],
) -> list[GroupView]:
    members: dict[str, list[GroupMember]] = defaultdict(list)
    for one in _all(connection, schema, GROUP_MEMBERS):
        members[one.group_id].append(one)
    said = {(one.group_id, one.day): one for one in _all(connection, schema, GROUP_EXCEPTIONS)}
    zones = {one.id: one.time_zone for one in _all(connection, schema, OFFICES)}
    people = _by_id(connection, rows, EMPLOYEES.name, {one.employee_id for some in members.values() for one in some})
    people |= _by_id(connection, rows, EMPLOYEES.name, {one.host_id for one in groups} - people.keys())
    places = _by_id(connection, rows, RESTAURANTS.name, {one.restaurant_id for one in groups if one.restaurant_id})
    days = {one.id: _days(one, zones.get(one.office_id, "UTC"), now) for one in groups}
    ids = {occurrence_party_id(one.id, day) for one in groups for day in days[one.id]}
    parties = _by_id(connection, rows, PARTIES.name, ids)
    views = []
    for group in groups:
        zone = zones.get(group.office_id, "UTC")
        standing = sorted(members[group.id], key=lambda one: (one.turn, one.id))
        lunches = (_lunch(group, day, zone, said.get((group.id, day)), parties) for day in days[group.id])
        views.append(
            GroupView(
                group,
                zone,
                people.get(group.host_id),
                _people(standing, GroupMemberState.MEMBER, people),
                _people(standing, GroupMemberState.INVITED, people),
                next((one for one in standing if one.employee_id == actor), None),
                places.get(group.restaurant_id or ""),
                tuple(one for one in lunches if one.meets_at > now)[:NEXT],
            )
        )
    return views


def _days(group: Group, time_zone: str, now: Instant) -> tuple[Day, ...]:
    if group.state == GroupState.ENDED:
        return ()
    return next_days(group.rule, group.starts_on, day_of(now, time_zone), NEXT + 1)


def _lunch(group: Group, day: Day, time_zone: str, said: GroupException | None, parties: dict[str, Any]) -> NextLunch:
    party = parties.get(occurrence_party_id(group.id, day))
    is_holiday = said is None and party is None and date.fromisoformat(day) in holidays_of(time_zone, int(day[:4]))
    return NextLunch(day, meets_at(group, day, time_zone, said), said, party, is_holiday)


def _people(standing: list[GroupMember], state: GroupMemberState, people: dict[str, Any]) -> tuple[Employee, ...]:
    return tuple(people[one.employee_id] for one in standing if one.state == state and one.employee_id in people)


def _all(connection: Connection, schema: DesktopSchema, table: Any) -> list[Any]:
    sql = schema.entities[table.name]
    query = select(*(sql.c[name] for name in table.columns))
    return [table.entity(*row) for row in connection.execute(query)]


def _by_id(connection: Connection, rows: EntityRows, name: str, ids: Any) -> dict[str, Any]:
    return {one.id: one for one in rows[name].many(connection, sorted(ids))}
