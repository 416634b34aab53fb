"""Opens the palette and the sheet of keys over a window; both are loaded when first wanted."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

from lunch_desktop.ui.commands import Command, CommandGroup
from lunch_desktop.ui.page import Shell
from lunch_desktop.ui.session import DesktopSession
from lunch_desktop.ui.shell.commands import Commands
from lunch_desktop.ui.shell.recent import Recent
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.base import polished

if TYPE_CHECKING:
    from lunch_desktop.ui.palette.finding import Entry
    from lunch_desktop.ui.palette.palette import Palette
    from lunch_desktop.ui.palette.shortcuts import ShortcutSheet

translate = QCoreApplication.translate

_NOT_LISTED = frozenset({"palette", "region.next", "region.previous"})
"""What makes no sense once the palette is open."""


class PaletteHost(QObject):
    """`search_parties` shows the parties that a text finds; `recent` holds what was used lately."""

    def __init__(
        self,
        window: QWidget,
        session: DesktopSession,
        theme: Theme,
        commands: Commands,
        shell: Shell,
        search_parties: Callable[[str], object],
        recent: Recent,
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._theme = window, session, theme
        self._commands, self._shell, self._search_parties = commands, shell, search_parties
        self._recent = recent
        self.palette: Palette | None = None
        self.shortcuts: ShortcutSheet | None = None
        go, own = CommandGroup.GO, CommandGroup.WINDOW
        commands.add(
            Command(
                "palette",
                go,
                lambda: translate("Commands", "Go to, or do"),
                self.open_palette,
                ("Ctrl+K",),
                Icon.SEARCH,
            ),
            Command(
                "shortcuts",
                own,
                lambda: translate("Commands", "Keyboard shortcuts"),
                self.open_shortcuts,
                ("F1",),
                Icon.KEY,
            ),
        )

    def open_palette(self) -> None:
        """Show the palette; shown already, it goes."""
        if self.palette is None:
            self.palette = self._make_palette()
        self.palette.open()

    def prepare(self) -> Iterator[None]:
        """Make the palette before it is wanted."""
        if self.palette is None:
            self.palette = self._make_palette()
            yield
            yield from polished(self.palette)

    def open_shortcuts(self) -> None:
        """Show the sheet of keys; shown already, it goes."""
        from lunch_desktop.ui.palette.shortcuts import ShortcutSheet

        if self.palette is not None:
            self.palette.close_palette()
        if self.shortcuts is None:
            self.shortcuts = ShortcutSheet(self._theme, self._window)
        self.shortcuts.toggle(self._commands.all())

    def _make_palette(self) -> "Palette":
        from lunch_desktop.ui.palette.doing import Doing
        from lunch_desktop.ui.palette.palette import Palette

        palette = Palette(self._theme, self._window, self._session, self._listed, lambda: self._recent.keys)
        doing = Doing(self._session, self._shell, self._search_parties, self)

        def take(entry: "Entry", second: bool) -> None:
            self._recent.note(entry.key)
            if second:
                doing.do_second(entry)
            else:
                doing.do(entry)

        palette.chosen.connect(take)
        return palette

    def _listed(self) -> Sequence[Command]:
        return [one for one in self._commands.offered() if one.id not in _NOT_LISTED]
