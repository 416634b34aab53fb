"""`restaurant.approve`, `restaurant.reject` and `restaurant.reconsider`: an admin's word on what somebody suggested."""

from dataclasses import dataclass, replace

from lunch_desktop.domain.authorisation import RULES
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import RestaurantId
from lunch_desktop.domain.merge import Merged, merge
from lunch_desktop.domain.mutations import NOTHING, Answer, Intent, Mutation
from lunch_desktop.domain.restaurants.entities import RESTAURANTS, Restaurant, RestaurantState
from lunch_desktop.domain.restaurants.fields import check_fields
from lunch_desktop.domain.restaurants.keeping import place_and_actor
from lunch_desktop.domain.restaurants.suggesting import OfOneSuggestion
from lunch_desktop.domain.restaurants.suggestions import (
    LONGEST_REASON,
    SUGGESTIONS,
    Suggestion,
    SuggestionState,
    read_edits,
)
from lunch_desktop.domain.world import Reader, World


@dataclass(frozen=True, slots=True)
class Reject:
    """`reason` is told to who suggested it."""

    suggestion_id: str
    restaurant_id: RestaurantId
    reason: str


def approve(world: World, args: OfOneSuggestion) -> Answer:
    """A new place is one like others from now on; corrections are made, as far as nobody wrote something else there."""
    suggestion = _open_one(world, args.suggestion_id)
    if suggestion is None:
        return NOTHING
    world.put(SUGGESTIONS, replace(suggestion, state=SuggestionState.APPROVED))
    restaurant = world.get(RESTAURANTS, suggestion.restaurant_id)
    if not restaurant:
        return NOTHING
    if suggestion.is_new:
        if restaurant.state == RestaurantState.SUGGESTED:
            world.put(RESTAURANTS, replace(restaurant, state=RestaurantState.APPROVED))
        return NOTHING
    merged = merge(restaurant, read_edits(suggestion.edits))
    check_fields(merged.values)
    return _correct(world, restaurant, merged)


def _correct(world: World, restaurant: Restaurant, merged: Merged) -> Answer:
    world.put(RESTAURANTS, replace(restaurant, **merged.values))
    if merged.conflicts:
        return {"conflicts": {name: list(both) for name, both in merged.conflicts.items()}}
    return NOTHING


def reject(world: World, args: Reject) -> Answer:
    """A new place is no longer offered; whoever suggested it reads why."""
    reason = " ".join(args.reason.split())
    if not reason:
        raise Refusal(RefusalCode.REASON_MISSING)
    if len(reason) > LONGEST_REASON:
        raise Refusal(RefusalCode.TEXT_TOO_LONG, field="reason", most=LONGEST_REASON)
    suggestion = _open_one(world, args.suggestion_id)
    if suggestion is None:
        return NOTHING
    world.put(SUGGESTIONS, replace(suggestion, state=SuggestionState.REJECTED, reason=reason))
    restaurant = world.get(RESTAURANTS, suggestion.restaurant_id)
    if suggestion.is_new and restaurant and restaurant.state == RestaurantState.SUGGESTED:
        world.put(RESTAURANTS, replace(restaurant, state=RestaurantState.REJECTED))
    return NOTHING


def reconsider(world: World, args: OfOneSuggestion) -> Answer:
    """Put a decision back into the queue: the place is a suggested one again, corrections are taken back."""
    suggestion = world.get(SUGGESTIONS, args.suggestion_id)
    if not suggestion:
        return NOTHING
    if suggestion.state not in (SuggestionState.APPROVED, SuggestionState.REJECTED):
        raise Refusal(RefusalCode.ALREADY_DECIDED)
    restaurant = world.get(RESTAURANTS, suggestion.restaurant_id)
    if restaurant and suggestion.is_new and restaurant.state in (RestaurantState.MERGED, RestaurantState.CLOSED):
        raise Refusal(RefusalCode.NO_LONGER_LISTED, title=restaurant.name)
    world.put(SUGGESTIONS, replace(suggestion, state=SuggestionState.OPEN, reason=""))
    if not restaurant:
        return NOTHING
    if suggestion.is_new:
        world.put(RESTAURANTS, replace(restaurant, state=RestaurantState.SUGGESTED))
        return NOTHING
    if suggestion.state == SuggestionState.REJECTED:
        return NOTHING
    corrected = read_edits(suggestion.edits).items()
    back = {name: (new, old) for name, (old, new) in corrected if getattr(restaurant, name) == new}
    return _correct(world, restaurant, merge(restaurant, back))


def _open_one(world: World, suggestion_id: str) -> Suggestion | None:
    suggestion = world.get(SUGGESTIONS, suggestion_id)
    if not suggestion:
        return None
    if suggestion.state != SuggestionState.OPEN:
        raise Refusal(RefusalCode.ALREADY_DECIDED)
    return suggestion


def _back(world: Reader, args: OfOneSuggestion | Reject) -> Intent:
    del world
    return Intent("restaurant.reconsider", OfOneSuggestion(args.suggestion_id, args.restaurant_id))


def _again(world: Reader, args: OfOneSuggestion) -> Intent | None:
    suggestion = world.get(SUGGESTIONS, args.suggestion_id)
    if not suggestion:
        return None
    if suggestion.state == SuggestionState.REJECTED:
        return Intent("restaurant.reject", Reject(args.suggestion_id, args.restaurant_id, suggestion.reason))
    return Intent("restaurant.approve", args)


_DECIDED = frozenset({RefusalCode.NOT_FOUND, RefusalCode.NOT_ADMIN, RefusalCode.ALREADY_DECIDED})

APPROVE = Mutation(
    name="restaurant.approve",
    version=1,
    arguments=OfOneSuggestion,
    run=approve,
    authorise=RULES["restaurant.approve"],
    roots=place_and_actor,
    inverse=_back,
    refusals=_DECIDED,
)
REJECT = Mutation(
    name="restaurant.reject",
    version=1,
    arguments=Reject,
    run=reject,
    authorise=RULES["restaurant.reject"],
    roots=place_and_actor,
    inverse=_back,
    refusals=_DECIDED | {RefusalCode.REASON_MISSING, RefusalCode.TEXT_TOO_LONG},
)
RECONSIDER = Mutation(
    name="restaurant.reconsider",
    version=1,
    arguments=OfOneSuggestion,
    run=reconsider,
    authorise=RULES["restaurant.reconsider"],
    roots=place_and_actor,
    inverse=_again,
    refusals=_DECIDED | {RefusalCode.NO_LONGER_LISTED},
)
