"""Being left alone for a while: no toasts until then. The inbox goes on filling."""

from datetime import timedelta
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QSettings, QTimer, Signal

from lunch_desktop.domain.times import HOUR, Day, Instant, at, local
from lunch_desktop.system.clock import Clock

_MORNING: Final = 8
"""The hour at the office at which tomorrow begins."""
_LONGEST_TIMER_MS: Final = 60 * 60 * 1000
"""A PC may sleep meanwhile: it is looked again after so long."""
_UNTIL: Final = "snooze/until"


class Snooze(QObject):
    """`changed` says that it began or ended. It outlives a start of the program."""

    changed = Signal()

    def __init__(self, clock: Clock, memory: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._memory = QSettings(str(memory), QSettings.Format.IniFormat)
        self._until = _instant(self._memory.value(_UNTIL))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._time_passed)
        self._wait()

    @property
    def until(self) -> Instant | None:
        """When it ends; None while it is off."""
        return self._until if self._until is not None and self._clock.now() < self._until else None

    def for_an_hour(self) -> None:
        """From now on."""
        self._set(Instant(self._clock.now() + HOUR))

    def until_tomorrow(self, time_zone: str) -> None:
        """Until the office's next morning."""
        tomorrow = local(self._clock.now(), time_zone).date() + timedelta(days=1)
        self._set(at(Day(tomorrow.isoformat()), _MORNING, 0, time_zone))

    def end(self) -> None:
        """Tell again."""
        self._set(None)

    def _set(self, until: Instant | None) -> None:
        self._until = until
        if until is None:
            self._memory.remove(_UNTIL)
        else:
            self._memory.setValue(_UNTIL, str(until))
        self._memory.sync()
        self._wait()
        self.changed.emit()

    def _wait(self) -> None:
        until = self.until
        if until is None:
            self._timer.stop()
        else:
            self._timer.start(min(until - self._clock.now(), _LONGEST_TIMER_MS))

    def _time_passed(self) -> None:
        if self.until is None:
            self.changed.emit()
        self._wait()


def _instant(said: object) -> Instant | None:
    """What the file says; None where it says nothing that makes sense."""
    try:
        return Instant(int(str(said)))
    except ValueError:
        return None
