"""Restaurants near an office."""

from dataclasses import dataclass

from lunch_desktop.domain.ids import OfficeId, RestaurantId
from lunch_desktop.domain.table import Table


@dataclass(frozen=True, slots=True)
class Restaurant:
    """A place to eat. `price` is what a lunch costs in won, `walk_minutes` the way from the office, one way."""

    id: RestaurantId
    office_id: OfficeId
    name: str
    category: str
    address: str
    walk_minutes: int
    price: int
    phone: str


RESTAURANTS = Table("restaurants", Restaurant, (("office_id",),), {"office_id": "offices"})
