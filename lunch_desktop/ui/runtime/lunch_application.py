"""The application object, which hears what the system wants of the whole program."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class LunchApplication(QApplication):
    """`ending` says that the program is about to end, before its windows are asked to close; `link_opened` carries a
    link that macOS opens with this program.
    """

    ending = Signal()
    link_opened = Signal(str)

    def event(self, event: QEvent) -> bool:
        """Listen, then do as usual."""
        if event.type() == QEvent.Type.Quit:
            self.ending.emit()
        elif isinstance(event, QFileOpenEvent) and event.url().isValid():
            self.link_opened.emit(event.url().toString())
        return super().event(event)
