"""Who is signed in, where, and the way out."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout

from lunch_desktop.ui.pages.settings.facts import SignedInAs
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.avatar import Avatar
from lunch_desktop.ui.widgets.base import follow, set_name
from lunch_desktop.ui.widgets.button import Button
from lunch_desktop.ui.widgets.card import Card
from lunch_desktop.ui.widgets.label import ElidedLabel

translate = QCoreApplication.translate
_NARROW_BELOW = 560


class AccountCard(Card):
    """`sign_out` says that the person wants to leave, `account` that they want to see more."""

    sign_out = Signal()
    account = Signal()

    def __init__(self, theme: Theme, account: SignedInAs) -> None:
        super().__init__(theme)
        self._room = theme.px(_NARROW_BELOW)
        self._account = account
        self._face = Avatar(theme, account.name, 48)
        self._name = ElidedLabel(theme, account.name, role=TextRole.TITLE, weight=Weight.SEMIBOLD)
        self._login = ElidedLabel(theme, f"{account.login} · {account.office}", colour=ColourRole.SECONDARY)
        self._server = ElidedLabel(theme, account.server, role=TextRole.CAPTION, colour=ColourRole.SECONDARY)
        self.sign_out_button = Button(theme, icon=Icon.LOGOUT)
        self.sign_out_button.clicked.connect(self.sign_out)
        self.account_button = Button(theme, icon=Icon.PERSON)
        self.account_button.clicked.connect(self.account)
        self._words = QVBoxLayout()
        for label in (self._name, self._login, self._server):
            self._words.addWidget(label)
        said = QHBoxLayout()
        said.addWidget(self._face, 0, Qt.AlignmentFlag.AlignVCenter)
        said.addLayout(self._words, 1)
        self._said = said
        self._row = QHBoxLayout()
        self._row.addLayout(said, 1)
        self._buttons = QHBoxLayout()
        for button in (self.account_button, self.sign_out_button):
            self._buttons.addWidget(button)
        self._row.addLayout(self._buttons)
        self.body.addLayout(self._row)
        self.retranslate()
        follow(theme, self._restyle_card)

    def retranslate(self) -> None:
        """Say everything anew."""
        account = self._account
        self.sign_out_button.setText(translate("Settings", "Sign out"))
        self.account_button.setText(translate("Settings", "My account"))
        set_name(self.account_button, translate("Settings", "My account: profile, devices, password"))
        set_name(self, f"{translate('Settings', 'Account')}: {account.name}, {account.login}")

    def said(self) -> tuple[str, ...]:
        """What somebody may look for who means this."""
        account, sign_out = translate("Settings", "Account"), translate("Settings", "Sign out")
        return account, sign_out, self.account_button.accessibleName(), self._account.name

    def use_width(self, width: int) -> None:
        """Puts the button under the words where there is no room beside them."""
        self._room = width
        self._turn()

    def _turn(self) -> None:
        narrow = self._room < self.theme.px(_NARROW_BELOW)
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        place = Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag.AlignVCenter
        self._row.setAlignment(self._buttons, place)

    def _restyle_card(self) -> None:
        gap = self.theme.px(self.theme.metrics.space_m)
        self._row.setSpacing(gap)
        self._buttons.setSpacing(self.theme.px(self.theme.metrics.space_s))
        self._said.setSpacing(gap)
        self._words.setSpacing(0)
        self._turn()
