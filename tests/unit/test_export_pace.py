"""How far an export is, and how long it will still take: told seldom, and without leaps."""

from itertools import pairwise

import pytest

from lunch_desktop.domain.times import Day
from lunch_desktop.exchange.periods import Period, days_of
from lunch_desktop.system.export_wishes import ExportWish
from lunch_desktop.system.pace import Pace


class Hands:
    """A clock of seconds that is turned by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_no_more_than_ten_words_a_second_and_always_a_first_one() -> None:
    hands = Hands()
    pace = Pace(hands)
    told = 0
    for rows in range(1000):
        told += pace.told(rows, 1000)
        hands.now += 0.004
    assert 1 < told <= 41


def test_the_estimate_comes_after_a_while_and_does_not_leap_when_the_pace_halves() -> None:
    hands = Hands()
    pace = Pace(hands)
    rows, said = 0, []
    for turn in range(100):
        assert pace.told(rows, 100_000)
        said.append(pace.seconds_left)
        rows += 1000 if turn < 30 else 500
        hands.now += 0.125
    assert said[:4] == [None] * 4
    known = [one for one in said if one is not None]
    assert known[0] == pytest.approx(12.0, abs=0.3)
    assert all(abs(after - before) < 0.8 for before, after in pairwise(known))
    assert known[-1] == pytest.approx((100_000 - 64_500) / 4_000, rel=0.25)


def test_a_source_that_stands_still_has_no_new_pace() -> None:
    hands = Hands()
    pace = Pace(hands)
    for rows in range(0, 10_000, 1000):
        pace.told(rows, 100_000)
        hands.now += 0.125
    before = pace.seconds_left
    assert before is not None
    hands.now += 1.0
    pace.told(9_000, 100_000)
    assert pace.seconds_left is not None
    assert before - 1.2 < pace.seconds_left < before


@pytest.mark.parametrize(
    ("period", "days"),
    [
        (Period.THIS_WEEK, ("2026-02-23", "2026-03-01")),
        (Period.LAST_WEEK, ("2026-02-16", "2026-02-22")),
        (Period.THIS_MONTH, ("2026-03-01", "2026-03-31")),
        (Period.LAST_MONTH, ("2026-02-01", "2026-02-28")),
        (Period.THIS_YEAR, ("2026-01-01", "2026-12-31")),
    ],
)
def test_a_period_by_where_a_sunday_stands(period: Period, days: tuple[str, str]) -> None:
    assert days_of(period, Day("2026-03-01")) == days


def test_a_wish_travels_whole_and_half_of_one_is_refused() -> None:
    wish = ExportWish("attendance", "/tmp/a.csv", period="last_month", columns=("day",), offline=True)
    assert ExportWish.from_message(wish.as_message()) == wish
    assert ExportWish.from_message(b'{"page": "today"}') is None
    for broken in (
        b'{"export": {}}',
        wish.as_message().replace(b"/tmp/", b""),
        wish.as_message().replace(b"true", b"1"),
    ):
        with pytest.raises(ValueError, match=r"no |absolute"):
            ExportWish.from_message(broken)
