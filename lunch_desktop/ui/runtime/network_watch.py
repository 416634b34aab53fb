"""Hears from the operating system that the network is there again, or is another one, and whether data costs money."""

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

BEGINS_AFTER: Final = 2_000
"""Milliseconds: its library takes a while to load, which the first page need not wait for."""


class NetworkWatch(QObject):
    """`came_back` says that something can be reached which could not be before; `metered_changed`, that it is asked
    anew whether data costs money, which `metered` says.

    Where the operating system has nobody to ask it says nothing; the engine looks for itself, too, only less often.
    """

    came_back = Signal()
    metered_changed = Signal(bool)

    metered = False

    def begin_soon(self) -> None:
        """Listen from a little later on."""
        QTimer.singleShot(BEGINS_AFTER, self, self.begin)

    def begin(self) -> None:
        """Listen from now on."""
        from PySide6.QtNetwork import QNetworkInformation

        if not QNetworkInformation.loadDefaultBackend():
            return

        self._gone = QNetworkInformation.Reachability.Disconnected
        information = QNetworkInformation.instance()
        information.reachabilityChanged.connect(self._changed)
        information.isBehindCaptivePortalChanged.connect(self._portal_changed)
        information.isMeteredChanged.connect(self._metered_changed)
        if information.isMetered():
            self._metered_changed(True)

    @Slot(object)
    def _changed(self, reachability: object) -> None:
        if reachability != self._gone:
            self.came_back.emit()

    @Slot(bool)
    def _portal_changed(self, behind: bool) -> None:
        """Whoever has signed in on the network's page is let through."""
        if not behind:
            self.came_back.emit()

    @Slot(bool)
    def _metered_changed(self, metered: bool) -> None:
        self.metered = metered
        self.metered_changed.emit(metered)
