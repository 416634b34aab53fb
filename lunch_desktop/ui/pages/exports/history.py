"""What was exported since the window was opened."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunch_desktop.domain.times import Instant
from lunch_desktop.system.export_jobs import ExportDone
from lunch_desktop.ui.pages.exports.words import rows_words, size_words
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.times import clock
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole
from lunch_desktop.ui.widgets.accessible import set_role
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import IconButton
from lunch_desktop.ui.widgets.card import Section
from lunch_desktop.ui.widgets.label import ElidedLabel

translate = QCoreApplication.translate

_MOST = 10


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was made, and when."""

    done: ExportDone
    at: Instant
    time_zone: str


class _Row(QWidget):
    """One file: its name, how much it holds, and the ways to it."""

    opened = Signal()
    shown = Signal()

    def __init__(self, theme: Theme, made: Made) -> None:
        super().__init__()
        self.theme, self._made = theme, made
        set_role(self, QAccessible.Role.ListItem)
        self._name = ElidedLabel(theme)
        self._about = ElidedLabel(theme, role=TextRole.CAPTION, colour=ColourRole.SECONDARY)
        self.open_button = IconButton(theme, Icon.LINK, "")
        self.show_button = IconButton(theme, Icon.SEARCH, "")
        self.open_button.clicked.connect(self.opened)
        self.show_button.clicked.connect(self.shown)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._about)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addLayout(words, 1)
        for button in (self.open_button, self.show_button):
            self._layout.addWidget(button)
        self.retranslate()

    def retranslate(self) -> None:
        """Says everything anew."""
        done, name = self._made.done, self._made.done.path.name
        source = (
            translate("Exports", "from the server") if done.source == "server" else translate("Exports", "from this PC")
        )
        when = clock(self._made.at, self._made.time_zone)
        about = " · ".join((when, rows_words(done.rows), size_words(done.bytes), source))
        self._name.setText(name)
        self._about.setText(about)
        self.setAccessibleName(f"{name}, {about}")
        self.open_button.set_name(fill(translate("Exports", "Open %1"), name))
        self.show_button.set_name(fill(translate("Exports", "Show %1 in its folder"), name))


class History(Section):
    """The newest first; not in sight while there is nothing. Signals carry the ExportDone."""

    opened = Signal(object)
    shown = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "")
        self._rows: list[_Row] = []
        self._list = QVBoxLayout()
        self.body.addLayout(self._list)
        self.hide()
        self.retranslate()
        follow(theme, self._space)

    @property
    def rows(self) -> tuple[_Row, ...]:
        """What is listed."""
        return tuple(self._rows)

    def add(self, made: Made) -> None:
        """One more."""
        row = _Row(self.theme, made)
        row.opened.connect(lambda: self.opened.emit(made.done))
        row.shown.connect(lambda: self.shown.emit(made.done))
        self._rows.insert(0, row)
        self._list.insertWidget(0, row)
        for old in self._rows[_MOST:]:
            old.hide()
            self._list.removeWidget(old)
            old.deleteLater()
        del self._rows[_MOST:]
        self.show()

    def retranslate(self) -> None:
        """Says everything anew."""
        self.set_heading(translate("Exports", "Made since the start"))
        for row in self._rows:
            row.retranslate()

    def _space(self) -> None:
        self._list.setSpacing(self.theme.px(self.theme.metrics.space_s))
