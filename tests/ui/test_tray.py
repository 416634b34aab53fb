"""The program beside its window: the tray's menu, toasts, closing into the tray. The tray itself stands in: offscreen
there is none; `tests/e2e/test_tray.py` has a real one.
"""

from collections.abc import Iterator
from datetime import time
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from lunch_desktop.domain.ids import PartyId
from lunch_desktop.domain.parties.inviting import Invite
from lunch_desktop.domain.parties.joining import JoinParty
from lunch_desktop.domain.times import HOUR, MINUTE, Instant
from lunch_desktop.store.desktop.inbox import InboxKind
from lunch_desktop.store.desktop.queries.parties import PartyFilter
from lunch_desktop.sync.status import Reach, SyncStatus
from lunch_desktop.system.languages import Language
from lunch_desktop.system.setting_kinds import Hours
from lunch_desktop.ui.shell import tray_menu as keys
from lunch_desktop.ui.shell.presence import Presence
from lunch_desktop.ui.shell.snooze import Snooze
from lunch_desktop.ui.shell.teller import Teller
from lunch_desktop.ui.shell.tray import Tray
from lunch_desktop.ui.shell.tray_icon import SIZES, TrayBadge, tray_icon
from lunch_desktop.ui.shell.window import MainWindow
from lunch_desktop.ui.theme.theme import ThemeMode
from tests.support.company import STAFF
from tests.ui.test_today_stage import NOW, TODAY, PartiesStub, Stage, SyncStub, nothing, o_clock, stage

__all__ = ["stage"]


class Beside:
    """What stands beside the window, with a tray that notes what it is told to show."""

    def __init__(self, stage: Stage, folder: Path) -> None:
        self.stage = stage
        self.presence = Presence(stage.choices, folder, stage.clock)
        self.shown: list[tuple[str, str]] = []
        self.presence.settle()
        self.teller._by_system = lambda title, detail: self.shown.append((title, detail))
        self.presence.attend(stage.window)
        self.presence.attend_account(stage.window, stage.session)
        stage.settle()

    @property
    def tray(self) -> Tray:
        """Its place in the tray."""
        assert self.presence.tray is not None
        return self.presence.tray

    @property
    def teller(self) -> Teller:
        """Who tells."""
        assert self.presence.teller is not None
        return self.presence.teller

    @property
    def quiet_until(self) -> Instant | None:
        """Until when nothing is told."""
        return self.tray._snooze.until

    def choose(self, key: str) -> None:
        """Choose from the menu."""
        action = self.tray.menu.items[key]
        assert action.isVisible(), key
        action.trigger()
        self.stage.settle()

    def menu(self) -> list[str]:
        """What the menu says."""
        menu = self.tray.menu
        return [one.text() for one in menu.actions() if one.isVisible() and not one.isSeparator()]

    def looks_away(self) -> None:
        """The person works in another program."""
        self.stage.window.hide()


@pytest.fixture
def beside(stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Beside]:
    """There is a tray."""
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    monkeypatch.setattr(QSystemTrayIcon, "show", lambda _: None)
    made = Beside(stage, tmp_path)
    yield made
    made.presence.close()
    made.presence.deleteLater()
    QApplication.setQuitOnLastWindowClosed(True)


def invite_me(stage: Stage, host: int, title: str, minute: int) -> None:
    """A colleague opens a party and asks me."""
    party = stage.opens(host, title, o_clock(12, minute))
    stage.does(host, "party.invite", Invite(party, STAFF[0].id))


def test_the_menu_tells_my_day_and_follows_it(beside: Beside, stage: Stage) -> None:
    nothing(stage)
    assert beside.menu() == [
        "Let's go…",
        "Not today",
        "Quiet for a while",
        "Open Lunch Desktop",
        "Sync now",
        "Work offline",
        "Quit",
    ]
    party = stage.me.reads.parties(stage.me.reads.party_ids(PartyFilter.COMING, TODAY))[0].party
    stage.me.do("party.join", JoinParty(party.id, or_wait=False, until=Instant(party.meets_at - 15 * MINUTE)))
    stage.session.changed.emit(frozenset({"memberships"}))
    stage.reaches(Reach.UNREACHABLE)
    stage.settle()
    assert beside.menu()[0] == "Requested for 11:50"
    assert "1 waiting to be sent" in beside.menu()
    assert beside.tray.icon.toolTip() == "Lunch Desktop – Offline – 1 waiting\nRequested for 11:50 국밥 먹어요"
    stage.exchange()
    assert beside.menu()[0] == "Going 11:50"
    stage.choices.set_language(Language.KOREAN)
    stage.settle()
    assert beside.menu()[:2] == ["11:50에 가요", "오늘은 쉬어요"]
    assert beside.tray.icon.toolTip().startswith("점심 데스크톱 – ")


