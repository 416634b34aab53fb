"""Dates and times: typed in words, stepped by keys, chosen in what opens."""

import os
from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QDate, QPoint, Qt, QTime
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from lunch_desktop.system.languages import Language
from lunch_desktop.ui.texts.language import LanguageSwitch
from lunch_desktop.ui.theme.theme import Theme, ThemeMode
from lunch_desktop.ui.widgets.button import Button
from lunch_desktop.ui.widgets.calendar_panel import CalendarPanel
from lunch_desktop.ui.widgets.date_field import DateField
from lunch_desktop.ui.widgets.field import Field
from lunch_desktop.ui.widgets.month_grid import MonthGrid
from lunch_desktop.ui.widgets.sheet import SideSheet
from lunch_desktop.ui.widgets.time_field import TimeField, TimeList

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

MONDAY = date(2026, 11, 23)
PRESS = QTest.keyClick


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    theme = Theme(ThemeMode.LIGHT)
    theme.set_motion(forced=False)
    theme.apply(qapp)
    return theme


@pytest.fixture
def languages(qapp: QApplication) -> Iterator[LanguageSwitch]:
    switch = LanguageSwitch(qapp)
    switch.choose(Language.ENGLISH)
    yield switch
    switch.choose(Language.ENGLISH)


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, languages: LanguageSwitch) -> QWidget:
    window = QWidget()
    QVBoxLayout(window)
    qtbot.addWidget(window)
    window.resize(700, 600)
    window.show()
    window.activateWindow()
    return window


@pytest.fixture
def day(window: QWidget, theme: Theme) -> DateField:
    """A date from Friday to the end of January."""
    field = DateField(theme, lambda: MONDAY)
    field.set_range(date(2026, 11, 20), date(2027, 1, 31))
    put(window, Field(theme, "Date", field))
    field.setFocus()
    return field


@pytest.fixture
def time(window: QWidget, theme: Theme) -> TimeField:
    field = TimeField(theme)
    put(window, Field(theme, "Time", field))
    field.setFocus()
    return field


def put(window: QWidget, widget: QWidget) -> None:
    layout = window.layout()
    assert layout is not None
    layout.addWidget(widget)
    QApplication.processEvents()


def write(field: DateField | TimeField, text: str) -> None:
    """Types over what is there, as an input method does it, and leaves it unsubmitted."""
    field.selectAll()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)


def grid(field: DateField) -> MonthGrid:
    return next(one for one in field.window().findChildren(MonthGrid) if one.isVisible())


def error_of(field: QWidget) -> str:
    around = field.parentWidget()
    assert isinstance(around, Field)
    field_error: str = around.error
    return field_error


