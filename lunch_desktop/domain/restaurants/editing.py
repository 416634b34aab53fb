"""`restaurant.edit`: an admin changes what is known of a restaurant; so may who suggested it, until it is approved."""

from dataclasses import dataclass, replace
from typing import Any

from lunch_desktop.domain.authorisation import RULES
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import RestaurantId
from lunch_desktop.domain.merge import merge
from lunch_desktop.domain.mutations import NOTHING, Answer, Intent, Mutation
from lunch_desktop.domain.restaurants.entities import RESTAURANTS, Restaurant
from lunch_desktop.domain.restaurants.fields import check_fields, tidied_edits
from lunch_desktop.domain.restaurants.keeping import place_and_actor
from lunch_desktop.domain.world import Reader, World


@dataclass(frozen=True, slots=True)
class EditPlace:
    """`edits` maps a field to [the value that the author saw, the value that they want]."""

    restaurant_id: RestaurantId
    edits: dict[str, tuple[Any, Any]]


def edit_place(world: World, args: EditPlace) -> Answer:
    """Apply what still can be; fields that somebody changed meanwhile stay, and both values go into the answer."""
    edits = tidied_edits(args.edits)
    if not edits:
        raise Refusal(RefusalCode.NOTHING_TO_CHANGE)
    restaurant = world.get(RESTAURANTS, args.restaurant_id)
    if not restaurant:
        return NOTHING
    merged = merge(restaurant, edits)
    check_fields(merged.values)
    edited: Restaurant = replace(restaurant, **merged.values)
    world.put(RESTAURANTS, edited)
    if merged.conflicts:
        return {"conflicts": {name: list(both) for name, both in merged.conflicts.items()}}
    return NOTHING


def _inverse(world: Reader, args: EditPlace) -> Intent | None:
    """Back to what the author saw, from what was written; nothing where the edits are going to be refused."""
    del world
    try:
        edits = tidied_edits(args.edits)
    except Refusal:
        return None
    return Intent(
        "restaurant.edit", EditPlace(args.restaurant_id, {name: (new, old) for name, (old, new) in edits.items()})
    )


EDIT_PLACE = Mutation(
    name="restaurant.edit",
    version=1,
    arguments=EditPlace,
    run=edit_place,
    authorise=RULES["restaurant.edit"],
    roots=place_and_actor,
    inverse=_inverse,
    refusals=frozenset(
        {
            RefusalCode.NOT_FOUND,
            RefusalCode.NOT_ADMIN,
            RefusalCode.NAME_MISSING,
            RefusalCode.TEXT_TOO_LONG,
            RefusalCode.INVALID_VALUE,
            RefusalCode.NOTHING_TO_CHANGE,
        }
    ),
)
