"""Hosting for a team: what it takes to begin."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimeZone, Signal
from PySide6.QtWidgets import QWidget

from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.ui.pages.first_run.asking import AskingForm
from lunch_desktop.ui.pages.first_run.checks import check_company, check_email, check_name
from lunch_desktop.ui.pages.first_run.column import Column
from lunch_desktop.ui.pages.first_run.new_password import NewPassword
from lunch_desktop.ui.pages.hosting.host import Host, HostPlan
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.card import Card
from lunch_desktop.ui.widgets.field import Field
from lunch_desktop.ui.widgets.inputs import LineEdit
from lunch_desktop.ui.widgets.radio_group import RadioGroup, RadioOption

translate = QCoreApplication.translate

_NETWORK, _THIS_PC = "network", "this-pc"


class HostForm(AskingForm):
    """Names the team and its admin; `done` carries the session."""

    def __init__(self, theme: Theme, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._host = host
        self.company = LineEdit(theme)
        self.name = LineEdit(theme)
        self.email = LineEdit(theme)
        self.email.setInputMethodHints(Qt.InputMethodHint.ImhEmailCharactersOnly)
        self.password = NewPassword(theme, lambda: (self.email.text(), self.name.text()))
        self.reach = RadioGroup(theme, (RadioOption(_NETWORK, ""), RadioOption(_THIS_PC, "")))
        self.company_field = Field(theme, "", self.company)
        self.name_field = Field(theme, "", self.name)
        self.email_field = Field(theme, "", self.email)
        self.reach_field = Field(theme, "", self.reach)
        self.add_field(self.company_field, lambda: check_company(self.company.text()))
        self.add_field(self.name_field, lambda: check_name(self.name.text()))
        self.add_field(self.email_field, lambda: check_email(self.email.text()))
        self.add_field(self.password.first_field, self.password.check_first, ProblemCode.WEAK_PASSWORD)
        self.add_field(self.password.second_field, self.password.check_second)
        self.body.addWidget(self.reach_field)
        self.done.connect(lambda _session: self.password.forget())
        self.retranslate()

    @property
    def network(self) -> bool:
        """Whether colleagues are to reach this PC."""
        return self.reach.value == _NETWORK

    def call(self) -> Callable[[], object]:
        """Found it, start it, sign in."""
        plan = HostPlan(
            company=self.company.text().strip(),
            name=self.name.text().strip(),
            login=self.email.text().strip(),
            password=self.password.text,
            network=self.network,
            time_zone=_time_zone(),
        )
        return lambda: self._host.begin(plan)

    def cancel(self) -> None:
        """What was made stays for the next try; nobody is served meanwhile."""
        super().cancel()
        self._tasks.run(lambda: self._host.set_active(False))

    def show_failure(self, error: Exception) -> Problem | None:
        """Nobody is served by half a beginning."""
        self._tasks.run(lambda: self._host.set_active(False))
        return super().show_failure(error)

    def waiting_words(self) -> str:
        """See AskingForm."""
        return translate("FirstRun", "Starting your team's server…")

    def ready_words(self) -> str:
        """See AskingForm."""
        return translate("FirstRun", "Start hosting")

    def retranslate(self) -> None:
        """Say everything anew."""
        self.company_field.set_label(translate("FirstRun", "Team or company"))
        self.company_field.set_help(translate("FirstRun", "Colleagues see it in the invitation."))
        self.name_field.set_label(translate("FirstRun", "Your name"))
        self.email_field.set_label(translate("SignIn", "E-mail"))
        self.email_field.set_help(translate("FirstRun", "You sign in with it. No mail is sent."))
        self.password.retranslate()
        self.reach_field.set_label(translate("FirstRun", "Who can reach it"))
        self.reach.set_text(
            RadioOption(
                _NETWORK,
                translate("FirstRun", "Colleagues in my network"),
                translate("FirstRun", "While this PC is on and Lunch Desktop runs."),
            )
        )
        self.reach.set_text(
            RadioOption(
                _THIS_PC,
                translate("FirstRun", "This PC alone"),
                translate("FirstRun", "To try it out. Nobody can join yet."),
            )
        )
        super().retranslate()


class HostView(Column):
    """`hosted` carries the admin's session."""

    hosted = Signal(object)

    def __init__(self, theme: Theme, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(theme, Icon.SERVER, parent=parent)
        self.form = HostForm(theme, host)
        self.form.done.connect(self.hosted)
        card = Card(theme, padding=24)
        card.body.addWidget(self.form)
        self.add(card)
        self.retranslate()

    def focus_first(self) -> None:
        """Begin where something is missing."""
        self.form.focus_first()

    def retranslate(self) -> None:
        """Say everything anew."""
        self.set_words(
            translate("FirstRun", "Host for my team on this PC"),
            translate("FirstRun", "You become its admin. It takes a minute, and you can stop at any time."),
        )

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _time_zone() -> str:
    """This PC's, as an IANA name; the product's home where the system does not say."""
    named = bytes(QTimeZone.systemTimeZoneId().data()).decode(errors="replace")
    return named if "/" in named else "Asia/Seoul"
