"""Reviews and favourites: how one stands to the restaurant, and whose they are."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from lunch_desktop.domain.ids import RestaurantId
from lunch_desktop.domain.people import Employee
from lunch_desktop.domain.restaurants.entities import FAVOURITES, REVIEWS, Favourite, Review, favourite_id, review_id
from lunch_desktop.domain.restaurants.favouring import SetFavourite
from lunch_desktop.domain.restaurants.reviewing import DeleteReview, WriteReview
from tests.attacks.authorisation.cast import HOST, PLACE_THERE, Cast
from tests.attacks.authorisation.cells import ALLOWED
from tests.attacks.authorisation.trying import Try
from tests.support.company import PLACES, an_id

_NOWHERE: Final = RestaurantId(an_id("nowhere"))
_NOTHING: Final = {"restaurant_id": _NOWHERE}


def _each(args: Callable[[RestaurantId], Any]) -> Iterator[Try]:
    yield Try("restaurant of the office", args(PLACES[0].id), ALLOWED)
    yield Try("restaurant of another office", args(PLACE_THERE.id), "not_found", nothing=_NOTHING)
    yield Try("no such restaurant", args(_NOWHERE), "not_found")


def a_review(whose: Employee, restaurant: RestaurantId) -> Review:
    """What somebody said of a restaurant."""
    known = review_id(whose.id, restaurant)
    return Review(known, restaurant, whose.id, 4, "국물이 진해요", "빠름", 1_795_000_000_000, None)  # type: ignore[arg-type]


def _write(cast: Cast, actor: Employee) -> Iterable[Try]:
    del cast, actor
    return _each(lambda place: WriteReview(place, {"rating": (0, 5), "text": ("", "또 올게요")}))


def _delete(cast: Cast, actor: Employee) -> Iterable[Try]:
    cast.send([(REVIEWS, a_review(HOST, PLACES[0].id)), (REVIEWS, a_review(actor, PLACES[0].id))])
    yield from _each(lambda place: DeleteReview(place, 4, "국물이 진해요", "빠름"))
    yield Try("only a colleague's review there", DeleteReview(PLACES[0].id, 4, "국물이 진해요", "빠름"), "not_found")


def _favourite(cast: Cast, actor: Employee) -> Iterable[Try]:
    del cast, actor
    return _each(lambda place: SetFavourite(place, on=True))


TRIES: Final[Mapping[str, Callable[[Cast, Employee], Iterable[Try]]]] = {
    "review.write": _write,
    "review.delete": _delete,
    "favourite.set": _favourite,
}


def host_reviews(cast: Cast) -> str:
    """A review of the host's; its id."""
    row = a_review(HOST, PLACES[1].id)
    cast.send([(REVIEWS, row)])
    return row.id


def host_likes(cast: Cast) -> str:
    """A favourite of the host's; its id."""
    row = Favourite(favourite_id(HOST.id, PLACES[1].id), PLACES[1].id, HOST.id)
    cast.send([(FAVOURITES, row)])
    return row.id
