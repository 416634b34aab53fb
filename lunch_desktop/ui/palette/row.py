"""A row of the palette: icon, name with what was found of it, what tells it from others, keys."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from lunch_desktop.ui.palette.items import PaletteItem
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.key_caps import caps_width, keys_of, paint_caps
from lunch_desktop.ui.widgets.list_row import ListRow

_ICON = 16
_LEAST_NAME = 80


class PaletteRow(ListRow):
    """Shows a `PaletteItem`; the one that Enter would take has the ground of a selection."""

    _item: PaletteItem | None = None

    def row_height(self) -> int:
        """One line."""
        return 36

    def show_item(self, item: PaletteItem, *, highlighted: bool) -> None:
        """Show something else."""
        self._item = item
        self.describe(item.name)
        self.setCheckable(highlighted)
        self.setChecked(highlighted)
        self.update()

    @property
    def last(self) -> bool:
        """No line below any row: headings part the list."""
        return True

    @last.setter
    def last(self, _last: bool) -> None:
        """Nothing to remember."""

    def nextCheckState(self) -> None:
        """A click chooses; it is no switch."""

    def paint_content(self, painter: QPainter) -> None:
        """Draw from both ends inwards; what tells it from others gives way first."""
        item, theme = self._item, self.theme
        if item is None:
            return
        gap, left = theme.px(theme.metrics.space_s), theme.px(theme.metrics.space_m)
        right, height = self.width() - left, self.height() - 1
        side = theme.px(_ICON)
        tint = theme.colour(ColourRole.ACCENT if self.isChecked() else ColourRole.SECONDARY)
        pixmap = theme.icon_pixmap(item.icon, tint, _ICON, self.devicePixelRatioF())
        painter.drawPixmap(left, (height - side) // 2, pixmap)
        left += side + gap
        keys = keys_of(item.keys) if item.keys else ()
        if keys:
            wide = caps_width(theme, keys)
            paint_caps(painter, theme, QRect(right - wide, 0, wide, height), keys)
            right -= wide + gap
        named = min(self._name_width(item), right - left)
        self._paint_name(painter, QRect(left, 0, named, height), item)
        left += named + gap
        if item.about and right - left > theme.px(_LEAST_NAME) // 2:
            place = QRect(left, 0, right - left, height)
            self.text_line(painter, place, item.about, TextRole.CAPTION, colour=ColourRole.SECONDARY)

    def _name_width(self, item: PaletteItem) -> int:
        return sum(self._metrics(stressed).horizontalAdvance(text) for text, stressed in item.pieces()) + 1

    def _paint_name(self, painter: QPainter, place: QRect, item: PaletteItem) -> None:
        """Piece by piece, those found in bold; a name too long for the row ends in …"""
        left = place.x()
        for text, stressed in item.pieces():
            room = place.right() - left + 1
            metrics = self._metrics(stressed)
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.setFont(self.theme.font(TextRole.BODY, Weight.BOLD if stressed else Weight.REGULAR))
            painter.setPen(self.theme.colour(ColourRole.TEXT))
            painter.drawText(QRect(left, 0, room, place.height()), Qt.AlignmentFlag.AlignVCenter, shown)
            left += metrics.horizontalAdvance(shown)
            if shown != text:
                self._cut.append((place, item.title))
                return

    def _metrics(self, stressed: bool) -> QFontMetrics:
        return QFontMetrics(self.theme.font(TextRole.BODY, Weight.BOLD if stressed else Weight.REGULAR))
