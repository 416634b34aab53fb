"""Chat between desktops over the real server: order, markers, rights, search and the inbox."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lunch_desktop.domain.chat.deleting import DeleteMessage
from lunch_desktop.domain.chat.reading import ReadRoom
from lunch_desktop.domain.chat.rewording import EditMessage
from lunch_desktop.domain.chat.sending import SendMessage
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import ChangeId, DepartmentId, MessageId, OfficeId, PartyId, RoomId
from lunch_desktop.domain.parties.inviting import Invite
from lunch_desktop.domain.parties.leaving import LeaveParty
from lunch_desktop.domain.people import DEPARTMENTS, EMPLOYEES, OFFICES, Department, Office
from lunch_desktop.domain.times import MINUTE, Instant, day_of
from lunch_desktop.store.cipher_pages import Pages
from lunch_desktop.store.desktop.inbox import InboxKind
from lunch_desktop.ui.texts.changes import message_text
from tests.support.ciphered import KEY
from tests.support.company import OFFICE, STAFF, an_id
from tests.support.desktop import Desktop
from tests.support.lunch import Lunch, a_party, a_seat

FAR = Office(OfficeId(an_id("far office")), "부산 사무실", "Asia/Seoul")
FAR_TEAM = Department(DepartmentId(an_id("far team")), FAR.id, "영업팀")


@pytest.fixture
def lunch(tmp_path: Path) -> Iterator[Lunch]:
    """Ten in the morning."""
    made = Lunch(tmp_path)
    yield made
    made.close()


def said(room: str, text: str, *mentions: int, at: int = 0, kind: str = "party") -> tuple[str, SendMessage]:
    """A wish to say something, calling colleagues by their numbers."""
    return "message.send", SendMessage(
        kind, RoomId(room), text, [STAFF[one].id for one in mentions], Instant(1_795_053_600_000 + at)
    )


def texts(desktop: Desktop, room: str, **named: Any) -> list[tuple[int, str]]:
    """What a desktop shows of a room: the numbers and the texts."""
    window = desktop.reads.messages(room, **named)
    return [(one.number, one.text) for one in (*window.messages, *window.waiting)]


def joined(lunch: Lunch, *people: int, **named: Any) -> str:
    """A party of the first of them that the others have joined."""
    party = lunch.open(people[0], a_party(**named))
    for person in people[1:]:
        assert lunch.decide(person, "party.join", a_seat(party)).code is None
    return party


def test_the_server_gives_the_order_and_own_words_wait_visibly_at_the_end(lunch: Lunch) -> None:
    party = joined(lunch, 0, 1)
    first, second = lunch.desktop(0), lunch.desktop(1)
    first.do(*said(party, "  1층에서 봐요 "))
    first.do(*said(party, "11시 50분이요"))
    assert texts(first, party) == [(0, "1층에서 봐요"), (0, "11시 50분이요")]
    waiting = first.reads.messages(party).waiting
    assert [one.change is not None and one.not_read is None for one in waiting] == [True, True]
    second.do(*said(party, "네!"))
    second.sync()
    first.sync()
    second.sync()
    assert texts(first, party) == texts(second, party) == [(1, "네!"), (2, "1층에서 봐요"), (3, "11시 50분이요")]
    lunch.agrees(first)
    lunch.agrees(second)


def read(room: str, number: int) -> ReadRoom:
    """That a party's room was read so far."""
    return ReadRoom("party", RoomId(room), number)


def leaves(lunch: Lunch, person: int, party: str) -> None:
    """Somebody gives up the seat, at another desktop of theirs."""
    seat = lunch.membership(party, person)
    assert seat is not None
    assert lunch.decide(person, "party.leave", LeaveParty(PartyId(party), seat.joined_by)).code is None


def pages_of(desktop: Desktop) -> bytes:
    """Everything that the file holds, byte for byte as SQLite sees it, whether a table still points to it or not."""
    with desktop.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return b"".join(page.content for page in Pages(KEY).all(desktop.path.read_bytes()))


