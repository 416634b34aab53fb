"""The list of suggestions below an input."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lunch_desktop.ui.pickers.suggestion_row import Suggestion, SuggestionRow
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole
from lunch_desktop.ui.widgets.base import follow, paint_box
from lunch_desktop.ui.widgets.label import Label
from lunch_desktop.ui.widgets.list_row import ListRow
from lunch_desktop.ui.widgets.row_list import RowList

_MOST_ROWS = 5
_ROW = 48
_SHADOW = 3


class SuggestionPopup(QWidget):
    """Lies over its parent; one row is highlighted. `taken` carries the Suggestion that was clicked."""

    taken = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme, self._over = theme, parent
        self.suggestions: tuple[Suggestion, ...] = ()
        self._highlight = 0
        self._nothing = Label(theme, colour=ColourRole.SECONDARY, wrap=True)
        self._list = RowList(theme, lambda: SuggestionRow(theme), self._fill)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.opened.connect(self._clicked)
        self._list.activated.connect(self._clicked)
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(self._nothing)
        self._layout.addWidget(self._list)
        self.hide()
        follow(theme, self._restyle)

    @property
    def highlighted(self) -> Suggestion | None:
        """What Enter takes."""
        return self.suggestions[self._highlight] if self._highlight < len(self.suggestions) else None

    def show_suggestions(self, suggestions: Sequence[Suggestion], nothing: str) -> None:
        """Shows what was found, or says that nothing was."""
        self.suggestions, self._highlight = tuple(suggestions), 0
        self._nothing.setText(nothing)
        self._nothing.setVisible(not suggestions)
        self._list.setVisible(bool(suggestions))
        self._list.show_items(self.suggestions)
        if suggestions:
            self._list.scroll_to(0)

    def step(self, by: int) -> None:
        """Moves the highlight, round the ends."""
        if self.suggestions:
            self._highlight = (self._highlight + by) % len(self.suggestions)
            self._list.scroll_to(self._highlight)
            self._list.refresh()

    def place_below(self, field: QWidget) -> None:
        """As wide as the input, below it, or above where there is more room."""
        over = self._over
        shown = min(len(self.suggestions), _MOST_ROWS)
        inner = (
            self.theme.px(_ROW) * shown if shown else self._nothing.heightForWidth(field.width()) + self.theme.px(16)
        )
        height = inner + 2 * (self.theme.px(4) + _SHADOW)
        corner = field.mapTo(over, QPoint(0, 0))
        below = over.height() - corner.y() - field.height()
        top = corner.y() + field.height() if below >= height or below >= corner.y() else corner.y() - height
        height = min(height, max(below, corner.y()))
        self.setGeometry(QRect(corner.x() - _SHADOW, top, field.width() + 2 * _SHADOW, height))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press between the rows is nobody else's."""
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the surface and, as on every popup and only there, a shadow."""
        painter, radius = QPainter(self), self.theme.px(self.theme.metrics.radius_button)
        for depth, alpha in ((0, 14), (1, 22), (2, 34)):
            edge = self.rect().adjusted(depth, depth, -depth, -depth)
            paint_box(painter, edge, radius + _SHADOW - depth, QColor(0, 0, 0, alpha))
        body = self.rect().adjusted(_SHADOW, 2, -_SHADOW, -4)
        border = self.theme.colour(ColourRole.BORDER)
        paint_box(painter, body, radius, self.theme.colour(ColourRole.SURFACE), border)

    def _fill(self, row: ListRow, item: object) -> None:
        if isinstance(row, SuggestionRow) and isinstance(item, Suggestion):
            row.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.show_suggestion(item, highlighted=row.index == self._highlight)

    def _clicked(self, index: int) -> None:
        if 0 <= index < len(self.suggestions):
            self.taken.emit(self.suggestions[index])

    def _restyle(self) -> None:
        edge = self.theme.px(4) + _SHADOW
        self._layout.setContentsMargins(edge, edge, edge, edge)
        self._nothing.setMargin(self.theme.px(8))
        self.update()
