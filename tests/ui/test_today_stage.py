"""The start page over a real desktop store and the real server code, and its hero in every state."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lunch_desktop.domain.availability import SetAvailability
from lunch_desktop.domain.ids import PartyId, RestaurantId
from lunch_desktop.domain.parties.cancelling import CancelParty
from lunch_desktop.domain.parties.editing import EditParty
from lunch_desktop.domain.parties.inviting import Invite
from lunch_desktop.domain.parties.joining import JoinParty
from lunch_desktop.domain.parties.opening import OpenParty
from lunch_desktop.domain.times import MINUTE, Day, Instant, at
from lunch_desktop.store.desktop.queries.today import HeroState
from lunch_desktop.sync.core import Step
from lunch_desktop.sync.status import Changed, Reach, SyncStatus
from lunch_desktop.system.languages import Language
from lunch_desktop.ui.page import Page, PageContext
from lunch_desktop.ui.pages.today.page import TodayPage
from lunch_desktop.ui.session import DesktopSession
from lunch_desktop.ui.shell.choices import Choices, Preferences
from lunch_desktop.ui.shell.memory import WindowMemory
from lunch_desktop.ui.shell.window import MainWindow
from lunch_desktop.ui.texts.language import LanguageSwitch
from lunch_desktop.ui.theme.theme import Theme, ThemeMode
from lunch_desktop.wire.sync import Result
from tests.support.clock import ManualClock
from tests.support.colleagues import Colleagues
from tests.support.company import OFFICE, PLACES, STAFF, make_company
from tests.support.desktop import Desktop, make_desktop

TODAY = Day("2026-11-23")


def o_clock(hour: int, minute: int = 0, day: str = TODAY) -> Instant:
    """An instant at the office."""
    return at(Day(day), hour, minute, OFFICE.time_zone)


NOW = o_clock(11, 2)


class Elsewhere(Page):
    """Stands for pages that a test of this one does not need; notes what it was opened for."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.subjects: list[str | None] = []
        self.looked_for = ""

    def find_text(self, text: str) -> None:
        """Note it."""
        self.looked_for = text

    def open(self, subject: str | None) -> None:
        """Note it."""
        self.subjects.append(subject)

    def refresh(self) -> None:
        """Nothing to show."""

    def retranslate(self) -> None:
        """Nothing to say."""


class PartiesStub(Elsewhere):
    """In the place of the parties' page."""

    key = "parties"


class SyncStub(Elsewhere):
    """In the place of the Sync centre."""

    key = "sync"


class SettingsStub(Elsewhere):
    """In the place of the settings."""

    key = "settings"


