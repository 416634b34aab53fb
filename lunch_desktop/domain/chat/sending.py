"""`message.send`: somebody says something in a room."""

from dataclasses import dataclass

from lunch_desktop.domain.authorisation import RULES
from lunch_desktop.domain.chat.deleting import DeleteMessage
from lunch_desktop.domain.chat.entities import MESSAGES, ROOMS, Message, Room
from lunch_desktop.domain.chat.reaching import for_a_new_message, room_root
from lunch_desktop.domain.chat.words import mentioned, said
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import EmployeeId, MessageId, RoomId, derived_id
from lunch_desktop.domain.mutations import Answer, Intent, Mutation
from lunch_desktop.domain.parties.checks import check_time
from lunch_desktop.domain.times import Instant
from lunch_desktop.domain.world import ABSENT, Reader, World


@dataclass(frozen=True, slots=True)
class SendMessage:
    """`text` is trimmed; `mentions` are ids of colleagues in the room; `written_at` is the author's clock."""

    room_kind: str
    room_id: RoomId
    text: str
    mentions: list[EmployeeId]
    written_at: Instant


def send_message(world: World, args: SendMessage) -> Answer:
    """Put the message at the end of the room; where the host does not decide, it has no number yet."""
    check_time(args.written_at)
    text = said(args.text)
    mentions = mentioned(world, args.room_kind, args.room_id, args.mentions)
    message_id = MessageId(world.new_id())
    if world.decides and world.get(MESSAGES, message_id) is not ABSENT:
        # Its id follows from the change's. A colleague's words must not be taken over by that.
        raise Refusal(RefusalCode.INVALID_VALUE, field="uuid")
    message = Message(
        id=message_id,
        room_id=args.room_id,
        kind=args.room_kind,
        author_id=world.actor,
        number=_next_number(world, args) if world.decides else 0,
        text=text,
        mentions=mentions,
        written_at=min(args.written_at, world.now),
        edited_at=None,
        deleted=False,
    )
    world.put(MESSAGES, message)
    return {"message_id": message_id}


def _next_number(world: World, args: SendMessage) -> int:
    """The end of the room, which moves by one. Whoever decides holds the lock of what the room belongs to."""
    room = world.get(ROOMS, args.room_id)
    number = room.last_number + 1 if room else 1
    world.put(ROOMS, Room(id=args.room_id, kind=args.room_kind, last_number=number, last_at=world.now))
    return number


def _inverse(world: Reader, args: SendMessage) -> Intent:
    gone = DeleteMessage(args.room_kind, args.room_id, MessageId(derived_id(world.change, 0)))
    return Intent("message.delete", gone)


SEND_MESSAGE = Mutation(
    name="message.send",
    version=1,
    arguments=SendMessage,
    run=send_message,
    authorise=RULES["message.send"],
    roots=room_root,
    inverse=_inverse,
    refusals=frozenset(
        {
            RefusalCode.NOT_FOUND,
            RefusalCode.NOT_JOINED,
            RefusalCode.TEXT_MISSING,
            RefusalCode.TEXT_TOO_LONG,
            RefusalCode.TIME_OUT_OF_RANGE,
            RefusalCode.INVALID_VALUE,
        }
    ),
    foresees=for_a_new_message,
)
