"""What the window remembers from one start to the next: its place and size, the page it showed, and where on it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from lunch_desktop.ui.shell.recent import Recent

NAME = "window.ini"
DEFAULT_SIZE = QSize(1120, 760)
SMALLEST_SIZE = QSize(880, 600)
_GRASP = 64
"""Pixels of a window that must be in sight for a hand to get hold of it."""


class WindowMemory:
    """A small ini file in the data folder, and one in the account's. A damaged one is as good as none."""

    def __init__(self, path: Path, persons: Path | None = None) -> None:
        """`persons` is the file of what belongs to the person; without it that is kept with the window's place."""
        self._path = path
        self._settings = QSettings(str(path), QSettings.Format.IniFormat)
        self._person = self._settings if persons is None else QSettings(str(persons), QSettings.Format.IniFormat)

    def of_account(self, folder: Path) -> "WindowMemory":
        """The memory of the same window for the account in a folder."""
        return WindowMemory(self._path, folder / NAME)

    def restore(self, window: QWidget) -> None:
        """Give the window the place, size and state it had; what would lie out of sight comes back into view."""
        window.setMinimumSize(SMALLEST_SIZE)
        geometry = self._settings.value("window/geometry")
        if not (isinstance(geometry, QByteArray) and window.restoreGeometry(geometry)):
            window.resize(DEFAULT_SIZE)
        bring_onto_a_screen(window)

    @property
    def page(self) -> str:
        """The key of the page that was shown; empty before the first time."""
        return str(self._person.value("window/page", ""))

    def tell_once(self, what: str) -> bool:
        """Whether the person has not been told of it yet; from now on they have."""
        is_news = not self._settings.contains(f"told/{what}")
        self._settings.setValue(f"told/{what}", "yes")
        return is_news

    def forget_told(self, what: str) -> None:
        """It may be told again."""
        self._settings.remove(f"told/{what}")

    @property
    def recent(self) -> Recent:
        """What was chosen lately in the palette."""
        kept = self._person.value("palette/recent", "")
        keys = kept.split("\n") if isinstance(kept, str) and kept else []
        return Recent(keys, lambda keys: self._person.setValue("palette/recent", "\n".join(keys)))

    def kept(self, page: str) -> Mapping[str, Any]:
        """Where a page was when the window was closed; empty before the first time."""
        try:
            found = json.loads(str(self._person.value(f"pages/{page}", "{}")))
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    def keep_page(self, page: str, state: Mapping[str, Any]) -> None:
        """Write down where a page is; `state` are JSON values."""
        self._person.setValue(f"pages/{page}", json.dumps(state))

    def forget_person(self) -> None:
        """Forget where somebody was and what they chose; the window's place and size stay."""
        for group in ("pages", "palette", "window/page"):
            self._person.remove(group)
        self._person.sync()

    def keep(self, window: QWidget, page: str) -> None:
        """Write both down."""
        self._settings.setValue("window/geometry", window.saveGeometry())
        self._person.setValue("window/page", page)
        self._person.sync()
        self._settings.sync()


def bring_onto_a_screen(window: QWidget) -> None:
    """Move a window of which too little can be seen or grasped to the screen that is there."""
    frame = window.geometry()
    for screen in QGuiApplication.screens():
        seen = screen.availableGeometry().intersected(frame)
        # The title bar must be within reach, with room enough to hold it.
        if seen.top() <= frame.top() + _GRASP and seen.width() >= _GRASP and seen.height() >= _GRASP:
            return
    screen = QGuiApplication.primaryScreen()
    if screen is not None:
        place = screen.availableGeometry()
        frame.setSize(frame.size().boundedTo(place.size()).expandedTo(window.minimumSize()))
        frame.moveCenter(place.center())
        frame.moveTo(max(frame.x(), place.x()), max(frame.y(), place.y()))
        window.setGeometry(frame)
