"""Who belongs to a group: in turn, joining, leaving, and who follows its host."""

from dataclasses import replace

from lunch_desktop.domain.groups.entities import (
    GROUP_MEMBERS,
    GROUPS,
    Group,
    GroupMember,
    GroupMemberState,
    GroupState,
    group_member_id,
)
from lunch_desktop.domain.groups.lunches import ask_no_more
from lunch_desktop.domain.ids import ChangeId, EmployeeId
from lunch_desktop.domain.people import EMPLOYEES
from lunch_desktop.domain.world import Reader, World


def standings(world: Reader, group: Group) -> list[GroupMember]:
    """Everybody's standing with the group, in whatever state."""
    return world.find(GROUP_MEMBERS, group_id=group.id)


def in_turn(standing: list[GroupMember]) -> list[GroupMember]:
    """The members, the longest-standing first."""
    present = (one for one in standing if one.state == GroupMemberState.MEMBER)
    return sorted(present, key=lambda one: (one.turn, one.id))


def standing_of(world: Reader, group: Group, employee: EmployeeId) -> GroupMember | None:
    """How somebody stands to the group; None if they never did."""
    return world.get(GROUP_MEMBERS, group_member_id(group.id, employee)) or None


def set_standing(
    world: World, group: Group, employee: EmployeeId, state: GroupMemberState, joined_by: ChangeId | None = None
) -> None:
    """Write somebody's standing; a member comes behind all others."""
    turn = 0
    if state == GroupMemberState.MEMBER:
        turn = 1 + max((one.turn for one in standings(world, group)), default=0)
    key = group_member_id(group.id, employee)
    world.put(GROUP_MEMBERS, GroupMember(key, group.id, employee, state, turn, joined_by))


def is_here(world: Reader, group: Group, employee: EmployeeId) -> bool:
    """Whether somebody works at the group's office."""
    person = world.get(EMPLOYEES, employee)
    return bool(person and person.active and person.office_id == group.office_id)


def go(world: World, group: Group, employee: EmployeeId) -> None:
    """Somebody belongs to the group no more; on the server the longest-standing member follows a host who goes.

    With nobody left the group ends.
    """
    set_standing(world, group, employee, GroupMemberState.LEFT)
    ask_no_more(world, group, employee)
    if world.decides and group.host_id == employee:
        succeed(world, group)


def succeed(world: World, group: Group) -> Group:
    """Give the group to the longest-standing member who works here; without one it ends."""
    heir = next((one for one in in_turn(standings(world, group)) if is_here(world, group, one.employee_id)), None)
    after = replace(group, host_id=heir.employee_id) if heir else replace(group, state=GroupState.ENDED)
    world.put(GROUPS, after)
    return after


def leave_everything(world: World, employee: EmployeeId) -> None:
    """Somebody works here no more: they leave every group that goes on, and theirs are succeeded."""
    for standing in world.find(GROUP_MEMBERS, employee_id=employee):
        group = world.get(GROUPS, standing.group_id)
        belongs = standing.state in (GroupMemberState.MEMBER, GroupMemberState.INVITED)
        if group and group.state != GroupState.ENDED and (belongs or group.host_id == employee):
            go(world, group, employee)
