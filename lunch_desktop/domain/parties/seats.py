"""Seats: counting them, finding overlaps, promoting those who wait."""

from collections.abc import Sequence
from dataclasses import replace

from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.parties.entities import (
    MEMBERSHIPS,
    PARTIES,
    PROMOTION_ENDS,
    SEATED,
    Membership,
    MembershipState,
    Party,
    PartyState,
)
from lunch_desktop.domain.world import Reader, World


def members(world: Reader, party: Party) -> list[Membership]:
    """All memberships of the party, in whatever state."""
    return world.find(MEMBERSHIPS, party_id=party.id)


def confirmed(memberships: Sequence[Membership]) -> list[Membership]:
    """Those with a confirmed seat, the longest-confirmed first."""
    return _in_turn(memberships, MembershipState.CONFIRMED)


def waiting(memberships: Sequence[Membership]) -> list[Membership]:
    """Those on the waitlist, the next to be promoted first."""
    return _in_turn(memberships, MembershipState.WAITLISTED)


def _in_turn(memberships: Sequence[Membership], state: MembershipState) -> list[Membership]:
    return sorted((one for one in memberships if one.state == state), key=lambda one: (one.turn, one.id))


def next_turn(memberships: Sequence[Membership]) -> int:
    """The turn of whoever comes now: behind everybody."""
    return 1 + max((one.turn for one in memberships), default=0)


def overlapping_seat(world: Reader, party: Party, employee: EmployeeId) -> Party | None:
    """The party at an overlapping time in which the employee has, or has asked for, a seat; the earliest."""
    taken: list[Party] = []
    for membership in world.find(MEMBERSHIPS, employee_id=employee, day=party.day):
        if membership.party_id == party.id or membership.state not in SEATED:
            continue
        other = world.get(PARTIES, membership.party_id)
        if other and other.state != PartyState.CANCELLED and other.overlaps(party):
            taken.append(other)
    return min(taken, key=lambda one: (one.meets_at, one.id), default=None)


def promote(world: World, party: Party) -> None:
    """Give free seats to those who wait, in turn, never over another seat of theirs. Only the server decides.

    Waiting consents to this until twenty minutes before the meeting; after that nobody is moved unasked.
    """
    if not world.decides or party.state == PartyState.CANCELLED or world.now > party.meets_at - PROMOTION_ENDS:
        return
    present = members(world, party)
    free = party.capacity - len(confirmed(present))
    for waiter in waiting(present):
        if free <= 0:
            return
        if overlapping_seat(world, party, waiter.employee_id) is None:
            world.put(MEMBERSHIPS, replace(waiter, state=MembershipState.CONFIRMED))
            free -= 1
