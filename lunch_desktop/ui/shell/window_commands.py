"""The commands of the window itself, there on every page."""

from collections.abc import Callable, Sequence
from typing import Final, Protocol

from PySide6.QtCore import QCoreApplication, SignalInstance

from lunch_desktop.ui.commands import Command, CommandGroup
from lunch_desktop.ui.shell.choices import Choices
from lunch_desktop.ui.theme.icons import Icon

translate = QCoreApplication.translate

MOST_PAGES = 9
"""Ctrl+1…9."""
_MORE_KEYS: Final = {"settings": ("Ctrl+,",)}
"""Pages that people know by another key, too."""


class Commanded(Protocol):
    """What the commands work on; see MainWindow."""

    sign_out: SignalInstance

    def navigate(self, page: str, subject: str | None = None) -> None: ...
    def new_party(self) -> None: ...
    def undo_last(self) -> None: ...
    def search_page(self) -> None: ...
    def sync_now(self) -> None: ...
    def visit(self, step: int) -> None: ...
    def can_visit(self, step: int) -> bool: ...
    def next_region(self, step: int) -> None: ...
    def close(self) -> bool: ...
    def quit(self) -> None: ...


def page_commands(
    window: Commanded,
    pages: Sequence[str],
    in_rail: Sequence[str],
    word: Callable[[str], str],
    icon: Callable[[str], Icon | None],
) -> tuple[Command, ...]:
    """Each page; those of the rail by their place in it."""

    numbers = {key: place for place, key in enumerate(in_rail[:MOST_PAGES], start=1)}

    def command(key: str) -> Command:
        keys = (*([f"Ctrl+{numbers[key]}"] if key in numbers else []), *_MORE_KEYS.get(key, ()))
        go = CommandGroup.GO
        return Command(f"page.{key}", go, lambda: word(key), lambda: window.navigate(key), keys, icon(key))

    return tuple(command(key) for key in pages)


def window_commands(window: Commanded, choices: Choices) -> tuple[Command, ...]:
    """Everything else, in the order in which it is listed."""
    lunch, go, own = CommandGroup.LUNCH, CommandGroup.GO, CommandGroup.WINDOW
    return (
        Command(
            "party.new", lunch, lambda: translate("Commands", "New party"), window.new_party, ("Ctrl+N",), Icon.PLUS
        ),
        Command("undo", lunch, lambda: translate("Commands", "Undo"), window.undo_last, ("Ctrl+Z",), Icon.UNDO),
        Command(
            "find",
            lunch,
            lambda: translate("Commands", "Search this page"),
            window.search_page,
            ("Ctrl+F",),
            Icon.SEARCH,
        ),
        Command("sync", lunch, lambda: translate("Commands", "Sync now"), window.sync_now, ("F5",), Icon.RETRY),
        Command(
            "offline",
            lunch,
            lambda: (
                translate("Commands", "Work online again")
                if choices.work_offline
                else translate("Commands", "Work offline")
            ),
            lambda: choices.set_work_offline(not choices.work_offline),
            ("Ctrl+Shift+O",),
            Icon.OFFLINE,
        ),
        Command(
            "back",
            go,
            lambda: translate("Commands", "Back"),
            lambda: window.visit(-1),
            ("Alt+Left",),
            Icon.CHEVRON_LEFT,
            lambda: window.can_visit(-1),
        ),
        Command(
            "forward",
            go,
            lambda: translate("Commands", "Forward"),
            lambda: window.visit(1),
            ("Alt+Right",),
            Icon.CHEVRON_RIGHT,
            lambda: window.can_visit(1),
        ),
        Command(
            "region.next",
            go,
            lambda: translate("Commands", "Next part of the window"),
            lambda: window.next_region(1),
            ("F6",),
        ),
        Command(
            "region.previous",
            go,
            lambda: translate("Commands", "Previous part of the window"),
            lambda: window.next_region(-1),
            ("Shift+F6",),
        ),
        Command(
            "sign-out",
            own,
            lambda: translate("Commands", "Sign out"),
            window.sign_out.emit,
            icon=Icon.LOGOUT,
        ),
        Command("close", own, lambda: translate("Commands", "Close the window"), window.close, ("Ctrl+W",), Icon.CLOSE),
        Command("quit", own, lambda: translate("Commands", "Quit"), window.quit, ("Ctrl+Q",), Icon.CLOSE),
    )
