"""Who may hold which row: the scopes of every row, and the scopes that a row grants to people."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NewType

from lunch_desktop.domain.availability import AVAILABILITIES, FREE_WINDOWS
from lunch_desktop.domain.ids import DepartmentId, EmployeeId, OfficeId, PartyId
from lunch_desktop.domain.parties.entities import (
    MEMBERSHIPS,
    PARTIES,
    Membership,
    MembershipState,
    Party,
    Visibility,
)
from lunch_desktop.domain.people import DEPARTMENTS, EMPLOYEES, OFFICES, Employee
from lunch_desktop.domain.restaurants import RESTAURANTS
from lunch_desktop.domain.table import Table
from lunch_desktop.domain.visits import VISITS
from lunch_desktop.domain.world import Lookup, Reader

Scope = NewType("Scope", str)
"""An audience: `office:<id>`, `user:<id>`, `party:<id>`."""


@dataclass(frozen=True, slots=True)
class Grant:
    """That an employee belongs to the audience of a scope."""

    employee_id: EmployeeId
    scope: Scope


def office_scope(office: OfficeId) -> Scope:
    """Everybody at the office."""
    return Scope(f"office:{office}")


def user_scope(employee: EmployeeId) -> Scope:
    """One employee's own devices."""
    return Scope(f"user:{employee}")


def party_scope(party: PartyId) -> Scope:
    """Those asked to a party that is not the whole office's."""
    return Scope(f"party:{party}")


def scopes_of(world: Reader, table: Table[Any], row: Any) -> frozenset[Scope]:
    """Every scope that `row` belongs to. `world` is the company's, after the change."""
    return frozenset(_scopes(world, table, row))


def _scopes(world: Reader, table: Table[Any], row: Any) -> tuple[Scope, ...]:
    if table is OFFICES:
        return (office_scope(row.id),)
    if table is DEPARTMENTS or table is EMPLOYEES or table is RESTAURANTS:
        return (office_scope(row.office_id),)
    if table is PARTIES:
        return (_audience(row),)
    if table is MEMBERSHIPS:
        party = world.get(PARTIES, row.party_id)
        if not party:
            return ()
        own = (user_scope(row.employee_id),) if _is_asked(world, row, party) else ()
        return (_audience(party), *own)
    if table is AVAILABILITIES or table is VISITS:
        return (user_scope(row.employee_id),)
    if table is FREE_WINDOWS:
        team = world.find(EMPLOYEES, department_id=row.department_id)
        return tuple(user_scope(colleague.id) for colleague in team if colleague.active)
    raise LookupError(f"nobody has said who may see {table.name}")


def _is_asked(world: Lookup, membership: Membership, party: Party) -> bool:
    """Whether the membership lets its employee see the party; none of an office where they don't work any more does."""
    employee = world.get(EMPLOYEES, membership.employee_id)
    is_there = bool(employee and employee.office_id == party.office_id)
    return is_there and membership.state != MembershipState.REMOVED


def _audience(party: Party) -> Scope:
    return office_scope(party.office_id) if party.visibility == Visibility.OFFICE else party_scope(party.id)


def rescoped_by(world: Reader, table: Table[Any], before: Any | None, after: Any | None) -> Iterator[tuple[Any, Any]]:
    """Other rows, as (table, row), whose scopes may be others because this one changed; `world` is after the change."""
    if table is PARTIES and before and after and _audience(before) != _audience(after):
        for membership in world.find(MEMBERSHIPS, party_id=after.id):
            yield MEMBERSHIPS, membership
    if table is EMPLOYEES and _team(before) != _team(after):
        for department in sorted({one for one in (_team(before), _team(after)) if one}):
            for window in world.find(FREE_WINDOWS, department_id=department):
                yield FREE_WINDOWS, window


def _team(employee: Employee | None) -> DepartmentId | None:
    """Where a colleague belongs to a circle; nowhere without an account."""
    return employee.department_id if employee and employee.active else None


def grants_of(world: Lookup, table: Table[Any], row: Any) -> frozenset[Grant]:
    """The grants that exist because `row` does; `world` is that of the same moment."""
    if table is EMPLOYEES and row.active:
        return frozenset({Grant(row.id, office_scope(row.office_id)), Grant(row.id, user_scope(row.id))})
    if table is MEMBERSHIPS:
        party = world.get(PARTIES, row.party_id)
        if party and party.visibility == Visibility.INVITED and _is_asked(world, row, party):
            return frozenset({Grant(row.employee_id, party_scope(party.id))})
    return frozenset()
