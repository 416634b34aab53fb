"""`party.switch`: somebody gives up one seat for another, if the other party accepts. Only the server decides."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lunch_desktop.domain.authorisation import RULES
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import ChangeId, EmployeeId, PartyId
from lunch_desktop.domain.mutations import NOTHING, Answer, Foreseen, Intent, Mutation, Root
from lunch_desktop.domain.parties.checks import check_happens, held
from lunch_desktop.domain.parties.entities import (
    MEMBERSHIPS,
    PARTIES,
    REQUEST_LAPSES,
    SEATED,
    Membership,
    MembershipState,
    Party,
    PartyState,
    membership_id,
)
from lunch_desktop.domain.parties.foresight import all_seats_and_the_day, all_seats_of
from lunch_desktop.domain.parties.leaving import LeaveParty
from lunch_desktop.domain.parties.roots import employee_root
from lunch_desktop.domain.parties.seats import members, next_turn, overlapping_seat, taken, vacate
from lunch_desktop.domain.times import Instant, later
from lunch_desktop.domain.world import Reader, World


@dataclass(frozen=True, slots=True)
class SwitchParty:
    """The seat wanted at `party_id`, for the one at `from_id` that the change `joined_by` took.

    After `until` it must not be given, as in `party.join`.
    """

    party_id: PartyId
    from_id: PartyId
    joined_by: ChangeId | None
    until: Instant


def switch_party(world: World, args: SwitchParty) -> Answer:
    """Leave the one only if the other has a free seat; nobody is put on a waitlist by this.

    On the desktop the seat that is wanted is written as requested, and the present one stays. If that was given up, or
    its party called off, meanwhile, this is a plain join.
    """
    party = held(world.get(PARTIES, args.party_id))
    if party is None:
        return NOTHING
    mine = world.get(MEMBERSHIPS, membership_id(party.id, world.actor))
    waits = bool(mine and mine.state == MembershipState.WAITLISTED)
    _check_takes(world, party, args, waits=waits)
    if mine and mine.state in SEATED:
        raise Refusal(RefusalCode.ALREADY_JOINED, title=party.title)
    former = _former_seat(world, args)
    other = overlapping_seat(world, party, world.actor, besides=former[0].id if former else None)
    if other is not None:
        raise Refusal(RefusalCode.OVERLAPS, title=other.title, party=other.id)
    present = members(world, party) if world.decides else []
    if world.decides and taken(world, party, present) >= party.capacity:
        raise Refusal(RefusalCode.FULL, title=party.title)
    state = MembershipState.CONFIRMED if world.decides else MembershipState.REQUESTED
    turn = mine.turn if mine and waits else next_turn(present) if world.decides else 0
    seat = Membership(
        id=membership_id(party.id, world.actor),
        party_id=party.id,
        employee_id=world.actor,
        day=party.day,
        state=state.value,
        turn=turn,
        joined_by=world.change,
        late_minutes=0,
    )
    world.put(MEMBERSHIPS, seat)
    if former and world.decides:
        vacate(world, *former)
    return {"seat": state.value}


def _check_takes(world: World, party: Party, args: SwitchParty, *, waits: bool) -> None:
    check_happens(party)
    if party.state == PartyState.CLOSED and not waits:
        raise Refusal(RefusalCode.CLOSED, title=party.title)
    latest = party.meets_at if waits else later(party.meets_at, -REQUEST_LAPSES)
    if world.now > min(args.until, latest):
        raise Refusal(RefusalCode.EXPIRED, title=party.title)


def _former_seat(world: Reader, args: SwitchParty) -> tuple[Party, Membership] | None:
    """The seat to be given up; None if there is none any more, or its party doesn't take place."""
    seat = world.get(MEMBERSHIPS, membership_id(args.from_id, world.actor))
    former = world.get(PARTIES, args.from_id)
    if not seat or not former or seat.state not in SEATED or former.state == PartyState.CANCELLED:
        return None
    if seat.joined_by != args.joined_by:
        raise Refusal(RefusalCode.NEWER_JOIN, title=former.title)
    if world.now > former.ends_at:
        raise Refusal(RefusalCode.OVER)
    return former, seat


def _inverse(world: Reader, args: SwitchParty) -> Intent | None:
    """Back to the former seat, if that is still to be had."""
    seat, former = world.get(MEMBERSHIPS, membership_id(args.from_id, world.actor)), world.get(PARTIES, args.from_id)
    if seat and seat.state in SEATED and former and former.state != PartyState.CANCELLED:
        until = later(former.meets_at, -REQUEST_LAPSES)
        return Intent("party.switch", SwitchParty(args.from_id, args.party_id, world.change, until))
    return Intent("party.leave", LeaveParty(args.party_id, world.change))


def _roots(actor: EmployeeId, args: SwitchParty) -> Iterable[Root]:
    return ((PARTIES.name, args.party_id), (PARTIES.name, args.from_id), employee_root(actor))


def _foresees(world: Reader, args: SwitchParty) -> Iterator[Sequence[Foreseen]]:
    yield all_seats_of(world, args.from_id)
    yield from all_seats_and_the_day(world, args)


SWITCH_PARTY = Mutation(
    name="party.switch",
    version=1,
    arguments=SwitchParty,
    run=switch_party,
    authorise=RULES["party.switch"],
    roots=_roots,
    inverse=_inverse,
    refusals=frozenset(
        {
            RefusalCode.NOT_FOUND,
            RefusalCode.CANCELLED,
            RefusalCode.CLOSED,
            RefusalCode.EXPIRED,
            RefusalCode.ALREADY_JOINED,
            RefusalCode.NEWER_JOIN,
            RefusalCode.OVER,
            RefusalCode.OVERLAPS,
            RefusalCode.FULL,
        }
    ),
    foresees=_foresees,
)
