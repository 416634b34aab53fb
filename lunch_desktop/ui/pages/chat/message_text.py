"""The text of a message, laid out in lines: with links, mentions, what was found, and what is selected."""

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout, QTextLine, QTextOption

from lunch_desktop.ui.pages.chat.items import Mark, MarkKind
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight

_LINE_BREAK = "\u2028"


class LaidText:
    """A text within a width: `width` and `height` are what it takes, in pixels."""

    def __init__(self, theme: Theme, text: str, marks: Sequence[Mark], width: int) -> None:
        self._theme, self.text, self._marks = theme, text, tuple(marks)
        self._places = _places(text)
        self._layout = QTextLayout(text.replace("\n", _LINE_BREAK), theme.font(TextRole.BODY))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        # A message in a right-to-left script stays on the side of its author.
        option.setTextDirection(Qt.LayoutDirection.LeftToRight)
        self._layout.setTextOption(option)
        self._layout.setCacheEnabled(True)
        self._layout.setFormats([self._range((mark.start, mark.end), self._format(mark)) for mark in self._marks])
        self.width, self.height = self._break(max(1, width), theme.line(TextRole.BODY))

    def paint(self, painter: QPainter, left: int, top: int, ink: ColourRole, selected: tuple[int, int]) -> None:
        """Draws the lines in a colour; what is selected, from letter to letter, on the colour of action."""
        selections = []
        if selected[0] != selected[1]:
            chosen = QTextCharFormat()
            chosen.setBackground(self._theme.colour(ColourRole.ACCENT))
            chosen.setForeground(self._theme.colour(ColourRole.ON_ACCENT))
            selections.append(self._range(selected, chosen))
        painter.setPen(self._theme.colour(ink))
        self._layout.draw(painter, QPointF(left, top), selections, QRectF())

    def cursor_at(self, x: float, y: float) -> int:
        """The place between two letters that is nearest to a point."""
        last = self._layout.lineCount() - 1
        for number in range(last + 1):
            line = self._layout.lineAt(number)
            if y < line.y() + line.height() or number == last:
                return self._letter(line.xToCursor(x, QTextLine.CursorPosition.CursorBetweenCharacters))
        return 0

    def mark_at(self, x: float, y: float) -> Mark | None:
        """The link under a point."""
        for number in range(self._layout.lineCount()):
            line = self._layout.lineAt(number)
            if line.y() <= y < line.y() + line.height() and 0 <= x < line.naturalTextWidth():
                letter = self._letter(line.xToCursor(x, QTextLine.CursorPosition.CursorOnCharacter))
                return next((m for m in self._marks if m.kind is MarkKind.LINK and m.start <= letter < m.end), None)
        return None

    def word_at(self, x: float, y: float) -> tuple[int, int]:
        """The word at a point."""
        place = start = end = self.cursor_at(x, y)
        while start > 0 and not self.text[start - 1].isspace():
            start -= 1
        while end < len(self.text) and not self.text[end].isspace():
            end += 1
        return (start, end) if start < end else (place, place)

    def _range(self, letters: tuple[int, int], made: QTextCharFormat) -> QTextLayout.FormatRange:
        start, end = letters if self._places is None else (self._places[letters[0]], self._places[letters[1]])
        part = QTextLayout.FormatRange()
        part.start, part.length, part.format = start, end - start, made
        return part

    def _letter(self, place: int) -> int:
        return place if self._places is None else min(bisect_left(self._places, place), len(self.text))

    def _break(self, width: int, line_height: int) -> tuple[int, int]:
        layout, top, widest = self._layout, 0.0, 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            height = max(float(line_height), line.height())
            line.setPosition(QPointF(0, top + (height - line.height()) / 2))
            widest = max(widest, line.naturalTextWidth())
            top += height
        layout.endLayout()
        return min(width, int(widest) + 1), int(top)

    def _format(self, mark: Mark) -> QTextCharFormat:
        theme, made = self._theme, QTextCharFormat()
        if mark.kind is MarkKind.LINK:
            made.setForeground(theme.colour(ColourRole.ACCENT))
            made.setFontUnderline(True)
        elif mark.kind is MarkKind.MENTION:
            made.setFontWeight(QFont.Weight(Weight.SEMIBOLD.value))
        elif mark.kind is MarkKind.ME:
            made.setFontWeight(QFont.Weight(Weight.BOLD.value))
            _stress(made, theme.colour(ColourRole.REQUESTED_TEXT), theme.colour(ColourRole.REQUESTED_FILL))
            made.setFontUnderline(theme.high_contrast)
        else:
            made.setFontWeight(QFont.Weight(Weight.BOLD.value))
            _stress(made, theme.colour(ColourRole.ON_ACCENT), theme.colour(ColourRole.ACCENT))
        return made


def _stress(made: QTextCharFormat, text: QColor, ground: QColor) -> None:
    made.setForeground(text)
    made.setBackground(ground)


def _places(text: str) -> list[int] | None:
    """Where each letter begins as Qt counts, by which an emoji is two; None where both count alike."""
    if not text or max(text) <= "\uffff":
        return None
    places, at = [], 0
    for letter in text:
        places.append(at)
        at += 1 if letter <= "\uffff" else 2
    return [*places, at]
