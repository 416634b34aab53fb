"""Finds what is shown before it lies in its window: for a moment it is a window of its own, and takes the keyboard."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


class Strays(QObject):
    """Notes what was shown as a window, and gets a parent."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: list[QWidget] = []
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)

    @property
    def found(self) -> list[str]:
        """What lies in another window now."""
        return [type(one).__name__ for one in self._shown if isValid(one) and not one.isWindow()]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Every widget's own word of being shown."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self._shown.append(watched)
        return False
