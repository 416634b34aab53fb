"""Leaving an account: signing out, and going on with another one of this PC."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from lunch_desktop.sync.known_accounts import Known
from lunch_desktop.sync.session import Session as SignedIn
from lunch_desktop.ui.runtime.tasks import Tasks
from lunch_desktop.ui.services import Services
from lunch_desktop.ui.session import DesktopSession
from lunch_desktop.ui.shell.opening import Opening
from lunch_desktop.ui.theme.theme import Theme


class Left(Protocol):
    """The program, as far as leaving an account goes."""

    @property
    def services(self) -> Services: ...
    @property
    def session(self) -> DesktopSession | None: ...
    @property
    def window(self) -> QWidget | None: ...
    def end_session(self) -> None: ...
    def show_first_screen(self) -> None: ...
    def open(self, signed: SignedIn) -> None: ...


class Leaving(QObject):
    """Everything returns at once but `known` and `remove`, which the page of accounts asks on a worker thread."""

    def __init__(self, theme: Theme, program: Left, opening: Opening, tasks: Tasks) -> None:
        super().__init__(tasks)
        self._theme = theme
        self._program = program
        self._opening = opening
        self._tasks = tasks

    def sign_out(self) -> None:
        """Ask first where something waits to be sent."""
        session = self._program.session
        waiting = session.status.waiting if session is not None and session.status is not None else 0
        if session is None or not waiting:
            self.sign_out_now()
            return
        from lunch_desktop.ui.shell.sign_out_dialog import SignOutDialog

        dialog = SignOutDialog(self._theme, session, self._program.window)
        dialog.accepted.connect(self.sign_out_now)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def sign_out_now(self) -> None:
        """Leave what waits where it is, locked."""
        services = self._program.services
        self._program.end_session()
        self._program.show_first_screen()
        self._tasks.run(services.sign_out)

    def known(self) -> Sequence[Known]:
        """The accounts of this PC."""
        return self._program.services.known()

    def remove(self, signed: SignedIn) -> None:
        """Erase one that is not open. Raises Problem."""
        self._program.services.remove(signed)

    def switch_to(self, signed: SignedIn) -> None:
        """Go on with another account; the open one stays in sight until the other's key was asked for."""
        services = self._program.services

        def go_on() -> None:
            self._program.end_session()
            services.switch_to(signed)
            self._program.open(signed)

        if services.is_unlocked(signed):
            go_on()
        else:
            self._opening.unlock(services, signed, go_on)

    def add(self) -> None:
        """Sign in to one more, over the window: whoever changes their mind has lost nothing."""
        from lunch_desktop.ui.pages.sign_in.dialog import AddAccountDialog

        services = self._program.services
        last = services.last_session()
        dialog = AddAccountDialog(self._theme, services.sign_in, last.server if last else "", self._program.window)
        dialog.form.proxy_help.sign_in = services.sign_in_at_proxy
        dialog.signed_in.connect(self._program.open)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
