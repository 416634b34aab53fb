"""Korean is composed: what is under the cursor may not be in the field yet. These rules keep it from being lost.

Enter that commits a composition never submits, and every submit commits the composition first.
"""

import time

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

# Korean input methods hand Enter on after the commit; nobody presses it again this soon on purpose.
_SAME_KEY_SECONDS = 0.05


class CompositionGuard(QObject):
    """Watches one input: swallows the Enter that ends a composition, and can commit what is being composed."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._composed = ""
        self._ended_at = float("-inf")
        widget.installEventFilter(self)

    @property
    def composing(self) -> bool:
        """Whether a syllable is under way."""
        return bool(self._composed)

    def commit(self) -> None:
        """Puts the syllable under way into the field, as the input method would."""
        if self._widget.hasFocus():
            QGuiApplication.inputMethod().commit()
        if self._composed:
            # The platform has no input method, or it did not answer at once.
            event = QInputMethodEvent()
            event.setCommitString(self._composed)
            QCoreApplication.sendEvent(self._widget, event)
        self._ended_at = float("-inf")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows the composition and its keys."""
        if isinstance(event, QInputMethodEvent):
            if self._composed and not event.preeditString():
                self._ended_at = time.monotonic()
            self._composed = event.preeditString()
        elif event.type() == QEvent.Type.FocusOut:
            self._composed = ""
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            just_ended = time.monotonic() - self._ended_at < _SAME_KEY_SECONDS
            self._ended_at = float("-inf")
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (self._composed or just_ended):
                event.accept()
                return True
        return super().eventFilter(watched, event)


def commit_pending_input(widget: QWidget) -> None:
    """Commits every composition under way in a widget and those inside it. Call it first in every submit."""
    for guard in [*widget.findChildren(CompositionGuard)]:
        guard.commit()
