"""The keys that work on every page. No bare letters: they fail under the Korean input method."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut

if TYPE_CHECKING:
    from lunch_desktop.ui.shell.window import MainWindow

MOST_PAGES = 9


def bind_keys(window: "MainWindow") -> None:
    """Ctrl+1…9 pages, Ctrl+N a new party, Ctrl+F the search, F5 sync, Ctrl+Z the way back."""
    for place in range(1, MOST_PAGES + 1):
        shortcut = QShortcut(QKeySequence(f"Ctrl+{place}"), window)
        shortcut.activated.connect(lambda place=place: window.open_page_at(place))
    for keys, action in (
        ("Ctrl+N", window.new_party),
        ("Ctrl+F", window.header.focus_search),
        ("F5", window.session.sync_now),
        ("Ctrl+Z", window.undo_last),
        ("F6", window.toasts.focus_newest),
    ):
        QShortcut(QKeySequence(keys), window).activated.connect(action)
