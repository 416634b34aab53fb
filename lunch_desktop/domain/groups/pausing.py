"""`group.pause` and `group.resume`: the host lets a group open no lunches for a while."""

from dataclasses import replace

from lunch_desktop.domain.authorisation import RULES
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.groups.checks import check_goes_on, held_group
from lunch_desktop.domain.groups.entities import GROUPS, GroupState
from lunch_desktop.domain.groups.making import OfGroupAlone
from lunch_desktop.domain.groups.roots import group_root
from lunch_desktop.domain.mutations import NOTHING, Answer, Intent, Mutation
from lunch_desktop.domain.world import Reader, World

_REFUSALS = frozenset(
    {RefusalCode.NOT_FOUND, RefusalCode.NOT_HOST, RefusalCode.GROUP_ENDED, RefusalCode.NOTHING_TO_CHANGE}
)


def pause_group(world: World, args: OfGroupAlone) -> Answer:
    """What is opened already stays."""
    return _turn(world, args, GroupState.PAUSED)


def resume_group(world: World, args: OfGroupAlone) -> Answer:
    """What is due by now, and still ahead, is opened at once."""
    return _turn(world, args, GroupState.ACTIVE)


def _turn(world: World, args: OfGroupAlone, state: GroupState) -> Answer:
    group = held_group(world.get(GROUPS, args.group_id))
    if group is None:
        return NOTHING
    check_goes_on(group)
    if group.state == state:
        raise Refusal(RefusalCode.NOTHING_TO_CHANGE)
    world.put(GROUPS, replace(group, state=state))
    return NOTHING


def _resume(world: Reader, args: OfGroupAlone) -> Intent:
    del world
    return Intent("group.resume", args)


def _pause(world: Reader, args: OfGroupAlone) -> Intent:
    del world
    return Intent("group.pause", args)


PAUSE_GROUP = Mutation(
    name="group.pause",
    version=1,
    arguments=OfGroupAlone,
    run=pause_group,
    authorise=RULES["group.pause"],
    roots=group_root,
    inverse=_resume,
    refusals=_REFUSALS,
)
RESUME_GROUP = Mutation(
    name="group.resume",
    version=1,
    arguments=OfGroupAlone,
    run=resume_group,
    authorise=RULES["group.resume"],
    roots=group_root,
    inverse=_pause,
    refusals=_REFUSALS,
)
