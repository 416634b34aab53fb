"""The row of a group in the list."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from lunch_desktop.store.desktop.queries.groups import GroupView
from lunch_desktop.ui.pages.groups.words import SEPARATOR, member_count, next_line, pill_of, rule_line
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.list_row import ListRow
from lunch_desktop.ui.widgets.pill import paint_pill, pill_width


class GroupRow(ListRow):
    """Name, how often, how many, and what stands out."""

    def __init__(self, theme: Theme, view: GroupView) -> None:
        super().__init__(theme)
        self.setCheckable(False)
        self.show_view(view)

    def show_view(self, view: GroupView) -> None:
        """Shows a group."""
        self.view = view
        self._pill = pill_of(view)
        self._second = SEPARATOR.join(one for one in (rule_line(view), member_count(view)) if one)
        self._third = next_line(view)
        said = (view.group.name, self._pill.text if self._pill else "", self._second, self._third)
        self.describe(", ".join(one for one in said if one))
        self.update()

    def paint_content(self, painter: QPainter) -> None:
        """Two lines, and the pill at the right."""
        theme, gap = self.theme, self.theme.px(self.theme.metrics.space_m)
        right = self.width() - gap
        if self._pill is not None:
            width = pill_width(theme, self._pill)
            place = QRect(right - width, (self.height() - theme.px(24)) // 2, width, theme.px(24))
            paint_pill(painter, theme, place, self._pill, self.devicePixelRatioF())
            right -= width + gap
        line, small = theme.line(TextRole.BODY), theme.line(TextRole.CAPTION)
        top = (self.height() - line - small - theme.px(2)) // 2
        name = QRect(gap, top, right - gap, line)
        self.text_line(painter, name, self.view.group.name, TextRole.BODY, Weight.SEMIBOLD)
        below = SEPARATOR.join(one for one in (self._second, self._third) if one)
        second = QRect(gap, top + line + theme.px(2), right - gap, small)
        self.text_line(painter, second, below, TextRole.CAPTION, colour=ColourRole.SECONDARY)
