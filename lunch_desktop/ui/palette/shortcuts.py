"""F1: every key, by what it is for; made from the commands, and searchable as everything is."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunch_desktop.domain.matching.matcher import Query, Rank
from lunch_desktop.domain.matching.titles import Titles
from lunch_desktop.ui.commands import Command, CommandGroup
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, Weight
from lunch_desktop.ui.widgets.base import follow, set_name
from lunch_desktop.ui.widgets.key_caps import KeyCaps
from lunch_desktop.ui.widgets.label import Label
from lunch_desktop.ui.widgets.search_field import SearchField
from lunch_desktop.ui.widgets.sheet import SideSheet

translate = QCoreApplication.translate


class _Line(QWidget):
    """What it does at the left, its keys at the right."""

    def __init__(self, theme: Theme, title: str, keys: Sequence[str]) -> None:
        super().__init__()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(theme.metrics.space_m))
        layout.addWidget(Label(theme, title, wrap=True), 1)
        for one in keys:
            layout.addWidget(KeyCaps(theme, one))
        self.title = title


class ShortcutSheet(SideSheet):
    """Made once, filled each time it is opened; `toggle` shows or hides it."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(theme, window, _title(), translate("Palette", "Close"))
        self._commands: tuple[Command, ...] = ()
        self._lines: list[QWidget] = []
        self.search = SearchField(theme, "", "")
        self.search.searched.connect(self._fill)
        self._nothing = Label(theme, colour=ColourRole.SECONDARY, wrap=True)
        self._column = QVBoxLayout()
        self.body.addWidget(self.search)
        self.body.addWidget(self._nothing)
        self.body.addLayout(self._column)
        self.body.addStretch(1)
        self.retranslate()
        follow(theme, self._restyle_lines)

    @property
    def shown(self) -> tuple[str, ...]:
        """The titles in sight, in their order."""
        return tuple(line.title for line in self._lines if isinstance(line, _Line))

    def toggle(self, commands: Sequence[Command]) -> None:
        """Show the keys of these commands; shown already, go."""
        if not self.isHidden():
            self.close_sheet()
            return
        self._commands = tuple(commands)
        self.search.clear()
        self._fill("")
        self.open(self.search)

    def retranslate(self) -> None:
        """Say everything anew."""
        self.set_title(_title())
        self.set_close_name(translate("Palette", "Close"))
        find = translate("Palette", "Search the shortcuts")
        self.search.setPlaceholderText(find)
        set_name(self.search, find)
        self._fill(self.search.text())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _fill(self, text: str) -> None:
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines.clear()
        found = _matching([one for one in self._commands if one.keys], text)
        for group in CommandGroup:
            mine = [one for one in found if one.group is group]
            if not mine:
                continue
            self._lines.append(Label(self.theme, _heading(group), weight=Weight.SEMIBOLD, colour=ColourRole.SECONDARY))
            self._lines += [_Line(self.theme, one.title(), one.keys) for one in mine]
        for line in self._lines:
            if isinstance(line, Label):
                line.setContentsMargins(0, self.theme.px(self.theme.metrics.space_m), 0, 0)
            self._column.addWidget(line)
            line.show()
        self._nothing.setText(fill(translate("Palette", "No shortcut found for “%1”."), text.strip()))
        self._nothing.setVisible(bool(text.strip()) and not found)

    def _restyle_lines(self) -> None:
        self._column.setSpacing(self.theme.px(self.theme.metrics.space_s))
        if not self.isHidden():
            self._fill(self.search.text())


def _matching(commands: Sequence[Command], text: str) -> list[Command]:
    """By the title or by the keys themselves ("ctrl k")."""
    if not text.strip():
        return list(commands)
    query = Query(text)
    by_title = Titles(one.title() for one in commands).having(query, worst=Rank.OTHER_KEYBOARD)
    by_keys = Titles(" ".join(one.keys) for one in commands).having(query, worst=Rank.WORDS)
    return [commands[place] for place in sorted({*by_title, *by_keys})]


def _title() -> str:
    return translate("Palette", "Keyboard shortcuts")


def _heading(group: CommandGroup) -> str:
    return {
        CommandGroup.PAGE: translate("Palette", "On this page"),
        CommandGroup.LUNCH: translate("Palette", "Lunch"),
        CommandGroup.GO: translate("Palette", "Going around"),
        CommandGroup.WINDOW: translate("Palette", "The window"),
    }[group]
