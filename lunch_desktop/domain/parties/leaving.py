"""`party.leave`: somebody gives up a seat, a place in line, or declines an invitation."""

from dataclasses import dataclass

from lunch_desktop.domain.authorisation import RULES
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import ChangeId, PartyId
from lunch_desktop.domain.mutations import FINAL, NOTHING, Answer, Mutation
from lunch_desktop.domain.parties.checks import check_happens, held
from lunch_desktop.domain.parties.entities import (
    MEMBERSHIPS,
    PARTIES,
    TAKING_PART,
    MembershipState,
    membership_id,
)
from lunch_desktop.domain.parties.foresight import all_seats
from lunch_desktop.domain.parties.roots import party_root
from lunch_desktop.domain.parties.seats import vacate
from lunch_desktop.domain.world import World


@dataclass(frozen=True, slots=True)
class LeaveParty:
    """`joined_by` is the change that took the seat being given up; None declines an invitation."""

    party_id: PartyId
    joined_by: ChangeId | None


def leave_party(world: World, args: LeaveParty) -> Answer:
    """Free the seat; in the same commit the server promotes the next in line and finds the party a new host."""
    party = held(world.get(PARTIES, args.party_id))
    if party is None:
        return NOTHING
    mine = world.get(MEMBERSHIPS, membership_id(party.id, world.actor))
    if not mine:
        raise Refusal(RefusalCode.NOT_JOINED, title=party.title)
    if mine.state not in TAKING_PART | {MembershipState.INVITED}:
        raise Refusal(RefusalCode.NOT_JOINED, title=party.title)
    if mine.joined_by != args.joined_by:
        raise Refusal(RefusalCode.NEWER_JOIN, title=party.title)
    check_happens(party)
    if world.now > party.ends_at:
        raise Refusal(RefusalCode.OVER)
    vacate(world, party, mine)
    return NOTHING


LEAVE_PARTY = Mutation(
    name="party.leave",
    version=1,
    arguments=LeaveParty,
    run=leave_party,
    authorise=RULES["party.leave"],
    roots=party_root,
    inverse=FINAL,
    refusals=frozenset(
        {
            RefusalCode.NOT_FOUND,
            RefusalCode.NOT_JOINED,
            RefusalCode.NEWER_JOIN,
            RefusalCode.CANCELLED,
            RefusalCode.OVER,
        }
    ),
    foresees=all_seats,
)
