"""The workbook around the rows: formats, headers, filters and the statement, made by XlsxWriter without any row.

Each sheet of rows has one empty sample row, which shows the styles of its cells; the rows are put in its place.
"""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from lunch_desktop.domain.times import Instant, local
from lunch_desktop.exchange.columns import Column, Kind, Words
from lunch_desktop.exchange.neutral import TRIGGERS
from lunch_desktop.exchange.shape import Shape, columns_of
from lunch_desktop.exchange.statement import Line, statement
from lunch_desktop.exchange.writing.texts import held
from lunch_desktop.exchange.writing.xlsx_cells import Shortened, fitting
from lunch_desktop.wire.exports import ExportHead

ROWS_OF_A_SHEET: Final = 1_048_575
"""Excel's 1,048,576 without the header."""
LONGEST_SHEET_NAME: Final = 31
_STATEMENT: Final = Words("내보내기 정보", "About this file")
_NUMBER_FORMATS: Final = {
    Kind.NUMBER: "#,##0",
    Kind.WON: "#,##0",
    Kind.DAY: "yyyy-mm-dd",
    Kind.TIME: "hh:mm",
    Kind.MOMENT: "yyyy-mm-dd hh:mm",
}
_TEXT_FORMAT: Final = "@"
_ALIGNED_RIGHT: Final = frozenset({Kind.NUMBER, Kind.WON})
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\]")
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_SAMPLE: Final = re.compile(rb'<row r="2".*?</row>', re.DOTALL)
_STYLE: Final = re.compile(rb'<c r="[A-Z]+2" s="(\d+)"')
_DIMENSION: Final = re.compile(rb'<dimension ref="[^"]*"/>')


@dataclass(frozen=True, slots=True)
class Frame:
    """The workbook's members by name, and which of them are sheets of rows, in their order."""

    members: dict[str, bytes]
    sheets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetFrame:
    """A sheet of rows: what stands before and after them, and the style of each column's cells."""

    before: bytes
    after: bytes
    styles: tuple[str, ...]


def sizes_of_sheets(rows: int) -> list[int]:
    """How many rows go into each sheet; there is one even where there are none."""
    return [min(ROWS_OF_A_SHEET, rows - first) for first in range(0, max(rows, 1), ROWS_OF_A_SHEET)]


def sheet_name(text: str, number: int = 1) -> str:
    """A name that Excel takes, and takes for nothing else; that of a dataset's second sheet ends in its number."""
    name = _NOT_IN_NAMES.sub("_", " ".join(held(text).split())).strip("'")
    if name[:1] in TRIGGERS or not name:
        name = f"_{name}"
    ending = f" {number}" if number > 1 else ""
    while len((name + ending).encode("utf-16-le")) > 2 * LONGEST_SHEET_NAME:
        name = name[:-1]
    return name.rstrip("' ") + ending


def frame(shape: Shape, head: ExportHead, shortened: Shortened) -> Frame:
    """The workbook as it is once `shortened` texts were shortened."""
    language = head.request.language
    columns = columns_of(shape, head)
    made = io.BytesIO()
    workbook = Workbook(made, _OPTIONS)
    workbook.set_properties(_properties(shape, head))
    heading = workbook.add_format(
        {"bold": True, "bg_color": "#E9EDFC", "font_color": "#1B1B19", "bottom": 1, "bottom_color": "#3552D1"}
    )
    formats = _Formats(workbook)
    sizes = sizes_of_sheets(head.rows)
    headers = [fitting(column.words.in_(language), Shortened()) for column in columns]
    for number, size in enumerate(sizes, 1):
        sheet = workbook.add_worksheet(sheet_name(shape.words.in_(language), number))
        _dress(sheet, columns, headers, size, heading, formats)
    about = _STATEMENT.in_(language)
    taken = {sheet.get_name().casefold() for sheet in workbook.worksheets()}
    sheet = workbook.add_worksheet(about if about.casefold() not in taken else f"{about} (2)")
    _tell(sheet, statement(shape, head, shortened=shortened.count), heading, formats)
    workbook.close()
    with zipfile.ZipFile(made) as package:
        members = {name: package.read(name) for name in package.namelist()}
    return Frame(members, tuple(f"xl/worksheets/sheet{number}.xml" for number in range(1, len(sizes) + 1)))


def sheet_frame(frame: Frame, name: str, rows: int) -> SheetFrame:
    """A sheet of `rows` rows, cut where they belong."""
    whole = frame.members[name]
    sample = _SAMPLE.search(whole)
    if sample is None:
        raise ValueError("the sheet has no sample row")
    styles = tuple(style.decode() for style in _STYLE.findall(sample[0]))
    last = re.search(rb'<dimension ref="A1:([A-Z]+)2"/>', whole)
    area = f"A1:{last[1].decode() if last else 'A'}{rows + 1}"
    before = _DIMENSION.sub(f'<dimension ref="{area}"/>'.encode(), whole[: sample.start()])
    return SheetFrame(before, whole[sample.end() :], styles)


class _Formats:
    """The formats of cells, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[str, bool], Format] = {}

    def of(self, kind: Kind, *, left: bool = False) -> Format:
        """The format of a kind's cells; in the statement all stand on the left."""
        key = (_NUMBER_FORMATS.get(kind, _TEXT_FORMAT), left)
        if key not in self._made:
            looks: dict[str, Any] = {"num_format": key[0], "valign": "top"}
            self._made[key] = self._workbook.add_format(looks | ({"align": "left"} if left else {}))
        return self._made[key]


def _dress(
    sheet: Worksheet, columns: Sequence[Column], headers: Sequence[str], rows: int, heading: Format, formats: _Formats
) -> None:
    last = len(columns) - 1
    for place, (column, header) in enumerate(zip(columns, headers, strict=True)):
        form = formats.of(column.kind)
        sheet.set_column(place, place, min(80, max(column.width, _wide(header) + 3)), form)
        sheet.write_string(0, place, header, heading)
        sheet.write_blank(1, place, None, form)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(rows, 1), last)
    # Numbers of employees are texts, and are meant to be.
    sheet.ignore_errors({"number_stored_as_text": f"A2:{letters(last)}{max(rows, 1) + 1}"})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&C&P / &N")


def _tell(sheet: Worksheet, lines: Sequence[Line], heading: Format, formats: _Formats) -> None:
    shortened = Shortened()
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 70)
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, fitting(line.label, shortened), heading)
        if isinstance(line.value, int):
            sheet.write_number(row, 1, line.value, formats.of(line.kind, left=True))
        else:
            sheet.write_string(row, 1, fitting(line.value, shortened), formats.of(Kind.TEXT, left=True))


def _properties(shape: Shape, head: ExportHead) -> dict[str, Any]:
    return {
        "title": held(shape.words.in_(head.request.language)),
        "author": held(head.made_by),
        "company": "Lunch Desktop",
        "created": local(Instant(head.made_at), "UTC").replace(tzinfo=None, microsecond=0),
    }


def _wide(text: str) -> int:
    """Letters' widths in digits: Hangul and its like take two."""
    return sum(2 if letter >= "\u1100" else 1 for letter in text)


def letters(place: int) -> str:
    """A column's letters, A for 0."""
    return (chr(64 + place // 26) if place >= 26 else "") + chr(65 + place % 26)
