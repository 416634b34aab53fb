"""Reading opening hours as people write them, in Korean or English, besides the line that `write_hours` makes.

Parts are divided by ";", "/" or a new line; each begins with its days, unless it is for every day:

    월-금 11:00~15:00, 17:00~21:30 라스트오더 20:40; 토 11:00-15:00; 일 휴무; 공휴일 휴무
    daily 11-21 break 15-17 last order 20:30
"""

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from itertools import pairwise
from typing import Final

from lunch_desktop.domain.restaurants.opening_hours import MIDNIGHT, OpeningHours, Span

LONGEST_HOURS: Final = 300
"""Characters."""


class HoursFault(StrEnum):
    """What is wrong with a text."""

    EMPTY = "empty"
    """No day has a time."""
    TOO_LONG = "too_long"
    NOT_UNDERSTOOD = "not_understood"
    NO_SUCH_TIME = "no_such_time"
    """A clock never shows it."""
    NO_TIME = "no_time"
    """Days without a time."""
    DAY_TWICE = "day_twice"
    OVERLAPS = "overlaps"
    BREAK_OUTSIDE = "break_outside"
    """A break that does not lie within the time of being open."""
    LAST_ORDER_OUTSIDE = "last_order_outside"


class HoursError(ValueError):
    """The text can't be read: what is wrong, and with which part of it."""

    def __init__(self, fault: HoursFault, part: str = "") -> None:
        super().__init__(fault.value, part)
        self.fault = fault
        self.part = part


_DAY_WORDS: Final = {
    **{
        word: (day,)
        for day, words in enumerate(
            (
                "mon monday 월 월요일",
                "tue tuesday 화 화요일",
                "wed wednesday 수 수요일",
                "thu thursday 목 목요일",
                "fri friday 금 금요일",
                "sat saturday 토 토요일",
                "sun sunday 일 일요일",
            )
        )
        for word in words.split()
    },
    **dict.fromkeys(("daily", "매일"), tuple(range(7))),
    **dict.fromkeys(("weekdays", "평일"), tuple(range(5))),
    **dict.fromkeys(("weekends", "weekend", "주말"), (5, 6)),
}
_HOLIDAY_WORDS: Final = frozenset({"holidays", "holiday", "공휴일"})
_CLOSED_WORDS: Final = frozenset({"closed", "휴무", "휴업", "쉼"})
_LAST_WORDS: Final = frozenset({"last", "l.o.", "lo", "라스트오더", "주문마감"})
_BREAK_WORDS: Final = frozenset({"break", "브레이크", "브레이크타임", "쉬는시간"})
_FILLERS: Final = frozenset({"order", "time", "오더", "타임", "정기", "정기휴무", ":", "."})
_TOKEN: Final = re.compile(r"\d{1,2}(?::\d{2})?|l\.o\.|[a-z]+|[가-힣]+|[-,:.]", re.IGNORECASE)
_CLOCK: Final = re.compile(r"(\d{1,2})(?::(\d{2}))?")
_ALIKE: Final = str.maketrans(
    {"~": "-", "–": "-", "—": "-", "∼": "-", "〜": "-", "：": ":", "·": ",", "、": ",", "\n": ";", "/": ";"}
)


def parse_hours(text: str) -> OpeningHours:
    """What `text` says. Raises HoursError."""
    if len(text) > LONGEST_HOURS:
        raise HoursError(HoursFault.TOO_LONG)
    week: dict[int, tuple[Span, ...]] = {}
    closed_on_holidays = False
    for part in unicodedata.normalize("NFKC", text).translate(_ALIKE).split(";"):
        if not part.strip():
            continue
        reader = _Part(part.strip())
        if reader.is_about_holidays():
            closed_on_holidays = True
            continue
        days, spans = reader.days(), reader.spans()
        for day in days:
            if day in week:
                raise HoursError(HoursFault.DAY_TWICE, reader.text)
            week[day] = spans
    hours = OpeningHours(tuple(week.get(day, ()) for day in range(7)), closed_on_holidays)
    if not any(hours.week):
        raise HoursError(HoursFault.EMPTY)
    _check_nights(hours)
    return hours