def test_a_text_is_trimmed_and_has_its_limits_beside_the_field(lunch: Lunch) -> None:
    me, party = lunch.desktop(0), lunch.open(0)
    me.sync()
    for text, code in (("  ", RefusalCode.TEXT_MISSING), ("가" * 2_001, RefusalCode.TEXT_TOO_LONG)):
        with pytest.raises(Refusal) as refused:
            me.do(*said(party, text))
        assert refused.value.code == code
    me.do(*said(party, " " + "가" * 2_000))
    assert len(texts(me, party)[0][1]) == 2_000


def test_of_markers_that_wait_only_the_newest_of_a_room_stays_and_none_goes_back(lunch: Lunch) -> None:
    party, other = joined(lunch, 0, 1), joined(lunch, 1, 0, minutes=400)
    me = lunch.desktop(0)
    for number in range(5):
        assert lunch.decide(1, *said(party, f"{number}번")).code is None
    assert lunch.decide(1, *said(other, "다른 방")).code is None
    me.sync()
    assert me.reads.chat_counts().unread == 6
    for room, number in ((party, 1), (other, 1), (party, 3), (party, 2), (party, 4)):
        me.store.read_room(read(room, number))
    me.do(*said(party, "뒤에"))
    assert me.store.read_room(read(party, 5)) is not None
    assert me.store.read_room(read(party, 5)) is None
    waiting = me.reads.sync_centre().waiting
    assert [(one.seq, one.name, one.args.get("number")) for one in waiting] == [
        (1, "room.read", 1),
        (2, "message.send", None),
        (3, "room.read", 5),
    ]
    batch = me.store.offer()
    assert batch is not None
    assert me.store.read_room(read(party, 6)) is not None  # what was offered stays, and its numbers stay
    assert [one.seq for one in me.reads.sync_centre().waiting] == [1, 2, 3, 4]
    me.sync()
    assert lunch.ask("SELECT number FROM read_markers ORDER BY number") == [(1,), (6,)]
    assert lunch.decide(0, "room.read", read(party, 2)).code is None
    assert lunch.decide(0, "room.read", read(party, 99)).code is None
    assert lunch.ask("SELECT number FROM read_markers ORDER BY number") == [(1,), (6,)]
    me.sync()
    assert me.reads.chat_counts().unread == 0


def test_a_message_to_a_room_that_one_has_left_is_refused_and_its_words_stay_to_be_copied(lunch: Lunch) -> None:
    party = joined(lunch, 0, 1)
    me = lunch.desktop(1)
    me.do(*said(party, "저도 갈게요"))
    leaves(lunch, 1, party)
    me.sync()
    (refused,) = me.reads.sync_centre().attention
    assert (refused.name, refused.code, refused.args["text"]) == ("message.send", "not_joined", "저도 갈게요")
    assert me.reads.room(party) is None
    assert texts(me, party) == []
    with pytest.raises(Refusal):
        me.do(*said(party, "아직 있나요"))


def test_one_who_leaves_keeps_nothing_of_what_others_said_not_even_in_the_files_pages(lunch: Lunch) -> None:
    party = joined(lunch, 0, 1, 2)
    me = lunch.desktop(1)
    secret = "비밀스러운 마라탕"
    assert lunch.decide(0, *said(party, secret, 1)).code is None
    assert lunch.decide(2, *said(party, "다른 마라탕")).code is None
    me.sync()
    assert [hit.message.text for hit in me.reads.search_messages("마라탕").hits] == ["다른 마라탕", secret]
    assert {entry.kind for entry in me.reads.inbox()} >= {InboxKind.MENTIONED, InboxKind.MESSAGES}
    me.store.read_room(read(party, 1))  # a waiting change stands over a row of the room
    assert secret.encode() in pages_of(me)
    leaves(lunch, 1, party)
    me.sync()
    lunch.agrees(me)
    assert me.reads.search_messages("마라탕").hits == ()
    assert not {InboxKind.MENTIONED, InboxKind.MESSAGES} & {entry.kind for entry in me.reads.inbox()}
    left = pages_of(me)
    for trace in (secret, "마라", "라탕"):
        assert trace.encode() not in left, trace


