"""Opening a file that was made, and showing where it lies."""

import sys
from pathlib import Path

from PySide6.QtCore import QDir, QProcess, QUrl
from PySide6.QtGui import QDesktopServices


def open_file(path: Path) -> bool:
    """With whatever program opens such files; False where there is none."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def show_in_folder(path: Path) -> bool:
    """On Windows the file is selected in its folder, elsewhere the folder opens."""
    if sys.platform == "win32":
        started = QProcess()
        started.setProgram("explorer.exe")
        # Explorer reads its own command line: the usual quoting of the whole argument would keep it from the file.
        started.setNativeArguments(f'/select,"{QDir.toNativeSeparators(str(path))}"')
        return bool(started.startDetached()[0])
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
