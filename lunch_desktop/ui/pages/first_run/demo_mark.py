"""The mark in the header by which nobody takes the demo company for their own."""

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.button import Button

translate = QCoreApplication.translate


class DemoMark(Button):
    """Says "Demo", and leads back to the first screen."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, icon=Icon.LOGOUT, parent=parent)
        self._name()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._name()
        super().changeEvent(event)

    def _name(self) -> None:
        self.setText(translate("FirstRun", "Leave the demo"))
        self.setToolTip(translate("FirstRun", "This is the demo company: nothing leaves this PC. Back to the start."))
        self.setAccessibleDescription(self.toolTip())
