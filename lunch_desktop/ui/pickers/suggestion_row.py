"""A row of what was found."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.list_row import ListRow


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that can be chosen: `value` is it, `text` its name, `more` what tells it from others."""

    value: Any
    text: str
    more: str = ""
    icon: Icon | None = None

    @property
    def name(self) -> str:
        """The whole row in words."""
        return ", ".join(part for part in (self.text, self.more) if part)


class SuggestionRow(ListRow):
    """Shows a `Suggestion`; the one that Enter would take has the ground of a selection."""

    _shown = Suggestion(None, "")

    def row_height(self) -> int:
        """Lower than the rows of a page."""
        return 48

    def show_suggestion(self, suggestion: Suggestion, *, highlighted: bool) -> None:
        """Shows something else."""
        self._shown = suggestion
        self.describe(suggestion.name)
        self.setCheckable(highlighted)
        self.setChecked(highlighted)
        self.update()

    def nextCheckState(self) -> None:
        """A click chooses; it is no switch."""

    def paint_content(self, painter: QPainter) -> None:
        """Draws icon, name, and what tells it from others."""
        theme, shown = self.theme, self._shown
        left, right = theme.px(theme.metrics.space_m), self.width() - theme.px(theme.metrics.space_m)
        if shown.icon is not None:
            side = theme.px(16)
            colour = theme.colour(ColourRole.SECONDARY)
            pixmap = theme.icon_pixmap(shown.icon, colour, 16, self.devicePixelRatioF())
            painter.drawPixmap(left, (self.height() - side) // 2, pixmap)
            left += side + theme.px(theme.metrics.space_s)
        line, small = theme.line(TextRole.BODY), theme.line(TextRole.CAPTION)
        top = (self.height() - line - (small if shown.more else 0)) // 2
        self.text_line(painter, QRect(left, top, right - left, line), shown.text, weight=Weight.SEMIBOLD)
        more = QRect(left, top + line, right - left, small)
        self.text_line(painter, more, shown.more, TextRole.CAPTION, colour=ColourRole.SECONDARY)
