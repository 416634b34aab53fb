"""Whether a lunch fits a restaurant: its opening hours, its kitchen, and the way there and back.

It is only ever a warning. Who meets at the restaurant itself, or knows the cook, knows better.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lunch_desktop.domain.restaurants.entities import Restaurant
from lunch_desktop.domain.restaurants.hours_text import HoursError, parse_hours
from lunch_desktop.domain.restaurants.opening_hours import (
    IsHoliday,
    OpeningHours,
    next_opening,
    open_time,
    times_on,
)
from lunch_desktop.domain.times import MINUTE, Instant, day_of

LEAST_AT_TABLE: Final = 20
"""Minutes between the way there and the way back, below which nobody eats in peace."""


class Misfit(StrEnum):
    """Why a lunch does not fit."""

    CLOSED = "closed"
    """All day."""
    HOLIDAY = "holiday"
    """All day, because it is a public holiday."""
    BREAK = "break"
    """Between two times of being open on that day."""
    NOT_YET_OPEN = "not_yet_open"
    OVER = "over"
    """It closed before one arrives."""
    LAST_ORDER = "last_order"
    """The kitchen takes no more orders when one arrives."""
    CLOSES = "closes"
    """It closes before lunch is over."""
    WAY = "way"
    """Nearly all of the time goes for the way there and back."""


@dataclass(frozen=True, slots=True)
class Warned:
    """One warning. `at` is when it opens, closes or takes the last order; None where there is no such time.

    `minutes` is what is left at the table, for `way`.
    """

    misfit: Misfit
    at: Instant | None = None
    minutes: int = 0


def hours_of(restaurant: Restaurant) -> OpeningHours | None:
    """The restaurant's opening hours; None where they are unknown, or in words of a newer program."""
    try:
        return parse_hours(restaurant.hours) if restaurant.hours else None
    except HoursError:
        return None


def misfit(
    restaurant: Restaurant, meets_at: Instant, minutes: int, time_zone: str, is_holiday: IsHoliday
) -> Warned | None:
    """The gravest reason why a lunch of so many minutes, met for at the office, does not fit; None if it does."""
    arrives = Instant(meets_at + restaurant.walk_minutes * MINUTE)
    leaves = Instant(meets_at + (minutes - restaurant.walk_minutes) * MINUTE)
    hours = hours_of(restaurant)
    found = None if hours is None else _by_hours(hours, arrives, leaves, time_zone, is_holiday)
    if found is not None:
        return found
    at_table = (leaves - arrives) // MINUTE
    return Warned(Misfit.WAY, minutes=max(0, at_table)) if at_table < LEAST_AT_TABLE else None


def _by_hours(
    hours: OpeningHours, arrives: Instant, leaves: Instant, time_zone: str, is_holiday: IsHoliday
) -> Warned | None:
    time = open_time(hours, arrives, time_zone, is_holiday)
    if time is None:
        return _closed(hours, arrives, time_zone, is_holiday)
    if time.last_order is not None and arrives > time.last_order:
        return Warned(Misfit.LAST_ORDER, time.last_order)
    if leaves > time.closes:
        return Warned(Misfit.CLOSES, time.closes)
    return None


def _closed(hours: OpeningHours, arrives: Instant, time_zone: str, is_holiday: IsHoliday) -> Warned:
    day = day_of(arrives, time_zone)
    times = times_on(hours, day, time_zone, is_holiday)
    opens = next_opening(hours, arrives, time_zone, is_holiday)
    if not times:
        is_off = hours.closed_on_holidays and is_holiday(day)
        return Warned(Misfit.HOLIDAY if is_off else Misfit.CLOSED, opens)
    if arrives < times[0].opens:
        return Warned(Misfit.NOT_YET_OPEN, times[0].opens)
    if arrives >= times[-1].closes:
        return Warned(Misfit.OVER, times[-1].closes)
    return Warned(Misfit.BREAK, opens)
