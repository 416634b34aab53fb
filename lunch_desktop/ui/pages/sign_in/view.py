"""The first screen."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunch_desktop.ui.pages.sign_in.form import SignInCall, SignInForm
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import Button
from lunch_desktop.ui.widgets.card import Card
from lunch_desktop.ui.widgets.icon_label import IconLabel
from lunch_desktop.ui.widgets.label import Label
from lunch_desktop.ui.widgets.scroll_page import ScrollPage

translate = QCoreApplication.translate
_WIDTH = 420

Prefilled = tuple[str, str, str]
"""Server address, e-mail and password to begin with, each of which may be empty."""


class SignInView(QWidget):
    """Product name and one card. `signed_in` carries what `sign_in` gave.

    Where the password is prefilled too, the company is the demo one: a second card signs in at once, as `demo_name`.
    """

    signed_in = Signal(object)

    def __init__(
        self,
        theme: Theme,
        sign_in: SignInCall,
        prefilled: Prefilled | None = None,
        *,
        demo_name: str = "",
        keyring_available: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._prefilled = prefilled
        self._demo_name = demo_name
        self.form = SignInForm(theme, sign_in)
        self.form.signed_in.connect(self.signed_in)
        if prefilled is not None:
            self.form.fill(*prefilled)
        self._mark = IconLabel(theme, Icon.BOWL, ColourRole.ACCENT, 32)
        self._name = Label(theme, role=TextRole.HEADING, weight=Weight.BOLD, wrap=True)
        self._line = Label(theme, colour=ColourRole.SECONDARY, wrap=True)
        self._card = Card(theme, padding=24)
        self._card.body.addWidget(self.form)
        self._demo = Card(theme, padding=24)
        self._demo_title = Label(theme, weight=Weight.SEMIBOLD, wrap=True)
        self._demo_text = Label(theme, colour=ColourRole.SECONDARY, wrap=True)
        self.demo_button = Button(theme)
        self.demo_button.clicked.connect(self._look_around)
        self._note = QWidget()
        self._note_text = Label(theme, role=TextRole.CAPTION, colour=ColourRole.SECONDARY, wrap=True)
        self._build()
        # Only now have they a parent; before, showing them would open windows.
        self._demo.setVisible(prefilled is not None and bool(prefilled[2]))
        self._note.setVisible(not keyring_available)
        self.retranslate()
        follow(theme, self._restyle)

    def focus_first(self) -> None:
        """Begin where something is missing."""
        self.form.focus_first()

    def set_keyring_available(self, available: bool) -> None:
        """Tell beforehand that the password will be asked for at every start, or no longer."""
        self._note.setVisible(not available)

    def retranslate(self) -> None:
        """Say everything anew."""
        name = translate("SignIn", "Lunch Desktop")
        self.setAccessibleName(name)
        self._name.setText(name)
        self._line.setText(translate("SignIn", "Sign in with your company account."))
        self._demo_title.setText(translate("SignIn", "Look around with the demo company"))
        login = self._prefilled[1] if self._prefilled is not None else ""
        who = self._demo_name or login
        self._demo_text.setText(
            fill(translate("SignIn", "You are %1. Nothing leaves this PC, and you can try everything."), who)
        )
        self.demo_button.setText(fill(translate("SignIn", "Start as %1"), who))
        self._note_text.setText(
            translate("SignIn", "This PC has no password store, so you will be asked for the password at every start.")
        )
        self.form.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As wide as it wants to be where there is room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        room = self.width() - 2 * self.theme.px(self.theme.metrics.space_s) - bar
        self._column.setFixedWidth(max(min(self.theme.px(_WIDTH), room), 1))

    def _look_around(self) -> None:
        """Sign in as the demo user, whatever has been typed meanwhile."""
        if self._prefilled is not None and not self.form.running:
            self.form.fill(*self._prefilled)
            self.form.submit()

    def _build(self) -> None:
        self._demo.body.addWidget(self._demo_title)
        self._demo.body.addWidget(self._demo_text)
        self._demo.body.addWidget(self.demo_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._note_row = QHBoxLayout(self._note)
        icon = IconLabel(self.theme, Icon.KEY, ColourRole.SECONDARY, 16)
        self._note_row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        self._note_row.addWidget(self._note_text, 1)
        self._column = QWidget()
        self._stack = QVBoxLayout(self._column)
        self._stack.addWidget(self._mark)
        self._head = QVBoxLayout()
        self._head.addWidget(self._name)
        self._head.addWidget(self._line)
        self._stack.addLayout(self._head)
        for widget in (self._card, self._demo, self._note):
            self._stack.addWidget(widget)
        # Between stretches rather than aligned: an aligned widget is not as high as its wrapped text needs.
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._column)
        middle.addStretch(1)
        inner = QWidget()
        self._inner = QVBoxLayout(inner)
        self._inner.addStretch(2)
        self._inner.addLayout(middle)
        self._inner.addStretch(3)
        self._scroll = ScrollPage(self.theme, inner)
        self._scroll.fill(self)

    def _restyle(self) -> None:
        theme, metrics = self.theme, self.theme.metrics
        side = theme.px(metrics.space_xl)
        self._fit()
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(theme.px(metrics.space_l))
        self._head.setSpacing(theme.px(metrics.space_xs))
        self._head.setContentsMargins(0, 0, 0, theme.px(metrics.space_s))
        self._inner.setContentsMargins(theme.px(metrics.space_s), side, theme.px(metrics.space_s), side)
        self._note_row.setContentsMargins(theme.px(metrics.space_xs), 0, theme.px(metrics.space_xs), 0)
        self._note_row.setSpacing(theme.px(metrics.space_s))
