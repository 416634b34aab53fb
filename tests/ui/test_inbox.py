"""The inbox over a real desktop store and the real server code: its rows, what reading does, where entries lead."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lunch_desktop.domain.ids import PartyId
from lunch_desktop.domain.parties.cancelling import CancelParty
from lunch_desktop.domain.parties.editing import EditParty
from lunch_desktop.domain.parties.inviting import Invite
from lunch_desktop.domain.parties.joining import JoinParty
from lunch_desktop.domain.parties.lateness import BeLate
from lunch_desktop.domain.parties.opening import OpenParty
from lunch_desktop.domain.parties.vote_opening import OpenVote
from lunch_desktop.domain.proposals.making import MakeProposal
from lunch_desktop.domain.times import HOUR, MINUTE, SECOND, Instant
from lunch_desktop.store.desktop.inbox import Inbox, InboxKind
from lunch_desktop.system.languages import Language
from lunch_desktop.ui.actions.inbox import leads_to
from lunch_desktop.ui.page import Page, PageContext
from lunch_desktop.ui.pages.inbox.items import InboxItem
from lunch_desktop.ui.pages.inbox.page import ALL, UNREAD, InboxPage
from lunch_desktop.ui.pages.today.page import TodayPage
from lunch_desktop.ui.shell.inbox_watch import InboxWatch
from lunch_desktop.ui.shell.memory import WindowMemory
from lunch_desktop.ui.shell.window import MainWindow
from lunch_desktop.ui.texts.inbox import inbox_text, known_kinds
from tests.support.company import OFFICE, PLACES, STAFF
from tests.ui.test_today_stage import NOW, PartiesStub, Stage, SyncStub, o_clock, stage

__all__ = ["stage"]


def open_window(stage: Stage) -> MainWindow:
    """The window, on its first page."""
    pages: dict[str, Callable[[PageContext], Page]] = {
        "today": TodayPage,
        "parties": PartiesStub,
        "inbox": InboxPage,
        "sync": SyncStub,
    }
    window = MainWindow(stage.session, stage.theme, stage.choices, WindowMemory(stage.memory), pages)
    InboxWatch(stage.session, window).unread_changed.connect(window.rail.show_unread)
    stage._window = window
    window.show()
    stage.qtbot.waitActive(window)
    stage.settle()
    return window


def show(stage: Stage) -> InboxPage:
    """The window on the inbox."""
    window = stage._window or open_window(stage)
    window.navigate("inbox")
    stage.settle()
    page = window.page
    assert isinstance(page, InboxPage)
    return page


def a_busy_morning(stage: Stage) -> None:
    """Something of everything that colleagues can do."""
    stage.exchange()
    mine = stage.session.reads.actor
    opened = stage.me.do("party.open", _lunch("국밥 먹어요", o_clock(12, 10)))
    hosted = PartyId(str(opened.answer["party_id"]))
    stage.exchange()
    other = stage.opens(1, "초밥 어때요", o_clock(13, 30), place=2)
    asked = stage.opens(2, "김치찌개 한 그릇", o_clock(15, 0), place=1)
    stage.does(2, "party.invite", Invite(asked, mine))
    stage.exchange()
    stage.me.do("party.join", JoinParty(other, or_wait=False, until=o_clock(13, 15)))
    stage.clock.advance(5 * MINUTE)
    stage.exchange()
    for number in (3, 4, 5):
        stage.joins(number, hosted, o_clock(12, 10))
    stage.does(4, "party.late", BeLate(hosted, 10))
    stage.does(1, "party.edit", EditParty(other, {"meets_at": (o_clock(13, 30), o_clock(13, 40))}))
    stage.exchange()
    stage.does(1, "party.cancel", CancelParty(other))
    stage.exchange()


def _lunch(title: str, meets_at: Instant) -> OpenParty:
    return OpenParty(title, None, meets_at, 60, "1층 로비", 6, "", "office")


def items(page: InboxPage) -> list[InboxItem]:
    """The rows."""
    return [item for item in page.list._items if isinstance(item, InboxItem)]


def titles(page: InboxPage) -> list[str]:
    """The first line of each row."""
    return [item.text.title for item in items(page)]


def wait_read(stage: Stage, page: InboxPage) -> None:
    """Until what is in sight counts as read."""
    stage.qtbot.waitUntil(lambda: page._content is not None and page._content.unread == 0, timeout=5000)
    stage.settle()


def test_every_kind_has_words_in_both_languages() -> None:
    assert known_kinds() == {kind.value for kind in InboxKind}


def test_a_morning_reads_as_one_would_tell_it(stage: Stage) -> None:
    a_busy_morning(stage)
    page = show(stage)
    assert titles(page) == [
        "The party was cancelled",
        "Lunch is at another time",
        "정도윤 will be 10 min late",
        "강하은 and 2 more join you",
        "Your seat is confirmed",
        "박지우 invites you to lunch",
    ]
    assert page._content is not None
    details = [inbox_text(entry, OFFICE.time_zone) for entry in page._content.entries]
    assert details[1].detail == "“초밥 어때요” · 13:30 → 13:40"
    assert details[3].plain == "3 colleagues joined"
    assert details[5].plain == "You are invited to lunch"
    stage.choices.set_language(Language.KOREAN)
    stage.settle()
    assert titles(page)[2:4] == ["정도윤 님이 10분 늦어요", "강하은 님 외 2명이 참여해요"]
    names = " ".join(item.text.plain for item in items(page))
    assert not any(one.name in names for one in STAFF)


def test_votes_and_proposals_read_as_one_would_tell_them_and_lead_to_where_they_are_answered(stage: Stage) -> None:
    """The last of them comes by the clock, while nothing is exchanged."""
    party = stage.opens(1, "초밥 어때요", o_clock(13, 30))
    stage.joins(0, party, o_clock(13, 15))
    mine = stage.session.reads.actor
    lunch = o_clock(15, 0), 60, None, "1층 로비", "점심 같이 먹어요"
    stage.exchange()
    places = (PLACES[0].id, PLACES[1].id)
    stage.does(1, "vote.open", OpenVote(party, "place", o_clock(12, 30), "listed", places, ()))
    stage.does(2, "proposal.make", MakeProposal((mine,), *lunch))
    stage.me.do("proposal.make", MakeProposal((STAFF[3].id,), *lunch))
    stage.exchange()
    watch = InboxWatch(stage.session)
    stage.settle()
    stage.clock.set(Instant(o_clock(14, 45) + SECOND))
    watch._lapse.timeout.emit()
    stage.qtbot.waitUntil(lambda: watch.unread == 3, timeout=5000)
    told = {one.kind: one for one in stage.me.reads.inbox()}
    assert {kind: inbox_text(one, OFFICE.time_zone).title for kind, one in told.items()} == {
        "vote_opened": "Vote: where do you eat?",
        "proposed": "박지우 proposes lunch to you",
        "proposal_expired": "Nobody said yes to your proposal in time",
    }
    opened = inbox_text(told["vote_opened"], OFFICE.time_zone).detail
    assert opened.startswith("until 12:30 · “초밥 어때요”")
    assert inbox_text(told["proposal_expired"], OFFICE.time_zone).detail.startswith("“점심 같이 먹어요”")
    assert [leads_to(told[kind]) for kind in ("vote_opened", "proposed", "proposal_expired")] == [
        ("parties", party),
        ("today", None),
        ("today", None),
    ]


def test_what_was_in_sight_is_read_and_keeps_its_mark_until_the_page_is_left(stage: Stage) -> None:
    a_busy_morning(stage)
    rail = open_window(stage).rail
    assert rail._buttons["inbox"].badge == "6"
    assert "6 unread" in rail._buttons["inbox"].accessibleName()
    page = show(stage)
    wait_read(stage, page)
    assert rail._buttons["inbox"].badge == ""
    assert all(item.fresh for item in items(page))
    stage.window.navigate("today")
    stage.window.navigate("inbox")
    stage.settle()
    assert not any(item.fresh for item in items(page))


def test_the_filter_shows_what_is_unread_and_says_when_all_is_read(stage: Stage) -> None:
    a_busy_morning(stage)
    page = show(stage)
    page._dwell.stop()
    QTest.mouseClick(page.read_button, Qt.MouseButton.LeftButton)
    stage.settle()
    assert not page.read_button.isEnabled()
    page.filter.choose(UNREAD)
    stage.settle()
    assert page._stack.currentWidget() is page._empty
    page._empty.pressed.emit()
    stage.settle()
    assert (page.filter.value, page.list.count) == (ALL, 6)


def test_enter_leads_to_the_party_and_a_refusal_to_the_sync_centre(stage: Stage) -> None:
    stage.exchange()
    party = stage.opens(1, "국밥 먹어요", seats=2)
    stage.exchange()
    stage.me.do("party.join", JoinParty(party, or_wait=False, until=Instant(NOW + HOUR)))
    stage.joins(3, party)
    stage.does(4, "party.invite", Invite(stage.opens(4, "새 파티", o_clock(12, 20)), STAFF[0].id))
    stage.exchange()
    page = show(stage)
    assert titles(page) == ["정도윤 invites you to lunch", "No seats are left"]
    assert page.list._rows[0].hasFocus()
    QTest.keyClick(page.list._rows[0], Qt.Key.Key_Return)
    stage.settle()
    shown = stage.window.page
    assert isinstance(shown, PartiesStub)
    assert shown.subjects[-1] == stage.me.reads.inbox()[0].subject
    stage.window.navigate("inbox")
    stage.settle()
    page.list.activated.emit(1)
    stage.settle()
    assert isinstance(stage.window.page, SyncStub)


def test_an_empty_inbox_teaches_and_leads_on(stage: Stage) -> None:
    stage.exchange()
    page = show(stage)
    assert page._stack.currentWidget() is page._empty
    assert not page.read_button.isEnabled()
    page._empty.pressed.emit()
    assert isinstance(stage.window.page, PartiesStub)


def test_thousands_of_entries_take_a_handful_of_widgets_and_can_be_searched(stage: Stage) -> None:
    stage.exchange()
    party = stage.opens(1, "국밥 먹어요")
    stage.exchange()
    with stage.me.database.writing() as connection:
        inbox = Inbox(connection, stage.me.database.schema)
        for number in range(3_000):
            at = Instant(NOW - (3_000 - number) * 10 * MINUTE)
            if number == 1_500:
                inbox.add(InboxKind.INVITED, at, {"by": STAFF[1].id}, subject=party)
            else:
                inbox.add(InboxKind.FILE, at, {"kind": "moved", "details": {"path": "/a"}})
    page = show(stage)
    assert page.list.count == 3_000
    assert page.list.widget_count() < 40
    page.list.focus_row(2_999)
    stage.settle()
    assert page.list.visible_indices.stop == 3_000
    assert len(page.list.headings()) > 20
    page.find_text("국밥")
    stage.settle()
    assert titles(page) == ["이서준 invites you to lunch"]
    page.find_text("없는 것")
    stage.settle()
    assert page._stack.currentWidget() is page._empty


def test_a_request_that_lapses_is_told_without_the_server_when_its_time_comes(stage: Stage) -> None:
    stage.exchange()
    party = stage.opens(1, "국밥 먹어요", o_clock(11, 50))
    stage.exchange()
    watch = InboxWatch(stage.session)
    stage.settle()
    told: list[str] = []
    watch.news.connect(lambda entries, _zone: told.extend(one.kind for one in entries))
    stage.me.do("party.join", JoinParty(party, or_wait=False, until=o_clock(11, 35)))
    stage.session.changed.emit(frozenset({"memberships"}))
    stage.settle()
    assert watch._lapse.isActive()
    stage.clock.set(o_clock(11, 35) + SECOND)
    watch._lapse.timeout.emit()
    stage.qtbot.waitUntil(lambda: told == [InboxKind.LAPSED.value])
    assert watch.unread == 1
    watch.deleteLater()


@pytest.mark.parametrize("language", Language)
def test_nothing_is_cut_at_the_largest_text_in_the_smallest_window(stage: Stage, language: Language) -> None:
    a_busy_morning(stage)
    stage.choices.set_language(language)
    page = show(stage)
    stage.choices.set_scale(2.0)
    stage.window.resize(880, 600)
    stage.settle()
    for widget in (page.filter, page.read_button):
        assert widget.width() >= widget.sizeHint().width()
    whole = {text for item in items(page) for text in (item.text.title, item.time)}
    for row in page.list._rows.values():
        row.grab()
        assert not [text for _, text in row._cut if text in whole]
