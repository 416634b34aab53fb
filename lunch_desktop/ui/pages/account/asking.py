"""Dialogs that ask for something and stay until the server has said what came of it."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lunch_desktop.system.problems import ProblemCode
from lunch_desktop.ui.pages.first_run.asking import AskingForm
from lunch_desktop.ui.pages.first_run.failures import known_problem
from lunch_desktop.ui.pages.sign_in.password import PasswordEdit
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.field import Field
from lunch_desktop.ui.widgets.fitting import FittingDialog, FittingScroll
from lunch_desktop.ui.widgets.inputs import LineEdit
from lunch_desktop.ui.widgets.label import Label

translate = QCoreApplication.translate

_WIDTH: Final = 400
LONGEST_NAME: Final = 100


class PasswordForm(AskingForm):
    """Asks for the password before something is done that can't be undone."""

    def __init__(self, theme: Theme, words: Callable[[], str], work: Callable[[str], object]) -> None:
        """`words` says what the button does; `work` does it with the password, on a worker thread."""
        super().__init__(theme)
        self._words, self._work = words, work
        self.password = PasswordEdit(theme)
        self.field = Field(theme, "", self.password)
        self.add_field(self.field, self._check_password, ProblemCode.WRONG_CREDENTIALS)
        self.button.set_kind(ButtonKind.DANGER)
        self.retranslate()

    def call(self) -> Callable[[], object]:
        """Do it."""
        password = self.password.text()
        return lambda: self._work(password)

    def waiting_words(self) -> str:
        """See AskingForm."""
        return translate("Account", "Signing out…")

    def ready_words(self) -> str:
        """See AskingForm."""
        return self._words()

    def retranslate(self) -> None:
        """Say everything anew."""
        self.field.set_label(translate("Account", "Your password"))
        self.field.set_help(translate("Account", "So that nobody else can do it who sits at your desk."))
        self.password.retranslate()
        super().retranslate()

    def _check_password(self) -> str:
        return "" if self.password.text() else translate("SignIn", "Type your password.")

    def _tell(self, error: Exception) -> None:
        tell_wrong_password(self.field, error) or super()._tell(error)


class NameForm(AskingForm):
    """Asks for the name of a device."""

    def __init__(self, theme: Theme, name: str, work: Callable[[str], object]) -> None:
        super().__init__(theme)
        self._work = work
        self.name = LineEdit(theme)
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setText(name)
        self.name.selectAll()
        self.field = Field(theme, "", self.name)
        self.add_field(self.field, self._check_name)
        self.retranslate()

    def call(self) -> Callable[[], object]:
        """Do it."""
        name = self.name.text().strip()
        return lambda: self._work(name)

    def focus_first(self) -> None:
        """The name is there to be typed over."""
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def waiting_words(self) -> str:
        """See AskingForm."""
        return translate("Account", "Saving…")

    def ready_words(self) -> str:
        """See AskingForm."""
        return translate("Account", "Save")

    def retranslate(self) -> None:
        """Say everything anew."""
        self.field.set_label(translate("Account", "Name of the device"))
        self.field.set_help(translate("Account", "By which you know it again, such as “Laptop” or “Desk at home”."))
        super().retranslate()

    def _check_name(self) -> str:
        return "" if self.name.text().strip() else translate("Account", "Give it a name.")


class AskingDialog(FittingDialog):
    """A title, what will happen, the form, and the way back. `answered` carries what the form's work gave."""

    answered = Signal(object)

    def __init__(
        self, theme: Theme, form: AskingForm, words: Callable[[], tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        """`words` gives title and text in the language in force."""
        super().__init__(parent)
        self.theme = theme
        self.form, self._words = form, words
        self.setModal(True)
        self._title = Label(theme, role=TextRole.TITLE, weight=Weight.SEMIBOLD, wrap=True)
        self._text = Label(theme, colour=ColourRole.SECONDARY, wrap=True)
        self.cancel_button = Button(theme, kind=ButtonKind.QUIET)
        self.cancel_button.clicked.connect(self.reject)
        content = QWidget()
        self._column = QVBoxLayout(content)
        for widget in (self._title, self._text, form):
            self._column.addWidget(widget)
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(FittingScroll(theme, content), 1)
        self._layout.addWidget(self.cancel_button, 0, Qt.AlignmentFlag.AlignHCenter)
        form.done.connect(self._finish)
        self.finished.connect(form.close_tasks)
        self.retranslate()
        follow(theme, self._restyle)
        QTimer.singleShot(0, form, form.focus_first)

    def retranslate(self) -> None:
        """Say everything anew; the form does so by itself."""
        title, text = self._words()
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.cancel_button.setText(translate("Account", "Cancel"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _finish(self, done: object) -> None:
        self.answered.emit(done)
        self.accept()

    def _restyle(self) -> None:
        side = self.theme.px(self.theme.metrics.space_xl)
        self._layout.setContentsMargins(side, side, side, self.theme.px(self.theme.metrics.space_l))
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(self.theme.px(self.theme.metrics.space_m))
        self._layout.setSpacing(self.theme.px(self.theme.metrics.space_m))
        self.setMinimumWidth(self.theme.px(_WIDTH))


def tell_wrong_password(field: Field, error: Exception) -> bool:
    """Whether it was the password, told at its field: nobody typed an e-mail address here that might be wrong."""
    problem = known_problem(error)
    if problem is None or problem.code is not ProblemCode.WRONG_CREDENTIALS:
        return False
    field.set_error(translate("Account", "This is not your password. Look at Caps Lock and the input language."))
    return True
