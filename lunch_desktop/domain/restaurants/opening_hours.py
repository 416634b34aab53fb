"""When a restaurant is open, in the week of its office.

Kept as one line, which people can read too:

    Mon-Fri 11:00-15:00 last 14:30, 17:00-21:30 last 20:40; Sat 11:00-15:00; holidays closed

Days that are not named are closed; a gap between two spans of a day is a break; a span that ends at or before its
beginning ends on the next day. `hours_text` has what people may write instead.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from lunch_desktop.domain.times import Day, Instant, at, local

DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MIDNIGHT: Final = 24 * 60
"""Minutes of a day."""
_LOOKED_AHEAD: Final = 14
"""Days; whoever opens on no day of two weeks has closed for longer than anybody plans a lunch."""

IsHoliday = Callable[[Day], bool]
"""Whether a day is a public holiday of the office's country."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A time of being open, in minutes since the day's midnight; `closes` may lie in the next day.

    `last_order` is until when the kitchen takes orders, None where nobody said.
    """

    opens: int
    closes: int
    last_order: int | None = None


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """`week` has the spans of each day from Monday, in order; they don't overlap."""

    week: tuple[tuple[Span, ...], ...]
    closed_on_holidays: bool = False


@dataclass(frozen=True, slots=True)
class OpenTime:
    """A span on a certain day."""

    opens: Instant
    closes: Instant
    last_order: Instant | None


def write_hours(hours: OpeningHours) -> str:
    """The one line of the module's head; days in a row that are alike stand together."""
    parts: list[str] = []
    for spans, days in groupby(range(7), key=lambda day: hours.week[day]):
        first, *rest = days
        if spans:
            name = f"{DAYS[first]}-{DAYS[rest[-1]]}" if rest else DAYS[first]
            parts.append(f"{name} {', '.join(map(_span, spans))}")
    return "; ".join([*parts, *(["holidays closed"] if hours.closed_on_holidays else [])])


def _span(span: Span) -> str:
    last = "" if span.last_order is None else f" last {_clock(span.last_order)}"
    return f"{_clock(span.opens)}-{_clock(span.closes)}{last}"


def _clock(minutes: int) -> str:
    """24:00 for the midnight at the end of a day, as it says more than 00:00."""
    minutes = minutes if minutes <= MIDNIGHT else minutes - MIDNIGHT
    return f"{minutes // 60:02}:{minutes % 60:02}"


def times_on(hours: OpeningHours, day: Day, time_zone: str, is_holiday: IsHoliday) -> tuple[OpenTime, ...]:
    """When it is open on a day, in order; nothing where it is closed."""
    if hours.closed_on_holidays and is_holiday(day):
        return ()
    spans = hours.week[date.fromisoformat(day).weekday()]
    return tuple(
        OpenTime(
            _instant(day, span.opens, time_zone),
            _instant(day, span.closes, time_zone),
            None if span.last_order is None else _instant(day, span.last_order, time_zone),
        )
        for span in spans
    )


def _instant(day: Day, minutes: int, time_zone: str) -> Instant:
    days, minute = divmod(minutes, MIDNIGHT)
    return at(_later(day, days), minute // 60, minute % 60, time_zone)


def open_time(hours: OpeningHours, instant: Instant, time_zone: str, is_holiday: IsHoliday) -> OpenTime | None:
    """The time of being open that `instant` falls into; None where it is closed then."""
    today = Day(local(instant, time_zone).date().isoformat())
    for day in (_later(today, -1), today):
        for time in times_on(hours, day, time_zone, is_holiday):
            if time.opens <= instant < time.closes:
                return time
    return None


def is_open(hours: OpeningHours, instant: Instant, time_zone: str, is_holiday: IsHoliday) -> bool:
    """Whether somebody who comes at `instant` finds it open."""
    return open_time(hours, instant, time_zone, is_holiday) is not None


def next_opening(hours: OpeningHours, instant: Instant, time_zone: str, is_holiday: IsHoliday) -> Instant | None:
    """When it opens next, after `instant`; None if it does not within two weeks."""
    today = Day(local(instant, time_zone).date().isoformat())
    for day in _days_from(today):
        for time in times_on(hours, day, time_zone, is_holiday):
            if time.opens > instant:
                return time.opens
    return None


def _days_from(day: Day) -> Iterator[Day]:
    return (_later(day, days) for days in range(_LOOKED_AHEAD + 1))


def _later(day: Day, days: int) -> Day:
    return Day((date.fromisoformat(day) + timedelta(days=days)).isoformat()) if days else day
