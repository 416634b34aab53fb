"""The program with its window: its run from the first widget to the last."""

import os
import sys
from typing import Final

from PySide6.QtWidgets import QApplication

from lunch_desktop.system.first_start import Asked, Start
from lunch_desktop.system.languages import system_language
from lunch_desktop.ui.runtime.exceptions import ExceptionGuard
from lunch_desktop.ui.runtime.export_orders import ExportOrders
from lunch_desktop.ui.runtime.lunch_application import LunchApplication
from lunch_desktop.ui.runtime.single_instance import SingleInstance
from lunch_desktop.ui.services import Services
from lunch_desktop.ui.shell.choices import Choices, dress, writes_half_days
from lunch_desktop.ui.shell.font_notice import readable_language
from lunch_desktop.ui.shell.program import Program
from lunch_desktop.ui.texts.language import LanguageSwitch
from lunch_desktop.ui.theme.theme import Theme

SWITCH_SECONDS: Final = 0.001
"""How long the window may have to wait for a thread that has the interpreter; 5 ms otherwise."""
APPLICATION_NAME = "Lunch Desktop"
TASKBAR_NAME = "LunchDesktop.LunchDesktop"
"""Windows' AppUserModelID: windows, toasts and the pinned icon belong together by it."""


def run_window(services: Services, start: Start | None = None) -> int:
    """Show the window until it is closed; the program's exit code.

    `start` says where a first start on this data meets later ones, and what this one was asked for.
    """
    sys.setswitchinterval(SWITCH_SECONDS)
    _register_with_taskbar()
    application = _application()
    start = start or Start(None, Asked())
    instance = SingleInstance(start.place)
    if not instance.become_first(start.asked):
        return 0
    guard = ExceptionGuard(application)
    guard.install()
    settings = services.preferences.settings
    theme = Theme()
    dress(theme, settings)
    languages = LanguageSwitch(application)
    languages.choose(readable_language(theme, settings.language or system_language(os.environ)))
    languages.write_half_days(writes_half_days(settings.clock))
    theme.apply(application)
    choices = Choices(services.preferences, theme, languages, services.save_preference)
    program = Program(services, choices, guard, start.asked)
    instance.asked.connect(program.take)
    orders = ExportOrders(lambda: program.services.exports if program.session is not None else None)
    instance.wished.connect(orders.take)
    if isinstance(application, LunchApplication):
        application.link_opened.connect(lambda link: program.take(Asked(link=link)))
    try:
        program.start()
        return application.exec()
    finally:
        instance.close()
        program.close()
        guard.uninstall()


def _application() -> QApplication:
    present = QApplication.instance()
    if isinstance(present, QApplication):
        return present
    application = LunchApplication([APPLICATION_NAME])
    application.setApplicationName(APPLICATION_NAME)
    application.setDesktopFileName("lunch-desktop")
    return application


def _register_with_taskbar() -> None:
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(TASKBAR_NAME)
