"""The restaurants around the demo office."""

from random import Random
from typing import Final
from uuid import UUID, uuid5

from lunch_desktop.demo.data import eateries
from lunch_desktop.domain.ids import OfficeId, RestaurantId
from lunch_desktop.domain.restaurants.entities import Restaurant

_NOBODYS_EXCHANGE: Final = "02-000"
"""No telephone exchange in Korea begins with 0, so that no number of it rings anywhere."""


def build_restaurants(namespace: UUID, office: OfficeId, rng: Random) -> tuple[Restaurant, ...]:
    """All of them, in the order of the data."""
    lines = rng.sample(range(1000, 10_000), len(eateries()))
    return tuple(
        Restaurant(
            id=RestaurantId(str(uuid5(namespace, f"restaurant/{one.name}"))),
            office_id=office,
            name=one.name,
            category=one.category,
            address=one.address,
            walk_minutes=one.walk_minutes,
            price=one.price,
            phone=f"{_NOBODYS_EXCHANGE}-{line}",
            tags=one.tags,
            hours=one.hours,
            diet_facts=one.diet_facts,
        )
        for one, line in zip(eateries(), lines, strict=True)
    )
