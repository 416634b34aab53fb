"""Exports that a command line wants of the open window: they are made here, and it is told how far they are."""

import json
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtNetwork import QLocalSocket

from lunch_desktop.system.export_wishes import ExportWish
from lunch_desktop.system.first_start import BEAT_SECONDS
from lunch_desktop.system.problems import Problem, ProblemCode

if TYPE_CHECKING:
    from lunch_desktop.system.export_jobs import ExportDone
    from lunch_desktop.ui.runtime.export_run import ExportRun
    from lunch_desktop.ui.services import Exports

log = logging.getLogger(__name__)


class ExportOrders(QObject):
    """Takes them all; what each line hears is one object of JSON a line: progress, and at last how it ended."""

    def __init__(self, exports: Callable[[], "Exports | None"], parent: QObject | None = None) -> None:
        """`exports` gives those of the account that is open now; None where there is none."""
        super().__init__(parent)
        self._exports = exports

    def take(self, wish: ExportWish, line: QLocalSocket) -> None:
        """Make one."""
        _Order(wish, line, self._exports(), self)


class _Order(QObject):
    """One export, for as long as its line is open."""

    def __init__(
        self, wish: ExportWish, line: QLocalSocket, exports: "Exports | None", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._line = line
        self._run: ExportRun | None = None
        line.setParent(self)
        line.disconnected.connect(self._hung_up)
        self._beat = QTimer(self)
        self._beat.setInterval(round(BEAT_SECONDS * 1000))
        self._beat.timeout.connect(lambda: self._say(beat=True))
        self._beat.start()
        try:
            if exports is None:
                raise Problem(ProblemCode.EXPORT_NOT_SIGNED_IN)
            self._run = exports.start_wish(wish)
        except Problem as problem:
            self._fail(problem)
            return
        self._run.progressed.connect(lambda rows, of, left: self._say(progress=[rows, of, left]))
        self._run.done.connect(self._finish)
        self._run.failed.connect(self._fail)
        self._run.cancelled.connect(lambda: self._end(cancelled=True))

    def _finish(self, done: "ExportDone") -> None:
        self._end(done={"path": str(done.path), "rows": done.rows, "bytes": done.bytes, "source": done.source})

    def _fail(self, problem: Problem) -> None:
        self._end(problem={"code": problem.code.value, "facts": dict(problem.facts)})

    def _say(self, **said: Any) -> None:
        self._line.write(json.dumps(said).encode() + b"\n")
        self._line.flush()

    def _end(self, **said: Any) -> None:
        self._run = None
        self._beat.stop()
        self._say(**said)
        self._line.disconnectFromServer()

    def _hung_up(self) -> None:
        """The command line has ended, or heard all."""
        run, self._run = self._run, None
        self._beat.stop()
        if run is not None:
            log.info("the command line that wanted an export is gone")
            run.cancel()
        self.deleteLater()
