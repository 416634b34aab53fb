"""The Sync centre over a real desktop store and the real server code."""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lunch_desktop.domain.availability import SetAvailability
from lunch_desktop.domain.ids import PartyId
from lunch_desktop.domain.mutations import Intent
from lunch_desktop.domain.parties.cancelling import CancelParty
from lunch_desktop.domain.parties.editing import EditParty
from lunch_desktop.domain.parties.entities import MembershipState
from lunch_desktop.domain.parties.inviting import Invite
from lunch_desktop.domain.parties.joining import JoinParty
from lunch_desktop.domain.parties.opening import OpenParty
from lunch_desktop.domain.times import MINUTE, Day, Instant, at
from lunch_desktop.store.desktop.queries.sync_centre import ChangeStanding, SyncCentre
from lunch_desktop.sync.http import Unreachable
from lunch_desktop.sync.status import Reach, SyncStatus
from lunch_desktop.system.languages import Language
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.ui.page import PageContext
from lunch_desktop.ui.pages.parties.form import PartyForm
from lunch_desktop.ui.pages.sync_centre.page import SyncCentrePage
from lunch_desktop.ui.session import DesktopSession
from lunch_desktop.ui.texts.language import LanguageSwitch
from lunch_desktop.ui.theme.theme import Theme, ThemeMode
from lunch_desktop.ui.widgets.button import Button
from lunch_desktop.ui.widgets.dialog import ConfirmDialog
from lunch_desktop.ui.widgets.label import Label
from lunch_desktop.ui.widgets.pill import StatePill
from tests.support.clock import ManualClock
from tests.support.company import OFFICE, STAFF, make_company
from tests.support.desktop import Desktop, make_desktop
from tests.support.network import Fate, LossyRemote

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

ME, HOST, OTHER = STAFF[0], STAFF[1], STAFF[2]
DAY = Day("2026-11-23")
NOW = at(DAY, 11, 2, OFFICE.time_zone)


def o_clock(hour: int, minute: int = 0) -> Instant:
    return at(DAY, hour, minute, OFFICE.time_zone)


class Room:
    """The window around the page: notes what it was asked for."""

    def __init__(self) -> None:
        self.went: list[tuple[str, str | None]] = []
        self.told: list[str] = []
        self.ways_back: list[Callable[[], object]] = []
        self.title = ""

    def navigate(self, page: str, subject: str | None = None) -> None:
        self.went.append((page, subject))

    def toast(self, text: str, undo: Callable[[], object] | None = None) -> None:
        self.told.append(text)
        if undo is not None:
            self.ways_back.append(undo)

    def set_header(self, title: str, detail: str = "") -> None:
        self.title = title


