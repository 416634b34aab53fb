"""`message.delete`: somebody takes back what they said. Its place in the room stays, its words don't."""

from dataclasses import dataclass, replace

from lunch_desktop.domain.authorisation import RULES
from lunch_desktop.domain.chat.entities import MESSAGES
from lunch_desktop.domain.chat.reaching import for_a_message, room_root
from lunch_desktop.domain.errors import RefusalCode
from lunch_desktop.domain.ids import MessageId, RoomId
from lunch_desktop.domain.mutations import FINAL, NOTHING, Answer, Mutation
from lunch_desktop.domain.world import World


@dataclass(frozen=True, slots=True)
class DeleteMessage:
    """A message of one's own, and its room."""

    room_kind: str
    room_id: RoomId
    message_id: MessageId


def delete_message(world: World, args: DeleteMessage) -> Answer:
    """Leave nothing of the message but its place. Done once more, from another device, it is done already."""
    message = world.get(MESSAGES, args.message_id)
    if message and not message.deleted:
        world.put(MESSAGES, replace(message, text="", mentions="", edited_at=None, deleted=True))
    return NOTHING


DELETE_MESSAGE = Mutation(
    name="message.delete",
    version=1,
    arguments=DeleteMessage,
    run=delete_message,
    authorise=RULES["message.delete"],
    roots=room_root,
    inverse=FINAL,
    refusals=frozenset({RefusalCode.NOT_FOUND, RefusalCode.NOT_AUTHOR}),
    foresees=for_a_message,
)
