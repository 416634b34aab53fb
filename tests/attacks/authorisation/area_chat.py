"""Chat: every way to stand to a room and to a message, and who is sent what was said."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import count
from typing import Any, Final

from lunch_desktop.domain.chat.deleting import DeleteMessage
from lunch_desktop.domain.chat.entities import (
    MESSAGES,
    READ_MARKERS,
    ROOMS,
    Message,
    ReadMarker,
    Room,
    RoomKind,
    read_marker_id,
)
from lunch_desktop.domain.chat.reading import ReadRoom
from lunch_desktop.domain.chat.rewording import EditMessage
from lunch_desktop.domain.chat.sending import SendMessage
from lunch_desktop.domain.chat.standing import RoomRelation
from lunch_desktop.domain.groups.entities import (
    GROUP_MEMBERS,
    GROUPS,
    Group,
    GroupMember,
    GroupMemberState,
    GroupState,
    group_member_id,
)
from lunch_desktop.domain.ids import GroupId, MessageId, RoomId
from lunch_desktop.domain.parties.entities import MEMBERSHIPS, PARTIES, MembershipState
from lunch_desktop.domain.people import Employee
from lunch_desktop.domain.times import Day
from tests.attacks.authorisation.cast import ELSEWHERE, HOST, HOST_THERE, Cast, a_membership, a_party
from tests.attacks.authorisation.cells import ALLOWED
from tests.attacks.authorisation.samples import NOWHERE
from tests.attacks.authorisation.trying import Try
from tests.support.company import OFFICE, an_id

_NUMBERS: Final = count(1)
_SEAT, _MEMBER = MembershipState, GroupMemberState
_INSIDE, _OUTSIDE, _ELSEWHERE = RoomRelation.INSIDE, RoomRelation.OUTSIDE, RoomRelation.ELSEWHERE
_STRANGER, _NONE = RoomRelation.STRANGER, RoomRelation.NONE
_PARTIES: Final = (
    (_NONE, "no such party", "office", None, HOST),
    (_INSIDE, "with a seat", "office", _SEAT.CONFIRMED, HOST),
    (_INSIDE, "with a seat, invited", "invited", _SEAT.CONFIRMED, HOST),
    (_INSIDE, "waits for a seat", "office", _SEAT.WAITLISTED, HOST),
    (_OUTSIDE, "invited, no answer yet", "invited", _SEAT.INVITED, HOST),
    (_OUTSIDE, "has left", "office", _SEAT.LEFT, HOST),
    (_OUTSIDE, "has left, invited", "invited", _SEAT.LEFT, HOST),
    (_OUTSIDE, "colleague", "office", None, HOST),
    (_OUTSIDE, "colleague, taken off the list", "office", _SEAT.REMOVED, HOST),
    (_STRANGER, "for others", "invited", None, HOST),
    (_STRANGER, "for others, taken off the list", "invited", _SEAT.REMOVED, HOST),
    (_ELSEWHERE, "of another office", "office", None, HOST_THERE),
    (_ELSEWHERE, "of the former office, with a seat", "invited", _SEAT.CONFIRMED, HOST_THERE),
)
_GROUPS: Final = (
    (_NONE, "no such group", "office", None, HOST),
    (_INSIDE, "member", "office", _MEMBER.MEMBER, HOST),
    (_INSIDE, "member, invited", "invited", _MEMBER.MEMBER, HOST),
    (_OUTSIDE, "invited, no answer yet", "invited", _MEMBER.INVITED, HOST),
    (_OUTSIDE, "colleague, has left", "office", _MEMBER.LEFT, HOST),
    (_OUTSIDE, "colleague", "office", None, HOST),
    (_STRANGER, "for others", "invited", None, HOST),
    (_STRANGER, "for others, has left", "invited", _MEMBER.LEFT, HOST),
    (_STRANGER, "for others, taken off the list", "invited", _MEMBER.REMOVED, HOST),
    (_ELSEWHERE, "of another office", "office", None, HOST_THERE),
    (_ELSEWHERE, "of the former office, member", "invited", _MEMBER.MEMBER, HOST_THERE),
)
_ROOM_CODES: Final = {_INSIDE: ALLOWED, _OUTSIDE: "not_joined"}
_Staged = tuple[RoomRelation, str, RoomKind, RoomId, MessageId, MessageId]


def _rooms(cast: Cast, actor: Employee) -> Iterator[_Staged]:
    """Every way, each in a room of its own, in which the actor and the host have said something."""
    for kind, ways in ((RoomKind.PARTY, _PARTIES), (RoomKind.GROUP, _GROUPS)):
        for relation, told, visibility, mine, home in ways:
            owner = _party if kind is RoomKind.PARTY else _group
            room, rows = owner(cast, actor, visibility, mine, home)
            own, others = MessageId(an_id(f"own in {room}")), MessageId(an_id(f"host's in {room}"))
            if relation is not _NONE:
                cast.send([*rows, (ROOMS, Room(room, kind.value, 2, cast.now))])
                cast.send([_said(cast, kind, room, own, actor, 1), _said(cast, kind, room, others, home, 2)])
            yield relation, f"{kind.value}: {told}", kind, room, own, others


def _said(cast: Cast, kind: RoomKind, room: RoomId, message: MessageId, by: Employee, number: int) -> tuple[Any, Any]:
    return MESSAGES, Message(message, room, kind.value, by.id, number, "1층에서", "", cast.now, None, False)


def _party(cast: Cast, actor: Employee, visibility: str, mine: Any, home: Employee) -> tuple[RoomId, list[Any]]:
    party = a_party(cast, home, visibility=visibility, minutes=180 + 24 * 60 * next(_NUMBERS))
    rows: list[Any] = [(PARTIES, party), (MEMBERSHIPS, a_membership(party, home, _SEAT.CONFIRMED))]
    if mine is not None:
        rows.append((MEMBERSHIPS, a_membership(party, actor, mine)))
    return RoomId(party.id), rows


def _group(cast: Cast, actor: Employee, visibility: str, mine: Any, home: Employee) -> tuple[RoomId, list[Any]]:
    office = ELSEWHERE.id if home is HOST_THERE else OFFICE.id
    group = Group(
        GroupId(an_id(f"group {next(_NUMBERS)}")), office, home.id, "국밥 모임", "", "", visibility, "",
        Day("2026-11-19"), "12:00", 60, "", 4, None, GroupState.ACTIVE.value, cast.now,
    )  # fmt: skip
    rows: list[Any] = [(GROUPS, group), (GROUP_MEMBERS, _of_group(group, home, _MEMBER.MEMBER))]
    if mine is not None:
        rows.append((GROUP_MEMBERS, _of_group(group, actor, mine)))
    return RoomId(group.id), rows


def _of_group(group: Group, who: Employee, state: GroupMemberState) -> GroupMember:
    return GroupMember(group_member_id(group.id, who.id), group.id, who.id, state.value, 1, None)


def _to_rooms(args: Callable[[Cast, str, RoomId], Any]) -> Callable[[Cast, Employee], Iterable[Try]]:
    def tries(cast: Cast, actor: Employee) -> Iterator[Try]:
        for relation, told, kind, room, _, _ in _rooms(cast, actor):
            stated = _ROOM_CODES.get(relation, "not_found")
            yield Try(told, args(cast, kind.value, room), stated, nothing={"room_id": NOWHERE})
        yield Try("of no kind", args(cast, "hall", RoomId(NOWHERE)), "not_found")

    return tries


def _to_messages(args: Callable[[str, RoomId, MessageId], Any]) -> Callable[[Cast, Employee], Iterable[Try]]:
    def tries(cast: Cast, actor: Employee) -> Iterator[Try]:
        elsewhere: MessageId | None = None
        for relation, told, kind, room, own, others in _rooms(cast, actor):
            inside = relation is _INSIDE
            nothing = {"message_id": NOWHERE}
            yield Try(
                f"{told}, another's",
                args(kind.value, room, others),
                "not_author" if inside else "not_found",
                nothing=nothing,
            )
            if inside and elsewhere is not None:
                yield Try(
                    f"{told}, one's own of another room",
                    args(kind.value, room, elsewhere),
                    "not_found",
                    nothing=nothing,
                )
            if inside:
                yield Try(f"{told}, none", args(kind.value, room, MessageId(NOWHERE)), "not_found")
            elsewhere = own
            yield Try(
                f"{told}, one's own", args(kind.value, room, own), ALLOWED if inside else "not_found", nothing=nothing
            )

    return tries


TRIES: Final[Mapping[str, Callable[[Cast, Employee], Iterable[Try]]]] = {
    "message.send": _to_rooms(lambda cast, kind, room: SendMessage(kind, room, "네!", [], cast.now)),
    "room.read": _to_rooms(lambda _, kind, room: ReadRoom(kind, room, 1)),
    "message.edit": _to_messages(
        lambda kind, room, message: EditMessage(kind, room, message, {"text": ("1층에서", "2층에서")}, [])
    ),
    "message.delete": _to_messages(DeleteMessage),
}
"""By the name of a mutation."""


def write_room(cast: Cast) -> str:
    """The count of a room that the host has, and to which everybody who is asked is only invited."""
    return _talked(cast)[0]


def write_message(cast: Cast) -> str:
    """What the host said there."""
    return _talked(cast)[1]


def write_marker(cast: Cast) -> str:
    """How far the host has read there."""
    return _talked(cast)[2]


def _talked(cast: Cast) -> tuple[str, str, str]:
    secret = cast.secret
    assert secret is not None
    room, kind = RoomId(secret), RoomKind.PARTY
    table, message = _said(cast, kind, room, MessageId(an_id("the host's word")), HOST, 1)
    marker = ReadMarker(read_marker_id(room, HOST.id), room, kind.value, HOST.id, 1)
    words = "우리끼리만 하는 말"
    cast.mark(words, HOST)
    cast.send(
        [(ROOMS, Room(room, kind.value, 1, cast.now)), (table, replace(message, text=words)), (READ_MARKERS, marker)]
    )
    return room, message.id, marker.id