class Stage:
    """김민지 at her desk at 11:02, two colleagues at theirs, and a server between them."""

    def __init__(self, folder: Path, qtbot: QtBot | None, language: Language = Language.ENGLISH) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self.switch = LanguageSwitch(application)
        self.switch.choose(language)
        self.clock = ManualClock(NOW)
        self.company = make_company(folder, self.clock)
        self.way: LossyRemote | None = None
        self._elsewhere: list[Desktop] = []
        self.mine = make_desktop(self.company, ME.id, remote=self._through)
        self.mine.sync()
        self.theme = Theme(ThemeMode.LIGHT)
        self.theme.set_motion(forced=False)
        self.theme.apply(application)
        self.session = DesktopSession(self.mine.store, self.mine.reads, self.clock)
        self.room = Room()
        self.page = SyncCentrePage(PageContext(self.session, self.theme, self.room))
        self.page.resize(900, 700)
        if qtbot is not None:
            qtbot.addWidget(self.page)

    def _through(self, way: object) -> LossyRemote:
        self.way = LossyRemote(way)  # type: ignore[arg-type]
        return self.way

    @cached_property
    def laptop(self) -> Desktop:
        """My second desktop."""
        return self._synced(make_desktop(self.company, ME.id, name="laptop"))

    @cached_property
    def host(self) -> Desktop:
        return self._synced(make_desktop(self.company, HOST.id))

    @cached_property
    def other(self) -> Desktop:
        return self._synced(make_desktop(self.company, OTHER.id))

    def _synced(self, desktop: Desktop) -> Desktop:
        desktop.sync()
        self._elsewhere.append(desktop)
        return desktop

    def close(self) -> None:
        self.session.close()
        for desktop in (self.mine, *self._elsewhere):
            desktop.close()
        self.switch.choose(Language.ENGLISH)

    def open_party(self, desktop: Desktop, title: str = "국밥 먹어요", *, hour: int = 12, seats: int = 2) -> PartyId:
        new = OpenParty(title, None, o_clock(hour), 60, "1층 로비", seats, "", "office")
        done = desktop.do("party.open", new)
        return PartyId(str(done.answer["party_id"]))

    def join(self, desktop: Desktop, party: PartyId, *, hour: int = 12, or_wait: bool = False) -> str:
        until = Instant(o_clock(hour) - 15 * MINUTE)
        return desktop.do("party.join", JoinParty(party, or_wait, until)).uuid

    def everybody_syncs(self) -> None:
        for desktop in (*self._elsewhere, self.mine):
            desktop.sync()

    def offer_without_answer(self) -> None:
        """Send what waits; the server's answer is lost."""
        assert self.way is not None
        self.way.fate = Fate.ANSWER_LOST
        self.mine.facts.unsent = True
        with pytest.raises(Unreachable):
            self.mine.step()

    @property
    def centre(self) -> SyncCentre:
        return self.mine.reads.sync_centre()

    def show(self) -> None:
        self.page.show()
        self.page.open(None)
        self.settle()

    def settle(self) -> None:
        """Until every task has delivered what it did, and what that started."""
        for _ in range(3):
            for tasks in (self.session._writing, self.session._reading):
                assert tasks.drain(5.0)
            QApplication.processEvents()

    def named(self, name: str) -> Button:
        """The one visible button of this name."""
        found = [one for one in self.page.findChildren(Button) if one.accessibleName() == name and one.isVisible()]
        assert len(found) == 1, f"{name}: {[one.accessibleName() for one in self.page.findChildren(Button)]}"
        return found[0]

    def press(self, name: str) -> None:
        self.named(name).click()
        self.settle()

    @property
    def texts(self) -> str:
        return "\n".join(one.text() for one in self.page.findChildren(Label) if one.isVisible())

    @property
    def dialog(self) -> ConfirmDialog | None:
        return next((one for one in self.page.findChildren(ConfirmDialog) if one.isVisible()), None)


@pytest.fixture
def stage(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Stage]:
    stage = Stage(tmp_path, qtbot)
    yield stage
    stage.close()


def refused_join(stage: Stage) -> PartyId:
    """I ask for the last seat; somebody was faster."""
    party = stage.open_party(stage.host)
    stage.host.sync()
    stage.mine.sync()
    stage.join(stage.mine, party)
    stage.other.sync()
    stage.join(stage.other, party)
    stage.other.sync()
    stage.mine.sync()
    return party


def conflict(stage: Stage) -> PartyId:
    """On my laptop I changed my party's place; here, not knowing, I change it too."""
    party = stage.open_party(stage.mine, "파스타", hour=13, seats=4)
    stage.everybody_syncs()
    stage.laptop.do("party.edit", EditParty(party, {"place": ("1층 로비", "정문 앞")}))
    stage.laptop.sync()
    stage.mine.do("party.edit", EditParty(party, {"place": ("1층 로비", "후문"), "capacity": (4, 5)}))
    stage.mine.sync()
    return party


def pills(stage: Stage) -> list[str]:
    """The states that are said in an icon and a word."""
    return [one.text() for one in stage.page.findChildren(StatePill) if one.isVisible()]


def press_enter(button: QWidget) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(button, QKeyEvent(kind, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier))


class TestNothingToDo:
    def test_it_says_that_everything_is_sent(self, stage: Stage) -> None:
        stage.show()
        assert "Everything is sent" in stage.texts
        assert stage.page.attention.isHidden()
        assert stage.page.waiting.isHidden()
        assert stage.room.title == "Sync centre"


