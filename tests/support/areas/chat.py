"""Chat: what generated tests of both hosts have to know of it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

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
from lunch_desktop.domain.groups.entities import (
    GROUP_MEMBERS,
    GROUPS,
    Group,
    GroupMember,
    GroupMemberState,
    GroupState,
    GroupVisibility,
    group_member_id,
)
from lunch_desktop.domain.ids import EmployeeId, GroupId, MessageId, RoomId
from lunch_desktop.domain.parties.entities import TAKING_PART, Membership, Party
from lunch_desktop.domain.times import Day, Instant
from tests.support.areas.area import Area, Key, Rows
from tests.support.company import OFFICE, STAFF, an_id
from tests.support.seen import NOWHERE, Draw, Seen

SAID = ("1층에서 봐요", " 네! ", "늦을 것 같아요", "")
_PEOPLE = STAFF[:4]
_AT = Instant(1_795_050_000_000)
_A_GROUP = Group(
    GroupId(an_id("a group that talks")), OFFICE.id, _PEOPLE[0].id, "국밥 모임", "", "", "office", "",
    Day("2026-11-19"), "12:00", 60, "", 4, None, GroupState.ACTIVE.value, _AT,
)  # fmt: skip


def _furnish(draw: st.DrawFn, parties: Sequence[Party], memberships: Sequence[Membership]) -> Rows:
    """Something said in each room, and a group beside the parties."""
    group = replace(_A_GROUP, visibility=draw(st.sampled_from(list(GroupVisibility))).value)
    states = [draw(st.sampled_from([None, *GroupMemberState])) for _ in _PEOPLE[1:]]
    members = [_member(_PEOPLE[0].id, GroupMemberState.MEMBER, 1)]
    members += [
        _member(one.id, state, turn if state is GroupMemberState.MEMBER else 0)
        for turn, (one, state) in enumerate(zip(_PEOPLE[1:], states, strict=True), 2)
        if state is not None
    ]
    rows: list[tuple[Any, Any]] = [(GROUPS, group), *((GROUP_MEMBERS, one) for one in members)]
    inside: dict[str, tuple[RoomKind, list[EmployeeId]]] = {
        group.id: (RoomKind.GROUP, [one.employee_id for one in members if one.state == GroupMemberState.MEMBER])
    }
    for party in parties:
        seated = [one.employee_id for one in memberships if one.party_id == party.id and one.state in TAKING_PART]
        inside[party.id] = (RoomKind.PARTY, seated)
    for room_id, (kind, people) in inside.items():
        rows += _talk(draw, RoomId(room_id), kind, people)
    return rows


def _member(employee: EmployeeId, state: GroupMemberState, turn: int) -> GroupMember:
    return GroupMember(group_member_id(_A_GROUP.id, employee), _A_GROUP.id, employee, state.value, turn, None)


def _talk(draw: st.DrawFn, room: RoomId, kind: RoomKind, people: Sequence[EmployeeId]) -> Rows:
    count = draw(st.integers(0, 2)) if people else 0
    if not count:
        return ()
    rows: list[tuple[Any, Any]] = [(ROOMS, Room(room, kind.value, count, _AT))]
    for number in range(1, count + 1):
        author, gone = draw(st.sampled_from(people)), draw(st.integers(0, 5)) == 0
        message_id = MessageId(an_id(f"message {number} of {room}"))
        text = "" if gone else SAID[0]
        rows.append((MESSAGES, Message(message_id, room, kind.value, author, number, text, "", _AT, None, gone)))
    reader = people[0]
    rows.append((READ_MARKERS, ReadMarker(read_marker_id(room, reader), room, kind.value, reader, 1)))
    return rows


def _room(draw: Draw, seen: Seen) -> tuple[str, RoomId]:
    """A room that is seen, or one that there isn't; mostly one in which one takes part."""
    mine: list[tuple[str, str]] = [("party", one.id) for one in seen.parties if _is_in(seen, one)]
    mine += [
        ("group", one.group_id)
        for one in seen.of(GROUP_MEMBERS)
        if one.employee_id == seen.actor and one.state == GroupMemberState.MEMBER
    ]
    others: list[tuple[str, str]] = [("party", one.id) for one in seen.parties]
    chosen = draw(st.sampled_from(mine * 3 + others + [("party", NOWHERE), ("hall", NOWHERE)]))
    return chosen[0], RoomId(chosen[1])


