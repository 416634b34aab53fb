"""An account of this PC, and what can be done with it from another one."""

from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from lunch_desktop.sync.known_accounts import Known
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Tone, Weight
from lunch_desktop.ui.widgets.avatar import Avatar
from lunch_desktop.ui.widgets.base import follow, set_name
from lunch_desktop.ui.widgets.button import Button, IconButton
from lunch_desktop.ui.widgets.label import ElidedLabel, Label
from lunch_desktop.ui.widgets.pill import PillContent, StatePill

translate = QCoreApplication.translate
_NARROW_BELOW: Final = 420


class AccountRow(QWidget):
    """`switch` and `remove` say what the person wants with it."""

    switch = Signal()
    remove = Signal()

    def __init__(self, theme: Theme, known: Known, *, is_open: bool) -> None:
        super().__init__()
        self.theme, self.known = theme, known
        self._room = theme.px(_NARROW_BELOW)
        self._face = Avatar(theme, known.session.name, 32)
        self._name = ElidedLabel(theme, known.session.name, weight=Weight.SEMIBOLD)
        self._pill = StatePill(theme, PillContent("", Tone.CONFIRMED))
        self._pill.setVisible(is_open)
        self._where = ElidedLabel(theme, role=TextRole.CAPTION, colour=ColourRole.SECONDARY)
        self._how = Label(theme, role=TextRole.CAPTION, colour=ColourRole.SECONDARY, wrap=True)
        self.switch_button = Button(theme)
        self.switch_button.clicked.connect(self.switch)
        self.remove_button = IconButton(theme, Icon.TRASH, "")
        self.remove_button.clicked.connect(self.remove)
        for button in (self.switch_button, self.remove_button):
            button.setVisible(not is_open)
        self._is_open = is_open
        self._build()
        self.retranslate()
        follow(theme, self._restyle)

    def retranslate(self) -> None:
        """Say everything anew."""
        session, waiting = self.known.session, self.known.waiting
        self._where.setText(f"{session.login} · {session.office_name}")
        told = []
        if not self.known.signed_in:
            told.append(translate("Account", "Signed out: asks for the password"))
        if waiting and not self._is_open:
            told.append(translate("Account", "%n change(s) wait to be sent", None, waiting))
        self._how.setText(" · ".join(told))
        self._how.setVisible(bool(told))
        self._pill.show_content(PillContent(translate("Account", "Open"), Tone.CONFIRMED))
        self.switch_button.setText(translate("Account", "Change to it"))
        set_name(self.switch_button, fill(translate("Account", "Change to %1"), session.name))
        self.remove_button.set_name(fill(translate("Account", "Remove %1 from this PC"), session.name))
        state = [translate("Account", "Open")] if self._is_open else told
        set_name(self, ", ".join([session.name, self._where.text(), *state]))

    def use_width(self, width: int) -> None:
        """Puts the buttons under the words where there is no room beside them."""
        self._room = width
        self._turn()

    def _build(self) -> None:
        self._line = QHBoxLayout()
        self._line.addWidget(self._name, 0)
        self._line.addWidget(self._pill)
        self._line.addStretch(1)
        self._words = QVBoxLayout()
        self._words.addLayout(self._line)
        self._words.addWidget(self._where)
        self._words.addWidget(self._how)
        self._said = QHBoxLayout()
        self._said.addWidget(self._face, 0, Qt.AlignmentFlag.AlignVCenter)
        self._said.addLayout(self._words, 1)
        self._buttons = QHBoxLayout()
        self._buttons.addWidget(self.switch_button)
        self._buttons.addWidget(self.remove_button)
        self._row = QHBoxLayout(self)
        self._row.addLayout(self._said, 1)
        self._row.addLayout(self._buttons)

    def _turn(self) -> None:
        narrow = self._room < self.theme.px(_NARROW_BELOW)
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        place = Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag.AlignVCenter
        self._row.setAlignment(self._buttons, place)

    def _restyle(self) -> None:
        theme, metrics = self.theme, self.theme.metrics
        self._row.setContentsMargins(0, theme.px(metrics.space_s), 0, theme.px(metrics.space_s))
        self._row.setSpacing(theme.px(metrics.space_s))
        self._buttons.setSpacing(theme.px(metrics.space_s))
        self._said.setSpacing(theme.px(metrics.space_m))
        self._line.setSpacing(theme.px(metrics.space_s))
        self._words.setSpacing(0)
        self._turn()