class TestRefused:
    def test_it_says_what_why_and_what_to_do(self, stage: Stage) -> None:
        refused_join(stage)
        stage.show()
        assert "Join “국밥 먹어요”" in stage.texts
        assert "No seats are left" in stage.texts
        assert "Join the waitlist, or choose another party." in stage.texts
        assert "Everything is sent" not in stage.texts

    def test_discard_takes_it_off_the_list_without_a_question(self, stage: Stage) -> None:
        refused_join(stage)
        stage.show()
        stage.press("Discard Join 국밥 먹어요")
        assert stage.dialog is None
        assert stage.centre.attention == ()
        assert "Everything is sent" in stage.texts

    def test_open_party_goes_there(self, stage: Stage) -> None:
        party = refused_join(stage)
        stage.show()
        stage.press("Open party Join 국밥 먹어요")
        assert stage.room.went == [("parties", party)]

    def test_retry_queues_it_anew(self, stage: Stage) -> None:
        refused_join(stage)
        stage.show()
        stage.press("Retry Join 국밥 먹어요")
        assert stage.centre.attention == ()
        assert [one.name for one in stage.centre.waiting] == ["party.join"]
        assert stage.room.told == ["Waiting again: Join “국밥 먹어요”"]

    def test_a_retry_that_the_rules_refuse_says_why_and_keeps_the_entry(self, stage: Stage) -> None:
        party = refused_join(stage)
        stage.host.do("party.cancel", CancelParty(party))
        stage.everybody_syncs()
        stage.show()
        stage.press("Retry Join 국밥 먹어요")
        assert "“국밥 먹어요” does not take place." in stage.texts
        assert [one.standing for one in stage.centre.attention] == [ChangeStanding.REFUSED]
        assert stage.named("Retry Join 국밥 먹어요").isEnabled()

    def test_a_refusal_that_came_in_meanwhile_appears_by_itself(self, stage: Stage) -> None:
        party = stage.open_party(stage.host)
        stage.everybody_syncs()
        stage.join(stage.other, party)
        stage.other.sync()
        stage.join(stage.mine, party)
        stage.show()
        assert "Waiting" in stage.texts
        stage.mine.sync()
        stage.session.changed.emit(frozenset({"memberships"}))
        stage.settle()
        assert "No seats are left" in stage.texts


class TestEdit:
    """A refused change is put right in the form, and another stands in its place."""

    def refused_opening(self, stage: Stage) -> None:
        """On my laptop I took a seat at noon; here, not knowing, I open a party of my own."""
        party = stage.open_party(stage.host, seats=4)
        stage.everybody_syncs()
        stage.join(stage.laptop, party)
        stage.laptop.sync()
        stage.mine.do("party.open", OpenParty("우리끼리", None, o_clock(12), 45, "옥상", 6, "도시락", "office"))
        stage.mine.sync()

    def form(self, stage: Stage) -> PartyForm:
        return next(one for one in stage.page.window().findChildren(PartyForm) if one.isVisible())

    def test_the_form_holds_what_was_wanted_and_the_new_change_takes_its_place(self, stage: Stage) -> None:
        self.refused_opening(stage)
        stage.show()
        stage.press("Edit Open 우리끼리")
        draft = self.form(stage).draft
        assert (draft.title, draft.time, draft.minutes, draft.place) == ("우리끼리", (12, 0), 45, "옥상")
        assert (draft.capacity, draft.note) == (6, "도시락")
        self.form(stage).show_draft(replace(draft, time=(14, 0)))
        self.form(stage).submitted.emit()
        stage.settle()
        assert stage.centre.attention == ()
        assert [(one.name, one.args["title"]) for one in stage.centre.waiting] == [("party.open", "우리끼리")]

    def test_what_is_still_refused_stays_in_the_form_and_in_the_list(self, stage: Stage) -> None:
        self.refused_opening(stage)
        stage.show()
        stage.press("Edit Open 우리끼리")
        self.form(stage).submitted.emit()
        stage.settle()
        assert self.form(stage).draft.title == "우리끼리"
        assert len(stage.centre.attention) == 1
        assert stage.centre.waiting == ()

    def test_an_edit_comes_back_with_my_values(self, stage: Stage) -> None:
        party = stage.open_party(stage.mine, seats=4)
        stage.everybody_syncs()
        for desktop in (stage.host, stage.other):
            stage.join(desktop, party)
            desktop.sync()
        stage.mine.do("party.edit", EditParty(party, {"capacity": (4, 2), "note": ("", "현금만")}))
        stage.mine.sync()
        stage.show()
        stage.press("Edit Edit 국밥 먹어요")
        draft = self.form(stage).draft
        assert (draft.capacity, draft.note) == (2, "현금만")
        self.form(stage).show_draft(replace(draft, capacity=3))
        self.form(stage).submitted.emit()
        stage.settle()
        assert stage.centre.attention == ()
        assert stage.centre.waiting[0].args["edits"] == {"capacity": [4, 3], "note": ["", "현금만"]}

    def test_a_seat_has_no_form(self, stage: Stage) -> None:
        refused_join(stage)
        stage.show()
        assert not [one for one in stage.page.findChildren(Button) if one.accessibleName().startswith("Edit")]


