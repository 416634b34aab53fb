"""A restaurant's row: its name and what it is on the left, its rating and how it stands on the right."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.list_row import ListRow


@dataclass(frozen=True, slots=True)
class RestaurantItem:
    """What a row says; `name` is the whole of it in words."""

    id: str
    name: str
    title: str
    about: str
    rating: str
    standing: str
    favourite: bool


class RestaurantRow(ListRow):
    """Shows a `RestaurantItem`."""

    def __init__(self, theme: Theme) -> None:
        self._item: RestaurantItem | None = None
        super().__init__(theme)

    def show_item(self, item: RestaurantItem, *, chosen: bool) -> None:
        """Shows another one; `chosen` says that it is the one shown beside the list."""
        self._item = item
        self.setCheckable(chosen)
        self.setChecked(chosen)
        self.describe(item.name)
        self.update()

    def nextCheckState(self) -> None:
        """Being shown beside the list is not a switch of the row's own."""

    def paint_content(self, painter: QPainter) -> None:
        """Two lines on each side; the left one is cut first."""
        item, theme = self._item, self.theme
        if item is None:
            return
        side, gap = theme.px(theme.metrics.space_m), theme.px(theme.metrics.space_s)
        first, second = theme.line(TextRole.BODY), theme.line(TextRole.CAPTION)
        top = (self.height() - first - second) // 2
        right = self.width() - side
        above = self._paint_rating(painter, item, QRect(side, top, right - side, first))
        title = QRect(side, top, above - gap - side, first)
        self._paint_title(painter, item, title)
        below = QFontMetrics(theme.font(TextRole.CAPTION)).horizontalAdvance(item.standing) + theme.px(2)
        below = min(below, (right - side) // 2) if item.standing else 0
        place = QRect(right - below, top + first, below, second)
        self.text_line(
            painter,
            place,
            item.standing,
            TextRole.CAPTION,
            colour=ColourRole.SECONDARY,
            align=Qt.AlignmentFlag.AlignRight,
        )
        about = QRect(side, top + first, right - below - gap - side, second)
        self.text_line(painter, about, item.about, TextRole.CAPTION, colour=ColourRole.SECONDARY)

    def _paint_rating(self, painter: QPainter, item: RestaurantItem, line: QRect) -> int:
        """The star with the mean and the count; gives where it begins."""
        theme = self.theme
        if not item.rating:
            return line.right() + 1
        width = QFontMetrics(theme.font(TextRole.BODY, tabular=True)).horizontalAdvance(item.rating) + theme.px(2)
        icon = theme.px(14)
        left = line.right() + 1 - width
        self.text_line(painter, QRect(left, line.y(), width, line.height()), item.rating, tabular=True)
        colour = theme.colour(ColourRole.REQUESTED_TEXT)
        pixmap = theme.icon_pixmap(Icon.STAR_FILLED, colour, 14, self.devicePixelRatioF())
        left -= icon + theme.px(4)
        painter.drawPixmap(left, line.y() + (line.height() - icon) // 2, pixmap)
        return left

    def _paint_title(self, painter: QPainter, item: RestaurantItem, line: QRect) -> None:
        theme = self.theme
        if not item.favourite:
            self.text_line(painter, line, item.title, weight=Weight.SEMIBOLD)
            return
        icon, gap = theme.px(14), theme.px(6)
        needed = QFontMetrics(theme.font(TextRole.BODY, Weight.SEMIBOLD)).horizontalAdvance(item.title) + theme.px(2)
        width = max(0, min(needed, line.width() - icon - gap))
        self.text_line(painter, QRect(line.x(), line.y(), width, line.height()), item.title, weight=Weight.SEMIBOLD)
        pixmap = theme.icon_pixmap(Icon.HEART, theme.colour(ColourRole.ACCENT), 14, self.devicePixelRatioF())
        painter.drawPixmap(line.x() + width + gap, line.y() + (line.height() - icon) // 2, pixmap)
