"""Scrolling back to where a page was, once its content is there."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QScrollArea


class ScrolledTo(QObject):
    """Lives until the place was reached, or the page turned out to be shorter and the person scrolled by themselves.

    What gets the keyboard meanwhile is brought into sight by its page: so the place is taken again once that is done.
    """

    def __init__(self, area: QScrollArea, place: int) -> None:
        super().__init__(area)
        self._bar, self._place = area.verticalScrollBar(), place
        self._bar.rangeChanged.connect(self._reach)
        self._bar.actionTriggered.connect(self._give_up)
        self._reach()

    def _reach(self) -> None:
        if self._bar.maximum() < self._place:
            return
        self._bar.rangeChanged.disconnect(self._reach)
        self._bar.setValue(self._place)
        QTimer.singleShot(0, self, self._finish)

    def _finish(self) -> None:
        self._bar.setValue(self._place)
        self._give_up()

    def _give_up(self) -> None:
        self.deleteLater()
