"""A row of the palette: icon, name with what was found of it, what tells it from others, keys."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from lunch_desktop.ui.palette.items import PaletteItem
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole
from lunch_desktop.ui.widgets.key_caps import caps_width, keys_of, paint_caps
from lunch_desktop.ui.widgets.list_row import ListRow
from lunch_desktop.ui.widgets.stressed import paint_stressed, stressed_width

_ICON = 16
_LEAST_NAME = 80


class PaletteRow(ListRow):
    """Shows a `PaletteItem`; the one that Enter would take has the ground of a selection."""

    lined = False
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
        named = min(stressed_width(theme, item.pieces()), right - left)
        place = QRect(left, 0, named, height)
        if paint_stressed(painter, theme, place, item.pieces()):
            self._cut.append((place, item.title))
        left += named + gap
        if item.about and right - left > theme.px(_LEAST_NAME) // 2:
            place = QRect(left, 0, right - left, height)
            self.text_line(painter, place, item.about, TextRole.CAPTION, colour=ColourRole.SECONDARY)
