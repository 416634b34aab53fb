"""Asks for the name and password that a proxy wants."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunch_desktop.ui.pages.sign_in.password import PasswordEdit
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.field import Field
from lunch_desktop.ui.widgets.fitting import FittingDialog
from lunch_desktop.ui.widgets.ime import commit_pending_input
from lunch_desktop.ui.widgets.inputs import LineEdit
from lunch_desktop.ui.widgets.label import Label

translate = QCoreApplication.translate
_WIDTH = 400


class ProxyDialog(FittingDialog):
    """`typed` carries user name and password, and the dialog closes; Esc and Cancel change nothing."""

    typed = Signal(str, str)

    def __init__(self, theme: Theme, proxy: str, *, was_wrong: bool, parent: QWidget | None = None) -> None:
        """`was_wrong`: the proxy has just refused a name or password."""
        super().__init__(parent)
        self.theme = theme
        self._proxy, self._was_wrong = proxy, was_wrong
        self.setModal(True)
        self._title = Label(theme, role=TextRole.TITLE, weight=Weight.SEMIBOLD, wrap=True)
        self._text = Label(theme, colour=ColourRole.SECONDARY, wrap=True)
        self.user = LineEdit(theme)
        self.password = PasswordEdit(theme)
        self.user_field = Field(theme, "", self.user)
        self.password_field = Field(theme, "", self.password)
        for editor, field in ((self.user, self.user_field), (self.password, self.password_field)):
            editor.submitted.connect(self.submit)
            editor.textEdited.connect(lambda _text, field=field: field.set_error(""))
        self.cancel_button = Button(theme)
        self.cancel_button.clicked.connect(self.reject)
        self.button = Button(theme, kind=ButtonKind.PRIMARY)
        self.button.clicked.connect(self.submit)
        self._buttons = QHBoxLayout()
        self._buttons.addStretch(1)
        self._buttons.addWidget(self.cancel_button)
        self._buttons.addWidget(self.button)
        self._layout = QVBoxLayout(self)
        for widget in (self._title, self._text, self.user_field, self.password_field):
            self._layout.addWidget(widget)
        self._layout.addLayout(self._buttons)
        self.retranslate()
        follow(theme, self._restyle)
        QTimer.singleShot(0, self.user, lambda: self.user.setFocus(Qt.FocusReason.OtherFocusReason))

    def submit(self) -> None:
        """Hand over what was typed, unless something is missing."""
        commit_pending_input(self)
        for editor, field, missing in (
            (self.user, self.user_field, translate("SyncCentre", "Type your user name.")),
            (self.password, self.password_field, translate("SyncCentre", "Type your password.")),
        ):
            if not editor.text():
                field.set_error(missing)
                editor.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.typed.emit(self.user.text().strip(), self.password.text())
        self.accept()

    def retranslate(self) -> None:
        """Say everything anew."""
        title = translate("SyncCentre", "Sign in to the proxy")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._title.setText(title)
        wrong = translate("SyncCentre", "%1 did not accept the name or the password.")
        wants = translate(
            "SyncCentre", "%1 stands between this PC and the lunch server, and wants to know who you are."
        )
        kept = translate("SyncCentre", "Both are kept in this PC's password store.")
        self._text.setText(f"{fill(wrong if self._was_wrong else wants, self._proxy)} {kept}")
        self.user_field.set_label(translate("SyncCentre", "User name"))
        self.user_field.set_help(translate("SyncCentre", "Often the one with which you sign in to your company PC."))
        self.password_field.set_label(translate("SyncCentre", "Password"))
        self.password.retranslate()
        self.cancel_button.setText(translate("SyncCentre", "Cancel"))
        self.button.setText(translate("SyncCentre", "Sign in"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _restyle(self) -> None:
        side = self.theme.px(self.theme.metrics.space_xl)
        self._layout.setContentsMargins(side, side, side, self.theme.px(self.theme.metrics.space_l))
        self._layout.setSpacing(self.theme.px(self.theme.metrics.space_m))
        self._buttons.setSpacing(self.theme.px(self.theme.metrics.space_s))
        self.setMinimumWidth(self.theme.px(_WIDTH))
