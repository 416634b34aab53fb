"""The chat's page over a real desktop store and the real server code: talking, reading, finding, losing the right."""

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lunch_desktop.domain.chat.entities import LONGEST_TEXT
from lunch_desktop.domain.chat.rewording import EditMessage
from lunch_desktop.domain.ids import MessageId, RoomId
from lunch_desktop.domain.parties.inviting import Invite
from lunch_desktop.domain.parties.joining import JoinParty
from lunch_desktop.domain.parties.leaving import LeaveParty
from lunch_desktop.ui.pages.chat import deeds
from lunch_desktop.ui.pages.chat.composer import ChatComposer
from lunch_desktop.ui.pages.chat.items import Delivery, MarkKind, MessageItem
from lunch_desktop.ui.pages.chat.message_look import DISCARD, RETRY
from lunch_desktop.ui.pages.chat.message_row import MessageRow
from tests.support.company import STAFF
from tests.support.desktop import make_desktop
from tests.ui.chat_stage import ChatStage, stage
from tests.ui.test_today_stage import o_clock

__all__ = ["stage"]


def composer(stage: ChatStage) -> ChatComposer:
    """The field of the room that is open."""
    return stage.chat.conversation.composer


def press(key: Qt.Key) -> None:
    """A key, where the keyboard is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key)


def press_in(stage: ChatStage, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    """A key of the window, with what comes of it."""
    QTest.keyClick(stage.window, key, modifier)
    stage.settle()


def say(stage: ChatStage, text: str) -> None:
    """I say something, by Enter."""
    stage.types(text)
    QTest.keyClick(composer(stage).area, Qt.Key.Key_Return)
    stage.settle()


def shown_rows(stage: ChatStage) -> list[str]:
    """The messages in sight as a screen reader says them."""
    return [row.accessibleName() for row in stage.chat.conversation.list.rows]


def everything_shown(stage: ChatStage) -> str:
    """All texts that the page's widgets hold, in sight or not."""
    rows = stage.chat.conversation.list.every_row
    held = [f"{row.item} {row.accessibleName()} {row._laid}" for row in rows if isinstance(row, MessageRow)]
    area = composer(stage).area
    area.undo()
    return " ".join([*held, area.toPlainText(), repr(stage.chat.conversation._messages), repr(stage.chat.column.hits)])


def test_what_i_say_is_there_at_once_and_marked_until_the_server_has_it(stage: ChatStage) -> None:
    party = stage.party("국밥 먹어요", 2)
    stage.show(party)
    assert stage.chat.conversation._body.currentWidget() is stage.chat.conversation._silent_page
    say(stage, "1층에서 봐요")
    (mine,) = stage.items()
    assert (mine.text, mine.delivery, mine.mine) == ("1층에서 봐요", Delivery.WAITING, True)
    assert shown_rows(stage) == ["Me, 11:02, 1층에서 봐요, waiting to be sent"]
    stage.says(2, party, "저는 늦어요")  # the server has this first
    stage.exchange()
    assert stage.texts() == ["저는 늦어요", "1층에서 봐요"]
    assert [item.delivery for item in stage.items()] == [Delivery.DELIVERED] * 2
    assert shown_rows(stage)[1] == "Me, 11:02, 1층에서 봐요, 2 not read"
    assert [line.detail for line in stage.chat.column._lines()] == ["Me: 1층에서 봐요"]


