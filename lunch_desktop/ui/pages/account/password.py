"""Another password. What was typed stays until the server has taken it."""

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import QCoreApplication, Qt

from lunch_desktop.sync.session import Session
from lunch_desktop.system.problems import ProblemCode
from lunch_desktop.ui.page import PageContext
from lunch_desktop.ui.pages.account.asking import tell_wrong_password
from lunch_desktop.ui.pages.account.base import PASSWORD, AccountPage
from lunch_desktop.ui.pages.account.server import AccountServer
from lunch_desktop.ui.pages.first_run.asking import AskingForm
from lunch_desktop.ui.pages.first_run.new_password import NewPassword
from lunch_desktop.ui.pages.sign_in.password import PasswordEdit
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole
from lunch_desktop.ui.widgets.card import Card
from lunch_desktop.ui.widgets.field import Field
from lunch_desktop.ui.widgets.label import Label
from lunch_desktop.wire.identity import PasswordRules

translate = QCoreApplication.translate


class PasswordChangeForm(AskingForm):
    """The present one, and the new one twice; `done` says that the server has taken it."""

    def __init__(self, theme: Theme, server: AccountServer, signed: Callable[[], Session]) -> None:
        super().__init__(theme)
        self._server = server
        self.current = PasswordEdit(theme)
        self.current_field = Field(theme, "", self.current)
        self.new = NewPassword(theme, lambda: (signed().login, signed().name))
        self.add_field(self.current_field, self._check_current, ProblemCode.WRONG_CREDENTIALS)
        self.add_field(self.new.first_field, self._check_new, ProblemCode.WEAK_PASSWORD)
        self.add_field(self.new.second_field, self.new.check_second)
        self.new.first.textChanged.connect(self._hint)
        self.retranslate()

    def learn(self) -> None:
        """Ask how long a password has to be here, so that it is said beforehand.

        Without an answer the usual length stands, and the server says it when the password comes.
        """
        self._tasks.run(self._server.password_rules, self._learnt, lambda _error: None, receiver=self)

    def call(self) -> Callable[[], object]:
        """Change it."""
        current, new = self.current.text(), self.new.text
        return lambda: self._server.change_password(current, new)

    def forget(self) -> None:
        """Empty all fields."""
        self.current.clear()
        self.current.hide_again()
        self.new.forget()

    def waiting_words(self) -> str:
        """See AskingForm."""
        return translate("Account", "Changing the password…")

    def ready_words(self) -> str:
        """See AskingForm."""
        return translate("Account", "Change the password")

    def retranslate(self) -> None:
        """Say everything anew."""
        self.current_field.set_label(translate("Account", "Present password"))
        self.current.retranslate()
        self.new.retranslate()
        self.new.first_field.set_label(translate("Account", "New password"))
        self.new.second_field.set_label(translate("Account", "New password, once more"))
        self._hint()
        super().retranslate()

    def _learnt(self, rules: PasswordRules) -> None:
        self.new.set_shortest(rules.shortest)
        self.retranslate()

    def _hint(self) -> None:
        """Tell while it is typed whether it will do, before anybody types it twice."""
        if not self.new.text:
            self.new.retranslate()
            self.new.first_field.set_label(translate("Account", "New password"))
            self.new.second_field.set_label(translate("Account", "New password, once more"))
        else:
            self.new.first_field.set_help(self._check_new() or translate("Account", "This one is good."))

    def _check_current(self) -> str:
        return "" if self.current.text() else translate("Account", "Type the password that you sign in with now.")

    def _check_new(self) -> str:
        if self.new.text and self.new.text == self.current.text():
            return translate("Account", "This is the present one.")
        return self.new.check_first()

    def _tell(self, error: Exception) -> None:
        tell_wrong_password(self.current_field, error) or super()._tell(error)


class PasswordPage(AccountPage):
    """The form, and what it means for the other devices."""

    key: ClassVar[str] = PASSWORD

    def __init__(self, context: PageContext, server: AccountServer, signed: Callable[[], Session]) -> None:
        super().__init__(context)
        self.form = PasswordChangeForm(self.theme, server, signed)
        self.form.done.connect(self._changed)
        self._intro = Label(self.theme, colour=ColourRole.SECONDARY, wrap=True)
        card = Card(self.theme, padding=24)
        card.body.addWidget(self.form)
        self.column.addWidget(self._intro)
        self.column.addWidget(card)
        self.retranslate()

    def refresh(self) -> None:
        """What was typed stays."""
        self.form.learn()

    def focus_first(self) -> None:
        """Begin where something is missing."""
        self.form.focus_first()

    def retranslate(self) -> None:
        """Say everything anew; the form does so by itself."""
        super().retranslate()
        self._intro.setText(
            translate(
                "Account",
                "Your other devices are signed out and ask for the new password; you stay signed in here. "
                "Colleagues and admins never see a password.",
            )
        )

    def _changed(self, _done: object) -> None:
        self.form.forget()
        self.context.shell.toast(translate("Account", "The password is changed. Other devices are signed out."))
        self.form.current.setFocus(Qt.FocusReason.OtherFocusReason)
