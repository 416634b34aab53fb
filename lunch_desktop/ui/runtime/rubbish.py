"""Collects reference cycles on the GUI thread, and on no other."""

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

_LOOKS_EVERY_MS: Final = 2_000


class Rubbish(QObject):
    """Does what Python's own collector does, which has to be off: that one works on whichever thread allocates.

    A QObject in a cycle would then end on a worker thread, with its timers and the calls that are posted to it, while
    the GUI thread is in the midst of them: the process dies. Make it on the GUI thread, which it ends with.
    """

    def __init__(self, parent: QObject | None = None, *, every_ms: int = _LOOKS_EVERY_MS) -> None:
        """What is there by now stays, and is never looked at."""
        super().__init__(parent)
        gc.freeze()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(every_ms)

    def _look(self) -> None:
        """As Python would: the oldest generation that is due, with the younger ones."""
        for generation, (count, most) in reversed(
            list(enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)))
        ):
            if count > most:
                gc.collect(generation)
                return
