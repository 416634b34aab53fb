"""The demo office's calendar: on which days people come to work, and when they have time to arrange lunch."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from lunch_desktop.domain.times import MINUTE, Day, Instant, at, day_of, later
from lunch_desktop.system.holidays import korean_holidays

_SATURDAY: Final = 5
_ONE_DAY: Final = timedelta(days=1)
_MORNING: Final = 9
_EVENING: Final = 18


def is_workday(day: Day) -> bool:
    """Neither a weekend nor a public holiday in Korea."""
    return _is_workday(date.fromisoformat(day))


def _is_workday(day: date) -> bool:
    return day.weekday() < _SATURDAY and day not in korean_holidays(day.year)


def workdays_before(day: Day) -> Iterator[Day]:
    """The workdays before `day`, the latest first; endless."""
    return _workdays(day, -_ONE_DAY)


def workdays_after(day: Day) -> Iterator[Day]:
    """The workdays after `day`, the nearest first; endless."""
    return _workdays(day, _ONE_DAY)


def _workdays(day: Day, step: timedelta) -> Iterator[Day]:
    one = date.fromisoformat(day)
    while True:
        one += step
        if _is_workday(one):
            yield Day(one.isoformat())


def days_earlier(day: Day, days: int) -> Day:
    """The calendar day `days` before `day`."""
    return Day((date.fromisoformat(day) - timedelta(days=days)).isoformat())


@dataclass(frozen=True, slots=True)
class Clock:
    """The present at the office."""

    now: Instant
    time_zone: str

    @property
    def today(self) -> Day:
        """The office's day."""
        return day_of(self.now, self.time_zone)

    def at(self, day: Day, hour: int, minute: int = 0) -> Instant:
        """The instant at which the office's clock shows `hour`:`minute` on `day`."""
        return at(day, hour, minute, self.time_zone)

    def recently(self, rng: Random) -> Instant:
        """Some moment of the latest working hours, at least five minutes ago."""
        previous = next(workdays_before(self.today))
        spans = [(self.at(previous, _MORNING), self.at(previous, _EVENING))]
        so_far = (self.at(self.today, _MORNING), min(later(self.now, -5 * MINUTE), self.at(self.today, _EVENING)))
        if is_workday(self.today) and so_far[0] < so_far[1]:
            spans.append(so_far)
        return between(rng, *rng.choice(spans))


def between(rng: Random, start: Instant, end: Instant) -> Instant:
    """A moment from `start` to `end`; `start` where there is nothing in between."""
    return Instant(start + int(rng.random() * max(0, end - start)))