class Stage:
    """김민지 at her desk at 11:02, colleagues at theirs, and a server between them."""

    def __init__(self, folder: Path, qtbot: QtBot, *, language: Language = Language.ENGLISH) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self.qtbot = qtbot
        self.clock = ManualClock(NOW)
        self.company = make_company(folder / "company", self.clock)
        self.me = make_desktop(self.company, STAFF[0].id)
        self._colleagues = Colleagues(self.company)
        self._others: dict[int, Desktop] = {}
        self.session = DesktopSession(self.me.store, self.me.reads, self.clock)
        self.saved: list[tuple[str, object]] = []
        self.theme = Theme(ThemeMode.LIGHT)
        self.theme.set_motion(forced=False)
        self.theme.apply(application)
        self.languages = LanguageSwitch(application)
        self.languages.choose(language)
        self.choices = Choices(
            Preferences(), self.theme, self.languages, lambda name, value: self.saved.append((name, value))
        )
        self.memory = folder / "window.ini"
        self._window: MainWindow | None = None

    @property
    def window(self) -> MainWindow:
        """The window, shown at first use."""
        if self._window is None:
            pages: dict[str, Callable[[PageContext], Page]] = {
                "today": TodayPage,
                "parties": PartiesStub,
                "sync": SyncStub,
                "settings": SettingsStub,
            }
            window = MainWindow(self.session, self.theme, self.choices, WindowMemory(self.memory), pages)
            self._window = window
            window.show()
            self.qtbot.waitExposed(window)
            self.settle()
        return self._window

    @property
    def today(self) -> TodayPage:
        """The start page."""
        page = self.window.page
        assert isinstance(page, TodayPage)
        return page

    def settle(self) -> None:
        """Let everything that was asked for arrive."""
        for _ in range(3):
            assert self.session._writing.drain(5)
            assert self.session._reading.drain(5)
            QApplication.processEvents()

    def other(self, number: int) -> Desktop:
        """A colleague's desktop, up to date."""
        if number not in self._others:
            self._others[number] = make_desktop(self.company, STAFF[number].id)
        self._others[number].sync()
        return self._others[number]

    def does(self, number: int, name: str, args: object) -> dict[str, Any]:
        """A colleague does something, and the server decides it."""
        return self._colleagues.do(STAFF[number].id, name, args)

    def opens(
        self, number: int, title: str, meets_at: Instant | None = None, *, seats: int = 4, place: int | None = 0
    ) -> PartyId:
        """A colleague opens a party; `place` is the number of a restaurant."""
        restaurant = RestaurantId(PLACES[place].id) if place is not None else None
        when = meets_at if meets_at is not None else o_clock(11, 50)
        new = OpenParty(title, restaurant, when, 60, "1층 로비", seats, "", "office")
        return PartyId(str(self.does(number, "party.open", new)["party_id"]))

    def joins(self, number: int, party: PartyId, meets_at: Instant | None = None) -> None:
        """A colleague joins, or waits."""
        until = Instant((meets_at if meets_at is not None else o_clock(11, 50)) - 15 * MINUTE)
        self.does(number, "party.join", JoinParty(party, or_wait=True, until=until))

    def exchange(self) -> None:
        """My desktop and the server exchange everything, as the engine would; the window hears of it."""
        self.settle()
        tables: set[str] = set()
        results: list[Result] = []
        self.me.facts.behind = self.me.facts.unsent = True
        while self.me.facts.plan(self.clock.now()).step is not Step.WAIT:
            applied = self.me.step()
            if applied is not None:
                tables |= applied.tables
                results += applied.results
        self.session._take_changed(Changed(frozenset(tables), tuple(results)))
        self.reaches(Reach.ONLINE)
        self.settle()

    def reaches(self, reach: Reach) -> None:
        """What the engine would tell of the connection."""
        counts = self.me.reads.counts()
        self.session._take_status(
            SyncStatus(reach, False, reach is Reach.ONLINE, counts.waiting, counts.attention, None)
        )

    def hero(self) -> HeroState | None:
        """The state that the page has read."""
        found = self.today._found
        return found.today.hero if found is not None else None

    def close(self) -> None:
        """End."""
        if self._window is not None:
            self._window.close()
            self._window.deleteLater()
        self.languages.choose(Language.ENGLISH)
        self.choices.close()
        self.session.close()
        self.me.close()
        for desktop in self._others.values():
            desktop.close()
        self.company.database.close()


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot) -> Iterator[Stage]:
    """김민지's desktop, signed in and not yet synced."""
    made = Stage(tmp_path, qtbot)
    yield made
    made.close()


# How each state comes about; used here and for pictures.


def nothing(stage: Stage) -> None:
    """Nothing planned, four parties open."""
    stage.opens(1, "국밥 먹어요")
    full = stage.opens(2, "김치찌개 한 그릇", o_clock(12, 0), seats=2, place=1)
    stage.joins(3, full, o_clock(12, 0))
    invited = stage.opens(4, "초밥 어때요", o_clock(12, 10), place=2)
    stage.does(4, "party.invite", Invite(invited, STAFF[0].id))
    stage.opens(5, "새로 온 사람 환영", o_clock(12, 20), place=None)
    for number in (3, 6):
        stage.does(number, "availability.set", SetAvailability(TODAY, "free", o_clock(11, 30), o_clock(13, 0)))
    stage.exchange()


