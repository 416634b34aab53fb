"""The charts of a report's first pages: bars, counted while the rows go by."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reportlab.pdfgen.canvas import Canvas

from lunch_desktop.exchange.columns import Chart, Column, FileLanguage, Kind, Words
from lunch_desktop.exchange.writing.pdf_page import ACCENT, CONTROL, NEGATIVE, SECONDARY, SUNKEN, TEXT, clipped, put
from lunch_desktop.exchange.writing.rows import Row
from lunch_desktop.exchange.writing.texts import number_text, shown
from lunch_desktop.wire.exports import Value

MOST_BARS: Final = 12
BAR: Final = 17.0
"""Height of a bar with its gap, in points."""
TITLE: Final = 24.0
HEIGHT: Final = TITLE + (MOST_BARS + 1) * BAR
"""Of a chart, with the bar for all the rest."""
_REST: Final = Words("그 외", "Others")
_NONE: Final = Words("없음", "None")
_EMPTY: Final = Words("그릴 내용이 없어요", "There is nothing to draw")


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it is of, and how much; `rest` is that of all the others."""

    label: str
    amount: int
    rest: bool = False


class Counter:
    """Counts a chart's bars. `by` and `of` are places in the rows; without `of` rows are counted."""

    def __init__(self, chart: Chart, columns: Sequence[Column]) -> None:
        places = {column.name: place for place, column in enumerate(columns)}
        self._by = places[chart.by]
        self._of = None if chart.sum is None else places[chart.sum]
        self._column = columns[self._by]
        self.chart = chart
        self.kind = Kind.NUMBER if self._of is None else columns[self._of].kind
        self._amounts: dict[Value, int] = {}

    def count(self, rows: Sequence[Row]) -> None:
        """Take some rows in."""
        amounts, by, of = self._amounts, self._by, self._of
        of_months = self._column.kind in (Kind.DAY, Kind.MOMENT)
        for row in rows:
            key = row[by]
            if of_months and key is not None:
                key = str(key)[:7]
            amounts[key] = amounts.get(key, 0) + (1 if of is None else int(row[of] or 0))

    def bars(self, language: FileLanguage) -> list[Bar]:
        """The greatest, the rest as one; months in their order."""
        none = _NONE.in_(language)
        months = self._column.kind in (Kind.DAY, Kind.MOMENT)
        text = str if months else shown(self._column, language)
        found = [(none if key is None or key == "" else text(key), amount) for key, amount in self._amounts.items()]
        found.sort(key=lambda one: (-abs(one[1]), one[0]))
        kept, rest = found[:MOST_BARS], found[MOST_BARS:]
        if months:
            kept.sort()
        bars = [Bar(label, amount) for label, amount in kept]
        if rest:
            bars.append(Bar(f"{_REST.in_(language)} ({len(rest)})", sum(amount for _, amount in rest), rest=True))
        return bars


def drawable(charts: Sequence[Chart], columns: Sequence[Column]) -> list[Counter]:
    """A counter for each chart whose columns are among those of the rows."""
    names = {column.name for column in columns}
    return [
        Counter(chart, columns) for chart in charts if chart.by in names and (chart.sum is None or chart.sum in names)
    ]


def draw(canvas: Canvas, counter: Counter, language: FileLanguage, x: float, top: float, width: float) -> None:
    """Draw a chart with its upper left corner at `x`, `top`; it is at most HEIGHT high."""
    put(canvas, x, top - 12, clipped(counter.chart.words.in_(language), 11, width), 11)
    bars = counter.bars(language)
    if not bars:
        put(canvas, x, top - TITLE - 12, _EMPTY.in_(language), 9, SECONDARY)
        return
    told = [number_text(bar.amount, counter.kind, language) for bar in bars]
    label = width * 0.3
    first = x + label + 8
    room = width - label - 8 - 70
    # The rest may be far more than any of those named: it fills its bar, and does not make theirs small.
    most = max(max(abs(bar.amount) for bar in bars if not bar.rest), 1)
    for place, (bar, amount) in enumerate(zip(bars, told, strict=True)):
        foot = top - TITLE - (place + 1) * BAR
        put(canvas, x + label, foot + 4.5, clipped(bar.label, 9, label), 9, SECONDARY, right=True)
        canvas.setFillColor(SUNKEN)
        canvas.rect(first, foot + 2, room, BAR - 6, stroke=0, fill=1)
        canvas.setFillColor(CONTROL if bar.rest else NEGATIVE if bar.amount < 0 else ACCENT)
        canvas.rect(first, foot + 2, room * min(abs(bar.amount) / most, 1), BAR - 6, stroke=0, fill=1)
        put(canvas, x + width, foot + 4.5, amount, 9, TEXT, right=True)
