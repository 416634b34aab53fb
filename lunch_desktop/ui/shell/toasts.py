"""Toasts of the window, in the present language."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.toast import ToastHost

translate = QCoreApplication.translate


class ShellToasts(ToastHost):
    """Tells what happened, with "Undo" where there is a way back."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(theme, window, "")
        self.retranslate()

    def tell(self, text: str, undo: Callable[[], object] | None) -> None:
        """Show a toast."""
        icon = Icon.INFO if undo is None else Icon.CHECK
        self.show_toast(text, "" if undo is None else translate("Shell", "Undo"), undo, icon)

    def dismiss_newest(self) -> bool:
        """Send the newest away; False when there is none."""
        if not self.toasts:
            return False
        self.toasts[-1].dismiss()
        return True

    def retranslate(self) -> None:
        """Name the × of coming toasts."""
        self._close_name = translate("Shell", "Close message")
