"""What the mutations of chat lock, and what they are going to read."""

from collections.abc import Iterable, Iterator, Sequence

from lunch_desktop.domain.chat.entities import MESSAGES, READ_MARKERS, ROOMS, RoomKind, read_marker_id
from lunch_desktop.domain.chat.standing import OfMessage, OfRoom
from lunch_desktop.domain.groups.entities import GROUP_MEMBERS, GROUPS, group_member_id
from lunch_desktop.domain.ids import EmployeeId, GroupId, PartyId, derived_id
from lunch_desktop.domain.mutations import Foreseen, Root
from lunch_desktop.domain.parties.entities import MEMBERSHIPS, PARTIES, membership_id
from lunch_desktop.domain.world import Reader


def room_root(actor: EmployeeId, args: OfRoom) -> Iterable[Root]:
    """What the room belongs to. All that is in a room is read and written under this lock, its numbers first of all."""
    del actor
    return ((PARTIES.name if args.room_kind == RoomKind.PARTY else GROUPS.name, args.room_id),)


def for_a_new_message(world: Reader, args: OfRoom) -> Iterator[Sequence[Foreseen]]:
    """The actor's standing, the room's count, and that the message is not there yet."""
    yield (_own(world, args), (ROOMS, ("id",), (args.room_id,)), (MESSAGES, ("id",), (derived_id(world.change, 0),)))


def for_a_message(world: Reader, args: OfMessage) -> Iterator[Sequence[Foreseen]]:
    """The actor's standing, and the message."""
    yield (_own(world, args), (MESSAGES, ("id",), (args.message_id,)))


def for_a_marker(world: Reader, args: OfRoom) -> Iterator[Sequence[Foreseen]]:
    """The actor's standing and marker, and the room's count."""
    mine = read_marker_id(args.room_id, world.actor)
    yield (_own(world, args), (ROOMS, ("id",), (args.room_id,)), (READ_MARKERS, ("id",), (mine,)))


def _own(world: Reader, args: OfRoom) -> Foreseen:
    if args.room_kind == RoomKind.PARTY:
        return MEMBERSHIPS, ("id",), (membership_id(PartyId(args.room_id), world.actor),)
    return GROUP_MEMBERS, ("id",), (group_member_id(GroupId(args.room_id), world.actor),)
