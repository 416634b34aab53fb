"""A time of day: typed as people write it, or chosen from a list of quarters of an hour."""

from PySide6.QtCore import QCoreApplication, QModelIndex, QSize, Qt, QTime, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QListWidget

from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.times import wall_clock
from lunch_desktop.ui.texts.typed import typed_time
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.sheets import Sheet
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import TextRole
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.dressed import dress
from lunch_desktop.ui.widgets.picker_field import PickerField
from lunch_desktop.ui.widgets.popup_panel import PopupPanel

translate = QCoreApplication.translate

_STEP = 15
_IN_SIGHT = 6
_ROW = 32
_MINUTES = 24 * 60


class TimeList(QListWidget):
    """The quarters of the day between two minutes of it; it never takes the focus from its field."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self._first = 0
        dress(theme, self, Sheet.LIST)
        follow(theme, self._restyle)

    def show_times(self, first: int, last: int, chosen: int) -> None:
        """Offers the quarters from one minute of the day to another, and marks the one at or before ``chosen``."""
        self._first = -(-first // _STEP) * _STEP
        self.clear()
        self.addItems([written(minute) for minute in range(self._first, last + 1, _STEP)])
        self._restyle()
        self.setCurrentRow(min(max(0, (chosen - self._first) // _STEP), self.count() - 1))
        self.scrollToItem(self.currentItem(), QListWidget.ScrollHint.PositionAtCenter)

    def minute_at(self, index: QModelIndex) -> int:
        """The minute of the day that a row stands for."""
        return self._first + index.row() * _STEP

    def _restyle(self) -> None:
        self.setFont(self.theme.font(TextRole.BODY, tabular=True))
        for row in range(self.count()):
            self.item(row).setSizeHint(QSize(self.theme.px(80), self.theme.px(_ROW)))


class TimeField(PickerField):
    """Understands `1150`, `11:50`, `오전 11:50`, `1:30 pm`; Up and Down go by quarters, a click opens the list.

    `changed` carries the QTime whenever it is another one.
    """

    changed = Signal(QTime)

    def __init__(self, theme: Theme, *, button: bool = True) -> None:
        self._minute = 12 * 60
        self._first, self._last = 0, _MINUTES - 1
        self._panel: PopupPanel | None = None
        super().__init__(theme, Icon.CLOCK, button=button)

    def time(self) -> QTime:
        """The time, as it was understood last."""
        return QTime(*divmod(self._minute, 60))

    def setTime(self, value: QTime) -> None:
        """Shows a time."""
        self._put(value.hour() * 60 + value.minute())

    def set_range(self, first: QTime, last: QTime) -> None:
        """What can be typed and chosen from now on."""
        self._first, self._last = (one.hour() * 60 + one.minute() for one in (first, last))

    def take_text(self, text: str) -> str:
        """Reads a time."""
        found = typed_time(text)
        if found is None:
            return translate("TimeField", "Type a time such as 11:50 or 1150.")
        minute = found[0] * 60 + found[1]
        if minute < self._first:
            return fill(translate("TimeField", "Choose %1 or a later time."), written(self._first))
        if minute > self._last:
            return fill(translate("TimeField", "Choose %1 or an earlier time."), written(self._last))
        self._put(minute)
        return ""

    def write(self) -> str:
        """ "11:50", or "11:50 am"."""
        return written(self._minute)

    def step(self, by: int) -> None:
        """To the next quarter, or the one before."""
        quarter = self._minute // _STEP if by > 0 else -(-self._minute // _STEP)
        self._put(min(max((quarter + by) * _STEP, self._first), self._last))
        if self.popup_is_open:
            self._mark()

    @property
    def popup_is_open(self) -> bool:
        """Whether the list is in sight."""
        return self._panel is not None and self._panel.isVisible()

    def toggle_popup(self) -> None:
        """Opens the list below the field, or closes it."""
        if self._panel is not None and self._panel.isVisible():
            self._panel.close_panel()
            return
        self.interpret()
        if self._panel is None:
            self._panel = PopupPanel(self.theme, self)
            self._list = TimeList(self.theme)
            self._list.clicked.connect(self._clicked)
            self._panel.body.addWidget(self._list)
        self._list.setAccessibleName(self.accessibleName())
        # Shown before it is filled, as only then it knows where a row is.
        self._panel.open_at(QSize(max(self.width() - self.theme.px(16), 0), self.theme.px(_ROW * _IN_SIGHT)))
        self._mark()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def retranslate(self) -> None:
        """Names the button."""
        self.name_button(translate("TimeField", "Show times"))
        if not self.isModified():
            self.show_value()

    def sizeHint(self) -> QSize:
        """Room for the time and the button."""
        return QSize(self.theme.px(120), self.theme.px(self.theme.metrics.control))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Esc close the list first, and nothing else."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
        if self._panel is not None and self.popup_is_open and event.key() in keys:
            self._panel.close_panel()
            self.interpret()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click shows the list."""
        super().mousePressEvent(event)
        if not self.popup_is_open and not self.isReadOnly():
            self.toggle_popup()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The list goes with the keyboard."""
        super().focusOutEvent(event)
        if self._panel is not None:
            self._panel.close_panel()

    def _mark(self) -> None:
        self._list.show_times(self._first, self._last, self._minute)

    def _clicked(self, index: QModelIndex) -> None:
        minute = self._list.minute_at(index)
        if self._panel is not None:
            self._panel.close_panel()
        self._put(minute)
        self.selectAll()

    def _put(self, minute: int) -> None:
        former, self._minute = self._minute, minute
        self.show_value()
        if minute != former:
            self.changed.emit(self.time())


def written(minute: int) -> str:
    """A minute of the day as it is written everywhere: "13:50", or "오후 1:50" where the system writes so."""
    return wall_clock(*divmod(minute, 60))
