"""The test driver's measurements: the event loop, and how long a key takes to show its effect."""

import time
from dataclasses import asdict
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from lunch_desktop.ui.runtime import driver_act
from lunch_desktop.ui.runtime.driver_commands import Arguments, Deferred
from lunch_desktop.ui.runtime.driver_find import DriverError, find, name_of, visible_widgets, windows
from lunch_desktop.ui.runtime.probe import EventLoopProbe

_PATIENCE_MS: Final = 5_000


class Measuring(QObject):
    """What a driver measures with; one for a program."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._probe = EventLoopProbe(self)

    def probe(self, arguments: Arguments) -> dict[str, Any] | None:
        """Starts the event-loop probe, stops it, or reports what it has found; stopping reports, too."""
        wanted = str(arguments["value"])
        if wanted == "start":
            self._probe.start()
            return None
        if wanted not in ("stop", "report"):
            raise DriverError(f"a probe can start, stop and report, not {wanted!r}")
        if wanted == "stop":
            self._probe.stop()
        return asdict(self._probe.report())

    def effect(self, arguments: Arguments) -> Deferred:
        """Presses `key` (at `name` if there is one), or clicks `name` where no key is given; answers milliseconds until
        a widget is painted that says one of `texts`, which it did not before.
        """
        name, key = arguments.get("name"), arguments.get("key")
        target = find(str(name)) if name else None
        patience = int(arguments.get("timeout_ms", _PATIENCE_MS))
        return _Effect(
            self, None if key is None else str(key), target, [str(one) for one in arguments["texts"]], patience
        )


class _Effect(Deferred):
    """From the event of a key or a click to the end of the paint that shows what it did."""

    def __init__(
        self, parent: QObject, key: str | None, target: QWidget | None, texts: list[str], patience: int
    ) -> None:
        super().__init__(parent)
        self._texts, self._target = texts, target
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._give_up)
        self._patience.start(patience)
        if key is not None and target is not None and target is not QApplication.focusWidget():
            driver_act.focus(target)
        # After the answer has found its listener, and after what the focus itself has changed is painted.
        QTimer.singleShot(30, self, lambda: self._press(key))

    def _press(self, key: str | None) -> None:
        shown = [widget for window in windows() for widget in visible_widgets(window)]
        self._before = [widget for widget in shown if self._is_said(widget)]
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)
        self._began = time.perf_counter()
        if key is not None:
            driver_act.press(key, None)
        elif self._target is not None:
            driver_act.click(self._target)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Looks at what is painted."""
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget) and self._is_news(watched):
            self._leave()
            QTimer.singleShot(0, self, self._painted)
        return False

    def _painted(self) -> None:
        self.resolve(round((time.perf_counter() - self._began) * 1000, 2))
        self.deleteLater()

    def _give_up(self) -> None:
        self._leave()
        self.fail(f"nothing that says one of {self._texts} was painted")
        self.deleteLater()

    def _is_news(self, widget: QWidget) -> bool:
        return widget not in self._before and self._is_said(widget)

    def _is_said(self, widget: QWidget) -> bool:
        said = f"{driver_act.text_of(widget)}\n{name_of(widget)}"
        return any(text in said for text in self._texts)

    def _leave(self) -> None:
        self._patience.stop()
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
