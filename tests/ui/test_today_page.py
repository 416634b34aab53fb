"""What a person does on the start page, over the real store and the real server code."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QWidget

from lunch_desktop.domain.availability import AvailabilityState
from lunch_desktop.domain.parties.bringing import AddGuest, DropGuest
from lunch_desktop.domain.parties.entities import MembershipState
from lunch_desktop.domain.parties.lateness import BeLate
from lunch_desktop.store.desktop.queries.parties import PartyView
from lunch_desktop.store.desktop.queries.today import HeroState, Today
from lunch_desktop.sync.status import Reach, SyncStatus
from lunch_desktop.system.languages import Language
from lunch_desktop.ui.pages.today.finding import RowFilter
from lunch_desktop.ui.pages.today.hero_words import Moment, hero_content, next_boundary
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.tokens import Tone
from lunch_desktop.ui.widgets.dialog import ConfirmDialog
from lunch_desktop.ui.widgets.hero import HeroContent
from lunch_desktop.ui.widgets.pill import PillContent
from tests.support.company import STAFF
from tests.ui.test_today_stage import STATES, PartiesStub, Stage, o_clock, stage

__all__ = ["stage"]


def content(stage: Stage) -> HeroContent:
    """What the hero was told to say."""
    found = stage.today._found
    assert found is not None
    return hero_content(found.today, stage.today._moment())


def row_titles(stage: Stage) -> list[str]:
    """The rows in their order."""
    return [view.party.title for view in stage.today.rows._views]


def press(stage: Stage, name: str) -> None:
    """Press the one visible button of this name on the page."""
    buttons = [one for one in stage.today.findChildren(QAbstractButton) if one.isVisible() and _name(one) == name]
    assert len(buttons) == 1, (name, [_name(one) for one in stage.today.findChildren(QAbstractButton)])
    QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    stage.settle()


def choose(stage: Stage, word: str) -> None:
    """Choose from the menu that is open."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    action = next(one for one in menu.actions() if one.text() == word)
    action.trigger()
    menu.close()
    stage.settle()


def toasts(stage: Stage) -> list[str]:
    """What was told in passing and is still in sight."""
    return [toast.accessibleName() for toast in stage.window.toasts.toasts]


def today_of(stage: Stage) -> Today:
    """What the store says now."""
    read = stage.me.reads.today(stage.clock.now())
    assert read is not None
    return read


def my_party(stage: Stage) -> PartyView:
    """The party in the hero."""
    party = today_of(stage).party
    assert party is not None
    return party


def _name(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text


@pytest.mark.parametrize(
    ("state", "hero", "pill", "buttons"),
    [
        ("nothing", HeroState.NOTHING, None, ["Let’s go"]),
        ("requested", HeroState.REQUESTED, "Requested – not confirmed", ["Ext. 4101", "Cancel"]),
        ("lapsed", HeroState.LAPSED, "Not confirmed", ["Ext. 4101", "Cancel"]),
        ("joined", HeroState.JOINED, "Confirmed", ["Chat", "I’m late", ""]),
        ("waitlisted", HeroState.WAITLISTED, "Waitlist, no. 2", ["Other parties", "Stop waiting"]),
        ("host", HeroState.HOST, "You host", ["Close party", "To everyone", ""]),
        ("after", HeroState.AFTER, "Did you go?", ["We went", "Copy"]),
        ("cancelled", HeroState.CANCELLED, "Cancelled", ["Other parties", "Let’s go"]),
        ("refused", HeroState.NOTHING, "No seats are left", ["Wait", "Close"]),
    ],
)
def test_each_state_has_its_pill_and_at_most_three_buttons(
    stage: Stage, state: str, hero: HeroState, pill: str | None, buttons: list[str]
) -> None:
    STATES[state](stage)
    assert stage.today.hero.isVisible()
    assert stage.hero() is hero
    said = content(stage)
    assert (said.pill.text if said.pill is not None else None) == pill
    assert [action.text for action in said.actions] == buttons


def test_only_what_is_certain_has_a_countdown(stage: Stage) -> None:
    STATES["requested"](stage)
    assert stage.today.hero.isVisible()
    said = content(stage)
    assert said.countdown == ""
    assert said.line == "Expires 11:35 · 1/4 as of 11:02"
    stage.joins(6, my_party(stage).party.id)
    stage.exchange()
    assert content(stage).countdown == "in 28 min"
    assert content(stage).seats == "3/4"


def test_a_request_lapses_on_the_screen_without_a_new_reading(stage: Stage) -> None:
    STATES["requested"](stage)
    assert stage.today.hero.isVisible()
    found = stage.today._found
    assert found is not None
    assert next_boundary(found.today, found.today.now) == o_clock(11, 30)
    said = hero_content(found.today, Moment(o_clock(11, 36), stale=True))
    assert said.pill is not None
    assert said.pill.text == "Not confirmed"
    assert said.line == "Not confirmed: call ext. 4101"


def test_enter_on_a_row_asks_for_a_seat_and_the_answer_is_told(stage: Stage) -> None:
    STATES["nothing"](stage)
    rows = stage.today.rows.list
    assert row_titles(stage)[0] == "초밥 어때요"  # the invitation
    assert rows.has_row_focus()
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Return)
    stage.settle()
    assert stage.hero() is HeroState.REQUESTED
    assert toasts(stage) == []  # within reach, the answer comes first
    stage.exchange()
    assert stage.hero() is HeroState.JOINED
    assert toasts(stage) == ["Seat confirmed – “초밥 어때요”"]
    assert my_party(stage).my_state == MembershipState.CONFIRMED


