"""`restaurant.merge`: an admin says that two entries are one place.

Reviews, favourites and suggestions move with the change. What points to the place from elsewhere (coming parties,
visits, groups, open votes) is moved by the server afterwards; see `following`.
"""

from dataclasses import dataclass, replace
from typing import Final

from lunch_desktop.domain.authorisation import RULES
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import EmployeeId, RestaurantId
from lunch_desktop.domain.mutations import FINAL, NOTHING, Answer, Mutation, Root
from lunch_desktop.domain.people import EMPLOYEES
from lunch_desktop.domain.restaurants.entities import (
    FAVOURITES,
    RESTAURANTS,
    REVIEWS,
    UNLISTED,
    Favourite,
    Restaurant,
    RestaurantState,
    Review,
    favourite_id,
    review_id,
)
from lunch_desktop.domain.restaurants.fields import BLANK
from lunch_desktop.domain.restaurants.suggestions import SUGGESTIONS, SuggestionState
from lunch_desktop.domain.rule import check_named
from lunch_desktop.domain.world import World

BETWEEN_REVIEWS: Final = "\n\n"
"""Stands between the texts of two reviews that became one."""


@dataclass(frozen=True, slots=True)
class MergePlaces:
    """The restaurant that is there twice, and the entry of it `into` which it goes."""

    restaurant_id: RestaurantId
    into: RestaurantId


def merge_places(world: World, args: MergePlaces) -> Answer:
    """One entry is left: what it lacks, it takes from the other. No review's text is lost."""
    if args.restaurant_id == args.into:
        raise Refusal(RefusalCode.INVALID_VALUE, field="into")
    gone = world.get(RESTAURANTS, args.restaurant_id)
    if not gone:
        return NOTHING
    check_named(world, RESTAURANTS, args.into, gone.office_id)
    stays = world.get(RESTAURANTS, args.into)
    if not stays:
        return NOTHING
    for one in (gone, stays):
        if one.state == RestaurantState.MERGED or (one is stays and one.state in UNLISTED):
            raise Refusal(RefusalCode.NO_LONGER_LISTED, title=one.name)
    world.put(RESTAURANTS, replace(gone, state=RestaurantState.MERGED, merged_into=stays.id))
    world.put(RESTAURANTS, _completed(stays, gone))
    for review in world.find(REVIEWS, restaurant_id=gone.id):
        _move_review(world, review, stays.id)
    for favourite in world.find(FAVOURITES, restaurant_id=gone.id):
        known = favourite_id(favourite.employee_id, stays.id)
        world.delete(FAVOURITES, favourite.id)
        world.put(FAVOURITES, Favourite(known, stays.id, favourite.employee_id))
    for suggestion in world.find(SUGGESTIONS, restaurant_id=gone.id):
        if suggestion.state == SuggestionState.OPEN:
            world.put(SUGGESTIONS, replace(suggestion, state=SuggestionState.MERGED))
    return NOTHING


def _completed(stays: Restaurant, gone: Restaurant) -> Restaurant:
    """An approved one makes the whole approved; fields of which nothing is known are filled from the other."""
    known = {name: getattr(gone, name) for name, blank in BLANK.items() if getattr(stays, name) == blank}
    if gone.state == RestaurantState.APPROVED:
        known["state"] = RestaurantState.APPROVED
    return replace(stays, **known)


def _move_review(world: World, review: Review, into: RestaurantId) -> None:
    """Who reviewed both keeps the newer rating; the older text stands below the newer."""
    known = review_id(review.employee_id, into)
    other = world.get(REVIEWS, known)
    world.delete(REVIEWS, review.id)
    moved = replace(review, id=known, restaurant_id=into)
    world.put(REVIEWS, _as_one(moved, other) if other else moved)


def _as_one(one: Review, other: Review) -> Review:
    older, newer = sorted((one, other), key=lambda review: (review.edited_at or review.written_at, review.text))
    texts = [newer.text] if older.text in newer.text else [text for text in (newer.text, older.text) if text]
    tags = dict.fromkeys(tag for tag in (*newer.tags.split(","), *older.tags.split(",")) if tag)
    return replace(
        newer,
        text=BETWEEN_REVIEWS.join(texts),
        tags=",".join(tags),
        written_at=min(one.written_at, other.written_at),
        edited_at=max(review.edited_at or review.written_at for review in (one, other)),
    )


def _roots(actor: EmployeeId, args: MergePlaces) -> tuple[Root, ...]:
    return (RESTAURANTS.name, args.restaurant_id), (RESTAURANTS.name, args.into), (EMPLOYEES.name, actor)


MERGE = Mutation(
    name="restaurant.merge",
    version=1,
    arguments=MergePlaces,
    run=merge_places,
    authorise=RULES["restaurant.merge"],
    roots=_roots,
    inverse=FINAL,
    refusals=frozenset(
        {RefusalCode.NOT_FOUND, RefusalCode.NOT_ADMIN, RefusalCode.INVALID_VALUE, RefusalCode.NO_LONGER_LISTED}
    ),
)
