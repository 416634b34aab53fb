"""XLSX: the rows go straight into the compressed file, between what XlsxWriter made of the workbook around them.

XlsxWriter's own way for many rows writes each three times (into a file of its own, into the sheet, into the package);
this is three times as fast, needs no room beside the file itself, and hears a cancel at once.
"""

import zipfile
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, repeat
from typing import IO, BinaryIO, Final

from lunch_desktop.exchange.shape import Shape, columns_of
from lunch_desktop.exchange.writing.rows import Row, Rows
from lunch_desktop.exchange.writing.texts import Remembered
from lunch_desktop.exchange.writing.xlsx_cells import Shortened, cells_of
from lunch_desktop.exchange.writing.xlsx_frame import frame, letters, sheet_frame, sizes_of_sheets
from lunch_desktop.wire.exports import ExportHead, Value

_DATE: Final = (1980, 1, 1, 0, 0, 0)
"""Of each member: a file must not tell when it was made but in its statement."""
_UNIX: Final = 3
_MODE: Final = 0o600 << 16
_LARGE_CELLS: Final = 8_000_000
"""From here on a sheet may need more than 2 GiB before it is compressed, which its header has to allow for."""

Look = Callable[[Value], str]


def write_xlsx(file: BinaryIO, shape: Shape, head: ExportHead, rows: Rows) -> None:
    """Write it all. Raises OSError, Cancelled, and what the source of the rows raises."""
    shortened = Shortened()
    language = head.request.language
    columns = columns_of(shape, head)
    first = frame(shape, head, shortened)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, size in zip(first.sheets, sizes_of_sheets(head.rows), strict=True):
            sheet = sheet_frame(first, name, size)
            cells = [
                Remembered(cells_of(column, language, style, shortened), len(columns)).__getitem__
                for column, style in zip(columns, sheet.styles, strict=True)
            ]
            with _member(package, name, large=size * len(columns) > _LARGE_CELLS) as member:
                member.write(sheet.before)
                number = 2
                for chunk in rows.chunks(size):
                    member.write(_lines(chunk, number, cells).encode())
                    number += len(chunk)
                member.write(sheet.after)
        rows.finish()
        # Only now is known how many texts were shortened, of which the statement tells.
        last = frame(shape, head, shortened)
        for name, content in last.members.items():
            if name not in last.sheets:
                with _member(package, name) as member:
                    member.write(content)


def _member(package: zipfile.ZipFile, name: str, *, large: bool = False) -> IO[bytes]:
    about = zipfile.ZipInfo(name, _DATE)
    about.compress_type = zipfile.ZIP_DEFLATED
    about.create_system = _UNIX
    about.external_attr = _MODE
    return package.open(about, "w", force_zip64=large)


def _lines(chunk: Sequence[Row], first: int, cells: Sequence[Look]) -> str:
    """The rows as XML; nothing here is done for a single cell in Python, but looked up in what is known already."""
    numbers = list(map(str, range(first, first + len(chunk))))
    parts: list[Iterable[str]] = [repeat('<row r="'), numbers, repeat('">')]
    for place, (look, values) in enumerate(zip(cells, zip(*chunk, strict=True), strict=True)):
        parts += [repeat(f'<c r="{letters(place)}'), numbers, map(look, values)]
    parts.append(repeat("</row>"))
    return "".join(chain.from_iterable(zip(*parts, strict=False)))
