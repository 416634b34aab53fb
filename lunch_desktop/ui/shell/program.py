"""What is on the screen from start to end: the sign-in, the main window, or why neither can be."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, BinaryIO, cast

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QApplication, QWidget

from lunch_desktop.sync.session import Session as SignedIn
from lunch_desktop.sync.status import SyncStatus
from lunch_desktop.system.first_start import Asked
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.system.restarting import EXIT_RESTART
from lunch_desktop.system.settings import Metered
from lunch_desktop.ui.runtime.exceptions import ExceptionGuard
from lunch_desktop.ui.runtime.network_watch import NetworkWatch
from lunch_desktop.ui.runtime.tasks import Tasks
from lunch_desktop.ui.services import Services
from lunch_desktop.ui.session import DesktopSession
from lunch_desktop.ui.shell import preload
from lunch_desktop.ui.shell.account_pages import account_pages
from lunch_desktop.ui.shell.admin_pages import admin_pages
from lunch_desktop.ui.shell.choices import Choices
from lunch_desktop.ui.shell.claiming import Claiming
from lunch_desktop.ui.shell.file_notices import tell_of_the_file
from lunch_desktop.ui.shell.first_steps import FirstSteps
from lunch_desktop.ui.shell.font_notice import missing_font
from lunch_desktop.ui.shell.leaving import Leaving
from lunch_desktop.ui.shell.main_pages import main_pages
from lunch_desktop.ui.shell.memory import WindowMemory
from lunch_desktop.ui.shell.offline_watch import OfflineWatch
from lunch_desktop.ui.shell.opening import Opening
from lunch_desktop.ui.shell.preparing import Preparing
from lunch_desktop.ui.shell.presence import Presence
from lunch_desktop.ui.shell.shared_watch import SharedWatch
from lunch_desktop.ui.shell.start_time import StartTime
from lunch_desktop.ui.shell.window import MainWindow, PageFactory
from lunch_desktop.ui.widgets.banner import BannerKind

if TYPE_CHECKING:
    from lunch_desktop.ui.pages.settings.facts import Facts
    from lunch_desktop.ui.runtime.driver import Driver
    from lunch_desktop.wire.invitations import InvitationLink

translate = QCoreApplication.translate

# Signing in again helps against these; anything else needs another remedy first.
_MOST_RECOVERIES = 3
"""A file that is damaged again and again within one run is on a disk that a new file does not help."""
_SIGN_IN_HELPS = frozenset(
    {
        ProblemCode.OFFLINE_TOO_LONG,
        ProblemCode.SESSION_ENDED,
        ProblemCode.ACCOUNT_DEACTIVATED,
        ProblemCode.DATA_LOCKED,
    }
)


class Program(QObject):
    """Goes from one to the next; there is always exactly one window, so that the last one closed ends the program.

    What most starts never show is loaded when it is shown.
    """

    def __init__(self, services: Services, choices: Choices, guard: ExceptionGuard, asked: Asked | None = None) -> None:
        """`asked` is what this start was asked for."""
        super().__init__()
        self._asked = asked or Asked()
        self._services = services
        self.choices = choices
        self._theme = choices.theme
        self._memory = WindowMemory(services.data_folder / "window.ini")
        self._start_time = StartTime(self)
        self._tasks = Tasks(self, workers=1)
        self._session: DesktopSession | None = None
        self._signed: SignedIn | None = None
        self._window: QWidget | None = None
        self._recoveries = 0
        self._untold = [*missing_font(self._theme, self._memory), *services.preferences.problems, *services.warnings]
        self._claiming = Claiming(self._theme, self._tasks, self._replace, self.end, self)
        self._opening = Opening(self._theme, self._replace, self.end, self)
        self._leaving = Leaving(self._theme, self, self._opening, self._tasks)
        self._network = NetworkWatch(self)
        self._network.came_back.connect(self._network_came_back)
        self._network.metered_changed.connect(self._weigh_connection)
        choices.chosen.connect(self._weigh_connection)
        guard.caught.connect(self._tell_error)
        self._tasks.failed.connect(self._tell_error)
        self._presence = Presence(choices, services.data_folder, parent=self)
        self._driver = _driver(self) if services.driver else None
        self._link: InvitationLink | None = None
        self._steps = FirstSteps(services, choices, self)
        self._steps.signed_in.connect(self.open)
        self._steps.entered.connect(self._enter)
        self._steps.server_up.connect(self._network_came_back)
        self._steps.failed.connect(self._tell_error)

    @property
    def services(self) -> Services:
        """What the program works with now: another's in the demo company."""
        return self._services

    @property
    def session(self) -> DesktopSession | None:
        """The open account."""
        return self._session

    @property
    def window(self) -> QWidget | None:
        """What is on the screen."""
        return self._window

    @property
    def status(self) -> SyncStatus | None:
        """How sync stands; None while nobody is signed in."""
        return self._session.status if self._session is not None else None

    @property
    def started(self) -> int | None:
        """Milliseconds from the process's start to the first page with content."""
        return self._start_time.milliseconds

    def start(self) -> None:
        """Show the first window."""
        if self._driver is not None:
            from lunch_desktop.ui.shell.driving import teach

            teach(self._driver, self)
            self._driver.closed.connect(self.end)
            self._driver.start()
        self._network.begin_soon()
        self._claiming.claim(self._services, self._begin_as_asked)
        self._start_time.afterwards(self._presence.settle)

    def end(self) -> None:
        """End the program, wherever its window is."""
        self._presence.end()

    def take(self, asked: Asked) -> None:
        """The program was started again: do here what that start was asked for."""
        self._presence.let_come_forward(asked.activation)
        if not asked.minimised or asked.page or asked.link:
            self._presence.come_forward(asked.page or None)
        if asked.link:
            self.open_link(asked.link)

    def open_link(self, text: str) -> None:
        """Somebody opened an invitation, or started the program a second time with it."""
        from lunch_desktop.wire.invitations import BrokenLink, link_in

        try:
            link = link_in(text)
        except BrokenLink:
            link = None
        self._presence.come_forward()
        if link is None:
            return
        if self._services.leave_demo is not None:
            self._link = link
            self._steps.leave_demo()
        elif isinstance(self._window, MainWindow) and self._signed is not None:
            self._steps.ask_to_change(link, self._signed, self._window, lambda: self._change_to(link))
        else:
            self._steps.show_invitation(link)

    def close(self) -> None:
        """Finish what was begun. Blocks for a few seconds at most."""
        self.end_session()
        if self._window is not None:
            self._window.close()  # it writes down where the person was, which may have to be erased
        self._services.leave()
        self._presence.close()
        self._steps.close()
        self._opening.close()
        self.choices.close()
        self._tasks.close()

    def _begin_as_asked(self) -> None:
        self._begin(self._services.link)
        if self._asked.page:
            self._opening.afterwards(lambda: self._presence.come_forward(self._asked.page))

    def _begin(self, link: str) -> None:
        """Go on with the last session, or ask for one; then with the invitation that was opened, if there is one."""
        last = self._services.last_session()
        if last is None:
            self._ask_to_sign_in()
        else:
            self.open(last)
        if link:
            self._opening.afterwards(lambda: self.open_link(link))

    def _enter(self, services: Services) -> None:
        """Go on in another company: the demo, or one's own again."""
        self.end_session()
        self._signed = None
        self._services = services
        self._steps.use(services)
        self._memory = WindowMemory(services.data_folder / "window.ini")
        link, self._link = self._link, None
        self._claiming.claim(services, lambda: self._begin(link.text() if link is not None else ""))

    def _change_to(self, link: "InvitationLink") -> None:
        """Sign out, and join elsewhere."""
        self._leaving.sign_out_now()
        self._steps.show_invitation(link)

    def open(self, signed: SignedIn) -> None:
        """Open the main window for an account; where its key has to be waited for, then."""
        self.end_session()
        if not self._services.is_unlocked(signed):
            self._unlock(signed)
            return
        try:
            session = self._services.open_session(signed)
        except Problem as problem:
            if problem.code in _SIGN_IN_HELPS:
                self._ask_to_sign_in(signed, problem)
                self._renew(signed, problem)
            else:
                self._tell_start_problem(signed, problem)
            return
        self._session, self._signed = session, signed
        session.damaged.connect(lambda: self._recover(session))
        session.status_changed.connect(lambda status: self._erase_if_lost(signed, status.problem))
        self.choices.attach(session)
        self._weigh_connection()
        window = MainWindow(session, self._theme, self.choices, self._memory_of(signed), self._pages())
        window.sign_in_again.connect(lambda: self._ask_to_sign_in_again(signed))
        window.sign_out.connect(self._leaving.sign_out)
        window.quit_wanted.connect(self.end)
        if self._services.leave_demo is not None:
            from lunch_desktop.ui.pages.first_run.demo_mark import DemoMark

            mark = DemoMark(self._theme)
            mark.leave.connect(self._steps.leave_demo)
            window.header.add(mark)
        if self.choices.settings.shared_pc:
            SharedWatch(self.choices, window.toasts.tell, self._leaving.sign_out_now, window)
        OfflineWatch(self._tasks, self._services.observe, window).too_long.connect(self._close_offline)
        self._replace(window)
        self._start_time.afterwards(partial(self._settle, session, window))
        while self._untold:
            window.notices.show_error(self._untold.pop(), BannerKind.WARNING)
        tell_of_the_file(session, window.notices)

    def _close_offline(self, problem: Problem) -> None:
        """The server was not heard of for longer than the company allows: close, until it is."""
        signed = self._services.last_session()
        if self._session is None or signed is None:
            return
        self.end_session()
        self._ask_to_sign_in(signed, problem)
        self._renew(signed, problem)

    def _renew(self, signed: SignedIn, problem: Problem) -> None:
        """Where the server can be asked, nobody has to type a password for having been away from it."""
        from lunch_desktop.ui.shell.sign_in_window import SignInWindow

        renew, window = self._services.renew, self._window
        if renew is not None and problem.code is ProblemCode.OFFLINE_TOO_LONG:

            def failed(error: Exception) -> None:
                self._erase_if_lost(signed, error)
                if isinstance(window, SignInWindow) and window is self._window:
                    window.tell_where(error)

            self._tasks.run(lambda: renew(signed), self.open, failed, receiver=window)

    def _unlock(self, signed: SignedIn) -> None:
        self._opening.unlock(self._services, signed, lambda: self.open(signed))

    def _erase_if_lost(self, signed: SignedIn, problem: Exception | None) -> None:
        """Where the server says that this PC was reported lost, nothing of the account stays on it."""
        if not isinstance(problem, Problem) or problem.code is not ProblemCode.DEVICE_LOST:
            return
        services = self._services
        self.end_session()
        self._signed = None
        self._ask_to_sign_in(problem=problem)
        self._memory.forget_person()
        self._tasks.run(lambda: services.erase(signed))

    def _start_anew(self, signed: SignedIn) -> None:
        services = self._services

        def set_aside() -> None:
            services.start_anew(signed)

        self._tasks.run(
            set_aside,
            lambda _: self.open(signed),
            lambda error: self._tell_start_problem(signed, error),
            receiver=self,
        )

    def _settle(self, session: DesktopSession, window: MainWindow) -> None:
        """Begin what the first paint did not have to wait for."""
        if session is self._session:
            self._presence.attend_account(window, session)
            session.start_engine()
            self._tasks.run(preload.load, lambda _: Preparing(window, window.prepare()), receiver=window)
            self._tasks.run(self._services.keyring_warning, partial(self._warn, window), receiver=window)

    def _warn(self, window: MainWindow, warning: str | None) -> None:
        if warning is not None:
            window.notices.show_error(Problem(ProblemCode(warning)), BannerKind.INFO)

    def _recover(self, session: DesktopSession) -> None:
        """The file was found damaged while it was open: open it again, which recovers it and says so."""
        if session is not self._session or self._signed is None:  # more than one thread met the damage
            return
        self._recoveries += 1
        if self._recoveries <= _MOST_RECOVERIES:
            self.open(self._signed)
            return
        signed = self._signed
        self.end_session()
        self._tell_start_problem(signed, Problem(ProblemCode.DATABASE_DAMAGED, path=str(self._services.data_folder)))

    def _pages(self) -> Mapping[str, PageFactory]:
        """Each page's module is loaded when the page is first shown."""
        assert self._signed is not None, "there are pages while somebody is signed in"
        invite = self._steps.invite_page(self._signed)
        for_admins = admin_pages(self._services.exports, self._services.imports)
        return {
            **main_pages(self._start_time, self.choices, invite, self._facts, for_admins),
            **account_pages(self._services.account, self._leaving, self._last_signed),
        }

    def _memory_of(self, signed: SignedIn) -> WindowMemory:
        folder_of = self._services.folder_of
        return self._memory if folder_of is None else self._memory.of_account(folder_of(signed))

    def _last_signed(self) -> SignedIn:
        """The session as the server said it last."""
        signed = self._services.last_session() or self._signed
        assert signed is not None, "there are pages while somebody is signed in"
        return signed

    def _facts(self) -> "Facts":
        from lunch_desktop.ui.pages.settings.facts import Facts, SignedInAs

        signed, folder = self._signed, self._services.data_folder
        assert signed is not None, "there are pages while somebody is signed in"
        return Facts(
            SignedInAs(signed.name, signed.login, signed.office_name, signed.server),
            data_folder=folder,
            log_folder=folder / "logs",
            sign_out=self._leaving.sign_out,
            restart=lambda: QApplication.exit(EXIT_RESTART),
        )

    def show_first_screen(self) -> None:
        """Ask for an account, whoever's."""
        self._signed = None
        self._ask_to_sign_in()

    def _ask_to_sign_in(self, known: SignedIn | None = None, problem: Problem | None = None) -> None:
        """Show the first screen, with what is known of the account; `problem` says why its session can't go on."""
        if problem is None and self._untold:
            problem = self._untold.pop()
        self._replace(self._steps.window(known, problem))

    def _ask_to_sign_in_again(self, signed: SignedIn) -> None:
        """The session has ended: ask over the window, where everything typed stays."""
        from lunch_desktop.ui.pages.sign_in.dialog import SignInDialog

        dialog = SignInDialog(self._theme, self._services.sign_in, signed.place, signed.login, self._window)
        dialog.form.proxy_help.sign_in = self._services.sign_in_at_proxy
        dialog.signed_in.connect(self._signed_in_again)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _signed_in_again(self, signed: SignedIn) -> None:
        same = self._signed is not None and signed.identity == self._signed.identity
        if same and self._session is not None:
            self._signed = signed
            self._session.signed_in_again()
        else:
            self.open(signed)

    def _network_came_back(self) -> None:
        if self._session is not None:
            self._session.network_changed()

    def _weigh_connection(self, _changed: object = None) -> None:
        """Whether data costs money: as the person or their company says, else as the operating system does."""
        if self._session is not None:
            said = {Metered.YES: True, Metered.NO: False}
            self._session.set_metered(said.get(self.choices.settings.metered, self._network.metered))

    def end_session(self) -> None:
        """Close the open account, if there is one: blocks for a few seconds at most."""
        if self._session is not None:
            self.choices.attach(None)
            self._presence.leave_account()
            self._services.close_session(self._session)
            self._session = None

    def _tell_start_problem(self, signed: SignedIn, problem: Exception) -> None:
        if not isinstance(problem, Problem):
            raise problem
        from lunch_desktop.ui.shell.start_problem import StartProblem

        window = StartProblem(self._theme, problem)
        window.try_again.connect(lambda: self._unlock(signed))
        window.start_anew.connect(lambda: self._start_anew(signed))
        window.give_up.connect(QApplication.quit)
        self._replace(window)

    def _tell_error(self, error: BaseException) -> None:
        if isinstance(self._window, MainWindow):
            self._window.notices.show_error(error)

    def _replace(self, window: QWidget) -> None:
        """Show a window, then let go of the one before."""
        former, self._window = self._window, window
        self._presence.attend(window)
        if former is None:
            self._presence.show_at_start(window, minimised=self._asked.minimised)
        else:
            window.show()
            former.close()
            former.deleteLater()


def _driver(program: QObject) -> "Driver":
    """Reads standard input unbuffered: a thread that waits within a buffered one aborts the interpreter's end."""
    from lunch_desktop.ui.runtime.driver import Driver

    source = cast(BinaryIO, open(0, "rb", buffering=0, closefd=False))  # noqa: SIM115 - as long as the program
    return Driver(program, source=source)
