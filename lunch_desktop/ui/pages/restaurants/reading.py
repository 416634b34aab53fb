"""What the page asks of the file, each from the background and in one question."""

from dataclasses import dataclass
from typing import Final

from lunch_desktop.domain.times import Day, Instant, day_of
from lunch_desktop.store.desktop.queries.restaurants import RestaurantDetail, RestaurantView, ReviewView
from lunch_desktop.store.desktop.reads import Reads
from lunch_desktop.ui.pages.restaurants.filters import Choices, Filters, Order, choices, listed
from lunch_desktop.ui.texts.hours import holidays_in

WINDOW: Final = 20
"""How many reviews are read and shown at a time."""


@dataclass(frozen=True, slots=True)
class ListFacts:
    """The restaurants that pass, how many there are in all, and what they can be told apart by."""

    views: list[RestaurantView]
    in_all: int
    choices: Choices
    time_zone: str
    today: Day


@dataclass(frozen=True, slots=True)
class DetailFacts:
    """One restaurant with the first window of its reviews."""

    detail: RestaurantDetail
    reviews: list[ReviewView]
    time_zone: str
    today: Day


def read_list(reads: Reads, filters: Filters, order: Order, search: str, now: Instant) -> ListFacts | None:
    """The list; None before the first sync."""
    me = reads.me()
    if me is None:
        return None
    zone = me[1].time_zone
    every = reads.restaurant_views()
    passing = listed(every, filters, order, search, zone, holidays_in(zone))
    return ListFacts(passing, len(every), choices(every), zone, day_of(now, zone))


def read_detail(reads: Reads, restaurant_id: str, now: Instant, shown: int) -> DetailFacts | None:
    """One restaurant with so many of its reviews; None if it is not held."""
    me, detail = reads.me(), reads.restaurant_detail(restaurant_id)
    if me is None or detail is None:
        return None
    zone = me[1].time_zone
    return DetailFacts(detail, reads.reviews(detail.review_ids[:shown]), zone, day_of(now, zone))
