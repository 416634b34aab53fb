"""Which columns an export has, and in which order: a list to check and to rearrange."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from lunch_desktop.exchange.columns import Column, FileLanguage
from lunch_desktop.system.languages import Language
from lunch_desktop.ui.texts.language import language_in_force
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole
from lunch_desktop.ui.widgets.base import announce, follow, paint_box, paint_focus, paint_ground

translate = QCoreApplication.translate

_ROW: Final = 32
_CHECK = Qt.ItemDataRole.CheckStateRole
_NAME = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class _Line(QStyledItemDelegate):
    """A mark, the name of the column, and six dots to take hold of."""

    def __init__(self, theme: Theme, view: "ColumnList") -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(self._theme.px(160), self._theme.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, view, box = self._theme, self._view, option.rect
        is_current = index.row() == view.currentRow()
        paint_ground(painter, theme, box, theme.px(6), hover=1.0 if view.is_under_pointer(index.row()) else 0.0)
        side = theme.px(18)
        mark = QRect(box.x() + theme.px(8), box.y() + (box.height() - side) // 2, side, side)
        checked = Qt.CheckState(index.data(_CHECK)) is Qt.CheckState.Checked
        fill_, border = theme.colour(ColourRole.SURFACE), theme.colour(ColourRole.CONTROL)
        if checked:
            fill_ = border = theme.colour(ColourRole.ACCENT)
        paint_box(painter, mark, theme.px(4), fill_, border, width=1.5)
        if checked:
            tick = theme.icon_pixmap(Icon.CHECK, theme.colour(ColourRole.ON_ACCENT), 16, view.devicePixelRatioF())
            painter.drawPixmap(mark.x() + theme.px(1), mark.y() + theme.px(1), tick)
        self._paint_dots(painter, box)
        painter.setFont(theme.font(TextRole.BODY))
        painter.setPen(theme.colour(ColourRole.TEXT if checked else ColourRole.SECONDARY))
        words = box.adjusted(theme.px(8 + 18 + 8), 0, -theme.px(28), 0)
        text = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)
        if is_current and view.hasFocus():
            paint_focus(painter, box, theme.px(6), theme.colour(ColourRole.ACCENT))

    def editorEvent(self, event: QEvent, model: object, option: QStyleOptionViewItem, index: Index) -> bool:
        """A click anywhere in the line checks it, as Space does."""
        del option, model
        pressed = (
            event.type() == QEvent.Type.MouseButtonRelease
            and isinstance(event, QMouseEvent)
            and event.button() == Qt.MouseButton.LeftButton
        )
        if pressed:
            self._view.toggle(index.row())
        return pressed

    def _paint_dots(self, painter: QPainter, box: QRect) -> None:
        theme, dot = self._theme, max(2, self._theme.px(2))
        left, top = box.right() - theme.px(18), box.center().y() - theme.px(6)
        for row in range(3):
            for column in range(2):
                place = QRect(left + column * theme.px(6), top + row * theme.px(5), dot, dot)
                painter.fillRect(place, theme.colour(ColourRole.CONTROL))


class ColumnList(QListWidget):
    """Space or a click checks a column; Alt+Up and Alt+Down, or the mouse, move it. At least one stays checked.

    `changed` says that others are checked, or in another order.
    """

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._under = -1
        self.setItemDelegate(_Line(theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        follow(theme, self._restyle)

    @property
    def checked(self) -> tuple[str, ...]:
        """The names of the columns that are taken, in their order."""
        return tuple(self._name(row) for row in range(self.count()) if self._is_checked(row))

    def show_columns(self, columns: Sequence[Column], chosen: Sequence[str]) -> None:
        """Offers these, the chosen ones first and in their order."""
        by_name = {column.name: column for column in columns}
        names = [name for name in chosen if name in by_name]
        self.clear()
        for name in (*names, *(one for one in by_name if one not in names)):
            item = QListWidgetItem(by_name[name].words.in_(_language()))
            item.setData(_NAME, name)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsSelectable
                | Qt.ItemFlag.ItemIsUserCheckable
                | Qt.ItemFlag.ItemIsDragEnabled
            )
            item.setCheckState(Qt.CheckState.Checked if name in names else Qt.CheckState.Unchecked)
            self.addItem(item)
        self.setCurrentRow(0)
        self._restyle()

    def toggle(self, row: int) -> None:
        """Takes a column, or leaves it out; the last one stays."""
        if not 0 <= row < self.count() or self.checked == (self._name(row),):
            return
        self.item(row).setCheckState(Qt.CheckState.Unchecked if self._is_checked(row) else Qt.CheckState.Checked)
        self.changed.emit()

    def move_current(self, step: int) -> None:
        """Moves the current column up (-1) or down (1)."""
        row = self.currentRow()
        to = row + step
        if row < 0 or not 0 <= to < self.count():
            return
        self.insertItem(to, self.takeItem(row))
        self.setCurrentRow(to)
        text = translate("Exports", "%1, column %2 of %3")
        announce(self, fill(text, self.item(to).text(), to + 1, self.count()))
        self.changed.emit()

    def is_under_pointer(self, row: int) -> bool:
        """Whether the mouse is over a line."""
        return self.underMouse() and row == self._under

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the class."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_current(step)
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.toggle(self.currentRow())
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The line under the pointer has a ground."""
        self._under = self.indexAt(event.position().toPoint()).row()
        self.viewport().update()
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is elsewhere."""
        self._under = -1
        self.viewport().update()
        super().leaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """A column was drawn to another place."""
        former = self.checked
        super().dropEvent(event)
        if self.checked != former:
            self.changed.emit()

    def _name(self, row: int) -> str:
        return str(self.item(row).data(_NAME))

    def _is_checked(self, row: int) -> bool:
        return self.item(row).checkState() is Qt.CheckState.Checked

    def _restyle(self) -> None:
        # All lines are in sight: the page scrolls, not the list.
        self.setFixedHeight(max(1, self.count()) * self.theme.px(_ROW) + self.theme.px(2))
        self.doItemsLayout()
        self.viewport().update()


def _language() -> FileLanguage:
    return "ko" if language_in_force() is Language.KOREAN else "en"
