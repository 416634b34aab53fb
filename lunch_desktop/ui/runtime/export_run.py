"""An export that runs in a process of its own, as the window sees it."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from lunch_desktop.domain.errors import Refusal
from lunch_desktop.domain.mutations import Intent
from lunch_desktop.system.export_jobs import ExportCancelled, ExportDone, Progress
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.ui.runtime.bridge import GuiBridge
from lunch_desktop.ui.session import DesktopSession

_NOTE_SECONDS = 20.0
"""How long writing down what an export holds may take, behind whatever else is being written."""


class ExportWork(Protocol):
    """What makes one export, on a thread of its own."""

    def run(self, told: Callable[[Progress], object], perform: Callable[[Sequence[Intent]], object]) -> ExportDone:
        """Make it. `perform` queues changes, waits until they are durable, and raises Problem.

        Raises Problem, ExportCancelled.
        """
        ...

    def cancel(self) -> None:
        """Give it up; `run` raises ExportCancelled before long. Safe from every thread."""
        ...


class ExportRun(QObject):
    """One export. Exactly one of `done` (ExportDone), `failed` (Problem) and `cancelled` comes, at last.

    `progressed` says how many rows of how many were written, and how many seconds it will still take (float, or None
    while that can't be told); at most ten times a second. A `failed` with one of `system.export_jobs.NOT_REACHED` means
    that the server is not there: the export can be made from what this desktop holds instead.
    """

    progressed = Signal(object, object, object)
    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    finished = Signal()
    """After each of the three."""

    def __init__(self, work: ExportWork, session: DesktopSession, parent: QObject | None = None) -> None:
        """Make it on the GUI thread; nothing happens before `start`."""
        super().__init__(parent)
        self._work = work
        self._session = session
        self._bridge = GuiBridge(self)
        self._thread = threading.Thread(target=self._run, name="export", daemon=True)
        self.is_running = False

    def start(self) -> None:
        """Begin."""
        self.is_running = True
        self._thread.start()

    def cancel(self) -> None:
        """Give it up; `cancelled` comes before long, unless it is done already."""
        self._work.cancel()

    def wait(self, seconds: float) -> None:
        """Until the thread has ended, for the end of the program."""
        if self._thread.is_alive():
            self._thread.join(seconds)

    def _run(self) -> None:
        try:
            done = self._work.run(self._tell, self._perform)
        except ExportCancelled:
            self._bridge.call(lambda: self._finish(self.cancelled.emit))
        except Problem as error:
            problem = error
            self._bridge.call(lambda: self._finish(lambda: self.failed.emit(problem)))
        except Exception:
            self._bridge.call(
                lambda: self._finish(lambda: self.failed.emit(Problem(ProblemCode.EXPORT_FAILED, reason="internal")))
            )
            raise
        else:
            self._bridge.call(lambda: self._finish(lambda: self.done.emit(done)))

    def _tell(self, progress: Progress) -> None:
        self._bridge.call(lambda: self.progressed.emit(progress.rows, progress.of, progress.seconds_left))

    def _finish(self, say: Callable[[], object]) -> None:
        self.is_running = False
        say()
        self.finished.emit()

    def _perform(self, intents: Sequence[Intent]) -> None:
        """Queue changes in the session, whose thread writes them. Raises Problem."""
        for intent in intents:
            written: Future[None] = Future()
            self._bridge.call(lambda intent=intent, written=written: self._do(intent, written))  # type: ignore[misc]
            try:
                written.result(_NOTE_SECONDS)
            except Refusal as refusal:
                raise Problem(ProblemCode.EXPORT_NOT_NOTED, reason=refusal.code.value) from refusal
            except TimeoutError as error:
                raise Problem(ProblemCode.EXPORT_NOT_NOTED, reason="timeout") from error

    def _do(self, intent: Intent, written: "Future[None]") -> None:
        self._session.do(
            intent, lambda _: written.set_result(None), lambda refusal: written.set_exception(refusal), receiver=self
        )
