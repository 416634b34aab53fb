"""Whether the server goes on when the window is closed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QSystemTrayIcon, QVBoxLayout, QWidget

from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole
from lunch_desktop.ui.widgets.label import Label
from lunch_desktop.ui.widgets.switch import Switch

if TYPE_CHECKING:
    from lunch_desktop.ui.shell.choices import Choices

translate = QCoreApplication.translate

_SETTING = "close_to_tray"


class Keeping(QWidget):
    """The setting of closing to the tray, where it decides about colleagues, too; nothing where there is no tray."""

    def __init__(self, theme: Theme, choices: "Choices", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = choices
        self._has_tray = QSystemTrayIcon.isSystemTrayAvailable()
        self.switch = Switch(theme)
        self.switch.setVisible(self._has_tray)
        self.switch.setEnabled(not choices.is_locked(_SETTING))
        self.switch.toggled.connect(self._choose)
        self._words = Label(theme, role=TextRole.CAPTION, colour=ColourRole.SECONDARY, wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.switch)
        layout.addWidget(self._words)
        choices.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything anew, as the setting is now."""
        kept = bool(self._choices.value(_SETTING))
        if self.switch.isChecked() is not kept:
            self.switch.setChecked(kept)
        self.switch.setText(translate("Hosting", "Go on in the tray"))
        self.switch.updateGeometry()
        if not self._has_tray:
            words = translate("Hosting", "Closing the window ends the server: this desktop has no tray to go on in.")
        elif kept:
            words = translate("Hosting", "When you close the window, colleagues still reach the server.")
        else:
            words = translate("Hosting", "Closing the window ends the server until the next start.")
        self._words.setText(words)
        self.switch.setAccessibleDescription(words)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _choose(self, kept: bool) -> None:
        if bool(self._choices.value(_SETTING)) is not kept:
            self._choices.choose(_SETTING, kept)
