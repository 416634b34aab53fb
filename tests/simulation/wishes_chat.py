"""What people plausibly want in a chat: to say something where they take part, to put it otherwise, to have read it."""

from typing import Any, Final

from lunch_desktop.domain.chat.deleting import DeleteMessage
from lunch_desktop.domain.chat.entities import MESSAGES
from lunch_desktop.domain.chat.reading import ReadRoom
from lunch_desktop.domain.chat.rewording import EditMessage
from lunch_desktop.domain.chat.sending import SendMessage
from lunch_desktop.domain.groups.entities import GROUP_MEMBERS
from lunch_desktop.domain.ids import EmployeeId, MessageId, RoomId
from lunch_desktop.domain.times import MINUTE, Instant
from tests.simulation.founding import STAFF_SIZE
from tests.simulation.wishing import Numbers, Wish, joined_party, one_of
from tests.support.company import STAFF, an_id
from tests.support.seen import Seen

SAID: Final = ("1층에서 봐요", "네!", " 늦을 것 같아요 ", "예약했어요", " ")


def _room(seen: Seen, number: int) -> tuple[str, RoomId]:
    """Mostly a party's; now and then a group's."""
    groups = [one.group_id for one in seen.of(GROUP_MEMBERS) if one.employee_id == seen.actor and one.turn]
    if groups and number % 3 == 2:
        return "group", RoomId(one_of(groups, number, groups[0]))
    return "party", RoomId(joined_party(seen, number))


def _message(seen: Seen, numbers: Numbers) -> tuple[str, RoomId, MessageId]:
    """Mostly one of one's own."""
    every = list(seen.of(MESSAGES))
    mine = [one for one in every if one.author_id == seen.actor]
    found: Any = one_of(every if numbers[1] % 8 == 7 else mine or every, numbers[0], None)
    if found is None:
        return *_room(seen, numbers[0]), MessageId(an_id("no such message"))
    return found.kind, found.room_id, found.id


def _called(number: int) -> list[EmployeeId]:
    return [STAFF[number % STAFF_SIZE].id] if number % 4 == 3 else []


def _send(seen: Seen, numbers: Numbers) -> SendMessage:
    a, b, c = numbers
    at = Instant(seen.now + (0, 0, 0, 5, -5)[c % 5] * MINUTE)
    return SendMessage(*_room(seen, a), SAID[b % len(SAID)], _called(c), at)


def _edit(seen: Seen, numbers: Numbers) -> EditMessage:
    kind, room, message_id = _message(seen, numbers)
    former = next((one.text for one in seen.of(MESSAGES) if one.id == message_id), "")
    return EditMessage(kind, room, message_id, {"text": (former, SAID[numbers[2] % len(SAID)])}, _called(numbers[1]))


def _read(seen: Seen, numbers: Numbers) -> ReadRoom:
    kind, room = _room(seen, numbers[0])
    last = max((one.number for one in seen.of(MESSAGES) if one.room_id == room), default=0)
    return ReadRoom(kind, room, (last, last, 1, 99, 0)[numbers[1] % 5])


WISHES: Final[dict[str, Wish]] = {
    "message.send": _send,
    "message.edit": _edit,
    "message.delete": lambda seen, numbers: DeleteMessage(*_message(seen, numbers)),
    "room.read": _read,
}
