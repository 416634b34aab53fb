"""The event-loop probe: how long the GUI thread keeps an event waiting, and what it does meanwhile."""

import faulthandler
import re
import struct
import threading
import time
from dataclasses import dataclass, field
from tempfile import TemporaryFile
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal, Slot

EVERY: Final = 0.005
"""Seconds between two questions. Each costs some 20 µs, so a probe that is on takes half a percent of a core."""
STALL: Final = 0.016
"""Seconds: from here on a frame of a 60-Hz screen is dropped."""
BAD_STALL: Final = 0.050
_WORST: Final = 12
_DEEPEST: Final = 12
_FRAME: Final = re.compile(r'File "(.*)", line (\d+) in (.*)')
_IDENT_DIGITS: Final = 2 * struct.calcsize("L")


@dataclass(frozen=True, slots=True)
class Stall:
    """The loop was away for so many milliseconds; `stack` is what it did when it was found, innermost first.

    A stack that was taken after a call into Qt came back shows the caller.
    """

    milliseconds: float
    stack: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProbeReport:
    """Milliseconds that an event waited, had one come every 5 ms: a long stall counts for all that it holds up.

    `over_16` and `over_50` count stalls.
    """

    count: int
    p50: float
    p99: float
    max: float
    over_16: int
    over_50: int
    worst: tuple[Stall, ...]
    waits: tuple[float, ...]
    """All of them, in order of size, so that several measurements can be taken together."""


@dataclass(slots=True)
class _Found:
    """What was measured so far; all times in seconds."""

    waits: list[float] = field(default_factory=list)
    stalls: list[tuple[float, tuple[str, ...]]] = field(default_factory=list)
    over_16: int = 0
    over_50: int = 0

    def add(self, wait: float, stack: tuple[str, ...]) -> None:
        left = wait
        while left > 0:
            self.waits.append(left)
            left -= EVERY
        self.over_16 += wait > STALL
        self.over_50 += wait > BAD_STALL
        if wait > STALL:
            self.stalls = sorted([*self.stalls, (wait, stack)], key=lambda stall: -stall[0])[:_WORST]


class EventLoopProbe(QObject):
    """Asks the loop every 5 ms, from a thread of its own, to answer; what the answer lacks to its due time was a wait.

    Make it and use it on the GUI thread. Off until `start`.
    """

    _asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._found = _Found()
        self._gui_thread = threading.get_ident()
        self._answered = threading.Event()
        self._answered_at = 0.0
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._asked.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    @property
    def running(self) -> bool:
        """Whether it measures."""
        return self._thread is not None

    def start(self) -> None:
        """Forget what was found, and measure from now on."""
        self.stop()
        self._found = _Found()
        self._stop.clear()
        self._thread = threading.Thread(target=self._watch, name="lunch-probe", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Measure no longer."""
        if self._thread is not None:
            self._stop.set()
            self._answered.set()
            self._thread.join()
            self._thread = None

    def report(self) -> ProbeReport:
        """What was found since the start."""
        found = self._found
        waits = sorted(found.waits)
        return ProbeReport(
            count=len(waits),
            p50=_milliseconds(waits, 0.5),
            p99=_milliseconds(waits, 0.99),
            max=_milliseconds(waits, 1.0),
            over_16=found.over_16,
            over_50=found.over_50,
            worst=tuple(Stall(round(wait * 1000, 1), stack) for wait, stack in found.stalls),
            waits=tuple(round(wait * 1000, 2) for wait in waits),
        )

    @Slot()
    def _answer(self) -> None:
        self._answered_at = time.perf_counter()
        self._answered.set()

    def _watch(self) -> None:
        """Counted from when the question was due: this thread may be late because the GUI thread holds it up."""
        due = time.perf_counter() + EVERY
        while not self._stop.wait(max(0.0, due - time.perf_counter())):
            self._answered.clear()
            if self._stop.is_set():  # set between the two lines above, after which nobody answers
                return
            self._asked.emit()
            stack: tuple[str, ...] = ()
            if not self._answered.wait(max(0.0, due + STALL - time.perf_counter())):
                stack = self._stack()
                self._answered.wait()
            if self._stop.is_set():
                return
            self._found.add(max(self._answered_at - due, 0.000_001), stack)
            due = max(due, self._answered_at) + EVERY

    def _stack(self) -> tuple[str, ...]:
        """By the faulthandler, which takes hold of no frame: one that is held keeps what its function was painting with
        beyond its end, and Qt does not survive that.
        """
        with TemporaryFile("w+", encoding="utf-8") as file:
            faulthandler.dump_traceback(file, all_threads=True)
            file.seek(0)
            _, _, rest = file.read().partition(f"Thread 0x{self._gui_thread:0{_IDENT_DIGITS}x} ")
        lines = _FRAME.findall(rest.partition("\n\n")[0])[:_DEEPEST]
        return tuple(f"{name} ({path}:{line})" for path, line, name in lines)


def _milliseconds(ordered: list[float], share: float) -> float:
    return round(ordered[round(share * (len(ordered) - 1))] * 1000, 2) if ordered else 0.0
