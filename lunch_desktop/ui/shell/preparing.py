"""Makes what is likely to be wanted before anybody asks for it, while nobody works."""

import gc
from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

QUIET_MS: Final = 600
"""So long after a key, a click or a turn of the wheel nothing is made."""
_PAUSE_MS: Final = 25
"""Between two pieces, so that whatever else waits comes first."""
_INPUT: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)


class Preparing(QObject):
    """Takes one piece of the work in a turn of the event loop, until there is none left."""

    def __init__(self, window: QWidget, pieces: Iterator[None]) -> None:
        """`pieces` does a piece of the work each time it is asked for the next; `window` is where the person works."""
        super().__init__(window)
        self._pieces = pieces
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)
        # All that a person does arrives here first, and little else.
        self._watched = window.windowHandle()
        if self._watched is not None:
            self._watched.installEventFilter(self)
        window.installEventFilter(self)
        self._timer.start(QUIET_MS)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The person goes first; and a window that was closed may have no session any more."""
        if event.type() in _INPUT:
            self._timer.start(QUIET_MS)
        elif event.type() == QEvent.Type.Close:
            self._timer.stop()
        return super().eventFilter(watched, event)

    def _go_on(self) -> None:
        for _ in self._pieces:
            self._timer.start(_PAUSE_MS)
            return
        if self._watched is not None:
            self._watched.removeEventFilter(self)
        # What is there by now stays: it need not be looked at whenever rubbish is looked for.
        gc.freeze()
        self.deleteLater()
