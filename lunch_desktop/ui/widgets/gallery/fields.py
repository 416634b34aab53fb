"""Boards of what is typed into."""

import datetime as dt

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QWidget

from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.calendar_panel import CalendarPanel
from lunch_desktop.ui.widgets.date_field import DateField
from lunch_desktop.ui.widgets.field import Field
from lunch_desktop.ui.widgets.gallery.samples import Words
from lunch_desktop.ui.widgets.gallery.stage import Board, as_if
from lunch_desktop.ui.widgets.inputs import ComboBox, LineEdit, SpinBox, TextArea
from lunch_desktop.ui.widgets.month_grid import MonthGrid
from lunch_desktop.ui.widgets.search_field import SearchField
from lunch_desktop.ui.widgets.time_field import TimeField, TimeList

_MONDAY = dt.date(2026, 11, 23)


def _today() -> dt.date:
    return _MONDAY


def _date(theme: Theme) -> DateField:
    field = DateField(theme, _today)
    field.set_range(dt.date(2026, 11, 20), dt.date(2027, 1, 31))
    return field


def inputs(theme: Theme, say: Words) -> QWidget:
    """Every input: in focus, at rest, wrong, read-only and disabled."""
    board = Board(theme)
    title = LineEdit(theme, say("국수 먹을 사람", "Noodles, anyone?"))
    wrong = Field(theme, say("정원", "Seats"), SpinBox(theme, 2, 20), say("나를 포함해서", "Including me"))
    wrong.set_error(say("두 명부터 열 수 있어요. 2 이상을 적어 주세요.", "A party needs two. Enter 2 or more."))
    place = ComboBox(theme)
    place.show_options([("a", say("을지면옥", "Euljimyeonok")), ("b", say("미미식당", "Mimi Diner"))])
    read_only = LineEdit(theme, say("회사에서 정했어요", "Set by your company"))
    read_only.setReadOnly(True)
    off = LineEdit(theme, say("바꿀 수 없어요", "Cannot be changed"))
    off.setEnabled(False)
    empty = LineEdit(theme, "", say("예: 1층 로비", "For example, the lobby"))
    off_box = ComboBox(theme)
    off_box.show_options([("a", say("판교", "Pangyo"))])
    off_box.setEnabled(False)
    search = SearchField(theme, say("검색", "Search"), "clear")
    filled = SearchField(theme, say("검색", "Search"), "clear")
    filled.setText(say("을지", "Eulji"))
    wrong_line = Field(theme, say("모이는 곳", "Meeting place"), LineEdit(theme, "가" * 20))
    wrong_line.set_error(say("60자까지 적을 수 있어요.", "It takes 60 letters at most."))
    board.pairs(
        Field(theme, say("제목", "Title"), title, say("무엇을 먹을지 적어 주세요", "What will you eat?")),
        wrong,
        Field(theme, say("식당", "Restaurant"), place),
        wrong_line,
        Field(theme, say("서버", "Server"), read_only),
        Field(theme, say("사업장", "Office"), off),
        Field(theme, say("모이는 곳", "Meeting place"), empty),
        Field(theme, say("사업장", "Office"), off_box),
        search,
        filled,
        Field(theme, say("메모", "Note"), TextArea(theme, say("무엇을 알면 좋을까요?", "What should they know?"))),
    )
    title.setFocus()
    return board.end()


def pickers(theme: Theme, say: Words) -> QWidget:
    """Dates and times: the fields in their states, and what they open."""
    board = Board(theme)
    date, time, off, wrong = _date(theme), TimeField(theme), _date(theme), TimeField(theme)
    far = _date(theme)
    far.setDate(QDate(2027, 1, 5))
    off.setEnabled(False)
    wrong.setText(say("점심쯤", "about noon"))
    wrong.setModified(True)
    wrong_field = Field(theme, say("시각", "Time"), wrong)
    wrong.failed.connect(wrong_field.set_error)
    wrong.interpret()
    board.pairs(
        Field(theme, say("날짜", "Date"), date, say("내일, 금, 11.23도 돼요", "Type tomorrow, fri or 11/23, too")),
        Field(theme, say("시각", "Time"), time, say("1150이라고 적어도 돼요", "Type 1150, too")),
        Field(theme, say("다른 해", "Another year"), far),
        wrong_field,
        Field(theme, say("날짜", "Date"), off),
    )
    board.group(say("여는 것", "What they open"))
    panel = CalendarPanel(theme, date, _today)
    panel.setParent(board)
    panel.grid.set_range(dt.date(2026, 11, 20), dt.date(2027, 1, 31))
    panel.grid.set_holidays(lambda _year: {dt.date(2026, 12, 25): say("성탄절", "Christmas")})
    panel.grid.show_day(_MONDAY + dt.timedelta(days=1))
    panel.setFixedSize(panel.sizeHint())
    panel.show()
    december = MonthGrid(theme, _today)
    december.set_holidays(lambda _year: {dt.date(2026, 12, 25): say("성탄절", "Christmas")})
    december.show_day(dt.date(2026, 12, 24))
    as_if(december, focused=True)
    board.line(panel, december)
    times = TimeList(theme)
    times.setFixedSize(theme.px(160), theme.px(200))
    board.line(times)
    times.show_times(0, 24 * 60 - 1, 11 * 60 + 50)
    return board.end()