class TestDate:
    def test_what_is_typed_is_read_on_enter_and_written_out(self, day: DateField, qtbot: QtBot) -> None:
        write(day, "내일")
        with qtbot.waitSignal(day.changed) as caught:
            PRESS(day, Qt.Key.Key_Return)
        assert caught.args == [QDate(2026, 11, 24)]
        assert day.text() == "Tue 24 Nov"

    def test_leaving_the_field_reads_it_too(self, day: DateField, window: QWidget, theme: Theme) -> None:
        other = Button(theme, "Other")
        put(window, other)
        write(day, "11/30")
        other.setFocus()
        assert day.date() == QDate(2026, 11, 30)

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("점심", "Type a day such as 11/23, Friday or tomorrow."),
            ("2026-11-19", "Choose Fri 20 Nov or a later day."),
            ("2027-02-01", "Choose Sun 31 Jan 2027 or an earlier day."),
        ],
    )
    def test_what_cannot_be_taken_is_said_and_stays_as_typed(self, day: DateField, text: str, said: str) -> None:
        field = day.parentWidget()
        assert isinstance(field, Field)
        day.failed.connect(field.set_error)
        write(day, text)
        PRESS(day, Qt.Key.Key_Return)
        assert error_of(day) == said
        assert day.text() == text
        assert day.date() == QDate(2026, 11, 23)
        write(day, "내")
        assert error_of(day) == ""

    def test_up_and_down_go_by_days_within_the_range(self, day: DateField) -> None:
        PRESS(day, Qt.Key.Key_Down)
        assert day.text() == "Tue 24 Nov"
        for _ in range(9):
            PRESS(day, Qt.Key.Key_Up)
        assert day.date() == QDate(2026, 11, 20)

    def test_a_day_of_another_year_says_so_and_can_be_read_again(self, day: DateField) -> None:
        day.setDate(QDate(2027, 1, 5))
        assert day.text() == "Tue 5 Jan 2027"
        write(day, day.text())
        assert day.interpret()
        assert day.date() == QDate(2027, 1, 5)

    @pytest.mark.parametrize("language", list(Language))
    def test_every_day_it_writes_it_reads(self, day: DateField, languages: LanguageSwitch, language: Language) -> None:
        languages.choose(language)
        for shown in (QDate(2026, 11, 23), QDate(2026, 12, 31), QDate(2027, 1, 1), QDate(2027, 1, 30)):
            day.setDate(shown)
            write(day, day.text())
            assert day.interpret(), day.text()
            assert day.date() == shown

    def test_the_language_changes_what_is_shown(self, day: DateField, languages: LanguageSwitch) -> None:
        languages.choose(Language.KOREAN)
        QApplication.processEvents()
        assert day.text() == "11월 23일 (월)"

    def test_the_month_is_worked_by_keys_and_gives_the_keyboard_back(self, day: DateField) -> None:
        PRESS(day, Qt.Key.Key_F4)
        days = grid(day)
        assert QApplication.focusWidget() is days
        for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_End):
            PRESS(days, key)
        assert days.cursor_day == date(2026, 12, 6)
        PRESS(days, Qt.Key.Key_PageDown)
        assert days.heading == "January 2027"
        PRESS(days, Qt.Key.Key_Home)
        assert days.accessibleName() == "Monday 4 January"
        PRESS(days, Qt.Key.Key_Return)
        assert day.date() == QDate(2027, 1, 4)
        assert not day.popup_is_open
        assert QApplication.focusWidget() is day

    def test_escape_closes_the_month_and_nothing_else(self, window: QWidget, theme: Theme) -> None:
        sheet = SideSheet(theme, window, "Sheet", "Close")
        field = DateField(theme, lambda: MONDAY)
        sheet.body.addWidget(field)
        sheet.open(field)
        PRESS(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        days = grid(field)
        PRESS(days, Qt.Key.Key_Right)
        PRESS(days, Qt.Key.Key_Escape)
        assert sheet.isVisible()
        assert not field.popup_is_open
        assert field.date() == QDate(2026, 11, 23)
        assert QApplication.focusWidget() is field

    def test_tab_goes_round_in_the_month(self, day: DateField) -> None:
        PRESS(day, Qt.Key.Key_F4)
        days, visited = grid(day), []
        for _ in range(4):
            focused = QApplication.focusWidget()
            assert focused is not None
            visited.append(focused)
            PRESS(focused, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is days
        panel = next(one for one in day.window().findChildren(CalendarPanel) if one.isVisible())
        assert len({id(one) for one in visited}) == 4
        assert all(panel.isAncestorOf(one) for one in visited)

    def test_a_click_chooses_and_days_out_of_the_range_cannot_be(self, day: DateField) -> None:
        day.toggle_popup()
        days = grid(day)
        cell = QPoint(days.width() // 14, days.height() // 14)
        thursday = QPoint(cell.x() * 7, cell.y() * 2 * 3 + cell.y())  # 12 November: the fourth column, the third row
        QTest.mouseClick(days, Qt.MouseButton.LeftButton, pos=thursday)
        assert day.popup_is_open
        monday = QPoint(cell.x(), cell.y() * 2 * 6 + cell.y())  # 30 November
        QTest.mouseClick(days, Qt.MouseButton.LeftButton, pos=monday)
        assert day.date() == QDate(2026, 11, 30)

    def test_a_press_anywhere_else_closes_it(self, day: DateField, window: QWidget, qtbot: QtBot) -> None:
        day.toggle_popup()
        QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=QPoint(690, 590))
        qtbot.waitUntil(lambda: not day.popup_is_open)

    @pytest.mark.parametrize(("language", "first"), [(Language.KOREAN, date(2026, 11, 22)), (Language.ENGLISH, MONDAY)])
    def test_the_week_begins_as_the_language_begins_it(
        self, day: DateField, languages: LanguageSwitch, language: Language, first: date
    ) -> None:
        languages.choose(language)
        day.setDate(QDate(2026, 11, 25))
        day.toggle_popup()
        PRESS(grid(day), Qt.Key.Key_Home)
        assert grid(day).cursor_day == first

    def test_a_holiday_is_named(self, day: DateField) -> None:
        day.set_holidays(lambda year: {date(year, 12, 25): "Christmas"})
        day.setDate(QDate(2026, 12, 24))
        day.toggle_popup()
        PRESS(grid(day), Qt.Key.Key_Right)
        assert grid(day).accessibleName() == "Friday 25 December, Christmas"

    @pytest.mark.parametrize("scale", [1.0, 2.0])
    def test_the_month_lies_within_the_window(self, day: DateField, theme: Theme, scale: float) -> None:
        theme.set_scale(scale)
        QApplication.processEvents()
        day.toggle_popup()
        panel = next(one for one in day.window().findChildren(CalendarPanel) if one.isVisible())
        assert day.window().rect().contains(panel.geometry())


class TestTime:
    @pytest.mark.parametrize(("text", "shown"), [("1150", "11:50"), ("오후 1시", "13:00"), ("1:30 pm", "13:30")])
    def test_what_is_typed_is_read(self, time: TimeField, text: str, shown: str) -> None:
        write(time, text)
        PRESS(time, Qt.Key.Key_Return)
        assert time.text() == shown

    def test_what_is_no_time_is_said(self, time: TimeField, qtbot: QtBot) -> None:
        write(time, "about noon")
        with qtbot.waitSignal(time.failed) as caught:
            PRESS(time, Qt.Key.Key_Return)
        assert caught.args == ["Type a time such as 11:50 or 1150."]
        assert time.text() == "about noon"

    def test_up_and_down_go_by_quarters(self, time: TimeField) -> None:
        time.setTime(QTime(11, 50))
        PRESS(time, Qt.Key.Key_Down)
        assert time.text() == "12:00"
        time.setTime(QTime(11, 50))
        PRESS(time, Qt.Key.Key_Up)
        assert time.text() == "11:45"
        time.setTime(QTime(0, 0))
        PRESS(time, Qt.Key.Key_Up)
        assert time.text() == "00:00"

    def test_the_list_marks_the_time_and_a_click_takes_another(self, time: TimeField, qtbot: QtBot) -> None:
        QTest.mouseClick(time, Qt.MouseButton.LeftButton)
        offered = time.window().findChildren(TimeList)[0]
        assert offered.currentItem().text() == "12:00"
        below = offered.visualItemRect(offered.item(offered.currentRow() + 1)).center()
        with qtbot.waitSignal(time.changed) as caught:
            QTest.mouseClick(offered.viewport(), Qt.MouseButton.LeftButton, pos=below)
        assert caught.args == [QTime(12, 15)]
        assert not time.popup_is_open

    def test_the_list_follows_the_keys_and_escape_and_enter_close_it_first(
        self, time: TimeField, window: QWidget
    ) -> None:
        for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
            time.toggle_popup()
            PRESS(time, Qt.Key.Key_Down)
            offered = window.findChildren(TimeList)[0]
            assert offered.currentItem().text() == time.text()
            PRESS(time, key)
            assert not time.popup_is_open
            assert time.hasFocus()

    @pytest.mark.parametrize(("language", "shown"), [(Language.KOREAN, "오후 1:30"), (Language.ENGLISH, "1:30 pm")])
    def test_halves_of_the_day_are_written_and_read_again(
        self, time: TimeField, languages: LanguageSwitch, language: Language, shown: str
    ) -> None:
        languages.choose(language)
        languages.write_half_days(True)
        try:
            QApplication.processEvents()
            for hour in (0, 9, 12, 13, 23):
                time.setTime(QTime(hour, 30))
                write(time, time.text())
                assert time.interpret()
                assert time.time() == QTime(hour, 30)
            time.setTime(QTime(13, 30))
            assert time.text() == shown
        finally:
            languages.write_half_days(False)

    def test_a_range_bounds_what_is_offered_and_typed(self, time: TimeField) -> None:
        time.set_range(QTime(11, 10), QTime(14, 0))
        time.toggle_popup()
        offered = time.window().findChildren(TimeList)[0]
        assert [offered.item(row).text() for row in (0, offered.count() - 1)] == ["11:15", "14:00"]
        time.toggle_popup()
        write(time, "1500")
        assert not time.interpret()
        assert time.error == "Choose 14:00 or an earlier time."
