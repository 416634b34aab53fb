"""Seats and groups of who was deactivated or went to another office, given up in the transaction that says so.

A staff number goes along to the other office, as the admins there are to know it.
"""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection, select

from lunch_desktop.domain.groups.members import leave_everything
from lunch_desktop.domain.ids import EmployeeId, PartyId
from lunch_desktop.domain.parties.departing import departs, give_up_seats
from lunch_desktop.domain.parties.entities import MEMBERSHIPS, PARTIES, TAKING_PART
from lunch_desktop.domain.people import STAFF_NUMBERS, Employee
from lunch_desktop.domain.times import Instant
from lunch_desktop.store.company.locks import Locks
from lunch_desktop.store.company.schema import CompanySchema
from lunch_desktop.store.world import RowWorld


def follow_departures(
    connection: Connection,
    schema: CompanySchema,
    locks: Locks,
    world: RowWorld,
    employees: Iterable[tuple[Employee | None, Employee]],
) -> None:
    """Free the seats of whoever departs, and let them leave their groups.

    Of `employees` each is before and after; `world` has them as they are after.

    The employees' own rows are locked by now, so nobody else gives them seats or takes any. Raises StartOver.
    """
    for before, after in employees:
        if departs(before, after):
            coming = _coming_parties(connection, schema, after.id, world.now)
            locks.take((PARTIES.name, party_id) for party_id in coming)
            give_up_seats(world, after.id, coming)
            leave_everything(world, after.id)
        number = world.get(STAFF_NUMBERS, after.id) if before and before.office_id != after.office_id else None
        if number:
            world.put(STAFF_NUMBERS, replace(number, office_id=after.office_id))


def _coming_parties(connection: Connection, schema: CompanySchema, employee: EmployeeId, now: Instant) -> list[PartyId]:
    """Those that have not met yet and that the employee takes part in, by time."""
    parties, memberships = schema.entities[PARTIES.name], schema.entities[MEMBERSHIPS.name]
    query = (
        select(parties.c.id)
        .join(memberships, memberships.c.party_id == parties.c.id)
        .where(
            memberships.c.employee_id == employee,
            memberships.c.state.in_(sorted(TAKING_PART)),
            parties.c.meets_at > now,
        )
        .order_by(parties.c.meets_at, parties.c.id)
    )
    return list(connection.execute(query).scalars())
