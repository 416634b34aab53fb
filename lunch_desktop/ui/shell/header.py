"""The window's header: what page this is, the search, and how sync stands."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from lunch_desktop.sync.status import SyncStatus
from lunch_desktop.ui.shell.sync_words import chip_words, in_short
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.base import set_name
from lunch_desktop.ui.widgets.button import IconButton
from lunch_desktop.ui.widgets.chip import SyncChip
from lunch_desktop.ui.widgets.header import PageHeader
from lunch_desktop.ui.widgets.search_field import SearchField

translate = QCoreApplication.translate

# Below this width (em) the search is a button until it is used.
_FOLDS_BELOW_EM = 48
_LEAST_TITLE = 60


class _HeaderSearch(SearchField):
    """Esc in the empty field leaves it."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc clears first."""
        if event.key() == Qt.Key.Key_Escape and not self.text():
            self.left.emit()
            return
        super().keyPressEvent(event)

    def forget(self) -> None:
        """Empty the field without telling anybody."""
        self.clear()
        self._pause.stop()

    def set_clear_name(self, name: str) -> None:
        """Name the clear button anew."""
        self._clear.set_name(name)


class ShellHeader(PageHeader):
    """Title, search, chip. `searched` carries what to look for; `left_search` says that Esc left the field."""

    searched = Signal(str)
    left_search = Signal()
    sync_pressed = Signal()

    _narrow = False

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._search = _HeaderSearch(theme, "", "")
        self._search.searched.connect(self.searched)
        self._search.left.connect(self._leave_search)
        self._unfold = IconButton(theme, Icon.SEARCH, "")
        self._unfold.clicked.connect(self.focus_search)
        self._chip = SyncChip(theme)
        self._chip.clicked.connect(self.sync_pressed)
        self._status: SyncStatus | None = None
        self._met = False
        for widget in (self._search, self._unfold, self._chip):
            self.add(widget)
        self.retranslate()

    def show_status(self, status: SyncStatus | None, *, met: bool) -> None:
        """Tell how sync stands."""
        self._status, self._met = status, met
        state, words = chip_words(status, met=met)
        what = translate("Shell", "Sync")
        self._chip.show_state(state, in_short(words) if self._narrow else words, f"{what}: {words}")

    def focus_search(self) -> None:
        """Bring the keyboard to the search, unfolding it where room is short."""
        self._fold(folded=False)
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def search_for(self, text: str) -> None:
        """Look for a text, as if it had been typed."""
        self._fold(folded=False)
        self._search.setText(text)

    def focus_first(self) -> bool:
        """Bring the keyboard to the search, or to the button that unfolds it."""
        target = self._unfold if self._search.isHidden() else self._search
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def clear_search(self) -> None:
        """Forget what was looked for, without telling anybody."""
        self._search.forget()
        self._fold(folded=self._narrow)

    def set_narrow_from(self, em: float) -> None:
        """Fold the search where the window is narrow (width in em)."""
        narrow = em < _FOLDS_BELOW_EM
        if narrow != self._narrow or not (narrow or self._search.isVisibleTo(self)):
            self._narrow = narrow
            self._restyle()
            self.show_status(self._status, met=self._met)
            self._fold(folded=narrow and not self._search.hasFocus() and not self._search.text())

    def retranslate(self) -> None:
        """Say everything anew."""
        find = translate("Shell", "Search")
        self._search.setPlaceholderText(find)
        set_name(self._search, find)
        self._search.set_clear_name(translate("Shell", "Clear the search"))
        self._unfold.set_name(translate("Shell", "Open the search"))
        self.show_status(self._status, met=self._met)

    def _restyle(self) -> None:
        """Where room is short the date goes, and then the title gives way: how sync stands is never cut."""
        super()._restyle()
        self._detail.setVisible(not self._narrow)
        if self._narrow:
            self._title.setMinimumWidth(self.theme.px(_LEAST_TITLE))

    def _leave_search(self) -> None:
        self._fold(folded=self._narrow)
        self.left_search.emit()

    def _fold(self, *, folded: bool) -> None:
        self._search.setVisible(not folded)
        self._unfold.setVisible(self._narrow and folded)
        self._title.setVisible(not self._narrow or folded)
