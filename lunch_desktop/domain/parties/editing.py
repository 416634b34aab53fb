"""`party.edit`: the host changes fields of the party, closes it or opens it again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from lunch_desktop.domain.authorisation import RULES
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import PartyId
from lunch_desktop.domain.merge import merge
from lunch_desktop.domain.mutations import NOTHING, Answer, Intent, Mutation
from lunch_desktop.domain.parties.checks import check_fields, check_happens, check_time, check_within_day, held
from lunch_desktop.domain.parties.entities import MEMBERSHIPS, PARTIES, MembershipState, Party, PartyState
from lunch_desktop.domain.parties.foresight import all_seats
from lunch_desktop.domain.parties.guests import drop_guests_of
from lunch_desktop.domain.parties.roots import party_and_actor
from lunch_desktop.domain.parties.seats import confirmed, members, overlapping_seat, promote, taken
from lunch_desktop.domain.people import OFFICES
from lunch_desktop.domain.restaurants.entities import RESTAURANTS
from lunch_desktop.domain.rule import check_named
from lunch_desktop.domain.times import day_of
from lunch_desktop.domain.world import Reader, World

EDITABLE: Final[Mapping[str, type | tuple[type, ...]]] = {
    "title": str,
    "restaurant_id": (str, type(None)),
    "meets_at": int,
    "minutes": int,
    "place": str,
    "capacity": int,
    "note": str,
    "state": str,
    "booked": bool,
}


@dataclass(frozen=True, slots=True)
class EditParty:
    """`edits` maps a field to [the value that the author saw, the value that they want]."""

    party_id: PartyId
    edits: dict[str, tuple[Any, Any]]


def edit_party(world: World, args: EditParty) -> Answer:
    """Apply what still can be; fields that somebody changed meanwhile stay, and both values go into the answer."""
    _check_shape(args)
    party = held(world.get(PARTIES, args.party_id))
    if party is None:
        return NOTHING
    check_happens(party)
    if world.now > party.ends_at:
        raise Refusal(RefusalCode.OVER)
    merged = merge(party, _trimmed(args.edits))
    edited: Party = replace(party, **merged.values)
    if "meets_at" in merged.values:
        check_time(edited.meets_at)
        edited = replace(edited, day=day_of(edited.meets_at, _time_zone(world, party)))
        if edited.meets_at != party.meets_at and edited.meets_at <= world.now:
            raise Refusal(RefusalCode.IN_THE_PAST)
    check_fields(edited)
    if (edited.meets_at, edited.minutes) != (party.meets_at, party.minutes):
        check_within_day(edited, _time_zone(world, party))
        other = overlapping_seat(world, edited, world.actor)
        if other is not None:
            raise Refusal(RefusalCode.OVERLAPS, title=other.title, party=other.id)
    if edited.restaurant_id is not None:
        check_named(world, RESTAURANTS, edited.restaurant_id, party.office_id)
    present = members(world, party)
    seats = taken(world, party, present)
    if edited.capacity < party.capacity and edited.capacity < seats:
        raise Refusal(RefusalCode.CAPACITY_BELOW_SEATS, seats=seats)
    world.put(PARTIES, edited)
    if edited.day != party.day:
        for membership in present:
            world.put(MEMBERSHIPS, replace(membership, day=edited.day))
    if world.decides and (edited.meets_at, edited.minutes) != (party.meets_at, party.minutes):
        _ask_again(world, edited)
    promote(world, edited)
    if merged.conflicts:
        return {"conflicts": {name: list(both) for name, both in merged.conflicts.items()}}
    return NOTHING


def _time_zone(world: World, party: Party) -> str:
    office = world.get(OFFICES, party.office_id)
    return office.time_zone if office else "UTC"


def _ask_again(world: World, party: Party) -> None:
    """Whoever has another seat at the party's new time can't be at both: the one they chose themselves stands.

    Their place here becomes an invitation, so that they read of the move and can come back.
    """
    for membership in confirmed(members(world, party)):
        if overlapping_seat(world, party, membership.employee_id) is not None:
            asked = MembershipState.INVITED.value
            world.put(
                MEMBERSHIPS,
                replace(membership, state=asked, turn=0, joined_by=None, late_minutes=0, seated_by=None),
            )
            drop_guests_of(world, party, membership.employee_id)


def _trimmed(edits: Mapping[str, tuple[Any, Any]]) -> Mapping[str, tuple[Any, Any]]:
    """The edits as `party.open` would take them: no blanks around what was typed."""
    return {name: (old, new.strip() if isinstance(new, str) else new) for name, (old, new) in edits.items()}


def _check_shape(args: EditParty) -> None:
    if not args.edits:
        raise Refusal(RefusalCode.NOTHING_TO_CHANGE)
    for name, (_, new) in args.edits.items():
        kind = EDITABLE.get(name)
        if kind is None or not isinstance(new, kind) or isinstance(new, bool) is not (kind is bool):
            raise Refusal(RefusalCode.INVALID_VALUE, field=name)
        if name == "state" and new not in (PartyState.OPEN, PartyState.CLOSED):
            raise Refusal(RefusalCode.INVALID_VALUE, field=name)


def _inverse(world: Reader, args: EditParty) -> Intent:
    """Back to what the author saw, from what was written: the edits as they are kept, not as they were typed."""
    del world
    back = {name: (new, old) for name, (old, new) in _trimmed(args.edits).items()}
    return Intent("party.edit", EditParty(args.party_id, back))


EDIT_PARTY = Mutation(
    name="party.edit",
    version=1,
    arguments=EditParty,
    run=edit_party,
    authorise=RULES["party.edit"],
    roots=party_and_actor,
    inverse=_inverse,
    refusals=frozenset(
        {
            RefusalCode.NOT_FOUND,
            RefusalCode.NOT_HOST,
            RefusalCode.CANCELLED,
            RefusalCode.OVER,
            RefusalCode.IN_THE_PAST,
            RefusalCode.OVERLAPS,
            RefusalCode.TITLE_MISSING,
            RefusalCode.TEXT_TOO_LONG,
            RefusalCode.CAPACITY_OUT_OF_RANGE,
            RefusalCode.CAPACITY_BELOW_SEATS,
            RefusalCode.TIME_OUT_OF_RANGE,
            RefusalCode.NOTHING_TO_CHANGE,
            RefusalCode.INVALID_VALUE,
        }
    ),
    foresees=all_seats,
)
