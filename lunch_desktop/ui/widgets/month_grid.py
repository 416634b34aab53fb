"""One month, a day a cell; the weeks begin as the language in force begins them."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QEvent, QLocale, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from lunch_desktop.domain.times import Day
from lunch_desktop.ui.texts.times import long_day
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.base import announce, follow, paint_box, paint_focus, set_name

translate = QCoreApplication.translate

Holidays = Callable[[int], Mapping[date, str]]
"""The holidays of a year with their names."""

_COLUMNS, _ROWS = 7, 6
_CELL = QSize(36, 32)
_FRIDAY = 5


class MonthGrid(QWidget):
    """`chosen` carries the date of the day that was clicked, or on which Enter was pressed.

    Arrows go by days and weeks, Page Up and Page Down by months, Home and End to the ends of the week. `moved` says
    that another month may be in sight.
    """

    chosen = Signal(object)
    moved = Signal()

    def __init__(self, theme: Theme, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self._today = theme, today
        self._value: date | None = None
        self._cursor = today()
        self._first, self._last = date.min, date.max
        self._holidays: Holidays = lambda _year: {}
        self._pointed: date | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        follow(theme, self._restyle)

    @property
    def cursor_day(self) -> date:
        """The day that Enter would choose; its month is the one in sight."""
        return self._cursor

    @property
    def heading(self) -> str:
        """The month in sight, "November 2026", "2026년 11월"."""
        pattern = translate("Calendar", "MMMM yyyy")
        return QLocale().toString(QDate(self._cursor.year, self._cursor.month, 1), pattern)

    def show_day(self, value: date | None) -> None:
        """Marks a day as the present choice and shows its month, else today's."""
        self._value = value
        self._go(value if value is not None else self._today())

    def set_range(self, first: date | None, last: date | None) -> None:
        """Only these days can be chosen."""
        self._first, self._last = first or date.min, last or date.max
        self.update()

    def set_holidays(self, holidays: Holidays) -> None:
        """Which days are toned as weekends are, with their names."""
        self._holidays = holidays
        self.update()

    def go_to(self, day: date) -> None:
        """Brings the cursor to a day, within the range."""
        self._go(day)

    def move_months(self, by: int) -> None:
        """Shows another month, on the same day or its last."""
        years, month = divmod(self._cursor.month - 1 + by, 12)
        year = self._cursor.year + years
        following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
        last_day = (following - timedelta(days=1)).day
        self._go(date(year, month + 1, min(self._cursor.day, last_day)))

    def sizeHint(self) -> QSize:
        """Seven columns and a row for the weekdays."""
        return QSize(self.theme.px(_CELL.width()) * _COLUMNS, self.theme.px(_CELL.height()) * (_ROWS + 1))

    def minimumSizeHint(self) -> QSize:
        """No day is cut."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a calendar."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -_COLUMNS, Qt.Key.Key_Down: _COLUMNS}
        key = Qt.Key(event.key())
        week_day = (self._cursor.isoweekday() - self._week_start()) % _COLUMNS
        if key in steps:
            self._go(self._cursor + timedelta(days=steps[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.move_months(-1 if key is Qt.Key.Key_PageUp else 1)
        elif key is Qt.Key.Key_Home:
            self._go(self._cursor - timedelta(days=week_day))
        elif key is Qt.Key.Key_End:
            self._go(self._cursor + timedelta(days=_COLUMNS - 1 - week_day))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(self._cursor)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The day under the pointer is toned."""
        self._pointed = self._day_at(event.position().toPoint())
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """No day is under the pointer."""
        self._pointed = None
        self.update()
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click chooses."""
        day = self._day_at(event.position().toPoint())
        if day is not None and event.button() is Qt.MouseButton.LeftButton:
            self._choose(day)

    def event(self, event: QEvent) -> bool:
        """The name of a holiday, when the pointer rests on it."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            day = self._day_at(event.pos())
            name = self._holidays(day.year).get(day, "") if day is not None else ""
            QToolTip.showText(event.globalPos(), name, self)
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
            self.update()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the weekdays, then the days."""
        painter, theme = QPainter(self), self.theme
        painter.setFont(theme.font(TextRole.CAPTION, Weight.SEMIBOLD))
        painter.setPen(theme.colour(ColourRole.SECONDARY))
        for column in range(_COLUMNS):
            weekday = (self._week_start() - 1 + column) % _COLUMNS + 1
            name = QLocale().standaloneDayName(weekday, QLocale.FormatType.ShortFormat)
            painter.drawText(self._cell(0, column), Qt.AlignmentFlag.AlignCenter, name)
        holidays = {**self._holidays(self._cursor.year)}
        for place in range(_COLUMNS * _ROWS):
            day = self._first_in_sight() + timedelta(days=place)
            rect = self._cell(1 + place // _COLUMNS, place % _COLUMNS)
            self._paint_day(painter, rect, day, is_off=day in holidays or day.isoweekday() > _FRIDAY)

    def _paint_day(self, painter: QPainter, rect: QRect, day: date, *, is_off: bool) -> None:
        theme, radius = self.theme, self.theme.px(self.theme.metrics.radius_input)
        box, live = rect.adjusted(1, 1, -1, -1), self._first <= day <= self._last
        chosen, is_today = day == self._value, day == self._today()
        role = ColourRole.TEXT
        if not live:
            role = ColourRole.DISABLED
        elif chosen:
            role = ColourRole.ON_ACCENT
        elif is_off or day.month != self._cursor.month:
            role = ColourRole.SECONDARY
        if chosen:
            paint_box(painter, box, radius, theme.colour(ColourRole.ACCENT))
        elif live and day == self._pointed:
            border = theme.colour(ColourRole.TEXT) if theme.high_contrast else None
            paint_box(painter, box, radius, theme.colour(ColourRole.PRESSED), border, dashed=True)
        font = theme.font(TextRole.BODY, Weight.BOLD if is_today or chosen else Weight.REGULAR, tabular=True)
        font.setStrikeOut(not live and theme.high_contrast)
        if day.month != self._cursor.month:
            font = theme.font(TextRole.CAPTION, tabular=True)
        painter.setFont(font)
        painter.setPen(theme.colour(role))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(day.day))
        if is_today:
            side = theme.px(4)
            dot = QRect(box.center().x() - side // 2 + 1, box.bottom() - side - 1, side, side)
            paint_box(painter, dot, side / 2, theme.colour(role))
        if day == self._cursor and self.hasFocus():
            ring = ColourRole.TEXT if chosen else ColourRole.ACCENT
            paint_focus(painter, rect, radius, theme.colour(ring))

    def _cell(self, row: int, column: int) -> QRect:
        width, height = self.theme.px(_CELL.width()), self.theme.px(_CELL.height())
        return QRect(column * width, row * height, width, height)

    def _week_start(self) -> int:
        return QLocale().firstDayOfWeek().value

    def _first_in_sight(self) -> date:
        first = self._cursor.replace(day=1)
        return first - timedelta(days=(first.isoweekday() - self._week_start()) % _COLUMNS)

    def _day_at(self, place: QPoint) -> date | None:
        column, row = place.x() // self.theme.px(_CELL.width()), place.y() // self.theme.px(_CELL.height()) - 1
        if not (0 <= row < _ROWS and 0 <= column < _COLUMNS):
            return None
        return self._first_in_sight() + timedelta(days=row * _COLUMNS + column)

    def _choose(self, day: date) -> None:
        if self._first <= day <= self._last:
            self._value = day
            self._go(day)
            self.chosen.emit(day)

    def _go(self, day: date) -> None:
        self._cursor = min(max(day, self._first), self._last)
        self._say()
        self.moved.emit()
        self.update()

    def _say(self) -> None:
        """A screen reader hears where the cursor is."""
        name = long_day(Day(self._cursor.isoformat()))
        holiday = self._holidays(self._cursor.year).get(self._cursor)
        said = f"{name}, {holiday}" if holiday else name
        if said != self.accessibleName():
            set_name(self, said)
            if self.hasFocus():
                announce(self, said)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()
