"""What this program is, where it keeps its files, and what helps when something is wrong."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from lunch_desktop import __version__
from lunch_desktop.ui.pages.settings.facts import Facts
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.base import follow, set_name
from lunch_desktop.ui.widgets.button import Button
from lunch_desktop.ui.widgets.card import Card
from lunch_desktop.ui.widgets.icon_label import IconLabel
from lunch_desktop.ui.widgets.label import ElidedLabel, Label

translate = QCoreApplication.translate
_NARROW_BELOW = 480


class _Folder(QWidget):
    """A folder: what it is for, its path, and a button to see it."""

    def __init__(self, theme: Theme, path: Path, name: Callable[[], str]) -> None:
        super().__init__()
        self.theme = theme
        self._path, self._word = path, name
        self._name = Label(theme, weight=Weight.SEMIBOLD)
        self._where = ElidedLabel(theme, str(path), role=TextRole.CAPTION, colour=ColourRole.SECONDARY)
        self.button = Button(theme)
        self.button.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._where)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(words, 1)
        row.addWidget(self.button)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything anew."""
        self._name.setText(self._word())
        self.button.setText(translate("Settings", "Open"))
        set_name(self.button, fill(translate("Settings", "Open: %1"), self._word()))
        self.button.updateGeometry()


class AboutCard(Card):
    """`copy_wanted`: put the diagnostics on the clipboard; `licences_wanted`: show them."""

    copy_wanted = Signal()
    licences_wanted = Signal()

    def __init__(self, theme: Theme, facts: Facts) -> None:
        super().__init__(theme)
        self._room = theme.px(_NARROW_BELOW)
        self._mark = IconLabel(theme, Icon.BOWL, ColourRole.ACCENT, 32)
        self._name = Label(theme, role=TextRole.TITLE, weight=Weight.SEMIBOLD)
        self._version = Label(theme, colour=ColourRole.SECONDARY)
        self.folders = (
            _Folder(theme, facts.data_folder, lambda: translate("Settings", "Data on this PC")),
            _Folder(theme, facts.log_folder, lambda: translate("Settings", "Log files")),
        )
        self.copy_button = Button(theme, icon=Icon.COPY)
        self.copy_button.clicked.connect(self.copy_wanted)
        self.licences_button = Button(theme, icon=Icon.INFO)
        self.licences_button.clicked.connect(self.licences_wanted)
        self._private = Label(theme, role=TextRole.CAPTION, colour=ColourRole.SECONDARY, wrap=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._version)
        self._head = QHBoxLayout()
        self._head.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        self._head.addLayout(words, 1)
        self._buttons = QHBoxLayout()
        self._buttons.addWidget(self.copy_button)
        self._buttons.addWidget(self.licences_button)
        self._buttons.addStretch(1)
        self.body.addLayout(self._head)
        for folder in self.folders:
            self.body.addWidget(folder)
        self.body.addLayout(self._buttons)
        self.body.addWidget(self._private)
        self.retranslate()
        follow(theme, self._restyle_card)

    def retranslate(self) -> None:
        """Say everything anew."""
        self._name.setText(translate("Shell", "Lunch Desktop"))
        self._version.setText(fill(translate("Settings", "Version %1"), __version__))
        self.copy_button.setText(translate("Settings", "Copy diagnostics"))
        self.licences_button.setText(translate("Settings", "Open-source licences"))
        self._private.setText(
            translate("Settings", "Diagnostics name versions, states and settings: no names, addresses or lunches.")
        )
        for folder in self.folders:
            folder.retranslate()
        set_name(self, translate("Settings", "About"))

    def said(self) -> tuple[str, ...]:
        """What somebody may look for who means this."""
        labels = (label.text() for label in self.findChildren(Label))
        return translate("Settings", "About"), self.copy_button.text(), self.licences_button.text(), *labels

    def use_width(self, width: int) -> None:
        """Puts the buttons under each other where there is no room beside them."""
        self._room = width
        self._turn()

    def _turn(self) -> None:
        narrow = self._room < self.theme.px(_NARROW_BELOW)
        self._buttons.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        for button in (self.copy_button, self.licences_button):
            self._buttons.setAlignment(button, Qt.AlignmentFlag.AlignLeft)

    def _restyle_card(self) -> None:
        theme, metrics = self.theme, self.theme.metrics
        self.body.setSpacing(theme.px(metrics.space_m))
        self._head.setSpacing(theme.px(metrics.space_m))
        self._buttons.setSpacing(theme.px(metrics.space_s))
        self._turn()
