"""What the window comes back to at the next start, without a jump."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from lunch_desktop.store.desktop.queries.parties import PartyFilter
from lunch_desktop.ui.pages.parties.page import PartiesPage
from lunch_desktop.ui.pages.today.finding import RowFilter
from lunch_desktop.ui.pages.today.page import TodayPage
from lunch_desktop.ui.shell.memory import WindowMemory, bring_onto_a_screen
from lunch_desktop.ui.shell.window import MainWindow
from tests.support.company import an_id
from tests.ui.test_palette import PaletteStage
from tests.ui.test_today_stage import o_clock


class MemoryStage(PaletteStage):
    """A desktop with sixty coming parties."""

    def fill(self) -> None:
        """Five days of lunches."""
        minutes = [60 + day * 24 * 60 + number for day in range(5) for number in range(12)]
        self.holds([(f"점심 {number}", later, None) for number, later in enumerate(minutes)])

    def start_again(self) -> MainWindow:
        """Close the window, and open it as at the next start."""
        former = self.window
        former.close()
        former.deleteLater()
        self._window = None
        return self.window

    def parties(self) -> PartiesPage:
        """The page of parties, which is shown."""
        page = self.window.page
        assert isinstance(page, PartiesPage)
        return page

    def titles(self) -> list[str]:
        """The rows in sight."""
        page = self.parties()
        views = [page.listing._views.get(page.listing.ids[at]) for at in page.listing.list.visible_indices]
        return [view.party.title for view in views if view is not None]


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot) -> Iterator[MemoryStage]:
    """김민지's desktop."""
    made = MemoryStage(tmp_path, qtbot)
    made.fill()
    assert made.window.isVisible()
    made.settle()
    yield made
    made.close()


def test_the_list_of_parties_comes_back_to_its_row_and_the_party_shown(stage: MemoryStage) -> None:
    stage.window.navigate("parties")
    stage.settle()
    page = stage.parties()
    page.listing.list.show_from(30)
    stage.settle()
    page.listing.list.focus_row(33)
    stage.settle()
    page.show_party(page.listing.ids[33])
    stage.settle()
    before, shown = stage.titles(), page._shown
    assert before[0] == "점심 30"

    stage.start_again()
    assert stage.titles() == before
    assert stage.parties()._shown == shown
    facts = stage.parties()._facts
    assert facts is not None
    assert facts.view.party.title == "점심 33"
    assert stage.parties().listing.list.has_row_focus()
    assert stage.parties().listing.list.current == 33


def test_rows_that_came_meanwhile_do_not_move_what_was_at_the_top(stage: MemoryStage) -> None:
    stage.window.navigate("parties")
    stage.settle()
    stage.parties().listing.list.show_from(30)
    stage.settle()
    stage.window.close()
    stage._window = None
    stage.opens(7, "새 파티", o_clock(11, 55), place=None)
    stage.exchange()
    assert stage.window.isVisible()
    stage.settle()
    assert stage.parties().listing.ids[0] != an_id("party 0")
    assert stage.titles()[0] == "점심 30"


def test_the_filter_comes_back_and_a_party_that_is_gone_is_passed_over(stage: MemoryStage) -> None:
    stage.window.navigate("parties")
    stage.settle()
    page = stage.parties()
    page.listing.show_filter(PartyFilter.PAST)
    stage.settle()
    page._shown = "a party that is no longer here"

    stage.start_again()
    page = stage.parties()
    assert page.listing.filter.value == PartyFilter.PAST
    assert page.listing.ids == []
    assert page.listing.notice.isHidden()


def test_a_sheet_comes_back_in_a_narrow_window(stage: MemoryStage) -> None:
    stage.window.resize(880, 600)
    stage.choices.set_scale(1.5)
    stage.window.navigate("parties")
    stage.settle()
    page = stage.parties()
    page.show_party(page.listing.ids[3])
    stage.settle()
    assert page._sheet is not None

    stage.start_again()
    page = stage.parties()
    assert page._sheet is not None
    assert page._sheet.isVisible()
    assert page._facts is not None
    assert page._facts.view.party.title == "점심 3"


def test_the_start_page_comes_back_to_its_filter_and_to_where_it_was_scrolled(stage: MemoryStage) -> None:
    stage.window.resize(880, 600)
    stage.choices.set_scale(1.5)
    stage.settle()
    page = stage.today
    page.rows.set_filter(RowFilter.TEAM)
    page.refresh()
    stage.settle()
    bar = page._scroll.verticalScrollBar()
    assert bar.maximum() > 100
    bar.setValue(100)

    stage.start_again()
    page = stage.today
    assert page.rows.filter is RowFilter.TEAM
    stage.qtbot.waitUntil(lambda: page._scroll.verticalScrollBar().value() == 100)


def test_what_is_damaged_is_as_good_as_nothing(stage: MemoryStage) -> None:
    memory = WindowMemory(stage.memory)
    memory.keep_page("parties", {"filter": ["past"], "top": "a", "shown": 7})
    memory._settings.setValue("pages/today", "{no json")
    memory.keep(stage.window, "parties")
    assert memory.kept("today") == {}
    stage._window = None
    stage.settle()
    assert stage.titles()[0] == "점심 0"
    assert stage.parties().listing.filter.value == PartyFilter.COMING


def test_a_maximised_window_comes_back_maximised(stage: MemoryStage) -> None:
    stage.window.setWindowState(Qt.WindowState.WindowMaximized)
    again = stage.start_again()
    assert again.isMaximized()


@pytest.mark.parametrize(
    "place",
    [QRect(9_000, 40, 900, 640), QRect(40, -700, 900, 640), QRect(-870, 40, 900, 640), QRect(40, 9_000, 900, 640)],
)
def test_a_window_on_a_screen_that_is_gone_comes_back_into_sight(qtbot: QtBot, place: QRect) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setGeometry(place)
    bring_onto_a_screen(window)
    screen = QGuiApplication.primaryScreen().availableGeometry()
    assert screen.contains(window.geometry().topLeft())
    assert screen.intersected(window.geometry()).width() >= 64
    there = window.geometry()
    bring_onto_a_screen(window)
    assert window.geometry() == there


def test_a_page_without_anything_to_scroll_remembers_nothing(stage: MemoryStage) -> None:
    stage.window.navigate("sync")
    page = stage.window.page
    assert page is not None
    assert page.findChild(QScrollArea) is None
    assert page.remember() == {}
    assert isinstance(stage.window._pages["today"], TodayPage)
