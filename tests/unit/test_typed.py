"""Days and times as people type them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunch_desktop.ui.texts.typed import typed_day, typed_time

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("11.23", "2026-11-23"),
        ("11/24", "2026-11-24"),
        ("11-25", "2026-11-25"),
        ("11월 25일", "2026-11-25"),
        ("11월 25일 (수)", "2026-11-25"),
        ("2027년 1월 5일", "2027-01-05"),
        ("2026-12-01", "2026-12-01"),
        ("2026. 12. 1.", "2026-12-01"),
        ("Wed 25 Nov", "2026-11-25"),
        ("25th November", "2026-11-25"),
        ("Nov 25, 2027", "2027-11-25"),
        ("오늘", "2026-11-23"),
        ("today", "2026-11-23"),
        (" 내일 ", "2026-11-24"),
        ("Tomorrow", "2026-11-24"),
        ("모레", "2026-11-25"),
        ("금", "2026-11-27"),
        ("금요일", "2026-11-27"),
        ("fri", "2026-11-27"),
        ("월요일", "2026-11-30"),
        ("다음 주 화", "2026-12-01"),
        ("next tuesday", "2026-12-01"),
        ("+3", "2026-11-26"),
        ("3일 뒤", "2026-11-26"),
        ("in 3 days", "2026-11-26"),
        ("24", "2026-11-24"),
        ("5", "2026-12-05"),
        ("31", "2026-12-31"),
        ("1.5", "2027-01-05"),
        ("11.22", "2026-11-22"),
        ("11.21", "2027-11-21"),
        ("2.29", "2028-02-29"),
    ],
)
def test_a_day_is_understood(text: str, day: str) -> None:
    assert typed_day(text, MONDAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "text", ["", "점심", "13.1", "11.31", "0", "32", "2026-02-30", "11:50", "mo", "++3", "1.2.3.4"]
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert typed_day(text, MONDAY) is None


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("1150", (11, 50)),
        ("11:50", (11, 50)),
        ("11.50", (11, 50)),
        ("오전 11:50", (11, 50)),
        ("오후 1:30", (13, 30)),
        ("1:30pm", (13, 30)),
        ("1:30 p.m.", (13, 30)),
        ("pm 1", (13, 0)),
        ("12", (12, 0)),
        ("12시", (12, 0)),
        ("12시 반", (12, 30)),
        ("11시 50분", (11, 50)),
        ("1시", (13, 0)),
        ("130", (13, 30)),
        ("0130", (1, 30)),
        ("01:30", (1, 30)),
        ("8", (8, 0)),
        ("23:59", (23, 59)),
        ("12 am", (0, 0)),
        ("12 pm", (12, 0)),
        ("noon", (12, 0)),
        ("정오", (12, 0)),
        ("0000", (0, 0)),
    ],
)
def test_a_time_is_understood(text: str, time: tuple[int, int]) -> None:
    assert typed_time(text) == time


@pytest.mark.parametrize("text", ["", "점심", "2400", "24:00", "12:60", "오전 13:00", "25", "1:2:3", "a", "-1"])
def test_what_is_no_time_is_none(text: str) -> None:
    assert typed_time(text) is None


@given(st.dates(MONDAY - timedelta(days=1), MONDAY + timedelta(days=363)))
def test_a_day_of_the_coming_year_needs_no_year(day: date) -> None:
    assert typed_day(f"{day.month}.{day.day}", MONDAY) == day
    assert typed_day(f"{day.month}월 {day.day}일", MONDAY) == day
    assert typed_day(day.isoformat(), MONDAY) == day
    assert typed_day(f"{day:%a} {day.day} {day:%b}", MONDAY) == day


@given(st.integers(0, 23), st.integers(0, 59))
def test_a_time_as_it_is_written_is_the_time(hour: int, minute: int) -> None:
    assert typed_time(f"{hour:02}:{minute:02}") == (hour, minute)
    assert typed_time(f"{hour:02}{minute:02}") == (hour, minute)
    half, short = ("오후" if hour >= 12 else "오전"), (hour - 1) % 12 + 1
    assert typed_time(f"{half} {short}:{minute:02}") == (hour, minute)


@given(st.text(max_size=12))
def test_no_text_breaks_it(text: str) -> None:
    typed_day(text, MONDAY)
    typed_time(text)
