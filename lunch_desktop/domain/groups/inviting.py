"""`group.invite`, `group.uninvite` and `group.hand_over`: the host's list, and the host's part itself."""

from dataclasses import dataclass, replace

from lunch_desktop.domain.authorisation import RULES
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.groups.checks import check_goes_on, held_group
from lunch_desktop.domain.groups.entities import GROUPS, GroupMemberState
from lunch_desktop.domain.groups.lunches import ask_no_more
from lunch_desktop.domain.groups.members import set_standing, standing_of
from lunch_desktop.domain.groups.roots import group_root
from lunch_desktop.domain.ids import EmployeeId, GroupId
from lunch_desktop.domain.mutations import FINAL, NOTHING, Answer, Intent, Mutation
from lunch_desktop.domain.people import EMPLOYEES
from lunch_desktop.domain.rule import check_named
from lunch_desktop.domain.world import Reader, World

_BELONGS = (GroupMemberState.INVITED, GroupMemberState.MEMBER)


@dataclass(frozen=True, slots=True)
class OfColleague:
    """Which colleague, of which group."""

    group_id: GroupId
    employee_id: EmployeeId


def invite_to_group(world: World, args: OfColleague) -> Answer:
    """Ask a colleague of the same office; one who left or was taken off the list may be asked again."""
    group = held_group(world.get(GROUPS, args.group_id))
    if group is None:
        return NOTHING
    check_goes_on(group)
    check_named(world, EMPLOYEES, args.employee_id, group.office_id)
    person = world.get(EMPLOYEES, args.employee_id)
    if person and not person.active:
        raise Refusal(RefusalCode.NOT_FOUND)
    theirs = standing_of(world, group, args.employee_id)
    if theirs and theirs.state in _BELONGS:
        raise Refusal(RefusalCode.ALREADY_A_MEMBER, title=group.name)
    set_standing(world, group, args.employee_id, GroupMemberState.INVITED)
    return NOTHING


def uninvite_from_group(world: World, args: OfColleague) -> Answer:
    """Take back an invitation, or take a member off the list; not oneself, who would leave nobody as host."""
    group = held_group(world.get(GROUPS, args.group_id))
    if group is None:
        return NOTHING
    check_goes_on(group)
    theirs = standing_of(world, group, args.employee_id)
    if not theirs or theirs.state not in _BELONGS:
        raise Refusal(RefusalCode.NOT_A_MEMBER, title=group.name)
    if args.employee_id == group.host_id:
        raise Refusal(RefusalCode.INVALID_VALUE, field="employee_id")
    set_standing(world, group, args.employee_id, GroupMemberState.REMOVED)
    ask_no_more(world, group, args.employee_id)
    return NOTHING


def hand_over_group(world: World, args: OfColleague) -> Answer:
    """Another member becomes host; lunches that are opened keep theirs."""
    group = held_group(world.get(GROUPS, args.group_id))
    if group is None:
        return NOTHING
    check_goes_on(group)
    check_named(world, EMPLOYEES, args.employee_id, group.office_id)
    person = world.get(EMPLOYEES, args.employee_id)
    if person and not person.active:
        raise Refusal(RefusalCode.NOT_FOUND)
    if args.employee_id == group.host_id:
        raise Refusal(RefusalCode.NOTHING_TO_CHANGE)
    theirs = standing_of(world, group, args.employee_id)
    if not theirs or theirs.state != GroupMemberState.MEMBER:
        raise Refusal(RefusalCode.NOT_A_MEMBER, title=group.name)
    world.put(GROUPS, replace(group, host_id=args.employee_id))
    return NOTHING


def _uninvite(world: Reader, args: OfColleague) -> Intent:
    del world
    return Intent("group.uninvite", args)


def _invite(world: Reader, args: OfColleague) -> Intent:
    del world
    return Intent("group.invite", args)


INVITE_TO_GROUP = Mutation(
    name="group.invite",
    version=1,
    arguments=OfColleague,
    run=invite_to_group,
    authorise=RULES["group.invite"],
    roots=group_root,
    inverse=_uninvite,
    refusals=frozenset(
        {
            RefusalCode.NOT_FOUND,
            RefusalCode.NOT_HOST,
            RefusalCode.GROUP_ENDED,
            RefusalCode.ALREADY_A_MEMBER,
        }
    ),
)
UNINVITE_FROM_GROUP = Mutation(
    name="group.uninvite",
    version=1,
    arguments=OfColleague,
    run=uninvite_from_group,
    authorise=RULES["group.uninvite"],
    roots=group_root,
    inverse=_invite,
    refusals=frozenset(
        {
            RefusalCode.NOT_FOUND,
            RefusalCode.NOT_HOST,
            RefusalCode.GROUP_ENDED,
            RefusalCode.NOT_A_MEMBER,
            RefusalCode.INVALID_VALUE,
        }
    ),
)
HAND_OVER_GROUP = Mutation(
    name="group.hand_over",
    version=1,
    arguments=OfColleague,
    run=hand_over_group,
    authorise=RULES["group.hand_over"],
    roots=group_root,
    inverse=FINAL,
    refusals=frozenset(
        {
            RefusalCode.NOT_FOUND,
            RefusalCode.NOT_HOST,
            RefusalCode.GROUP_ENDED,
            RefusalCode.NOTHING_TO_CHANGE,
            RefusalCode.NOT_A_MEMBER,
        }
    ),
)
