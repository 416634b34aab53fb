"""Reading ahead what circles are made of, in a statement for each kind of row.

No roots are locked for what is read here, and none need be: whatever changes somebody's circle looks for their free
windows, and for that it locks the employee, whom everybody who writes such a window has locked, too. So of two commits
that concern one circle the later one sees what the earlier one wrote.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection

from lunch_desktop.domain.availability import FREE_WINDOWS
from lunch_desktop.domain.circle import acquainted, circles_changed_by, moved, since
from lunch_desktop.domain.groups.entities import GROUP_MEMBERS, GROUPS
from lunch_desktop.domain.people import EMPLOYEES
from lunch_desktop.domain.table import Table
from lunch_desktop.domain.times import Day
from lunch_desktop.domain.visits import VISITS
from lunch_desktop.domain.world import ABSENT
from lunch_desktop.store.company.locks import Locks
from lunch_desktop.store.rows import EntityRows
from lunch_desktop.store.world import RowChange, RowWorld

_ALTERING = frozenset({EMPLOYEES.name, GROUP_MEMBERS.name, GROUPS.name, VISITS.name})
"""Tables whose rows make circles."""


class Circles:
    """Reads ahead for one commit."""

    def __init__(self, connection: Connection, rows: EntityRows, world: RowWorld, locks: Locks) -> None:
        self._connection = connection
        self._rows = rows
        self._world = world
        self._locks = locks

    def windows_of_altered(self, changes: Sequence[RowChange]) -> None:
        """The free windows of those whose circle is another after `changes`. Raises StartOver."""
        altering = [one for one in changes if one.table.name in _ALTERING]
        if not altering:
            return
        movers = [one.row_id for one in altering if one.table is EMPLOYEES and moved(*_sides(one))]
        self._acquaintances(movers, Day(""))
        self._found(VISITS, "party_id", {one.party_id for change in altering for one in _rows_of(change, VISITS)})
        self._found(GROUP_MEMBERS, "group_id", _groups(altering))
        altered = {one for change in altering for one in circles_changed_by(self._world, change.table, *_sides(change))}
        missing = self._unknown(FREE_WINDOWS, "employee_id", altered)
        self._locks.before_index(FREE_WINDOWS, ("employee_id",), [(one,) for one in missing])
        self._found(FREE_WINDOWS, "employee_id", missing)

    def of_windows(self, changes: Iterable[RowChange]) -> None:
        """All that makes the circles of those whose free windows stand among `changes`."""
        windows = [one.after for one in changes if one.table is FREE_WINDOWS and one.after is not ABSENT]
        if windows:
            whose = sorted({one.employee_id for one in windows})
            self._acquaintances(whose, since(min(one.day for one in windows)))
            known = {other for one in whose for other in acquainted(self._world, one)}
            unknown = sorted(one for one in {*known, *whose} if not self._world.knows(EMPLOYEES, ("id",), (one,)))
            self._world.preload(EMPLOYEES, self._rows[EMPLOYEES.name].many(self._connection, unknown))

    def _acquaintances(self, whose: Collection[str], from_day: Day) -> None:
        """Whom they met since that day, in groups and at lunch."""
        if not whose:
            return
        world = self._world
        self._found(VISITS, "employee_id", whose)
        self._found(GROUP_MEMBERS, "employee_id", whose)
        visits = [visit for one in whose for visit in world.find(VISITS, employee_id=one)]
        self._found(VISITS, "party_id", {one.party_id for one in visits if one.day >= from_day})
        groups = {one.group_id for member in whose for one in world.find(GROUP_MEMBERS, employee_id=member)}
        self._found(GROUP_MEMBERS, "group_id", groups)
        unknown = sorted(one for one in groups if not world.knows(GROUPS, ("id",), (one,)))
        world.preload(GROUPS, self._rows[GROUPS.name].many(self._connection, unknown))

    def _unknown(self, table: Table[Any], field: str, values: Iterable[str]) -> list[str]:
        return sorted(one for one in set(values) if not self._world.knows(table, (field,), (one,)))

    def _found(self, table: Table[Any], field: str, values: Iterable[str]) -> None:
        missing = self._unknown(table, field, values)
        found: dict[str, list[Any]] = {one: [] for one in missing}
        for row in self._rows[table.name].where_any(self._connection, (field,), [(one,) for one in missing]):
            found[getattr(row, field)].append(row)
        for value, rows in found.items():
            self._world.preload_found(table, (field,), (value,), rows)


def _sides(change: RowChange) -> tuple[Any | None, Any | None]:
    before, after = (None if one is ABSENT else one for one in (change.before, change.after))
    return before, after


def _rows_of(change: RowChange, table: Table[Any]) -> list[Any]:
    return [one for one in _sides(change) if one is not None] if change.table is table else []


def _groups(changes: Iterable[RowChange]) -> set[str]:
    """The groups whose members' circles may be others."""
    of_members = {one.group_id for change in changes for one in _rows_of(change, GROUP_MEMBERS)}
    return of_members | {change.row_id for change in changes if change.table is GROUPS}
