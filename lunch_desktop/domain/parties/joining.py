"""`party.join`: somebody wants a seat. The server decides; offline it is written as requested."""

from dataclasses import dataclass

from lunch_desktop.domain.authorisation import RULES
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import PartyId
from lunch_desktop.domain.mutations import NOTHING, Answer, Intent, Mutation
from lunch_desktop.domain.parties.checks import check_happens, held
from lunch_desktop.domain.parties.entities import (
    MEMBERSHIPS,
    PARTIES,
    REQUEST_LAPSES,
    TAKING_PART,
    Membership,
    MembershipState,
    Party,
    PartyState,
    membership_id,
)
from lunch_desktop.domain.parties.foresight import all_seats_and_the_day
from lunch_desktop.domain.parties.leaving import LeaveParty
from lunch_desktop.domain.parties.roots import party_and_actor
from lunch_desktop.domain.parties.seats import members, next_turn, overlapping_seat, taken
from lunch_desktop.domain.times import Instant
from lunch_desktop.domain.world import Reader, World


@dataclass(frozen=True, slots=True)
class JoinParty:
    """A seat, or with `or_wait` a place on the waitlist.

    After `until` it must not be given, because the author's day is planned by then: at the latest fifteen minutes
    before the meeting as they saw it.
    """

    party_id: PartyId
    or_wait: bool
    until: Instant


def join_party(world: World, args: JoinParty) -> Answer:
    """Confirm while there are seats, else put on the waitlist; where the host does not decide, request."""
    party = held(world.get(PARTIES, args.party_id))
    if party is None:
        return NOTHING
    check_happens(party)
    if party.state == PartyState.CLOSED:
        raise Refusal(RefusalCode.CLOSED, title=party.title)
    if world.now > min(args.until, party.meets_at - REQUEST_LAPSES):
        raise Refusal(RefusalCode.EXPIRED, title=party.title)
    mine = world.get(MEMBERSHIPS, membership_id(party.id, world.actor))
    if mine and mine.state in TAKING_PART:
        raise Refusal(RefusalCode.ALREADY_JOINED, title=party.title)
    other = overlapping_seat(world, party, world.actor)
    if other is not None:
        raise Refusal(RefusalCode.OVERLAPS, title=other.title, party=other.id)
    state, turn = _standing(world, party, args)
    world.put(
        MEMBERSHIPS,
        Membership(
            id=membership_id(party.id, world.actor),
            party_id=party.id,
            employee_id=world.actor,
            day=party.day,
            state=state,
            turn=turn,
            joined_by=world.change,
            late_minutes=0,
        ),
    )
    return {"seat": state.value}


def _standing(world: World, party: Party, args: JoinParty) -> tuple[MembershipState, int]:
    if not world.decides:
        return MembershipState.REQUESTED, 0
    present = members(world, party)
    if taken(world, party, present) < party.capacity:
        return MembershipState.CONFIRMED, next_turn(present)
    if not args.or_wait:
        raise Refusal(RefusalCode.FULL, title=party.title)
    return MembershipState.WAITLISTED, next_turn(present)


def _inverse(world: Reader, args: JoinParty) -> Intent:
    return Intent("party.leave", LeaveParty(args.party_id, world.change))


JOIN_PARTY = Mutation(
    name="party.join",
    version=1,
    arguments=JoinParty,
    run=join_party,
    authorise=RULES["party.join"],
    roots=party_and_actor,
    inverse=_inverse,
    refusals=frozenset(
        {
            RefusalCode.NOT_FOUND,
            RefusalCode.CANCELLED,
            RefusalCode.CLOSED,
            RefusalCode.EXPIRED,
            RefusalCode.ALREADY_JOINED,
            RefusalCode.OVERLAPS,
            RefusalCode.FULL,
        }
    ),
    foresees=all_seats_and_the_day,
)
