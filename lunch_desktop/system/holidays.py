"""Public holidays, by resources/calendars: those of the solar calendar by rule, those of the lunar one by date."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import Final

from lunch_desktop.system.resources import resource_path

_SATURDAY: Final = 5
_KOREA: Final = "Asia/Seoul"


class Holiday(StrEnum):
    """Korea's holidays; the values are their names in the calendar's file."""

    NEW_YEAR = "new_year"
    SEOLLAL = "seollal"
    INDEPENDENCE_MOVEMENT = "independence_movement"
    LABOUR = "labour"
    CHILDREN = "children"
    BUDDHA = "buddha"
    MEMORIAL = "memorial"
    CONSTITUTION = "constitution"
    LIBERATION = "liberation"
    CHUSEOK = "chuseok"
    FOUNDATION = "foundation"
    HANGUL = "hangul"
    CHRISTMAS = "christmas"
    SUBSTITUTE = "substitute"
    """A day that makes up for one that fell on a weekend."""


@dataclass(frozen=True, slots=True)
class _Anniversary:
    name: str
    month: int
    day: int
    substitute: bool


@cache
def korean_holidays(year: int) -> Mapping[date, Holiday]:
    """Every public holiday of a year; the lunar ones as far as they are known."""
    fixed, lunar = _calendar()
    days = {day: name for day, name in lunar.items() if day.year == year}
    anniversaries = [(date(year, one.month, one.day), one) for one in fixed]
    for day, one in anniversaries:
        days.setdefault(day, Holiday(one.name))
    off = set(days)
    for day, one in anniversaries:
        if one.substitute and day.weekday() >= _SATURDAY:
            free = day
            while free.weekday() >= _SATURDAY or free in off:
                free += timedelta(days=1)
            days.setdefault(free, Holiday.SUBSTITUTE)
    return days


def holidays_of(time_zone: str, year: int) -> Mapping[date, Holiday]:
    """The holidays of the country that a time zone is in; none where we don't know them."""
    return korean_holidays(year) if time_zone == _KOREA else {}


def is_day_off(day: date, time_zone: str) -> bool:
    """A weekend, or a public holiday there."""
    return day.weekday() >= _SATURDAY or day in holidays_of(time_zone, day.year)


@cache
def _calendar() -> tuple[tuple[_Anniversary, ...], Mapping[date, Holiday]]:
    with resource_path("calendars", "korea.toml").open("rb") as file:
        raw = tomllib.load(file)
    lunar = {day: Holiday(name) for name, days in raw["lunar"].items() for day in days}
    return tuple(_Anniversary(**one) for one in raw["fixed"]), lunar
