"""`group.except` and `group.follow`: one lunch of a group is otherwise, or called off; and again as its rule says."""

from dataclasses import dataclass, replace

from lunch_desktop.domain.authorisation import RULES
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.groups.checks import check_clock, check_goes_on, held_group
from lunch_desktop.domain.groups.entities import (
    GROUP_EXCEPTIONS,
    GROUPS,
    Group,
    GroupException,
    group_exception_id,
    occurrence_party_id,
)
from lunch_desktop.domain.groups.lunches import ask_again, change_party, exception_of, lunch_of, meets_at, zone_of
from lunch_desktop.domain.groups.recurring import days_of
from lunch_desktop.domain.groups.roots import group_root
from lunch_desktop.domain.ids import GroupId, RestaurantId
from lunch_desktop.domain.mutations import NOTHING, Answer, Intent, Mutation
from lunch_desktop.domain.parties.entities import LONGEST_NOTE, LONGEST_PLACE, PARTIES, Party, PartyState
from lunch_desktop.domain.parties.seats import overlapping_seat, promote
from lunch_desktop.domain.restaurants.entities import RESTAURANTS
from lunch_desktop.domain.rule import check_named
from lunch_desktop.domain.times import Day, is_day
from lunch_desktop.domain.world import Reader, World


@dataclass(frozen=True, slots=True)
class ExceptLunch:
    """What is otherwise at the lunch of `day`: it is called off, or what is not None is as it says here."""

    group_id: GroupId
    day: Day
    cancelled: bool
    meets: str | None
    minutes: int | None
    place: str | None
    restaurant_id: RestaurantId | None
    note: str


@dataclass(frozen=True, slots=True)
class FollowRule:
    """Which lunch of which group."""

    group_id: GroupId
    day: Day


def except_lunch(world: World, args: ExceptLunch) -> Answer:
    """Say it, in the place of what was said of that lunch before."""
    if not is_day(args.day):
        raise Refusal(RefusalCode.INVALID_VALUE, field="day")
    for name, most in (("place", LONGEST_PLACE), ("note", LONGEST_NOTE)):
        if len((getattr(args, name) or "").strip()) > most:
            raise Refusal(RefusalCode.TEXT_TOO_LONG, field=name, most=most)
    group = held_group(world.get(GROUPS, args.group_id))
    if group is None:
        return NOTHING
    said = GroupException(
        id=group_exception_id(group.id, args.day),
        group_id=group.id,
        day=args.day,
        cancelled=args.cancelled,
        meets=args.meets,
        minutes=args.minutes,
        place=None if args.place is None else args.place.strip(),
        restaurant_id=args.restaurant_id,
        note=args.note.strip(),
    )
    check_clock(said.meets or group.meets, group.minutes if said.minutes is None else said.minutes)
    if said.restaurant_id is not None:
        check_named(world, RESTAURANTS, said.restaurant_id, group.office_id)
    _check_ahead(world, group, args.day, said)
    _write(world, group, args.day, said)
    return NOTHING


def follow_rule(world: World, args: FollowRule) -> Answer:
    """Forget what was said of the lunch; one that was called off takes place after all."""
    group = held_group(world.get(GROUPS, args.group_id))
    if group is None:
        return NOTHING
    if not is_day(args.day):
        raise Refusal(RefusalCode.INVALID_VALUE, field="day")
    if exception_of(world, group, args.day) is None:
        raise Refusal(RefusalCode.NOTHING_TO_CHANGE)
    _check_ahead(world, group, args.day, None)
    _write(world, group, args.day, None)
    return NOTHING


def _check_ahead(world: World, group: Group, day: Day, said: GroupException | None) -> None:
    """Refuse to speak of a lunch that there is not, or that has begun, as it was or as it would be."""
    check_goes_on(group)
    if day not in days_of(group.rule, group.starts_on, day, day):
        raise Refusal(RefusalCode.NO_LUNCH_THAT_DAY, day=day)
    zone = zone_of(world, group)
    if meets_at(group, day, zone, said) <= world.now:
        raise Refusal(RefusalCode.IN_THE_PAST)


def _write(world: World, group: Group, day: Day, said: GroupException | None) -> None:
    """Keep what is said, and on the server let the party follow where it is opened."""
    before = exception_of(world, group, day)
    if said is None:
        world.delete(GROUP_EXCEPTIONS, group_exception_id(group.id, day))
    else:
        world.put(GROUP_EXCEPTIONS, said)
    party = world.get(PARTIES, occurrence_party_id(group.id, day)) if world.decides else None
    if not party or party.meets_at <= world.now:
        return
    is_off, was_off = bool(said and said.cancelled), bool(before and before.cancelled)
    if is_off:
        if party.state != PartyState.CANCELLED:
            world.put(PARTIES, replace(party, state=PartyState.CANCELLED))
        return
    if was_off and party.state == PartyState.CANCELLED and overlapping_seat(world, party, party.host_id) is None:
        party = replace(party, state=PartyState.OPEN)
        world.put(PARTIES, party)
        ask_again(world, party)
        promote(world, party)
    if party.state != PartyState.CANCELLED:
        _move(world, group, day, party, before, said)


def _move(
    world: World, group: Group, day: Day, party: Party, before: GroupException | None, said: GroupException | None
) -> None:
    zone = zone_of(world, group)
    was = lunch_of(group, day, zone, before, party.opened_at)
    change_party(world, party, was, lunch_of(group, day, zone, said, party.opened_at))


def _back(world: Reader, args: ExceptLunch | FollowRule) -> Intent | None:
    """To what was said before; nothing was: as the rule says."""
    before = world.get(GROUP_EXCEPTIONS, group_exception_id(args.group_id, args.day))
    if before:
        return Intent(
            "group.except",
            ExceptLunch(
                before.group_id,
                before.day,
                before.cancelled,
                before.meets,
                before.minutes,
                before.place,
                before.restaurant_id,
                before.note,
            ),
        )
    return Intent("group.follow", FollowRule(args.group_id, args.day)) if isinstance(args, ExceptLunch) else None


EXCEPT_LUNCH = Mutation(
    name="group.except",
    version=1,
    arguments=ExceptLunch,
    run=except_lunch,
    authorise=RULES["group.except"],
    roots=group_root,
    inverse=_back,
    refusals=frozenset(
        {
            RefusalCode.NOT_FOUND,
            RefusalCode.NOT_HOST,
            RefusalCode.GROUP_ENDED,
            RefusalCode.NO_LUNCH_THAT_DAY,
            RefusalCode.IN_THE_PAST,
            RefusalCode.TEXT_TOO_LONG,
            RefusalCode.TIME_OUT_OF_RANGE,
            RefusalCode.INVALID_VALUE,
        }
    ),
)
FOLLOW_RULE = Mutation(
    name="group.follow",
    version=1,
    arguments=FollowRule,
    run=follow_rule,
    authorise=RULES["group.follow"],
    roots=group_root,
    inverse=_back,
    refusals=frozenset(
        {
            RefusalCode.NOT_FOUND,
            RefusalCode.NOT_HOST,
            RefusalCode.GROUP_ENDED,
            RefusalCode.NO_LUNCH_THAT_DAY,
            RefusalCode.IN_THE_PAST,
            RefusalCode.NOTHING_TO_CHANGE,
            RefusalCode.INVALID_VALUE,
        }
    ),
)
