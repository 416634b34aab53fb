"""Periods that are named by where today stands, as presets and command lines use them."""

from datetime import date, timedelta
from enum import StrEnum

from lunch_desktop.domain.times import Day


class Period(StrEnum):
    """Weeks begin on Mondays."""

    THIS_WEEK = "this_week"
    LAST_WEEK = "last_week"
    THIS_MONTH = "this_month"
    LAST_MONTH = "last_month"
    THIS_YEAR = "this_year"


def days_of(period: Period, today: Day) -> tuple[Day, Day]:
    """The first and the last day of a period, both included."""
    now = date.fromisoformat(today)
    monday, first = now - timedelta(days=now.weekday()), now.replace(day=1)
    match period:
        case Period.THIS_WEEK:
            days = monday, monday + timedelta(days=6)
        case Period.LAST_WEEK:
            days = monday - timedelta(days=7), monday - timedelta(days=1)
        case Period.THIS_MONTH:
            days = first, _next_month(first) - timedelta(days=1)
        case Period.LAST_MONTH:
            last = first - timedelta(days=1)
            days = last.replace(day=1), last
        case Period.THIS_YEAR:
            days = now.replace(month=1, day=1), now.replace(month=12, day=31)
    return Day(days[0].isoformat()), Day(days[1].isoformat())


def _next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)
