"""One message in the list: who said it, what, when, and how far it has come."""

from typing import Final

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QCursor,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from lunch_desktop.ui.pages.chat.items import Mark, MessageItem, NotYet
from lunch_desktop.ui.pages.chat.message_look import Laid, lay_out, paint_message, paint_not_yet
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole
from lunch_desktop.ui.widgets.base import paint_focus
from lunch_desktop.ui.widgets.list_row import ListRow

NOT_YET_HEIGHT: Final = 48


class MessageRow(ListRow):
    """Shows a `MessageItem`, or that it is on its way.

    The mouse selects text, Ctrl+C copies what is selected or else the whole text. `link_pressed` carries a Mark,
    `deed_pressed` the key of a word below a refused message.
    """

    lined = False

    link_pressed = Signal(object)
    deed_pressed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self.item: MessageItem | NotYet = NotYet(0)
        self._laid: Laid | None = None
        self._laid_for: tuple[object, int] | None = None
        self._selected: tuple[int, int] = (0, 0)
        self._pressed: Mark | str | None = None
        super().__init__(theme, parent)
        self.setMouseTracking(True)

    @property
    def selected_text(self) -> str:
        """What the mouse has selected."""
        return self._laid.text.text[slice(*sorted(self._selected))] if self._laid is not None else ""

    def show_item(self, item: MessageItem | NotYet) -> None:
        """Shows something else."""
        if item == self.item and self._laid_for is not None:
            return
        same = isinstance(item, MessageItem) and isinstance(self.item, MessageItem) and item.id == self.item.id
        if not same or item.text != self.item.text:  # type: ignore[union-attr]
            self._selected = (0, 0)
        self.item, self._laid, self._laid_for = item, None, None
        self.describe(item.name)
        self.update()

    def height_for(self, width: int) -> int:
        """How high it is when it is so wide."""
        self._arrange(width)
        return self._laid.height if self._laid is not None else self.theme.px(NOT_YET_HEIGHT)

    def copy(self) -> None:
        """To the clipboard."""
        text = self.selected_text or (self.item.text if isinstance(self.item, MessageItem) else "")
        if text:
            QGuiApplication.clipboard().setText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies, Ctrl+A selects the text; the rest is the list's."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll) and self._laid is not None:
            self._select(0, len(self._laid.text.text))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """On a link or a word it presses it, else it begins a selection."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() is not Qt.MouseButton.LeftButton or self._laid is None:
            return
        self._pressed = self._target_at(event.position().toPoint())
        place = self._laid.cursor_at(event.position().toPoint())
        self._select(place, place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Selects as far as the pointer."""
        point = event.position().toPoint()
        if self._laid is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._select(self._selected[0], self._laid.cursor_at(point))
        else:
            self._show_cursor(point)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A link is opened where it was pressed and nothing was selected."""
        pressed, self._pressed = self._pressed, None
        if pressed is None or self.selected_text or pressed != self._target_at(event.position().toPoint()):
            return
        if isinstance(pressed, str):
            self.deed_pressed.emit(pressed)
        else:
            self.link_pressed.emit(pressed)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Selects a word."""
        if self._laid is not None and event.button() is Qt.MouseButton.LeftButton:
            self._pressed = None
            self._select(*self._laid.word_at(event.position().toPoint()))

    def event(self, event: QEvent) -> bool:
        """A link tells where it leads before it is opened."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            target = self._target_at(event.pos())
            QToolTip.showText(event.globalPos(), target.host if isinstance(target, Mark) else "", self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the message; the focus ring lies around its bubble."""
        painter = QPainter(self)
        self._arrange(self.width())
        if self._laid is None or isinstance(self.item, NotYet):
            paint_not_yet(painter, self.theme, self.rect(), self.item.number)
            return
        start, end = sorted(self._selected)
        paint_message(painter, self.theme, self.item, self._laid, (start, end), self.devicePixelRatioF())
        if self.hasFocus():
            radius = self.theme.px(self.theme.metrics.radius_card)
            ring = self._laid.bubble.adjusted(-3, -3, 3, 3)
            paint_focus(painter, ring, radius + 3, self.theme.colour(ColourRole.ACCENT))

    def _arrange(self, width: int) -> None:
        if self._laid_for == (self.theme.scale, width):
            return
        self._laid_for = (self.theme.scale, width)
        self._laid = lay_out(self.theme, self.item, width) if isinstance(self.item, MessageItem) else None

    def _target_at(self, point: QPoint) -> Mark | str | None:
        if self._laid is None:
            return None
        deed = next((key for key, place in self._laid.deeds if place.contains(point)), None)
        return deed or self._laid.link_at(point)

    def _show_cursor(self, point: QPoint) -> None:
        shape = Qt.CursorShape.ArrowCursor
        if self._target_at(point) is not None:
            shape = Qt.CursorShape.PointingHandCursor
        elif self._laid is not None and self._laid.bubble.contains(point):
            shape = Qt.CursorShape.IBeamCursor
        if self.cursor().shape() is not shape:
            self.setCursor(QCursor(shape))

    def _select(self, start: int, end: int) -> None:
        if (start, end) != self._selected:
            self._selected = (start, end)
            self.update()

    def _restyle(self) -> None:
        self._laid_for = None
        super()._restyle()
