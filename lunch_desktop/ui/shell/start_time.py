"""How long the program took from its start to a window that can be used."""

import ctypes
import gc
import logging
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from lunch_desktop.ui.runtime.rubbish import Rubbish

P = TypeVar("P", bound=QWidget)

_PATIENCE_MS: Final = 1_500
"""A page that has nothing to show yet says so at once; what waits for its rows does not wait longer."""

_logger = logging.getLogger("lunch_desktop.ui.start")


class StartTime(QObject):
    """Measures once: from the creation of this process to the first paint of a page that has its content.

    What the first paint does not need waits for it: see `afterwards`.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.milliseconds: int | None = None
        self._page: QWidget | None = None
        self._made_at = time.perf_counter()
        self._waiting: list[Callable[[], object]] = []
        self._rubbish: Rubbish | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._go_on)
        self._patience.start(_PATIENCE_MS)

    def afterwards(self, function: Callable[[], object]) -> None:
        """Calls `function` once the first page is usable; at once after that, and after a while in any case."""
        self._waiting.append(function)
        if not self._patience.isActive():
            QTimer.singleShot(0, self, self._go_on)

    def page_filled(self, page: QWidget) -> None:
        """The page has its rows: its next paint is the moment. One that was made to be at hand may never be painted."""
        if self._page is not None and not isValid(self._page):  # its account was left before it was painted
            self._page = None
        if self.milliseconds is None and (self._page is None or not self._page.isVisible()):
            if self._page is not None:
                self._page.removeEventFilter(self)
            self._page = page
            page.installEventFilter(self)
            page.update()

    def with_page(self, page: P) -> P:
        """A page whose first paint is the moment, if it is the first page; the same page."""
        self.page_filled(page)
        return page

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Waits for the paint, and for its end."""
        if event.type() == QEvent.Type.Paint and self._page is not None:
            self._page.removeEventFilter(self)
            QTimer.singleShot(0, self, self._painted)
        return super().eventFilter(watched, event)

    def _painted(self) -> None:
        if self.milliseconds is None:
            age = _process_age()
            self.milliseconds = round((time.perf_counter() - self._made_at if age is None else age) * 1000)
            _logger.info("usable %d ms after the process started", self.milliseconds)
            self._go_on()

    def _go_on(self) -> None:
        self._patience.stop()
        if self._rubbish is None and not gc.isenabled():  # a start does without
            self._rubbish = Rubbish(self)
        waiting, self._waiting = self._waiting, []
        for function in waiting:
            function()


def _process_age() -> float | None:
    """Seconds since the operating system made this process; None where it doesn't tell."""
    try:
        if sys.platform == "win32":
            return _windows_age()
        if sys.platform == "linux":
            return _linux_age()
    except (OSError, ValueError, IndexError):
        _logger.debug("the time of the start is not known", exc_info=True)
    return None


def _linux_age() -> float:
    """proc(5): field 22 of stat is the start, in clock ticks after boot; the name in field 2 may hold blanks."""
    fields = Path("/proc/self/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    started = int(fields[19]) / os.sysconf("SC_CLK_TCK")
    return time.clock_gettime(time.CLOCK_BOOTTIME) - started


def _windows_age() -> float:
    """GetProcessTimes counts in 100 ns since 1601."""
    created, rest = ctypes.c_ulonglong(), [ctypes.c_ulonglong() for _ in range(3)]
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - there is none for a type checker on other systems
    handle = ctypes.c_void_p(kernel.GetCurrentProcess())
    if not kernel.GetProcessTimes(handle, ctypes.byref(created), *map(ctypes.byref, rest)):
        raise OSError("GetProcessTimes failed")
    return time.time() - (created.value / 10_000_000 - 11_644_473_600)
