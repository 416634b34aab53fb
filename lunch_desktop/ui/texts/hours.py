"""Opening hours in words: the week, how it stands now, and why a lunch does not fit."""

from datetime import date
from itertools import groupby

from PySide6.QtCore import QCoreApplication, QLocale

from lunch_desktop.domain.restaurants.entities import Restaurant
from lunch_desktop.domain.restaurants.fitting import Misfit, Warned, hours_of
from lunch_desktop.domain.restaurants.hours_text import HoursFault
from lunch_desktop.domain.restaurants.opening_hours import (
    MIDNIGHT,
    IsHoliday,
    OpeningHours,
    Span,
    next_opening,
    open_time,
)
from lunch_desktop.domain.times import Day, Instant, day_of
from lunch_desktop.system.holidays import holidays_of
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.times import clock, short_day, wall_clock

translate = QCoreApplication.translate


def holidays_in(time_zone: str) -> IsHoliday:
    """Whether a day is a public holiday where the office is."""

    return lambda day: date.fromisoformat(day) in holidays_of(time_zone, int(day[:4]))


def week_lines(hours: OpeningHours) -> list[str]:
    """The week, days that are alike in one line: "Mon–Fri 11:00–15:00, 17:00–21:30 (last order 20:40)"."""
    lines: list[str] = []
    for spans, days in groupby(range(7), key=lambda day: hours.week[day]):
        first, *rest = days
        name = _day_name(first) if not rest else f"{_day_name(first)}–{_day_name(rest[-1])}"
        said = ", ".join(map(_span, spans)) if spans else translate("Hours", "closed")
        lines.append(f"{name} {said}")
    if hours.closed_on_holidays:
        lines.append(translate("Hours", "Closed on public holidays"))
    return lines


def how_it_stands(restaurant: Restaurant, now: Instant, time_zone: str, is_holiday: IsHoliday) -> str:
    """ "Open until 21:00", "Opens at 17:00", "Closed today"; "" where the hours are unknown."""
    hours = hours_of(restaurant)
    if hours is None:
        return ""
    time = open_time(hours, now, time_zone, is_holiday)
    if time is not None:
        return fill(translate("Hours", "Open until %1"), clock(time.closes, time_zone))
    opens = next_opening(hours, now, time_zone, is_holiday)
    if opens is None:
        return translate("Hours", "Closed")
    if day_of(opens, time_zone) == day_of(now, time_zone):
        return fill(translate("Hours", "Opens at %1"), clock(opens, time_zone))
    return fill(
        translate("Hours", "Closed, opens %1"), f"{short_day(day_of(opens, time_zone))} {clock(opens, time_zone)}"
    )


def misfit_text(warned: Warned, restaurant: Restaurant, time_zone: str) -> str:
    """Why a lunch does not fit there, and what one can do."""
    at = clock(warned.at, time_zone) if warned.at is not None else ""
    walk = restaurant.walk_minutes
    match warned.misfit:
        case Misfit.CLOSED:
            return translate("Hours", "It is closed that day. Check the date, or choose another restaurant.")
        case Misfit.HOLIDAY:
            return translate("Hours", "It is closed on that public holiday.")
        case Misfit.BREAK:
            return fill(translate("Hours", "It has its break when you arrive, and opens again at %1."), at)
        case Misfit.NOT_YET_OPEN:
            return fill(translate("Hours", "It opens at %1, after you arrive."), at)
        case Misfit.OVER:
            return fill(translate("Hours", "It closes at %1, before you arrive."), at)
        case Misfit.LAST_ORDER:
            return fill(translate("Hours", "Its last order is at %1, before you arrive (%2 min walk)."), at, walk)
        case Misfit.CLOSES:
            return fill(translate("Hours", "It closes at %1, before you are done."), at)
    return fill(
        translate("Hours", "The walk takes %1 min each way, which leaves %2 min to eat. Plan for longer."),
        walk,
        warned.minutes,
    )


def fault_text(fault: HoursFault, part: str) -> str:
    """What is wrong with opening hours that somebody typed, and how they are written."""
    texts = {
        HoursFault.EMPTY: translate("Hours", "No day has a time. Write them like “Mon-Fri 11:00-21:00”."),
        HoursFault.TOO_LONG: translate("Hours", "The opening hours are too long."),
        HoursFault.NOT_UNDERSTOOD: translate("Hours", "“%1” is not understood. Write it like “Mon-Fri 11:00-21:00”."),
        HoursFault.NO_SUCH_TIME: translate("Hours", "“%1” is no time of the day."),
        HoursFault.NO_TIME: translate("Hours", "“%1” has no time."),
        HoursFault.DAY_TWICE: translate("Hours", "“%1” names a day that has its time already."),
        HoursFault.OVERLAPS: translate("Hours", "Two times overlap: “%1”"),
        HoursFault.BREAK_OUTSIDE: translate("Hours", "The break lies outside of the opening time: “%1”"),
        HoursFault.LAST_ORDER_OUTSIDE: translate("Hours", "The last order lies outside of the opening time: “%1”"),
    }
    return fill(texts[fault], part)


def _span(span: Span) -> str:
    said = f"{_clock(span.opens)}–{_clock(span.closes)}"
    if span.last_order is None:
        return said
    return fill(translate("Hours", "%1 (last order %2)"), said, _clock(span.last_order))


def _clock(minutes: int) -> str:
    return wall_clock(*divmod(minutes % MIDNIGHT, 60))


def _day_name(day: int) -> str:
    return QLocale().dayName(day + 1, QLocale.FormatType.ShortFormat)


def ago(day: Day, today: Day) -> str:
    """How long ago a day was: "today", "3 days ago", "3 weeks ago", "2 months ago"."""

    days = (date.fromisoformat(today) - date.fromisoformat(day)).days
    if days <= 0:
        return translate("Hours", "today")
    if days == 1:
        return translate("Hours", "yesterday")
    if days < 14:
        return translate("Hours", "%n day(s) ago", None, days)
    weeks, months = days // 7, days // 30
    if days < 60:
        return translate("Hours", "%n week(s) ago", None, weeks)
    return translate("Hours", "%n month(s) ago", None, months)