class _Part:
    """One part of the text, read from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._tokens = list(_tokens(text))
        self._at = 0

    def is_about_holidays(self) -> bool:
        """Whether it says that holidays are closed; holidays with other hours nobody can keep."""
        if self._tokens[0] not in _HOLIDAY_WORDS:
            return False
        if not any(token in _CLOSED_WORDS for token in self._tokens[1:]):
            raise HoursError(HoursFault.NOT_UNDERSTOOD, self.text)
        return True

    def days(self) -> tuple[int, ...]:
        """The days that the part begins with; every day where it names none."""
        found: list[int] = []
        while (token := self._peek()) in _DAY_WORDS:
            self._at += 1
            days = _DAY_WORDS[token]
            if self._peek() == "-" and self._peek(1) in _DAY_WORDS:
                last = _DAY_WORDS[self._tokens[self._at + 1]]
                self._at += 2
                days = tuple((days[0] + step) % 7 for step in range((last[-1] - days[0]) % 7 + 1))
            found += days
            if self._peek() == "," and self._peek(1) in _DAY_WORDS:
                self._at += 1
        return tuple(found) or tuple(range(7))

    def spans(self) -> tuple[Span, ...]:
        """The times of being open, in order, without their breaks; nothing for days that are closed."""
        if self._peek() in _CLOSED_WORDS:
            self._at += 1
            self._expect_end()
            return ()
        spans: list[Span] = []
        while (token := self._peek()) is not None:
            if token == ",":
                self._at += 1
            elif token in _LAST_WORDS:
                self._at += 1
                spans = self._with_last_order(spans, self._minutes())
            elif token in _BREAK_WORDS:
                self._at += 1
                spans = self._with_break(spans, *self._pair())
            else:
                opens, closes = self._pair()
                spans.append(Span(opens, closes if closes > opens else closes + MIDNIGHT))
        if not spans:
            raise HoursError(HoursFault.NO_TIME, self.text)
        spans.sort()
        if any(one.closes > other.opens for one, other in pairwise(spans)):
            raise HoursError(HoursFault.OVERLAPS, self.text)
        return tuple(spans)

    def _with_last_order(self, spans: list[Span], last: int) -> list[Span]:
        """The latest span that the time lies in takes it: "11-21 break 15-17 last 20:30" is about the evening."""
        for place in reversed(range(len(spans))):
            span = spans[place]
            when = last if last > span.opens else last + MIDNIGHT
            if span.opens < when <= span.closes:
                return [*spans[:place], Span(span.opens, span.closes, when), *spans[place + 1 :]]
        raise HoursError(HoursFault.LAST_ORDER_OUTSIDE, self.text)

    def _with_break(self, spans: list[Span], begins: int, ends: int) -> list[Span]:
        for place, span in enumerate(spans):
            if span.opens < begins < ends < span.closes:
                parted = [Span(span.opens, begins), Span(ends, span.closes)]
                if span.last_order is None:
                    return [*spans[:place], *parted, *spans[place + 1 :]]
                return self._with_last_order([*spans[:place], *parted, *spans[place + 1 :]], span.last_order)
        raise HoursError(HoursFault.BREAK_OUTSIDE, self.text)

    def _pair(self) -> tuple[int, int]:
        begins = self._minutes()
        if self._peek() != "-":
            raise HoursError(HoursFault.NOT_UNDERSTOOD, self._rest())
        self._at += 1
        return begins, self._minutes()

    def _minutes(self) -> int:
        match = _CLOCK.fullmatch(self._peek() or "")
        if match is None:
            raise HoursError(HoursFault.NOT_UNDERSTOOD, self._rest())
        minutes = int(match[1]) * 60 + int(match[2] or 0)
        if int(match[2] or 0) >= 60 or minutes > MIDNIGHT:
            raise HoursError(HoursFault.NO_SUCH_TIME, match[0])
        self._at += 1
        return minutes

    def _expect_end(self) -> None:
        if self._peek() is not None:
            raise HoursError(HoursFault.NOT_UNDERSTOOD, self._rest())

    def _peek(self, ahead: int = 0) -> str | None:
        place = self._at + ahead
        return self._tokens[place] if place < len(self._tokens) else None

    def _rest(self) -> str:
        return " ".join(self._tokens[self._at :]) or self.text


def _tokens(text: str) -> Iterator[str]:
    """Times, words in lower case, "-" and ","; words that say nothing are left out. Raises HoursError."""
    place = 0
    found = False
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        match = _TOKEN.match(text, place)
        if match is None:
            raise HoursError(HoursFault.NOT_UNDERSTOOD, text[place:])
        place = match.end()
        word = match[0].casefold()
        if word not in _FILLERS:
            found = True
            yield from _parted(word)
    if not found:
        raise HoursError(HoursFault.NOT_UNDERSTOOD, text)


def _parted(word: str) -> Iterator[str]:
    """Korean days are written together: "월화수목금"."""
    if len(word) > 1 and word not in _DAY_WORDS and all(letter in _DAY_WORDS for letter in word):
        yield from word
    else:
        yield word


def _check_nights(hours: OpeningHours) -> None:
    """Raises HoursError where a night runs into the next day's opening."""
    for day, spans in enumerate(hours.week):
        next_day = hours.week[(day + 1) % 7]
        if spans and next_day and spans[-1].closes - MIDNIGHT > next_day[0].opens:
            raise HoursError(HoursFault.OVERLAPS)
