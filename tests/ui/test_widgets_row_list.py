"""A list of ten thousand rows opens at once, and the keyboard and the screen reader reach every one of them."""

import os
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import overload

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from lunch_desktop.ui.theme.theme import Theme, ThemeMode
from lunch_desktop.ui.theme.tokens import TextRole, Tone
from lunch_desktop.ui.widgets.party_row import PartyRow, PartyRowContent
from lunch_desktop.ui.widgets.pill import PillContent
from lunch_desktop.ui.widgets.row_list import RowList

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

COUNT = 10_000


class LazyParties(Sequence[PartyRowContent]):
    """Ten thousand parties that are made when they are asked for."""

    def __init__(self, first: int = 0, count: int = COUNT) -> None:
        self.first, self.length, self.asked = first, count, 0

    @overload
    def __getitem__(self, index: int) -> PartyRowContent: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[PartyRowContent]: ...
    def __getitem__(self, index: int | slice) -> PartyRowContent | Sequence[PartyRowContent]:
        assert isinstance(index, int)
        if not 0 <= index < self.length:
            raise IndexError(index)
        self.asked += 1
        number = self.first + index
        return PartyRowContent(f"12:00 파티 {number}", f"파티 {number}", "12:00", "식당", "팀", "1/4", "참여")

    def __len__(self) -> int:
        return self.length


def fill(row: object, item: object) -> None:
    assert isinstance(row, PartyRow)
    assert isinstance(item, PartyRowContent)
    row.show_content(item)


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    theme = Theme(ThemeMode.LIGHT)
    theme.apply(qapp)
    return theme


@pytest.fixture
def page(theme: Theme, qtbot: QtBot) -> tuple[QWidget, QLineEdit, RowList, QLineEdit]:
    """A list between two inputs."""
    page = QWidget()
    qtbot.addWidget(page)
    before, after = QLineEdit(page), QLineEdit(page)
    rows = RowList(theme, lambda: PartyRow(theme), fill, name="파티", key_of=lambda item: getattr(item, "name", ""))
    layout = QVBoxLayout(page)
    for widget in (before, rows, after):
        layout.addWidget(widget)
    QWidget.setTabOrder(before, rows)
    QWidget.setTabOrder(rows, after)
    page.resize(700, 600)
    page.show()
    page.activateWindow()
    return page, before, rows, after


def focused(rows: RowList) -> int:
    row = QApplication.focusWidget()
    assert isinstance(row, PartyRow)
    assert row.isVisible()
    return row.index


def press(key: Qt.Key) -> None:
    """Presses a key where the keyboard is."""
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key)


Page = tuple[QWidget, QLineEdit, RowList, QLineEdit]


def test_ten_thousand_rows_need_few_widgets_and_open_at_once(page: Page) -> None:
    _window, _before, rows, _after = page
    items = LazyParties()
    started = time.perf_counter()
    rows.show_items(items)
    assert time.perf_counter() - started < 0.5
    assert items.asked < 60
    assert len(rows.findChildren(QWidget)) < 60
    for index in range(0, COUNT, 503):
        rows.focus_row(index)
    rows.verticalScrollBar().setValue(0)
    assert len(rows.findChildren(QWidget)) < 60


def test_the_keyboard_reaches_the_last_row(page: Page, qtbot: QtBot) -> None:
    _window, _before, rows, _after = page
    rows.show_items(LazyParties())
    rows.focus_row(0)
    for _ in range(30):
        press(Qt.Key.Key_Down)
    assert focused(rows) == 30
    press(Qt.Key.Key_End)
    assert focused(rows) == COUNT - 1
    row = QApplication.focusWidget()
    assert row is not None
    assert row.accessibleName() == f"12:00 파티 {COUNT - 1}"
    viewport = rows.viewport().rect()
    assert viewport.contains(row.geometry())
    QTest.keyClick(row, Qt.Key.Key_PageUp)
    assert COUNT - 12 < focused(rows) < COUNT - 2


def test_enter_activates_the_row_that_has_the_focus(page: Page, qtbot: QtBot) -> None:
    _window, _before, rows, _after = page
    rows.show_items(LazyParties())
    rows.focus_row(4_321)
    with qtbot.waitSignal(rows.activated) as caught:
        press(Qt.Key.Key_Return)
    assert caught.args == [4_321]


def test_the_list_is_one_stop_of_the_tab_key(page: Page, qtbot: QtBot) -> None:
    window, before, rows, after = page
    rows.show_items(LazyParties())
    rows.focus_row(40)
    before.setFocus()
    QTest.keyClick(before, Qt.Key.Key_Tab)
    assert focused(rows) == 40
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is after
    QTest.keyClick(after, Qt.Key.Key_Backtab)
    assert focused(rows) == 40
    press(Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is before
    assert window.isActiveWindow()


def test_the_focus_stays_on_its_row_when_rows_arrive_before_it(page: Page) -> None:
    _window, _before, rows, _after = page
    rows.show_items(LazyParties(first=100))
    rows.focus_row(7)
    rows.show_items(LazyParties(first=90))
    row = QApplication.focusWidget()
    assert row is not None
    assert row.accessibleName() == "12:00 파티 107"


def test_a_row_scrolled_out_of_sight_keeps_the_focus(page: Page, qtbot: QtBot) -> None:
    _window, _before, rows, _after = page
    rows.show_items(LazyParties())
    rows.focus_row(3)
    bar = rows.verticalScrollBar()
    bar.setValue(bar.maximum())
    QApplication.processEvents()
    row = QApplication.focusWidget()
    assert isinstance(row, PartyRow)
    assert (row.index, bar.value()) == (3, bar.maximum())
    QTest.keyClick(row, Qt.Key.Key_Down)
    assert focused(rows) == 4
    assert rows.verticalScrollBar().value() <= 4 * row.height()


def test_fewer_rows_and_none_at_all(page: Page) -> None:
    _window, _before, rows, _after = page
    rows.show_items(LazyParties())
    rows.focus_row(COUNT - 1)
    rows.show_items(LazyParties(count=3))
    assert rows.current == 2
    rows.show_items(())
    assert rows.current == -1
    assert not [row for row in rows.findChildren(PartyRow) if row.isVisible()]


def test_a_mouse_click_opens_the_row_and_its_button_activates_it(page: Page, qtbot: QtBot) -> None:
    _window, _before, rows, _after = page
    rows.show_items(LazyParties())
    row = next(row for row in rows.findChildren(PartyRow) if row.isVisible() and row.index == 2)
    with qtbot.waitSignal(rows.opened) as opened, qtbot.assertNotEmitted(rows.activated):
        QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert opened.args == [2]
    button = row.findChildren(QWidget)[0]
    with qtbot.waitSignal(rows.activated) as activated:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert activated.args == [2]


def test_a_state_stands_where_the_button_was(theme: Theme, qtbot: QtBot) -> None:
    row = PartyRow(theme)
    qtbot.addWidget(row)
    content = LazyParties()[0]
    row.show_content(content)
    row.show()
    button = row.findChildren(QWidget)[0]
    assert button.isVisible()
    assert button.accessibleName() == "참여 파티 0"
    row.show_content(replace(content, pill=PillContent("요청됨", Tone.REQUESTED)))
    assert not button.isVisible()


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_a_row_holds_its_two_lines_at_every_font_size(theme: Theme, qtbot: QtBot, scale: float) -> None:
    theme.set_scale(scale)
    row = PartyRow(theme)
    qtbot.addWidget(row)
    lines = sum(theme.line(role) for role in (TextRole.BODY, TextRole.CAPTION))
    assert row.sizeHint().height() >= lines + theme.px(8)
