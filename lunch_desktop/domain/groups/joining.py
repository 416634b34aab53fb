"""`group.join` and `group.leave`: somebody belongs to a group from now on, or no more."""

from dataclasses import dataclass

from lunch_desktop.domain.authorisation import RULES
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.groups.checks import check_goes_on, held_group
from lunch_desktop.domain.groups.entities import GROUPS, GroupMemberState
from lunch_desktop.domain.groups.lunches import ask_to_lunches
from lunch_desktop.domain.groups.making import OfGroupAlone
from lunch_desktop.domain.groups.members import go, set_standing, standing_of
from lunch_desktop.domain.groups.roots import group_root
from lunch_desktop.domain.ids import ChangeId, GroupId
from lunch_desktop.domain.mutations import FINAL, NOTHING, Answer, Intent, Mutation
from lunch_desktop.domain.world import Reader, World


@dataclass(frozen=True, slots=True)
class LeaveGroup:
    """`joined_by` is the change by which they became a member; None declines an invitation."""

    group_id: GroupId
    joined_by: ChangeId | None


def join_group(world: World, args: OfGroupAlone) -> Answer:
    """Nobody is turned away: a group has no seats, its lunches have."""
    group = held_group(world.get(GROUPS, args.group_id))
    if group is None:
        return NOTHING
    check_goes_on(group)
    mine = standing_of(world, group, world.actor)
    if mine and mine.state == GroupMemberState.MEMBER:
        raise Refusal(RefusalCode.ALREADY_A_MEMBER, title=group.name)
    set_standing(world, group, world.actor, GroupMemberState.MEMBER, world.change)
    ask_to_lunches(world, group, world.actor)
    return NOTHING


def leave_group(world: World, args: LeaveGroup) -> Answer:
    """Leave, or decline; a host is followed by the longest-standing member, and without one the group ends."""
    group = held_group(world.get(GROUPS, args.group_id))
    if group is None:
        return NOTHING
    check_goes_on(group)
    mine = standing_of(world, group, world.actor)
    if not mine or mine.state not in (GroupMemberState.MEMBER, GroupMemberState.INVITED):
        raise Refusal(RefusalCode.NOT_A_MEMBER, title=group.name)
    if mine.joined_by != args.joined_by:
        raise Refusal(RefusalCode.NEWER_JOIN, title=group.name)
    go(world, group, world.actor)
    return NOTHING


def _leave(world: Reader, args: OfGroupAlone) -> Intent:
    return Intent("group.leave", LeaveGroup(args.group_id, world.change))


JOIN_GROUP = Mutation(
    name="group.join",
    version=1,
    arguments=OfGroupAlone,
    run=join_group,
    authorise=RULES["group.join"],
    roots=group_root,
    inverse=_leave,
    refusals=frozenset({RefusalCode.NOT_FOUND, RefusalCode.GROUP_ENDED, RefusalCode.ALREADY_A_MEMBER}),
)
LEAVE_GROUP = Mutation(
    name="group.leave",
    version=1,
    arguments=LeaveGroup,
    run=leave_group,
    authorise=RULES["group.leave"],
    roots=group_root,
    inverse=FINAL,
    refusals=frozenset(
        {
            RefusalCode.NOT_FOUND,
            RefusalCode.GROUP_ENDED,
            RefusalCode.NOT_A_MEMBER,
            RefusalCode.NEWER_JOIN,
        }
    ),
)
