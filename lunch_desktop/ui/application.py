"""The program with its window: its run from the first widget to the last."""

import os
import sys

from PySide6.QtWidgets import QApplication

from lunch_desktop.system.languages import system_language
from lunch_desktop.ui.runtime.exceptions import ExceptionGuard
from lunch_desktop.ui.services import Services
from lunch_desktop.ui.shell.choices import Choices, dress
from lunch_desktop.ui.shell.font_notice import readable_language
from lunch_desktop.ui.shell.program import Program
from lunch_desktop.ui.texts.language import LanguageSwitch
from lunch_desktop.ui.theme.theme import Theme

APPLICATION_NAME = "Lunch Desktop"
TASKBAR_NAME = "LunchDesktop.LunchDesktop"
"""Windows' AppUserModelID: windows, toasts and the pinned icon belong together by it."""


def run_window(services: Services) -> int:
    """Show the window until it is closed; the program's exit code."""
    _register_with_taskbar()
    application = _application()
    guard = ExceptionGuard(application)
    guard.install()
    settings = services.preferences.settings
    theme = Theme()
    dress(theme, settings)
    languages = LanguageSwitch(application)
    languages.choose(readable_language(theme, settings.language or system_language(os.environ)))
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
