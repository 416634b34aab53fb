"""`review.write` and `review.delete`: what an employee says of a restaurant, once, and takes back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from lunch_desktop.domain.authorisation import RULES
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import RestaurantId
from lunch_desktop.domain.merge import merge
from lunch_desktop.domain.mutations import NOTHING, Answer, Foreseen, Intent, Mutation
from lunch_desktop.domain.restaurants.entities import BEST_RATING, REVIEWS, Review, review_id
from lunch_desktop.domain.restaurants.roots import restaurant_and_actor
from lunch_desktop.domain.restaurants.standing import OfRestaurant, meant
from lunch_desktop.domain.restaurants.tags import check_tags, tidy_tags
from lunch_desktop.domain.world import ABSENT, Reader, World

LONGEST_REVIEW: Final = 1_000
NO_RATING: Final = 0
"""The rating of a review that is not there, as an edit says that it saw none."""
BLANK: Final[Mapping[str, Any]] = {"rating": NO_RATING, "text": "", "tags": ""}
"""The fields of a review that can be edited, as they are where there is none."""


@dataclass(frozen=True, slots=True)
class WriteReview:
    """`edits` maps rating, text and tags to [the value that the author saw, the value that they want].

    Where the author saw no review, the former values are those of BLANK.
    """

    restaurant_id: RestaurantId
    edits: dict[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class DeleteReview:
    """The fields are as the author saw them: what they wrote elsewhere meanwhile is not deleted with it."""

    restaurant_id: RestaurantId
    rating: int
    text: str
    tags: str


def write_review(world: World, args: WriteReview) -> Answer:
    """Write the review, or change it; fields that were changed elsewhere stay, and both values go into the answer."""
    edits = _tidied(args.edits)
    _check(edits)
    restaurant = meant(world, args.restaurant_id)
    if not restaurant:
        return NOTHING
    known = review_id(world.actor, restaurant.id)
    present = world.get(REVIEWS, known)
    if not present:
        values = {**BLANK, **{name: new for name, (_, new) in edits.items()}}
        if values["rating"] == NO_RATING:  # an edit of what was deleted meanwhile
            if present is ABSENT:
                raise Refusal(RefusalCode.NOT_FOUND)
            return NOTHING
        world.put(REVIEWS, Review(known, restaurant.id, world.actor, **values, written_at=world.now, edited_at=None))
        return NOTHING
    merged = merge(present, edits)
    edited: Review = replace(present, **merged.values)
    if edited != present:
        world.put(REVIEWS, replace(edited, edited_at=world.now))
    if merged.conflicts:
        return {"conflicts": {name: list(both) for name, both in merged.conflicts.items()}}
    return NOTHING


def delete_review(world: World, args: DeleteReview) -> Answer:
    """Take the review away."""
    restaurant = meant(world, args.restaurant_id)
    if not restaurant:
        return NOTHING
    known = review_id(world.actor, restaurant.id)
    present = world.get(REVIEWS, known)
    if present is ABSENT:
        raise Refusal(RefusalCode.NOT_FOUND)
    if present and (present.rating, present.text, present.tags) != (args.rating, args.text, args.tags):
        raise Refusal(RefusalCode.CHANGED_SINCE, title=restaurant.name)
    world.delete(REVIEWS, known)
    return NOTHING


def _tidied(edits: Mapping[str, tuple[Any, Any]]) -> dict[str, tuple[Any, Any]]:
    return {name: (old, _tidy(name, new)) for name, (old, new) in edits.items()}


def _tidy(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return tidy_tags(value) if name == "tags" else value.strip()


def _check(edits: Mapping[str, tuple[Any, Any]]) -> None:
    if not edits:
        raise Refusal(RefusalCode.NOTHING_TO_CHANGE)
    for name, (_, new) in edits.items():
        if name not in BLANK or type(new) is not type(BLANK[name]):
            raise Refusal(RefusalCode.INVALID_VALUE, field=name)
    if "rating" in edits and not 1 <= edits["rating"][1] <= BEST_RATING:
        raise Refusal(RefusalCode.RATING_MISSING)
    if "text" in edits and len(edits["text"][1]) > LONGEST_REVIEW:
        raise Refusal(RefusalCode.TEXT_TOO_LONG, field="text", most=LONGEST_REVIEW)
    if "tags" in edits:
        check_tags(edits["tags"][1])


def _own(world: Reader, restaurant_id: RestaurantId) -> Review | None:
    restaurant = meant(world, restaurant_id)
    return (world.get(REVIEWS, review_id(world.actor, restaurant.id)) or None) if restaurant else None


def _write_inverse(world: Reader, args: WriteReview) -> Intent | None:
    """Each field that is written goes back; a review that was not there is deleted again, as it was written."""
    edits = _tidied(args.edits)
    present = _own(world, args.restaurant_id)
    if present:
        back = {name: (new, old) for name, (old, new) in edits.items() if new != old == getattr(present, name, None)}
        return Intent("review.write", WriteReview(args.restaurant_id, back)) if back else None
    written = {**BLANK, **{name: new for name, (_, new) in edits.items()}}
    return Intent("review.delete", DeleteReview(args.restaurant_id, **written))


def _delete_inverse(world: Reader, args: DeleteReview) -> Intent | None:
    present = _own(world, args.restaurant_id)
    if not present:
        return None
    edits = {name: (blank, getattr(present, name)) for name, blank in BLANK.items()}
    return Intent("review.write", WriteReview(args.restaurant_id, edits))


def own_review(world: Reader, args: OfRestaurant) -> Iterator[Sequence[Foreseen]]:
    """The actor's review of it."""
    yield ((REVIEWS, ("id",), (review_id(world.actor, args.restaurant_id),)),)


WRITE_REVIEW = Mutation(
    name="review.write",
    version=1,
    arguments=WriteReview,
    run=write_review,
    authorise=RULES["review.write"],
    roots=restaurant_and_actor,
    inverse=_write_inverse,
    refusals=frozenset(
        {
            RefusalCode.NOT_FOUND,
            RefusalCode.RATING_MISSING,
            RefusalCode.TEXT_TOO_LONG,
            RefusalCode.TOO_MANY,
            RefusalCode.NOTHING_TO_CHANGE,
            RefusalCode.INVALID_VALUE,
        }
    ),
    foresees=own_review,
)
DELETE_REVIEW = Mutation(
    name="review.delete",
    version=1,
    arguments=DeleteReview,
    run=delete_review,
    authorise=RULES["review.delete"],
    roots=restaurant_and_actor,
    inverse=_delete_inverse,
    refusals=frozenset({RefusalCode.NOT_FOUND, RefusalCode.CHANGED_SINCE}),
    foresees=own_review,
)
