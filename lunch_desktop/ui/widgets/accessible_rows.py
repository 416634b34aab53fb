"""Lists for screen readers: a list whose children are its rows, and rows that tell where they stand in it."""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget

from lunch_desktop.ui.widgets.accessible import ButtonInterface

if TYPE_CHECKING:
    from lunch_desktop.ui.widgets.list_row import ListRow
    from lunch_desktop.ui.widgets.row_list import RowList

translate = QCoreApplication.translate


class RowInterface(ButtonInterface):
    """A row: pressing it is Enter, its description says "3 of 12"."""

    def __init__(self, row: "ListRow") -> None:
        super().__init__(row, QAccessible.Role.ListItem, row.activated.emit)

    def text(self, kind: QAccessible.Text) -> str:
        """The description ends with the heading that the row stands under and its place in the list."""
        text = super().text(kind)
        if kind is not QAccessible.Text.Description:
            return text
        return ", ".join(part for part in (text, self._place()) if part)

    def state(self) -> QAccessible.State:
        """The row with the focus is the selected one, as in every list."""
        state = super().state()
        state.selected = bool(state.selected) or self.button().hasFocus()
        return state

    def parent(self) -> QAccessibleInterface:
        """The list, not what scrolls in it."""
        holder = self._row().holder
        return super().parent() if holder is None else QAccessible.queryAccessibleInterface(holder)

    def _row(self) -> "ListRow":
        return cast("ListRow", self.widget())

    def _place(self) -> str:
        row = self._row()
        holder = row.holder
        if holder is None or row.index < 0:
            return ""
        heading = holder.heading_over(row.index)
        place = translate("RowList", "%1 of %2").replace("%1", str(row.index + 1)).replace("%2", str(holder.count))
        return f"{heading}, {place}" if heading else place


class ListInterface(QAccessibleWidget):
    """A list of any length: its children are the rows that exist, from top to bottom."""

    def __init__(self, widget: "RowList") -> None:
        super().__init__(widget, QAccessible.Role.List)

    def childCount(self) -> int:
        """How many rows exist."""
        return len(self._rows())

    def child(self, index: int) -> QAccessibleInterface:
        """One of them."""
        rows = self._rows()
        found = QAccessible.queryAccessibleInterface(rows[index]) if 0 <= index < len(rows) else None
        return cast(QAccessibleInterface, found)

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Where a row stands among them; -1 for what is no row."""
        return next((place for place, row in enumerate(self._rows()) if row is child.object()), -1)

    def _rows(self) -> "tuple[ListRow, ...]":
        return cast("RowList", self.widget()).rows
