"""What the clocks of offices show: of instants in rows, and of those in SQL."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from lunch_desktop.domain.times import HOUR, MINUTE

DAY: Final = 24 * HOUR
_STEP: Final = 7 * DAY
"""No two changes of a clock lie nearer to each other."""


class Span(NamedTuple):
    """From `begins` (ms) on a zone's clocks are `ahead` (ms) of UTC."""

    begins: int
    ahead: int


def ahead_of_utc(instant: int, time_zone: str) -> int:
    """By how many milliseconds the clocks of a zone (IANA) are ahead at an instant."""
    ahead = datetime.fromtimestamp(instant / 1000, UTC).astimezone(ZoneInfo(time_zone)).utcoffset()
    return round(ahead.total_seconds() * 1000) if ahead is not None else 0


def spans(time_zone: str, first: int, last: int) -> Sequence[Span]:
    """How far the clocks are ahead between two instants, in order."""
    found = [Span(first, ahead_of_utc(first, time_zone))]
    at = first
    while at < last:
        then = min(at + _STEP, last)
        if ahead_of_utc(then, time_zone) != found[-1].ahead:
            found.append(_change(time_zone, at, then))
        at = then
    return found


def _change(time_zone: str, before: int, after: int) -> Span:
    """The change between two instants; clocks change on a whole minute."""
    former = ahead_of_utc(before, time_zone)
    while after - before > MINUTE:
        middle = (before + after) // 2
        if ahead_of_utc(middle, time_zone) == former:
            before = middle
        else:
            after = middle
    begins = after - after % MINUTE
    return Span(begins, ahead_of_utc(begins, time_zone))


def shown(instant: int, time_zone: str, *, moment: bool) -> str:
    """`2026-11-23T11:50:00`, or `11:50`, as a clock of the zone shows it."""
    text = datetime.fromtimestamp(instant // 1000, UTC).astimezone(ZoneInfo(time_zone)).isoformat()
    return text[:19] if moment else text[11:16]
