"""A row that offers a seat: time, what and where, whose, how many seats, and the action or the state."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.base import set_name
from lunch_desktop.ui.widgets.button import Button
from lunch_desktop.ui.widgets.list_row import ListRow
from lunch_desktop.ui.widgets.pill import PillContent, paint_pill, pill_width
from lunch_desktop.ui.widgets.tag import paint_tag, tag_width
from lunch_desktop.ui.widgets.time_column import time_column


@dataclass(frozen=True, slots=True)
class PartyRowContent:
    """What a row says. ``name`` is the whole of it as a screen reader reads it; ``action`` is the button's word,
    ``action_name`` its accessible name. With a ``pill`` the state stands where the button would.
    """

    name: str
    title: str
    time: str = ""
    place: str = ""
    tag: str = ""
    seats: str = ""
    action: str = ""
    action_name: str = ""
    pill: PillContent | None = None
    enabled: bool = True


_TAG_COLUMN = 84
_LEAST_TITLE = 200
_EMPTY = PartyRowContent(name="", title="")


class PartyRow(ListRow):
    """Shows a ``PartyRowContent``; ``activated`` is its action, by Enter or by the button."""

    def __init__(
        self,
        theme: Theme,
        words: Sequence[str] = (),
        states: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        """``words`` and ``states`` are what the buttons and pills of the list may say: the widest makes the
        column.
        """
        self._content = _EMPTY
        self._words, self._states = tuple(words), tuple(states)
        super().__init__(theme, parent)
        self._button = Button(theme, parent=self)
        # The row is one stop of the keyboard: Enter on it does what the button does.
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.clicked.connect(self.activated)
        self._button.hide()
        theme.changed.connect(self._place_button)

    def use_words(self, words: Sequence[str], states: Sequence[str]) -> None:
        """Those of another language."""
        self._words, self._states = tuple(words), tuple(states)
        self._place_button()
        self.update()

    @property
    def content(self) -> PartyRowContent:
        """What the row shows now."""
        return self._content

    def show_content(self, content: PartyRowContent) -> None:
        """Shows something else; what is shown already costs nothing."""
        if content == self._content:
            return
        self._content = content
        self.describe(content.name)
        self._button.setText(content.action)
        set_name(self._button, content.action_name or f"{content.action} {content.title}".strip())
        self._button.setEnabled(content.enabled)
        self._button.setVisible(bool(content.action) and content.pill is None)
        self._place_button()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the button at the right."""
        super().resizeEvent(event)
        self._place_button()

    def paint_content(self, painter: QPainter) -> None:
        """Draws the columns from both sides; title and place take what is between."""
        content, theme = self._content, self.theme
        gap, height = theme.px(theme.metrics.space_m), self.height()
        left, right = gap, self.width() - gap - self._action_width()
        if content.pill is not None:
            pill = QRect(right, (height - theme.px(24)) // 2, self._action_width(), theme.px(24))
            paint_pill(painter, theme, pill, content.pill, self.devicePixelRatioF())
        time = QRect(left, 0, time_column(theme), height)
        self.text_line(painter, time, content.time, TextRole.BODY, Weight.SEMIBOLD, tabular=True)
        left = time.right() + 1 + theme.px(theme.metrics.space_xs)
        right -= gap
        right = self._paint_seats(painter, left, right)
        below = not self._has_tag_column(left, right)
        if not below:
            right = self._paint_tag_column(painter, right)
        line, small = theme.line(TextRole.BODY), theme.line(TextRole.CAPTION)
        has_second = bool(content.place or (below and content.tag))
        block = line + (small + theme.px(2) if has_second else 0)
        top = (height - block) // 2
        title = QRect(left, top, right - left, line)
        self.text_line(painter, title, content.title, TextRole.BODY, Weight.SEMIBOLD)
        place = QRect(left, top + line + theme.px(2), right - left, small)
        if below and content.tag:
            place.setLeft(self._paint_tag_below(painter, place))
        self.text_line(painter, place, content.place, TextRole.CAPTION, colour=ColourRole.SECONDARY)

    def _paint_seats(self, painter: QPainter, left: int, right: int) -> int:
        """Draws the seats; gives the new right edge of what is between. Not where the title would have no room."""
        theme, seats = self.theme, self._content.seats
        width = theme.px(52)
        if not seats or right - left - width < theme.px(120):
            return right
        top = (self.height() - theme.px(16)) // 2
        secondary = theme.colour(ColourRole.SECONDARY)
        icon = theme.icon_pixmap(Icon.PEOPLE, secondary, 16, self.devicePixelRatioF())
        painter.drawPixmap(right - width, top, icon)
        place = QRect(right - width + theme.px(20), 0, theme.px(32), self.height())
        self.text_line(painter, place, seats, colour=ColourRole.SECONDARY, tabular=True)
        return right - width - theme.px(theme.metrics.space_m)

    def _has_tag_column(self, left: int, right: int) -> bool:
        """Whether the team stands in a column of its own; else it begins the second line. It never goes: a long title
        is cut first.
        """
        return right - left - self.theme.px(_TAG_COLUMN) >= self.theme.px(_LEAST_TITLE)

    def _paint_tag_column(self, painter: QPainter, right: int) -> int:
        """Draws the team; gives the new right edge of what is before it."""
        theme, tag = self.theme, self.content.tag
        column = theme.px(_TAG_COLUMN)
        if tag:
            width = min(tag_width(theme, tag), column)
            self._draw_tag(painter, QRect(right - column, (self.height() - theme.px(20)) // 2, width, theme.px(20)))
        return right - column - theme.px(theme.metrics.space_m)

    def _paint_tag_below(self, painter: QPainter, line: QRect) -> int:
        """Draws the team at the start of the second line; gives where the place begins."""
        theme = self.theme
        width = min(tag_width(theme, self.content.tag), line.width() * 3 // 5)
        self._draw_tag(painter, QRect(line.x(), line.y() - theme.px(1), width, line.height() + theme.px(2)))
        return line.x() + width + theme.px(6)

    def _draw_tag(self, painter: QPainter, rect: QRect) -> None:
        paint_tag(painter, self.theme, rect, self.content.tag)
        if rect.width() < tag_width(self.theme, self.content.tag):
            self._cut.append((rect, self.content.tag))

    def _action_width(self) -> int:
        """The action column: 72 px, more where a word of another language or a state needs it."""
        theme, content = self.theme, self._content
        metrics = QFontMetrics(theme.font(TextRole.BODY, Weight.SEMIBOLD))
        widths = [theme.px(theme.metrics.row_action)]
        widths += [metrics.horizontalAdvance(word) + theme.px(24) for word in {*self._words, content.action}]
        widths += [pill_width(theme, PillContent(word)) for word in self._states]
        if content.pill is not None:
            widths.append(pill_width(theme, content.pill))
        return max(widths)

    def _place_button(self) -> None:
        width, height = self._action_width(), self.theme.px(self.theme.metrics.control)
        left = self.width() - self.theme.px(self.theme.metrics.space_m) - width
        self._button.setGeometry(left, (self.height() - height) // 2, width, height)
