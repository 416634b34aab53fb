"""Values as a table shows them: cleaned texts, words for codes, and numbers and dates for people."""

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from lunch_desktop.exchange.columns import Column, FileLanguage, Kind, Words
from lunch_desktop.exchange.neutral import neutral
from lunch_desktop.wire.exports import Value

REPLACED: Final = "\ufffd"
_UNHELD: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What XML or the readers of tables can't hold."""
YES: Final = Words("예", "yes")
NO: Final = Words("아니요", "no")
_REMEMBERED: Final = 131_072
"""Values of all columns together; about 40 MiB of memory where all are different and long."""
_SHORT: Final = 200


class Remembered(dict[Value, str]):
    """What became of the values of one of several columns; most come again and again. It stays small."""

    def __init__(self, convert: Callable[[Value], str], columns: int) -> None:
        super().__init__()
        self._convert = convert
        self._most = _REMEMBERED // columns

    def __missing__(self, value: Value) -> str:
        made = self._convert(value)
        if len(made) <= _SHORT:
            if len(self) >= self._most:
                self.clear()
            self[value] = made
        return made


def held(text: str) -> str:
    """The text composed (NFC), with a mark for each letter that a file of text can't hold."""
    if text.isascii() and text.isprintable():
        return text
    return _UNHELD.sub(REPLACED, unicodedata.normalize("NFC", text))


def cell_text(text: str) -> str:
    """A text as it stands in a cell of a table."""
    return neutral(held(text))


def shown(column: Column, language: FileLanguage) -> Callable[[Value], str]:
    """How a column's values, none of them None, read as texts; numbers are digits and a sign only."""
    if column.kind is Kind.CODE:
        words = {code: said.in_(language) for code, said in column.codes.items()}
        return lambda value: words.get(str(value), str(value))
    if column.kind is Kind.FLAG:
        yes, no = YES.in_(language), NO.in_(language)
        return lambda value: yes if value else no
    if column.kind is Kind.MOMENT:
        return lambda value: str(value).replace("T", " ")
    return str


def number_text(number: int, kind: Kind, language: FileLanguage) -> str:
    """A number for people: `1,234`, `1,234원`, `₩1,234`; negative ones with a sign before all."""
    digits = f"{abs(number):,}"
    sign = "-" if number < 0 else ""
    if kind is not Kind.WON:
        return sign + digits
    return f"{sign}{digits}원" if language == "ko" else f"{sign}₩{digits}"
