"""Days and times as people type them, in either language whatever is in force.

Pure text: nothing here asks which language the window speaks, because a Korean types "tomorrow" as readily as an
Englishman pastes "11월 23일".
"""

import re
from datetime import date, timedelta
from typing import Final

_WORDS: Final = {
    "today": 0,
    "tod": 0,
    "now": 0,
    "오늘": 0,
    "금일": 0,
    "tomorrow": 1,
    "tmr": 1,
    "tom": 1,
    "내일": 1,
    "명일": 1,
    "모레": 2,
    "내일모레": 2,
    "day after tomorrow": 2,
    "글피": 3,
    "yesterday": -1,
    "어제": -1,
}
_WEEKDAYS: Final = (
    ("월", "mon"),
    ("화", "tue"),
    ("수", "wed"),
    ("목", "thu"),
    ("금", "fri"),
    ("토", "sat"),
    ("일", "sun"),
)
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_ISO = re.compile(r"(\d{4})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[.일]?")
_SHORT = re.compile(r"(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[.일]?")
_DAY_ONLY = re.compile(r"(\d{1,2})\s*(?:일|st|nd|rd|th)?")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,})\.?(?:\s+(\d{4}))?")
_MONTH_DAY = re.compile(r"([a-z]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?")
_IN_DAYS = re.compile(r"\+\s*(\d{1,3})|in (\d{1,3}) days?|(\d{1,3})\s*일\s*(?:후|뒤)")
# A weekday in brackets or before a comma says again what the date says: "11월 23일 (월)", "Mon, 23 Nov".
_WEEKDAY_BESIDE = re.compile(
    r"\s*\(\s*[월화수목금토일]\s*\)|\s*[월화수목금토일]요일|\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b,?"
)

_CLOCK = re.compile(r"(\d{1,2})\s*(?:[:.시h]\s*(?:(\d{1,2})\s*(?:분|m)?|(반))?)?")
_DIGITS = re.compile(r"(\d{1,2})(\d{2})")
_MORNING: Final = ("오전", "아침", "am", "a.m.", "a")
_AFTERNOON: Final = ("오후", "점심", "저녁", "pm", "p.m.", "p")


def typed_day(text: str, today: date) -> date | None:
    """The day that was meant: "11.23", "11/23", "2026-11-23", "23", "내일", "tomorrow", "fri", "금요일", "+3".

    Without a year it is the nearest one from yesterday on; a day alone is the next such day. None for anything else.
    """
    said = " ".join(text.casefold().split())
    if said in _WORDS:
        return today + timedelta(days=_WORDS[said])
    ahead = _IN_DAYS.fullmatch(said)
    if ahead is not None:
        return today + timedelta(days=int(next(part for part in ahead.groups() if part)))
    weekday = _weekday(said, today)
    if weekday is not None:
        return weekday
    bare = " ".join(_WEEKDAY_BESIDE.sub(" ", said).split())
    return _dated(bare, today)


def typed_time(text: str) -> tuple[int, int] | None:
    """Hour and minute: "1150", "11:50", "11.50", "11시 반", "12시", "오전 11:50", "1:30 pm"; None for anything else.

    An hour from 1 to 7 without a half of the day is in the afternoon: nobody has lunch at one in the morning.
    """
    said = " ".join(text.casefold().split())
    if said in ("noon", "정오"):
        return (12, 0)
    half, bare = _half_of_day(said)
    digits = _DIGITS.fullmatch(bare)
    matched = digits if digits is not None else _CLOCK.fullmatch(bare)
    if matched is None:
        return None
    hour = int(matched[1])
    if digits is not None:
        minute, padded = int(matched[2]), bare.startswith("0")
    else:
        minute, padded = 30 if matched[3] else int(matched[2] or 0), matched[1].startswith("0")
    hour = _whole_day_hour(hour, half, padded=padded)
    return (hour, minute) if 0 <= hour <= 23 and minute <= 59 else None


def _whole_day_hour(hour: int, half: str, *, padded: bool) -> int:
    """The hour from 0 to 23, -1 for none. "01:30", written with its zero, is meant as it stands."""
    if half:
        if not 1 <= hour <= 12:
            return hour if half == "pm" and 13 <= hour <= 23 else -1
        return hour % 12 + (12 if half == "pm" else 0)
    return hour + 12 if 1 <= hour <= 7 and not padded else hour


def _half_of_day(said: str) -> tuple[str, str]:
    for half, words in (("am", _MORNING), ("pm", _AFTERNOON)):
        for word in words:
            if said.startswith(word) and not said[len(word) :].startswith(("m", ".")):
                return half, said[len(word) :].strip()
            if said.endswith(word) and said[: -len(word)].strip()[-1:].isdigit():
                return half, said[: -len(word)].strip()
    return "", said


def _weekday(said: str, today: date) -> date | None:
    """The next such day, today excluded: on a Monday "월" means the one in a week."""
    next_week = said.startswith(("다음 주 ", "다음주 ", "next "))
    word = re.sub(r"^(?:다음 ?주 |next |this |이번 ?주 )", "", said)
    for number, (korean, english) in enumerate(_WEEKDAYS):
        whole = len(word) >= 3 and word.isascii() and _is_start_of_english_day(word, number)
        if word in (korean + "요일", korean) or word == english or whole:
            if next_week:
                monday = today - timedelta(days=today.weekday())
                return monday + timedelta(days=7 + number)
            return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    return None


def _is_start_of_english_day(word: str, number: int) -> bool:
    names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    return names[number].startswith(word)


def _dated(said: str, today: date) -> date | None:
    if (matched := _ISO.fullmatch(said)) is not None:
        return _made(int(matched[1]), int(matched[2]), int(matched[3]))
    if (matched := _SHORT.fullmatch(said)) is not None:
        return _near(int(matched[1]), int(matched[2]), today)
    if (matched := _DAY_ONLY.fullmatch(said)) is not None:
        return _next_day_of_month(int(matched[1]), today)
    day = month = year = ""
    if (matched := _DAY_MONTH.fullmatch(said)) is not None:
        day, month, year = matched[1], matched[2], matched[3] or ""
    elif (matched := _MONTH_DAY.fullmatch(said)) is not None:
        month, day, year = matched[1], matched[2], matched[3] or ""
    if not month or month[:3] not in _MONTHS:
        return None
    number = _MONTHS.index(month[:3]) + 1
    return _made(int(year), number, int(day)) if year else _near(number, int(day), today)


def _near(month: int, day: int, today: date) -> date | None:
    """This year's, or the next year's once it is more than a day past: who types 1.5 in December means January."""
    for year in range(today.year, today.year + 5):
        found = _made(year, month, day)
        if found is not None and found >= today - timedelta(days=1):
            return found
    return None


def _next_day_of_month(day: int, today: date) -> date | None:
    for ahead in range(13):
        years, month = divmod(today.month - 1 + ahead, 12)
        found = _made(today.year + years, month + 1, day)
        if found is not None and found >= today:
            return found
    return None


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
