"""On a PC that several people use: signs out whoever has gone without doing it."""

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer

from lunch_desktop.ui.shell.choices import Choices

translate = QCoreApplication.translate

LOOK_MS: Final = 5_000
WARNED_SECONDS: Final = 60
_USE: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)


class SharedWatch(QObject):
    """Lives as long as the window of an account."""

    def __init__(
        self,
        choices: Choices,
        warn: Callable[[str], object],
        leave: Callable[[], object],
        parent: QObject,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`warn` tells a person who may still be there, `leave` signs out. `monotonic` counts seconds."""
        super().__init__(parent)
        self._choices = choices
        self._warn, self._leave = warn, leave
        self._monotonic = monotonic
        self._used_at = monotonic()
        self._is_warned = False
        application = QCoreApplication.instance()
        assert application is not None, "there is a window"
        application.installEventFilter(self)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whatever somebody does counts, in every window."""
        del watched
        if event.type() in _USE:
            self._used_at, self._is_warned = self._monotonic(), False
        return False

    def look(self) -> None:
        """Look how long nobody did anything."""
        left = self._choices.settings.shared_pc_minutes * 60 - (self._monotonic() - self._used_at)
        if left <= 0:
            self._timer.stop()
            self._leave()
        elif left <= WARNED_SECONDS and not self._is_warned:
            self._is_warned = True
            self._warn(translate("Shell", "In a minute you are signed out on this shared PC. Press any key to go on."))
