"""`restaurant.close`: an admin says that a restaurant exists no more, or again."""

from dataclasses import dataclass, replace

from lunch_desktop.domain.authorisation import RULES
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import RestaurantId
from lunch_desktop.domain.mutations import NOTHING, Answer, Intent, Mutation
from lunch_desktop.domain.restaurants.entities import RESTAURANTS, RestaurantState
from lunch_desktop.domain.restaurants.keeping import place_and_actor
from lunch_desktop.domain.world import Reader, World


@dataclass(frozen=True, slots=True)
class ClosePlace:
    """`closed`: it is from now on; else it is there again."""

    restaurant_id: RestaurantId
    closed: bool


def close_place(world: World, args: ClosePlace) -> Answer:
    """A closed place is no longer offered; its reviews stay, and so do the lunches that were to be there."""
    restaurant = world.get(RESTAURANTS, args.restaurant_id)
    if not restaurant:
        return NOTHING
    if restaurant.state in (RestaurantState.MERGED, RestaurantState.REJECTED):
        raise Refusal(RefusalCode.NO_LONGER_LISTED, title=restaurant.name)
    if (restaurant.state == RestaurantState.CLOSED) == args.closed:
        return NOTHING
    state = RestaurantState.CLOSED if args.closed else RestaurantState.APPROVED
    world.put(RESTAURANTS, replace(restaurant, state=state))
    return NOTHING


def _inverse(world: Reader, args: ClosePlace) -> Intent | None:
    restaurant = world.get(RESTAURANTS, args.restaurant_id)
    if restaurant and (restaurant.state == RestaurantState.CLOSED) == args.closed:
        return None
    return Intent("restaurant.close", replace(args, closed=not args.closed))


CLOSE = Mutation(
    name="restaurant.close",
    version=1,
    arguments=ClosePlace,
    run=close_place,
    authorise=RULES["restaurant.close"],
    roots=place_and_actor,
    inverse=_inverse,
    refusals=frozenset({RefusalCode.NOT_FOUND, RefusalCode.NOT_ADMIN, RefusalCode.NO_LONGER_LISTED}),
)
