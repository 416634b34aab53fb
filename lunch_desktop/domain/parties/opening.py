"""`party.open`: somebody opens a party and takes its first seat."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lunch_desktop.domain.authorisation import RULES
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import PartyId, RestaurantId, derived_id
from lunch_desktop.domain.mutations import NOTHING, Answer, Foreseen, Intent, Mutation
from lunch_desktop.domain.parties.cancelling import CancelParty
from lunch_desktop.domain.parties.checks import check_fields, check_time, check_within_day
from lunch_desktop.domain.parties.entities import (
    MEMBERSHIPS,
    PARTIES,
    Membership,
    MembershipState,
    Party,
    PartyState,
    Visibility,
    membership_id,
)
from lunch_desktop.domain.parties.foresight import new_party_on
from lunch_desktop.domain.parties.roots import actor_only
from lunch_desktop.domain.parties.seats import overlapping_seat
from lunch_desktop.domain.people import EMPLOYEES, OFFICES
from lunch_desktop.domain.restaurants.entities import RESTAURANTS
from lunch_desktop.domain.rule import check_named
from lunch_desktop.domain.times import EARLIEST, LATEST, Instant, day_of
from lunch_desktop.domain.world import ABSENT, Reader, World


@dataclass(frozen=True, slots=True)
class OpenParty:
    """A new party. `meets_at` must lie ahead; `place` is where to meet, and may be empty, as may `note`."""

    title: str
    restaurant_id: RestaurantId | None
    meets_at: Instant
    minutes: int
    place: str
    capacity: int
    note: str
    visibility: str


def open_party(world: World, args: OpenParty) -> Answer:
    """Make the party and the host's seat."""
    if args.visibility not in tuple(Visibility):
        raise Refusal(RefusalCode.INVALID_VALUE, field="visibility")
    check_time(args.meets_at)
    host = world.get(EMPLOYEES, world.actor)
    if not host:
        return NOTHING
    office = world.get(OFFICES, host.office_id)
    time_zone = office.time_zone if office else "UTC"
    party = Party(
        id=PartyId(world.new_id()),
        office_id=host.office_id,
        host_id=world.actor,
        title=args.title.strip(),
        restaurant_id=args.restaurant_id,
        day=day_of(args.meets_at, time_zone),
        meets_at=args.meets_at,
        minutes=args.minutes,
        place=args.place.strip(),
        capacity=args.capacity,
        note=args.note.strip(),
        visibility=args.visibility,
        state=PartyState.OPEN,
        opened_at=world.now,
    )
    check_fields(party)
    check_within_day(party, time_zone)
    if party.meets_at <= world.now:
        raise Refusal(RefusalCode.IN_THE_PAST)
    if args.restaurant_id is not None:
        check_named(world, RESTAURANTS, args.restaurant_id, party.office_id)
    other = overlapping_seat(world, party, world.actor)
    if other is not None:
        raise Refusal(RefusalCode.OVERLAPS, title=other.title, party=other.id)
    if world.decides and world.get(PARTIES, party.id) is not ABSENT:
        # Its id follows from the change's, which members can read. A colleague's party must not be taken over by that.
        raise Refusal(RefusalCode.INVALID_VALUE, field="uuid")
    world.put(PARTIES, party)
    world.put(
        MEMBERSHIPS,
        Membership(
            id=membership_id(party.id, world.actor),
            party_id=party.id,
            employee_id=world.actor,
            day=party.day,
            state=MembershipState.CONFIRMED,
            turn=1,
            joined_by=world.change,
            late_minutes=0,
        ),
    )
    return {"party_id": party.id}


def _inverse(world: Reader, args: OpenParty) -> Intent:
    del args
    return Intent("party.cancel", CancelParty(PartyId(derived_id(world.change, 0))))


def _foresees(world: Reader, args: OpenParty) -> Iterator[Sequence[Foreseen]]:
    host = world.get(EMPLOYEES, world.actor)
    office = world.get(OFFICES, host.office_id) if host else None
    if office and EARLIEST <= args.meets_at < LATEST:
        yield from new_party_on(world, day_of(args.meets_at, office.time_zone))


OPEN_PARTY = Mutation(
    name="party.open",
    version=1,
    arguments=OpenParty,
    run=open_party,
    authorise=RULES["party.open"],
    roots=actor_only,
    inverse=_inverse,
    refusals=frozenset(
        {
            RefusalCode.NOT_FOUND,
            RefusalCode.IN_THE_PAST,
            RefusalCode.OVERLAPS,
            RefusalCode.TITLE_MISSING,
            RefusalCode.TEXT_TOO_LONG,
            RefusalCode.CAPACITY_OUT_OF_RANGE,
            RefusalCode.TIME_OUT_OF_RANGE,
            RefusalCode.INVALID_VALUE,
        }
    ),
    foresees=_foresees,
)
