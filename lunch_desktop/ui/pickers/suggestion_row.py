"""A row of what was found."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from lunch_desktop.domain.matching.matcher import match
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.list_row import ListRow
from lunch_desktop.ui.widgets.stressed import paint_stressed, pieces


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that can be chosen: `value` is it, `text` its name, `more` what tells it from others.

    `ranges` are the parts of the name that the search found, as starts and ends.
    """

    value: Any
    text: str
    more: str = ""
    icon: Icon | None = None
    ranges: tuple[tuple[int, int], ...] = ()

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
        place = QRect(left, top, right - left, line)
        if not shown.ranges:
            self.text_line(painter, place, shown.text, weight=Weight.SEMIBOLD)
        elif paint_stressed(painter, theme, place, pieces(shown.text, shown.ranges)):
            self._cut.append((place, shown.text))
        more = QRect(left, top + line, right - left, small)
        self.text_line(painter, more, shown.more, TextRole.CAPTION, colour=ColourRole.SECONDARY)


def found_parts(search: str, text: str) -> tuple[tuple[int, int], ...]:
    """The parts of a name that a search found; none where it was found by something else."""
    found = match(search, text)
    return found.ranges if found is not None else ()
