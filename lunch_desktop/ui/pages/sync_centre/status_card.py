"""The head of the Sync centre: how the server is reached, and the two things to do about it."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout

from lunch_desktop.ui.pages.sync_centre.words import StatusWords
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.base import follow, set_name
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.card import Card
from lunch_desktop.ui.widgets.check_box import CheckBox
from lunch_desktop.ui.widgets.icon_label import IconLabel
from lunch_desktop.ui.widgets.label import Label

translate = QCoreApplication.translate
NARROW_BELOW: Final = 560
"""Below this width at 100 %, the controls go under the words."""


class StatusCard(Card):
    """`send_now` and `work_offline` (with the new value) are what the person wants."""

    send_now = Signal()
    work_offline = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._icon = IconLabel(theme, Icon.SENDING, ColourRole.SECONDARY)
        self._title = Label(theme, role=TextRole.TITLE, weight=Weight.SEMIBOLD, wrap=True)
        self._text = Label(theme, colour=ColourRole.SECONDARY, wrap=True)
        self.offline_box = CheckBox(theme, "")
        self.offline_box.toggled.connect(self.work_offline)
        self.send_button = Button(theme, kind=ButtonKind.PRIMARY, icon=Icon.SEND)
        self.send_button.clicked.connect(self.send_now)
        self._words = QVBoxLayout()
        self._words.addWidget(self._title)
        self._words.addWidget(self._text)
        said = QHBoxLayout()
        said.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        said.addLayout(self._words, 1)
        self._said = said
        self._controls = QHBoxLayout()
        self._controls.addWidget(self.offline_box)
        self._controls.addWidget(self.send_button)
        self._row = QHBoxLayout()
        self._row.addLayout(said, 1)
        self._row.addLayout(self._controls)
        self.body.addLayout(self._row)
        follow(theme, self._restyle_card)

    def show_status(self, words: StatusWords, *, offline: bool, can_send: bool) -> None:
        """Shows how things stand; the button is there only while there is something to send and a way to."""
        self._icon.set_icon(words.icon, words.colour)
        self._title.setText(words.title)
        self._text.setText(words.text)
        set_name(self, f"{words.title}. {words.text}")
        with QSignalBlocker(self.offline_box):
            self.offline_box.setChecked(offline)
        self.send_button.setVisible(can_send)

    def retranslate(self) -> None:
        """Say the controls anew."""
        self.offline_box.setText(translate("SyncCentre", "Work offline"))
        self.offline_box.updateGeometry()
        self.send_button.setText(translate("SyncCentre", "Send now"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Puts the controls under the words where there is no room beside them."""
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        is_narrow = self.width() < self.theme.px(NARROW_BELOW)
        direction = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        if self._row.direction() is not direction:
            self._row.setDirection(direction)
        alignment = Qt.AlignmentFlag.AlignLeft if is_narrow else Qt.AlignmentFlag.AlignTop
        self._row.setAlignment(self._controls, alignment)

    def _restyle_card(self) -> None:
        gap = self.theme.px(self.theme.metrics.space_m)
        self._row.setSpacing(gap)
        self._said.setSpacing(gap)
        self._controls.setSpacing(gap)
        self._words.setSpacing(self.theme.px(2))
        self._icon.setFixedHeight(self.theme.line(TextRole.TITLE))
        self._turn()
