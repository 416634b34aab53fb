"""Buttons that open a menu: alone, or beside what is done most often."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.sheets import Sheet
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.dressed import dress


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A line of a menu: its key, its word, and perhaps an icon. A line without a key divides."""

    key: str = ""
    text: str = ""
    icon: Icon | None = None
    enabled: bool = True


class MenuButton(Button):
    """Opens a menu by a click, Enter, Space or Down. ``chosen`` carries the key of the entry."""

    chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        kind: ButtonKind = ButtonKind.SECONDARY,
        icon: Icon | None = None,
        *,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, text, kind, icon, name=name, parent=parent)
        self._entries: tuple[MenuEntry, ...] = ()
        self.popup = QMenu(self)
        dress(theme, self.popup, Sheet.MENU)
        self.clicked.connect(self.open_menu)

    def show_entries(self, entries: Sequence[MenuEntry]) -> None:
        """Offers these, in this order."""
        self._entries = tuple(entries)

    def open_menu(self) -> None:
        """Opens the menu below the button, on its first line."""
        self.popup.clear()
        for entry in self._entries:
            if not entry.key:
                self.popup.addSeparator()
                continue
            action = QAction(entry.text, self.popup)
            if entry.icon is not None:
                action.setIcon(self.theme.icon(entry.icon, ColourRole.SECONDARY, 16))
            action.setEnabled(entry.enabled)
            action.triggered.connect(lambda _checked=False, key=entry.key: self.chosen.emit(key))
            self.popup.addAction(action)
        self.popup.popup(self.mapToGlobal(QPoint(0, self.height() + self.theme.px(4))))

    def sizeHint(self) -> QSize:
        """The button with its arrow."""
        hint = super().sizeHint()
        return QSize(hint.width() + (self._arrow if self.text() else 0), hint.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down opens, too."""
        if event.key() == Qt.Key.Key_Down:
            self.open_menu()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Adds the arrow."""
        super().paintEvent(event)
        side = self.theme.px(16)
        left = self.width() - side - self.theme.px(8) if self.text() else (self.width() - side) // 2
        if self.text() or self.glyph is None:
            pixmap = self.theme.icon_pixmap(Icon.CHEVRON_DOWN, self.ink, 16, self.devicePixelRatioF())
            QPainter(self).drawPixmap(left, (self.height() - side) // 2, pixmap)

    @property
    def _arrow(self) -> int:
        return self.theme.px(18)

    def content_width(self) -> int:
        """The word keeps clear of the arrow."""
        return self.width() - (self._arrow if self.text() else 0)


class SplitButton(QWidget):
    """What is done most often, and an arrow beside it for the rest. ``pressed`` is the first, ``chosen`` the others."""

    pressed = Signal()
    chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        text: str,
        more_name: str,
        kind: ButtonKind = ButtonKind.SECONDARY,
        icon: Icon | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``more_name`` is what a screen reader says of the arrow."""
        super().__init__(parent)
        self.theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.button = Button(theme, text, kind, icon, parent=self)
        self.button.clicked.connect(self.pressed)
        self.menu_button = MenuButton(theme, "", kind, name=more_name, parent=self)
        self.menu_button.setToolTip(more_name)
        self.menu_button.chosen.connect(self.chosen)
        follow(theme, self._restyle)

    def show_entries(self, entries: Sequence[MenuEntry]) -> None:
        """Offers these below the arrow."""
        self.menu_button.show_entries(entries)

    def set_text(self, text: str, more_name: str) -> None:
        """Changes the word, and the name of the arrow."""
        self.button.setText(text)
        self.menu_button.setAccessibleName(more_name)
        self.menu_button.setToolTip(more_name)
        self._restyle()

    def sizeHint(self) -> QSize:
        """Both, a pixel apart."""
        first, second = self.button.sizeHint(), self.menu_button.sizeHint()
        return QSize(first.width() + 1 + second.width(), first.height())

    def minimumSizeHint(self) -> QSize:
        """Neither is cut."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps them side by side."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        arrow = self.menu_button.sizeHint().width()
        self.button.setGeometry(0, 0, self.width() - arrow - 1, self.height())
        self.menu_button.setGeometry(self.width() - arrow, 0, arrow, self.height())

    def _restyle(self) -> None:
        self.updateGeometry()
        self._arrange()
