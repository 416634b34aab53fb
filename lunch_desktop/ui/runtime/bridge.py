"""Brings calls from any thread to the GUI thread."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal, Slot


class GuiBridge(QObject):
    """Runs callables on the thread it was made on, in the order in which they were given.

    Make it on the GUI thread. A call waits in Qt's event queue until the event loop comes round, also when
    it was made on the GUI thread itself, so callers never run inside each other.
    """

    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._posted.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def call(self, function: Callable[[], object]) -> None:
        """Queues a call; returns at once. Safe from every thread."""
        self._posted.emit(function)

    def flush(self) -> None:
        """Runs what is queued now; only on the GUI thread, and only where no event loop will come round
        again.
        """
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)

    @Slot(object)
    def _run(self, function: Callable[[], object]) -> None:
        function()
