"""An account of this PC, and what can be done with it from another one."""

from PySide6.QtCore import QCoreApplication, Signal

from lunch_desktop.sync.known_accounts import Known
from lunch_desktop.ui.pages.account.turning_row import TurningRow
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Tone, Weight
from lunch_desktop.ui.widgets.avatar import Avatar
from lunch_desktop.ui.widgets.base import set_name
from lunch_desktop.ui.widgets.button import Button, IconButton
from lunch_desktop.ui.widgets.label import ElidedLabel, Label
from lunch_desktop.ui.widgets.pill import PillContent, StatePill

translate = QCoreApplication.translate


class AccountRow(TurningRow):
    """`switch` and `remove` say what the person wants with it."""

    switch = Signal()
    remove = Signal()

    def __init__(self, theme: Theme, known: Known, *, is_open: bool) -> None:
        super().__init__(theme)
        self.known = known
        self._face = Avatar(theme, known.session.name, 32)
        self._name = ElidedLabel(theme, known.session.name, weight=Weight.SEMIBOLD)
        self._pill = StatePill(theme, PillContent("", Tone.CONFIRMED))
        self._where = ElidedLabel(theme, role=TextRole.CAPTION, colour=ColourRole.SECONDARY)
        self._how = Label(theme, role=TextRole.CAPTION, colour=ColourRole.SECONDARY, wrap=True)
        self.switch_button = Button(theme)
        self.switch_button.clicked.connect(self.switch)
        self.remove_button = IconButton(theme, Icon.TRASH, "")
        self.remove_button.clicked.connect(self.remove)
        self._is_open = is_open
        self.lay_out(
            self._face,
            (self._name, self._pill),
            (self._where, self._how),
            (self.switch_button, self.remove_button),
        )
        # Not before they lie in the row: what is shown without a parent is a window of its own, and takes the keyboard.
        self._pill.setVisible(is_open)
        for button in (self.switch_button, self.remove_button):
            button.setVisible(not is_open)
        self.retranslate()

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
