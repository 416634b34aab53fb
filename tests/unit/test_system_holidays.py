"""Which days are public holidays."""

from datetime import date

import pytest

from lunch_desktop.system.holidays import Holiday, holidays_of, is_day_off, korean_holidays

SEOUL = "Asia/Seoul"


@pytest.mark.parametrize(
    ("day", "holiday"),
    [
        (date(2026, 1, 1), Holiday.NEW_YEAR),
        (date(2026, 2, 17), Holiday.SEOLLAL),
        (date(2026, 3, 1), Holiday.INDEPENDENCE_MOVEMENT),
        (date(2026, 3, 2), Holiday.SUBSTITUTE),
        (date(2026, 9, 25), Holiday.CHUSEOK),
        (date(2027, 12, 27), Holiday.SUBSTITUTE),
        # Known by rule for ever.
        (date(2040, 10, 9), Holiday.HANGUL),
    ],
)
def test_a_holiday_is_known(day: date, holiday: Holiday) -> None:
    assert korean_holidays(day.year)[day] is holiday


def test_one_that_falls_on_a_weekend_without_a_substitute_is_lost() -> None:
    """Memorial Day of 2026 is a Saturday."""
    assert date(2026, 6, 8) not in korean_holidays(2026)


def test_two_that_fall_together_are_made_up_for_on_two_days() -> None:
    """Children's Day and Buddha's Birthday of 2025 are one Monday."""
    days = korean_holidays(2025)
    assert date(2025, 5, 5) in days
    assert date(2025, 5, 6) in days


def test_days_off_are_those_of_the_country() -> None:
    assert is_day_off(date(2026, 12, 25), SEOUL)
    assert is_day_off(date(2026, 11, 28), SEOUL)
    assert not is_day_off(date(2026, 11, 27), SEOUL)
    assert not is_day_off(date(2026, 12, 25), "America/New_York")
    assert holidays_of("America/New_York", 2026) == {}
