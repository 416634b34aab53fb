"""A date: typed as people write it, or chosen in a month."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QSize, Signal

from lunch_desktop.domain.times import Day
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.times import short_day
from lunch_desktop.ui.texts.typed import typed_day
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.calendar_panel import CalendarPanel
from lunch_desktop.ui.widgets.month_grid import Holidays
from lunch_desktop.ui.widgets.picker_field import PickerField

translate = QCoreApplication.translate


class DateField(PickerField):
    """Understands `11.23`, `11/23`, `내일`, `tomorrow`, `금`, `+3`; Up and Down go by days, F4 opens the month.

    `changed` carries the QDate whenever it is another one.
    """

    changed = Signal(QDate)

    def __init__(self, theme: Theme, today: Callable[[], dt.date] = dt.date.today) -> None:
        """``today`` is the office's, which is not always the PC's."""
        self._today = today
        self._value = today()
        self._first, self._last = dt.date.min, dt.date.max
        self._holidays: Holidays | None = None
        self._panel: CalendarPanel | None = None
        super().__init__(theme, Icon.CALENDAR)

    def date(self) -> QDate:
        """The date, as it was understood last."""
        return QDate(self._value.year, self._value.month, self._value.day)

    def setDate(self, value: QDate) -> None:
        """Shows a date. One that is out of the range stays, so that what was saved is never changed by looking."""
        self._put(dt.date(value.year(), value.month(), value.day()))

    def set_range(self, first: dt.date | None, last: dt.date | None = None) -> None:
        """What can be typed and chosen from now on."""
        self._first, self._last = first or dt.date.min, last or dt.date.max

    def set_holidays(self, holidays: Holidays) -> None:
        """Which days the month tones as weekends are."""
        self._holidays = holidays

    def take_text(self, text: str) -> str:
        """Reads a day."""
        found = typed_day(text, self._today())
        if found is None:
            return translate("DateField", "Type a day such as 11/23, Friday or tomorrow.")
        if found < self._first:
            return fill(translate("DateField", "Choose %1 or a later day."), self._written(self._first))
        if found > self._last:
            return fill(translate("DateField", "Choose %1 or an earlier day."), self._written(self._last))
        self._put(found)
        return ""

    def write(self) -> str:
        """ "Mon 23 Nov", "11월 23일 (월)"; with the year where it is another one."""
        return self._written(self._value)

    def step(self, by: int) -> None:
        """A day on, or back."""
        self._put(min(max(self._value + dt.timedelta(days=by), self._first), self._last))

    @property
    def popup_is_open(self) -> bool:
        """Whether the month is in sight."""
        return self._panel is not None and self._panel.isVisible()

    def toggle_popup(self) -> None:
        """Opens the month with the keyboard in it, or closes it."""
        if self._panel is not None and self._panel.isVisible():
            self._panel.close_panel()
            return
        self.interpret()
        if self._panel is None:
            self._panel = CalendarPanel(self.theme, self, self._today)
            self._panel.chosen.connect(self._take)
        self._panel.grid.set_range(self._first, self._last)
        if self._holidays is not None:
            self._panel.grid.set_holidays(self._holidays)
        self._panel.open_on(self._value)

    def retranslate(self) -> None:
        """Names the button, and shows the day as the language writes it."""
        self.name_button(translate("DateField", "Open the calendar"))
        if not self.isModified():
            self.show_value()

    def sizeHint(self) -> QSize:
        """Room for a day of another year."""
        return QSize(self.theme.px(168), self.theme.px(self.theme.metrics.control))

    def _written(self, day: dt.date) -> str:
        if day.year == self._today().year:
            return short_day(Day(day.isoformat()))
        return QLocale().toString(QDate(day.year, day.month, day.day), translate("DateField", "ddd d MMM yyyy"))

    def _put(self, day: dt.date) -> None:
        former, self._value = self._value, day
        self.show_value()
        if day != former:
            self.changed.emit(self.date())

    def _take(self, day: dt.date) -> None:
        if self._panel is not None:
            self._panel.close_panel()
        self._put(day)
        self.selectAll()
