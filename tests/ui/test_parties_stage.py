"""The stage of the tests of parties: a window over a real desktop store, colleagues, and the real server code."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lunch_desktop.domain.ids import EmployeeId, PartyId, RestaurantId
from lunch_desktop.domain.parties.joining import JoinParty
from lunch_desktop.domain.parties.opening import OpenParty
from lunch_desktop.domain.table import Table
from lunch_desktop.domain.times import MINUTE, Day, Instant, at
from lunch_desktop.store.desktop.queries.parties import PartyView
from lunch_desktop.sync.core import Step
from lunch_desktop.sync.status import Changed, Reach, SyncStatus
from lunch_desktop.system.languages import Language
from lunch_desktop.ui.page import PageContext
from lunch_desktop.ui.pages.parties.page import PartiesPage
from lunch_desktop.ui.runtime.driver_find import find
from lunch_desktop.ui.session import DesktopSession
from lunch_desktop.ui.texts.language import LanguageSwitch
from lunch_desktop.ui.theme.theme import Theme, ThemeMode
from lunch_desktop.wire.sync import Result
from tests.support.clock import ManualClock
from tests.support.colleagues import Colleagues
from tests.support.company import OFFICE, PLACES, STAFF, make_company
from tests.support.desktop import Desktop, make_desktop

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

TODAY = Day("2026-11-23")


def o_clock(hour: int, minute: int = 0, day: str = TODAY) -> Instant:
    """An instant at the office."""
    return at(Day(day), hour, minute, OFFICE.time_zone)


class RecordingShell:
    """The window around the page, as far as the page knows it."""

    def __init__(self) -> None:
        self.toasts: list[str] = []
        self.undo: Callable[[], object] | None = None
        self.header = ""

    def navigate(self, page: str, subject: str | None = None) -> None:
        """See Shell."""

    def toast(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """See Shell."""
        self.toasts.append(text)
        self.undo = undo

    def set_header(self, title: str, detail: str = "") -> None:
        """See Shell."""
        self.header = title


class PartiesStage:
    """김민지 at her desk, colleagues at theirs, and a server between them."""

    def __init__(
        self,
        folder: Path,
        qtbot: QtBot,
        *,
        now: Instant | None = None,
        rows: list[tuple[Table[Any], Any]] | None = None,
        me: EmployeeId | None = None,
    ) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self.clock = ManualClock(now if now is not None else o_clock(10, 30))
        self.company = make_company(folder / "company", self.clock)
        if rows is not None:
            self.company.sync.import_rows(rows)
        self.me = make_desktop(self.company, me if me is not None else STAFF[0].id)
        self._colleagues = Colleagues(self.company)
        self._others: dict[int, Desktop] = {}
        self.session = DesktopSession(self.me.store, self.me.reads, self.clock)
        self.theme = Theme(ThemeMode.LIGHT)
        self.theme.set_motion(forced=False)
        self.theme.apply(application)
        self.languages = LanguageSwitch(application)
        self.languages.choose(Language.ENGLISH)
        self.shell = RecordingShell()
        self.qtbot = qtbot
        self._page: PartiesPage | None = None

    @property
    def page(self) -> PartiesPage:
        """The page in a window of its own, shown at first use with the list read."""
        return self._page if self._page is not None else self.show()

    def show(self, subject: str | None = None, size: tuple[int, int] = (1000, 700)) -> PartiesPage:
        """Shows the page."""
        self._page = PartiesPage(PageContext(self.session, self.theme, self.shell))
        self._page.resize(*size)
        self._page.show()
        self.qtbot.waitExposed(self._page)
        self._page.open(subject)
        self.settle()
        return self._page

    def settle(self) -> None:
        """Lets everything that was asked for arrive."""
        for _ in range(4):
            QApplication.processEvents()
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
        self,
        number: int,
        title: str,
        meets_at: Instant | None = None,
        *,
        seats: int = 4,
        place: int | None = 0,
        visibility: str = "office",
    ) -> PartyId:
        """A colleague opens a party; `place` is the number of a restaurant."""
        restaurant = RestaurantId(PLACES[place].id) if place is not None else None
        when = meets_at if meets_at is not None else o_clock(12)
        new = OpenParty(title, restaurant, when, 60, "1층 로비", seats, "", visibility)
        return PartyId(str(self.does(number, "party.open", new)["party_id"]))

    def joins(self, number: int, party: PartyId, meets_at: Instant | None = None) -> None:
        """A colleague joins, or waits."""
        until = Instant((meets_at if meets_at is not None else o_clock(12)) - 15 * MINUTE)
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
        self.session._take_status(SyncStatus(reach, False, reach is Reach.ONLINE, 0, 0, None))
        self.settle()

    def party(self, party_id: str) -> PartyView:
        """A party as my desktop holds it."""
        view = self.me.reads.party(party_id)
        assert view is not None
        return view

    def find(self, name: str) -> QWidget:
        """The visible widget that a screen reader calls so."""
        return find(name)

    def click(self, name: str) -> None:
        """Presses what is called so."""
        widget = find(name)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.settle()

    def press(self, key: Qt.Key) -> None:
        """Presses a key where the keyboard is."""
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, key)
        self.settle()

    def write(self, name: str, text: str) -> None:
        """Replaces what a field holds, as an input method commits text."""
        field = find(name)
        field.setFocus()
        if hasattr(field, "selectAll"):
            field.selectAll()
        target = QApplication.focusWidget()
        assert target is not None
        event = QInputMethodEvent()
        event.setCommitString(text)
        if text:
            QCoreApplication.sendEvent(target, event)
        else:
            QTest.keyClick(target, Qt.Key.Key_Delete)
        self.settle()

    def offers(self, name: str) -> bool:
        """Whether something is called exactly so."""
        return any(
            widget.isVisible() and (widget.accessibleName() == name or getattr(widget, "text", str)() == name)
            for widget in self.page.window().findChildren(QWidget)
        )

    def close(self) -> None:
        """End, in the language of the beginning."""
        self.languages.choose(Language.ENGLISH)
        if self._page is not None:
            self._page.close()
            self._page.deleteLater()
        self.session.close()
        self.me.close()
        for desktop in self._others.values():
            desktop.close()
        self.company.database.close()


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot) -> Iterator[PartiesStage]:
    """김민지's desktop, signed in and not yet synced."""
    made = PartiesStage(tmp_path, qtbot)
    yield made
    made.close()


def test_before_the_first_sync_the_page_says_that_parties_are_coming(stage: PartiesStage) -> None:
    stage.show()
    assert stage.offers("Parties are on their way")


def test_without_parties_the_page_teaches_how_to_open_one(stage: PartiesStage) -> None:
    stage.exchange()
    stage.show()
    assert stage.offers("No parties yet")
    assert stage.offers("Ctrl+N opens one.")