def test_the_first_line_opens_my_party_and_without_one_the_composer(beside: Beside, stage: Stage) -> None:
    nothing(stage)
    beside.looks_away()
    beside.choose(keys.LUNCH)
    page = stage.window.page
    assert isinstance(page, PartiesStub)
    assert page.subjects[-1] == "new"
    assert stage.window.isVisible()
    mine = PartyId(stage.me.reads.party_ids(PartyFilter.COMING, TODAY)[0])
    stage.me.do("party.join", JoinParty(mine, or_wait=False, until=o_clock(11, 35)))
    stage.exchange()
    beside.choose(keys.LUNCH)
    assert page.subjects[-1] == mine


def test_not_today_is_said_and_taken_back(beside: Beside, stage: Stage) -> None:
    stage.exchange()
    beside.choose(keys.NOT_TODAY)
    assert beside.tray.menu.items[keys.NOT_TODAY].isChecked()
    today = stage.me.reads.today(stage.clock.now())
    assert today is not None
    assert today.availability is not None
    assert today.availability.state == "away"
    beside.choose(keys.NOT_TODAY)
    assert not beside.tray.menu.items[keys.NOT_TODAY].isChecked()


def test_offline_sync_and_what_waits_are_a_click_away(
    beside: Beside, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(stage.session, "sync_now", lambda: asked.append(True))
    stage.exchange()
    beside.choose(keys.SYNC_NOW)
    assert asked == [True]
    beside.choose(keys.OFFLINE)
    assert stage.choices.work_offline
    assert beside.tray.menu.items[keys.OFFLINE].isChecked()
    stage.session._take_status(SyncStatus(Reach.ONLINE, False, True, 2, 1, None))
    assert "1 to look at · 2 waiting to be sent" in beside.menu()
    beside.choose(keys.SYNC_CENTRE)
    assert isinstance(stage.window.page, SyncStub)


def test_nobody_signed_in_leaves_open_and_quit(beside: Beside) -> None:
    beside.presence.leave_account()
    assert beside.menu() == ["Open Lunch Desktop", "Quit"]
    assert beside.tray.icon.toolTip() == "Lunch Desktop"


def test_the_icon_takes_the_theme_and_shows_what_waits(beside: Beside, stage: Stage) -> None:
    icon = beside.tray.icon
    calm = icon.icon().pixmap(32).toImage()
    stage.session._take_status(SyncStatus(Reach.UNREACHABLE, False, False, 2, 0, None))
    waiting = icon.icon().pixmap(32).toImage()
    stage.session._take_status(SyncStatus(Reach.ONLINE, False, True, 2, 1, None))
    attention = icon.icon().pixmap(32).toImage()
    stage.choices.set_theme(ThemeMode.DARK)
    dark = icon.icon().pixmap(32).toImage()
    assert len({_bytes(one) for one in (calm, waiting, attention, dark)}) == 4
    assert all(not tray_icon(stage.theme, badge).pixmap(size).isNull() for badge in TrayBadge for size in SIZES)


def _bytes(image: QImage) -> bytes:
    return bytes(image.constBits())


def test_news_are_told_beside_the_window_without_names_and_lead_to_their_subject(beside: Beside, stage: Stage) -> None:
    stage.exchange()
    beside.looks_away()
    invite_me(stage, 1, "국밥 먹어요", 10)
    stage.exchange()
    assert beside.shown == [("You are invited to lunch", "“국밥 먹어요” · Mon 23 Nov 12:10 · 1층 로비")]
    beside.tray.icon.messageClicked.emit()
    stage.settle()
    page = stage.window.page
    assert isinstance(page, PartiesStub)
    assert page.subjects[-1] == stage.me.reads.inbox()[0].subject
    assert stage.window.isVisible()


def test_names_are_told_only_where_the_person_wants_them(beside: Beside, stage: Stage) -> None:
    stage.choices.choose("hide_names", False)
    stage.exchange()
    beside.looks_away()
    invite_me(stage, 1, "국밥 먹어요", 10)
    stage.exchange()
    assert beside.shown[0][0] == "이서준 invites you to lunch"


def test_what_comes_within_seconds_is_told_together(beside: Beside, stage: Stage) -> None:
    stage.exchange()
    beside.looks_away()
    for number in (1, 2, 3):
        invite_me(stage, number, f"파티 {number}", 10 * number)
        stage.exchange()
    assert len(beside.shown) == 1
    beside.teller._gap.timeout.emit()
    assert beside.shown[1] == ("2 new messages", "You are invited to lunch\nYou are invited to lunch")
    beside.tray.icon.messageClicked.emit()
    stage.settle()
    assert beside.teller._latest is not None
    assert beside.teller._latest.page == "inbox"


@pytest.mark.parametrize("silence", ["switched off", "quiet hours", "snoozed"])
def test_whoever_wants_to_be_left_alone_is(beside: Beside, stage: Stage, silence: str) -> None:
    stage.exchange()
    beside.looks_away()
    if silence == "switched off":
        stage.choices.choose("native_toasts", False)
    elif silence == "quiet hours":
        stage.choices.choose("quiet_hours", Hours(time(11, 0), time(12, 0)))
    else:
        beside.choose(keys.SNOOZE_HOUR)
    invite_me(stage, 1, "국밥 먹어요", 10)
    stage.exchange()
    assert beside.shown == []
    assert [entry.kind for entry in stage.me.reads.inbox()] == [InboxKind.INVITED]


def _is_snoozed(beside: Beside) -> bool:
    return beside.quiet_until is not None


def test_snoozing_ends_by_itself_or_by_hand_and_outlives_a_start(beside: Beside, stage: Stage, tmp_path: Path) -> None:
    stage.exchange()
    beside.choose(keys.SNOOZE_HOUR)
    assert "Quiet until 12:02 – tell me again" in beside.menu()
    again = Snooze(stage.clock, tmp_path / "snooze.ini")
    assert again.until == NOW + HOUR
    beside.choose(keys.SNOOZE_END)
    assert not _is_snoozed(beside)
    beside.choose(keys.SNOOZE_DAY)
    assert "Quiet until tomorrow – tell me again" in beside.menu()
    assert beside.quiet_until == o_clock(8, day="2026-11-24")
    stage.clock.set(o_clock(8, 1, day="2026-11-24"))
    beside.tray._snooze._timer.timeout.emit()
    assert "Quiet for a while" in beside.menu()


def test_in_the_window_it_is_told_there_with_a_way_to_it(beside: Beside, stage: Stage) -> None:
    stage.exchange()
    stage.qtbot.waitActive(stage.window)
    invite_me(stage, 1, "국밥 먹어요", 10)
    stage.exchange()
    (toast,) = stage.window.toasts.toasts
    assert toast.accessibleName().startswith("이서준 invites you to lunch · “국밥 먹어요”")
    assert toast.button.text() == "Show"
    toast.button.click()
    stage.settle()
    assert isinstance(stage.window.page, PartiesStub)
    assert beside.shown == []


def test_a_refusal_that_the_window_shows_at_once_and_a_lunch_that_is_over_are_not_told(
    beside: Beside, stage: Stage
) -> None:
    stage.exchange()
    party = stage.opens(1, "국밥 먹어요", seats=2)
    stage.exchange()
    beside.looks_away()
    stage.me.do("party.join", JoinParty(party, or_wait=False, until=o_clock(11, 35)))
    stage.joins(3, party)
    stage.exchange()
    assert beside.shown == []
    other = stage.opens(2, "김치찌개", o_clock(12, 0), seats=2)
    stage.exchange()
    stage.me.do("party.join", JoinParty(other, or_wait=False, until=o_clock(11, 45)))
    stage.joins(4, other, o_clock(12, 0))
    stage.clock.advance(MINUTE)
    stage.exchange()
    assert [title for title, _ in beside.shown] == ["No seats are left"]


def test_closing_hides_the_window_and_says_so_once(
    beside: Beside, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(beside.tray, "tell", lambda title, _detail: said.append(title))
    for _ in range(2):
        assert not stage.window.close()
        assert not stage.window.isVisible()
        assert not QApplication.quitOnLastWindowClosed()
        beside.tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
        assert stage.window.isVisible()
        assert QApplication.quitOnLastWindowClosed()
    assert said == ["Lunch Desktop stays here"]


@pytest.mark.parametrize("why", ["not wanted", "no tray", "the program ends"])
def test_closing_ends_the_program_otherwise(
    beside: Beside, stage: Stage, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    if why == "not wanted":
        stage.choices.choose("close_to_tray", False)
    elif why == "no tray":
        monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    else:
        monkeypatch.setattr(QApplication, "quit", lambda: None)
        beside.choose(keys.QUIT)
    closed: list[bool] = []
    stage.window.closing.connect(lambda: closed.append(True))
    assert stage.window.close()
    assert closed == [True]


def test_a_quiet_start_stays_in_the_tray_and_without_one_in_the_task_bar(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = stage.window
    assert isinstance(window, MainWindow)
    for there in (True, False):
        window.hide()
        monkeypatch.setattr(QSystemTrayIcon, "show", lambda _: None)
        monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda there=there: there)
        presence = Presence(stage.choices, tmp_path, stage.clock)
        presence.attend(window)
        presence.show_at_start(window, minimised=True)
        assert not window.isVisible()
        presence._without_tray()
        assert window.isMinimized() is not there
        presence.come_forward()
        assert window.isVisible()
        assert not window.isMinimized()
        presence.close()
