"""The first start on a data folder: it listens for later ones, and does what they were asked for."""

import logging
import os
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from lunch_desktop.system.export_wishes import ExportWish
from lunch_desktop.system.first_start import LARGEST, TAKEN, Asked, hand_over

log = logging.getLogger(__name__)

_TURN_MS: Final = 5_000
"""How long one start may take to find out whether it is the first, while others wait for their turn."""


class SingleInstance(QObject):
    """`asked` carries what a later start wants (Asked), once it was told that somebody has taken it over.

    `wished` carries an export that a command line wants (ExportWish), and the line (QLocalSocket) on which it waits to
    hear of it; whoever takes it closes the line.
    """

    asked = Signal(object)
    wished = Signal(object, object)

    def __init__(self, place: str | None, parent: QObject | None = None) -> None:
        """`place`: see `meeting_place`; without one every start is a first."""
        super().__init__(parent)
        self._place = place
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        self._said: dict[QLocalSocket, bytes] = {}

    def become_first(self, wanted: Asked) -> bool:
        """Listen from now on; False where another start does, which has then been told what is `wanted` here.

        Two starts at the same moment take turns; what a crashed one has left is taken over.
        """
        if self._place is None:
            return True
        turn = QLockFile(f"{self._turn_file()}.turn")
        turn.tryLock(_TURN_MS)
        try:
            if hand_over(self._place, wanted):
                return False
            QLocalServer.removeServer(self._place)
            if not self._server.listen(self._place):
                log.warning("a second start will not be noticed: %s", self._server.errorString())
            return True
        finally:
            turn.unlock()

    def close(self) -> None:
        """Listen no more; the next start is a first."""
        self._server.close()

    def _turn_file(self) -> str:
        assert self._place is not None
        if Path(self._place).is_absolute():
            return self._place
        return str(Path(os.environ.get("LOCALAPPDATA", ".")) / self._place)

    def _answer(self) -> None:
        while self._server.hasPendingConnections():
            line = self._server.nextPendingConnection()
            self._said[line] = b""
            line.readyRead.connect(partial(self._read, line))
            line.disconnected.connect(partial(self._forget, line))
            self._read(line)

    def _read(self, line: QLocalSocket) -> None:
        if line not in self._said:
            return
        self._said[line] += line.readAll().data()
        message, end, _ = self._said[line].partition(b"\n")
        if not end and len(message) <= LARGEST:
            return
        try:
            wish = ExportWish.from_message(message)
            if wish is not None:
                self._hand_on(line, wish)
                return
            asked = Asked.from_message(message)
        except ValueError as error:
            log.warning("another program spoke to this one: %s", error)
            line.abort()
            return
        line.write(TAKEN)
        line.flush()
        line.disconnectFromServer()
        self._forget(line)
        self.asked.emit(asked)

    def _hand_on(self, line: QLocalSocket, wish: ExportWish) -> None:
        del self._said[line]
        line.readyRead.disconnect()
        line.disconnected.disconnect()
        self.wished.emit(wish, line)

    def _forget(self, line: QLocalSocket) -> None:
        if self._said.pop(line, None) is not None:
            line.deleteLater()
