"""Where the form of a party starts from, and what comes of it."""

import pytest

from lunch_desktop.domain.times import Day, at
from lunch_desktop.ui.pages.parties.drafts import usual_day, usual_time

SEOUL = "Asia/Seoul"
MONDAY, TUESDAY, FRIDAY, SATURDAY = Day("2026-11-23"), Day("2026-11-24"), Day("2026-11-27"), Day("2026-11-28")


@pytest.mark.parametrize(
    ("day", "hour", "minute", "expected"),
    [
        (MONDAY, 8, 0, MONDAY),
        (MONDAY, 10, 59, MONDAY),
        (MONDAY, 11, 0, TUESDAY),
        (FRIDAY, 11, 0, Day("2026-11-30")),
        (SATURDAY, 9, 0, Day("2026-11-30")),
        (Day("2026-11-29"), 9, 0, Day("2026-11-30")),
    ],
)
def test_a_new_party_is_for_today_before_eleven_else_for_the_next_workday(
    day: Day, hour: int, minute: int, expected: Day
) -> None:
    assert usual_day(at(day, hour, minute, SEOUL), SEOUL) == expected


@pytest.mark.parametrize(
    ("hour", "minute", "expected"),
    [
        (8, 0, (12, 0)),
        (11, 44, (12, 0)),
        (11, 45, (12, 30)),
        (12, 10, (12, 30)),
        (12, 15, (13, 0)),
        (12, 16, (13, 0)),
        (18, 5, (18, 30)),
        (23, 50, (23, 30)),
    ],
)
def test_it_meets_at_noon_or_at_the_first_half_hour_that_others_can_still_join_for(
    hour: int, minute: int, expected: tuple[int, int]
) -> None:
    assert usual_time(MONDAY, at(MONDAY, hour, minute, SEOUL), SEOUL) == expected


def test_on_another_day_it_meets_at_noon() -> None:
    assert usual_time(TUESDAY, at(MONDAY, 18, 0, SEOUL), SEOUL) == (12, 0)


def test_half_hours_are_those_of_the_offices_clock() -> None:
    kathmandu = "Asia/Kathmandu"
    assert usual_time(MONDAY, at(MONDAY, 12, 20, kathmandu), kathmandu) == (13, 0)
