"""What leads to an open account: the first screen, the demo company and back, the server that this PC hosts."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QWidget

from lunch_desktop.domain.people import Role
from lunch_desktop.sync.session import Session as SignedIn
from lunch_desktop.system.hosting import HostedState, HostedStatus
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.ui.page import Page, PageContext
from lunch_desktop.ui.pages.hosting.watch import HostWatch
from lunch_desktop.ui.runtime.tasks import Tasks
from lunch_desktop.ui.services import Services
from lunch_desktop.ui.shell.choices import Choices
from lunch_desktop.ui.texts.particles import fill

if TYPE_CHECKING:
    from lunch_desktop.ui.shell.sign_in_window import SignInWindow
    from lunch_desktop.wire.invitations import InvitationLink

translate = QCoreApplication.translate


class FirstSteps(QObject):
    """`signed_in` carries a session to open, `entered` the Services of another company to go on with.

    `server_up`: the server on this PC answers. `failed` carries what nobody else tells of.
    """

    signed_in = Signal(object)
    entered = Signal(object)
    server_up = Signal()
    failed = Signal(object)

    def __init__(self, services: Services, choices: Choices, parent: QObject) -> None:
        super().__init__(parent)
        self._choices = choices
        self._tasks = Tasks(self, workers=2)
        self._tasks.failed.connect(self.failed)
        self._run = 0
        self._watches: dict[int, HostWatch] = {}
        self._window: SignInWindow | None = None
        self.use(services)

    @property
    def watch(self) -> HostWatch | None:
        """Of the server on this PC; None where none can be hosted."""
        ways = self._services.ways
        return None if ways is None or ways.host is None else self._watches[id(ways.host)]

    def use(self, services: Services) -> None:
        """Go on with these."""
        self._services = services
        host = services.ways.host if services.ways is not None else None
        if host is not None and id(host) not in self._watches:
            self._watches[id(host)] = watch = HostWatch(host, self)
            watch.changed.connect(self._server_changed)

    def window(self, known: SignedIn | None, problem: Problem | None) -> "SignInWindow":
        """The first screen, with what is known of the account."""
        from lunch_desktop.ui.shell.sign_in_window import SignInWindow

        services = self._services
        prefilled = services.prefilled if known is None else (known.place, known.login, "")
        if known is None and self._choices.settings.server != self._choices.started.server:
            prefilled = (self._choices.settings.server, "", "")
        theme = self._choices.theme
        window = SignInWindow(theme, services.sign_in, prefilled, problem, services.ways, self.watch)
        if self._choices.is_locked("server"):
            window.view.form.lock_server()
        window.view.form.proxy_help.sign_in = services.sign_in_at_proxy
        if services.leave_demo is None:
            shared, locked = self._choices.settings.shared_pc, self._choices.is_locked("shared_pc")
            window.view.form.offer_shared(shared, self._share, locked=locked)
        window.signed_in.connect(self.signed_in)
        window.language_chosen.connect(self._choices.set_language)
        window.look_around.connect(self._look_around)
        window.cancelled.connect(self._stop_looking)
        self._window = window
        window.destroyed.connect(self._window_gone)
        return window

    def _share(self, shared: bool) -> None:
        self._services.share(shared)
        self._choices.choose("shared_pc", shared)

    def show_invitation(self, link: "InvitationLink") -> None:
        """Join by it, if the first screen is there."""
        if self._window is not None:
            self._window.show_invitation(link)

    def invite_page(self, signed: SignedIn) -> Callable[[PageContext], Page] | None:
        """How the page of who may invite is made; None for everybody else."""
        ways, watch = self._services.ways, self.watch
        if ways is None or signed.role is not Role.ADMIN:
            return None
        hosting = watch.host.hosting if watch is not None else None
        here = watch if hosting is not None and hosting.address == signed.server else None

        def make(context: PageContext) -> Page:
            from lunch_desktop.ui.pages.hosting.page import HostingPage

            return HostingPage(context, ways, signed, here, self._choices)

        return make

    def leave_demo(self) -> None:
        """Back to one's own company, or to the first screen."""
        leave, demo = self._services.leave_demo, self._services
        if leave is not None:
            self._tasks.run(leave, lambda services: self._go_back(demo, services), receiver=self)

    def ask_to_change(
        self, link: "InvitationLink", signed: SignedIn, parent: QWidget, agreed: Callable[[], object]
    ) -> None:
        """Somebody who is signed in has opened an invitation to elsewhere."""
        from lunch_desktop.ui.widgets.dialog import ConfirmDialog
        from lunch_desktop.wire.invitations import LinkPurpose

        text = translate(
            "FirstRun",
            "You are signed in as %1 at %2. To use the invitation you sign out there first; what waits to be sent "
            "stays on this PC.",
        )
        title, button = (
            fill(translate("FirstRun", "Join %1?"), link.company),
            translate("FirstRun", "Sign out and join"),
        )
        if link.purpose is LinkPurpose.RESET:
            title, button = translate("FirstRun", "Set a new password?"), translate("FirstRun", "Sign out and go on")
            text = translate(
                "FirstRun",
                "You are signed in as %1 at %2. To set a new password by the link you sign out there first; what waits "
                "to be sent stays on this PC.",
            )
        dialog = ConfirmDialog(
            self._choices.theme,
            title,
            fill(text, signed.name, signed.office_name),
            button,
            translate("Shell", "Stay"),
            parent=parent,
        )
        dialog.accepted.connect(agreed)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def close(self) -> None:
        """Hear no more of servers."""
        self._run += 1
        for watch in self._watches.values():
            watch.close()
        self._tasks.close()

    def _server_changed(self, status: HostedStatus) -> None:
        if status.state is HostedState.RUNNING:
            self.server_up.emit()

    def _look_around(self) -> None:
        ways, window = self._services.ways, self._window
        if ways is None or ways.look_around is None or window is None or window.welcome is None:
            return
        window.welcome.set_preparing(True)
        self._run += 1
        run = self._run
        self._tasks.run(
            ways.look_around,
            lambda services: self._prepared(run, services),
            lambda error: self._not_prepared(run, error),
            receiver=self,
        )

    def _stop_looking(self) -> None:
        self._run += 1
        if self._window is not None and self._window.welcome is not None:
            self._window.welcome.set_preparing(False)

    def _prepared(self, run: int, services: Services) -> None:
        if run == self._run:
            self.entered.emit(services)
        else:
            self._tasks.run(services.dispose)

    def _not_prepared(self, run: int, error: Exception) -> None:
        if run != self._run or self._window is None or self._window.welcome is None:
            return
        self._window.welcome.set_preparing(False)
        if isinstance(error, Problem):
            self._window.welcome.show_problem(error)
        else:
            self.failed.emit(error)
            self._window.welcome.show_problem(Problem(ProblemCode.CHILD_SERVER_FAILED, reason=type(error).__name__))

    def _go_back(self, demo: Services, services: Services) -> None:
        self.entered.emit(services)
        self._tasks.run(demo.dispose)

    def _window_gone(self) -> None:
        self._window = None