def test_what_is_new_stands_behind_a_line_and_is_read_only_while_somebody_looks(stage: ChatStage) -> None:
    party = stage.party("국밥 먹어요", 2)
    for number in range(40):
        stage.says(2, party, f"이야기 {number}", ago=90 - number)
    stage.exchange()
    assert stage.window.rail._buttons["chat"].badge == "40"
    stage.window.navigate("today")
    page = stage.show(party)
    assert [item.number for item in stage.items() if item.fresh] == [1]
    conversation = page.conversation
    assert conversation.list.visible_indices.start == 0
    assert "new message" in conversation.latest.text()
    stage.window.clearFocus()
    conversation._has_read()
    stage.settle()
    room = stage.me.reads.room(party)
    assert room is not None
    first = room.read_to
    assert 0 < first < 40
    conversation.list.show_end()
    stage.settle()
    conversation._has_read()
    stage.settle()
    room = stage.me.reads.room(party)
    assert room is not None
    assert room.read_to == 40
    conversation.list.show_at(0, 0)
    conversation._has_read()
    stage.settle()
    again = stage.me.reads.room(party)
    assert again is not None
    assert again.read_to == 40
    assert stage.window.rail._buttons["chat"].badge == ""
    assert [item.number for item in stage.items() if item.fresh] == [1]  # until the room is left
    stage.says(2, party, "하나 더")
    stage.exchange()
    assert conversation.latest.text() == "1 new message"
    conversation.latest.click()
    stage.settle()
    assert conversation.list.at_end
    assert not conversation.latest.isVisible()


def test_in_a_window_that_nobody_looks_at_nothing_is_read(stage: ChatStage) -> None:
    party = stage.party("국밥 먹어요", 2)
    stage.says(2, party, "거기 있어요?")
    stage.exchange()
    stage.show(party)
    stage.window.hide()
    stage.chat.conversation._has_read()
    stage.settle()
    room = stage.me.reads.room(party)
    assert room is not None
    assert (room.read_to, room.unread) == (0, 1)


def test_my_last_words_are_changed_in_place_and_back(stage: ChatStage) -> None:
    party = stage.party("국밥 먹어요", 2)
    stage.show(party)
    say(stage, "2층에서 봐요")
    stage.exchange()
    area = composer(stage).area
    QTest.keyClick(area, Qt.Key.Key_Up)
    assert area.toPlainText() == "2층에서 봐요"
    QTest.keyClick(area, Qt.Key.Key_Escape)
    assert (area.toPlainText(), composer(stage).editing) == ("", None)
    QTest.keyClick(area, Qt.Key.Key_Up)
    area.selectAll()
    say(stage, "1층에서 봐요")
    assert stage.texts() == ["1층에서 봐요"]
    assert "edited" in stage.items()[0].name
    stage.window.undo_last()
    stage.settle()
    assert stage.texts() == ["2층에서 봐요"]


def test_a_message_is_deleted_when_the_way_back_is_over(stage: ChatStage) -> None:
    party = stage.party("국밥 먹어요", 2)
    stage.show(party)
    for text in ("하나", "둘"):
        say(stage, text)
    stage.exchange()
    doing = stage.chat.conversation.deeds
    doing.do(deeds.DELETE, stage.items()[0])
    stage.settle()
    assert stage.items()[0].deleted
    stage.window.undo_last()
    stage.settle()
    assert stage.texts() == ["하나", "둘"]
    doing.do(deeds.DELETE, stage.items()[1])
    stage.window.navigate("today")  # whoever leaves the page has made up their mind
    stage.settle()
    stage.exchange()
    stage.show(party)
    assert [(item.text, item.deleted) for item in stage.items()] == [("하나", False), ("", True)]
    assert stage.items()[1].name.startswith("Me, 11:02, This message was deleted")
    other = stage.other(2).reads.messages(party).messages
    assert [one.text for one in other] == ["하나", ""]


def test_a_deletion_is_not_lost_when_the_program_ends(stage: ChatStage) -> None:
    party = stage.party("국밥 먹어요")
    stage.show(party)
    say(stage, "하나")
    stage.exchange()
    stage.chat.conversation.deeds.do(deeds.DELETE, stage.items()[0])
    stage.session.close()
    assert stage.me.reads.messages(party).messages[0].deleted
    stage.window.close()  # as the program does it: after its session


