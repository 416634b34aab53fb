"""A section of the Sync centre: a heading over a card of entries, of which the first are shown."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal

from lunch_desktop.ui.pages.sync_centre.entry import ChangeEntry, EntryContent
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole
from lunch_desktop.ui.widgets.base import set_name
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.card import Card, Section
from lunch_desktop.ui.widgets.label import Label

translate = QCoreApplication.translate
SHOWN_AT_FIRST: Final = 12
SHOWN_MORE: Final = 100
_MADE_AT_ONCE: Final = 4
"""So many new entries are made in a turn of the event loop; the others follow in the next ones."""


class ChangeColumn(Section):
    """Keeps an entry for each change, so that nothing moves under the pointer and the focus stays.

    `pressed` carries the key of the change and the key of the action; `more_wanted` says that more entries are to be
    shown than `limit`.
    """

    pressed = Signal(str, str)
    more_wanted = Signal()

    def __init__(self, theme: Theme, name: Callable[[], str], meaning: Callable[[], str]) -> None:
        """`name` gives the heading in the present language, `meaning` the line under it that explains it."""
        super().__init__(theme, name())
        self._name, self._meaning = name, meaning
        self._explained = Label(theme, role=TextRole.CAPTION, colour=ColourRole.SECONDARY, wrap=True)
        self.body.addWidget(self._explained)
        self._entries: dict[str, ChangeEntry] = {}
        self.limit = SHOWN_AT_FIRST
        self._card = Card(theme, padding=0)
        self._card.body.setSpacing(0)
        self.body.addWidget(self._card)
        self._more = Button(theme, kind=ButtonKind.QUIET)
        self._more.clicked.connect(self._show_more)
        self.body.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self._rest: tuple[Sequence[EntryContent], int] = ((), 0)
        self._go_on = QTimer(self)
        self._go_on.setSingleShot(True)
        self._go_on.timeout.connect(lambda: self.show_contents(*self._rest))
        theme.changed.connect(self._keep_close)
        self._keep_close()

    @property
    def entries(self) -> list[ChangeEntry]:
        """The entries that are shown, in order."""
        return list(self._entries.values())

    def show_contents(self, contents: Sequence[EntryContent], total: int) -> None:
        """Shows these changes, of `total`; hides itself when there are none."""
        focused = next((key for key, entry in self._entries.items() if entry.focused_action()), None)
        action = self._entries[focused].focused_action() if focused is not None else None
        former = list(self._entries)
        entries: dict[str, ChangeEntry] = {}
        for place, content in enumerate(contents[: self._how_many_now(contents, total)]):
            entry = self._entries.pop(content.key, None) or self._new_entry(content.key)
            entry.last = place == len(contents) - 1
            entry.show_content(content)
            if self._card.body.indexOf(entry) != place:
                self._card.body.insertWidget(place, entry)
            entries[content.key] = entry
        gone, self._entries = self._entries, entries
        self.set_heading(self._name(), str(total) if total else "")
        self._explained.setText(self._meaning())
        self._explained.setVisible(bool(self._meaning()))
        set_name(self, self._name())
        self._more.setVisible(total > len(contents))
        self._more.setText(fill(translate("SyncCentre", "Show %1 more"), total - len(contents)))
        self.setVisible(bool(contents))
        if focused is not None and (focused in gone or action is not None):
            self._give_focus(former, focused, action)
        for entry in gone.values():
            self._card.body.removeWidget(entry)
            entry.hide()
            entry.deleteLater()

    def _how_many_now(self, contents: Sequence[EntryContent], total: int) -> int:
        """All, unless many are new and stand below those that are there: the rest of these comes at the next turn."""
        self._go_on.stop()
        new = [place for place, content in enumerate(contents) if content.key not in self._entries]
        rest = new[_MADE_AT_ONCE:]
        if not rest or len(rest) < len(contents) - rest[0]:
            return len(contents)
        self._rest = contents, total
        self._go_on.start(0)
        return rest[0]

    def focus_first(self) -> bool:
        """Gives the focus to the first button; False where there is none."""
        return any(entry.focus_action(None) for entry in self.entries)

    def _give_focus(self, former: list[str], focused: str, action: str | None) -> None:
        """To the same button; where its entry went, to that of the next one that is still there."""
        place = former.index(focused)
        candidates = [*former[place:], *reversed(former[:place])]
        still = next((key for key in candidates if key in self._entries), None)
        if still is not None and (still != focused or self._entries[still].focused_action() != action):
            self._entries[still].focus_action(action)

    def _new_entry(self, key: str) -> ChangeEntry:
        entry = ChangeEntry(self.theme)
        entry.pressed.connect(lambda action: self.pressed.emit(key, action))
        return entry

    def _show_more(self) -> None:
        self.limit += SHOWN_MORE
        self.more_wanted.emit()

    def _keep_close(self) -> None:
        self._card.body.setSpacing(0)
        # The line that explains belongs to the heading above it.
        self.body.setSpacing(self.theme.px(self.theme.metrics.space_xs))
        self._heading.setMinimumHeight(self.theme.line(TextRole.TITLE))
        self._explained.setContentsMargins(0, 0, 0, self.theme.px(self.theme.metrics.space_xs))
