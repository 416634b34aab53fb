"""A command for each setting, so that the palette finds them all by name."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication

from lunch_desktop.system.setting_words import words_of
from lunch_desktop.system.settings import SETTINGS
from lunch_desktop.ui.commands import Command, CommandGroup
from lunch_desktop.ui.texts.language import language_in_force
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.theme.icons import Icon

translate = QCoreApplication.translate


def setting_commands(navigate: Callable[[str, str], object]) -> tuple[Command, ...]:
    """Each leads to its setting; `navigate` takes a page's key and a subject."""
    return tuple(
        Command(
            f"setting.{name}",
            CommandGroup.WINDOW,
            partial(_title, name),
            partial(navigate, "settings", name),
            icon=Icon.SETTINGS,
        )
        for name in SETTINGS
    )


def _title(name: str) -> str:
    return fill(translate("Commands", "Settings: %1"), words_of(name, language_in_force()).title)