class TestConflict:
    def test_both_values_stand_side_by_side(self, stage: Stage) -> None:
        conflict(stage)
        stage.show()
        for said in ("Meeting point", "정문 앞", "후문", "Theirs, in force", "Mine"):
            assert said in stage.texts

    def test_keep_theirs_agrees(self, stage: Stage) -> None:
        party = conflict(stage)
        stage.show()
        stage.press("Keep theirs Edit 파스타")
        stage.mine.sync()
        assert stage.centre.attention == ()
        found = stage.mine.reads.party(party)
        assert found is not None
        assert found.party.place == "정문 앞"

    def test_use_mine_again_puts_mine_in_their_place(self, stage: Stage) -> None:
        party = conflict(stage)
        stage.show()
        stage.press("Use mine Edit 파스타")
        assert stage.centre.attention == ()
        stage.mine.sync()
        found = stage.mine.reads.party(party)
        assert found is not None
        assert found.party.place == "후문"

    def test_use_mine_again_that_is_refused_keeps_the_conflict(self, stage: Stage) -> None:
        party = conflict(stage)
        stage.laptop.sync()
        stage.laptop.do("party.cancel", CancelParty(party))
        stage.everybody_syncs()
        stage.show()
        stage.press("Use mine Edit 파스타")
        assert "“파스타” does not take place." in stage.texts
        assert len(stage.centre.attention) == 1


class TestWaiting:
    def test_changes_are_listed_in_order_with_what_they_do(self, stage: Stage) -> None:
        party = stage.open_party(stage.host)
        stage.everybody_syncs()
        stage.join(stage.mine, party)
        stage.mine.do("availability.set", SetAvailability(DAY, "alone", None, None))
        stage.show()
        titles = [entry._title.text() for entry in stage.page.waiting.entries]
        assert titles == ["Join “국밥 먹어요”", "Eating alone on Mon 23 Nov"]
        assert "waiting since 11:02" in stage.texts

    def test_undo_withdraws_and_can_be_taken_back(self, stage: Stage) -> None:
        party = stage.open_party(stage.host)
        stage.everybody_syncs()
        stage.join(stage.mine, party)
        stage.show()
        stage.press("Undo Join 국밥 먹어요")
        assert not stage.centre.waiting
        assert stage.room.told == ["Withdrawn: Join “국밥 먹어요”"]
        stage.room.ways_back[0]()
        stage.settle()
        assert [one.name for one in stage.centre.waiting] == ["party.join"]

    def test_one_that_may_have_arrived_says_so_and_is_withdrawn(self, stage: Stage) -> None:
        party = stage.open_party(stage.host)
        stage.everybody_syncs()
        stage.join(stage.mine, party)
        stage.offer_without_answer()
        stage.show()
        assert "It may have reached the server" in stage.texts
        stage.press("Withdraw Join 국밥 먹어요")
        assert [one.standing for one in stage.centre.waiting] == [ChangeStanding.WITHDRAWING]
        assert "Taking it back…" in pills(stage)
        assert "If it was decided there already, that stands" in stage.texts

    def test_one_that_will_likely_be_refused_says_why(self, stage: Stage) -> None:
        party = stage.open_party(stage.host)
        stage.everybody_syncs()
        stage.join(stage.mine, party)
        stage.host.do("party.cancel", CancelParty(party))
        stage.host.sync()
        stage.mine.facts.unsent = False
        stage.mine.facts.behind = True
        stage.mine.step()
        stage.show()
        assert stage.centre.waiting[0].standing is ChangeStanding.LIKELY_REFUSED
        assert "The party was cancelled. “국밥 먹어요” does not take place." in stage.texts

    def test_what_others_build_on_is_asked_about_and_goes_with_it(self, stage: Stage) -> None:
        party = stage.open_party(stage.mine)
        stage.mine.do("party.invite", Invite(party, HOST.id))
        stage.mine.do("availability.set", SetAvailability(DAY, "alone", None, None))
        stage.show()
        assert "1 later change built on this will go with it." in stage.texts
        stage.press("Undo Open 국밥 먹어요")
        dialog = stage.dialog
        assert dialog is not None
        assert "Invite 이서준" in dialog.accessibleDescription()
        assert len(stage.centre.waiting) == 3
        dialog.confirm_button.click()
        stage.settle()
        left = [one.name for one in stage.centre.waiting if one.standing is not ChangeStanding.WITHDRAWING]
        assert left == ["availability.set"]

    def test_two_alike_have_different_names(self, stage: Stage) -> None:
        party = stage.open_party(stage.mine)
        stage.mine.sync()
        for before, after in ((2, 3), (3, 4)):
            stage.mine.do("party.edit", EditParty(party, {"capacity": (before, after)}))
        stage.show()
        first, second = (stage.named(f"Undo Edit 국밥 먹어요{number}") for number in ("", " (2)"))
        assert first is not second

    def test_a_long_queue_shows_its_beginning_and_more_on_demand(self, stage: Stage, qtbot: QtBot) -> None:
        for number in range(35):
            state = ("alone", "away")[number % 2]
            stage.mine.do("availability.set", SetAvailability(DAY, state, None, None))
        stage.show()
        qtbot.waitUntil(lambda: len(stage.page.waiting.entries) == 12)
        more = next(one for one in stage.page.findChildren(Button) if one.text() == "Show 23 more")
        more.click()
        qtbot.waitUntil(lambda: len(stage.page.waiting.entries) == 35)
        assert not more.isVisible()


