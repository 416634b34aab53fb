"""A list of any length with a heading over each day."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping

from lunch_desktop.ui.theme.tokens import ColourRole, Weight
from lunch_desktop.ui.widgets.label import ElidedLabel
from lunch_desktop.ui.widgets.list_row import ListRow
from lunch_desktop.ui.widgets.row_list import RowList

_HEADING = 40
_OVERSCAN = 1


class DayList(RowList):
    """A `RowList` whose rows may have a heading above them.

    Headings may become known later than rows: those that appear above what is in sight don't move it.
    """

    _starts: tuple[int, ...] = ()
    _headings: tuple[str, ...] = ()
    _labels: tuple[ElidedLabel, ...] = ()

    @property
    def first_visible(self) -> int:
        """The index of the row at the top."""
        return self._index_at(self.verticalScrollBar().value())

    @property
    def visible_indices(self) -> range:
        """The rows in sight."""
        top = self.verticalScrollBar().value()
        return range(self._index_at(top), min(self.count, self._index_at(top + self.viewport().height()) + 1))

    def headings(self) -> dict[int, str]:
        """The headings, by the row that each stands over."""
        return dict(zip(self._starts, self._headings, strict=True))

    def heading_over(self, index: int) -> str:
        """The day of a row."""
        place = bisect_right(self._starts, index) - 1
        return self._headings[place] if place >= 0 else ""

    def show_headings(self, headings: Mapping[int, str]) -> None:
        """Shows a heading above each of some rows; the row at the top stays where it is."""
        if headings == self.headings():
            return
        bar = self.verticalScrollBar()
        anchor = self.first_visible
        beyond = bar.value() - self._block_top(anchor)
        self._starts, self._headings = tuple(sorted(headings)), tuple(text for _, text in sorted(headings.items()))
        self._update_range()
        bar.setValue(self._block_top(anchor) + beyond if anchor or beyond else 0)
        self._lay_out()
        for index, row in self._rows.items():
            self._mark_last(row, index)

    def content_height(self) -> int:
        """The height of all rows with their headings, in pixels."""
        return self._block_top(self.count)

    def show_from(self, index: int) -> None:
        """Shows a row, with its heading where it has one, at the top."""
        self.verticalScrollBar().setValue(self._block_top(index))

    def scroll_to_top(self) -> None:
        """Shows the beginning."""
        self.verticalScrollBar().setValue(0)

    def scroll_to(self, index: int) -> None:
        """Brings a row into view by the shortest way, with its heading where it has one."""
        index = min(max(index, 0), self.count - 1)
        bar, bottom = self.verticalScrollBar(), self._row_top(index) + self._row_height
        if self._block_top(index) < bar.value():
            bar.setValue(self._block_top(index))
        elif bottom > bar.value() + self.viewport().height():
            bar.setValue(bottom - self.viewport().height())
        self._current_must_exist(index)

    def _heading_height(self) -> int:
        return self.theme.px(_HEADING)

    def _block_top(self, index: int) -> int:
        """Where a row begins, its heading included."""
        return index * self._row_height + bisect_left(self._starts, index) * self._heading_height()

    def _row_top(self, index: int) -> int:
        return index * self._row_height + bisect_right(self._starts, index) * self._heading_height()

    def _index_at(self, position: int) -> int:
        return max(0, bisect_right(range(self.count), position, key=self._block_top) - 1)

    def _update_range(self) -> None:
        # Not the base's range first: it is shorter, and would move what is in sight.
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(max(1, self._row_height // 2))
        bar.setRange(0, max(0, self._block_top(self.count) - self.viewport().height()))

    def _lay_out(self) -> None:
        visible = self.visible_indices
        wanted = set(range(max(0, visible.start - _OVERSCAN), min(self.count, visible.stop + _OVERSCAN)))
        if self.count:
            # The current row keeps its widget out of sight too: it may hold the focus.
            wanted.add(self.current)
        for index in [index for index in self._rows if index not in wanted]:
            row = self._rows.pop(index)
            row.index = -1
            self._spare.append(row)
        top, width = self.verticalScrollBar().value(), self.viewport().width()
        for index in sorted(wanted):
            row = self._rows.get(index) or self._take_row(index)
            row.setGeometry(0, self._row_top(index) - top, width, self._row_height)
            row.show()
        for row in self._spare:
            row.hide()
        self._lay_out_headings(visible, top, width)

    def _lay_out_headings(self, visible: range, top: int, width: int) -> None:
        first, last = bisect_left(self._starts, visible.start), bisect_left(self._starts, visible.stop)
        labels = self._enough_labels(last - first)
        side, height = self.theme.px(self.theme.metrics.space_m), self._heading_height()
        for place, label in zip(range(first, last), labels, strict=False):
            label.setText(self._headings[place])
            label.setGeometry(side, self._block_top(self._starts[place]) - top, width - 2 * side, height)
            label.show()
        for label in labels[last - first :]:
            label.hide()

    def _enough_labels(self, count: int) -> tuple[ElidedLabel, ...]:
        while len(self._labels) < count:
            label = ElidedLabel(self.theme, weight=Weight.SEMIBOLD, colour=ColourRole.SECONDARY, parent=self.viewport())
            label.setMaximumHeight(16_777_215)
            self._labels = (*self._labels, label)
        return self._labels

    def _fill_row(self, row: ListRow, index: int) -> None:
        super()._fill_row(row, index)
        self._mark_last(row, index)

    def _mark_last(self, row: ListRow, index: int) -> None:
        """The last row of a day has no hairline below it: the heading parts it from the next."""
        place = bisect_left(self._starts, index + 1)
        row.last = index == self.count - 1 or (place < len(self._starts) and self._starts[place] == index + 1)
