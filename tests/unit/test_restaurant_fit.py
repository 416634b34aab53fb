"""In which order restaurants stand, and when a lunch does not fit one."""

from dataclasses import replace
from fractions import Fraction

import pytest

from lunch_desktop.domain.restaurants.fitting import Misfit, misfit
from lunch_desktop.domain.restaurants.ranking import MEAN_OF_NOTHING, Ratings, office_mean, score
from lunch_desktop.domain.times import Day, at
from tests.support.company import PLACES

MONDAY, SUNDAY = Day("2026-11-23"), Day("2026-11-29")
PLACE = replace(PLACES[0], walk_minutes=5, hours="Mon-Sat 11:00-15:00 last 14:30, 17:00-21:00; holidays closed")


def never(day: Day) -> bool:
    return False


def test_one_enthusiast_does_not_outrank_many_who_are_content() -> None:
    prior = office_mean([Ratings(1, 5), Ratings(40, 180), Ratings(20, 60)])
    assert score(Ratings(40, 180), prior) > score(Ratings(1, 5), prior) > score(Ratings(20, 60), prior)


def test_the_score_is_exact_and_begins_at_the_offices_mean() -> None:
    assert office_mean([]) == MEAN_OF_NOTHING
    assert score(Ratings(), Fraction(7, 2)) == Fraction(7, 2)
    assert score(Ratings(3, 15), Fraction(4)) == Fraction(35, 8)


@pytest.mark.parametrize(
    ("day", "clock", "minutes", "why", "opens"),
    [
        (MONDAY, (12, 0), 60, None, None),
        (SUNDAY, (12, 0), 60, Misfit.CLOSED, None),
        (MONDAY, (10, 30), 60, Misfit.NOT_YET_OPEN, (11, 0)),
        (MONDAY, (10, 55), 60, None, None),
        (MONDAY, (14, 26), 60, Misfit.LAST_ORDER, (14, 30)),
        (MONDAY, (14, 25), 60, Misfit.CLOSES, (15, 0)),
        (MONDAY, (14, 55), 60, Misfit.BREAK, (17, 0)),
        (MONDAY, (20, 56), 60, Misfit.OVER, (21, 0)),
        (MONDAY, (12, 0), 29, Misfit.WAY, None),
        (MONDAY, (12, 0), 30, None, None),
    ],
)
def test_a_lunch_fits_the_hours_the_kitchen_and_the_way(
    day: Day, clock: tuple[int, int], minutes: int, why: Misfit | None, opens: tuple[int, int] | None
) -> None:
    found = misfit(PLACE, at(day, *clock, "Asia/Seoul"), minutes, "Asia/Seoul", never)
    assert (found.misfit if found is not None else None) is why
    if found is not None and opens is not None:
        assert found.at == at(day, *opens, "Asia/Seoul")


def test_a_holiday_is_said_and_unknown_hours_warn_of_nothing_but_the_way() -> None:
    noon = at(MONDAY, 12, 0, "Asia/Seoul")
    found = misfit(PLACE, noon, 60, "Asia/Seoul", lambda day: day == MONDAY)
    assert found is not None
    assert found.misfit is Misfit.HOLIDAY
    for hours in ("", "words of tomorrow"):
        assert misfit(replace(PLACE, hours=hours), noon, 60, "Asia/Seoul", never) is None
        assert misfit(replace(PLACE, hours=hours, walk_minutes=25), noon, 60, "Asia/Seoul", never) is not None