class TestRecent:
    def test_applied_changes_say_what_came_of_them(self, stage: Stage) -> None:
        party = stage.open_party(stage.host)
        stage.everybody_syncs()
        stage.join(stage.mine, party)
        stage.mine.sync()
        stage.show()
        assert "Seat confirmed" in stage.texts

    def test_undo_reverses_it(self, stage: Stage) -> None:
        party = stage.open_party(stage.host)
        stage.everybody_syncs()
        stage.join(stage.mine, party)
        stage.mine.sync()
        stage.show()
        assert stage.named("Undo Join 국밥 먹어요").toolTip() == "Leave"
        stage.press("Undo Join 국밥 먹어요")
        stage.mine.sync()
        found = stage.mine.reads.party(party)
        assert found is not None
        assert found.my_state is MembershipState.LEFT

    def test_undoing_an_opened_party_asks_because_it_is_final(self, stage: Stage) -> None:
        party = stage.open_party(stage.mine)
        stage.mine.sync()
        stage.show()
        stage.press("Undo Open 국밥 먹어요")
        dialog = stage.dialog
        assert dialog is not None
        dialog.cancel_button.click()
        stage.settle()
        assert stage.centre.waiting == ()
        stage.press("Undo Open 국밥 먹어요")
        dialog = stage.dialog
        assert dialog is not None
        dialog.confirm_button.click()
        stage.settle()
        found = stage.mine.reads.party(party)
        assert found is not None
        assert found.party.state == "cancelled"

    def test_an_undo_that_is_refused_says_why_at_the_change(self, stage: Stage) -> None:
        party = stage.open_party(stage.host)
        stage.everybody_syncs()
        stage.join(stage.mine, party)
        stage.mine.sync()
        stage.host.sync()
        stage.host.do("party.cancel", CancelParty(party))
        stage.everybody_syncs()
        stage.show()
        stage.press("Undo Join 국밥 먹어요")
        assert "“국밥 먹어요” does not take place." in stage.texts
        assert len(stage.page.recent.entries) == 1


class TestHead:
    def status(self, stage: Stage, reach: Reach, problem: Problem | None = None, waiting: int = 0) -> None:
        stage.session._take_status(SyncStatus(reach, False, False, waiting, 0, problem))
        stage.settle()

    def test_connected_and_how_fresh(self, stage: Stage) -> None:
        stage.show()
        self.status(stage, Reach.ONLINE)
        assert "Connected" in stage.texts
        assert "Everything here is as of 11:02." in stage.texts

    def test_unreachable_tells_the_problem_and_the_remedy(self, stage: Stage) -> None:
        stage.show()
        self.status(stage, Reach.UNREACHABLE, Problem(ProblemCode.SERVER_UNREACHABLE, server="lunch.example.com"))
        assert "There is no connection to lunch.example.com." in stage.texts
        assert "Check the network or the VPN." in stage.texts

    def test_send_now_is_there_only_while_something_can_be_sent(self, stage: Stage) -> None:
        stage.show()
        self.status(stage, Reach.ONLINE)
        assert not stage.page.status_card.send_button.isVisible()
        stage.session.do(Intent("availability.set", SetAvailability(DAY, "alone", None, None)))
        stage.settle()
        assert stage.page.status_card.send_button.isVisible()
        self.status(stage, Reach.WORK_OFFLINE)
        assert not stage.page.status_card.send_button.isVisible()
        assert stage.page.status_card.offline_box.isChecked()

    @pytest.mark.parametrize("reach", Reach)
    def test_every_reach_has_words(self, stage: Stage, reach: Reach) -> None:
        stage.show()
        self.status(stage, reach)
        assert stage.page.status_card.accessibleName().strip(". ")