def test_what_is_deleted_keeps_its_place_and_no_word_anywhere(lunch: Lunch) -> None:
    party = joined(lunch, 0, 1)
    me, other = lunch.desktop(0), lunch.desktop(1)
    me.do(*said(party, "잘못 보낸 마라탕", 1))
    me.do(*said(party, "다음 말"))
    me.sync()
    other.sync()
    (first, _) = other.reads.messages(party).messages
    me.do("message.delete", DeleteMessage("party", RoomId(party), MessageId(first.id)))
    assert texts(me, party) == [(1, ""), (2, "다음 말")]
    me.sync()
    other.sync()
    assert texts(other, party) == [(1, ""), (2, "다음 말")]
    assert other.reads.search_messages("마라탕").hits == ()
    assert [entry.kind for entry in other.reads.inbox()] == [InboxKind.MESSAGES]
    assert other.reads.inbox()[0].details["numbers"] == [2]
    assert "마라".encode() not in pages_of(other)
    assert lunch.ask("SELECT text FROM messages WHERE number = 1") == [("",)]
    with pytest.raises(Refusal) as refused:
        me.do("message.edit", EditMessage("party", RoomId(party), MessageId(first.id), {"text": ("", "다시")}, []))
    assert refused.value.code == RefusalCode.DELETED


def test_nobody_but_its_author_changes_a_message_and_two_desktops_of_theirs_make_a_conflict(lunch: Lunch) -> None:
    party = joined(lunch, 0, 1)
    me, mine_too, other = lunch.desktop(0), lunch.desktop(0, "laptop"), lunch.desktop(1)
    me.do(*said(party, "11시"))
    for one in (me, mine_too, other):
        one.sync()
    message = MessageId(other.reads.messages(party).messages[0].id)

    def edit(new: str) -> tuple[str, EditMessage]:
        return "message.edit", EditMessage("party", RoomId(party), message, {"text": ("11시", new)}, [])

    with pytest.raises(Refusal) as refused:
        other.do(*edit("12시"))
    assert refused.value.code == RefusalCode.NOT_AUTHOR
    assert lunch.decide(1, *edit("12시")).code == RefusalCode.NOT_AUTHOR
    assert lunch.decide(1, "message.delete", DeleteMessage("party", RoomId(party), message)).code == "not_author"
    me.do(*edit("11시 반"))
    mine_too.do(*edit("11시 20분"))
    me.sync()
    mine_too.sync()
    other.sync()
    assert texts(other, party) == texts(mine_too, party) == [(1, "11시 반")]
    (conflict,) = mine_too.reads.sync_centre().attention
    assert conflict.conflicts == {"text": ["11시 20분", "11시 반"]}
    mine_too.store.settle(conflict.uuid, ["text"], mine=True)
    mine_too.sync()
    other.sync()
    (shown,) = other.reads.messages(party).messages
    assert (shown.text, shown.edited_at is not None) == ("11시 20분", True)


def test_invited_people_read_nothing_before_they_answer_and_newcomers_read_what_was_said(lunch: Lunch) -> None:
    party = lunch.open(0, a_party(visibility="invited"))
    assert lunch.decide(0, "party.invite", Invite(party, STAFF[1].id)).code is None
    assert lunch.decide(0, *said(party, "정문에서 봐요")).code is None
    guest = lunch.desktop(1)
    assert texts(guest, party) == []
    assert guest.reads.room(party) is None
    with pytest.raises(Refusal) as refused:
        guest.do(*said(party, "네"))
    assert refused.value.code == RefusalCode.NOT_JOINED
    guest.do("party.join", a_seat(party))
    guest.do(*said(party, "갈게요"))  # asked for together with the seat
    guest.sync()
    assert texts(guest, party) == [(1, "정문에서 봐요"), (2, "갈게요")]
    room = guest.reads.room(party)
    assert room is not None
    assert (room.unread, guest.reads.first_unread(party)) == (1, 1)
    assert InboxKind.MESSAGES not in {entry.kind for entry in guest.reads.inbox()}  # it was there before them


