"""What the window remembers from one start to the next: its size, and the page it showed."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QSize
from PySide6.QtWidgets import QWidget

from lunch_desktop.ui.shell.recent import Recent

DEFAULT_SIZE = QSize(1120, 760)
SMALLEST_SIZE = QSize(880, 600)


class WindowMemory:
    """A small ini file in the data folder. A damaged one is as good as none."""

    def __init__(self, path: Path) -> None:
        self._settings = QSettings(str(path), QSettings.Format.IniFormat)

    def restore(self, window: QWidget) -> None:
        """Give the window the place and size it had; on a screen that is gone, Qt brings it back into view."""
        window.setMinimumSize(SMALLEST_SIZE)
        geometry = self._settings.value("window/geometry")
        if not (isinstance(geometry, QByteArray) and window.restoreGeometry(geometry)):
            window.resize(DEFAULT_SIZE)

    @property
    def page(self) -> str:
        """The key of the page that was shown; empty before the first time."""
        return str(self._settings.value("window/page", ""))

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
        kept = self._settings.value("palette/recent", "")
        keys = kept.split("\n") if isinstance(kept, str) and kept else []
        return Recent(keys, lambda keys: self._settings.setValue("palette/recent", "\n".join(keys)))

    def keep(self, window: QWidget, page: str) -> None:
        """Write both down."""
        self._settings.setValue("window/geometry", window.saveGeometry())
        self._settings.setValue("window/page", page)
        self._settings.sync()
