"""How often a group has lunch, in words: "매주 화·목", "격주 수요일", "매달 첫 금요일"."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale

from lunch_desktop.domain.groups.recurring import NotPossible, parts_of
from lunch_desktop.domain.times import Day
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.times import short_day

translate = QCoreApplication.translate
WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORKDAYS: Final = WEEKDAYS[:5]


def weekday_name(code: str, *, short: bool) -> str:
    """A weekday in the language in force: "화" or "화요일", "Tue" or "Tuesday"."""
    form = QLocale.FormatType.ShortFormat if short else QLocale.FormatType.LongFormat
    return QLocale().standaloneDayName(WEEKDAYS.index(code) + 1, form)


def rule_words(rule: str) -> str:
    """A rule in one line; what the form can't make itself is said as well as can be. Empty: no regular lunch."""
    if not rule:
        return translate("GroupRules", "No fixed days")
    try:
        parts = parts_of(rule)
    except NotPossible:
        return translate("GroupRules", "By a rule of its own")
    said = _often(parts)
    if "COUNT" in parts:
        said = fill(translate("GroupRules", "%1, %2 times"), said, parts["COUNT"])
    if "UNTIL" in parts:
        said = fill(translate("GroupRules", "%1 until %2"), said, short_day(_day(parts["UNTIL"])))
    return said


def _often(parts: Mapping[str, str]) -> str:
    every = int(parts.get("INTERVAL", "1"))
    if parts["FREQ"] == "DAILY":
        if every == 1:
            return _daily(parts)
        return translate("GroupRules", "Every %n day(s)", None, every)
    if parts["FREQ"] == "WEEKLY":
        return _weekly(every, parts.get("BYDAY", ""))
    return _monthly(every, parts)


def _daily(parts: Mapping[str, str]) -> str:
    days = parts.get("BYDAY", "")
    return _weekly(1, days) if days else translate("GroupRules", "Every day")


def _weekly(every: int, days: str) -> str:
    codes = [code for code in WEEKDAYS if code in days.split(",")]
    if every == 1 and tuple(codes) == WORKDAYS:
        return translate("GroupRules", "Every working day")
    if not codes:
        named = translate("GroupRules", "on the weekday of the start")
    else:
        named = _listed([weekday_name(code, short=len(codes) > 1) for code in codes])
    if every == 1:
        return fill(translate("GroupRules", "Weekly on %1"), named)
    if every == 2:
        return fill(translate("GroupRules", "Every other week on %1"), named)
    return fill(translate("GroupRules", "Every %n week(s) on %1", None, every), named)


def _monthly(every: int, parts: Mapping[str, str]) -> str:
    if "BYDAY" in parts:
        which = _listed([_nth(one, parts.get("BYSETPOS", "")) for one in parts["BYDAY"].split(",")])
    elif "BYMONTHDAY" in parts:
        days = parts["BYMONTHDAY"].split(",")
        which = _listed([_last_day() if one == "-1" else fill(translate("GroupRules", "day %1"), one) for one in days])
    else:
        which = translate("GroupRules", "the day of the start")
    if every == 1:
        return fill(translate("GroupRules", "Monthly on %1"), which)
    return fill(translate("GroupRules", "Every %n month(s) on %1", None, every), which)


def _nth(part: str, position: str) -> str:
    """ "1FR" or "FR" with a position: the first Friday."""
    number, code = part[:-2] or position, part[-2:]
    name = weekday_name(code, short=False)
    text = ordinals().get(number, translate("GroupRules", "every %1"))
    return fill(text, name)


def ordinals() -> Mapping[str, str]:
    """The n-th of a month's weekdays, with a place for the weekday; in the order in which a form offers them."""
    return {
        "1": translate("GroupRules", "the first %1"),
        "2": translate("GroupRules", "the second %1"),
        "3": translate("GroupRules", "the third %1"),
        "4": translate("GroupRules", "the fourth %1"),
        "5": translate("GroupRules", "the fifth %1"),
        "-1": translate("GroupRules", "the last %1"),
    }


def _last_day() -> str:
    return translate("GroupRules", "the last day")


def _listed(names: list[str]) -> str:
    return translate("GroupRules", "·").join(names)


def _day(basic: str) -> Day:
    return Day(date(int(basic[:4]), int(basic[4:6]), int(basic[6:])).isoformat())
