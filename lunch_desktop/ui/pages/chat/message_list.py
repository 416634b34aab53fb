"""A list of any length whose rows are as high as what they say."""

from collections.abc import Callable, Hashable, Sequence
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar, QWidget

from lunch_desktop.ui.pages.chat.heights import Heights
from lunch_desktop.ui.pages.chat.message_row import NOT_YET_HEIGHT, MessageRow
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.list_row import ListRow
from lunch_desktop.ui.widgets.row_list import Named, RowList

_OVERSCAN: Final = 1
_ROUNDS: Final = 3
"""How often rows are placed until what came into view by measuring is placed, too."""
_NEARBY: Final = 60
"""How far from its old place the current message is looked for."""
_NEAR: Final = 4
"""Pixels from the end at which a list is at its end."""


class MessageList(RowList):
    """A `RowList` of messages that stays where the eye is.

    Rows out of sight have an estimated height until they come into view. Whatever is measured, comes or goes, the
    first row in sight that was there before stays at its place; at the end the list stays at the end. `in_sight`
    tells that other rows are seen, `at_end_changed` that the end was reached or left.
    """

    in_sight = Signal()
    at_end_changed = Signal(bool)

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
        self._heights = Heights(NOT_YET_HEIGHT)
        self._placing = False
        self._at_end = True
        self._width = -1
        self._order: tuple[tuple[int, int], ...] = ()
        """The rows in sight and where each begins, as they were last placed."""
        super().__init__(theme, make_row, fill, name=name, key_of=key_of, parent=parent)

    @property
    def at_end(self) -> bool:
        """Whether the end is in sight."""
        return self._at_end

    @property
    def visible_indices(self) -> range:
        """The rows in sight, also those of which only a part is."""
        return range(self._order[0][0], self._order[-1][0] + 1) if self._order else range(0)

    @property
    def wholly_seen(self) -> range:
        """The rows whose end is in sight."""
        seen = [index for index, top in self._order if top + self._heights.of(index) <= self.viewport().height()]
        return range(self._order[0][0], seen[-1] + 1) if seen else range(0)

    def show_items(self, items: Sequence[Named]) -> None:
        """Shows another sequence from its end."""
        self._at_end = True
        self._heights.start(len(items), self.theme.px(NOT_YET_HEIGHT))
        self._order = ()
        super().show_items(items)

    def replace_items(self, items: Sequence[Named], changed: range) -> None:
        """The same sequence, of which some have changed, come or gone; what is in sight stays where it is."""
        focused = self.has_row_focus()
        anchor = next(((i, y) for i, y in self._order if i not in changed and i < len(items)), None)
        if anchor is None and self._order:
            anchor = (min(self._order[0][0], max(0, len(items) - 1)), self._order[0][1])
        self._current = self._find_again(items)
        self._items = items
        self._heights.resize(len(items))
        self._heights.forget(changed)
        for index, row in list(self._rows.items()):
            if index >= len(items):
                self._put_aside(index)
            elif index in changed:
                self._fill_row(row, index)
        self._place(*(anchor or (0, 0)))
        if focused and self._items and not self.has_row_focus():
            self.focus_row(self._current)

    def show_at(self, index: int, top: int) -> None:
        """Brings a row to a place in the viewport, as far as the ends of the list allow."""
        if self._items:
            self._set_at_end(False)
            self._place(min(max(index, 0), self.count - 1), top)

    def show_end(self) -> None:
        """Goes to the last row."""
        self._set_at_end(True)
        self._lay_out()

    def scroll_to(self, index: int) -> None:
        """Brings a row into view by the shortest way; of one that is higher than the view, the beginning."""
        index = min(max(index, 0), self.count - 1)
        height, room = self._measured(index), self.viewport().height()
        if index == self.count - 1:
            self.show_end()
        else:
            top = dict(self._order).get(index)
            if top is None:
                top = self._heights.top(index) - self.verticalScrollBar().value()
            if top < 0 or height > room:
                self.show_at(index, 0)
            elif top + height > room:
                self.show_at(index, room - height)
        self._current_must_exist(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page Up and Page Down go by what is in sight; so does an arrow in a message higher than that."""
        key, room = event.key(), self.viewport().height()
        bar = self.verticalScrollBar()
        if not self._items or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turn_page(-1 if key == Qt.Key.Key_PageUp else 1)
            seen = self.visible_indices
            self.focus_row(seen.start + 1 if key == Qt.Key.Key_PageUp and len(seen) > 2 else seen.stop - 1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self._heights.of(self.current) > room and self._goes_on(key):
            bar.setValue(bar.value() + (room // 2 if key == Qt.Key.Key_Down else -room // 2))
        else:
            super().keyPressEvent(event)

    def turn_page(self, step: int) -> None:
        """Scrolls by nearly what is in sight, up (-1) or down (1)."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + step * max(1, self.viewport().height() - self.theme.px(NOT_YET_HEIGHT)))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Asks for a menu of the row under the pointer, or of the current one from the keyboard."""
        keyboard = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.current if keyboard else self._heights.at(event.pos().y() + self.verticalScrollBar().value())
        if 0 <= index < self.count:
            row = self._rows.get(index)
            at_row = keyboard and row is not None
            place = (
                row.mapToGlobal(QPoint(row.width() // 2, row.height() // 2)) if row and at_row else event.globalPos()
            )
            self.menu_requested.emit(index, place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines break elsewhere in another width: everything is measured anew."""
        QAbstractScrollArea.resizeEvent(self, event)
        anchor = self._order[0] if self._order else (0, 0)
        if self.viewport().width() != self._width:
            self._width = self.viewport().width()
            self._heights.forget(range(self.count))
        self._place(*anchor)

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Somebody scrolled."""
        if self._placing:
            return
        bar = self.verticalScrollBar()
        self._set_at_end(bar.value() >= bar.maximum() - _NEAR)
        self._lay_out()

    def _lay_out(self) -> None:
        if self._placing or not self._items:
            if not self._items:
                self._clear_rows()
            return
        value = self.verticalScrollBar().value()
        first = self._heights.at(value)
        top = self._heights.top(first) - value
        # A row that was seen before is measured: what lies above it must not move it.
        index, room = first, self.viewport().height()
        while index < self.count - 1 and index not in self._rows and top + self._heights.of(index) < room:
            top += self._heights.of(index)
            index += 1
        if index in self._rows:
            self._place(index, top)
        else:
            self._place(first, self._heights.top(first) - value)

    def _place(self, anchor: int, top: int) -> None:
        """Lays the rows around one whose top is at a place of the viewport."""
        if not self._items:
            return
        self._placing = True
        try:
            before = self.visible_indices
            room = self.viewport().height()
            if self._at_end:
                anchor = self.count - 1
                top = room - self._measured(anchor)
            for _ in range(_ROUNDS):
                placed = self._spread(anchor, top, room)
                shift = self._beyond_ends(placed, room)
                if not shift:
                    break
                anchor, top = placed[0][0], placed[0][1] + shift
            self._settle(placed, room)
        finally:
            self._placing = False
        last, at = placed[-1]
        self._set_at_end(last == self.count - 1 and at + self._heights.of(last) <= room + _NEAR)
        if self.visible_indices != before:
            self.in_sight.emit()

    def _spread(self, anchor: int, top: int, room: int) -> list[tuple[int, int]]:
        """The rows in sight with their places, measured from the anchor on in both directions."""
        placed = []
        index, at = anchor, top
        while index < self.count and at < room:
            placed.append((index, at))
            at += self._measured(index)
            index += 1
        index, at = anchor - 1, top
        while index >= 0 and at > 0:
            at -= self._measured(index)
            placed.insert(0, (index, at))
            index -= 1
        placed = [(i, y) for i, y in placed if y + self._heights.of(i) > 0] or placed[-1:]
        return placed or [(anchor, top)]

    def _beyond_ends(self, placed: list[tuple[int, int]], room: int) -> int:
        """How far everything has to move because a list does not go beyond its ends."""
        first, top = placed[0]
        last, bottom = placed[-1][0], placed[-1][1] + self._heights.of(placed[-1][0])
        if first == 0 and top > 0:
            return -top
        if last == self.count - 1 and bottom < room:
            return min(room - bottom, self._heights.top(first) - top) if self._heights.top(first) > top else 0
        return 0

    def _settle(self, placed: list[tuple[int, int]], room: int) -> None:
        """Moves the widgets, and the scroll bar with them."""
        self._order = tuple((index, top) for index, top in placed if top < room)
        wanted = {index for index, _ in placed} | {self._current}
        for edge in (placed[0][0] - _OVERSCAN, placed[-1][0] + _OVERSCAN):
            if 0 <= edge < self.count:
                wanted.add(edge)
                self._measured(edge)
        first, top = placed[0]
        value = self._heights.top(first) - top
        self._set_bar(value, room)
        for index in [index for index in self._rows if index not in wanted]:
            self._put_aside(index)
        width, places = self.viewport().width(), dict(placed)
        for index in sorted(wanted):
            row = self._rows.get(index) or self._take_row(index)
            at = places.get(index)
            row.setGeometry(0, self._heights.top(index) - value if at is None else at, width, self._heights.of(index))
            row.show()
        for row in self._spare:
            row.hide()

    def _set_bar(self, value: int, room: int) -> None:
        bar: QScrollBar = self.verticalScrollBar()
        bar.setPageStep(room)
        bar.setSingleStep(self.theme.px(NOT_YET_HEIGHT) // 2)
        bar.setRange(0, max(0, self._heights.total - room))
        bar.setValue(value)

    def _measured(self, index: int) -> int:
        """The height of a row, measured if it has no widget that was."""
        row = self._rows.get(index)
        if row is None:
            row = self._take_row(index)
        if isinstance(row, MessageRow):
            self._heights.measure(index, row.height_for(self.viewport().width()))
        return self._heights.of(index)

    def _put_aside(self, index: int) -> None:
        row = self._rows.pop(index)
        row.index = -1
        self._spare.append(row)

    def _clear_rows(self) -> None:
        for index in list(self._rows):
            self._put_aside(index)
        for row in self._spare:
            row.hide()
        self._order = ()

    def _goes_on(self, key: int) -> bool:
        """Whether there is more of the current row in the direction of an arrow."""
        top = dict(self._order).get(self.current, 0)
        if key == Qt.Key.Key_Up:
            return top < 0
        return top + self._heights.of(self.current) > self.viewport().height()

    def _set_at_end(self, at_end: bool) -> None:
        if at_end is not self._at_end:
            self._at_end = at_end
            self.at_end_changed.emit(at_end)

    def _find_again(self, items: Sequence[Named]) -> int:
        """Messages keep their places, but for those that wait, which move behind what others said meanwhile."""
        last = len(items) - 1
        if not self._items or last < 0 or self._key_of is None:
            return max(0, min(self._current, last))
        key = self._key_of(self._items[self._current])
        nearby = sorted(range(self._current - _NEARBY, self._current + _NEARBY), key=lambda i: abs(i - self._current))
        same = (index for index in nearby if 0 <= index <= last and self._key_of(items[index]) == key)
        return next(same, max(0, min(self._current, last)))

    def _current_must_exist(self, index: int) -> None:
        self._set_current(index)
        if index not in self._rows:
            self._lay_out()

    def _measure(self) -> None:
        """Heights are found row by row."""

    def _update_range(self) -> None:
        """The bar follows the rows as they are placed."""

    def _restyle(self) -> None:
        anchor = self._order[0] if self._order else (0, 0)
        self._heights.start(len(self._items), self.theme.px(NOT_YET_HEIGHT))
        self._place(*anchor)
