"""A party's row, which also says that something of mine has not been sent."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from lunch_desktop.ui.pages.parties.items import PartyItem
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.tokens import ColourRole
from lunch_desktop.ui.widgets.base import paint_box
from lunch_desktop.ui.widgets.party_row import PartyRow
from lunch_desktop.ui.widgets.time_column import time_column

_WIDTHS: dict[object, int] = {}
"""Of the column of buttons and pills, for all rows that may say the same."""


class PartyListRow(PartyRow):
    """Shows a `PartyItem`: its content once it has been read, bars in its place until then."""

    _unread = False
    _unsent = False

    def show_item(self, item: PartyItem, *, chosen: bool) -> None:
        """Shows another party; `chosen` says that it is the one shown beside the list."""
        if self._unread is not (item.view is None):
            self._unread = item.view is None
            self.update()
        self._unsent = item.view is not None and item.view.unsent
        self.setCheckable(chosen)
        self.setChecked(chosen)
        self.show_content(item.content)

    def nextCheckState(self) -> None:
        """Being shown beside the list is not a switch of the row's own."""

    def paint_content(self, painter: QPainter) -> None:
        """Draws the row, under its time the mark of what is unsent."""
        if self._unread:
            self._paint_bars(painter)
            return
        super().paint_content(painter)
        if self._unsent:
            side = self.theme.px(14)
            left = self.theme.px(self.theme.metrics.space_m)
            top = self.height() // 2 + self.theme.px(9)
            colour = self.theme.colour(ColourRole.REQUESTED_TEXT)
            painter.drawPixmap(left, top, self.theme.icon_pixmap(Icon.SENDING, colour, 14, self.devicePixelRatioF()))
            self._cut.append((QRect(left, top, side, side), self.content.name))

    def _action_width(self) -> int:
        """Measured once for each set of texts and scale: it is asked for whenever a row is painted or moved."""
        content = self.content
        key = (self.theme.scale, self.theme.family, self._words, self._states, content.action, content.pill)
        if key not in _WIDTHS:
            _WIDTHS[key] = super()._action_width()
        return _WIDTHS[key]

    def _paint_bars(self, painter: QPainter) -> None:
        px, fill = self.theme.px, self.theme.colour(ColourRole.SUNKEN)
        border = self.theme.colour(ColourRole.BORDER) if self.theme.high_contrast else None
        left = px(self.theme.metrics.space_m)
        text = left + time_column(self.theme) + px(self.theme.metrics.space_xs)
        for place in (
            QRect(left, px(24), px(38), px(14)),
            QRect(text, px(14), min(px(220), max(px(40), self.width() - text - left)), px(14)),
            QRect(text, px(38), min(px(140), max(px(30), self.width() - text - left)), px(10)),
        ):
            paint_box(painter, place, px(4), fill, border, dashed=True)
