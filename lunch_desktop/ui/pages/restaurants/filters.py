"""Which restaurants are listed, and in which order."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final

from lunch_desktop.domain.restaurants.diet_facts import fact_codes
from lunch_desktop.domain.restaurants.fitting import hours_of
from lunch_desktop.domain.restaurants.opening_hours import IsHoliday, is_open
from lunch_desktop.domain.restaurants.ranking import office_mean, score
from lunch_desktop.domain.restaurants.tags import split_tags
from lunch_desktop.domain.times import Instant
from lunch_desktop.store.desktop.queries.names import ranked
from lunch_desktop.store.desktop.queries.restaurants import RestaurantView

PRICE_BANDS: Final = (8_000, 10_000, 13_000, 20_000)
"""Won; each is the most that a lunch costs."""
WALKS: Final = (3, 5, 10)
"""Minutes, one way."""


class Order(StrEnum):
    """How the list is sorted."""

    BEST = "best"
    NEAREST = "nearest"
    CHEAPEST = "cheapest"
    VISITED = "visited"
    """Where I ate last comes first."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What is chosen; empty or None where all are listed. `open_at` is now or a time of the day."""

    category: str = ""
    tag: str = ""
    fact: str = ""
    most_won: int | None = None
    most_walk: int | None = None
    open_at: Instant | None = None
    favourites: bool = False
    untried: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from, each with how many restaurants have it, the most frequent first."""

    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


def choices(views: Iterable[RestaurantView]) -> Choices:
    """What the restaurants there are can be told apart by."""
    some = [one.restaurant for one in views]
    return Choices(
        _frequent(one.category for one in some if one.category),
        _frequent(tag for one in some for tag in split_tags(one.tags)),
        _frequent(code for one in some for code in fact_codes(one.diet_facts)),
    )


def listed(
    views: Sequence[RestaurantView],
    filters: Filters,
    order: Order,
    search: str,
    time_zone: str,
    is_holiday: IsHoliday,
) -> list[RestaurantView]:
    """Those that pass, in order; a search puts what it finds best first."""
    passing = [one for one in views if _passes(one, filters, time_zone, is_holiday)]
    passing.sort(key=_keys(views)[order])
    if not search.strip():
        return passing
    names = [one.restaurant.name for one in passing]
    about = [" ".join((one.restaurant.category, *split_tags(one.restaurant.tags))) for one in passing]
    return [passing[place] for place in ranked(names, about, search, len(passing))]


def _passes(view: RestaurantView, filters: Filters, time_zone: str, is_holiday: IsHoliday) -> bool:
    one = view.restaurant
    if (filters.favourites and not view.favourite) or (filters.untried and view.visits):
        return False
    if filters.category not in ("", one.category):
        return False
    if filters.tag and filters.tag not in split_tags(one.tags):
        return False
    if filters.fact and filters.fact not in fact_codes(one.diet_facts):
        return False
    if filters.most_won is not None and not 0 < one.price <= filters.most_won:
        return False
    if filters.most_walk is not None and one.walk_minutes > filters.most_walk:
        return False
    if filters.open_at is None:
        return True
    hours = hours_of(one)
    return hours is not None and is_open(hours, filters.open_at, time_zone, is_holiday)


def _keys(views: Sequence[RestaurantView]) -> dict[Order, Callable[[RestaurantView], Any]]:
    """Of equals the better one is first, then the name decides, so that the order is the same everywhere."""
    prior = office_mean(one.ratings for one in views)
    scores = {one.restaurant.id: score(one.ratings, prior) for one in views}

    def best(one: RestaurantView) -> tuple[Fraction, int, str, str]:
        return -scores[one.restaurant.id], -one.ratings.count, one.restaurant.name, one.restaurant.id

    return {
        Order.BEST: best,
        Order.NEAREST: lambda one: (one.restaurant.walk_minutes, best(one)),
        Order.CHEAPEST: lambda one: (one.restaurant.price == 0, one.restaurant.price, best(one)),
        Order.VISITED: lambda one: (-int((one.last_visit or "0").replace("-", "")), best(one)),
    }


def _frequent(words: Iterable[str]) -> tuple[str, ...]:
    counted = Counter(words)
    return tuple(sorted(counted, key=lambda word: (-counted[word], word)))
