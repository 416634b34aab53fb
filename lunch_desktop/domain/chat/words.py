"""What must hold for what is said."""

from collections.abc import Sequence

from lunch_desktop.domain.chat.entities import LONGEST_TEXT, MOST_MENTIONS
from lunch_desktop.domain.chat.standing import is_inside
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.world import World

BETWEEN_MENTIONS = ","


def said(text: str) -> str:
    """The text as it is kept, without blanks around it. Raises Refusal where nothing is left, or too much."""
    kept = text.replace("\r\n", "\n").strip()
    if not kept:
        raise Refusal(RefusalCode.TEXT_MISSING)
    if len(kept) > LONGEST_TEXT:
        raise Refusal(RefusalCode.TEXT_TOO_LONG, field="text", most=LONGEST_TEXT)
    return kept


def mentioned(world: World, kind: str, room_id: str, mentions: Sequence[EmployeeId]) -> str:
    """Whom a message calls, as it is kept; the server leaves out who doesn't take part, and keeps the message.

    Raises Refusal for more than anybody would call, and for what is no list of ids.
    """
    named = list(dict.fromkeys(mentions))
    if len(named) > MOST_MENTIONS or any(not one or BETWEEN_MENTIONS in one for one in named):
        raise Refusal(RefusalCode.INVALID_VALUE, field="mentions")
    if world.decides:
        named = [one for one in named if is_inside(world, kind, room_id, one)]
    return BETWEEN_MENTIONS.join(named)
