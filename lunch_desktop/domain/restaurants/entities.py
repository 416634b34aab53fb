"""Restaurants near an office, reviews and favourites."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lunch_desktop.domain.ids import EmployeeId, OfficeId, RestaurantId, ReviewId, natural_id
from lunch_desktop.domain.table import Table
from lunch_desktop.domain.times import Instant

BEST_RATING: Final = 5


class RestaurantState(StrEnum):
    """What became of a restaurant that somebody named.

    A suggested one can be eaten at, but awaits an admin's word; a merged one is another under a second name.
    """

    APPROVED = "approved"
    SUGGESTED = "suggested"
    REJECTED = "rejected"
    MERGED = "merged"
    CLOSED = "closed"


UNLISTED: Final = frozenset({RestaurantState.REJECTED, RestaurantState.MERGED, RestaurantState.CLOSED})
"""States in which a restaurant is no longer offered."""


OFFERED: Final = frozenset({RestaurantState.APPROVED.value, RestaurantState.SUGGESTED.value})
"""States of restaurants that one may choose; others are shown only where something old leads to them."""


@dataclass(frozen=True, slots=True)
class Restaurant:
    """A place to eat. `price` is what a lunch costs in won, `walk_minutes` the way from the office, one way.

    `tags` are words, and `diet_facts` codes, with a comma between them; what no fact is given of is unknown. `hours` is
    when it is open, as `opening_hours` writes it, "" where nobody knows. `merged_into` is the restaurant that a merged
    one is in truth; `suggested_by` who named it first, None for those that came from an admin.
    """

    id: RestaurantId
    office_id: OfficeId
    name: str
    category: str
    address: str
    walk_minutes: int
    price: int
    phone: str
    tags: str = ""
    menu_link: str = ""
    diet_facts: str = ""
    hours: str = ""
    state: str = RestaurantState.APPROVED.value
    merged_into: RestaurantId | None = None
    suggested_by: EmployeeId | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """What an employee says of a restaurant; one each. `rating` is 1 to 5, `tags` words with a comma between them."""

    id: ReviewId
    restaurant_id: RestaurantId
    employee_id: EmployeeId
    rating: int
    text: str
    tags: str
    written_at: Instant
    edited_at: Instant | None


@dataclass(frozen=True, slots=True)
class Favourite:
    """That an employee likes a restaurant; nobody else's to know."""

    id: str
    restaurant_id: RestaurantId
    employee_id: EmployeeId


def review_id(employee: EmployeeId, restaurant: RestaurantId) -> ReviewId:
    """One review for each employee and restaurant, also when it is written on two desktops."""
    return ReviewId(natural_id("review", employee, restaurant))


def favourite_id(employee: EmployeeId, restaurant: RestaurantId) -> str:
    """One favourite for each employee and restaurant."""
    return natural_id("favourite", employee, restaurant)


RESTAURANTS = Table("restaurants", Restaurant, (("office_id",),), {"office_id": "offices"})
REVIEWS = Table(
    "reviews",
    Review,
    (("restaurant_id",), ("employee_id",)),
    {"restaurant_id": "restaurants", "employee_id": "employees"},
)
FAVOURITES = Table(
    "favourites",
    Favourite,
    (("restaurant_id",), ("employee_id",)),
    {"restaurant_id": "restaurants", "employee_id": "employees"},
)
