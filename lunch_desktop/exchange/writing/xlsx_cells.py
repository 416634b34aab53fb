"""Cells of a worksheet as XML, each without the number of its row, which stands between its two halves."""

import re
from collections.abc import Callable
from datetime import date
from typing import Final

from lunch_desktop.exchange.columns import Column, FileLanguage, Kind
from lunch_desktop.exchange.writing.texts import cell_text, shown
from lunch_desktop.wire.exports import Value

LONGEST: Final = 32_767
"""Letters of a cell, as UTF-16 counts them; Excel repairs a file away that has more."""
CUT: Final = "…"
LARGEST: Final = 999_999_999_999_999
"""Excel keeps fifteen digits of a number; what has more is a text, so that none is lost."""
_EPOCH: Final = date(1899, 12, 30).toordinal()
_ESCAPED: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\n": "&#10;"}
_TO_ESCAPE: Final = re.compile("[&<>\n]")
_LOOKS_ESCAPED: Final = re.compile("_(?=x[0-9a-fA-F]{4}_)")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_TIME: Final = re.compile(r"(\d\d):(\d\d)(?::(\d\d))?")
_SECONDS: Final = 86_400


class Shortened:
    """How many texts did not fit into their cells."""

    def __init__(self) -> None:
        self.count = 0


def fitting(text: str, shortened: Shortened) -> str:
    """The text as a cell holds it: neutral, with line breaks as spreadsheets have them, and not too long."""
    written = cell_text(text.replace("\r\n", "\n")).replace("\r", "\n")
    if len(written) > LONGEST // 2 and _units(written) > LONGEST:
        shortened.count += 1
        while _units(written) > LONGEST - len(CUT):
            written = written[: -max(1, (_units(written) - LONGEST) // 2)]
        written += CUT
    return written


def _units(text: str) -> int:
    return len(text) + sum(letter > "\uffff" for letter in text)


def text_cell(style: str, text: str, shortened: Shortened) -> str:
    """A cell with a text; nothing in it is a formula, a link or a number."""
    written = _LOOKS_ESCAPED.sub("_x005F_", fitting(text, shortened))
    written = _TO_ESCAPE.sub(lambda found: _ESCAPED[found[0]], written)
    kept = ' xml:space="preserve"' if written != written.strip() or "&#10;" in written else ""
    return f'" s="{style}" t="inlineStr"><is><t{kept}>{written}</t></is></c>'


def number_cell(style: str, number: str) -> str:
    """A cell with a number."""
    return f'" s="{style}"><v>{number}</v></c>'


def cells_of(column: Column, language: FileLanguage, style: str, shortened: Shortened) -> Callable[[Value], str]:
    """How a value of the column becomes a cell; None is an empty one."""
    convert = _CELLS.get(column.kind)
    words = shown(column, language)
    empty = f'" s="{style}"/>'

    def cell(value: Value) -> str:
        if value is None:
            return empty
        number = convert(value) if convert else None
        return text_cell(style, words(value), shortened) if number is None else number_cell(style, number)

    return cell


def _whole(value: Value) -> str | None:
    return str(value) if isinstance(value, int) and abs(value) <= LARGEST else None


def _day(value: Value) -> str | None:
    try:
        return str(date.fromisoformat(str(value)).toordinal() - _EPOCH) if _DAY.fullmatch(str(value)) else None
    except ValueError:
        return None


def _time(value: Value) -> str | None:
    found = _TIME.fullmatch(str(value))
    if found is None:
        return None
    seconds = int(found[1]) * 3600 + int(found[2]) * 60 + int(found[3] or 0)
    return repr(seconds / _SECONDS) if seconds < _SECONDS else None


def _moment(value: Value) -> str | None:
    day, _, time = str(value).partition("T")
    days, part = _day(day), _time(time)
    return None if days is None or part is None else repr(int(days) + float(part))


_CELLS: Final = {
    Kind.NUMBER: _whole,
    Kind.WON: _whole,
    Kind.DAY: _day,
    Kind.TIME: _time,
    Kind.MOMENT: _moment,
}
