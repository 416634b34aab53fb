"""`favourite.set`: an employee marks a restaurant as a favourite, or no longer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lunch_desktop.domain.authorisation import RULES
from lunch_desktop.domain.errors import RefusalCode
from lunch_desktop.domain.ids import RestaurantId
from lunch_desktop.domain.mutations import NOTHING, Answer, Foreseen, Intent, Mutation
from lunch_desktop.domain.restaurants.entities import FAVOURITES, Favourite, favourite_id
from lunch_desktop.domain.restaurants.roots import restaurant_and_actor
from lunch_desktop.domain.restaurants.standing import meant
from lunch_desktop.domain.world import Reader, World


@dataclass(frozen=True, slots=True)
class SetFavourite:
    """`on`: it is one from now on."""

    restaurant_id: RestaurantId
    on: bool


def set_favourite(world: World, args: SetFavourite) -> Answer:
    """Once more of the same changes nothing."""
    restaurant = meant(world, args.restaurant_id)
    if not restaurant:
        return NOTHING
    known = favourite_id(world.actor, restaurant.id)
    if args.on:
        world.put(FAVOURITES, Favourite(known, restaurant.id, world.actor))
    else:
        world.delete(FAVOURITES, known)
    return NOTHING


def _inverse(world: Reader, args: SetFavourite) -> Intent | None:
    restaurant = meant(world, args.restaurant_id)
    was_on = bool(restaurant and world.get(FAVOURITES, favourite_id(world.actor, restaurant.id)))
    return None if was_on == args.on else Intent("favourite.set", replace(args, on=was_on))


def _foresees(world: Reader, args: SetFavourite) -> Iterator[Sequence[Foreseen]]:
    yield ((FAVOURITES, ("id",), (favourite_id(world.actor, args.restaurant_id),)),)


SET_FAVOURITE = Mutation(
    name="favourite.set",
    version=1,
    arguments=SetFavourite,
    run=set_favourite,
    authorise=RULES["favourite.set"],
    roots=restaurant_and_actor,
    inverse=_inverse,
    refusals=frozenset({RefusalCode.NOT_FOUND}),
    foresees=_foresees,
)
