"""The table of a report: its columns' widths, its header on each page, its rows with their texts wrapped."""

from collections.abc import Callable, Sequence
from typing import Final

from reportlab.pdfgen.canvas import Canvas

from lunch_desktop.exchange.columns import Column, FileLanguage, Kind
from lunch_desktop.exchange.writing.pdf_page import (
    ACCENT,
    BORDER,
    HEIGHT,
    INNER,
    MARGIN,
    NEGATIVE,
    SUNKEN,
    TEXT,
    TINT,
    put,
    width_of,
    wrapped,
)
from lunch_desktop.exchange.writing.rows import Row
from lunch_desktop.exchange.writing.texts import number_text, shown
from lunch_desktop.wire.exports import Value

_NUMBERS: Final = frozenset({Kind.NUMBER, Kind.WON})
_PAD: Final = 5.0
_FOOT: Final = MARGIN + 6
_LETTER: Final = 0.56
"""Of the font's size: a letter of a usual value, half of them Hangul."""


class Table:
    """Draws rows from the top of a page down. `new_page` ends a page and begins the next."""

    def __init__(
        self, canvas: Canvas, columns: Sequence[Column], language: FileLanguage, new_page: Callable[[], None]
    ) -> None:
        self._canvas = canvas
        self._columns = columns
        self._new_page = new_page
        self._right = [column.kind in _NUMBERS for column in columns]
        self._texts = [_reader(column, language) for column in columns]
        self._headers = [column.words.in_(language) for column in columns]
        self._size = _size(columns)
        self._line = self._size * 1.45
        self._widths = _widths(columns, self._headers, self._size)
        self._lefts = [MARGIN + sum(self._widths[:place]) for place in range(len(columns))]
        self._y = 0.0
        self._drawn = 0

    def begin(self) -> None:
        """The header, at the top of a page."""
        lines = self._broken(self._headers)
        height = max(map(len, lines)) * self._line + 2 * _PAD
        foot = HEIGHT - MARGIN - height
        self._canvas.setFillColor(TINT)
        self._canvas.rect(MARGIN, foot, INNER, height, stroke=0, fill=1)
        self._texts_at(lines, foot + height)
        self._rule(foot, ACCENT, 1.0)
        self._y = foot

    def draw(self, rows: Sequence[Row]) -> None:
        """The next rows, on as many pages as they need."""
        for row in rows:
            told = [text(value) for text, value in zip(self._texts, row, strict=True)]
            lines = self._broken(told)
            height = max(map(len, lines)) * self._line + 2 * _PAD * 0.7
            if self._y - height < _FOOT:
                self._new_page()
                self.begin()
            # A row of very long texts goes on below the others' end: it is cut where the page ends.
            most = int((self._y - _FOOT - 2 * _PAD * 0.7) / self._line)
            if max(map(len, lines)) > most:
                lines = [(*some[: most - 1], "…") if len(some) > most else some for some in lines]
                height = max(map(len, lines)) * self._line + 2 * _PAD * 0.7
            if self._drawn % 2:
                self._canvas.setFillColor(SUNKEN)
                self._canvas.rect(MARGIN, self._y - height, INNER, height, stroke=0, fill=1)
            self._texts_at(lines, self._y + _PAD * 0.3, row)
            self._y -= height
            self._rule(self._y, BORDER, 0.4)
            self._drawn += 1

    def _broken(self, texts: Sequence[str]) -> list[tuple[str, ...]]:
        return [wrapped(text, self._size, width - 2 * _PAD) for text, width in zip(texts, self._widths, strict=True)]

    def _texts_at(self, lines: Sequence[tuple[str, ...]], top: float, row: Row | None = None) -> None:
        for place, some in enumerate(lines):
            right = self._right[place]
            x = self._lefts[place] + (self._widths[place] - _PAD if right else _PAD)
            value = row[place] if row is not None else None
            negative = right and isinstance(value, int) and value < 0
            for number, line in enumerate(some):
                if line:
                    y = top - _PAD - self._size - number * self._line
                    put(self._canvas, x, y, line, self._size, NEGATIVE if negative else TEXT, right=right)

    def _rule(self, y: float, colour: object, width: float) -> None:
        self._canvas.setStrokeColor(colour)
        self._canvas.setLineWidth(width)
        self._canvas.line(MARGIN, y, MARGIN + INNER, y)


def _reader(column: Column, language: FileLanguage) -> Callable[[Value], str]:
    text = shown(column, language)
    if column.kind in _NUMBERS:
        return lambda value: "" if value is None else number_text(int(value), column.kind, language)
    if column.kind is Kind.MOMENT:
        return lambda value: "" if value is None else text(value)[:16]
    return lambda value: "" if value is None else text(value)


def _size(columns: Sequence[Column]) -> float:
    """Smaller letters for many columns, but never such that nobody can read."""
    letters = sum(column.width for column in columns)
    return float(max(6.5, min(9.0, (INNER - 2 * _PAD * len(columns)) / max(letters, 1) / _LETTER)))


def _widths(columns: Sequence[Column], headers: Sequence[str], size: float) -> list[float]:
    """The whole width, shared out as usual values need it; a header's longest word, and a date, are not broken."""
    wanted = []
    for column, header in zip(columns, headers, strict=True):
        word = max((width_of(part, size) for part in header.split(" ")), default=0.0)
        fixed = {Kind.DAY: "0000-00-00", Kind.TIME: "00:00", Kind.MOMENT: "0000-00-00 00:00"}.get(column.kind, "")
        wanted.append(max(column.width * size * _LETTER, word, width_of(fixed, size)) + 2 * _PAD + 1)
    scale = INNER / sum(wanted)
    return [width * scale for width in wanted]
