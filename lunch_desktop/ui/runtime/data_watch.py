"""Notices that the person wants to go on in another login session, which asks for the data."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal, Slot


class DataWatch(QObject):
    """`wanted` says that another program asks this one to let go of the data folder."""

    wanted = Signal()

    def __init__(self, folder: Path, is_wanted: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_wanted = is_wanted
        self._watcher = QFileSystemWatcher([str(folder)], self)
        self._watcher.directoryChanged.connect(self._look)

    @Slot(str)
    def _look(self, _folder: str) -> None:
        if self._is_wanted():
            self.wanted.emit()
