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
    """Watches one input and keeps its last syllable, whatever happens while it is composed.

    Enter and Esc end the composition and do nothing else; leaving the field in whatever way puts the syllable into it.
    """

    def __init__(self, widget: QWidget, *, many_lines: bool = False) -> None:
        """`many_lines`: Enter makes a line there, also the one that ends a composition."""
        super().__init__(widget)
        self._widget, self._many_lines = widget, many_lines
        self._composed = ""
        self._kept = ""
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
        # The platform may have no input method, or it did not answer at once.
        self._insert()
        self._ended_at = float("-inf")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows the composition and its keys."""
        if isinstance(event, QInputMethodEvent):
            return self._follow(event)
        if event.type() == QEvent.Type.FocusOut:
            self._kept = self._insert()
        elif event.type() == QEvent.Type.FocusIn:
            self._kept = ""
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._ends_only(event):
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def _follow(self, event: QInputMethodEvent) -> bool:
        if self._kept and event.commitString() == self._kept:
            # Windows commits when the focus has gone already: the syllable is in the field by now.
            self._kept = ""
            return True
        if self._composed and not event.preeditString():
            self._ended_at = time.monotonic()
        self._composed = event.preeditString()
        return False

    def _ends_only(self, event: QKeyEvent) -> bool:
        """Whether the key ends a composition, or comes with its end, and has done enough by that."""
        just_ended = time.monotonic() - self._ended_at < _SAME_KEY_SECONDS
        self._ended_at = float("-inf")
        if not (self._composed or just_ended):
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.commit()
            return True
        return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._many_lines

    def _insert(self) -> str:
        """Puts what is still under way into the field; gives it."""
        composed, self._composed = self._composed, ""
        if composed:
            event = QInputMethodEvent()
            event.setCommitString(composed)
            QCoreApplication.sendEvent(self._widget, event)
        return composed


def commit_pending_input(widget: QWidget) -> None:
    """Commits every composition under way in a widget and those inside it. Call it first in every submit."""
    for guard in [*widget.findChildren(CompositionGuard)]:
        guard.commit()
