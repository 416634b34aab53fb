"""How often a group has lunch: a small part of RFC 5545's RRULE, and the days that it comes to.

The part: daily, weekly or monthly, every so many days, weeks or months, on weekdays, on days of the month, on the n-th
of a month's weekdays, so many times or until a day. Anything else is refused, also what a calendar program would take:
lunch is at most once a day, and whoever reads a rule should be able to say it in one sentence.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final

from dateutil.rrule import rrule, rrulestr

from lunch_desktop.domain.times import Day, is_day

LONGEST_RULE: Final = 120
FARTHEST: Final = 2 * 366
"""A rule whose first lunch is more days ahead of its start than this is taken for a mistake."""
_MOST_EVERY: Final[Mapping[str, int]] = {"DAILY": 31, "WEEKLY": 26, "MONTHLY": 12}
_MOST_TIMES: Final = 500
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,2}")
_WEEKDAYS: Final = re.compile(r"(MO|TU|WE|TH|FR|SA|SU)(,(MO|TU|WE|TH|FR|SA|SU))*")
_NTH_WEEKDAYS: Final = re.compile(r"(-1|[1-5])?(MO|TU|WE|TH|FR|SA|SU)(,(-1|[1-5])?(MO|TU|WE|TH|FR|SA|SU))*")
_MONTH_DAYS: Final = re.compile(r"(-1|[1-9]|[12][0-9]|3[01])(,(-1|[1-9]|[12][0-9]|3[01]))*")
_POSITIONS: Final = re.compile(r"(-1|[1-5])")
_UNTIL: Final = re.compile(r"[0-9]{8}")
_PARTS: Final = frozenset({"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYSETPOS", "COUNT", "UNTIL"})


class NotPossible(ValueError):
    """The text is no rule that a group can have."""


def parts_of(rule: str) -> Mapping[str, str]:
    """The parts of a rule by name, checked one by one and against each other. Raises NotPossible."""
    if len(rule) > LONGEST_RULE:
        raise NotPossible("too long")
    parts: dict[str, str] = {}
    for part in rule.split(";"):
        name, _, value = part.partition("=")
        if name not in _PARTS or name in parts or not value:
            raise NotPossible(part)
        parts[name] = value
    _check_parts(parts)
    return parts


def check_rule(rule: str, starts_on: Day) -> None:
    """Raises NotPossible for a rule that is none, or comes to no day within two years of `starts_on`."""
    parts_of(rule)
    first = date.fromisoformat(starts_on)
    if not days_of(rule, starts_on, starts_on, Day((first + timedelta(FARTHEST)).isoformat())):
        raise NotPossible("never")


@lru_cache(4096)
def days_of(rule: str, starts_on: Day, first: Day, last: Day) -> tuple[Day, ...]:
    """The days from `first` to `last`, both included, that a checked rule comes to; none for an empty one."""
    if not rule or last < first:
        return ()
    since, until = datetime.fromisoformat(first), datetime.fromisoformat(last)
    return tuple(Day(one.date().isoformat()) for one in _rrule(rule, starts_on).between(since, until, inc=True))


def next_days(rule: str, starts_on: Day, first: Day, count: int) -> tuple[Day, ...]:
    """The first `count` days from `first` on, as far as two years reach."""
    last = Day((date.fromisoformat(first) + timedelta(FARTHEST)).isoformat())
    found: list[Day] = []
    for one in _rrule(rule, starts_on).xafter(datetime.fromisoformat(first), inc=True) if rule else ():
        day = Day(one.date().isoformat())
        if len(found) == count or day > last:
            break
        found.append(day)
    return tuple(found)


def _rrule(rule: str, starts_on: Day) -> rrule:
    made = rrulestr(rule, dtstart=datetime.fromisoformat(starts_on))
    assert isinstance(made, rrule)
    return made


def _check_parts(parts: Mapping[str, str]) -> None:
    frequency = parts.get("FREQ", "")
    most = _MOST_EVERY.get(frequency)
    if most is None:
        raise NotPossible("FREQ")
    _check_number(parts.get("INTERVAL"), most)
    _check_number(parts.get("COUNT"), _MOST_TIMES)
    monthly = frequency == "MONTHLY"
    _check_text(parts.get("BYDAY"), _NTH_WEEKDAYS if monthly else _WEEKDAYS)
    _check_text(parts.get("BYMONTHDAY"), _MONTH_DAYS if monthly else None)
    _check_text(parts.get("BYSETPOS"), _POSITIONS if monthly and "BYDAY" in parts else None)
    _check_text(parts.get("UNTIL"), _UNTIL)
    until = parts.get("UNTIL")
    if until and ("COUNT" in parts or not is_day(f"{until[:4]}-{until[4:6]}-{until[6:]}")):
        raise NotPossible("UNTIL")
    if "BYSETPOS" in parts and re.search("[0-9]", parts["BYDAY"]):
        raise NotPossible("BYSETPOS")


def _check_number(value: str | None, most: int) -> None:
    if value is not None and not (_NUMBER.fullmatch(value) and int(value) <= most):
        raise NotPossible(value)


def _check_text(value: str | None, form: re.Pattern[str] | None) -> None:
    if value is not None and (form is None or not form.fullmatch(value)):
        raise NotPossible(value)
