"""How the one who acts stands to a group."""

from enum import StrEnum
from typing import Final, Protocol

from lunch_desktop.domain.groups.entities import (
    GROUP_MEMBERS,
    GROUPS,
    GroupMemberState,
    GroupVisibility,
    group_member_id,
)
from lunch_desktop.domain.ids import GroupId
from lunch_desktop.domain.people import EMPLOYEES
from lunch_desktop.domain.rule import Subject
from lunch_desktop.domain.world import ABSENT, Reader


class OfGroup(Protocol):
    """Arguments that name a group."""

    @property
    def group_id(self) -> GroupId: ...


class GroupRelation(StrEnum):
    """How the one who acts stands to the group that a change names; of several that fit it is the first."""

    NONE = "no such group"
    ELSEWHERE = "at another office"
    """Whatever else they are, or were, to the group."""
    HOST = "host"
    MEMBER = "member"
    INVITED = "invited"
    COLLEAGUE = "colleague"
    """The whole office sees the group, and they don't belong to it, or not any more."""
    STRANGER = "not asked"
    """The group is for those invited, and they never were, have left, or were taken off the list."""


GROUP_SEEN_BY: Final[frozenset[StrEnum]] = frozenset(
    {GroupRelation.HOST, GroupRelation.MEMBER, GroupRelation.INVITED, GroupRelation.COLLEAGUE}
)
"""Who knows that there is such a group. To all others it is `not_found`, whatever they want of it."""


def relation_to_group(world: Reader, group_id: GroupId) -> GroupRelation | None:
    """How the actor stands to a group; None where this desktop can't know."""
    group = world.get(GROUPS, group_id)
    if group is ABSENT:
        return GroupRelation.NONE
    if not group:
        return None
    employee = world.get(EMPLOYEES, world.actor)
    if employee and employee.office_id != group.office_id:
        return GroupRelation.ELSEWHERE
    if group.host_id == world.actor:
        return GroupRelation.HOST
    mine = world.get(GROUP_MEMBERS, group_member_id(group.id, world.actor))
    if mine and mine.state == GroupMemberState.MEMBER:
        return GroupRelation.MEMBER
    if mine and mine.state == GroupMemberState.INVITED:
        return GroupRelation.INVITED
    if group.visibility == GroupVisibility.OFFICE:
        return GroupRelation.COLLEAGUE
    return GroupRelation.STRANGER if mine or world.decides else None


def _relation(world: Reader, args: OfGroup) -> GroupRelation | None:
    return relation_to_group(world, args.group_id)


def _title(world: Reader, args: OfGroup) -> str | None:
    group = world.get(GROUPS, args.group_id)
    return group.name if group else None


GROUP: Final = Subject("group", GroupRelation, GROUP_SEEN_BY, _relation, _title)
