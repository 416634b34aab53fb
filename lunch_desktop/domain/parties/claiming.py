"""`party.claim`: one who waits takes a seat that is free. The server decides; offline it is written as requested."""

from dataclasses import dataclass, replace

from lunch_desktop.domain.authorisation import RULES
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import PartyId
from lunch_desktop.domain.mutations import NOTHING, Answer, Intent, Mutation
from lunch_desktop.domain.parties.checks import check_happens, held
from lunch_desktop.domain.parties.entities import MEMBERSHIPS, PARTIES, SEATED, MembershipState, membership_id
from lunch_desktop.domain.parties.foresight import all_seats_and_the_day
from lunch_desktop.domain.parties.leaving import LeaveParty
from lunch_desktop.domain.parties.roots import party_and_actor
from lunch_desktop.domain.parties.seats import members, overlapping_seat, taken
from lunch_desktop.domain.times import Instant
from lunch_desktop.domain.world import Reader, World


@dataclass(frozen=True, slots=True)
class ClaimSeat:
    """After `until`, the meeting as the author saw it, the seat must not be given."""

    party_id: PartyId
    until: Instant


def claim_seat(world: World, args: ClaimSeat) -> Answer:
    """The first who answers gets it: from twenty minutes before the meeting nobody is moved to a seat unasked.

    Whoever is refused goes on waiting. The turn stays, so seniority does, and a request of this kind is known by it.
    """
    party = held(world.get(PARTIES, args.party_id))
    if party is None:
        return NOTHING
    check_happens(party)
    if world.now > min(args.until, party.meets_at):
        raise Refusal(RefusalCode.EXPIRED, title=party.title, until="meeting")
    mine = world.get(MEMBERSHIPS, membership_id(party.id, world.actor))
    if mine and mine.state in SEATED:
        raise Refusal(RefusalCode.ALREADY_JOINED, title=party.title)
    if not mine or mine.state != MembershipState.WAITLISTED:
        raise Refusal(RefusalCode.NOT_JOINED, title=party.title)
    other = overlapping_seat(world, party, world.actor)
    if other is not None:
        raise Refusal(RefusalCode.OVERLAPS, title=other.title, party=other.id)
    state = MembershipState.REQUESTED
    if world.decides:
        if taken(world, party, members(world, party)) >= party.capacity:
            raise Refusal(RefusalCode.FULL, title=party.title)
        state = MembershipState.CONFIRMED
    world.put(MEMBERSHIPS, replace(mine, state=state.value, joined_by=world.change))
    return {"seat": state.value}


def _inverse(world: Reader, args: ClaimSeat) -> Intent:
    return Intent("party.leave", LeaveParty(args.party_id, world.change))


CLAIM_SEAT = Mutation(
    name="party.claim",
    version=1,
    arguments=ClaimSeat,
    run=claim_seat,
    authorise=RULES["party.claim"],
    roots=party_and_actor,
    inverse=_inverse,
    refusals=frozenset(
        {
            RefusalCode.NOT_FOUND,
            RefusalCode.NOT_JOINED,
            RefusalCode.CANCELLED,
            RefusalCode.EXPIRED,
            RefusalCode.ALREADY_JOINED,
            RefusalCode.OVERLAPS,
            RefusalCode.FULL,
        }
    ),
    foresees=all_seats_and_the_day,
)
