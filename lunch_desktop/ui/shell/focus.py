"""The keyboard is always somewhere: when what had it has gone, the page says where it goes on."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from lunch_desktop.ui.widgets.tab_order import move_focus


class FocusKeeper(QObject):
    """Watches over one window. `find_again` brings the keyboard to where the person most likely goes on."""

    def __init__(self, window: QWidget, find_again: Callable[[], object]) -> None:
        super().__init__(window)
        self._window, self._find_again = window, find_again
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_changed)

    def _focus_changed(self, _former: QWidget | None, present: QWidget | None) -> None:
        if present is None:
            # What comes next may take it by itself: a dialog, the next row.
            QTimer.singleShot(0, self, self._look)

    def _look(self) -> None:
        nobody = QApplication.focusWidget() is None and QApplication.activePopupWidget() is None
        if not nobody or not self._window.isVisible() or QApplication.activeWindow() is not self._window:
            return
        self._find_again()
        if QApplication.focusWidget() is None:
            move_focus(self._window, forward=True)
