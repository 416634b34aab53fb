"""The program beside its window: in the tray, in toasts, and in the background after the window was closed."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from lunch_desktop.system.clock import Clock, SystemClock
from lunch_desktop.ui.runtime.lunch_application import LunchApplication
from lunch_desktop.ui.session import DesktopSession
from lunch_desktop.ui.shell.choices import Choices
from lunch_desktop.ui.shell.window import MainWindow

if TYPE_CHECKING:
    from lunch_desktop.ui.shell.message import Message
    from lunch_desktop.ui.shell.teller import Teller
    from lunch_desktop.ui.shell.tray import Tray

translate = QCoreApplication.translate

_EXPLAINED: Final = "tray/explained"
_TRAY_WAIT_MS: Final = 10_000
"""At sign-in to the computer the panel may come up after this program."""


class Presence(QObject):
    """Keeps the tray, tells what happens, and lets the window close into the tray where that is wanted.

    Without a tray, closing the window ends the program. The first paint does not wait for any of it: see `settle`.
    """

    def __init__(
        self, choices: Choices, data_folder: Path, clock: Clock | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._choices = choices
        self._folder = data_folder
        self._clock = clock or SystemClock()
        self.tray: Tray | None = None
        self.teller: Teller | None = None
        self._window: QWidget | None = None
        self._is_ending = False
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.commitDataRequest.connect(self._system_ends)
        if isinstance(application, LunchApplication):
            application.ending.connect(self._system_ends)

    def settle(self) -> None:
        """Go into the tray."""
        if self.tray is not None or self._is_ending:
            return
        from lunch_desktop.ui.shell.snooze import Snooze
        from lunch_desktop.ui.shell.teller import Teller
        from lunch_desktop.ui.shell.tray import Tray

        snooze = Snooze(self._clock, self._folder / "snooze.ini", self)
        self.tray = Tray(self._choices, snooze, self._clock.now, self)
        self.teller = Teller(self._choices, snooze, self._clock.now, self._tell_in_window, self.tray.tell, self)
        self.tray.wanted.connect(self.come_forward)
        self.tray.quit_wanted.connect(self.end)
        self.tray.told_was_clicked.connect(self.teller.open_latest)
        self.teller.opened.connect(self.come_forward)

    def attend(self, window: QWidget) -> None:
        """This is the window now."""
        if self._window is not None:
            self._window.removeEventFilter(self)
        self._window = window
        window.installEventFilter(self)

    def attend_account(self, window: MainWindow, session: DesktopSession) -> None:
        """Tell of this account, in this window."""
        from lunch_desktop.system.full_screen import is_screen_taken
        from lunch_desktop.ui.shell.chat_watch import ChatWatch
        from lunch_desktop.ui.shell.inbox_watch import InboxWatch
        from lunch_desktop.ui.shell.reminders import Reminders

        self.settle()
        watch = InboxWatch(session, window)
        watch.unread_changed.connect(window.rail.show_unread)
        ChatWatch(session, window.rail)
        reminders = Reminders(session, is_screen_taken, window)
        watch.news.connect(reminders.take_news)
        if self.tray is not None and self.teller is not None:
            watch.news.connect(self.teller.take_news)
            reminders.again.connect(self.teller.take_news)
            self.tray.attach(session)

    def leave_account(self) -> None:
        """The account is left."""
        if self.tray is not None and self.teller is not None:
            self.tray.attach(None)
            self.teller.forget()

    def show_at_start(self, window: QWidget, *, minimised: bool) -> None:
        """Show the first window; in the tray, if the start is to be quiet and there is one before long."""
        if not minimised:
            window.show()
            return
        self.settle()
        QApplication.setQuitOnLastWindowClosed(False)
        if not self._has_tray:
            QTimer.singleShot(_TRAY_WAIT_MS, self, self._without_tray)

    def come_forward(self, page: str | None = None, subject: str | None = None) -> None:
        """Bring the window to the front, on a page if one is named."""
        window = self._window
        if window is None:
            return
        QApplication.setQuitOnLastWindowClosed(True)
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        if page is not None and isinstance(window, MainWindow):
            window.navigate(page, subject)

    def let_come_forward(self, activation: Mapping[str, str]) -> None:
        """Take over what the system gave another start for coming to the front; Qt reads it from the environment."""
        os.environ.update(activation)

    def end(self) -> None:
        """End the program: this time a window that closes is gone."""
        self._is_ending = True
        QApplication.quit()

    def close(self) -> None:
        """The program ends."""
        self._is_ending = True
        if self.tray is not None:
            self.tray.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Closing the window hides it where it can be found again; ending the program closes it."""
        window = self._window
        if event.type() == QEvent.Type.Close and watched is window and isinstance(window, MainWindow):
            settings = self._choices.settings
            # Whoever closes the window of a shared PC has gone.
            wanted = bool(settings.close_to_tray) and not settings.shared_pc and not self._is_ending
            if wanted and self._has_tray:
                event.ignore()
                self._hide(window)
                return True
        return False

    @property
    def _has_tray(self) -> bool:
        return self.tray is not None and self.tray.is_there

    def _hide(self, window: MainWindow) -> None:
        window.remember()
        QApplication.setQuitOnLastWindowClosed(False)
        window.hide()
        memory = QSettings(str(self._folder / "tray.ini"), QSettings.Format.IniFormat)
        if memory.value(_EXPLAINED) is None and self.tray is not None:
            memory.setValue(_EXPLAINED, "1")
            memory.sync()
            self.tray.tell(
                translate("Tray", "Lunch Desktop stays here"),
                translate("Tray", "It tells you when something happens. To end it, choose Quit here, or press Ctrl+Q."),
            )

    def _without_tray(self) -> None:
        """Nobody could find the program again: it waits in the task bar."""
        if self._window is not None and not self._has_tray and not self._window.isVisible():
            QApplication.setQuitOnLastWindowClosed(True)
            self._window.showMinimized()

    def _system_ends(self, _manager: object = None) -> None:
        self._is_ending = True

    def _tell_in_window(self, message: "Message") -> bool:
        """Whether the person looks at the window, where it is told; the inbox itself needs no toast."""
        window = self._window
        if not isinstance(window, MainWindow) or not window.isVisible() or not window.isActiveWindow():
            return False
        if window.page is not None and window.page.key == "inbox":
            return True
        text = " · ".join(part for part in (message.title, message.detail.partition("\n")[0]) if part)
        window.toasts.lead(text, message.icon, lambda: self.come_forward(message.page, message.subject))
        return True
