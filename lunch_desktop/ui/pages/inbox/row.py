"""A row of the inbox: its sign, what happened, what it is about, and when."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics, QPainter

from lunch_desktop.ui.pages.inbox.items import InboxItem
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.base import paint_box
from lunch_desktop.ui.widgets.list_row import ListRow

_SIGN = 32
_DOT = 8


class InboxRow(ListRow):
    """Shows an `InboxItem`."""

    def __init__(self, theme: Theme) -> None:
        self._item: InboxItem | None = None
        super().__init__(theme)

    def show_item(self, item: InboxItem) -> None:
        """Shows another entry."""
        self._item = item
        self.describe(item.name)
        self.update()

    def paint_content(self, painter: QPainter) -> None:
        """Draws the sign, two lines and the time; a dot marks what is new."""
        item, theme = self._item, self.theme
        if item is None:
            return
        side, gap = theme.px(theme.metrics.space_m), theme.px(theme.metrics.space_s)
        left = self._paint_sign(painter, item, side) + side
        time_font = theme.font(TextRole.CAPTION, tabular=True)
        time_width = QFontMetrics(time_font).horizontalAdvance(item.time) + theme.px(2)
        right = self.width() - side - theme.px(_DOT) - gap
        first, second = theme.line(TextRole.BODY), theme.line(TextRole.CAPTION)
        top = (self.height() - first - second) // 2
        time_place = QRect(right - time_width, top, time_width, first)
        weight = Weight.SEMIBOLD if item.fresh else Weight.REGULAR
        self.text_line(painter, QRect(left, top, time_place.x() - gap - left, first), item.text.title, weight=weight)
        self.text_line(painter, time_place, item.time, TextRole.CAPTION, colour=ColourRole.SECONDARY, tabular=True)
        detail = QRect(left, top + first, right - left, second)
        self.text_line(painter, detail, item.text.detail, TextRole.CAPTION, colour=ColourRole.SECONDARY)
        if item.fresh:
            dot = theme.px(_DOT)
            place = QRect(self.width() - side - dot, top + (first - dot) // 2, dot, dot)
            paint_box(painter, place, dot / 2, theme.colour(ColourRole.TEXT))

    def _paint_sign(self, painter: QPainter, item: InboxItem, left: int) -> int:
        """The icon in its state's colours; gives the x where it ends."""
        theme = self.theme
        size, icon = theme.px(_SIGN), theme.px(16)
        text, fill = theme.state(item.text.tone)
        circle = QRect(left, (self.height() - size) // 2, size, size)
        paint_box(painter, circle, size / 2, fill, text if theme.high_contrast else None)
        pixmap = theme.icon_pixmap(item.text.icon, text, 16, self.devicePixelRatioF())
        painter.drawPixmap(circle.x() + (size - icon) // 2, circle.y() + (size - icon) // 2, pixmap)
        return circle.x() + size

    def nextCheckState(self) -> None:
        """A row is no switch."""
