"""Hears from the operating system that the network is there again, or is another one."""

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

BEGINS_AFTER: Final = 2_000
"""Milliseconds: its library takes a while to load, which the first page need not wait for."""


class NetworkWatch(QObject):
    """`came_back` says that something can be reached which could not be before.

    Where the operating system has nobody to ask it says nothing; the engine looks for itself, too, only less often.
    """

    came_back = Signal()

    def begin_soon(self) -> None:
        """Listen from a little later on."""
        QTimer.singleShot(BEGINS_AFTER, self, self.begin)

    def begin(self) -> None:
        """Listen from now on."""
        from PySide6.QtNetwork import QNetworkInformation

        if not QNetworkInformation.loadDefaultBackend():
            return

        self._gone = QNetworkInformation.Reachability.Disconnected
        QNetworkInformation.instance().reachabilityChanged.connect(self._changed)

    @Slot(object)
    def _changed(self, reachability: object) -> None:
        if reachability != self._gone:
            self.came_back.emit()
