"""In which order restaurants stand by their ratings.

A mean says little of a restaurant that two people rated. So each is ranked as if PRIOR_WEIGHT more people had given it
the mean of all ratings at the office: (weight x mean + sum) / (weight + count), the "Bayesian average" of sites that
list by ratings (Wikipedia, "Bayesian average"; Evan Miller, "How Not To Sort By Average Rating", 2009). The numbers are
exact fractions, so that every desktop has the same order.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

PRIOR_WEIGHT: Final = 5
"""Ratings. One in ten reviews at an office is a restaurant's first, and should neither crown nor bury it; from about
five on its own colleagues outweigh the office.
"""
MEAN_OF_NOTHING: Final = Fraction(3)
"""Where nobody has rated anything: the middle of the scale."""


@dataclass(frozen=True, slots=True)
class Ratings:
    """How many ratings there are, and their sum in stars."""

    count: int = 0
    total: int = 0

    @property
    def mean(self) -> Fraction | None:
        """The plain mean, which is what people are shown; None without a rating."""
        return Fraction(self.total, self.count) if self.count else None


def office_mean(all_ratings: Iterable[Ratings]) -> Fraction:
    """The mean of every rating at the office."""
    every = tuple(all_ratings)
    count = sum(one.count for one in every)
    return Fraction(sum(one.total for one in every), count) if count else MEAN_OF_NOTHING


def score(ratings: Ratings, prior: Fraction) -> Fraction:
    """What a restaurant is ranked by; `prior` is the office's mean. Higher is better."""
    return (PRIOR_WEIGHT * prior + ratings.total) / (PRIOR_WEIGHT + ratings.count)
