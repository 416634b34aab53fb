"""The first pages of a report: what it is, its totals, what it says of itself, and its charts."""

from collections.abc import Sequence
from typing import Final

from reportlab.pdfgen.canvas import Canvas

from lunch_desktop.exchange.columns import FileLanguage, Words
from lunch_desktop.exchange.shape import Shape
from lunch_desktop.exchange.statement import Line, statement
from lunch_desktop.exchange.writing.pdf_charts import HEIGHT as CHART_HEIGHT
from lunch_desktop.exchange.writing.pdf_charts import Counter, draw
from lunch_desktop.exchange.writing.pdf_page import (
    ACCENT,
    BORDER,
    HEIGHT,
    INNER,
    MARGIN,
    SECONDARY,
    TEXT,
    TINT,
    WARNING,
    WARNING_FILL,
    clipped,
    put,
    width_of,
    wrapped,
)
from lunch_desktop.exchange.writing.texts import number_text
from lunch_desktop.wire.exports import ExportHead

_OFFLINE: Final = Words(
    "오프라인에서 이 PC에 저장된 자료로 만든 보고서예요. 회사 서버의 자료와 다를 수 있어요.",
    "Made offline from what this PC holds. The company server may know more.",
)
_ALL_DAYS: Final = Words("전체 기간", "All days")
_GAP: Final = 16.0
_CARD: Final = 58.0
_CARDS_A_ROW: Final = 4
_SIZE: Final = 9.5
_LINE: Final = 15.0
_CHART_WIDTH: Final = (INNER - 2 * _GAP) / 2


CHARTS_A_PAGE: Final = 4


def draw_first(canvas: Canvas, shape: Shape, head: ExportHead) -> None:
    """Title, totals and statement."""
    language = head.request.language
    lines = statement(shape, head)
    top = HEIGHT - MARGIN
    put(canvas, MARGIN, top - 22, clipped(shape.words.in_(language), 22, INNER), 22)
    asked = head.request.day_from or head.request.day_to
    period = next(str(line.value) for line in lines if line.label in ("기간", "Period"))
    period = period if asked else _ALL_DAYS.in_(language)
    under = " · ".join([period, *(name for name in (head.office, head.department) if name)])
    put(canvas, MARGIN, top - 42, clipped(under, 11, INNER), 11, SECONDARY)
    canvas.setFillColor(ACCENT)
    canvas.rect(MARGIN, top - 54, 48, 2.5, stroke=0, fill=1)
    top -= 74
    if head.source == "desktop":
        top = _warning(canvas, top, _OFFLINE.in_(language))
    top = _cards(canvas, top, [line for line in lines if line.total or line.label in ("행 수", "Rows")], language)
    _table(canvas, top, [line for line in lines if not line.total], language)


def draw_charts(canvas: Canvas, counters: Sequence[Counter], head: ExportHead) -> None:
    """A page of charts, two beside each other and two below."""
    for place, counter in enumerate(counters):
        x = MARGIN + (place % 2) * (_CHART_WIDTH + 2 * _GAP)
        top = HEIGHT - MARGIN - (place // 2) * (CHART_HEIGHT + 8)
        draw(canvas, counter, head.request.language, x, top, _CHART_WIDTH)


def _warning(canvas: Canvas, top: float, text: str) -> float:
    canvas.setFillColor(WARNING_FILL)
    canvas.roundRect(MARGIN, top - 24, INNER, 24, 6, stroke=0, fill=1)
    put(canvas, MARGIN + 12, top - 16, clipped(text, 10, INNER - 24), 10, WARNING)
    return top - 24 - _GAP


def _cards(canvas: Canvas, top: float, lines: Sequence[Line], language: FileLanguage) -> float:
    """The rows' number and the totals, large, in the order of the statement."""
    width = (INNER - (_CARDS_A_ROW - 1) * _GAP) / _CARDS_A_ROW
    for place, line in enumerate(lines):
        x = MARGIN + (place % _CARDS_A_ROW) * (width + _GAP)
        foot = top - (place // _CARDS_A_ROW + 1) * (_CARD + 10) + 10
        canvas.setFillColor(TINT)
        canvas.roundRect(x, foot, width, _CARD, 8, stroke=0, fill=1)
        put(canvas, x + 12, foot + _CARD - 20, clipped(line.label, 9.5, width - 24), 9.5, SECONDARY)
        told = number_text(int(line.value), line.kind, language)
        size = 18.0
        while size > 8 and width_of(told, size) > width - 24:
            size -= 1
        put(canvas, x + 12, foot + 13, told, size)
    return top - -(-len(lines) // _CARDS_A_ROW) * (_CARD + 10) - 8


def _table(canvas: Canvas, top: float, lines: Sequence[Line], language: FileLanguage) -> None:
    """The statement, label beside value, as much of it as the page holds."""
    label = 130.0
    foot = top
    for line in lines:
        value = number_text(line.value, line.kind, language) if isinstance(line.value, int) else line.value
        parts = wrapped(value, _SIZE, INNER - label)[:3]
        if foot - len(parts) * _LINE < MARGIN + 12:
            return
        put(canvas, MARGIN, foot - 11, clipped(line.label, _SIZE, label - 10), _SIZE, SECONDARY)
        for part in parts:
            put(canvas, MARGIN + label, foot - 11, part, _SIZE, TEXT)
            foot -= _LINE
        foot -= 3
        canvas.setStrokeColor(BORDER)
        canvas.setLineWidth(0.5)
        canvas.line(MARGIN, foot, MARGIN + INNER, foot)
        foot -= 3
