"""What the parties' mutations are going to read, so that a batch of them reads it all at once."""

from collections.abc import Iterator, Sequence

from lunch_desktop.domain.ids import EmployeeId, PartyId, derived_id
from lunch_desktop.domain.mutations import Foreseen
from lunch_desktop.domain.parties.entities import MEMBERSHIPS, PARTIES, SEATED, membership_id
from lunch_desktop.domain.parties.guests import GUESTS
from lunch_desktop.domain.parties.roots import OfPartyAndColleague
from lunch_desktop.domain.parties.standing import OfParty
from lunch_desktop.domain.times import Day
from lunch_desktop.domain.world import Reader


def own_seat(world: Reader, args: OfParty) -> Iterator[Sequence[Foreseen]]:
    """The actor's own standing with the party."""
    yield (_seat(args.party_id, world.actor),)


def all_seats(world: Reader, args: OfParty) -> Iterator[Sequence[Foreseen]]:
    """Everybody's standing with the party."""
    yield all_seats_of(world, args.party_id)


def all_seats_of(world: Reader, party: PartyId) -> tuple[Foreseen, ...]:
    """Everybody's standing with one party, and its guests."""
    return (_seat(party, world.actor), _seats(party), _guests(party))


def the_seat_named(world: Reader, args: OfPartyAndColleague) -> Iterator[Sequence[Foreseen]]:
    """The standing with the party of the one who acts, and of the one who is named."""
    yield (_seat(args.party_id, world.actor), _seat(args.party_id, args.employee_id))


def all_seats_and_the_day(world: Reader, args: OfParty) -> Iterator[Sequence[Foreseen]]:
    """Everybody's standing with the party, and what the actor has on its day."""
    party = world.get(PARTIES, args.party_id)
    if party:
        actor = world.actor
        yield (*all_seats_of(world, party.id), _lunches(actor, party.day))
        yield _parties_on(world, actor, party.day)


def all_seats_and_their_day(world: Reader, args: OfPartyAndColleague) -> Iterator[Sequence[Foreseen]]:
    """Everybody's standing with the party, and what the one who is named has on its day."""
    party = world.get(PARTIES, args.party_id)
    if party:
        colleague = args.employee_id
        yield (*all_seats_of(world, party.id), _seat(party.id, colleague), _lunches(colleague, party.day))
        yield _parties_on(world, colleague, party.day)


def new_party_on(world: Reader, day: Day) -> Iterator[Sequence[Foreseen]]:
    """That the party which the change makes is not there yet, and what the actor has on its day."""
    actor, new = world.actor, PartyId(derived_id(world.change, 0))
    yield ((PARTIES, ("id",), (new,)), _seat(new, actor), _lunches(actor, day))
    yield _parties_on(world, actor, day)


def _parties_on(world: Reader, employee: EmployeeId, day: Day) -> list[Foreseen]:
    there = world.find(MEMBERSHIPS, employee_id=employee, day=day)
    return [(PARTIES, ("id",), (one.party_id,)) for one in there if one.state in SEATED]


def _lunches(employee: EmployeeId, day: Day) -> Foreseen:
    return MEMBERSHIPS, ("employee_id", "day"), (employee, day)


def _seats(party: PartyId) -> Foreseen:
    return MEMBERSHIPS, ("party_id",), (party,)


def _guests(party: PartyId) -> Foreseen:
    return GUESTS, ("party_id",), (party,)


def _seat(party: PartyId, employee: EmployeeId) -> Foreseen:
    return MEMBERSHIPS, ("id",), (membership_id(party, employee),)
