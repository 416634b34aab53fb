"""Points in time and calendar days as the rules see them.

An `Instant` counts milliseconds since 1970-01-01T00:00Z: it is the same in a row, in a message and in SQL, on every
engine, and compares without parsing. A `Day` is the office's calendar day, `YYYY-MM-DD`, because lunch belongs to the
day at the office and not to the traveller's.
"""

from datetime import UTC, date, datetime
from typing import NewType
from zoneinfo import ZoneInfo

Instant = NewType("Instant", int)
Day = NewType("Day", str)

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE

EARLIEST = Instant(946_684_800_000)
"""2000-01-01T00:00Z; a time before it is a fault of the caller's."""
LATEST = Instant(4_102_444_800_000)
"""2100-01-01T00:00Z."""


def local(instant: Instant, time_zone: str) -> datetime:
    """The wall clock of `time_zone` (an IANA name) at `instant`."""
    return datetime.fromtimestamp(instant / 1000, UTC).astimezone(ZoneInfo(time_zone))


def day_of(instant: Instant, time_zone: str) -> Day:
    """The calendar day in `time_zone` that `instant` falls on."""
    return Day(local(instant, time_zone).date().isoformat())


def at(day: Day, hour: int, minute: int, time_zone: str) -> Instant:
    """The instant at which the wall clock of `time_zone` shows `hour`:`minute` on `day`."""
    wall = datetime.fromisoformat(day).replace(hour=hour, minute=minute, tzinfo=ZoneInfo(time_zone))
    return Instant(round(wall.timestamp() * 1000))


def later(instant: Instant, milliseconds: int) -> Instant:
    """`instant` moved by `milliseconds`, which may be negative."""
    return Instant(instant + milliseconds)


def is_day(text: str) -> bool:
    """Whether `text` is a calendar day as rows hold it, within the years that instants can have."""
    try:
        return len(text) == 10 and 2000 <= date.fromisoformat(text).year < 2100
    except ValueError:
        return False
