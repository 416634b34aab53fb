"""A PDF report: a summary with statement, totals and charts, then the table; Korean in an embedded font, searchable.

What only the last row decides (the charts, how many pages there are) is drawn at the end, into forms that the pages
before refer to: so the rows go by once, and none is kept.
"""

from typing import BinaryIO, Final

from reportlab.pdfgen.canvas import Canvas

from lunch_desktop.exchange.columns import Words
from lunch_desktop.exchange.shape import Shape, columns_of
from lunch_desktop.exchange.writing.pdf_charts import drawable
from lunch_desktop.exchange.writing.pdf_page import (
    FONT,
    HEIGHT,
    INNER,
    MARGIN,
    SECONDARY,
    WIDTH,
    clipped,
    load_font,
    printed,
    put,
    width_of,
)
from lunch_desktop.exchange.writing.pdf_summary import CHARTS_A_PAGE, draw_charts, draw_first
from lunch_desktop.exchange.writing.pdf_table import Table
from lunch_desktop.exchange.writing.rows import Rows
from lunch_desktop.wire.exports import ExportHead

_TOTAL: Final = "total-pages"
_SIZE: Final = 8.5
_EMPTY: Final = Words("이 조건에 맞는 내용이 없어요.", "Nothing fits this filter.")


def write_pdf(file: BinaryIO, shape: Shape, head: ExportHead, rows: Rows) -> None:
    """Write it all. Raises OSError, Cancelled, and what the source of the rows raises."""
    load_font()
    language = head.request.language
    columns = columns_of(shape, head)
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT), pageCompression=1, invariant=1, initialFontName=FONT, lang=language)
    canvas.setTitle(printed(shape.words.in_(language)))
    canvas.setAuthor(printed(head.made_by))
    canvas.setCreator("Lunch Desktop")
    report = _Pages(canvas, printed(shape.words.in_(language)))
    draw_first(canvas, shape, head)
    report.end_page()
    counters = drawable(shape.charts, columns) if head.rows else []
    groups = [counters[first : first + CHARTS_A_PAGE] for first in range(0, len(counters), CHARTS_A_PAGE)]
    for number in range(len(groups)):
        canvas.doForm(f"charts-{number}")
        report.end_page()
    table = Table(canvas, columns, language, report.end_page)
    table.begin()
    if not head.rows:
        put(canvas, MARGIN, HEIGHT - MARGIN - 60, _EMPTY.in_(language), 11, SECONDARY)
    for chunk in rows.chunks():
        table.draw(chunk)
        for counter in counters:
            counter.count(chunk)
    rows.finish()
    report.end_page()
    for number, group in enumerate(groups):
        canvas.beginForm(f"charts-{number}", 0, 0, WIDTH, HEIGHT)
        draw_charts(canvas, group, head)
        canvas.endForm()
    report.tell_total()
    rows.check()
    canvas.save()


class _Pages:
    """Ends pages, each with its number of all, which is known at the end."""

    def __init__(self, canvas: Canvas, title: str) -> None:
        self._canvas = canvas
        self._title = title
        self._ended = 0

    def end_page(self) -> None:
        """Write the foot, and begin another page."""
        self._ended += 1
        foot = MARGIN - 16
        put(self._canvas, MARGIN, foot, clipped(self._title, _SIZE, INNER / 2 - 60), _SIZE, SECONDARY)
        put(self._canvas, WIDTH / 2, foot, f"{self._ended} / ", _SIZE, SECONDARY, right=True)
        self._canvas.saveState()
        self._canvas.translate(WIDTH / 2, foot)
        self._canvas.doForm(_TOTAL)
        self._canvas.restoreState()
        put(self._canvas, WIDTH - MARGIN, foot, "Lunch Desktop", _SIZE, SECONDARY, right=True)
        self._canvas.showPage()

    def tell_total(self) -> None:
        """Say how many pages there are, on each."""
        told = str(self._ended)
        self._canvas.beginForm(_TOTAL, 0, -4, width_of(told, _SIZE) + 2, 12)
        put(self._canvas, 0, 0, told, _SIZE, SECONDARY)
        self._canvas.endForm()
