"""The circle: the colleagues who see when somebody is free, and whose free times they see. It is the same both ways.

To it belong the team, the members of one's groups, and those with whom one has eaten lately; of them all only active
colleagues of the same office. A newcomer has no group and has eaten with nobody: they start in their team's circle.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

from lunch_desktop.domain.groups.entities import GROUP_MEMBERS, GROUPS, Group, GroupMember, GroupMemberState, GroupState
from lunch_desktop.domain.ids import EmployeeId, GroupId
from lunch_desktop.domain.people import EMPLOYEES, Employee
from lunch_desktop.domain.table import Table
from lunch_desktop.domain.times import Day
from lunch_desktop.domain.visits import VISITS, Visit
from lunch_desktop.domain.world import Reader

EATEN_WITH_LASTS: Final = 90
"""For so many days a lunch together keeps two in each other's circle.

A quarter: whoever has lunch with somebody once a month stays, a single lunch of last year does not keep a stranger
informed for ever, and random lunches of the last rounds count.
"""


def circle_of(world: Reader, employee_id: EmployeeId, day: Day) -> frozenset[EmployeeId]:
    """Who may know on `day` when the employee is free; themselves, too. Nobody's, once they are deactivated."""
    employee = world.get(EMPLOYEES, employee_id)
    if not employee or not employee.active:
        return frozenset()
    known = {one.id for one in world.find(EMPLOYEES, department_id=employee.department_id)}
    known |= set(_fellows(world, employee_id))
    known |= set(_eaten_with(world, employee_id, since(day)))
    people = (world.get(EMPLOYEES, one) for one in sorted(known))
    return frozenset(one.id for one in people if one and one.active and one.office_id == employee.office_id)


def since(day: Day) -> Day:
    """From when on lunches together count on `day`."""
    return Day((date.fromisoformat(day) - timedelta(days=EATEN_WITH_LASTS)).isoformat())


def circles_changed_by(world: Reader, table: Table[Any], before: Any | None, after: Any | None) -> Iterator[EmployeeId]:
    """Whose circle may be another because this row changed; `world` is after the change. Some are named twice."""
    row: Any = after or before
    if table is EMPLOYEES and moved(before, after):
        yield from _around(world, before, after)
    elif table is GROUP_MEMBERS and _belongs(before) != _belongs(after):
        yield row.employee_id
        yield from (one.employee_id for one in world.find(GROUP_MEMBERS, group_id=row.group_id))
    elif table is GROUPS and _is_kept(before) != _is_kept(after):
        yield from (one.employee_id for one in world.find(GROUP_MEMBERS, group_id=row.id))
    elif table is VISITS and _meal(before) != _meal(after):
        yield row.employee_id
        yield from (one.employee_id for one in world.find(VISITS, party_id=row.party_id))


def acquainted(world: Reader, employee_id: EmployeeId) -> Iterator[EmployeeId]:
    """Those outside the team with whom the employee has, or had, to do: through groups, or by a lunch of any day."""
    yield from _fellows(world, employee_id)
    yield from _eaten_with(world, employee_id, Day(""))


def moved(before: Employee | None, after: Employee | None) -> bool:
    """Whether an employee came, went, or works elsewhere now."""
    return _place(before) != _place(after)


def _around(world: Reader, before: Employee | None, after: Employee | None) -> Iterator[EmployeeId]:
    teams = sorted({one.department_id for one in (before, after) if one})
    for team in teams:
        yield from (one.id for one in world.find(EMPLOYEES, department_id=team))
    employee = after or before
    if employee is not None:
        yield employee.id
        yield from acquainted(world, employee.id)


def _fellows(world: Reader, employee_id: EmployeeId) -> Iterator[EmployeeId]:
    for mine in world.find(GROUP_MEMBERS, employee_id=employee_id):
        if mine.state == GroupMemberState.MEMBER and _is_kept(world.get(GROUPS, mine.group_id) or None):
            for one in world.find(GROUP_MEMBERS, group_id=mine.group_id):
                if one.state == GroupMemberState.MEMBER:
                    yield one.employee_id


def _eaten_with(world: Reader, employee_id: EmployeeId, from_day: Day) -> Iterator[EmployeeId]:
    """Those who have said of the same party as the employee that they went."""
    for visit in world.find(VISITS, employee_id=employee_id):
        if visit.day >= from_day:
            yield from (one.employee_id for one in world.find(VISITS, party_id=visit.party_id))


def _place(employee: Employee | None) -> tuple[str, str] | None:
    return (employee.office_id, employee.department_id) if employee and employee.active else None


def _belongs(member: GroupMember | None) -> GroupId | None:
    return member.group_id if member and member.state == GroupMemberState.MEMBER else None


def _is_kept(group: Group | None) -> bool:
    return group is not None and group.state != GroupState.ENDED


def _meal(visit: Visit | None) -> tuple[str, Day] | None:
    return (visit.party_id, visit.day) if visit else None
