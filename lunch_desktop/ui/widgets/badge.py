"""A count in a round-ended box: what is new, what waits."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.base import follow, paint_box, set_name

_MOST = 99
_SMALL_TEXT = 10


def badge_text(count: int) -> str:
    """The count as a badge writes it: "" for none, "99+" beyond two figures."""
    if count <= 0:
        return ""
    return str(count) if count <= _MOST else f"{_MOST}+"


def badge_size(theme: Theme, text: str, *, small: bool = False) -> tuple[int, int]:
    """Width and height of a badge that cuts nothing; ``small`` fits over an icon."""
    height = theme.px(16 if small else 20)
    room = theme.px(8 if small else 12)
    return max(height, QFontMetrics(_font(theme, small=small)).horizontalAdvance(text) + room), height


def paint_badge(painter: QPainter, theme: Theme, rect: QRect, text: str, *, small: bool = False) -> None:
    """Draws a badge."""
    paint_box(painter, rect, rect.height() / 2, theme.colour(ColourRole.TEXT))
    painter.setFont(_font(theme, small=small))
    painter.setPen(theme.colour(ColourRole.SURFACE))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


def _font(theme: Theme, *, small: bool) -> QFont:
    font = theme.font(TextRole.CAPTION, Weight.SEMIBOLD, tabular=True)
    if small:
        font.setPixelSize(theme.px(_SMALL_TEXT))
    return font


class CountBadge(QLabel):
    """A badge as a widget of its own; not in sight while there is nothing to count."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setVisible(False)
        follow(theme, self._restyle)

    def show_count(self, count: int, name: str = "") -> None:
        """Shows a count; ``name`` says in words what is counted ("안 읽음 3")."""
        self.setText(badge_text(count))
        set_name(self, name)
        self.setVisible(count > 0)
        self._restyle()

    def sizeHint(self) -> QSize:
        """Room for the figures."""
        return QSize(*badge_size(self.theme, self.text()))

    def minimumSizeHint(self) -> QSize:
        """A count is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the badge."""
        paint_badge(QPainter(self), self.theme, self.rect(), self.text())

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()