class TestKeyboard:
    def focused(self) -> str:
        widget = QApplication.focusWidget()
        return "" if widget is None else widget.accessibleName()

    def two_waiting(self, stage: Stage, hour: int = 12) -> None:
        party = stage.open_party(stage.host, hour=hour)
        stage.everybody_syncs()
        stage.join(stage.mine, party, hour=hour)
        stage.mine.do("availability.set", SetAvailability(DAY, "alone", None, None))
        stage.show()
        stage.page.activateWindow()
        QApplication.processEvents()

    def test_the_focus_stays_on_its_button_over_a_refresh(self, stage: Stage) -> None:
        self.two_waiting(stage)
        stage.named("Undo Eating alone on Mon 23 Nov").setFocus()
        stage.session.changed.emit(frozenset())
        stage.settle()
        assert self.focused() == "Undo Eating alone on Mon 23 Nov"

    def test_after_undo_the_focus_is_on_the_next_entry(self, stage: Stage) -> None:
        stage.open_party(stage.mine, "라멘", hour=18)
        self.two_waiting(stage)
        button = stage.named("Undo Join 국밥 먹어요")
        button.setFocus()
        press_enter(button)
        stage.settle()
        assert self.focused() == "Undo Eating alone on Mon 23 Nov"

    def test_after_undoing_the_last_the_focus_is_on_the_one_before(self, stage: Stage) -> None:
        stage.mine.do("availability.set", SetAvailability(Day("2026-11-24"), "away", None, None))
        stage.mine.sync()
        self.two_waiting(stage)
        button = stage.named("Undo Eating alone on Mon 23 Nov")
        button.setFocus()
        press_enter(button)
        stage.settle()
        assert self.focused() == "Undo Join 국밥 먹어요"

    def test_after_the_last_one_the_focus_stays_on_the_page(self, stage: Stage) -> None:
        self.two_waiting(stage)
        for name in ("Undo Join 국밥 먹어요", "Undo Eating alone on Mon 23 Nov"):
            button = stage.named(name)
            button.setFocus()
            press_enter(button)
            stage.settle()
        widget = QApplication.focusWidget()
        assert widget is not None
        assert stage.page.isAncestorOf(widget)

    def test_every_button_can_be_reached_with_tab(self, stage: Stage) -> None:
        refused_join(stage)
        self.two_waiting(stage, hour=14)
        wanted = {one for one in stage.page.findChildren(Button) if one.isVisible()}
        stage.page.focus_first()
        seen: set[QWidget] = set()
        for _ in range(40):
            widget = QApplication.focusWidget()
            assert widget is not None
            seen.add(widget)
            stage.page.focusNextPrevChild(True)
        assert wanted <= seen


class TestLanguages:
    def test_everything_changes_with_the_language(self, stage: Stage) -> None:
        refused_join(stage)
        stage.show()
        stage.switch.choose(Language.KOREAN)
        QApplication.processEvents()
        stage.settle()
        assert "자리가 찼어요" in stage.texts
        assert "확인이 필요해요" in stage.texts
        assert stage.named("국밥 먹어요 참여하기 다시 시도").text() == "다시 시도"
        assert stage.room.title == "동기화 센터"

    def test_every_button_has_a_name_of_its_own(self, stage: Stage) -> None:
        refused_join(stage)
        conflict(stage)
        stage.mine.do("availability.set", SetAvailability(DAY, "alone", None, None))
        for language in Language:
            stage.switch.choose(language)
            stage.show()
            shown = [one for one in stage.page.findChildren(Button) if one.isVisible()]
            names = [one.accessibleName() or one.text() for one in shown]
            assert len(names) == len(set(names))
            assert all(names)
