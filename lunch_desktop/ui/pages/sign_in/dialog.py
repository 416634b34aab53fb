"""Asks for the password again, when the session has ended while the window is open."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.system.problems import text as problem_text
from lunch_desktop.ui.pages.sign_in.form import SignInCall, SignInForm
from lunch_desktop.ui.texts.language import language_in_force
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.fitting import FittingDialog, FittingScroll
from lunch_desktop.ui.widgets.label import Label

translate = QCoreApplication.translate
_WIDTH = 400


class SignInDialog(FittingDialog):
    """The same fields, with server and e-mail fixed: the open data belong to that account. Without an e-mail, any.

    `signed_in` carries what `sign_in` gave, and the dialog closes. Esc and "Later" leave everything as it is.
    """

    signed_in = Signal(object)

    def __init__(
        self, theme: Theme, sign_in: SignInCall, server: str, email: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setModal(True)
        self._title = Label(theme, role=TextRole.TITLE, weight=Weight.SEMIBOLD, wrap=True)
        self._text = Label(theme, colour=ColourRole.SECONDARY, wrap=True)
        self.form = SignInForm(theme, sign_in)
        self.form.fill(server, email)
        for editor in (self.form.server, self.form.email) if email else ():
            editor.setReadOnly(True)
            editor.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.form.signed_in.connect(self._succeed)
        self.later_button = Button(theme, kind=ButtonKind.QUIET)
        self.later_button.clicked.connect(self.reject)
        content = QWidget()
        self._column = QVBoxLayout(content)
        for widget in (self._title, self._text, self.form):
            self._column.addWidget(widget)
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(FittingScroll(theme, content), 1)
        self._layout.addWidget(self.later_button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.finished.connect(self.form.close_tasks)
        self.retranslate()
        follow(theme, self._restyle)
        QTimer.singleShot(0, self.form, self.form.focus_first)

    def retranslate(self) -> None:
        """Say everything anew."""
        title, text = self.words()
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._title.setText(title)
        self._text.setText(text)
        self.later_button.setText(translate("SignIn", "Later"))
        self.form.retranslate()
        self.form.server_field.set_help("")

    def words(self) -> tuple[str, str]:
        """Why it asks."""
        said = problem_text(Problem(ProblemCode.SESSION_ENDED), language_in_force())
        return said.title, f"{said.what} {said.remedy}"

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _succeed(self, session: object) -> None:
        self.signed_in.emit(session)
        self.accept()

    def _restyle(self) -> None:
        side = self.theme.px(self.theme.metrics.space_xl)
        self._layout.setContentsMargins(side, side, side, self.theme.px(self.theme.metrics.space_l))
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(self.theme.px(self.theme.metrics.space_m))
        self._layout.setSpacing(self.theme.px(self.theme.metrics.space_m))
        self.setMinimumWidth(self.theme.px(_WIDTH))


class AddAccountDialog(SignInDialog):
    """Asks for another account, which opens beside the present one's data."""

    def __init__(self, theme: Theme, sign_in: SignInCall, server: str, parent: QWidget | None = None) -> None:
        """`server` is what the field starts with."""
        super().__init__(theme, sign_in, server, "", parent)

    def words(self) -> tuple[str, str]:
        """What it is for."""
        return translate("SignIn", "Sign in to another account"), translate(
            "SignIn", "It gets data of its own on this PC. You stay signed in to the present account, too."
        )
