"""Points in time as people say them, in an office's time zone.

Every function takes the IANA name of the time zone where a wall clock is shown, and at its end the language; without
one it speaks the language in force.
"""

from datetime import date

from PySide6.QtCore import QDate

from lunch_desktop.domain.times import MINUTE, Day, Instant, day_of, local
from lunch_desktop.system.languages import Language
from lunch_desktop.ui.texts.language import Speaker, half_days_in_force
from lunch_desktop.ui.texts.particles import fill


def clock(instant: Instant, time_zone: str, language: Language | None = None) -> str:
    """The wall clock: "13:30", or where times are written in halves of the day, "오후 1:30" or "1:30 pm"."""
    when = local(instant, time_zone)
    return wall_clock(when.hour, when.minute, language)


def wall_clock(hour: int, minute: int, language: Language | None = None) -> str:
    """A time of any day: "13:30", or in halves of the day, "오후 1:30" or "1:30 pm"."""
    speaker = Speaker(language)
    if not half_days_in_force():
        return f"{hour:02}:{minute:02}"
    half = speaker.translate("Times", "%1 am") if hour < 12 else speaker.translate("Times", "%1 pm")
    return fill(half, f"{hour % 12 or 12}:{minute:02}")


def widest_clock() -> str:
    """A time that takes as much room as any."""
    return wall_clock(22, 0)


def window(start: Instant, end: Instant, time_zone: str, language: Language | None = None) -> str:
    """From one time to another, "11:30–13:00"."""
    return f"{clock(start, time_zone, language)}–{clock(end, time_zone, language)}"


def short_date(instant: Instant, time_zone: str, language: Language | None = None) -> str:
    """ "Mon 26 Oct", "10월 26일 (월)"."""
    return short_day(day_of(instant, time_zone), language)


def short_day(day: Day, language: Language | None = None) -> str:
    """ "Mon 26 Oct", "10월 26일 (월)"."""
    speaker = Speaker(language)
    return _written(day, speaker.translate("Times", "ddd d MMM"), speaker)


def long_day(day: Day, language: Language | None = None) -> str:
    """ "Monday 26 October", "10월 26일 월요일"."""
    speaker = Speaker(language)
    return _written(day, speaker.translate("Times", "dddd d MMMM"), speaker)


def full_day(day: Day, language: Language | None = None) -> str:
    """ "26 Oct 2026", "2026년 10월 26일"."""
    speaker = Speaker(language)
    return _written(day, speaker.translate("Times", "d MMM yyyy"), speaker)


def day_heading(day: Day, today: Day, language: Language | None = None) -> str:
    """ "Today", "Tomorrow" or "Yesterday", else the day with its weekday."""
    speaker = Speaker(language)
    match (date.fromisoformat(day) - date.fromisoformat(today)).days:
        case -1:
            return speaker.translate("Times", "Yesterday")
        case 0:
            return speaker.translate("Times", "Today")
        case 1:
            return speaker.translate("Times", "Tomorrow")
    return long_day(day, language)


def until(instant: Instant, now: Instant, language: Language | None = None) -> str:
    """How long until `instant`: "in 28 min", "28분 후"; "now" once it has come.

    A minute that has begun counts whole: "in 1 min" is said through the last sixty seconds.
    """
    speaker = Speaker(language)
    minutes = -((now - instant) // MINUTE)
    hours, rest = divmod(minutes, 60)
    if minutes <= 0:
        return speaker.translate("Times", "now")
    if hours == 0:
        return fill(speaker.translate("Times", "in %1 min"), minutes)
    if hours >= 24:
        return fill(speaker.translate("Times", "in %1 d"), hours // 24)
    if rest == 0:
        return fill(speaker.translate("Times", "in %1 h"), hours)
    return fill(speaker.translate("Times", "in %1 h %2 min"), hours, rest)


def since(instant: Instant, now: Instant, language: Language | None = None) -> str:
    """How long ago `instant` was: "5 min ago", "5분 전"; "just now" within the first minute."""
    speaker = Speaker(language)
    minutes = (now - instant) // MINUTE
    if minutes <= 0:
        return speaker.translate("Times", "just now")
    if minutes < 60:
        return fill(speaker.translate("Times", "%1 min ago"), minutes)
    if minutes < 24 * 60:
        return fill(speaker.translate("Times", "%1 h ago"), minutes // 60)
    return fill(speaker.translate("Times", "%1 d ago"), minutes // (24 * 60))


def moment(instant: Instant, time_zone: str, now: Instant, language: Language | None = None) -> str:
    """A point in the past within a sentence: "today 09:10", "yesterday 15:02", "Mon 23 Nov 15:02"."""
    speaker, time = Speaker(language), clock(instant, time_zone, language)
    day, today = (date.fromisoformat(day_of(one, time_zone)) for one in (instant, now))
    match (day - today).days:
        case 0:
            return fill(speaker.translate("Times", "today %1"), time)
        case -1:
            return fill(speaker.translate("Times", "yesterday %1"), time)
    return f"{short_date(instant, time_zone, language)} {time}"


def as_of(instant: Instant, time_zone: str, now: Instant | None = None, language: Language | None = None) -> str:
    """How fresh something is: "as of 11:02", "11:02 기준"; with the date when `now` is on another day."""
    shown = clock(instant, time_zone, language)
    if now is not None and day_of(instant, time_zone) != day_of(now, time_zone):
        shown = f"{short_date(instant, time_zone, language)} {shown}"
    return fill(Speaker(language).translate("Times", "as of %1"), shown)


def _written(day: Day, pattern: str, speaker: Speaker) -> str:
    when = date.fromisoformat(day)
    return speaker.locale.toString(QDate(when.year, when.month, when.day), pattern)
