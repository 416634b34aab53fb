"""`restaurant.suggest` and `restaurant.withdraw`: anybody names a place, or says what should be otherwise about one."""

from dataclasses import dataclass, replace
from typing import Any

from lunch_desktop.domain.authorisation import RULES
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import RestaurantId, derived_id
from lunch_desktop.domain.mutations import FINAL, NOTHING, Answer, Intent, Mutation
from lunch_desktop.domain.people import EMPLOYEES
from lunch_desktop.domain.restaurants.closing import ClosePlace
from lunch_desktop.domain.restaurants.entities import RESTAURANTS, UNLISTED, Restaurant, RestaurantState
from lunch_desktop.domain.restaurants.fields import BLANK, check_fields, tidied_edits
from lunch_desktop.domain.restaurants.keeping import place_and_actor
from lunch_desktop.domain.restaurants.suggestions import (
    LONGEST_NOTE,
    SUGGESTIONS,
    Suggestion,
    SuggestionState,
    write_edits,
)
from lunch_desktop.domain.rule import is_admin
from lunch_desktop.domain.world import ABSENT, Reader, World


@dataclass(frozen=True, slots=True)
class Suggest:
    """A new place, or corrections of the one that is named.

    `edits` maps a field to [the value that the author saw, the value that they want]; the former are those of `BLANK`
    for a new place. `note` is for the admins.
    """

    restaurant_id: RestaurantId | None
    edits: dict[str, tuple[Any, Any]]
    note: str


@dataclass(frozen=True, slots=True)
class OfOneSuggestion:
    """A suggestion, and the restaurant that it is about."""

    suggestion_id: str
    restaurant_id: RestaurantId


def suggest(world: World, args: Suggest) -> Answer:
    """A new place can be eaten at from now on; corrections wait for an admin. What an admin names needs nobody's word.

    The first id that the change makes is the suggestion's, the second a new restaurant's.
    """
    edits = tidied_edits(args.edits)
    if not edits:
        raise Refusal(RefusalCode.NOTHING_TO_CHANGE)
    note = " ".join(args.note.split())
    if len(note) > LONGEST_NOTE:
        raise Refusal(RefusalCode.TEXT_TOO_LONG, field="note", most=LONGEST_NOTE)
    known = world.new_id()
    if args.restaurant_id is not None:
        return _correct(world, args.restaurant_id, edits, note, known)
    values = {**BLANK, **{name: new for name, (_, new) in edits.items()}}
    check_fields(values)
    employee = world.get(EMPLOYEES, world.actor)
    if not employee:
        return NOTHING
    is_approved = bool(is_admin(world))
    restaurant = Restaurant(
        id=RestaurantId(world.new_id()),
        office_id=employee.office_id,
        **values,
        state=RestaurantState.APPROVED if is_approved else RestaurantState.SUGGESTED,
        suggested_by=None if is_approved else world.actor,
    )
    if world.decides and world.get(RESTAURANTS, restaurant.id) is not ABSENT:  # its id follows from the change's
        raise Refusal(RefusalCode.INVALID_VALUE, field="uuid")
    world.put(RESTAURANTS, restaurant)
    if not is_approved:
        _put(world, restaurant, known, "", note)
    return {"restaurant_id": restaurant.id}


def _correct(
    world: World, restaurant_id: RestaurantId, edits: dict[str, tuple[Any, Any]], note: str, known: str
) -> Answer:
    check_fields({name: new for name, (_, new) in edits.items()})
    restaurant = world.get(RESTAURANTS, restaurant_id)
    if not restaurant:
        return NOTHING
    if restaurant.state in UNLISTED:
        raise Refusal(RefusalCode.NO_LONGER_LISTED, title=restaurant.name)
    wanted = {name: (old, new) for name, (old, new) in edits.items() if getattr(restaurant, name) != new}
    if not wanted:
        raise Refusal(RefusalCode.NOTHING_TO_CHANGE)
    if world.decides and world.get(SUGGESTIONS, known) is not ABSENT:
        raise Refusal(RefusalCode.INVALID_VALUE, field="uuid")
    _put(world, restaurant, known, write_edits(wanted), note)
    return NOTHING


def _put(world: World, restaurant: Restaurant, known: str, edits: str, note: str) -> None:
    world.put(
        SUGGESTIONS,
        Suggestion(
            id=known,
            office_id=restaurant.office_id,
            restaurant_id=restaurant.id,
            suggested_by=world.actor,
            is_new=not edits,
            edits=edits,
            note=note,
            state=SuggestionState.OPEN,
            reason="",
            made_at=world.now,
        ),
    )


def withdraw(world: World, args: OfOneSuggestion) -> Answer:
    """Take back what nobody has decided yet; a place that it named is offered no longer."""
    suggestion = world.get(SUGGESTIONS, args.suggestion_id)
    if not suggestion:
        return NOTHING
    if suggestion.suggested_by != world.actor:  # an admin, who rejects it
        raise Refusal(RefusalCode.NOT_FOUND)
    if suggestion.state != SuggestionState.OPEN:
        raise Refusal(RefusalCode.ALREADY_DECIDED)
    world.put(SUGGESTIONS, replace(suggestion, state=SuggestionState.WITHDRAWN))
    restaurant = world.get(RESTAURANTS, suggestion.restaurant_id)
    if suggestion.is_new and restaurant and restaurant.state == RestaurantState.SUGGESTED:
        world.put(RESTAURANTS, replace(restaurant, state=RestaurantState.REJECTED))
    return NOTHING


def _suggest_inverse(world: Reader, args: Suggest) -> Intent | None:
    """An admin's own new place is closed again."""
    suggestion, made = derived_id(world.change, 0), RestaurantId(derived_id(world.change, 1))
    if args.restaurant_id is None and is_admin(world):
        return Intent("restaurant.close", ClosePlace(made, closed=True))
    return Intent("restaurant.withdraw", OfOneSuggestion(suggestion, args.restaurant_id or made))


SUGGEST = Mutation(
    name="restaurant.suggest",
    version=1,
    arguments=Suggest,
    run=suggest,
    authorise=RULES["restaurant.suggest"],
    roots=place_and_actor,
    inverse=_suggest_inverse,
    refusals=frozenset(
        {
            RefusalCode.NOT_FOUND,
            RefusalCode.NAME_MISSING,
            RefusalCode.TEXT_TOO_LONG,
            RefusalCode.INVALID_VALUE,
            RefusalCode.NOTHING_TO_CHANGE,
            RefusalCode.NO_LONGER_LISTED,
        }
    ),
)
WITHDRAW = Mutation(
    name="restaurant.withdraw",
    version=1,
    arguments=OfOneSuggestion,
    run=withdraw,
    authorise=RULES["restaurant.withdraw"],
    roots=place_and_actor,
    inverse=FINAL,
    refusals=frozenset({RefusalCode.NOT_FOUND, RefusalCode.ALREADY_DECIDED}),
)