def requested(stage: Stage) -> None:
    """Asked for a seat without a connection."""
    nothing(stage)
    party = next(view for view in stage.me.reads.today(NOW).joinable if view.party.title == "국밥 먹어요")  # type: ignore[union-attr]
    stage.me.do("party.join", JoinParty(party.party.id, True, Instant(party.party.meets_at - 15 * MINUTE)))
    stage.clock.set(o_clock(11, 22))
    stage.session._take_changed(Changed(frozenset({"memberships"}), ()))
    stage.reaches(Reach.UNREACHABLE)
    stage.settle()


def lapsed(stage: Stage) -> None:
    """Asked for a seat, and the time for an answer is over."""
    requested(stage)
    stage.clock.set(o_clock(11, 40))
    stage.session._take_changed(Changed(frozenset({"memberships"}), ()))
    stage.settle()


def joined(stage: Stage) -> None:
    """A seat, given by the server."""
    requested(stage)
    party = stage.me.reads.today(NOW).party  # type: ignore[union-attr]
    assert party is not None
    stage.joins(6, party.party.id)
    stage.exchange()


def waitlisted(stage: Stage) -> None:
    """Second in line."""
    party = stage.opens(1, "국밥 먹어요", seats=2)
    for number in (2, 3):
        stage.joins(number, party)
    stage.exchange()
    stage.me.do("party.join", JoinParty(party, True, Instant(o_clock(11, 50) - 15 * MINUTE)))
    stage.opens(4, "초밥 어때요", o_clock(12, 10), place=2)
    stage.exchange()


def host(stage: Stage) -> None:
    """My own party."""
    stage.exchange()
    made = stage.me.do("party.open", OpenParty("국밥 먹어요", None, o_clock(11, 50), 60, "1층 로비", 3, "", "office"))
    party = PartyId(str(made.answer["party_id"]))
    stage.me.do("party.edit", EditParty(party, {"restaurant_id": (None, PLACES[0].id)}))
    stage.me.do("party.invite", Invite(party, STAFF[6].id))
    stage.exchange()
    for number in (1, 2, 3):
        stage.joins(number, party)
    stage.opens(4, "초밥 어때요", o_clock(12, 10), place=2)
    stage.exchange()


def after(stage: Stage) -> None:
    """Lunch has begun."""
    joined(stage)
    stage.clock.set(o_clock(12, 20))
    stage.exchange()


def cancelled(stage: Stage) -> None:
    """The host called it off."""
    joined(stage)
    party = stage.me.reads.today(stage.clock.now()).party  # type: ignore[union-attr]
    assert party is not None
    stage.does(1, "party.cancel", CancelParty(party.party.id))
    stage.exchange()


def refused(stage: Stage) -> None:
    """The last seat went to somebody else, and I would not wait."""
    nothing(stage)
    party = next(view for view in stage.me.reads.today(NOW).joinable if view.party.title == "국밥 먹어요")  # type: ignore[union-attr]
    stage.does(1, "party.edit", EditParty(party.party.id, {"capacity": (4, 3)}))
    for number in (6, 7):
        stage.joins(number, party.party.id)
    stage.me.do("party.join", JoinParty(party.party.id, False, Instant(party.party.meets_at - 15 * MINUTE)))
    stage.exchange()


def loading(stage: Stage) -> None:
    """Signed in, and the server was never reached."""
    stage.reaches(Reach.UNREACHABLE)
    stage.settle()


STATES: dict[str, Callable[[Stage], None]] = {
    "nothing": nothing,
    "requested": requested,
    "lapsed": lapsed,
    "joined": joined,
    "waitlisted": waitlisted,
    "host": host,
    "after": after,
    "cancelled": cancelled,
    "refused": refused,
    "loading": loading,
}
