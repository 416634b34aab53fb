"""What the demo company's people say to one another in the chats of their parties and groups."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from lunch_desktop.demo.data import Talk, talk
from lunch_desktop.demo.days import Clock
from lunch_desktop.demo.world import DemoWorld
from lunch_desktop.domain.chat.entities import MESSAGES, ROOMS, Message, RoomKind
from lunch_desktop.domain.chat.reading import READ_ROOM, ReadRoom
from lunch_desktop.domain.chat.sending import SEND_MESSAGE, SendMessage
from lunch_desktop.domain.groups.entities import GROUP_MEMBERS, GROUPS, GroupMemberState
from lunch_desktop.domain.ids import EmployeeId, RoomId
from lunch_desktop.domain.parties.entities import PARTIES, Party, PartyState
from lunch_desktop.domain.parties.seats import confirmed, members
from lunch_desktop.domain.times import HOUR, MINUTE, Instant, later

_TALKS: Final = 0.55
"""How many parties of at least two people say something."""
_BEFORE: Final = 40 * MINUTE
_AFTER: Final = 25 * MINUTE
_CALLS: Final = 0.2
_SOMEBODY_IS_LATE: Final = 0.4
_HOST_ANSWERS: Final = 0.5
_GROUP_WEEKS: Final = 3
_UNREAD: Final = 2
"""So many of the latest rooms hold something that the protagonist has not read."""


@dataclass(frozen=True, slots=True)
class _Line:
    at: Instant
    by: EmployeeId
    text: str
    mentions: tuple[EmployeeId, ...] = ()


def talk_to_one_another(world: DemoWorld, clock: Clock, protagonist: EmployeeId, seed: int) -> None:
    """Conversations around lunches and in groups, as far as they have come; everybody has read most of them."""
    rng = Random(f"{seed}/talk")
    said = talk()
    for party in sorted(world.all(PARTIES), key=lambda one: (one.meets_at, one.id)):
        people = [one.employee_id for one in confirmed(members(world, party))]
        wanted = party.state != PartyState.CANCELLED and len(people) > 1
        if wanted and (rng.random() < _TALKS or protagonist in people):
            _converse(world, clock, RoomKind.PARTY, RoomId(party.id), _around_lunch(said, party, people, rng))
    for group in sorted(world.all(GROUPS), key=lambda one: one.id):
        belonging = [one.employee_id for one in world.find(GROUP_MEMBERS, group_id=group.id) if _belongs(one.state)]
        if len(belonging) > 1:
            lines = _in_a_group(said, belonging, clock, rng)
            _converse(world, clock, RoomKind.GROUP, RoomId(group.id), lines)
    _read(world, clock, protagonist)


def _belongs(state: str) -> bool:
    return state == GroupMemberState.MEMBER


def _around_lunch(said: Talk, party: Party, people: Sequence[EmployeeId], rng: Random) -> Iterator[_Line]:
    """The host says where, the others answer; on the way somebody is late; afterwards they thank the host."""
    host, others = party.host_id, [one for one in people if one != party.host_id]
    place = party.place or said.somewhere
    at = later(party.meets_at, -_BEFORE)
    calls = (rng.choice(others),) if rng.random() < _CALLS else ()
    yield _Line(at, host, rng.choice(said.asks).format(place=place), calls)
    for other in rng.sample(others, rng.randint(1, len(others))):
        at = later(at, rng.randint(1, 4) * MINUTE)
        yield _Line(at, other, rng.choice(said.answers))
    if rng.random() < _SOMEBODY_IS_LATE:
        at = later(party.meets_at, -3 * MINUTE)
        yield _Line(at, rng.choice(others), rng.choice(said.late))
        yield _Line(later(at, MINUTE), host, rng.choice(said.waits))
    at = later(party.ends_at, _AFTER)
    yield _Line(at, rng.choice(others), rng.choice(said.thanks))
    if rng.random() < _HOST_ANSWERS:
        yield _Line(later(at, 2 * MINUTE), host, rng.choice(said.welcomes))


def _in_a_group(said: Talk, people: Sequence[EmployeeId], clock: Clock, rng: Random) -> list[_Line]:
    """A question a week, and answers."""
    lines = []
    for week in range(_GROUP_WEEKS, 0, -1):
        at = Instant(clock.now - week * 7 * 24 * HOUR + rng.randint(30, 300) * MINUTE)
        asking, *others = rng.sample(people, len(people))
        lines.append(_Line(at, asking, rng.choice(said.group_asks)))
        for other in others[: rng.randint(1, len(others))]:
            at = later(at, rng.randint(1, 9) * MINUTE)
            lines.append(_Line(at, other, rng.choice(said.group_answers)))
    return lines


def _converse(world: DemoWorld, clock: Clock, kind: RoomKind, room: RoomId, lines: Iterable[_Line]) -> None:
    for line in lines:
        if line.at <= clock.now:
            message = SendMessage(kind.value, room, line.text, list(line.mentions), line.at)
            world.act(line.by, line.at, SEND_MESSAGE, message)


def _read(world: DemoWorld, clock: Clock, protagonist: EmployeeId) -> None:
    """Who speaks has read what was there; the protagonist has not come to the latest rooms yet."""
    said: dict[RoomId, list[Message]] = {}
    for message in sorted(world.all(MESSAGES), key=lambda one: (one.room_id, one.number)):
        said.setdefault(message.room_id, []).append(message)
    latest = sorted(world.all(ROOMS), key=lambda one: (-one.last_at, one.id))
    mine = [one.id for one in latest if any(message.author_id == protagonist for message in said[one.id])]
    left = set(mine[:_UNREAD])
    for room in latest:
        for reader in sorted({one.author_id for one in said[room.id]}):
            spoke = max(one.number for one in said[room.id] if one.author_id == reader)
            number = spoke if room.id in left and reader == protagonist else room.last_number
            world.act(reader, clock.now, READ_ROOM, ReadRoom(room.kind, room.id, number))
