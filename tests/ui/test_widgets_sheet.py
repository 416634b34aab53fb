"""A sheet keeps the keyboard, and lets it through every input."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lunch_desktop.ui.theme.theme import Theme, ThemeMode
from lunch_desktop.ui.widgets.inputs import LineEdit, SpinBox
from lunch_desktop.ui.widgets.sheet import SideSheet
from lunch_desktop.ui.widgets.time_field import TimeField

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_tab_goes_on_from_a_number_and_a_time(qtbot: QtBot) -> None:
    """The line edit inside them hands its focus back to the whole, and must not count as a stop."""
    theme = Theme(ThemeMode.LIGHT)
    window = QWidget()
    window.resize(900, 600)
    qtbot.addWidget(window)
    sheet = SideSheet(theme, window, "New party", "Close")
    first, number, time, last = LineEdit(theme), SpinBox(theme, 2, 30), TimeField(theme), LineEdit(theme)
    for widget in (first, number, time, last):
        sheet.body.addWidget(widget)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    sheet.open(first)
    visited = []
    for _ in range(3):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        visited.append(QApplication.focusWidget())
    assert list(dict.fromkeys(visited)) == [number, time, last]


def test_what_has_gone_gets_the_keyboard_back_nowhere_else(qtbot: QtBot) -> None:
    """The page that opened the sheet was left: the window is to say who goes on, not the order of Tab."""
    theme = Theme(ThemeMode.LIGHT)
    window = QWidget()
    window.resize(900, 600)
    qtbot.addWidget(window)
    first, opener, inside = (LineEdit(theme, parent=window) for _ in range(3))
    sheet = SideSheet(theme, window, "New party", "Close")
    sheet.body.addWidget(inside)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    opener.setFocus()
    sheet.open(inside)
    opener.hide()
    sheet.close_sheet()
    assert first.isVisible()
    assert QApplication.focusWidget() is None
