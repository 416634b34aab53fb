"""The palette: one line to type in, and a list of everything that it finds."""

from collections.abc import Callable, Sequence

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lunch_desktop.domain.times import day_of
from lunch_desktop.store.desktop.reads import Reads
from lunch_desktop.ui.commands import Command
from lunch_desktop.ui.pages.parties.day_list import DayList
from lunch_desktop.ui.palette import words
from lunch_desktop.ui.palette.field import PaletteField
from lunch_desktop.ui.palette.finding import MOST, Entry, Section, offers, typed, untyped
from lunch_desktop.ui.palette.hints import Hints
from lunch_desktop.ui.palette.items import PaletteItem, items_of
from lunch_desktop.ui.palette.names import NameIndex
from lunch_desktop.ui.palette.row import PaletteRow
from lunch_desktop.ui.session import DesktopSession
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole
from lunch_desktop.ui.widgets.base import announce, follow, paint_box, set_name
from lunch_desktop.ui.widgets.label import Label
from lunch_desktop.ui.widgets.list_row import ListRow

translate = QCoreApplication.translate

_WIDTH, _TOP, _LIST = 600, 72, 400
_FIELD = 44
_SHADOW = 3


class Palette(QWidget):
    """Lies over the window while it is open; `chosen` carries an Entry and whether its second action is wanted.

    Opens with what is known already. What is typed is looked for in the background; a newer text makes an older answer
    void. Esc, Ctrl+K and a press beside it close, and give the keyboard back to where it was.
    """

    chosen = Signal(object, bool)

    def __init__(
        self,
        theme: Theme,
        window: QWidget,
        session: DesktopSession,
        commands: Callable[[], Sequence[Command]],
        recent: Callable[[], Sequence[str]],
    ) -> None:
        """`commands` gives those that can be done now, `recent` the keys of entries used lately, latest first."""
        super().__init__(window)
        self.theme, self._window, self._session = theme, window, session
        self._commands, self._recent = commands, recent
        self._index = NameIndex(session, self)
        self._index.renewed.connect(self._look)
        self._returns_to: QWidget | None = None
        self._items: tuple[PaletteItem, ...] = ()
        self._highlight, self._is_asking = 0, False
        self._takes: bool | None = None
        self.setProperty("modalOverlay", True)
        self.field = PaletteField(theme)
        self._nothing = Label(theme, colour=ColourRole.SECONDARY, wrap=True)
        self.list = DayList(theme, lambda: PaletteRow(theme), self._fill)
        self._hints = Hints(theme)
        self._build()
        self._connect()
        self.retranslate()
        window.installEventFilter(self)
        self.hide()
        follow(theme, self._restyle)

    @property
    def highlighted(self) -> Entry | None:
        """What Enter takes."""
        return self._items[self._highlight].entry if self._highlight < len(self._items) else None

    @property
    def items(self) -> tuple[PaletteItem, ...]:
        """What is offered now."""
        return self._items

    def open(self) -> None:
        """Show it with an empty line; opened again, it closes."""
        if not self.isHidden():
            self.close_palette()
            return
        self._returns_to = QApplication.focusWidget()
        self.field.forget()
        self._index.follow(follows=True)
        self._look()
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        # After the first frame: what is known is on the screen by then.
        QTimer.singleShot(0, self._index, self._index.ensure)

    def close_palette(self) -> None:
        """Go, and give the keyboard back."""
        if self.isHidden():
            return
        self._index.follow(follows=False)
        self._is_asking, self._takes = False, None
        former, self._returns_to = self._returns_to, None
        # Before it is hidden: Qt would hand the keyboard on to whatever comes next in the order of Tab.
        if former is not None and shiboken6.isValid(former) and former.isVisible():
            former.setFocus(Qt.FocusReason.PopupFocusReason)
        self.hide()

    def retranslate(self) -> None:
        """Say everything anew."""
        set_name(self, translate("Palette", "Go to, or do"))
        self.field.setPlaceholderText(translate("Palette", "Pages, actions, colleagues, restaurants, parties"))
        set_name(self.field, translate("Palette", "Go to, or do"))
        self.list.setAccessibleName(translate("Palette", "Found"))
        if not self.isHidden():
            self._look()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep covering the window."""
        if event.type() == QEvent.Type.Resize and watched is self._window and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press beside the panel closes; the page beneath never sees it."""
        if not self._panel.geometry().contains(event.position().toPoint()):
            self.close_palette()
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a light veil, and the panel with the shadow that popups alone have."""
        painter, radius = QPainter(self), self.theme.px(self.theme.metrics.radius_card)
        painter.fillRect(self.rect(), QColor(0, 0, 0, 110 if self.theme.dark else 50))
        body = self._panel.geometry()
        for depth, alpha in ((_SHADOW, 14), (2, 22), (1, 34)):
            edge = body.adjusted(-depth, 1 - depth, depth, 1 + depth)
            paint_box(painter, edge, radius + depth, QColor(0, 0, 0, alpha))
        paint_box(painter, body, radius, self.theme.colour(ColourRole.SURFACE), self.theme.colour(ColourRole.BORDER))

    def _build(self) -> None:
        self._panel = QWidget(self)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._nothing.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout(self._panel)
        self._line = QHBoxLayout()
        self._line.addWidget(self.field)
        self._column.addLayout(self._line)
        self._around_list = QHBoxLayout()
        self._around_list.addWidget(self.list)
        self._column.addLayout(self._around_list, 1)
        self._column.addWidget(self._nothing, 1)
        self._column.addWidget(self._hints)

    def _connect(self) -> None:
        field = self.field
        field.looked_for.connect(self._look)
        field.moved.connect(lambda step: self._go((self._highlight + step) % max(1, len(self._items))))
        field.paged.connect(self._page)
        field.jumped.connect(lambda to_end: self._go(len(self._items) - 1 if to_end else 0))
        field.chosen.connect(lambda: self._choose(second=False))
        field.chosen_second.connect(lambda: self._choose(second=True))
        field.left.connect(self.close_palette)
        field.lost.connect(self._lost)
        self.list.opened.connect(self._clicked)

    def _look(self, _text: str = "") -> None:
        """Answer at once where nothing is typed, else ask for what the text finds."""
        text, known = self.field.wanted.strip(), self._index.known
        offered, recent = offers(self._commands()), tuple(self._recent())
        now = self._session.clock.now()
        if not text:
            self._is_asking = False
            self._show(untyped(known, offered, recent), text)
            return
        self._is_asking = True

        def find(reads: Reads) -> list[Entry]:
            def past() -> Sequence[object]:
                if not known.time_zone:
                    return []
                return reads.names_of_past_parties(day_of(now, known.time_zone), text, MOST[Section.PAST])

            return typed(text, known, offered, recent, past)  # type: ignore[arg-type]

        self._session.read(find, lambda found: self._answer(found, text), key="palette", receiver=self)

    def _answer(self, found: list[Entry], text: str) -> None:
        if not self._is_asking or text != self.field.wanted.strip():
            return
        self._is_asking = False
        self._show(found, text)
        takes, self._takes = self._takes, None
        if takes is not None:
            self._choose(second=takes)

    def _show(self, entries: Sequence[Entry], text: str) -> None:
        former = self._items[self._highlight].entry.key if self._highlight < len(self._items) and not text else ""
        now = self._session.clock.now()
        self._items = tuple(items_of(entries, self._index.known.time_zone, now))
        keys = [one.key for one in entries]
        self._highlight = keys.index(former) if former in keys and self.isVisible() else 0
        self.list.show_items(self._items)
        starts = [at for at, one in enumerate(entries) if at == 0 or one.section is not entries[at - 1].section]
        self.list.show_headings({at: words.heading(entries[at].section) for at in starts})
        self.list.scroll_to_top()
        nothing = fill(translate("Palette", "Nothing found for “%1”. Ctrl+N opens a new party."), text)
        self._nothing.setText(nothing)
        self._nothing.setVisible(not entries)
        self.list.setVisible(bool(entries))
        if not entries:
            announce(self.field, nothing)
        self._place()
        self._go(self._highlight)

    def _page(self, direction: int) -> None:
        step = max(1, len(self.list.visible_indices) - 1)
        self._go(self._highlight + direction * step)

    def _go(self, place: int) -> None:
        """Highlight a row; the keyboard stays in the line."""
        if not self._items:
            self._hints.show_verbs("", "")
            return
        self._highlight = min(max(place, 0), len(self._items) - 1)
        self.list.scroll_to(self._highlight)
        self.list.refresh()
        item = self._items[self._highlight]
        self._hints.show_verbs(words.first_verb(item.entry), words.second_verb(item.entry))
        if self.isVisible():
            self.field.setAccessibleDescription(item.name)
            announce(self.field, item.name)

    def _choose(self, *, second: bool) -> None:
        """Take what is highlighted; before the answer has come, what will stand first in it."""
        if self._is_asking:
            self._takes = second
            return
        entry = self.highlighted
        if entry is None or (second and not words.second_verb(entry)):
            return
        self.close_palette()
        self.chosen.emit(entry, second)

    def _lost(self) -> None:
        self._returns_to = None
        self.close_palette()

    def _clicked(self, place: int) -> None:
        if 0 <= place < len(self._items):
            self._is_asking = False
            self._highlight = place
            self._choose(second=bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier))

    def _fill(self, row: ListRow, item: object) -> None:
        if isinstance(row, PaletteRow) and isinstance(item, PaletteItem):
            row.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.show_item(item, highlighted=row.index == self._highlight)

    def _place(self) -> None:
        theme = self.theme
        if self.geometry() != self._window.rect():
            self.setGeometry(self._window.rect())
        margin = theme.px(theme.metrics.space_l)
        width = min(theme.px(_WIDTH), self.width() - 2 * margin)
        top = min(theme.px(_TOP), max(margin, self.height() // 10))
        fixed = theme.px(_FIELD) + 2 * theme.px(theme.metrics.space_s) + self._hints.sizeHint().height()
        height = min(fixed + self._content_height(width), self.height() - top - margin)
        place = QRect((self.width() - width) // 2, top, width, height)
        if self._panel.geometry() != place:
            self._panel.setGeometry(place)
            self.update()

    def _content_height(self, width: int) -> int:
        """What the list, or the sentence in its place, needs: as high as it may be, else no higher than it fills."""
        if not self._items:
            return self._nothing.heightForWidth(width)
        return min(self.theme.px(_LIST), self.list.content_height())

    def _restyle(self) -> None:
        theme, metrics = self.theme, self.theme.metrics
        small = theme.px(metrics.space_s)
        self._line.setContentsMargins(small, small, small, small)
        self._column.setContentsMargins(1, 0, 1, 1)
        self._around_list.setContentsMargins(small, 0, small, small)
        self._column.setSpacing(0)
        self.field.setFixedHeight(theme.px(_FIELD) - small)
        self.field.setTextMargins(theme.px(28), 0, 0, 0)
        self._nothing.setMargin(theme.px(metrics.space_xl))
        if not self.isHidden():
            self._place()
        self.update()
