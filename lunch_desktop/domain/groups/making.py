"""`group.make` and `group.end`: somebody begins a group, and its host ends it."""

from dataclasses import dataclass, replace

from lunch_desktop.domain.authorisation import RULES
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.groups.checks import check_goes_on, check_group, held_group, tidy_tags
from lunch_desktop.domain.groups.entities import GROUPS, Group, GroupMemberState, GroupState
from lunch_desktop.domain.groups.lunches import opened_ahead
from lunch_desktop.domain.groups.members import set_standing
from lunch_desktop.domain.groups.roots import group_root
from lunch_desktop.domain.ids import GroupId, RestaurantId, derived_id
from lunch_desktop.domain.mutations import FINAL, NOTHING, Answer, Intent, Mutation
from lunch_desktop.domain.parties.entities import PARTIES, PartyState
from lunch_desktop.domain.parties.roots import actor_only
from lunch_desktop.domain.people import EMPLOYEES
from lunch_desktop.domain.restaurants.entities import RESTAURANTS
from lunch_desktop.domain.rule import check_named
from lunch_desktop.domain.times import Day
from lunch_desktop.domain.world import ABSENT, Reader, World


@dataclass(frozen=True, slots=True)
class MakeGroup:
    """A new group; see Group for what its fields mean. `rule` may be empty: then it opens no parties by itself."""

    name: str
    description: str
    tags: str
    visibility: str
    rule: str
    starts_on: Day
    meets: str
    minutes: int
    place: str
    capacity: int
    restaurant_id: RestaurantId | None


@dataclass(frozen=True, slots=True)
class OfGroupAlone:
    """Which group."""

    group_id: GroupId


def make_group(world: World, args: MakeGroup) -> Answer:
    """Make the group, with its host as the first member."""
    host = world.get(EMPLOYEES, world.actor)
    if not host:
        return NOTHING
    group = Group(
        id=GroupId(world.new_id()),
        office_id=host.office_id,
        host_id=world.actor,
        name=args.name.strip(),
        description=args.description.strip(),
        tags=tidy_tags(args.tags),
        visibility=args.visibility,
        rule=args.rule,
        starts_on=args.starts_on,
        meets=args.meets,
        minutes=args.minutes,
        place=args.place.strip(),
        capacity=args.capacity,
        restaurant_id=args.restaurant_id,
        state=GroupState.ACTIVE,
        made_at=world.now,
    )
    check_group(group)
    if group.restaurant_id is not None:
        check_named(world, RESTAURANTS, group.restaurant_id, group.office_id)
    if world.decides and world.get(GROUPS, group.id) is not ABSENT:
        raise Refusal(RefusalCode.INVALID_VALUE, field="uuid")  # see `open_party`
    world.put(GROUPS, group)
    set_standing(world, group, world.actor, GroupMemberState.MEMBER, world.change)
    return {"group_id": group.id}


def end_group(world: World, args: OfGroupAlone) -> Answer:
    """It opens no lunch any more, those still to come don't take place, and who was in it can look back at it."""
    group = held_group(world.get(GROUPS, args.group_id))
    if group is None:
        return NOTHING
    check_goes_on(group)
    world.put(GROUPS, replace(group, state=GroupState.ENDED))
    if world.decides:
        for _, party in list(opened_ahead(world, group)):
            if party.state != PartyState.CANCELLED:
                world.put(PARTIES, replace(party, state=PartyState.CANCELLED))
    return NOTHING


def _made(world: Reader, args: MakeGroup) -> Intent:
    del args
    return Intent("group.end", OfGroupAlone(GroupId(derived_id(world.change, 0))))


MAKE_GROUP = Mutation(
    name="group.make",
    version=1,
    arguments=MakeGroup,
    run=make_group,
    authorise=RULES["group.make"],
    roots=actor_only,
    inverse=_made,
    refusals=frozenset(
        {
            RefusalCode.NOT_FOUND,
            RefusalCode.TITLE_MISSING,
            RefusalCode.TEXT_TOO_LONG,
            RefusalCode.CAPACITY_OUT_OF_RANGE,
            RefusalCode.TIME_OUT_OF_RANGE,
            RefusalCode.RULE_NOT_POSSIBLE,
            RefusalCode.INVALID_VALUE,
        }
    ),
)
END_GROUP = Mutation(
    name="group.end",
    version=1,
    arguments=OfGroupAlone,
    run=end_group,
    authorise=RULES["group.end"],
    roots=group_root,
    inverse=FINAL,
    refusals=frozenset({RefusalCode.NOT_FOUND, RefusalCode.NOT_HOST, RefusalCode.GROUP_ENDED}),
)