def test_the_inbox_tells_of_a_room_once_and_of_each_call_and_of_nothing_that_is_seen_or_muted(lunch: Lunch) -> None:
    party = joined(lunch, 0, 1, 2)
    me = lunch.desktop(0)

    def hears(person: int, text: str, *mentions: int) -> None:
        assert lunch.decide(person, *said(party, text, *mentions)).code is None

    hears(1, "어디예요?")
    hears(2, "곧 가요")
    me.sync()
    hears(2, "도착!")
    hears(1, "김민지 님?", 0)
    me.sync()
    called, room = me.reads.inbox()
    assert (called.kind, called.by, called.details["number"]) == (InboxKind.MENTIONED, STAFF[1].name, 4)
    assert (room.kind, room.named("speakers"), room.details["numbers"]) == (
        InboxKind.MESSAGES,
        [STAFF[2].name, STAFF[1].name],
        [1, 2, 3],
    )
    assert called.room == room.room == lunch.party(party).title
    summary = me.reads.room(party)
    assert summary is not None
    assert (summary.unread, summary.mentioned) == (4, True)
    assert me.reads.chat_counts().mentions == 1
    me.store.read_room(read(party, 3))
    assert [entry.seen for entry in me.reads.inbox()] == [False, True]
    me.store.read_room(read(party, 4))
    assert me.reads.inbox_counts()[0] == 0
    me.store.look_at_room(party)
    hears(1, "보고 있죠?", 0)
    me.sync()
    me.store.look_at_room(None)
    me.store.mute_room(party, muted=True)
    hears(1, "조용히")
    me.sync()
    assert me.reads.inbox_counts()[0] == 0
    assert me.reads.chat_counts().unread == 0
    me.store.mute_room(party, muted=False)
    assert me.reads.chat_counts().unread == 2


def test_what_i_read_on_another_desktop_is_no_news_here(lunch: Lunch) -> None:
    party = joined(lunch, 0, 1)
    me, laptop = lunch.desktop(0), lunch.desktop(0, "laptop")
    assert lunch.decide(1, *said(party, "점심시간이에요")).code is None
    me.sync()
    assert me.reads.inbox_counts()[0] == 1
    laptop.sync()
    laptop.store.read_room(read(party, 1))
    laptop.sync()
    me.sync()
    assert me.reads.inbox_counts()[0] == 0


def test_windows_go_both_ways_and_say_who_has_not_read(lunch: Lunch) -> None:
    party = joined(lunch, 0, 1, 2)
    me = lunch.desktop(0)
    for number in range(1, 31):
        assert lunch.decide(1 + number % 2, *said(party, f"{number}번째")).code is None
    assert lunch.decide(2, "room.read", read(party, 12)).code is None
    me.sync()
    latest = me.reads.messages(party, most=10)
    assert [one.number for one in latest.messages] == list(range(21, 31))
    assert (latest.at_start, latest.at_end) == (False, True)
    before = me.reads.messages(party, before=21, most=10)
    assert [one.number for one in before.messages] == list(range(11, 21))
    first = me.reads.messages(party, before=11, most=20)
    assert (first.at_start, first.at_end, len(first.messages)) == (True, False, 10)
    after = me.reads.messages(party, after=25, most=10)
    assert ([one.number for one in after.messages], after.at_end) == ([26, 27, 28, 29, 30], True)
    around = me.reads.messages(party, around=15, most=6)
    assert [one.number for one in around.messages] == [13, 14, 15, 16, 17, 18]
    by_number = {one.number: one for one in (*before.messages, *around.messages)}
    assert (by_number[11].not_read, by_number[12].not_read) == (2, 1)  # nobody's own words count
    assert [one.name for one in me.reads.not_read_by(party, 13)] == sorted([STAFF[0].name, STAFF[1].name])


