"""How the page of exports speaks."""

import datetime as dt
from typing import Final

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from lunch_desktop.domain.times import Day, Instant
from lunch_desktop.exchange.periods import Period
from lunch_desktop.ui.pages.exports.wanted import CUSTOM
from lunch_desktop.ui.texts.numbers import number
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.times import as_of
from lunch_desktop.ui.widgets.radio_group import RadioOption
from lunch_desktop.wire.exports import ExportHead

translate = QCoreApplication.translate

ALL_TIME: Final = "all"
_KIB: Final = 1024


def period_options() -> list[tuple[str, str]]:
    """Keys and words of the periods, in the order in which they are offered."""
    return [
        (Period.THIS_WEEK.value, translate("Exports", "This week")),
        (Period.LAST_WEEK.value, translate("Exports", "Last week")),
        (Period.THIS_MONTH.value, translate("Exports", "This month")),
        (Period.LAST_MONTH.value, translate("Exports", "Last month")),
        (Period.THIS_YEAR.value, translate("Exports", "This year")),
        (CUSTOM, translate("Exports", "From a day to a day")),
        (ALL_TIME, translate("Exports", "All the time")),
    ]


def format_options() -> list[RadioOption]:
    """The formats, each with what it is good for."""
    return [
        RadioOption(
            "xlsx", "XLSX", translate("Exports", "For Excel: true dates and numbers, a filter in the first row")
        ),
        RadioOption("csv", "CSV", translate("Exports", "For other programs; Korean Excel opens it, too")),
        RadioOption(
            "jsonl", "JSON Lines", translate("Exports", "For programs: one row a line, codes instead of words")
        ),
        RadioOption("pdf", "PDF", translate("Exports", "To print and to show: a summary with charts, then the table")),
    ]


def written_day(day: str) -> str:
    """ "23 Nov 2026", "2026년 11월 23일"."""
    when = dt.date.fromisoformat(day)
    pattern = translate("Exports", "d MMM yyyy")
    return QLocale().toString(QDate(when.year, when.month, when.day), pattern)


def days_words(first: str | None, last: str | None) -> str:
    """From when to when."""
    if first is not None and last is not None:
        return f"{written_day(first)} – {written_day(last)}"
    if first is not None:
        return fill(translate("Exports", "From %1 on"), written_day(first))
    if last is not None:
        return fill(translate("Exports", "Until %1"), written_day(last))
    return ""


def rows_words(count: int) -> str:
    """How many rows; thousands stand apart, which Qt's own plural does not do."""
    if count == 1:
        return translate("Exports", "1 row")
    return fill(translate("Exports", "%1 rows"), number(count))


def whence(head: ExportHead, now: Instant) -> str:
    """Where the rows come from, and how fresh they are."""
    if head.source == "server":
        return fill(translate("Exports", "From the server, %1"), as_of(Instant(head.as_of or now), head.time_zone, now))
    if head.as_of is None:
        fresh = translate("Exports", "never synced")
    else:
        fresh = as_of(Instant(head.as_of), head.time_zone, now)
    words = fill(translate("Exports", "From this PC, %1"), fresh)
    count = head.waiting
    if count:
        waiting = translate("Exports", "%n change(s) waiting", None, count)
        words = f"{words}, {waiting}"
    return words


def size_words(size: int) -> str:
    """ "56 kB", as file managers write it."""
    return QLocale().formattedDataSize(size, 1 if size >= _KIB else 0, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


def day_or_today(text: str | None, today: Day) -> QDate:
    """For a field of a date."""
    when = dt.date.fromisoformat(text or today)
    return QDate(when.year, when.month, when.day)
