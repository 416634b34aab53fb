"""Seats: counting them, finding overlaps, promoting those who wait, and what follows where one is given up."""

from collections.abc import Sequence
from dataclasses import replace

from lunch_desktop.domain.ids import EmployeeId, PartyId
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
from lunch_desktop.domain.parties.guests import drop_guests_of, guests_of, seated_guests
from lunch_desktop.domain.parties.vote_counting import withdraw_ballots
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


def taken(world: Reader, party: Party, memberships: Sequence[Membership]) -> int:
    """How many seats are taken: those of colleagues, and those of guests from outside."""
    return len(confirmed(memberships)) + seated_guests(guests_of(world, party))


def next_turn(memberships: Sequence[Membership]) -> int:
    """The turn of whoever comes now: behind everybody."""
    return 1 + max((one.turn for one in memberships), default=0)


def overlapping_seat(
    world: Reader, party: Party, employee: EmployeeId, *, besides: PartyId | None = None
) -> Party | None:
    """The party at an overlapping time in which the employee has, or has asked for, a seat; the earliest.

    That at `besides` is being given up, and is in nobody's way.
    """
    elsewhere: list[Party] = []
    for membership in world.find(MEMBERSHIPS, employee_id=employee, day=party.day):
        if membership.party_id in (party.id, besides) or membership.state not in SEATED:
            continue
        other = world.get(PARTIES, membership.party_id)
        if other and other.state != PartyState.CANCELLED and other.overlaps(party):
            elsewhere.append(other)
    return min(elsewhere, key=lambda one: (one.meets_at, one.id), default=None)


def promote(world: World, party: Party) -> None:
    """Give free seats to those who wait, in turn, never over another seat of theirs. Only the server decides.

    Waiting consents to this until twenty minutes before the meeting; after that nobody is moved unasked.
    """
    if not world.decides or party.state == PartyState.CANCELLED or world.now > party.meets_at - PROMOTION_ENDS:
        return
    present = members(world, party)
    free = party.capacity - taken(world, party, present)
    for waiter in waiting(present):
        if free <= 0:
            return
        if overlapping_seat(world, party, waiter.employee_id) is None:
            world.put(MEMBERSHIPS, replace(waiter, state=MembershipState.CONFIRMED))
            free -= 1


def vacate(world: World, party: Party, seat: Membership, state: MembershipState = MembershipState.LEFT) -> None:
    """Give up a seat, a place in line or an invitation, which becomes `state`; guests and ballots go with whoever goes.

    In the same commit the server promotes the next in line and finds the party a new host.
    """
    gone = replace(seat, state=state.value, turn=0, joined_by=None, late_minutes=0, seated_by=None)
    world.put(MEMBERSHIPS, gone)
    drop_guests_of(world, party, seat.employee_id)
    withdraw_ballots(world, party.id, seat.employee_id)
    if world.decides:
        promote(world, party)
        if party.host_id == seat.employee_id:
            _succeed(world, party)


def _succeed(world: World, party: Party) -> None:
    """The longest-confirmed member becomes host; with nobody left, the party doesn't happen."""
    remaining = confirmed(members(world, party))
    if remaining:
        world.put(PARTIES, replace(party, host_id=remaining[0].employee_id))
    else:
        world.put(PARTIES, replace(party, state=PartyState.CANCELLED))
