"""The window of the first screen: which way in, and what each of them asks."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lunch_desktop.sync.session import Session
from lunch_desktop.system.languages import Language
from lunch_desktop.system.problems import Problem
from lunch_desktop.system.problems import text as problem_text
from lunch_desktop.ui.pages.first_run.ways import Ways
from lunch_desktop.ui.pages.hosting.watch import HostWatch
from lunch_desktop.ui.pages.sign_in.form import SignInCall, SignInForm
from lunch_desktop.ui.pages.sign_in.view import Prefilled, SignInView
from lunch_desktop.ui.texts.language import language_in_force
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.banner import BannerKind
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.segmented import SegmentedControl
from lunch_desktop.wire.invitations import InvitationLink, LinkPurpose

if TYPE_CHECKING:
    from lunch_desktop.ui.pages.first_run.asking import AskingForm
    from lunch_desktop.ui.pages.first_run.host_form import HostView
    from lunch_desktop.ui.pages.first_run.join import JoinView
    from lunch_desktop.ui.pages.first_run.ready import ReadyView
    from lunch_desktop.ui.pages.first_run.reset import ResetView
    from lunch_desktop.ui.pages.first_run.welcome import WelcomeView

translate = QCoreApplication.translate

_SMALLEST = QSize(480, 600)
_SIZE = QSize(720, 760)

# A language is named in itself, so that whoever can't read the present one finds their own.
_LANGUAGES = ((Language.KOREAN.value, "한국어"), (Language.ENGLISH.value, "English"))


class SignInWindow(QWidget):
    """Holds the SignInView, and without a known server shows the ways in first; each is loaded when it is gone.

    `signed_in` carries the session of whichever way; `look_around` and `cancelled` are the demo company's.
    """

    signed_in = Signal(object)
    look_around = Signal()
    cancelled = Signal()
    language_chosen = Signal(object)

    def __init__(
        self,
        theme: Theme,
        sign_in: SignInCall,
        prefilled: Prefilled | None,
        problem: Problem | None,
        ways: Ways | None = None,
        watch: HostWatch | None = None,
    ) -> None:
        super().__init__()
        self.theme = theme
        self._ways, self._watch = ways, watch
        self.view = SignInView(theme, sign_in, prefilled)
        self.view.signed_in.connect(self.signed_in)
        self.view.form.invited.connect(self.show_invitation)
        self.welcome: WelcomeView | None = None
        self.join: JoinView | None = None
        self.reset: ResetView | None = None
        self.host: HostView | None = None
        self.ready: ReadyView | None = None
        self.back_button = Button(theme, kind=ButtonKind.QUIET, icon=Icon.CHEVRON_LEFT)
        self.back_button.clicked.connect(self.go_back)
        self.language = SegmentedControl(theme, _LANGUAGES, "")
        self.language.chosen.connect(lambda key: self.language_chosen.emit(Language(key)))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._build()
        self.setMinimumSize(_SMALLEST)
        self.resize(_SIZE)
        known = prefilled is not None and bool(prefilled[0])
        if problem is not None:
            said = problem_text(problem, language_in_force())
            self.view.form.problem.show_message(BannerKind.WARNING, said.title, f"{said.what} {said.remedy}")
        if ways is None or known or problem is not None:
            self.show_sign_in()
        else:
            self.show_welcome()
        self._name()
        follow(theme, self._restyle)

    def show_welcome(self) -> None:
        """The ways in."""
        if self._ways is None:
            return
        if self.welcome is None:
            from lunch_desktop.ui.pages.first_run.welcome import WelcomeView

            host = self._ways.host
            can_host = host is not None and (host.hosting is None or not host.hosting.active)
            self.welcome = WelcomeView(self.theme, can_host=can_host, can_look=self._ways.look_around is not None)
            self.welcome.sign_in.connect(self.show_sign_in)
            self.welcome.host.connect(self.show_host)
            self.welcome.look_around.connect(self.look_around)
            self.welcome.cancelled.connect(self.cancelled)
        self._show(self.welcome, self.welcome.focus_first)

    def tell_where(self, error: Exception) -> None:
        """The server could not confirm the session either: show which part is down, unless more is known by now."""
        if not self.view.form.running:
            self.view.form.show_where(error)

    def show_sign_in(self) -> None:
        """Server, e-mail, password; or an invitation in the first field."""
        self._show(self.view, self.view.focus_first)

    def show_invitation(self, link: InvitationLink) -> None:
        """Join by it; or set a new password, where that is what the link is for."""
        if self._ways is None:
            return
        if link.purpose is LinkPurpose.RESET:
            self._show_reset(self._ways, link)
            return
        if self.join is None:
            from lunch_desktop.ui.pages.first_run.join import JoinView

            self.join = JoinView(self.theme, self._ways)
            self.join.joined.connect(self.signed_in)
            self.join.have_account.connect(self._sign_in_instead)
        self.join.show_link(link)
        self._show(self.join, self.join.focus_first)

    def _show_reset(self, ways: Ways, link: InvitationLink) -> None:
        if self.reset is None:
            from lunch_desktop.ui.pages.first_run.reset import ResetView

            self.reset = ResetView(self.theme, ways)
            self.reset.signed_in.connect(self.signed_in)
            self.reset.knows_password.connect(self._sign_in_after_all)
        self.reset.show_link(link)
        self._show(self.reset, self.reset.focus_first)

    def show_host(self) -> None:
        """What it takes to host."""
        if self._ways is None or self._ways.host is None:
            return
        if self.host is None:
            from lunch_desktop.ui.pages.first_run.host_form import HostView

            self.host = HostView(self.theme, self._ways.host)
            self.host.hosted.connect(self._hosted)
        self._show(self.host, self.host.focus_first)

    def go_back(self) -> None:
        """To the ways in; what was typed stays where it is."""
        for form in self._forms():
            if form.running:
                form.cancel()
        self.show_welcome()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._name()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back to the ways in."""
        if event.key() == Qt.Key.Key_Escape and self.back_button.isVisible():
            self.go_back()
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nobody waits for an answer any more."""
        for form in self._forms():
            form.close_tasks()
        if self.ready is not None:
            self.ready.invitation.close_tasks()
        super().closeEvent(event)

    def _forms(self) -> "list[SignInForm | AskingForm]":
        return [view.form for view in (self.view, self.join, self.reset, self.host) if view is not None]

    def _hosted(self, signed: Session) -> None:
        """The server runs: show the invitation before anything else."""
        if self._ways is None or self._watch is None:
            self.signed_in.emit(signed)
            return
        from lunch_desktop.ui.pages.first_run.ready import ReadyView

        self.ready = ReadyView(self.theme, self._ways, self._watch, signed)
        self.ready.began.connect(self.signed_in)
        self._show(self.ready, self.ready.focus_first)

    def _sign_in_instead(self) -> None:
        if self.join is not None and self.join.form.link is not None:
            self.view.form.show_place(self.join.form.link.place)
            typed = self.join.form.email.text()
            self.view.form.email.setText(typed or self.view.form.email.text())
        self.show_sign_in()

    def _sign_in_after_all(self) -> None:
        if self.reset is not None and self.reset.form.link is not None:
            self.view.form.show_place(self.reset.form.link.place)
            if self.reset.form.info is not None:
                self.view.form.email.setText(self.reset.form.info.login)
        self.show_sign_in()

    def _show(self, page: QWidget, focus: Callable[[], None]) -> None:
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        can_go_back = self._ways is not None and page is not self.welcome and page is not self.ready
        self.back_button.setVisible(can_go_back)
        focus()

    def _build(self) -> None:
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self._bar = QHBoxLayout()
        self._bar.addWidget(self.back_button)
        self._bar.addStretch(1)
        self._bar.addWidget(self.language)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._bar)
        layout.addWidget(self._stack, 1)

    def _name(self) -> None:
        self.setWindowTitle(translate("Shell", "Lunch Desktop"))
        self.back_button.setText(translate("FirstRun", "Other ways to begin"))
        self.language.setAccessibleName(translate("Shell", "Language"))
        self.language.set_value(language_in_force().value)

    def _restyle(self) -> None:
        side = self.theme.px(self.theme.metrics.space_l)
        self._bar.setContentsMargins(side, side, side, 0)
