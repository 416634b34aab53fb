"""`room.read`: somebody has read a room up to a message. The marker never goes back."""

from dataclasses import dataclass

from lunch_desktop.domain.authorisation import RULES
from lunch_desktop.domain.chat.entities import READ_MARKERS, ROOMS, ReadMarker, read_marker_id
from lunch_desktop.domain.chat.reaching import for_a_marker, room_root
from lunch_desktop.domain.errors import RefusalCode
from lunch_desktop.domain.ids import RoomId
from lunch_desktop.domain.mutations import FINAL, NOTHING, Answer, Mutation
from lunch_desktop.domain.world import World


@dataclass(frozen=True, slots=True)
class ReadRoom:
    """`number` is that of the latest message that the person has seen."""

    room_kind: str
    room_id: RoomId
    number: int


def read_room(world: World, args: ReadRoom) -> Answer:
    """Move the marker on, but not past the end of the room; a smaller number is no news."""
    number = args.number
    if world.decides:
        room = world.get(ROOMS, args.room_id)
        number = min(number, room.last_number if room else 0)
    marker_id = read_marker_id(args.room_id, world.actor)
    mine = world.get(READ_MARKERS, marker_id)
    if number > (mine.number if mine else 0):
        world.put(READ_MARKERS, ReadMarker(marker_id, args.room_id, args.room_kind, world.actor, number))
    return NOTHING


READ_ROOM = Mutation(
    name="room.read",
    version=1,
    arguments=ReadRoom,
    run=read_room,
    authorise=RULES["room.read"],
    roots=room_root,
    inverse=FINAL,
    refusals=frozenset({RefusalCode.NOT_FOUND, RefusalCode.NOT_JOINED}),
    foresees=for_a_marker,
)
