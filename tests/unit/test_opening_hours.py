"""Opening hours: one canonical line, what people may write instead, and when a restaurant is open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunch_desktop.domain.restaurants.hours_text import HoursError, HoursFault, parse_hours
from lunch_desktop.domain.restaurants.opening_hours import (
    OpeningHours,
    Span,
    is_open,
    next_opening,
    open_time,
    write_hours,
)
from lunch_desktop.domain.times import Day, Instant, at, local

SEOUL = "Asia/Seoul"
CANONICAL = "Mon-Fri 11:00-15:00 last 14:30, 17:00-21:30 last 20:40; Sat 11:00-15:00; holidays closed"
MONDAY, SATURDAY, SUNDAY = Day("2026-11-23"), Day("2026-11-28"), Day("2026-11-29")


def never(day: Day) -> bool:
    return False


def always(day: Day) -> bool:
    return True


def seoul(day: Day, clock: str) -> Instant:
    hour, minute = clock.split(":")
    return at(day, int(hour), int(minute), SEOUL)


@pytest.mark.parametrize(
    "written",
    [
        CANONICAL,
        "월-금 11:00~15:00 라스트오더 14:30, 17:00~21:30 라스트오더 20:40 / 토 11:00-15:00 / 일 휴무 / 공휴일 휴무",
        "월화수목금 11-21:30 last order 14:30 break 15-17 last order 20:40\n토요일 11:00-15:00\n공휴일: 휴무",
        "weekdays 11:00–15:00 l.o. 14:30, 17:00–21:30 L.O. 20:40; SAT 11-15; Sunday closed; holidays closed",
        "토 11:00-15:00; 평일 11:00-21:30 주문마감 14:30 브레이크 타임 15:00-17:00 주문마감 20:40; 공휴일 정기 휴무",
    ],
)
def test_people_write_the_same_hours_in_many_ways(written: str) -> None:
    assert write_hours(parse_hours(written)) == CANONICAL


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("11:00-22:00", "Mon-Sun 11:00-22:00"),
        ("매일 18:00-02:00", "Mon-Sun 18:00-02:00"),
        ("10-24", "Mon-Sun 10:00-24:00"),
        ("토-월 11:00-15:00", "Mon 11:00-15:00; Sat-Sun 11:00-15:00"),
        ("월, 수, 금 11:00-15:00", "Mon 11:00-15:00; Wed 11:00-15:00; Fri 11:00-15:00"),
        ("11:00-21:00 last 20:30 break 15:00-17:00", "Mon-Sun 11:00-15:00, 17:00-21:00 last 20:30"),
        ("18:00-02:00 last 01:00", "Mon-Sun 18:00-02:00 last 01:00"),
    ],
)
def test_hours_become_canonical(written: str, canonical: str) -> None:
    assert write_hours(parse_hours(written)) == canonical


@pytest.mark.parametrize(
    ("written", "fault", "part"),
    [
        ("", HoursFault.EMPTY, ""),
        ("월-일 휴무", HoursFault.EMPTY, ""),
        ("점심에만", HoursFault.NOT_UNDERSTOOD, "점심에만"),
        ("월-금", HoursFault.NO_TIME, "월-금"),
        ("11:00", HoursFault.NOT_UNDERSTOOD, "11:00"),
        ("11:00-25:00", HoursFault.NO_SUCH_TIME, "25:00"),
        ("11:70-15:00", HoursFault.NO_SUCH_TIME, "11:70"),
        ("월 11-15; 평일 11-14", HoursFault.DAY_TWICE, "평일 11-14"),
        ("11-15, 14-20", HoursFault.OVERLAPS, "11-15, 14-20"),
        ("매일 18-12, 11-15", HoursFault.OVERLAPS, ""),
        ("11-15 break 14-16", HoursFault.BREAK_OUTSIDE, "11-15 break 14-16"),
        ("11-15 last 16", HoursFault.LAST_ORDER_OUTSIDE, "11-15 last 16"),
        ("공휴일 11-15", HoursFault.NOT_UNDERSTOOD, "공휴일 11-15"),
        ("11-15!", HoursFault.NOT_UNDERSTOOD, "!"),
        ("매일 11-15 " * 40, HoursFault.TOO_LONG, ""),
    ],
)
def test_what_can_not_be_read_says_why(written: str, fault: HoursFault, part: str) -> None:
    with pytest.raises(HoursError) as caught:
        parse_hours(written)
    assert caught.value.fault is fault
    if part:
        assert caught.value.part.strip() in (part, part.split()[0])


@st.composite
def weeks(draw: st.DrawFn) -> OpeningHours:
    days = []
    for _ in range(7):
        marks = sorted(draw(st.lists(st.integers(0, 96), max_size=4, unique=True)))
        pairs = zip(marks[::2], marks[1::2], strict=False)
        days.append(tuple(Span(a * 15, b * 15, b * 15 if draw(st.booleans()) else None) for a, b in pairs))
    return OpeningHours(tuple(days), draw(st.booleans()))


@given(weeks())
def test_canonical_hours_survive_being_read(hours: OpeningHours) -> None:
    if any(hours.week):
        assert parse_hours(write_hours(hours)) == hours


@pytest.mark.parametrize(
    ("day", "clock", "open_then"),
    [
        (MONDAY, "10:59", False),
        (MONDAY, "11:00", True),
        (MONDAY, "14:59", True),
        (MONDAY, "15:00", False),
        (MONDAY, "17:00", True),
        (SATURDAY, "12:00", True),
        (SATURDAY, "18:00", False),
        (SUNDAY, "12:00", False),
    ],
)
def test_it_is_open_from_its_opening_until_its_closing(day: Day, clock: str, open_then: bool) -> None:
    assert is_open(parse_hours(CANONICAL), seoul(day, clock), SEOUL, never) is open_then


def test_a_holiday_is_closed_where_it_says_so() -> None:
    def on_monday(day: Day) -> bool:
        return day == MONDAY

    noon = seoul(MONDAY, "12:00")
    assert not is_open(parse_hours(CANONICAL), noon, SEOUL, on_monday)
    assert is_open(parse_hours("11-15"), noon, SEOUL, on_monday)
    assert next_opening(parse_hours(CANONICAL), noon, SEOUL, on_monday) == seoul(Day("2026-11-24"), "11:00")


def test_a_night_belongs_to_the_day_on_which_it_began() -> None:
    hours = parse_hours("토 18:00-02:00 last 01:00")
    one_in_the_morning = seoul(SUNDAY, "01:30")
    found = open_time(hours, one_in_the_morning, SEOUL, never)
    assert found is not None
    assert (found.closes, found.last_order) == (seoul(SUNDAY, "02:00"), seoul(SUNDAY, "01:00"))
    assert not is_open(hours, seoul(SUNDAY, "02:00"), SEOUL, never)


def test_the_next_opening_skips_closed_days() -> None:
    hours = parse_hours(CANONICAL)
    opens = next_opening(hours, seoul(SATURDAY, "15:00"), SEOUL, never)
    assert opens is not None
    assert local(opens, SEOUL).strftime("%a %H:%M") == "Mon 11:00"
    assert next_opening(hours, seoul(MONDAY, "15:30"), SEOUL, never) == seoul(MONDAY, "17:00")
    assert next_opening(parse_hours(CANONICAL), seoul(MONDAY, "12:00"), SEOUL, always) is None
