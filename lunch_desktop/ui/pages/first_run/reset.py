"""A new password for an account that exists, by a link that an admin made."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QDateTime, QEvent, Signal
from PySide6.QtWidgets import QWidget

from lunch_desktop.domain.times import Instant
from lunch_desktop.system.problems import ProblemCode
from lunch_desktop.ui.pages.first_run.asking import AskingForm
from lunch_desktop.ui.pages.first_run.column import Column
from lunch_desktop.ui.pages.first_run.join import day_here
from lunch_desktop.ui.pages.first_run.new_password import NewPassword
from lunch_desktop.ui.pages.first_run.ways import Ways
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.times import long_day, wall_clock
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.card import Card
from lunch_desktop.wire.accounts import ResetInfo
from lunch_desktop.wire.invitations import InvitationLink

translate = QCoreApplication.translate


class ResetForm(AskingForm):
    """The password, twice; `done` carries the session. `looked` says that it is known now whose it is."""

    looked = Signal()

    def __init__(self, theme: Theme, ways: Ways, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._ways = ways
        self.link: InvitationLink | None = None
        self.info: ResetInfo | None = None
        self.password = NewPassword(theme, self._personal)
        self.add_field(self.password.first_field, self.password.check_first, ProblemCode.WEAK_PASSWORD)
        self.add_field(self.password.second_field, self.password.check_second)
        self.done.connect(lambda _session: self.password.forget())
        self.retranslate()

    def show_link(self, link: InvitationLink) -> None:
        """Another link: the server is asked whose password it is for."""
        self.link, self.info = link, None
        self.password.forget()
        self.problem.hide()
        self._told = None
        self._run += 1
        run, look = self._run, self._ways.look_at_reset
        if look is not None:
            self._tasks.run(
                lambda: look(link),
                lambda info: self._looked(run, info),
                lambda error: self._looked_in_vain(run, error),
                receiver=self,
            )

    def call(self) -> Callable[[], object]:
        """Set it."""
        link, reset, password = self.link, self._ways.reset, self.password.text
        if link is None or reset is None:
            raise RuntimeError("there is no link to set a password by")
        return lambda: reset(link, password)

    def waiting_words(self) -> str:
        """See AskingForm."""
        return translate("FirstRun", "Setting your password…")

    def ready_words(self) -> str:
        """See AskingForm."""
        return translate("FirstRun", "Set password and sign in")

    def retranslate(self) -> None:
        """Say everything anew."""
        self.password.retranslate()
        self.password.first_field.set_label(translate("FirstRun", "New password"))
        super().retranslate()

    def _personal(self) -> tuple[str, ...]:
        return () if self.info is None else (self.info.login, self.info.name)

    def _looked(self, run: int, info: ResetInfo) -> None:
        if run != self._run:
            return
        self.info = info
        self.password.set_shortest(info.shortest_password)
        self.retranslate()
        self.looked.emit()

    def _looked_in_vain(self, run: int, error: Exception) -> None:
        """The server says that it is not good, or can't be asked now: told before anybody types for nothing."""
        if run == self._run:
            self.show_failure(error)


class ResetView(Column):
    """`signed_in` carries the session. `knows_password` says that the person would rather sign in."""

    signed_in = Signal(object)
    knows_password = Signal()

    def __init__(self, theme: Theme, ways: Ways, parent: QWidget | None = None) -> None:
        super().__init__(theme, Icon.KEY, parent=parent)
        self.form = ResetForm(theme, ways)
        self.form.done.connect(self.signed_in)
        self.form.looked.connect(self.retranslate)
        self.password_button = Button(theme, kind=ButtonKind.QUIET)
        self.password_button.clicked.connect(self.knows_password)
        card = Card(theme, padding=24)
        card.body.addWidget(self.form)
        self.add(card, self.password_button)
        self.retranslate()

    def show_link(self, link: InvitationLink) -> None:
        """The link to set a password by."""
        self.form.show_link(link)
        self.retranslate()

    def focus_first(self) -> None:
        """Begin where something is missing."""
        self.form.focus_first()

    def retranslate(self) -> None:
        """Say everything anew; whose password it is, as soon as the server has said it."""
        link, info = self.form.link, self.form.info
        if link is not None:
            if info is None:
                sentence = fill(translate("FirstRun", "For your account at %1."), link.company)
            else:
                said = translate("FirstRun", "For %1 (%2) at %3.")
                sentence = fill(said, info.name, info.login, info.office_name)
            until = fill(
                translate("FirstRun", "The link works once, until %1. You are signed out on all other devices."),
                _moment_here(link.until),
            )
            self.set_words(translate("FirstRun", "Set a new password"), f"{sentence}\n{until}")
        self.password_button.setText(translate("FirstRun", "I know my password after all"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _moment_here(instant: Instant) -> str:
    """Day and time in this PC's time zone: it is good for a day, so the day alone says too little."""
    time = QDateTime.fromMSecsSinceEpoch(instant).time()
    return f"{long_day(day_here(instant))} {wall_clock(time.hour(), time.minute())}"