def test_what_the_server_refuses_is_kept_with_the_reason_and_let_go_by_a_word(stage: ChatStage) -> None:
    party = stage.party("국밥 먹어요", 2)
    stage.show(party)
    mine = stage.me.reads.party(party)
    assert mine is not None
    assert mine.mine is not None
    laptop = make_desktop(stage.company, STAFF[0].id, name="laptop")
    laptop.sync()
    laptop.do("party.leave", LeaveParty(party, mine.mine.joined_by))
    laptop.sync()
    say(stage, "아직 여기 있어요")
    stage.exchange()
    laptop.do("party.join", JoinParty(party, or_wait=False, until=o_clock(11, 45)))
    laptop.sync()
    laptop.close()
    stage.exchange()
    stage.show(party)
    (kept,) = stage.items()
    assert (kept.text, kept.delivery) == ("아직 여기 있어요", Delivery.REFUSED)
    assert kept.reason
    conversation = stage.chat.conversation
    conversation.deeds.do(RETRY, kept)
    stage.settle()
    stage.exchange()
    assert [item.delivery for item in stage.items() if item.number] == [Delivery.DELIVERED]
    for item in stage.items():
        if item.delivery is Delivery.REFUSED:
            conversation.deeds.do(DISCARD, item)
    stage.settle()
    assert [item.delivery for item in stage.items()] == [Delivery.DELIVERED]


def test_somebody_is_called_by_initial_consonants_and_reads_it_in_another_colour(stage: ChatStage) -> None:
    party = stage.party("국밥 먹어요", 2, 3)
    stage.show(party)
    stage.types("@ㅂㅈ")
    area = composer(stage).area
    assert [one.text for one in area.offers] == ["박지우"]
    QTest.keyClick(area, Qt.Key.Key_Return)
    assert area.toPlainText() == "@박지우 "
    assert not area.is_offering
    say(stage, "자리 있어요?")
    (mine,) = stage.items()
    assert [(mark.kind, mine.text[mark.start : mark.end]) for mark in mine.marks] == [(MarkKind.MENTION, "@박지우")]
    stage.exchange()
    assert stage.other(2).reads.messages(party).messages[0].mentions_me
    stage.says(2, party, "네! @김민지 하나 있어요", 0)
    stage.exchange()
    answer = stage.items()[-1]
    assert [mark.kind for mark in answer.marks] == [MarkKind.ME]
    assert "mentions you" in answer.name
    stage.types("@")
    QTest.keyClick(area, Qt.Key.Key_Escape)
    assert (area.is_offering, area.toPlainText()) == (False, "@")


def test_a_draft_is_kept_for_each_room(stage: ChatStage) -> None:
    one, other = stage.party("국밥 먹어요"), stage.party("초밥 어때요", hour=14)
    stage.show(one)
    stage.types("거의 다 썼는데")
    stage.show(other)
    assert composer(stage).area.toPlainText() == ""
    stage.types("여기도")
    stage.show(one)
    assert composer(stage).area.toPlainText() == "거의 다 썼는데"
    assert "draft" in next(line.name for line in stage.chat.column._lines() if line.key == other)
    assert not composer(stage).area.document().isUndoAvailable()


def test_how_much_room_is_left_is_said_before_it_is_over(stage: ChatStage) -> None:
    stage.show(stage.party("국밥 먹어요"))
    stage.types("가" * (LONGEST_TEXT - 150))
    made = composer(stage)
    assert made._count.text() == "1,850 of 2,000 letters"
    assert made.error.text() == ""
    say(stage, "나" * 151)
    assert made.error.text().startswith("1 letter too many")
    assert stage.items() == []
    QTest.keyClick(made.area, Qt.Key.Key_Backspace)
    assert made.error.text() == ""
    QTest.keyClick(made.area, Qt.Key.Key_Return)
    stage.settle()
    assert len(stage.items()[0].text) == LONGEST_TEXT


