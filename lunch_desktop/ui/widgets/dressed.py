"""Puts its part of the stylesheet on one of Qt's own controls."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from lunch_desktop.ui.theme.sheets import Sheet
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.base import follow


class _Dress(QObject):
    """Follows the theme for as long as the widget lives."""

    def __init__(self, theme: Theme, widget: QWidget, sheet: Sheet) -> None:
        super().__init__(widget)
        self._theme, self._widget, self._sheet = theme, widget, sheet
        follow(theme, self._restyle)

    def _restyle(self) -> None:
        wanted = self._theme.sheet(self._sheet)
        if wanted != self._widget.styleSheet():
            # Qt goes from one sheet to another more slowly than by way of none.
            if self._widget.styleSheet():
                self._widget.setStyleSheet("")
            self._widget.setStyleSheet(wanted)


def dress(theme: Theme, widget: QWidget, sheet: Sheet) -> None:
    """Have a control look as the theme says, now and after each change of it."""
    _Dress(theme, widget, sheet)


def dress_bars(theme: Theme, area: QAbstractScrollArea) -> None:
    """The scroll bars of an area, and nothing else in it: a sheet on the area would count for all that it shows."""
    dress(theme, area.verticalScrollBar(), Sheet.SCROLL_BAR)
    if area.horizontalScrollBarPolicy() is not Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
        dress(theme, area.horizontalScrollBar(), Sheet.SCROLL_BAR)
