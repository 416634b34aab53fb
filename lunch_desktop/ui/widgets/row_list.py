"""A list of any length in a handful of widgets, each of which a screen reader can reach."""

from collections.abc import Callable, Hashable, Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAccessibleInterface, QContextMenuEvent, QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.accessible import speak_for_themselves
from lunch_desktop.ui.widgets.accessible_rows import ListInterface
from lunch_desktop.ui.widgets.dressed import dress_bars
from lunch_desktop.ui.widgets.list_row import ListRow

# Rows made beyond each edge, so that Tab and screen readers find a neighbour.
_OVERSCAN = 1
# How far from its old place a row is looked for after the list has changed.
_SEARCH_RADIUS = 2_000


class Named(Protocol):
    """What a list shows: anything with the name that its row is read by."""

    @property
    def name(self) -> str:
        """The whole row in words."""


class RowList(QAbstractScrollArea):
    """Shows a sequence through rows that are made only where they are seen, and used again.

    ``make_row`` makes an empty row, ``fill(row, item)`` has it show an item. All rows are equally high. The
    sequence may be lazy (``__len__`` and ``__getitem__``), so 100,000 rows of a database cost what the
    visible ones cost.

    The keyboard: the list is one Tab stop; Up, Down, Page Up, Page Down, Home and End move through all rows, Enter
    activates. Signals carry the index of the row.
    """

    activated = Signal(int)
    opened = Signal(int)
    current_changed = Signal(int)
    menu_requested = Signal(int, QPoint)

    def __init__(
        self,
        theme: Theme,
        make_row: Callable[[], ListRow],
        fill: Callable[[ListRow, object], None],
        *,
        name: str = "",
        key_of: Callable[[object], Hashable] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._make_row, self._fill = make_row, fill
        self._key_of = key_of
        self._items: Sequence[Named] = ()
        self._current = 0
        self._rows: dict[int, ListRow] = {}
        self._spare: list[ListRow] = []
        self._row_height = 1
        self._leaving = False
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # Always: Qt forgets a Tab order given to what takes no focus at that moment.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.viewport().setAutoFillBackground(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        dress_bars(theme, self)
        theme.changed.connect(self._restyle)
        speak_for_themselves()
        self._measure()

    @property
    def count(self) -> int:
        """How many rows the list has."""
        return len(self._items)

    @property
    def current(self) -> int:
        """The index of the row that has the focus, or will have it; -1 in an empty list."""
        return self._current if self._items else -1

    @property
    def rows(self) -> tuple[ListRow, ...]:
        """The rows that exist, from top to bottom."""
        return tuple(row for _, row in sorted(self._rows.items()))

    @property
    def every_row(self) -> tuple[ListRow, ...]:
        """The rows that exist, with those that wait to be used again."""
        return (*self._rows.values(), *self._spare)

    def accessible(self) -> QAccessibleInterface:
        """A list with its rows."""
        return ListInterface(self)

    def heading_over(self, index: int) -> str:
        """The heading that a row stands under; "" in a list without headings."""
        del index
        return ""

    def show_items(self, items: Sequence[Named]) -> None:
        """Shows another sequence; the row that had the focus keeps it where it is still there."""
        focused = self.has_row_focus()
        self._current = self._find_again(items)
        self._items = items
        for row in self._rows.values():
            row.index = -1
        self._spare.extend(self._rows.values())
        self._rows.clear()
        self._update_range()
        self._lay_out()
        if focused and self._items:
            self.focus_row(self._current)

    def refresh(self) -> None:
        """Fills the visible rows again, after items have changed in place."""
        for index, row in self._rows.items():
            self._fill_row(row, index)

    def has_row_focus(self) -> bool:
        """Whether the keyboard is in the list."""
        return any(row.hasFocus() for row in self._rows.values())

    def focus_row(self, index: int) -> None:
        """Scrolls to a row and gives it the focus; out of range means the nearest."""
        if not self._items:
            return
        self.scroll_to(index)
        self._rows[self._set_current(index)].setFocus(Qt.FocusReason.OtherFocusReason)

    def set_current(self, index: int) -> None:
        """Has a row be the one that gets the focus, without moving anything; out of range means the nearest."""
        if self._items:
            self._set_current(index)
            self._lay_out()

    def scroll_to(self, index: int) -> None:
        """Brings a row into view by the shortest way."""
        index = min(max(index, 0), len(self._items) - 1)
        bar, height = self.verticalScrollBar(), self._row_height
        if index * height < bar.value():
            bar.setValue(index * height)
        elif (index + 1) * height > bar.value() + self.viewport().height():
            bar.setValue((index + 1) * height - self.viewport().height())
        self._current_must_exist(index)

    def reveal(self, name: str) -> ListRow | None:
        """The row with this accessible name, or the only one whose name starts so, scrolled into view (for tests)."""
        exact = [index for index, item in enumerate(self._items) if item.name == name]
        found = exact or [index for index, item in enumerate(self._items) if item.name.startswith(name)]
        if len(found) != 1:
            return None
        self._set_current(found[0])
        self.scroll_to(found[0])
        return self._rows[found[0]]

    def choose(self, value: str) -> bool:
        """Gives the focus to the row with this name (for tests); False when there is none."""
        row = self.reveal(value)
        if row is not None:
            row.setFocus(Qt.FocusReason.OtherFocusReason)
        return row is not None

    def widget_count(self) -> int:
        """How many row widgets exist."""
        return len(self._rows) + len(self._spare)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hands the focus on to the current row."""
        super().focusInEvent(event)
        if self._items and not self._leaving:
            self.focus_row(self._current)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab leaves from the list's own place in the order, whichever row has the focus."""
        if not self.has_row_focus():
            return super().focusNextPrevChild(forward)
        self._leaving = True
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        moved = super().focusNextPrevChild(forward)
        self._leaving = False
        if self.hasFocus():
            self.focus_row(self._current)
        return moved

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Moves the focus through all rows."""
        page = max(1, self.viewport().height() // self._row_height - 1)
        steps = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_Home: -len(self._items),
            Qt.Key.Key_End: len(self._items),
        }
        step = steps.get(Qt.Key(event.key()))
        target = -1 if step is None else min(max(self._current + step, 0), len(self._items) - 1)
        if step is None or not self._items or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        elif target == self._current and self.has_row_focus():
            # At the edge the page may have somewhere to go.
            event.ignore()
        else:
            self.focus_row(target)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Asks for a menu of the row under the pointer, or of the current one from the keyboard."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            index = self._current
        else:
            index = (event.pos().y() + self.verticalScrollBar().value()) // self._row_height
        if 0 <= index < len(self._items):
            self.menu_requested.emit(index, event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Makes the rows that have come into view."""
        super().resizeEvent(event)
        self._update_range()
        self._lay_out()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Moves the rows; those that leave are used for those that come."""
        self._lay_out()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A row that gets the focus, by mouse, keyboard or screen reader, is the current one."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, ListRow) and watched.index >= 0:
            self._set_current(watched.index)
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        top, height, width = self.verticalScrollBar().value(), self._row_height, self.viewport().width()
        first = max(0, top // height - _OVERSCAN)
        last = min(len(self._items) - 1, (top + self.viewport().height()) // height + _OVERSCAN)
        wanted = set(range(first, last + 1))
        if self._items:
            # The current row keeps its widget out of sight too: it may hold the focus.
            wanted.add(self._current)
        for index in [index for index in self._rows if index not in wanted]:
            row = self._rows.pop(index)
            row.index = -1
            self._spare.append(row)
        for index in sorted(wanted):
            row = self._rows.get(index) or self._take_row(index)
            row.setGeometry(0, index * height - top, width, height)
            row.show()
        for row in self._spare:
            row.hide()

    def _take_row(self, index: int) -> ListRow:
        row = self._spare.pop() if self._spare else self._new_row()
        self._rows[index] = row
        self._fill_row(row, index)
        return row

    def _fill_row(self, row: ListRow, index: int) -> None:
        row.index = index
        row.last = index == len(self._items) - 1
        self._fill(row, self._items[index])

    def _new_row(self) -> ListRow:
        row = self._make_row()
        row.setParent(self.viewport())
        row.holder = self
        row.installEventFilter(self)
        row.activated.connect(lambda: self.activated.emit(row.index))
        row.opened.connect(lambda: self.opened.emit(row.index))
        # Rows come and go, so the list is the Tab stop and hands the focus on.
        row.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        return row

    def _set_current(self, index: int) -> int:
        index = min(max(index, 0), len(self._items) - 1)
        former, self._current = self._current, index
        if former != index:
            self.current_changed.emit(index)
        return index

    def _current_must_exist(self, index: int) -> None:
        if index not in self._rows:
            self._set_current(index)
            self._lay_out()

    def _find_again(self, items: Sequence[Named]) -> int:
        """Where the current item is in the new sequence, looked for around its old place."""
        if not self._items or not items:
            return 0
        if self._key_of is not None:
            key = self._key_of(self._items[self._current])
            nearby = range(max(0, self._current - _SEARCH_RADIUS), min(len(items), self._current + _SEARCH_RADIUS))
            for index in sorted(nearby, key=lambda index: abs(index - self._current)):
                if self._key_of(items[index]) == key:
                    return index
        return min(self._current, len(items) - 1)

    def _measure(self) -> None:
        if not self._spare and not self._rows:
            self._spare.append(self._new_row())
            self._spare[0].hide()
        sample = next(iter(self._rows.values()), None) or self._spare[0]
        self._row_height = max(1, sample.sizeHint().height())

    def _update_range(self) -> None:
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(max(1, self._row_height // 2))
        bar.setRange(0, max(0, len(self._items) * self._row_height - self.viewport().height()))

    def _restyle(self) -> None:
        self._measure()
        self._update_range()
        self._lay_out()
