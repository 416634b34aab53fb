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

    def tell(self, text: str, undo: Callable[[], object] | None = None) -> Callable[[], object]:
        """Show a toast; gives what takes it away, which may be called when it is gone already."""
        icon = Icon.INFO if undo is None else Icon.CHECK
        toast = self.show_toast(text, "", undo, icon)
        if undo is not None:
            # Shown only now that it has a parent: on its own it would be a window, and take the keyboard.
            toast.button.setText(translate("Shell", "Undo"))
            toast.button.show()
            self._arrange()

        def take_away() -> None:
            if toast in self.toasts:
                toast.dismiss()

        return take_away

    def lead(self, text: str, icon: Icon, go: Callable[[], object]) -> None:
        """Tell what happened elsewhere, with a way there."""
        toast = self.show_toast(text, "", go, icon)
        toast.button.setText(translate("Shell", "Show"))
        toast.button.show()
        self._arrange()

    def dismiss_newest(self) -> bool:
        """Send the newest away; False when there is none."""
        if not self.toasts:
            return False
        self.toasts[-1].dismiss()
        return True

    def holds(self, widget: QWidget) -> bool:
        """Whether a widget lies in one of the toasts."""
        return any(toast.isAncestorOf(widget) for toast in self.toasts)

    def retranslate(self) -> None:
        """Name the buttons anew; what was told in passing stays as it was said."""
        self._close_name = translate("Shell", "Close message")
        for toast in self.toasts:
            toast.close_button.set_name(self._close_name)
            if toast.button.text():
                toast.button.setText(translate("Shell", "Undo"))
                toast.button.updateGeometry()
