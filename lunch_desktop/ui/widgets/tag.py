"""A small word that tells what kind of thing a row is: a team, a category, a tag."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole
from lunch_desktop.ui.widgets.base import follow, paint_box


def tag_width(theme: Theme, text: str) -> int:
    """How wide a tag is that cuts nothing."""
    return QFontMetrics(theme.font(TextRole.CAPTION)).horizontalAdvance(text) + theme.px(16)


def paint_tag(painter: QPainter, theme: Theme, rect: QRect, text: str) -> None:
    """Draws a tag."""
    border = theme.colour(ColourRole.BORDER) if theme.high_contrast else None
    paint_box(painter, rect, theme.px(4), theme.colour(ColourRole.SUNKEN), border)
    painter.setFont(theme.font(TextRole.CAPTION))
    painter.setPen(theme.colour(ColourRole.SECONDARY))
    words = rect.adjusted(theme.px(6), 0, -theme.px(6), 0)
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, words.width())
    painter.drawText(words, Qt.AlignmentFlag.AlignCenter, shown)


class Tag(QLabel):
    """A tag as a widget of its own; 20 px high."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        follow(theme, self._restyle)

    def sizeHint(self) -> QSize:
        """Room for the whole word."""
        return QSize(tag_width(self.theme, self.text()), self.theme.px(20))

    def minimumSizeHint(self) -> QSize:
        """Room for the start of the word."""
        return QSize(self.theme.px(40), self.theme.px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the tag and, where it has to be cut, gives the whole word as its tooltip."""
        self.setToolTip(self.text() if self.width() < self.sizeHint().width() else "")
        paint_tag(QPainter(self), self.theme, self.rect(), self.text())

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()
