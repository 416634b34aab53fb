"""Mutations that name something else than a party: each area says in a module of its own how one can stand to it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from lunch_desktop.domain.people import Employee
from tests.attacks.authorisation import (
    area_chat,
    area_exports,
    area_groups,
    area_people,
    area_restaurants,
    area_stewards,
)
from tests.attacks.authorisation.area_together import PROPOSING
from tests.attacks.authorisation.cast import Cast
from tests.attacks.authorisation.trying import Try

TRIES: Final[Mapping[str, Callable[[Cast, Employee], Iterable[Try]]]] = {
    **area_groups.TRIES,
    **area_restaurants.TRIES,
    **area_people.TRIES,
    **area_chat.TRIES,
    **area_stewards.TRIES,
    **area_exports.TRIES,
    **PROPOSING,
}
"""By the name of a mutation: every way in which the actor can stand to what it names, each made in the database."""