def test_rooms_are_found_by_name_the_latest_first_and_silent_ones_behind(lunch: Lunch) -> None:
    first, second, silent = (
        joined(lunch, 0, title="국밥", minutes=60),
        joined(lunch, 0, title="쌀국수", minutes=200),
        joined(lunch, 0, title="파스타", minutes=400),
    )
    me = lunch.desktop(0)
    for room in (first, second):
        lunch.clock.advance(MINUTE)
        assert lunch.decide(0, *said(room, "여기")).code is None
    me.sync()
    today = day_of(lunch.clock.now(), OFFICE.time_zone)
    assert [one.id for one in me.reads.rooms(today)] == [second, first, silent]
    assert [one.name for one in me.reads.rooms(None, "국수")] == ["쌀국수"]
    lunch.clock.advance(MINUTE)
    me.do(*said(first, "먼저", at=lunch.clock.now() - 1_795_053_600_000))
    waits = me.reads.rooms(today)[0]
    assert waits.last is not None
    assert (waits.id, waits.last.text, waits.last.number) == (first, "먼저", 0)


def test_search_finds_korean_within_a_room_and_in_all_and_comes_after_a_large_sync(lunch: Lunch) -> None:
    party, other = joined(lunch, 0, 1), joined(lunch, 0, 1, minutes=400)
    wants = [said(party, f"{n}번 김치찌개", at=n - 9_000) for n in range(490)]
    wants.append(said(other, "이따 김밥", at=-5_000))
    lunch.send(0, *wants)
    lunch.send(0, *(said(party, f"{n}번 비빔밥", at=n - 4_000) for n in range(20)))
    me = lunch.desktop(1)
    behind = me.reads.search_messages("찌개")
    assert (behind.hits, behind.preparing) == ((), True)
    while me.store.index_messages():
        pass
    hits = me.reads.search_messages("찌개", most=100)
    assert [one.message.text for one in hits.hits[:2]] == ["489번 김치찌개", "488번 김치찌개"]
    assert (len(hits.hits), hits.more, hits.preparing) == (100, True, False)
    more = me.reads.search_messages("찌개", most=100, before=hits.hits[-1].place)
    assert more.hits[0].message.text == "389번 김치찌개"
    assert [one.message.text for one in me.reads.search_messages("김", other).hits] == ["이따 김밥"]
    assert [one.room for one in me.reads.search_messages("김밥").hits] == [lunch.party(other).title]
    assert len(me.reads.search_messages("찌개 7번", party, most=200).hits) == 49


def test_whoever_is_deactivated_or_moves_has_no_part_in_a_room(lunch: Lunch) -> None:
    party = joined(lunch, 0, 1)
    lunch.company.sync.import_rows([(OFFICES, FAR), (DEPARTMENTS, FAR_TEAM)])
    moved = replace(STAFF[1], office_id=FAR.id, department_id=FAR_TEAM.id)
    me = lunch.desktop(1)
    assert lunch.decide(0, *said(party, "여기예요")).code is None
    me.sync()
    assert texts(me, party) == [(1, "여기예요")]
    lunch.company.sync.import_rows([(EMPLOYEES, moved)])
    assert lunch.decide(1, *said(party, "저는 부산이에요")).code == RefusalCode.NOT_FOUND
    me.sync()
    assert texts(me, party) == []
    lunch.agrees(me)


def test_the_uuid_of_a_colleagues_change_takes_over_none_of_their_words(lunch: Lunch) -> None:
    party = joined(lunch, 0, 1)
    uuid = ChangeId(lunch.new_id())
    lunch.push(0, [lunch.change(*said(party, "내 말"), uuid=uuid)])
    (result,) = lunch.push(1, [lunch.change(*said(party, "바꾼 말"), uuid=uuid)]).results
    assert result.code == RefusalCode.INVALID_VALUE
    assert lunch.ask("SELECT text FROM messages") == [("내 말",)]


def test_what_is_copied_of_a_refused_message_is_all_that_was_written(lunch: Lunch) -> None:
    party = joined(lunch, 0, 1)
    me = lunch.desktop(1)
    me.do(*said(party, "줄이\n둘인 말"))
    leaves(lunch, 1, party)
    me.sync()
    (refused,) = me.reads.sync_centre().attention
    assert message_text(refused) == "줄이\n둘인 말"
