"""`message.edit`: somebody puts what they said in other words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lunch_desktop.domain.authorisation import RULES
from lunch_desktop.domain.chat.entities import MESSAGES
from lunch_desktop.domain.chat.reaching import for_a_message, room_root
from lunch_desktop.domain.chat.words import BETWEEN_MENTIONS, mentioned, said
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import EmployeeId, MessageId, RoomId
from lunch_desktop.domain.merge import merge
from lunch_desktop.domain.mutations import NOTHING, Answer, Intent, Mutation
from lunch_desktop.domain.world import Reader, World


@dataclass(frozen=True, slots=True)
class EditMessage:
    """`edits` has `text` alone: [the text that the author saw, the one that they want]; `mentions` go with the latter.

    Two edits can only be of one author's two devices; the one that comes later is kept as a conflict.
    """

    room_kind: str
    room_id: RoomId
    message_id: MessageId
    edits: dict[str, tuple[str, str]]
    mentions: list[EmployeeId]


def edit_message(world: World, args: EditMessage) -> Answer:
    """Replace the text if it still is as the author saw it."""
    edits = _kept(args.edits)
    mentions = mentioned(world, args.room_kind, args.room_id, args.mentions)
    message = world.get(MESSAGES, args.message_id)
    if not message:
        return NOTHING
    if message.deleted:
        raise Refusal(RefusalCode.DELETED)
    merged = merge(message, edits)
    if merged.conflicts:
        return {"conflicts": {name: list(both) for name, both in merged.conflicts.items()}}
    text = merged.values.get("text", message.text)
    if (text, mentions) != (message.text, message.mentions):
        world.put(MESSAGES, replace(message, text=text, mentions=mentions, edited_at=world.now))
    return NOTHING


def _kept(edits: Mapping[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    if edits.keys() != {"text"}:
        raise Refusal(RefusalCode.INVALID_VALUE, field="edits")
    old, new = edits["text"]
    return {"text": (old, said(new))}


def _inverse(world: Reader, args: EditMessage) -> Intent | None:
    """Back to what stood there; nothing where this desktop doesn't hold it."""
    message = world.get(MESSAGES, args.message_id)
    if not message or message.deleted or args.edits.keys() != {"text"}:
        return None
    back = (args.edits["text"][1].replace("\r\n", "\n").strip(), message.text)
    mentions = [EmployeeId(one) for one in message.mentions.split(BETWEEN_MENTIONS) if one]
    return Intent("message.edit", replace(args, edits={"text": back}, mentions=mentions))


EDIT_MESSAGE = Mutation(
    name="message.edit",
    version=1,
    arguments=EditMessage,
    run=edit_message,
    authorise=RULES["message.edit"],
    roots=room_root,
    inverse=_inverse,
    refusals=frozenset(
        {
            RefusalCode.NOT_FOUND,
            RefusalCode.NOT_AUTHOR,
            RefusalCode.DELETED,
            RefusalCode.TEXT_MISSING,
            RefusalCode.TEXT_TOO_LONG,
            RefusalCode.INVALID_VALUE,
        }
    ),
    foresees=for_a_message,
)