def test_enter_that_ends_a_composition_does_not_send_and_no_syllable_is_lost(stage: ChatStage) -> None:
    stage.show(stage.party("국밥 먹어요"))
    area = composer(stage).area
    stage.types("국")
    QApplication.sendEvent(area, QInputMethodEvent("밥", []))
    QTest.keyClick(area, Qt.Key.Key_Return)
    assert stage.items() == []
    QApplication.sendEvent(area, QInputMethodEvent("요", []))
    composer(stage).send_button.click()
    stage.settle()
    assert stage.texts() == ["국요"]
    stage.types("위")
    QTest.keyClick(area, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    say(stage, "아래")
    assert stage.texts() == ["국요", "위\n아래"]


def test_a_search_leads_to_the_message_and_shows_what_was_found(stage: ChatStage) -> None:
    party = stage.party("국밥 먹어요", 2)
    for number in range(30):
        stage.says(2, party, "후문에서 만나요" if number == 3 else f"이야기 {number}", ago=140 - number)
    stage.exchange()
    page = stage.show()
    page.find_text("후문")
    stage.settle()
    (hit,) = page.column.hits
    line = page.column._lines()[-1]
    assert line.detail[slice(*line.ranges[0])] == "후문"
    page.focus_first()
    press(Qt.Key.Key_Return)
    stage.settle()
    focused = QApplication.focusWidget()
    assert isinstance(focused, MessageRow)
    assert isinstance(focused.item, MessageItem)
    assert focused.item.id == hit.message.id
    assert [(m.kind, focused.item.text[m.start : m.end]) for m in focused.item.marks] == [(MarkKind.FOUND, "후문")]
    page.find_text("없는 말")
    stage.settle()
    assert page.column._stack.currentWidget() is page.column._empty


def test_whoever_loses_the_right_keeps_nothing_of_the_room_but_what_they_typed(stage: ChatStage) -> None:
    party = stage.party("국밥 먹어요", 2)
    secret = "비밀 이야기"
    stage.says(2, party, secret)
    stage.exchange()
    page = stage.show(party)
    page.find_text("비밀")
    stage.settle()
    assert page.column.hits
    say(stage, "저도 비밀")
    conversation = page.conversation
    conversation.deeds.do(deeds.DELETE, stage.items()[-1])
    conversation.deeds.open_menu(0, QPoint(10, 10))
    assert "비밀" in everything_shown(stage)
    stage.types("쓰던 글")
    mine = stage.me.reads.party(party)
    assert mine is not None
    assert mine.mine is not None
    stage.me.do("party.leave", LeaveParty(party, mine.mine.joined_by))
    stage.exchange()
    assert conversation._stack.currentWidget() is conversation._closed_page
    assert conversation.deeds.menu.isEmpty()
    assert not conversation.deeds.deleting
    assert "비밀" not in everything_shown(stage)
    assert not page.column.hits
    assert not [room for room in page.column.rooms if room.id == party]
    conversation.closed.copy_button.click()
    assert QGuiApplication.clipboard().text() == "쓰던 글"
    page.show_rooms()
    stage.show(party)
    assert conversation.closed._title() == "Join the party to read along"
    assert not conversation.closed.copy_button.isVisible()


def test_what_was_typed_in_a_room_that_closed_meanwhile_is_offered_when_one_comes_back(stage: ChatStage) -> None:
    one, other = stage.party("국밥 먹어요"), stage.party("초밥 어때요", hour=14)
    page = stage.show(one)
    stage.types("나중에 쓸 글")
    stage.show(other)
    mine = stage.me.reads.party(one)
    assert mine is not None
    assert mine.mine is not None
    stage.me.do("party.leave", LeaveParty(one, mine.mine.joined_by))
    stage.exchange()
    stage.show(one)
    page.conversation.closed.copy_button.click()
    assert QGuiApplication.clipboard().text() == "나중에 쓸 글"
    stage.show(other)
    assert not page.conversation.rooms_with_drafts


def test_everything_is_done_by_the_keyboard_alone(stage: ChatStage) -> None:
    party = stage.party("국밥 먹어요", 2)
    stage.says(2, party, "어디서 봐요?")
    stage.exchange()
    press_in(stage, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert stage.chat.column.list.has_row_focus()
    press(Qt.Key.Key_Return)
    stage.settle()
    assert composer(stage).area.hasFocus()
    say(stage, "로비요")
    stage.exchange()
    while not stage.chat.conversation.list.has_row_focus():
        press(Qt.Key.Key_Backtab)
    focused = QApplication.focusWidget()
    assert isinstance(focused, MessageRow)
    assert focused.accessibleName() == "Me, 11:02, 로비요, 2 not read"
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    menu = stage.chat.conversation.deeds.menu
    assert [action.text() for action in menu.actions()] == [
        "Copy",
        "Who has not read it",
        "Change",
        "Delete for everybody",
    ]
    menu.actions()[2].trigger()
    menu.close()
    stage.window.activateWindow()  # which a window system does by itself
    stage.qtbot.waitActive(stage.window)
    composer(stage).area.selectAll()
    say(stage, "1층 로비요")
    assert stage.texts() == ["어디서 봐요?", "1층 로비요"]
    press_in(stage, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert stage.chat.column.list.has_row_focus()


def test_a_party_that_one_only_knows_of_says_how_to_read_along(stage: ChatStage) -> None:
    party = stage.opens(1, "국밥 먹어요")
    stage.does(1, "party.invite", Invite(party, STAFF[0].id))
    stage.says(1, party, "손님은 못 읽어요")
    stage.exchange()
    page = stage.show(party)
    assert page.conversation._stack.currentWidget() is page.conversation._closed_page
    assert page.conversation.closed._title() == "Join the party to read along"
    assert page.column._stack.currentWidget() is page.column._empty


def test_a_narrow_window_has_one_column_and_a_way_back(stage: ChatStage) -> None:
    party = stage.party("국밥 먹어요")
    stage.window.resize(760, 600)
    page = stage.show(party)
    assert (page._left.isVisible(), page._right.isVisible()) == (False, True)
    page.conversation.head.back_button.click()
    stage.settle()
    assert (page._left.isVisible(), page._right.isVisible()) == (True, False)
    assert page.column.list.has_row_focus()
    press(Qt.Key.Key_Return)
    stage.settle()
    assert composer(stage).area.hasFocus()


def test_a_link_is_opened_by_a_person_and_by_nothing_else(stage: ChatStage, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    class Services:
        @staticmethod
        def openUrl(url: QUrl) -> bool:
            opened.append(url.toString())
            return True

    monkeypatch.setattr(deeds, "QDesktopServices", Services)
    party = stage.party("국밥 먹어요", 2)
    stage.says(2, party, "https://naver.com/a 보세요")
    stage.exchange()
    stage.show(party)
    assert opened == []
    conversation = stage.chat.conversation
    conversation.list.focus_row(0)
    press(Qt.Key.Key_Return)
    words = [action.text() for action in conversation.deeds.menu.actions()]
    assert words == ["Open naver.com", "Copy", "Who has not read it"]
    conversation.deeds.menu.actions()[0].trigger()
    conversation.deeds.menu.close()
    assert opened == ["https://naver.com/a"]


def test_a_colleagues_edit_and_a_muted_room_are_seen(stage: ChatStage) -> None:
    party = stage.party("국밥 먹어요", 2)
    message = stage.says(2, party, "12시")
    stage.exchange()
    stage.show(party)
    args = EditMessage("party", RoomId(party), MessageId(message), {"text": ("12시", "12시 반")}, [])
    stage.does(2, "message.edit", args)
    stage.exchange()
    assert stage.texts() == ["12시 반"]
    assert "edited" in stage.items()[0].name
    stage.chat.conversation.head.mute_button.click()
    stage.settle()
    assert stage.chat.column._lines()[0].muted
    assert stage.window.rail._buttons["chat"].badge == ""
