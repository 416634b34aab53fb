"""A line of text of which parts are stressed: those that a search found."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter

from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight

Piece = tuple[str, bool]
"""Some letters, and whether they are stressed."""


def pieces(text: str, ranges: Sequence[tuple[int, int]]) -> list[Piece]:
    """The text in pieces; ``ranges`` are starts and ends of what is stressed, in order."""
    found: list[Piece] = []
    at = 0
    for start, end in ranges:
        found += [(text[at:start], False), (text[start:end], True)]
        at = end
    found.append((text[at:], False))
    return [piece for piece in found if piece[0]]


def stressed_width(theme: Theme, line: Sequence[Piece]) -> int:
    """How wide the line is when nothing is cut."""
    return sum(_metrics(theme, stressed).horizontalAdvance(text) for text, stressed in line) + 1


def paint_stressed(painter: QPainter, theme: Theme, place: QRect, line: Sequence[Piece]) -> bool:
    """Draws the pieces one after another, those stressed in bold; True where the line had to end in …"""
    left = place.x()
    painter.setPen(theme.colour(ColourRole.TEXT))
    for text, stressed in line:
        room, metrics = place.right() - left + 1, _metrics(theme, stressed)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.setFont(_font(theme, stressed))
        painter.drawText(QRect(left, place.y(), room, place.height()), Qt.AlignmentFlag.AlignVCenter, shown)
        left += metrics.horizontalAdvance(shown)
        if shown != text:
            return True
    return False


def _font(theme: Theme, stressed: bool) -> QFont:
    return theme.font(TextRole.BODY, Weight.BOLD if stressed else Weight.REGULAR)


def _metrics(theme: Theme, stressed: bool) -> QFontMetrics:
    return QFontMetrics(_font(theme, stressed))
