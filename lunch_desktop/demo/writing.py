"""What people of the demo company write when they open a party: title, place, time and note that fit together."""

from collections.abc import Mapping, Sequence, Set
from datetime import date
from random import Random
from typing import Final

from lunch_desktop.demo.data import Title, When, eateries, phrases
from lunch_desktop.demo.days import Clock
from lunch_desktop.domain.ids import RestaurantId
from lunch_desktop.domain.parties.entities import Visibility
from lunch_desktop.domain.parties.opening import OpenParty
from lunch_desktop.domain.restaurants.entities import Restaurant
from lunch_desktop.domain.times import MINUTE, Day, Instant

LUNCH_BEGINS: Final = (11, 30)
LUNCH_STEPS: Final = (0, 0, 10, 10, 20, 20, 20, 30, 30, 30, 30, 40, 50, 60)
"""Minutes after the first possible time; noon is liked best."""
CAPACITIES: Final = (3, 4, 4, 4, 5, 6)
LENGTHS: Final = (50, 60, 60, 60, 70)

_KEEPS_OCCASIONS: Final = 0.7
_NAMES_THE_DISH: Final = 0.8
_KNOWS_THE_PLACE: Final = 0.4
_PAYDAY: Final = 25
_SUMMER: Final = (6, 7, 8)
_WINTER: Final = (12, 1, 2)
_FAR: Final = 8
_DEAR: Final = 12_000


class Writer:
    """Drafts parties. It doesn't repeat a title as long as it knows another that fits."""

    def __init__(self, restaurants: Sequence[Restaurant], clock: Clock) -> None:
        self._clock = clock
        self._used: set[str] = set()
        self._titles: Mapping[RestaurantId, tuple[Title, ...]] = {
            restaurant.id: eatery.titles for restaurant, eatery in zip(restaurants, eateries(), strict=True)
        }
        self._restaurants = tuple(restaurants)
        self.by_name: Mapping[str, Restaurant] = {one.name: one for one in restaurants}

    def lunch(
        self,
        day: Day,
        rng: Random,
        taken: Set[RestaurantId],
        *,
        rain: bool = False,
        earliest: Instant | None = None,
        undecided: bool = False,
    ) -> OpenParty:
        """An ordinary lunch on `day` at a restaurant that is not `taken`, from `earliest` if that is given."""
        occasions = _occasions(day, rain)
        restaurant = None if undecided else self._choose(occasions, rng, taken)
        place = self.place(rng, restaurant)
        return OpenParty(
            title=self._title(restaurant, occasions, rng),
            restaurant_id=restaurant.id if restaurant else None,
            meets_at=self.time(day, rng, earliest),
            minutes=rng.choice(LENGTHS),
            place=place,
            capacity=rng.choice(CAPACITIES),
            note=self._note(restaurant, place, rng),
            visibility=Visibility.OFFICE,
        )

    def time(self, day: Day, rng: Random, earliest: Instant | None = None) -> Instant:
        """Between 11:30 and 12:30, as people like it; never before `earliest`."""
        start = self._clock.at(day, *LUNCH_BEGINS)
        return max(Instant(start + rng.choice(LUNCH_STEPS) * MINUTE), earliest or start)

    def place(self, rng: Random, restaurant: Restaurant | None) -> str:
        """Where to meet; at the restaurant only if there is one."""
        places = phrases().places
        return rng.choice((*places, phrases().meet_there) if restaurant else places)

    def _choose(self, occasions: Set[When], rng: Random, taken: Set[RestaurantId]) -> Restaurant:
        """The near and the cheap are chosen more often, and on a special day what goes with it."""
        free = [one for one in self._restaurants if one.id not in taken]
        special = [one for one in free if self._special(one, occasions)]
        if special and rng.random() < _KEEPS_OCCASIONS:
            return rng.choice(special)
        return rng.choices(free, [_appeal(one, When.RAIN in occasions) for one in free])[0]

    def _title(self, restaurant: Restaurant | None, occasions: Set[When], rng: Random) -> str:
        if restaurant is None:
            choice = self._unused(phrases().undecided_titles) or phrases().undecided_titles
        else:
            plain = _named(self._titles[restaurant.id], {None}, restaurant)
            general = self._unused(_named(phrases().titles, {None, *occasions}, restaurant))
            special = self._special(restaurant, occasions)
            own = special if special and rng.random() < _KEEPS_OCCASIONS else self._unused(plain)
            choice = own if own and rng.random() < _NAMES_THE_DISH else general or own or plain
        title = rng.choice(choice)
        self._used.add(title)
        return title

    def _special(self, restaurant: Restaurant, occasions: Set[When]) -> list[str]:
        return self._unused(_named(self._titles[restaurant.id], occasions, restaurant))

    def _unused(self, titles: Sequence[str]) -> list[str]:
        return [one for one in titles if one not in self._used]

    def _note(self, restaurant: Restaurant | None, place: str, rng: Random) -> str:
        if restaurant is None:
            return rng.choice(phrases().undecided_notes)
        general = phrases().notes
        if place == phrases().meet_there:
            general = tuple(one for one in general if "{walk}" not in one)
        own = phrases().notes_by_category[restaurant.category]
        return filled(rng.choice(own if rng.random() < _KNOWS_THE_PLACE else general), restaurant)


def filled(note: str, restaurant: Restaurant | None) -> str:
    """The note with the restaurant's minutes and won."""
    if restaurant is None:
        return note
    return note.format(walk=restaurant.walk_minutes, price=f"{restaurant.price:,}")


def _named(titles: Sequence[Title], occasions: Set[When | None], restaurant: Restaurant) -> list[str]:
    """The titles for the occasions (None: any day), with the restaurant's name."""
    return [one.text.format(restaurant=restaurant.name) for one in titles if one.when in occasions]


def next_ten_minutes(instant: Instant) -> Instant:
    """The first full ten minutes of the clock from `instant` on."""
    return Instant(-(-instant // (10 * MINUTE)) * 10 * MINUTE)


def _appeal(restaurant: Restaurant, rain: bool) -> float:
    appeal = 12 / (restaurant.walk_minutes + 2)
    if restaurant.price > _DEAR:
        appeal *= 0.5
    return appeal * 0.3 if rain and restaurant.walk_minutes >= _FAR else appeal


def _occasions(day: Day, rain: bool) -> frozenset[When]:
    present = date.fromisoformat(day)
    found = {
        When.RAIN: rain,
        When.MONDAY: present.weekday() == 0,
        When.FRIDAY: present.weekday() == 4,
        When.SUMMER: present.month in _SUMMER,
        When.WINTER: present.month in _WINTER,
        When.PAYDAY: present.day == _PAYDAY,
    }
    return frozenset(one for one, holds in found.items() if holds)
