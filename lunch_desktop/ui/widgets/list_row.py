"""The row that every list is made of: focusable as a whole, read as a whole, activated by Enter."""

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessibleInterface, QHelpEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QToolTip, QWidget

from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.accessible import speak_for_themselves
from lunch_desktop.ui.widgets.accessible_rows import RowInterface
from lunch_desktop.ui.widgets.base import HoverFade, follow, paint_focus, paint_ground, set_name

if TYPE_CHECKING:
    from lunch_desktop.ui.widgets.row_list import RowList


class ListRow(QAbstractButton):
    """A row of a ``RowList``, or of a short list in a card.

    ``activated`` is Enter (or the row's own button): what the row is for. ``opened`` is a click on the row, or Space:
    more about it. Subclasses draw in ``paint_content`` and draw text with ``text_line``, which keeps what was cut for
    the tooltip.
    """

    lined: ClassVar[bool] = True
    """Whether a hairline parts it from the next row."""

    activated = Signal()
    opened = Signal()

    holder: "RowList | None" = None
    """The list it is a row of."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.index = -1
        self._last = False
        self._cut: list[tuple[QRect, str]] = []
        self._hover = HoverFade(theme, self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.opened)
        speak_for_themselves()
        follow(theme, self._restyle)

    @property
    def last(self) -> bool:
        """Whether no line parts it from a next row."""
        return self._last

    @last.setter
    def last(self, last: bool) -> None:
        if last is not self._last:
            self._last = last
            self.update()

    def accessible(self) -> QAccessibleInterface:
        """An item of a list."""
        return RowInterface(self)

    def describe(self, name: str) -> None:
        """Sets what a screen reader says of the whole row."""
        set_name(self, name)

    def row_height(self) -> int:
        """The height at 100 %."""
        return self.theme.metrics.row

    def sizeHint(self) -> QSize:
        """As wide as there is room, 64 px high unless a subclass says otherwise."""
        return QSize(self.theme.px(320), self.theme.px(self.row_height()))

    def minimumSizeHint(self) -> QSize:
        """Narrow lists elide; no row gets lower than its lines."""
        return QSize(self.theme.px(160), self.theme.px(self.row_height()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter activates; arrows go to the list."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.activated.emit()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Shows the whole of a text that was cut, when the pointer rests on it."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            for place, text in self._cut:
                if place.contains(event.pos()):
                    QToolTip.showText(event.globalPos(), text, self, place)
                    return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the ground, the hairline to the next row, the content, and the focus ring over all."""
        painter = QPainter(self)
        radius = self.theme.px(self.theme.metrics.radius_button)
        inner = self.rect().adjusted(0, 1, 0, -2)
        paint_ground(
            painter,
            self.theme,
            inner,
            radius,
            hover=self._hover.value,
            pressed=self.isDown(),
            selected=self.isChecked(),
        )
        if self.lined and not self._last:
            inset = self.theme.px(self.theme.metrics.space_m)
            line = QRect(inset, self.height() - 1, self.width() - 2 * inset, 1)
            painter.fillRect(line, self.theme.colour(ColourRole.BORDER))
        self._cut.clear()
        self.paint_content(painter)
        if self.hasFocus():
            paint_focus(painter, inner, radius, self.theme.colour(ColourRole.ACCENT))

    def paint_content(self, painter: QPainter) -> None:
        """Draws what the row says; subclasses override it."""

    def text_line(
        self,
        painter: QPainter,
        place: QRect,
        text: str,
        role: TextRole = TextRole.BODY,
        weight: Weight = Weight.REGULAR,
        colour: ColourRole = ColourRole.TEXT,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        *,
        tabular: bool = False,
    ) -> None:
        """Draws one line, elided at its end where there is no room."""
        painter.setFont(self.theme.font(role, weight, tabular=tabular))
        painter.setPen(self.theme.colour(colour if self.isEnabled() else ColourRole.DISABLED))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        if shown != text:
            self._cut.append((place, text))
        painter.drawText(place, int(align | Qt.AlignmentFlag.AlignVCenter), shown)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()
