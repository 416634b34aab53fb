"""The menu at the foot of the rail."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QPoint, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from lunch_desktop.system.languages import Language
from lunch_desktop.ui.shell.choices import SCALES, Choices
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import ThemeMode

translate = QCoreApplication.translate
T = TypeVar("T")

# A language is named in itself, so that whoever can't read the present one finds their own.
_LANGUAGES = {Language.KOREAN: "한국어", Language.ENGLISH: "English"}


class SettingsMenu(QMenu):
    """Made anew each time it is opened, so that it is in the present language and look."""

    sign_out = Signal()

    def __init__(self, choices: Choices, parent: QWidget) -> None:
        super().__init__(parent)
        self._choices = choices
        self.setAccessibleName(translate("Shell", "Settings"))
        self.aboutToHide.connect(self.deleteLater)
        theme = choices.theme
        self._offer(translate("Shell", "Language"), Icon.LANGUAGE, _LANGUAGES, choices.language, choices.set_language)
        modes = {
            ThemeMode.SYSTEM: translate("Shell", "As the system"),
            ThemeMode.LIGHT: translate("Shell", "Light"),
            ThemeMode.DARK: translate("Shell", "Dark"),
        }
        self._offer(translate("Shell", "Appearance"), Icon.SUN, modes, theme.mode, choices.set_theme)
        sizes = {scale: f"{scale:.0%}" for scale in SCALES}
        self._offer(translate("Shell", "Text size"), Icon.EYE, sizes, theme.scale, choices.set_scale)
        self.addSeparator()
        offline = self.addAction(translate("Shell", "Work offline"))
        offline.setCheckable(True)
        offline.setChecked(choices.work_offline)
        offline.triggered.connect(choices.set_work_offline)
        self.addSeparator()
        leave = self.addAction(theme.icon(Icon.LOGOUT), translate("Shell", "Sign out"))
        leave.triggered.connect(self.sign_out)

    def open_at(self, widget: QWidget) -> None:
        """Open beside a widget at the bottom of the window, growing upwards."""
        corner = widget.mapToGlobal(QPoint(0, 0))
        self.popup(corner - QPoint(0, self.sizeHint().height()))

    def _offer(self, title: str, icon: Icon, options: dict[T, str], present: T, choose: Callable[[T], None]) -> None:
        menu = self.addMenu(self._choices.theme.icon(icon), title)
        group = QActionGroup(menu)
        for key, word in options.items():
            action = menu.addAction(word)
            action.setCheckable(True)
            action.setChecked(key == present)
            action.triggered.connect(lambda _checked=False, key=key: choose(key))
            group.addAction(action)
