"""`party.seat`: the host gives a colleague a seat by hand. The server decides; offline it is written as requested."""

from dataclasses import dataclass

from lunch_desktop.domain.authorisation import RULES
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import EmployeeId, PartyId
from lunch_desktop.domain.mutations import NOTHING, Answer, Intent, Mutation
from lunch_desktop.domain.parties.checks import check_happens, held
from lunch_desktop.domain.parties.entities import (
    MEMBERSHIPS,
    PARTIES,
    TAKING_PART,
    Membership,
    MembershipState,
    Party,
    membership_id,
)
from lunch_desktop.domain.parties.foresight import all_seats_and_their_day
from lunch_desktop.domain.parties.inviting import Invite
from lunch_desktop.domain.parties.roots import party_and_named
from lunch_desktop.domain.parties.seats import members, next_turn, overlapping_seat, taken
from lunch_desktop.domain.people import EMPLOYEES
from lunch_desktop.domain.rule import check_named
from lunch_desktop.domain.world import Reader, World


@dataclass(frozen=True, slots=True)
class SeatColleague:
    """Whom the host seats."""

    party_id: PartyId
    employee_id: EmployeeId


def seat_colleague(world: World, args: SeatColleague) -> Answer:
    """A free seat for a colleague of the office, also in a closed party and while lunch goes on: it says who came.

    Never over another seat of theirs. Who waits is served by the line, and may take a late seat themselves, so that
    nobody is passed over by hand. What the refusal says of another seat names nothing: the host may not know of it.
    """
    party = held(world.get(PARTIES, args.party_id))
    if party is None:
        return NOTHING
    check_happens(party)
    if world.now > party.ends_at:
        raise Refusal(RefusalCode.OVER)
    check_named(world, EMPLOYEES, args.employee_id, party.office_id)
    colleague = world.get(EMPLOYEES, args.employee_id)
    if colleague and not colleague.active:
        raise Refusal(RefusalCode.NOT_FOUND)
    theirs = world.get(MEMBERSHIPS, membership_id(party.id, args.employee_id))
    if theirs and theirs.state in TAKING_PART:
        raise Refusal(RefusalCode.ALREADY_JOINED, title=party.title)
    state, turn = _standing(world, party, args.employee_id)
    world.put(
        MEMBERSHIPS,
        Membership(
            id=membership_id(party.id, args.employee_id),
            party_id=party.id,
            employee_id=args.employee_id,
            day=party.day,
            state=state.value,
            turn=turn,
            joined_by=world.change,
            late_minutes=0,
            seated_by=world.actor,
        ),
    )
    return {"seat": state.value}


def _standing(world: World, party: Party, employee: EmployeeId) -> tuple[MembershipState, int]:
    if not world.decides:
        return MembershipState.REQUESTED, 0
    if overlapping_seat(world, party, employee) is not None:
        raise Refusal(RefusalCode.SEATED_ELSEWHERE)
    present = members(world, party)
    if taken(world, party, present) >= party.capacity:
        raise Refusal(RefusalCode.FULL, title=party.title)
    return MembershipState.CONFIRMED, next_turn(present)


def _inverse(world: Reader, args: SeatColleague) -> Intent:
    del world
    return Intent("party.uninvite", Invite(args.party_id, args.employee_id))


SEAT_COLLEAGUE = Mutation(
    name="party.seat",
    version=1,
    arguments=SeatColleague,
    run=seat_colleague,
    authorise=RULES["party.seat"],
    roots=party_and_named,
    inverse=_inverse,
    refusals=frozenset(
        {
            RefusalCode.NOT_FOUND,
            RefusalCode.NOT_HOST,
            RefusalCode.CANCELLED,
            RefusalCode.OVER,
            RefusalCode.ALREADY_JOINED,
            RefusalCode.SEATED_ELSEWHERE,
            RefusalCode.FULL,
        }
    ),
    foresees=all_seats_and_their_day,
)
