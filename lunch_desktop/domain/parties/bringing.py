"""`party.add_guest` and `party.drop_guest`: a member brings somebody from outside. Seats are the server's to give."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lunch_desktop.domain.authorisation import RULES
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import GuestId, PartyId, derived_id
from lunch_desktop.domain.mutations import FINAL, NOTHING, Answer, Foreseen, Intent, Mutation
from lunch_desktop.domain.parties.checks import check_happens, held
from lunch_desktop.domain.parties.entities import (
    MEMBERSHIPS,
    PARTIES,
    SEATED,
    MembershipState,
    Party,
    PartyState,
    membership_id,
)
from lunch_desktop.domain.parties.foresight import all_seats
from lunch_desktop.domain.parties.guests import (
    GUEST_NAMES,
    GUESTS,
    LONGEST_GUEST_NAME,
    Guest,
    GuestName,
    drop_guest_rows,
)
from lunch_desktop.domain.parties.roots import party_root
from lunch_desktop.domain.parties.seats import members, promote, taken
from lunch_desktop.domain.world import ABSENT, Reader, World


@dataclass(frozen=True, slots=True)
class AddGuest:
    """`name` is told to those who take part, and to nobody else."""

    party_id: PartyId
    name: str


@dataclass(frozen=True, slots=True)
class DropGuest:
    """Which guest doesn't come."""

    party_id: PartyId
    guest_id: GuestId


def add_guest(world: World, args: AddGuest) -> Answer:
    """Whoever has a seat may bring somebody while there are free ones; into a closed party only the host may.

    Until lunch is over, because it also says who was there.
    """
    name = args.name.strip()
    if not name:
        raise Refusal(RefusalCode.INVALID_VALUE, field="name")
    if len(name) > LONGEST_GUEST_NAME:
        raise Refusal(RefusalCode.TEXT_TOO_LONG, field="name", most=LONGEST_GUEST_NAME)
    party = held(world.get(PARTIES, args.party_id))
    if party is None:
        return NOTHING
    _check_open(world, party)
    mine = world.get(MEMBERSHIPS, membership_id(party.id, world.actor))
    if not mine or mine.state not in SEATED:
        raise Refusal(RefusalCode.NOT_JOINED, title=party.title)
    if party.state == PartyState.CLOSED and party.host_id != world.actor:
        raise Refusal(RefusalCode.CLOSED, title=party.title)
    state = _seat_for(world, party)
    guest = Guest(GuestId(world.new_id()), party.id, world.actor, state.value)
    if world.decides and world.get(GUESTS, guest.id) is not ABSENT:
        # Its id follows from the change's: nobody else's guest may be taken over by that.
        raise Refusal(RefusalCode.INVALID_VALUE, field="uuid")
    world.put(GUESTS, guest)
    world.put(GUEST_NAMES, GuestName(guest.id, party.id, name))
    return {"guest_id": guest.id}


def drop_guest(world: World, args: DropGuest) -> Answer:
    """By who brought them, or the host; the seat goes to the next who waits.

    It is final: only who brings a guest may name them anew, and takes their share.
    """
    party = held(world.get(PARTIES, args.party_id))
    if party is None:
        return NOTHING
    _check_open(world, party)
    guest = world.get(GUESTS, args.guest_id)
    if guest is ABSENT or (guest and guest.party_id != party.id):
        raise Refusal(RefusalCode.NOT_FOUND)
    if not guest:
        return NOTHING
    if world.actor not in (guest.inviter_id, party.host_id):
        raise Refusal(RefusalCode.NOT_HOST)
    drop_guest_rows(world, guest)
    promote(world, party)
    return NOTHING


def _check_open(world: World, party: Party) -> None:
    check_happens(party)
    if world.now > party.ends_at:
        raise Refusal(RefusalCode.OVER)


def _seat_for(world: World, party: Party) -> MembershipState:
    if not world.decides:
        return MembershipState.REQUESTED
    if taken(world, party, members(world, party)) >= party.capacity:
        raise Refusal(RefusalCode.FULL, title=party.title)
    return MembershipState.CONFIRMED


def _add_inverse(world: Reader, args: AddGuest) -> Intent:
    return Intent("party.drop_guest", DropGuest(args.party_id, GuestId(derived_id(world.change, 0))))


def _foresees_new(world: Reader, args: AddGuest) -> Iterator[Sequence[Foreseen]]:
    new = derived_id(world.change, 0)
    for step in all_seats(world, args):
        yield (*step, (GUESTS, ("id",), (new,)), (GUEST_NAMES, ("id",), (new,)))


def _foresees_gone(world: Reader, args: DropGuest) -> Iterator[Sequence[Foreseen]]:
    for step in all_seats(world, args):
        yield (*step, (GUESTS, ("id",), (args.guest_id,)), (GUEST_NAMES, ("id",), (args.guest_id,)))


ADD_GUEST = Mutation(
    name="party.add_guest",
    version=1,
    arguments=AddGuest,
    run=add_guest,
    authorise=RULES["party.add_guest"],
    roots=party_root,
    inverse=_add_inverse,
    refusals=frozenset(
        {
            RefusalCode.NOT_FOUND,
            RefusalCode.NOT_JOINED,
            RefusalCode.INVALID_VALUE,
            RefusalCode.TEXT_TOO_LONG,
            RefusalCode.CANCELLED,
            RefusalCode.OVER,
            RefusalCode.CLOSED,
            RefusalCode.FULL,
        }
    ),
    foresees=_foresees_new,
)
DROP_GUEST = Mutation(
    name="party.drop_guest",
    version=1,
    arguments=DropGuest,
    run=drop_guest,
    authorise=RULES["party.drop_guest"],
    roots=party_root,
    inverse=FINAL,
    refusals=frozenset(
        {
            RefusalCode.NOT_FOUND,
            RefusalCode.NOT_JOINED,
            RefusalCode.NOT_HOST,
            RefusalCode.CANCELLED,
            RefusalCode.OVER,
        }
    ),
    foresees=_foresees_gone,
)