def _is_in(seen: Seen, party: Party) -> bool:
    mine = seen.memberships.get(party.id)
    return mine is not None and mine.state in TAKING_PART


def _message(draw: Draw, seen: Seen) -> tuple[str, RoomId, MessageId]:
    known = {*(one.id for one in seen.parties), *_known_groups(seen)}
    every = [one for one in seen.of(MESSAGES) if one.room_id in known]
    some = [one for one in every if one.author_id == seen.actor] * 3 + every
    if not some:
        return *_room(draw, seen), MessageId(an_id("no such message"))
    one = draw(st.sampled_from(some))
    return one.kind, one.room_id, one.id


def _known_groups(seen: Seen) -> Iterable[str]:
    """Of one that is not theirs a desktop holds nothing, so neither do those who ask it."""
    states = {one.group_id: one.state for one in seen.of(GROUP_MEMBERS) if one.employee_id == seen.actor}
    asked = (GroupMemberState.INVITED, GroupMemberState.MEMBER)
    return [one.id for one in seen.of(GROUPS) if one.visibility == "office" or states.get(one.id) in asked]


def _mentions(draw: Draw) -> list[EmployeeId]:
    return draw(st.sampled_from([[], [_PEOPLE[0].id], [_PEOPLE[1].id, _PEOPLE[1].id]]))  # type: ignore[no-any-return]


def _send(draw: Draw, seen: Seen) -> SendMessage:
    at = Instant(seen.now + draw(st.sampled_from([0, 0, -60_000, 60_000])))
    return SendMessage(*_room(draw, seen), draw(st.sampled_from(SAID)), _mentions(draw), at)


def _edit(draw: Draw, seen: Seen) -> EditMessage:
    old = draw(st.sampled_from([SAID[0]] * 3 + [SAID[2]]))
    return EditMessage(*_message(draw, seen), {"text": (old, draw(st.sampled_from(SAID)))}, _mentions(draw))


def _able_authors(parties: Sequence[Party], rows: Rows) -> Iterable[EmployeeId]:
    del parties
    return [row.author_id for table, row in rows if table is MESSAGES and not row.deleted]


def _able_members(parties: Sequence[Party], rows: Rows) -> Iterable[EmployeeId]:
    del parties
    return [_PEOPLE[0].id, *(row.author_id for table, row in rows if table is MESSAGES)]


def _is_decided_of_a_message(actor: str, key: Key, start: Any, after: Any) -> bool:
    """The number, and who is not called as they take no part, which may leave nothing to edit; the room's count."""
    if key[0] == ROOMS.name:
        return bool(after.last_number == (start.last_number if start else 0) + 1)
    if key[0] != MESSAGES.name or after.author_id != actor:
        return False
    called = set(after.mentions.split(",")) <= {"", *start.mentions.split(",")}
    others = {"number": start.number, "mentions": start.mentions, "edited_at": start.edited_at}
    return called and replace(after, **others) == start


def _is_decided_of_a_marker(actor: str, key: Key, start: Any, after: Any) -> bool:
    """Nobody has read further than the room goes."""
    number = 0 if after is None else after.number
    return key[0] == READ_MARKERS.name and start.employee_id == actor and number < start.number


def _is_reworded_back(key: Key, before: Any, row: Any) -> bool:
    """It has the old words again, and says that it was edited."""
    return bool(key[0] == MESSAGES.name and replace(row, edited_at=None, mentions="") == replace(before, mentions=""))


def _is_said_and_taken_back(key: Key, before: Any, row: Any) -> bool:
    """Its place stays."""
    return bool(key[0] == ROOMS.name or (before is None and row.deleted and not row.text))


AREA = Area(
    arguments={
        "message.send": _send,
        "message.edit": _edit,
        "message.delete": lambda draw, seen: DeleteMessage(*_message(draw, seen)),
        "room.read": lambda draw, seen: ReadRoom(*_room(draw, seen), draw(st.sampled_from([1, 2, 2, 99, 0, -1]))),
    },
    furnish=_furnish,
    able={
        "message.send": _able_members,
        "message.edit": _able_authors,
        "message.delete": _able_authors,
        "room.read": _able_members,
    },
    is_a_decision={
        "message.send": _is_decided_of_a_message,
        "message.edit": _is_decided_of_a_message,
        "room.read": _is_decided_of_a_marker,
    },
    is_taken_back={"message.send": _is_said_and_taken_back, "message.edit": _is_reworded_back},
)
