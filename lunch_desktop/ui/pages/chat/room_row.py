"""A line of the rooms: a room, or a message that a search found."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter

from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.avatar import face_colours
from lunch_desktop.ui.widgets.badge import badge_size, badge_text, paint_badge
from lunch_desktop.ui.widgets.base import paint_box
from lunch_desktop.ui.widgets.list_row import ListRow
from lunch_desktop.ui.widgets.stressed import paint_stressed, pieces


@dataclass(frozen=True, slots=True)
class RoomLine:
    """`value` is what is opened. `ranges` are the parts of the second line that a search found."""

    key: str
    value: Any
    icon: Icon
    title: str
    time: str
    detail: str
    name: str
    unread: int = 0
    mentioned: bool = False
    muted: bool = False
    draft: str = ""
    ranges: tuple[tuple[int, int], ...] = ()


class RoomRow(ListRow):
    """Shows a RoomLine; the room that is open has the ground of a selection."""

    _line = RoomLine("", None, Icon.CHAT, "", "", "", "")

    def show_line(self, line: RoomLine, *, chosen: bool) -> None:
        """Shows something else."""
        self._line = line
        self.describe(line.name)
        self.setCheckable(chosen)
        self.setChecked(chosen)
        self.update()

    def nextCheckState(self) -> None:
        """A click opens; it is no switch."""

    def paint_content(self, painter: QPainter) -> None:
        """Draws icon, name and time; below them the last words and the badge."""
        theme, line = self.theme, self._line
        side, gap = theme.px(theme.metrics.space_m), theme.px(theme.metrics.space_s)
        left, right = side + self._paint_icon(painter) + gap, self.width() - side
        upper, lower = theme.line(TextRole.BODY), theme.line(TextRole.CAPTION)
        top = (self.height() - upper - lower - theme.px(2)) // 2
        painter.setFont(theme.font(TextRole.CAPTION, tabular=True))
        time_width = painter.fontMetrics().horizontalAdvance(line.time) + 1
        time = QRect(right - time_width, top, time_width, upper)
        self.text_line(painter, time, line.time, TextRole.CAPTION, colour=ColourRole.SECONDARY, tabular=True)
        title_right = time.left() - gap
        if line.muted:
            title_right -= theme.px(14) + theme.px(4)
            icon = theme.icon_pixmap(Icon.BELL_OFF, theme.colour(ColourRole.SECONDARY), 14, self.devicePixelRatioF())
            painter.drawPixmap(title_right + theme.px(4), top + (upper - theme.px(14)) // 2, icon)
        weight = Weight.SEMIBOLD if line.unread else Weight.REGULAR
        self.text_line(painter, QRect(left, top, title_right - left, upper), line.title, weight=weight)
        below = QRect(left, top + upper + theme.px(2), right - left, lower)
        below.setRight(below.right() - self._paint_badges(painter, below))
        if line.ranges:
            self._paint_found(painter, below)
        else:
            colour = ColourRole.REQUESTED_TEXT if line.draft else ColourRole.SECONDARY
            self.text_line(painter, below, line.draft or line.detail, TextRole.CAPTION, colour=colour)

    def _paint_icon(self, painter: QPainter) -> int:
        theme, line = self.theme, self._line
        side = theme.px(36)
        place = QRectF(theme.px(theme.metrics.space_m), (self.height() - side) / 2, side, side)
        ink, ground = face_colours(line.title, dark=theme.dark)
        paint_box(
            painter, place, theme.px(10), ground, theme.colour(ColourRole.BORDER) if theme.high_contrast else None
        )
        icon = theme.icon_pixmap(line.icon, ink, 18, self.devicePixelRatioF())
        inset = (side - theme.px(18)) // 2
        painter.drawPixmap(round(place.x()) + inset, round(place.y()) + inset, icon)
        return side

    def _paint_badges(self, painter: QPainter, line: QRect) -> int:
        """Draws how much is unread, with @ before it where somebody calls me; gives the width that this takes."""
        shown = badge_text(self._line.unread)
        if not shown:
            return 0
        if self._line.mentioned:
            shown = f"@ {shown}"
        width, height = badge_size(self.theme, shown)
        paint_badge(
            painter,
            self.theme,
            QRect(line.right() + 1 - width, line.center().y() - height // 2, width, height),
            shown,
        )
        return width + self.theme.px(self.theme.metrics.space_s)

    def _paint_found(self, painter: QPainter, place: QRect) -> None:
        painter.setFont(self.theme.font(TextRole.CAPTION))
        if paint_stressed(painter, self.theme, place, pieces(self._line.detail, self._line.ranges)):
            self._cut.append((place, self._line.detail))
