"""The directory: colleagues of my office, who of them is of my circle, free today, and whom I have eaten with."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Select, select
from sqlalchemy.sql import func

from lunch_desktop.domain.circle import since
from lunch_desktop.domain.groups.entities import GroupMemberState, GroupState
from lunch_desktop.domain.ids import DepartmentId, EmployeeId, PartyId
from lunch_desktop.domain.parties.entities import MembershipState, PartyState
from lunch_desktop.domain.people import EMPLOYEES, OFFICES
from lunch_desktop.domain.times import Day, Instant, day_of
from lunch_desktop.store.desktop.schema import DesktopSchema
from lunch_desktop.store.rows import EntityRows


@dataclass(frozen=True, slots=True)
class Colleague:
    """A colleague as I may know them.

    `free` is when they are free today, as far as it lies ahead; None for those who are not, who did not say, and who
    are not of my circle: all of them look alike. `lunches` are those of which I said that I went, with them at the
    table, the last of them on `last_lunch`.
    """

    id: EmployeeId
    name: str
    department_id: DepartmentId
    department: str
    extension: str
    in_circle: bool
    free: tuple[Instant, Instant] | None
    lunches: int
    last_lunch: Day | None


@dataclass(frozen=True, slots=True)
class HostedParty:
    """My next party, to which I can invite; `there` are those who have to do with it already."""

    id: PartyId
    title: str
    there: frozenset[EmployeeId] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Directory:
    """Everybody but me, by name."""

    colleagues: tuple[Colleague, ...]
    my_department: DepartmentId
    time_zone: str
    today: Day
    now: Instant
    hosted: HostedParty | None


class PeopleQueries:
    """Reads inside one snapshot, as `actor` sees the company."""

    def __init__(self, connection: Connection, schema: DesktopSchema, rows: EntityRows, actor: EmployeeId) -> None:
        self._connection, self._tables, self._rows, self._actor = connection, schema.entities, rows, actor

    def directory(self, now: Instant) -> Directory | None:
        """The directory; None before the first sync."""
        me = self._rows[EMPLOYEES.name].one(self._connection, self._actor)
        office = self._rows[OFFICES.name].one(self._connection, me.office_id) if me is not None else None
        if me is None or office is None:
            return None
        today = day_of(now, office.time_zone)
        free, eaten, fellows = self._free(today, now), self._eaten_with(), self._fellows()
        lately = since(today)
        found = []
        for row in self._everybody():
            whose, department_id = EmployeeId(row.id), DepartmentId(row.department_id)
            lunches, last = eaten.get(whose, (0, None))
            known = whose in free or whose in fellows or (last is not None and last >= lately)
            found.append(
                Colleague(
                    id=whose,
                    name=row.name,
                    department_id=department_id,
                    department=row.department,
                    extension=row.extension,
                    in_circle=known or department_id == me.department_id,
                    free=free.get(whose),
                    lunches=lunches,
                    last_lunch=last,
                )
            )
        return Directory(tuple(found), me.department_id, office.time_zone, today, now, self._hosted(now))

    def _everybody(self) -> Sequence[Any]:
        employees, departments = self._tables["employees"], self._tables["departments"]
        name = func.coalesce(departments.c.name, "").label("department")
        query = (
            select(employees.c.id, employees.c.name, employees.c.department_id, name, employees.c.extension)
            .outerjoin(departments, departments.c.id == employees.c.department_id)
            .where(employees.c.active, employees.c.id != self._actor)
            .order_by(employees.c.name, employees.c.id)
        )
        return self._connection.execute(query).all()

    def _free(self, today: Day, now: Instant) -> dict[EmployeeId, tuple[Instant, Instant]]:
        windows = self._tables["free_windows"]
        query = select(windows.c.employee_id, windows.c.free_from, windows.c.free_until)
        rows = self._connection.execute(query.where(windows.c.day == today, windows.c.free_until > now))
        return {EmployeeId(row[0]): (Instant(row[1]), Instant(row[2])) for row in rows}

    def _eaten_with(self) -> dict[EmployeeId, tuple[int, Day]]:
        """How often, and when last: by my own word; what the others said is theirs."""
        visits, seats = self._tables["visits"], self._tables["memberships"]
        query = (
            select(seats.c.employee_id, func.count(), func.max(visits.c.day))
            .join(visits, visits.c.party_id == seats.c.party_id)
            .where(visits.c.employee_id == self._actor, seats.c.employee_id != self._actor)
            .where(seats.c.state == MembershipState.CONFIRMED.value)
            .group_by(seats.c.employee_id)
        )
        return {EmployeeId(whose): (count, Day(last)) for whose, count, last in self._connection.execute(query)}

    def _fellows(self) -> set[EmployeeId]:
        """The members of my groups."""
        members, groups = self._tables["group_members"], self._tables["groups"]
        is_member = members.c.state == GroupMemberState.MEMBER.value
        mine: Select[tuple[str]] = (
            select(members.c.group_id)
            .join(groups, groups.c.id == members.c.group_id)
            .where(members.c.employee_id == self._actor, is_member, groups.c.state != GroupState.ENDED.value)
        )
        query = select(members.c.employee_id).where(members.c.group_id.in_(mine), is_member)
        return {EmployeeId(one) for one in self._connection.execute(query).scalars()}

    def _hosted(self, now: Instant) -> HostedParty | None:
        parties, seats = self._tables["parties"], self._tables["memberships"]
        wanted = (parties.c.host_id == self._actor) & (parties.c.state == PartyState.OPEN.value)
        query = select(parties.c.id, parties.c.title).where(wanted, parties.c.meets_at > now)
        row = self._connection.execute(query.order_by(parties.c.meets_at, parties.c.id).limit(1)).first()
        if row is None:
            return None
        gone = (MembershipState.LEFT.value, MembershipState.REMOVED.value)
        there = select(seats.c.employee_id).where(seats.c.party_id == row.id, seats.c.state.not_in(gone))
        return HostedParty(
            PartyId(row.id), row.title, frozenset(EmployeeId(one) for one in self._connection.execute(there).scalars())
        )
