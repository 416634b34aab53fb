"""Becoming an employee by an invitation."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QDateTime, QEvent, Qt, Signal
from PySide6.QtWidgets import QWidget

from lunch_desktop.domain.times import Day, Instant
from lunch_desktop.system.problems import ProblemCode
from lunch_desktop.ui.pages.first_run.asking import AskingForm
from lunch_desktop.ui.pages.first_run.checks import check_email, check_name
from lunch_desktop.ui.pages.first_run.column import Column
from lunch_desktop.ui.pages.first_run.new_password import NewPassword
from lunch_desktop.ui.pages.first_run.ways import Ways
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.times import long_day
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.card import Card
from lunch_desktop.ui.widgets.field import Field
from lunch_desktop.ui.widgets.inputs import LineEdit
from lunch_desktop.ui.widgets.label import Label
from lunch_desktop.wire.invitations import InvitationInfo, InvitationLink
from lunch_desktop.wire.pins import short_pin

translate = QCoreApplication.translate


class JoinForm(AskingForm):
    """Name, e-mail and password of a newcomer; `done` carries the session."""

    def __init__(self, theme: Theme, ways: Ways, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._ways = ways
        self.link: InvitationLink | None = None
        self.name = LineEdit(theme)
        self.email = LineEdit(theme)
        self.email.setInputMethodHints(Qt.InputMethodHint.ImhEmailCharactersOnly)
        self.password = NewPassword(theme, lambda: (self.email.text(), self.name.text()))
        self.name_field = Field(theme, "", self.name)
        self.email_field = Field(theme, "", self.email)
        self.add_field(self.name_field, lambda: check_name(self.name.text()))
        self.add_field(
            self.email_field,
            lambda: check_email(self.email.text()),
            ProblemCode.LOGIN_TAKEN,
            ProblemCode.INVITATION_FOR_ANOTHER,
        )
        self.add_field(self.password.first_field, self.password.check_first, ProblemCode.WEAK_PASSWORD)
        self.add_field(self.password.second_field, self.password.check_second)
        self.done.connect(lambda _session: self.password.forget())
        self.retranslate()

    def show_link(self, link: InvitationLink) -> None:
        """Another invitation; what was typed stays."""
        self.link = link
        self.problem.hide()
        self._told = None
        self._run += 1
        run = self._run
        self._tasks.run(
            lambda: self._ways.look_at(link),
            lambda info: self._looked(run, info),
            lambda error: self._looked_in_vain(run, error),
            receiver=self,
        )

    def call(self) -> Callable[[], object]:
        """Accept."""
        link = self.link
        if link is None:
            raise RuntimeError("there is no invitation to accept")
        name, email, password = self.name.text().strip(), self.email.text().strip(), self.password.text
        return lambda: self._ways.join(link, name, email, password)

    def waiting_words(self) -> str:
        """See AskingForm."""
        return translate("FirstRun", "Making your account…")

    def ready_words(self) -> str:
        """See AskingForm."""
        return translate("FirstRun", "Join")

    def retranslate(self) -> None:
        """Say everything anew."""
        self.name_field.set_label(translate("FirstRun", "Your name"))
        self.name_field.set_help(translate("FirstRun", "As colleagues know it."))
        self.email_field.set_label(translate("SignIn", "E-mail"))
        self.email_field.set_help(translate("FirstRun", "You sign in with it."))
        self.password.retranslate()
        super().retranslate()

    def _looked(self, run: int, info: InvitationInfo) -> None:
        """What the server asks of a password is said before one is chosen."""
        if run == self._run:
            self.password.set_shortest(info.shortest_password)

    def _looked_in_vain(self, run: int, error: Exception) -> None:
        """The server says that it is not good, or can't be asked now: told before anybody types for nothing."""
        if run != self._run:
            return
        self.show_failure(error)


class JoinView(Column):
    """`joined` carries the session. `have_account` says that the person would rather sign in."""

    joined = Signal(object)
    have_account = Signal()

    def __init__(self, theme: Theme, ways: Ways, parent: QWidget | None = None) -> None:
        super().__init__(theme, Icon.INVITE, parent=parent)
        self.form = JoinForm(theme, ways)
        self.form.done.connect(self.joined)
        self.account_button = Button(theme, kind=ButtonKind.QUIET)
        self.account_button.clicked.connect(self.have_account)
        card = Card(theme, padding=24)
        card.body.addWidget(self.form)
        self.key = Label(theme, role=TextRole.CAPTION, colour=ColourRole.SECONDARY, wrap=True)
        self.add(card, self.key, self.account_button)
        self.retranslate()

    def show_link(self, link: InvitationLink) -> None:
        """The invitation to accept."""
        self.form.show_link(link)
        self.retranslate()

    def focus_first(self) -> None:
        """Begin where something is missing."""
        self.form.focus_first()

    def retranslate(self) -> None:
        """Say everything anew."""
        link = self.form.link
        if link is not None:
            until = long_day(day_here(link.until))
            self.set_words(
                fill(translate("FirstRun", "Join %1"), link.company),
                fill(translate("FirstRun", "You were invited. The invitation is good until %1."), until),
            )
            self.key.setText(
                fill(
                    translate(
                        "FirstRun", "Key of the server: %1. Your host sees the same key on the page “Invitations”."
                    ),
                    short_pin(link.pin),
                )
            )
        self.key.setVisible(link is not None and bool(link.pin))
        self.account_button.setText(translate("FirstRun", "I have an account already"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def day_here(instant: Instant) -> Day:
    """The day in this PC's time zone: whose office it will be is not known yet."""
    return Day(QDateTime.fromMSecsSinceEpoch(instant).date().toString(Qt.DateFormat.ISODate))
