"""How the one who acts stands to a room, and to what was said in it."""

from enum import StrEnum
from typing import Final, Protocol

from lunch_desktop.domain.chat.entities import MESSAGES, RoomKind
from lunch_desktop.domain.groups.entities import (
    GROUP_MEMBERS,
    GROUPS,
    GroupMemberState,
    GroupVisibility,
    group_member_id,
)
from lunch_desktop.domain.ids import EmployeeId, GroupId, MessageId, OfficeId, PartyId, RoomId
from lunch_desktop.domain.parties.entities import (
    MEMBERSHIPS,
    PARTIES,
    TAKING_PART,
    MembershipState,
    Visibility,
    membership_id,
)
from lunch_desktop.domain.people import EMPLOYEES
from lunch_desktop.domain.rule import Subject
from lunch_desktop.domain.world import ABSENT, Reader


class OfRoom(Protocol):
    """Arguments that name a room: what it belongs to, and the id of that."""

    @property
    def room_kind(self) -> str: ...
    @property
    def room_id(self) -> RoomId: ...


class OfMessage(OfRoom, Protocol):
    """Arguments that name a message of a room."""

    @property
    def message_id(self) -> MessageId: ...


class RoomRelation(StrEnum):
    """How the one who acts stands to the room that a change names; of several that fit it is the first."""

    NONE = "no such room"
    ELSEWHERE = "at another office"
    INSIDE = "takes part"
    """Has a seat, has asked for one or waits for one; or is a member of the group."""
    OUTSIDE = "takes no part"
    """Knows of the party or the group: it is the whole office's, or they are invited to it, or have left it."""
    STRANGER = "not asked"


class MessageRelation(StrEnum):
    """How the one who acts stands to the message that a change names; of several that fit it is the first."""

    NONE = "no such message"
    OUTSIDE = "not in its room"
    """Whoever left has nothing of the room any more, their own words neither."""
    AUTHOR = "its author"
    INSIDE = "in its room"


def room_relation(world: Reader, kind: str, room_id: str) -> RoomRelation | None:
    """How the actor stands to a room; None where this desktop can't know."""
    if kind == RoomKind.PARTY:
        return _to_party(world, PartyId(room_id))
    if kind == RoomKind.GROUP:
        return _to_group(world, GroupId(room_id))
    return RoomRelation.NONE


def is_inside(world: Reader, kind: str, room_id: str, employee: EmployeeId) -> bool | None:
    """Whether a colleague takes part in a room; None where this desktop can't know."""
    if kind == RoomKind.PARTY:
        seat = world.get(MEMBERSHIPS, membership_id(PartyId(room_id), employee))
        return seat.state in TAKING_PART if seat else False if seat is ABSENT else None
    member = world.get(GROUP_MEMBERS, group_member_id(GroupId(room_id), employee))
    return member.state == GroupMemberState.MEMBER if member else False if member is ABSENT else None


def _to_party(world: Reader, party_id: PartyId) -> RoomRelation | None:
    party = world.get(PARTIES, party_id)
    if party is ABSENT:
        return RoomRelation.NONE
    if not party:
        return None
    if _is_elsewhere(world, party.office_id):
        return RoomRelation.ELSEWHERE
    mine = world.get(MEMBERSHIPS, membership_id(party.id, world.actor))
    if mine and mine.state in TAKING_PART:
        return RoomRelation.INSIDE
    if party.visibility == Visibility.OFFICE or (mine and mine.state != MembershipState.REMOVED):
        return RoomRelation.OUTSIDE
    return RoomRelation.STRANGER if mine or world.decides else None


def _to_group(world: Reader, group_id: GroupId) -> RoomRelation | None:
    group = world.get(GROUPS, group_id)
    if group is ABSENT:
        return RoomRelation.NONE
    if not group:
        return None
    if _is_elsewhere(world, group.office_id):
        return RoomRelation.ELSEWHERE
    mine = world.get(GROUP_MEMBERS, group_member_id(group.id, world.actor))
    if mine and mine.state == GroupMemberState.MEMBER:
        return RoomRelation.INSIDE
    if group.visibility == GroupVisibility.OFFICE or (mine and mine.state == GroupMemberState.INVITED):
        return RoomRelation.OUTSIDE
    return RoomRelation.STRANGER if mine or world.decides else None


def _is_elsewhere(world: Reader, office: OfficeId) -> bool:
    employee = world.get(EMPLOYEES, world.actor)
    return bool(employee and employee.office_id != office)


def _room(world: Reader, args: OfRoom) -> RoomRelation | None:
    return room_relation(world, args.room_kind, args.room_id)


def _message(world: Reader, args: OfMessage) -> MessageRelation | None:
    room = room_relation(world, args.room_kind, args.room_id)
    if room is not None and room is not RoomRelation.INSIDE:
        is_known = is_inside(world, args.room_kind, args.room_id, world.actor) is not None
        return MessageRelation.OUTSIDE if is_known or world.decides else None
    message = world.get(MESSAGES, args.message_id)
    if message is ABSENT:
        return MessageRelation.NONE
    if not message or room is None:
        return None
    if (message.kind, message.room_id) != (args.room_kind, args.room_id):
        return MessageRelation.NONE
    return MessageRelation.AUTHOR if message.author_id == world.actor else MessageRelation.INSIDE


def _title(world: Reader, args: OfRoom) -> str | None:
    if args.room_kind == RoomKind.PARTY:
        party = world.get(PARTIES, args.room_id)
        return party.title if party else None
    group = world.get(GROUPS, args.room_id)
    return group.name if group else None


ROOM: Final = Subject("room", RoomRelation, frozenset({RoomRelation.INSIDE, RoomRelation.OUTSIDE}), _room, _title)
MESSAGE: Final = Subject(
    "message", MessageRelation, frozenset({MessageRelation.AUTHOR, MessageRelation.INSIDE}), _message, _title
)