def test_offline_the_request_is_told_at_once_and_ctrl_z_takes_it_back(stage: Stage) -> None:
    STATES["nothing"](stage)
    assert stage.today.isVisible()
    stage.reaches(Reach.WORK_OFFLINE)
    stage.today.rows.list.activated.emit(0)
    stage.settle()
    assert toasts(stage) == ["Seat requested – “초밥 어때요”"]
    QTest.keyClick(stage.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    stage.settle()
    assert stage.hero() is HeroState.NOTHING
    assert stage.me.reads.counts().waiting == 0


def test_a_full_party_offers_the_waitlist_and_tells_my_place(stage: Stage) -> None:
    STATES["nothing"](stage)
    assert stage.today.isVisible()
    press(stage, "Wait 김치찌개 한 그릇")
    stage.exchange()
    assert stage.hero() is HeroState.WAITLISTED
    assert toasts(stage) == ["On the waitlist, place 1 – “김치찌개 한 그릇”"]


def test_a_row_at_the_time_of_my_seat_offers_a_switch_and_the_hero_tells_of_it(stage: Stage) -> None:
    STATES["joined"](stage)
    assert stage.today.isVisible()
    press(stage, "Switch 초밥 어때요")
    assert stage.me.reads.counts().waiting == 1
    assert stage.hero() is HeroState.JOINED
    assert content(stage).line.startswith("Switch to “초밥 어때요” requested")
    stage.exchange()
    assert stage.hero() is HeroState.JOINED
    assert content(stage).place == "초밥 어때요"


def test_a_refused_join_stays_until_it_is_closed(stage: Stage) -> None:
    STATES["refused"](stage)
    assert stage.today.isVisible()
    said = content(stage)
    assert said.line == "Instead: 12:10 초밥 어때요, 12:20 새로 온 사람 환영"
    assert stage.me.reads.counts().attention == 1
    press(stage, "Close the refusal")
    assert stage.me.reads.counts().attention == 0
    assert content(stage).place == "No lunch planned yet"


def test_a_refused_join_can_wait_instead(stage: Stage) -> None:
    STATES["refused"](stage)
    assert stage.today.isVisible()
    press(stage, "Wait for a seat")
    stage.exchange()
    assert stage.hero() is HeroState.WAITLISTED
    assert stage.me.reads.counts().attention == 0


def test_leaving_a_seat_asks_first(stage: Stage) -> None:
    STATES["joined"](stage)
    assert stage.today.isVisible()
    press(stage, "More")
    choose(stage, "Leave…")
    dialog = next(one for one in stage.window.findChildren(ConfirmDialog))
    dialog.reject()
    stage.settle()
    assert stage.hero() is HeroState.JOINED
    press(stage, "More")
    choose(stage, "Leave…")
    dialog = next(one for one in stage.window.findChildren(ConfirmDialog) if one.isVisible())
    QTest.mouseClick(dialog.confirm_button, Qt.MouseButton.LeftButton)
    stage.exchange()
    assert stage.hero() is HeroState.NOTHING


def test_taking_back_a_request_asks_nothing(stage: Stage) -> None:
    STATES["requested"](stage)
    assert stage.today.isVisible()
    press(stage, "Cancel request")
    assert stage.hero() is HeroState.NOTHING
    assert stage.me.reads.counts().waiting == 0


def test_being_late_reaches_everyone_and_can_be_undone(stage: Stage) -> None:
    STATES["joined"](stage)
    assert stage.today.isVisible()
    press(stage, "I’m late")
    choose(stage, "10 minutes late")
    stage.exchange()
    colleague = stage.other(1).reads.party(my_party(stage).party.id)
    assert colleague is not None
    late = {one.employee.name: one.membership.late_minutes for one in colleague.members}
    assert late["김민지"] == 10
    assert content(stage).actions[1].text == "10 min late"
    stage.window.undo_last()
    stage.exchange()
    assert my_party(stage).mine.late_minutes == 0  # type: ignore[union-attr]


def test_the_host_closes_and_reopens_the_party(stage: Stage) -> None:
    STATES["host"](stage)
    assert stage.today.isVisible()
    press(stage, "Close party")
    stage.exchange()
    assert my_party(stage).party.state == "closed"
    press(stage, "Reopen")
    stage.exchange()
    assert my_party(stage).party.state == "open"


def test_after_lunch_going_is_written_down_and_taken_back(stage: Stage) -> None:
    STATES["after"](stage)
    assert stage.today.isVisible()
    press(stage, "We went")
    assert today_of(stage).went
    assert [action.text for action in content(stage).actions] == ["Copy", "I did not go"]
    press(stage, "I did not go")
    assert not today_of(stage).went


def test_copying_gives_text_for_a_messenger(stage: Stage) -> None:
    STATES["after"](stage)
    assert stage.today.isVisible()
    press(stage, "Copy lunch")
    text = QGuiApplication.clipboard().text()
    assert "국밥 먹어요 · 할매국밥" in text
    assert "김민지" in text
    assert "이서준" in text


def test_my_answer_for_today_is_kept_and_goes_to_my_circle_alone(stage: Stage) -> None:
    STATES["nothing"](stage)
    bar = stage.today.availability
    assert bar._control.value == ""
    press(stage, "Free 11:30–13:00")
    mine = today_of(stage).availability
    assert mine is not None
    assert (mine.state, mine.free_from, mine.free_until) == ("free", o_clock(11, 30), o_clock(13, 0))
    press(stage, "On my own")
    mine = today_of(stage).availability
    assert mine is not None
    assert (mine.state, mine.free_from) == (AvailabilityState.ALONE, None)
    stage.window.undo_last()
    stage.settle()
    assert bar._control.value == "free"


def test_filters_leave_what_they_say(stage: Stage) -> None:
    STATES["nothing"](stage)
    assert len(row_titles(stage)) == 4
    press(stage, "Invited")
    assert row_titles(stage) == ["초밥 어때요"]
    press(stage, "My team")
    assert set(row_titles(stage)) == {"초밥 어때요", "김치찌개 한 그릇"}
    press(stage, "Within an hour")
    assert set(row_titles(stage)) == {"국밥 먹어요", "김치찌개 한 그릇"}
    assert stage.today.rows.filter is RowFilter.SOON
    press(stage, "All")
    assert len(row_titles(stage)) == 4


@pytest.mark.parametrize("text", ["찌개", "김치찌개집", "박지우"])
def test_the_header_searches_titles_restaurants_and_hosts(stage: Stage, text: str) -> None:
    STATES["nothing"](stage)
    stage.today.find_text(text)
    stage.settle()
    assert row_titles(stage) == ["김치찌개 한 그릇"]
    stage.today.find_text("")
    stage.settle()
    assert len(row_titles(stage)) == 4


def test_when_nothing_is_left_today_the_rows_are_of_another_day(stage: Stage) -> None:
    stage.opens(1, "내일 국밥", o_clock(12, 0, "2026-11-24"))
    stage.exchange()
    assert row_titles(stage) == ["내일 국밥"]
    assert stage.today.rows._heading.text() == "Tomorrow – open parties"


def test_who_comes_late_is_said_in_the_hero(stage: Stage) -> None:
    STATES["joined"](stage)
    party = stage.me.reads.today(stage.clock.now()).party  # type: ignore[union-attr]
    assert party is not None
    stage.does(6, "party.late", BeLate(party.party.id, 10))
    stage.exchange()
    assert content(stage).line.startswith(f"{STAFF[6].name} is 10 min late · ")


def test_a_day_on_which_i_am_in_everything_is_passed_over(stage: Stage) -> None:
    """Nothing can be joined tomorrow, and something the day after: the page is not empty."""
    mine = stage.opens(1, "내일 국밥", o_clock(12, 0, "2026-11-24"))
    stage.joins(0, mine, o_clock(12, 0, "2026-11-24"))
    stage.opens(2, "모레 초밥", o_clock(12, 0, "2026-11-25"))
    stage.exchange()
    assert row_titles(stage) == ["모레 초밥"]


def test_close_to_the_meeting_the_hero_offers_who_waits_the_free_seat(stage: Stage) -> None:
    party = stage.opens(1, "국밥 먹어요", seats=2)
    stage.does(1, "party.add_guest", AddGuest(party, "박 과장님"))
    stage.joins(0, party)
    stage.exchange()
    assert stage.hero() is HeroState.WAITLISTED
    stage.clock.set(o_clock(11, 35))
    guest = stage.me.reads.party(party).guests[0].guest.id  # type: ignore[union-attr]
    stage.does(1, "party.drop_guest", DropGuest(party, guest))
    stage.exchange()
    assert content(stage).pill == PillContent("A seat is free", Tone.WAITING, Icon.SEAT)
    press(stage, "Take the seat")
    stage.exchange()
    assert stage.hero() is HeroState.JOINED
    assert content(stage).seats == "2/2"


def test_more_than_eight_lead_to_the_parties_page(stage: Stage) -> None:
    for number in range(1, 8):
        for hour in (12, 14):
            stage.opens(number, f"파티 {number} {hour}", o_clock(hour, number))
    stage.exchange()
    assert len(row_titles(stage)) == 8
    press(stage, "+6 more")
    assert isinstance(stage.window.page, PartiesStub)


def test_before_the_first_sync_the_page_says_why_it_is_empty(stage: Stage) -> None:
    STATES["loading"](stage)
    hero = stage.today.hero
    assert hero.accessibleName().startswith("The company server can’t be reached")
    assert hero.button("retry") is not None
    assert not stage.today.availability.isEnabled()
    stage.opens(1, "국밥 먹어요")
    stage.exchange()
    assert row_titles(stage) == ["국밥 먹어요"]
    assert stage.today.availability.isEnabled()


def test_counts_read_offline_say_as_of_when(stage: Stage) -> None:
    STATES["nothing"](stage)
    assert stage.today.rows._detail.text() == "4"
    stage.reaches(Reach.UNREACHABLE)
    assert stage.today.rows._detail.text() == "4 · as of 11:02"


def test_while_the_first_sync_goes_on_days_are_said_to_be_coming(stage: Stage) -> None:
    assert stage.today.isVisible()
    coming = SyncStatus(Reach.ONLINE, False, False, 0, 0, None, progress=(4_200, 10_000))
    stage.session._take_status(coming)
    assert "42 % is here" in stage.today.hero.accessibleName()
    stage.exchange()
    stage.session._take_status(coming)
    rows = stage.today.rows
    assert rows._empty._title.text() == "Lunches are on their way"
    assert rows._coming_line.isVisible()
    assert rows._coming_line.text() == "Older days are still coming – 42 %"
    stage.reaches(Reach.ONLINE)
    assert rows._empty._title.text() == "No party is open yet"
    assert not rows._coming_line.isVisible()


@pytest.mark.parametrize("state", sorted(STATES))
def test_nothing_is_wider_than_the_smallest_window_at_the_largest_text(stage: Stage, state: str) -> None:
    STATES[state](stage)
    stage.choices.set_scale(2.0)
    stage.window.resize(880, 600)
    page = stage.today
    for language in Language:
        stage.choices.set_language(language)
        stage.settle()
        assert stage.window.width() == 880
        assert page._content.minimumSizeHint().width() <= page._scroll.viewport().width()
        for button in page.hero._buttons:
            assert not button.isVisible() or button.width() >= button.sizeHint().width()


def test_every_button_of_every_state_can_be_found_by_its_name(stage: Stage) -> None:
    STATES["joined"](stage)
    assert stage.today.isVisible()
    names = [_name(one) for one in stage.today.findChildren(QAbstractButton) if one.isVisible()]
    assert all(names)
    assert len(names) == len(set(names))


def test_a_row_tells_everything_in_one_sentence_that_begins_with_the_title(stage: Stage) -> None:
    STATES["nothing"](stage)
    row = stage.today.rows.list.reveal("국밥 먹어요")
    assert row is not None
    name = row.accessibleName()
    assert name.startswith("국밥 먹어요, 11:50")
    assert "1 of 4 seats taken" in name
