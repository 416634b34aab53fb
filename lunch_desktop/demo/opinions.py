"""What the demo company's people say of the restaurants that they ate at, and which they like best."""

from collections import defaultdict
from random import Random
from typing import Final

from lunch_desktop.demo.data import Opinions, opinions
from lunch_desktop.demo.days import Clock, between
from lunch_desktop.demo.world import DemoWorld
from lunch_desktop.domain.ids import EmployeeId, RestaurantId
from lunch_desktop.domain.restaurants.entities import BEST_RATING, RESTAURANTS, Restaurant
from lunch_desktop.domain.restaurants.favouring import SET_FAVOURITE, SetFavourite
from lunch_desktop.domain.restaurants.reviewing import WRITE_REVIEW, WriteReview
from lunch_desktop.domain.times import Day
from lunch_desktop.domain.visits import VISITS

_REVIEWS: Final = 0.55
"""How many of those who were at a restaurant say something of it."""
_SAYS_WHAT_KIND: Final = 0.4
_TAGS: Final = (0, 0, 1, 1, 2)
_LIKES_FROM: Final = 5
_AFTER_LUNCH: Final = (13, 10)
_EVENING: Final = (19, 0)


def form_opinions(world: DemoWorld, clock: Clock, seed: int) -> None:
    """A review of some visits, and favourites of those who were content; each from when it could have been written."""
    rng = Random(f"{seed}/opinions")
    standing = {one.id: rng.choice((3, 4, 4, 4, 5)) for one in sorted(world.all(RESTAURANTS), key=lambda one: one.id)}
    for employee, place, day in _been(world):
        written = between(rng, clock.at(day, *_AFTER_LUNCH), clock.at(day, *_EVENING))
        if rng.random() >= _REVIEWS or written >= clock.now:
            continue
        rating = min(BEST_RATING, max(1, standing[place] + rng.choice((-2, -1, 0, 0, 0, 1))))
        restaurant = world.get(RESTAURANTS, place)
        assert isinstance(restaurant, Restaurant)
        text, tags = _say(opinions(), restaurant, rating, rng)
        edits = {"rating": (0, rating), "text": ("", text), "tags": ("", tags)}
        world.act(employee, written, WRITE_REVIEW, WriteReview(place, edits))
        if rating >= _LIKES_FROM:
            world.act(employee, written, SET_FAVOURITE, SetFavourite(place, on=True))


def _been(world: DemoWorld) -> list[tuple[EmployeeId, RestaurantId, Day]]:
    """Who was where, each once, with the last day."""
    last: defaultdict[tuple[EmployeeId, RestaurantId], Day] = defaultdict(lambda: Day(""))
    for visit in world.all(VISITS):
        if visit.restaurant_id is not None:
            key = (visit.employee_id, visit.restaurant_id)
            last[key] = max(last[key], visit.day)
    return sorted((employee, place, day) for (employee, place), day in last.items())


def _say(of: Opinions, restaurant: Restaurant, rating: int, rng: Random) -> tuple[str, str]:
    texts = of.good if rating >= 4 else of.fair if rating == 3 else of.poor
    if rating >= 4 and rng.random() < _SAYS_WHAT_KIND:
        texts = of.by_category.get(restaurant.category, texts)
    return rng.choice(texts), ",".join(rng.sample(of.tags, rng.choice(_TAGS)))
