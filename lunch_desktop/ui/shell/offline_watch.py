"""Looks now and then whether the window may stay open although the server was not heard of for long."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.ui.runtime.tasks import Tasks

LOOK_MS: Final = 10 * 60 * 1000


class OfflineWatch(QObject):
    """`too_long` carries the Problem `offline_too_long`."""

    too_long = Signal(object)

    def __init__(self, tasks: Tasks, observe: Callable[[], object], parent: QObject) -> None:
        """`observe` raises that Problem; it is run on a worker thread."""
        super().__init__(parent)
        self._tasks = tasks
        self._observe = observe
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Look now."""
        self._tasks.run(self._observe, None, self._failed, receiver=self)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, Problem):
            raise error
        if error.code is ProblemCode.OFFLINE_TOO_LONG:
            self.too_long.emit(error)
