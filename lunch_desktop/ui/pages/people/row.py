"""A row of the directory: a face, who it is, and when they are free or when we last had lunch."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from lunch_desktop.ui.pages.people.items import PersonItem
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.avatar import face_colours, initials, paint_face
from lunch_desktop.ui.widgets.list_row import ListRow

_FACE = 36
_SAID_FROM = 420
"""Narrower rows at 100 % say it in their second line instead of at their end."""


class PersonRow(ListRow):
    """Shows a `PersonItem`; the one shown beside the list is marked."""

    def __init__(self, theme: Theme) -> None:
        self._item: PersonItem | None = None
        super().__init__(theme)
        self.setCheckable(True)

    def show_item(self, item: PersonItem, *, chosen: bool) -> None:
        """Shows another colleague."""
        self._item = item
        self.setChecked(chosen)
        self.describe(item.name)
        self.update()

    def paint_content(self, painter: QPainter) -> None:
        """Draws the face, two lines, and at the end what there is to say."""
        item, theme = self._item, self.theme
        if item is None:
            return
        side, gap, face = theme.px(theme.metrics.space_m), theme.px(theme.metrics.space_m), theme.px(_FACE)
        name = item.colleague.name
        place = QRectF(side, (self.height() - face) / 2, face, face)
        paint_face(painter, theme, place, initials(name), face_colours(name, dark=theme.dark))
        left, right = side + face + gap, self.width() - side
        colour = theme_colour(item)
        is_wide = self.width() >= theme.px(_SAID_FROM)
        if is_wide and item.said:
            width = QFontMetrics(theme.font(TextRole.CAPTION, tabular=True)).horizontalAdvance(item.said) + theme.px(2)
            end = QRect(right - width, 0, width, self.height())
            self.text_line(
                painter,
                end,
                item.said,
                TextRole.CAPTION,
                colour=colour,
                align=Qt.AlignmentFlag.AlignRight,
                tabular=True,
            )
            right -= width + gap
        first, second = theme.line(TextRole.BODY), theme.line(TextRole.CAPTION)
        top = (self.height() - first - second) // 2
        self.text_line(painter, QRect(left, top, right - left, first), name, weight=Weight.SEMIBOLD)
        detail = item.detail if is_wide or not item.said else item.said
        below = QRect(left, top + first, right - left, second)
        self.text_line(
            painter, below, detail, TextRole.CAPTION, colour=ColourRole.SECONDARY if detail == item.detail else colour
        )

    def nextCheckState(self) -> None:
        """A row is no switch."""


def theme_colour(item: PersonItem) -> ColourRole:
    """Free times stand out in the text's own colour; no state has this colour."""
    return ColourRole.TEXT if item.is_free else ColourRole.SECONDARY
