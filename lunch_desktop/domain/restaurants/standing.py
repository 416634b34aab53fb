"""How the one who acts stands to a restaurant, and which restaurant is meant."""

from enum import StrEnum
from typing import Final, Protocol

from lunch_desktop.domain.ids import RestaurantId
from lunch_desktop.domain.people import EMPLOYEES
from lunch_desktop.domain.restaurants.entities import RESTAURANTS, Restaurant
from lunch_desktop.domain.rule import Subject
from lunch_desktop.domain.world import ABSENT, Absent, Lookup, NotHeld, Reader

LONGEST_CHAIN: Final = 8
"""Merges one behind the other that are followed; a longer chain, or a ring, is a fault of the rows."""


class OfRestaurant(Protocol):
    """Arguments that name a restaurant."""

    @property
    def restaurant_id(self) -> RestaurantId: ...


class RestaurantRelation(StrEnum):
    """How the one who acts stands to the restaurant that a change names."""

    NOWHERE = "no such restaurant"
    FAR = "restaurant of another office"
    NEAR = "restaurant of the office"


def meant(world: Lookup, restaurant_id: RestaurantId) -> Restaurant | Absent | NotHeld:
    """The restaurant, or what it was merged into, as far as that is held."""
    found = world.get(RESTAURANTS, restaurant_id)
    for _ in range(LONGEST_CHAIN):
        if not found or found.merged_into is None:
            break
        further = world.get(RESTAURANTS, found.merged_into)
        if not further:
            break
        found = further
    return found


def _relation(world: Reader, args: OfRestaurant) -> RestaurantRelation | None:
    restaurant = world.get(RESTAURANTS, args.restaurant_id)
    if restaurant is ABSENT:
        return RestaurantRelation.NOWHERE
    employee = world.get(EMPLOYEES, world.actor)
    if not restaurant or not employee:
        return None
    is_near = employee.office_id == restaurant.office_id
    return RestaurantRelation.NEAR if is_near else RestaurantRelation.FAR


def _title(world: Reader, args: OfRestaurant) -> str | None:
    restaurant = world.get(RESTAURANTS, args.restaurant_id)
    return restaurant.name if restaurant else None


NEAR: Final[frozenset[StrEnum]] = frozenset({RestaurantRelation.NEAR})
RESTAURANT: Final = Subject("restaurant", RestaurantRelation, NEAR, _relation, _title)
