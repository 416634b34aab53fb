"""What a dataset's columns are called and hold, in both languages: all that the files and the window need of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

FileLanguage = Literal["ko", "en"]


@dataclass(frozen=True, slots=True)
class Words:
    """A text of a file in both languages; which is used is chosen for each file, whatever the window's language."""

    ko: str
    en: str

    def in_(self, language: FileLanguage) -> str:
        """The text in a language."""
        return self.ko if language == "ko" else self.en


class Kind(StrEnum):
    """What a column's values are, see `wire.exports.Value`; None is an empty cell in each."""

    TEXT = "text"
    NUMBER = "number"
    """A whole number."""
    WON = "won"
    """A whole number of won, which may be negative."""
    DAY = "day"
    """`2026-11-23`; a true date in a spreadsheet."""
    TIME = "time"
    """`11:50`, in the office's zone; a true time of day in a spreadsheet."""
    MOMENT = "moment"
    """`2026-11-23T11:50:00`, in the office's zone; a true date and time in a spreadsheet."""
    CODE = "code"
    """One of the column's `codes`, written as its words; in JSON Lines as the code."""
    FLAG = "flag"
    """True or false, written as yes or no."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `name` is its key in requests and JSON Lines, `width` the letters of its usual value."""

    name: str
    words: Words
    kind: Kind = Kind.TEXT
    width: int = 14
    codes: Mapping[str, Words] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Total:
    """A number over all rows, whole: `name` is its key in `ExportHead.totals`."""

    name: str
    words: Words
    kind: Kind = Kind.NUMBER


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of a report's summary page: bars of how many rows there are by a column, or of a column's sum by it.

    `by` names a CODE, DAY or TEXT column; of days, months are made. `sum` names a NUMBER or WON column. The greatest
    twelve are drawn, the rest as one bar.
    """

    words: Words
    by: str
    sum: str | None = None
