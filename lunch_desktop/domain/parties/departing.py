"""What follows for coming lunches when somebody's account is deactivated, or they work at another office now."""

from collections.abc import Iterable

from lunch_desktop.domain.ids import EmployeeId, PartyId
from lunch_desktop.domain.parties.entities import MEMBERSHIPS, PARTIES, TAKING_PART, PartyState, membership_id
from lunch_desktop.domain.parties.seats import vacate
from lunch_desktop.domain.people import Employee
from lunch_desktop.domain.world import World


def departs(before: Employee | None, after: Employee) -> bool:
    """Whether nobody may count on them any more where they have been."""
    if before is None or not before.active:
        return False
    return not after.active or before.office_id != after.office_id


def give_up_seats(world: World, employee: EmployeeId, party_ids: Iterable[PartyId]) -> None:
    """Free their seats and places in line at those of the parties that have not met yet.

    As if they had left each: who waits is promoted, what they host is succeeded to, with nobody left it doesn't take
    place. Where people have met already, everything stays as it was; so do invitations, which hold no seat.
    """
    for party_id in party_ids:
        party = world.get(PARTIES, party_id)
        seat = world.get(MEMBERSHIPS, membership_id(party_id, employee))
        if not party or party.state == PartyState.CANCELLED or party.meets_at <= world.now:
            continue
        if seat and seat.state in TAKING_PART:
            vacate(world, party, seat)
