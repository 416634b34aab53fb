"""The cafeteria's week as somebody copies it from a spreadsheet: which cell is of which day and corner.

Days may stand in the first row or in the first column. Cells are parted by tabs, and in quotes where they hold lines.
"""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from lunch_desktop.domain.times import Day

LONGEST_PASTE: Final = 60_000
MOST_CELLS: Final = 2_000
_WEEKDAYS: Final = {
    name: place
    for names in (
        ("월", "화", "수", "목", "금", "토", "일"),
        ("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    )
    for place, name in enumerate(names)
}
_WHOLE: Final = re.compile(r"(20\d{2})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})")
_SHORT: Final = re.compile(r"(?<!\d)(\d{1,2})\s*(?:[-./]\s*(\d{1,2})(?!\d)|월\s*(\d{1,2})\s*일)")
_OF_MONTH: Final = re.compile(r"(?<!\d)(\d{1,2})\s*일(?![가-힣])")
_WEEKDAY: Final = re.compile(
    r"^\s*[(\[]?\s*(월|화|수|목|금|토|일)(?:요일)?\s*[)\]]?\s*$|^\s*([a-z]{3,9})\.?\s*$", re.IGNORECASE
)
_PRICE: Final = re.compile(r"^[₩\\(]*\s*(\d{1,3}(?:,\d{3})+|\d{4,6})\s*(?:원|won|krw)?\s*\)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PastedMenu:
    """What was understood of a cell."""

    day: Day
    corner: str
    dishes: str
    price: int | None


@dataclass(frozen=True, slots=True)
class PastedWeek:
    """All that was understood, in order; `strange` are cells of which nobody knows the day."""

    menus: tuple[PastedMenu, ...]
    strange: tuple[str, ...]


def read_week(text: str, today: Day) -> PastedWeek:
    """Read what was pasted; days without a year or month are the nearest to `today`."""
    cells = _cells(text[:LONGEST_PASTE])
    if not cells:
        return PastedWeek((), ())
    present = date.fromisoformat(today)
    across = [_row_of_days(row, present) for row in cells]
    header = next((place for place, row in enumerate(across) if sum(day is not None for day in row) >= 2), None)
    if header is None:
        down = [_day(row[0], present) for row in cells]
        if any(down):
            return _by_rows(cells, down)
        header = next((place for place, row in enumerate(across) if any(row)), None)
    if header is None:
        return PastedWeek((), tuple(_shortened(cell) for row in cells for cell in row if cell))
    return _by_columns(cells, header, across[header])


def _cells(text: str) -> list[list[str]]:
    try:
        rows = list(csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter="\t"))
    except csv.Error:
        rows = [line.split("\t") for line in text.splitlines()]
    cleaned = [["\n".join(part.strip() for part in cell.splitlines()).strip() for cell in row] for row in rows]
    width = min(max((len(row) for row in cleaned), default=0), 60)
    kept = [(row + [""] * width)[:width] for row in cleaned if any(row)]
    return kept[: MOST_CELLS // max(width, 1)]


def _row_of_days(row: Sequence[str], present: date) -> list[Day | None]:
    return [_day(cell, present) for cell in row]


def _by_columns(cells: Sequence[Sequence[str]], header: int, days: Sequence[Day | None]) -> PastedWeek:
    """Each column is a day; a cell in a column without one, before the first day, names the corner from there on."""
    first = next(place for place, day in enumerate(days) if day is not None)
    found: dict[tuple[Day, str], list[str]] = {}
    strange: list[str] = [_shortened(cell) for row in cells[:header] for cell in row if cell]
    corner = ""
    for row in cells[header + 1 :]:
        corner = next((" ".join(cell.split()) for cell in row[:first] if cell), corner)
        for cell, day in zip(row[first:], days[first:], strict=True):
            if cell and day is not None:
                found.setdefault((day, corner), []).append(cell)
            elif cell:
                strange.append(_shortened(cell))
    return _week(found, strange)


def _by_rows(cells: Sequence[Sequence[str]], down: Sequence[Day | None]) -> PastedWeek:
    """Each row is a day, and each column a corner, if a row above the first day names them."""
    first = next(place for place, day in enumerate(down) if day is not None)
    corners = [" ".join(cell.split()) for cell in cells[first - 1]] if first else [""] * len(cells[0])
    found: dict[tuple[Day, str], list[str]] = {}
    strange: list[str] = [_shortened(cell) for row in cells[: max(first - 1, 0)] for cell in row if cell]
    day = None
    for row, here in zip(cells[first:], down[first:], strict=True):
        day = here or (day if not row[0] else None)
        for cell, corner in zip(row[1:], corners[1:], strict=True):
            if cell and day is not None:
                found.setdefault((day, corner), []).append(cell)
            elif cell:
                strange.append(_shortened(cell))
    return _week(found, strange)


def _week(found: dict[tuple[Day, str], list[str]], strange: Sequence[str]) -> PastedWeek:
    menus: list[PastedMenu] = []
    for (day, corner), parts in sorted(found.items()):
        price, dishes = None, []
        for line in (line for part in parts for line in part.splitlines() if line):
            paid = _PRICE.match(line)
            if paid:
                price = int(paid[1].replace(",", ""))
            else:
                dishes.append(line)
        if dishes:
            menus.append(PastedMenu(day, corner[:40], "\n".join(dishes)[:600], price))
    return PastedWeek(tuple(menus), tuple(strange))


def _day(cell: str, present: date) -> Day | None:
    """The day that a cell names, None where it names none."""
    line = " ".join(cell.split())
    if not line or len(line) > 24:
        return None
    whole, short, of_month, weekday = (one.search(line) for one in (_WHOLE, _SHORT, _OF_MONTH, _WEEKDAY))
    try:
        if whole:
            return Day(date(*(int(part) for part in whole.groups())).isoformat())
        if short:
            month, day = (int(part) for part in short.groups() if part)
            near = [date(year, month, day) for year in (present.year - 1, present.year, present.year + 1)]
            return Day(min(near, key=lambda one: abs(one - present)).isoformat())
        if of_month:
            return _nearest_of_month(int(of_month[1]), present)
    except ValueError:
        return None
    place = _WEEKDAYS.get((weekday[1] or weekday[2]).casefold()) if weekday else None
    return None if place is None else _of_week(place, present)


def _nearest_of_month(number: int, present: date) -> Day | None:
    near = [present + timedelta(days=away) for away in range(-20, 21)]
    found = [one for one in near if one.day == number]
    return Day(min(found, key=lambda one: abs(one - present)).isoformat()) if found else None


def _of_week(place: int, present: date) -> Day:
    """That day of this week; from Saturday on of the next, as nobody plans what is over."""
    monday = present - timedelta(days=present.weekday())
    if present.weekday() >= 5:
        monday += timedelta(days=7)
    return Day((monday + timedelta(days=place)).isoformat())


def _shortened(cell: str) -> str:
    line = " ".join(cell.split())
    return line if len(line) <= 30 else line[:29] + "…"
