"""The popup of a date: a month, the ways to its neighbours, and the way back to today."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import Weight
from lunch_desktop.ui.widgets.button import Button, ButtonKind, IconButton
from lunch_desktop.ui.widgets.label import Label
from lunch_desktop.ui.widgets.month_grid import MonthGrid
from lunch_desktop.ui.widgets.popup_panel import PopupPanel

translate = QCoreApplication.translate


class CalendarPanel(PopupPanel):
    """`chosen` carries the date."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, field: QWidget, today: Callable[[], date]) -> None:
        self._today = today
        self._head = QHBoxLayout()
        super().__init__(theme, field)
        self._heading = Label(theme, weight=Weight.SEMIBOLD)
        self._before = IconButton(theme, Icon.CHEVRON_LEFT, "")
        self._after = IconButton(theme, Icon.CHEVRON_RIGHT, "")
        self._now = Button(theme, "", ButtonKind.LINK)
        self.grid = MonthGrid(theme, today)
        self._head.addWidget(self._heading)
        self._head.addStretch(1)
        for widget in (self._now, self._before, self._after):
            self._head.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(self._head)
        self.body.addWidget(self.grid, 0, Qt.AlignmentFlag.AlignHCenter)
        self._before.clicked.connect(lambda: self.grid.move_months(-1))
        self._after.clicked.connect(lambda: self.grid.move_months(1))
        self._now.clicked.connect(lambda: self.grid.go_to(self._today()))
        self.grid.moved.connect(self._show_heading)
        self.grid.chosen.connect(self.chosen)
        self._retranslate()

    def open_on(self, value: date | None) -> None:
        """Opens on a day, with the keyboard on the days."""
        self.grid.show_day(value)
        grid = self.grid.sizeHint()
        head = self.theme.px(self.theme.metrics.control + self.theme.metrics.space_xs)
        self.open_at(QSize(grid.width(), grid.height() + head))
        self.grid.setFocus(Qt.FocusReason.PopupFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._before.set_name(translate("Calendar", "Previous month"))
        self._after.set_name(translate("Calendar", "Next month"))
        self._now.setText(translate("Calendar", "Today"))
        self._show_heading()

    def _show_heading(self) -> None:
        self._heading.setText(self.grid.heading)
