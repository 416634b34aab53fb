"""CSV as Excel reads it in Korea: UTF-8 with a byte order mark, CRLF, the header in line 1, the statement at the end.

Fields are quoted as Python's csv does it. They are joined here, because most were seen and quoted before.
"""

import re
from collections.abc import Callable
from typing import BinaryIO, Final

from lunch_desktop.exchange.columns import Column, FileLanguage, Kind
from lunch_desktop.exchange.shape import Shape, columns_of
from lunch_desktop.exchange.statement import statement
from lunch_desktop.exchange.writing.rows import Rows
from lunch_desktop.exchange.writing.texts import Remembered, cell_text, shown
from lunch_desktop.wire.exports import ExportHead, Value

MARK: Final = "#"
"""The first cell of the statement's lines."""
_TO_QUOTE: Final = re.compile('[,"\r\n]')
_END: Final = "\r\n"


def write_csv(file: BinaryIO, shape: Shape, head: ExportHead, rows: Rows) -> None:
    """Write it all. Raises OSError, Cancelled, and what the source of the rows raises."""
    language = head.request.language
    columns = columns_of(shape, head)
    header = ",".join(_field(column.words.in_(language)) for column in columns)
    file.write(("\ufeff" + header + _END).encode())
    fields = [Remembered(_fields(column, language), len(columns)).__getitem__ for column in columns]
    alone = len(columns) == 1
    for chunk in rows.chunks():
        lines = list(map(",".join, zip(*map(map, fields, zip(*chunk, strict=True)), strict=True)))
        if alone:
            lines = [line or '""' for line in lines]
        file.write((_END.join(lines) + _END).encode())
    rows.finish()
    told = [f"{MARK},{_field(one.label)},{_told(one.value)}" for one in statement(shape, head)]
    file.write((_END + _END.join(told) + _END).encode())


def _told(value: str | int) -> str:
    return _field(value) if isinstance(value, str) else str(value)


def _fields(column: Column, language: FileLanguage) -> Callable[[Value], str]:
    text = shown(column, language)
    if column.kind in (Kind.NUMBER, Kind.WON):
        return lambda value: "" if value is None else text(value)
    return lambda value: "" if value is None else _field(text(value))


def _field(text: str) -> str:
    written = cell_text(text)
    return '"' + written.replace('"', '""') + '"' if _TO_QUOTE.search(written) else written
