"""Brings word of the hosted server to the GUI thread, for as long as the program runs."""

from PySide6.QtCore import QObject, Signal

from lunch_desktop.ui.pages.hosting.host import Host
from lunch_desktop.ui.runtime.bridge import GuiBridge


class HostWatch(QObject):
    """`changed` carries each HostedStatus. Make it on the GUI thread, and `close` it before that ends."""

    changed = Signal(object)

    def __init__(self, host: Host, parent: QObject) -> None:
        super().__init__(parent)
        self.host = host
        bridge = GuiBridge(self)
        self._leave = host.watch(lambda status: bridge.call(lambda: self.changed.emit(status)))

    def close(self) -> None:
        """Hear no more."""
        self._leave()
