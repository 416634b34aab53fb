"""The program with its window: what it needs from outside, and its run from the first widget to the last."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication

from lunch_desktop.sync.session import Session as SignedIn
from lunch_desktop.system.languages import system_language
from lunch_desktop.ui.runtime.exceptions import ExceptionGuard
from lunch_desktop.ui.session import DesktopSession
from lunch_desktop.ui.shell.choices import Choices, Preferences, SavePreference
from lunch_desktop.ui.texts.language import LanguageSwitch
from lunch_desktop.ui.theme.theme import Theme

APPLICATION_NAME = "Lunch Desktop"
TASKBAR_NAME = "LunchDesktop.LunchDesktop"
"""Windows' AppUserModelID: windows, toasts and the pinned icon belong together by it."""


@dataclass(frozen=True, slots=True)
class Services:
    """What the window needs of the rest of the program.

    `open_session` builds what one account works with; it is called on the GUI thread, must not wait for the network,
    and raises Problem. `close_session` is its counterpart. `sign_in` takes server, login and password, waits, and
    raises Problem; it is run on a worker thread, as is `sign_out`. `keyring_warning` gives a ProblemCode once, where
    the password will have to be asked for at the next start. `prefilled` is what the fields of sign-in start with.
    """

    open_session: Callable[[SignedIn], DesktopSession]
    last_session: Callable[[], SignedIn | None]
    sign_in: Callable[[str, str, str], SignedIn]
    sign_out: Callable[[], object]
    preferences: Preferences
    save_preference: SavePreference
    data_folder: Path
    keyring_warning: Callable[[], str | None] = lambda: None
    close_session: Callable[[DesktopSession], object] = DesktopSession.close
    driver: bool = False
    prefilled: tuple[str, str, str] | None = None


def run_window(services: Services) -> int:
    """Show the window until it is closed; the program's exit code."""
    from lunch_desktop.ui.shell.program import Program

    _register_with_taskbar()
    application = _application()
    guard = ExceptionGuard(application)
    guard.install()
    theme = Theme(services.preferences.theme, services.preferences.scale)
    languages = LanguageSwitch(application)
    languages.choose(services.preferences.language or system_language(os.environ))
    theme.apply(application)
    choices = Choices(services.preferences, theme, languages, services.save_preference)
    program = Program(services, choices, guard)
    try:
        program.start()
        return application.exec()
    finally:
        program.close()
        guard.uninstall()


def _application() -> QApplication:
    present = QApplication.instance()
    if isinstance(present, QApplication):
        return present
    application = QApplication([APPLICATION_NAME])
    application.setApplicationName(APPLICATION_NAME)
    application.setDesktopFileName("lunch-desktop")
    return application


def _register_with_taskbar() -> None:
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(TASKBAR_NAME)
