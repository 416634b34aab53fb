"""Visits: after lunch, "we went". A visit is the eater's own; others never see who ate with whom."""

from dataclasses import dataclass

from lunch_desktop.domain.authorisation import RULES
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import EmployeeId, PartyId, RestaurantId, natural_id
from lunch_desktop.domain.mutations import NOTHING, Answer, Intent, Mutation
from lunch_desktop.domain.parties.checks import check_happens, held
from lunch_desktop.domain.parties.entities import (
    MEMBERSHIPS,
    PARTIES,
    MembershipState,
    membership_id,
)
from lunch_desktop.domain.parties.foresight import own_seat
from lunch_desktop.domain.parties.roots import party_root
from lunch_desktop.domain.table import Table
from lunch_desktop.domain.times import Day
from lunch_desktop.domain.world import ABSENT, Reader, World


@dataclass(frozen=True, slots=True)
class Visit:
    """That an employee ate at a restaurant (None: it was never written down) on a day, with a party."""

    id: str
    employee_id: EmployeeId
    party_id: PartyId
    restaurant_id: RestaurantId | None
    day: Day


VISITS = Table(
    "visits",
    Visit,
    (("employee_id", "day"), ("employee_id",), ("party_id",)),
    {"employee_id": "employees", "party_id": "parties", "restaurant_id": "restaurants"},
)


@dataclass(frozen=True, slots=True)
class OfVisit:
    """The party that was, or was not, eaten with."""

    party_id: PartyId


def visit_id(party: PartyId, employee: EmployeeId) -> str:
    """One visit for each employee and party."""
    return natural_id("visit", party, employee)


def record_visit(world: World, args: OfVisit) -> Answer:
    """Only who had a seat, and only once the meeting time has come."""
    party = held(world.get(PARTIES, args.party_id))
    if party is None:
        return NOTHING
    check_happens(party)
    mine = world.get(MEMBERSHIPS, membership_id(party.id, world.actor))
    if not mine or mine.state != MembershipState.CONFIRMED:
        raise Refusal(RefusalCode.NOT_JOINED, title=party.title)
    if world.now < party.meets_at:
        raise Refusal(RefusalCode.TIME_OUT_OF_RANGE)
    visit = Visit(visit_id(party.id, world.actor), world.actor, party.id, party.restaurant_id, party.day)
    world.put(VISITS, visit)
    return NOTHING


def forget_visit(world: World, args: OfVisit) -> Answer:
    """Take a visit back."""
    if world.get(VISITS, visit_id(args.party_id, world.actor)) is ABSENT:
        raise Refusal(RefusalCode.NOT_FOUND)
    world.delete(VISITS, visit_id(args.party_id, world.actor))
    return NOTHING


def _record_inverse(world: Reader, args: OfVisit) -> Intent | None:
    """A visit that stood before is not taken back with the second word about it."""
    return None if world.get(VISITS, visit_id(args.party_id, world.actor)) else Intent("visit.forget", args)


def _forget_inverse(world: Reader, args: OfVisit) -> Intent:
    del world
    return Intent("visit.record", args)


RECORD_VISIT = Mutation(
    name="visit.record",
    version=1,
    arguments=OfVisit,
    run=record_visit,
    authorise=RULES["visit.record"],
    roots=party_root,
    inverse=_record_inverse,
    refusals=frozenset(
        {
            RefusalCode.NOT_FOUND,
            RefusalCode.CANCELLED,
            RefusalCode.NOT_JOINED,
            RefusalCode.TIME_OUT_OF_RANGE,
        }
    ),
    foresees=own_seat,
)
FORGET_VISIT = Mutation(
    name="visit.forget",
    version=1,
    arguments=OfVisit,
    run=forget_visit,
    authorise=RULES["visit.forget"],
    roots=party_root,
    inverse=_forget_inverse,
    refusals=frozenset({RefusalCode.NOT_FOUND}),
    foresees=own_seat,
)
