"""What people plausibly want of restaurants: to say something of them, to take it back, to mark one."""

from lunch_desktop.domain.restaurants.entities import REVIEWS, Review, review_id
from lunch_desktop.domain.restaurants.favouring import SetFavourite
from lunch_desktop.domain.restaurants.reviewing import BLANK, DeleteReview, WriteReview
from tests.simulation.wishing import Numbers, Wish
from tests.support.company import PLACES
from tests.support.seen import Seen


def _mine(seen: Seen, number: int) -> Review | None:
    known = review_id(seen.actor, PLACES[number % len(PLACES)].id)
    return next((one for one in seen.of(REVIEWS) if one.id == known), None)


def _write(seen: Seen, numbers: Numbers) -> WriteReview:
    a, b, c = numbers
    mine = _mine(seen, a)
    wanted = {"rating": 1 + b % 5, "text": ("국물이 진해요", "줄이 길어요", "")[c % 3], "tags": ("", "빠름")[c % 2]}
    names = (["rating"], ["rating", "text"], ["rating", "text", "tags"], ["text"])[b % 4]
    edits = {name: (getattr(mine, name, BLANK[name]), wanted[name]) for name in names}
    return WriteReview(PLACES[a % len(PLACES)].id, edits)


def _delete(seen: Seen, numbers: Numbers) -> DeleteReview:
    a = numbers[0]
    mine = _mine(seen, a)
    if mine is None:
        return DeleteReview(PLACES[a % len(PLACES)].id, 1, "", "")
    return DeleteReview(mine.restaurant_id, mine.rating, mine.text, mine.tags)


def _favourite(seen: Seen, numbers: Numbers) -> SetFavourite:
    del seen
    return SetFavourite(PLACES[numbers[0] % len(PLACES)].id, numbers[1] % 3 != 2)


WISHES: dict[str, Wish] = {"review.write": _write, "review.delete": _delete, "favourite.set": _favourite}
