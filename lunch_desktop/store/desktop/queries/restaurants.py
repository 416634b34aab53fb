"""What the page of restaurants shows: ratings, favourites, my visits, and reviews page by page."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Dialect, bindparam, func, select

from lunch_desktop.domain.ids import EmployeeId, RestaurantId
from lunch_desktop.domain.people import EMPLOYEES
from lunch_desktop.domain.restaurants.entities import (
    BEST_RATING,
    FAVOURITES,
    OFFERED,
    RESTAURANTS,
    REVIEWS,
    Restaurant,
    Review,
    review_id,
)
from lunch_desktop.domain.restaurants.ranking import Ratings
from lunch_desktop.domain.restaurants.standing import LONGEST_CHAIN
from lunch_desktop.domain.times import Day
from lunch_desktop.domain.visits import VISITS
from lunch_desktop.store.desktop.schema import DesktopSchema
from lunch_desktop.store.prepared import Prepared, compiled_once
from lunch_desktop.store.rows import EntityRows


@dataclass(frozen=True, slots=True)
class RestaurantView:
    """A restaurant as its list shows it. `visits` and `last_visit` are mine alone."""

    restaurant: Restaurant
    ratings: Ratings
    favourite: bool
    visits: int
    last_visit: Day | None


@dataclass(frozen=True, slots=True)
class PastVisit:
    """That I ate there; `title` is the party's, "" where it is no longer held."""

    day: Day
    title: str
    party_id: str


@dataclass(frozen=True, slots=True)
class RestaurantDetail:
    """One restaurant. `stars` counts the ratings of 1 to 5; `review_ids` are the others' reviews, the newest first."""

    view: RestaurantView
    stars: tuple[int, ...]
    mine: Review | None
    review_ids: tuple[str, ...]
    history: tuple[PastVisit, ...]


@dataclass(frozen=True, slots=True)
class ReviewView:
    """A review with its author's name, "" where they are no longer held."""

    review: Review
    author: str


class _Statements:
    def __init__(self, schema: DesktopSchema, dialect: Dialect) -> None:
        reviews, visits = schema.entities[REVIEWS.name], schema.entities[VISITS.name]
        favourites, parties = schema.entities[FAVOURITES.name], schema.entities["parties"]
        place = reviews.c.restaurant_id
        self.ratings = Prepared(select(place, func.count(), func.sum(reviews.c.rating)).group_by(place), dialect)
        self.favourites = Prepared(select(favourites.c.restaurant_id), dialect)
        self.visits = Prepared(
            select(visits.c.restaurant_id, visits.c.day, visits.c.party_id, func.coalesce(parties.c.title, ""))
            .outerjoin(parties, parties.c.id == visits.c.party_id)
            .where(visits.c.employee_id == bindparam("me"), visits.c.restaurant_id.is_not(None))
            .order_by(visits.c.day.desc(), visits.c.id),
            dialect,
            "me",
        )
        newest = func.coalesce(reviews.c.edited_at, reviews.c.written_at).desc()
        self.reviews = Prepared(
            select(reviews.c.id, reviews.c.rating).where(place == bindparam("place")).order_by(newest, reviews.c.id),
            dialect,
            "place",
        )


_statements = compiled_once(_Statements)


class RestaurantQueries:
    """Reads inside one snapshot, as `actor` sees it."""

    def __init__(self, connection: Connection, schema: DesktopSchema, rows: EntityRows, actor: EmployeeId) -> None:
        self._connection, self._schema, self._rows, self._actor = connection, schema, rows, actor
        self._statements = _statements(schema, connection.dialect)

    def all(self) -> list[RestaurantView]:
        """Every restaurant that can be chosen, in order of name; visits of merged ones count for what they are in."""
        places = self._places()
        leads = merged_into(places.values())
        ratings = self.ratings()
        liked = {leads.get(one, one) for (one,) in self._statements.favourites.all(self._connection)}
        visits = self._visits(leads)
        return [
            _view(one, ratings.get(one.id, Ratings()), liked, visits.get(one.id, ()))
            for one in sorted(places.values(), key=lambda one: (one.name, one.id))
            if one.state in OFFERED
        ]

    def ratings(self) -> dict[str, Ratings]:
        """The ratings of each restaurant that has any."""
        return {one: Ratings(count, total) for one, count, total in self._statements.ratings.all(self._connection)}

    def one(self, restaurant_id: str) -> RestaurantDetail | None:
        """The restaurant, or what it was merged into; None if it is not held."""
        places = self._places()
        leads = merged_into(places.values())
        found = places.get(leads.get(RestaurantId(restaurant_id), RestaurantId(restaurant_id)))
        if found is None:
            return None
        rows = self._statements.reviews.all(self._connection, found.id)
        own = review_id(self._actor, found.id)
        stars = [0] * BEST_RATING
        for _, rating in rows:
            stars[rating - 1] += 1
        liked = {leads.get(one, one) for (one,) in self._statements.favourites.all(self._connection)}
        history = tuple(self._visits(leads).get(found.id, ()))
        ratings = Ratings(len(rows), sum(number * count for number, count in enumerate(stars, 1)))
        return RestaurantDetail(
            view=_view(found, ratings, liked, history),
            stars=tuple(stars),
            mine=self._rows[REVIEWS.name].one(self._connection, own),
            review_ids=tuple(row_id for row_id, _ in rows if row_id != own),
            history=history,
        )

    def reviews(self, ids: Sequence[str]) -> list[ReviewView]:
        """Some reviews, in the order asked for; those no longer held are left out."""
        found = {one.id: one for one in self._rows[REVIEWS.name].many(self._connection, ids)}
        authors = sorted({one.employee_id for one in found.values()})
        names = {one.id: one.name for one in self._rows[EMPLOYEES.name].many(self._connection, authors)}
        return [ReviewView(found[one], names.get(found[one].employee_id, "")) for one in ids if one in found]

    def _places(self) -> dict[str, Restaurant]:
        table = self._schema.entities[RESTAURANTS.name]
        columns = [table.c[name] for name in RESTAURANTS.columns]
        return {row[0]: Restaurant(*row) for row in self._connection.execute(select(*columns))}

    def _visits(self, leads: Mapping[RestaurantId, RestaurantId]) -> dict[str, list[PastVisit]]:
        found: defaultdict[str, list[PastVisit]] = defaultdict(list)
        for place, day, party, title in self._statements.visits.all(self._connection, self._actor):
            found[leads.get(place, place)].append(PastVisit(day, title, party))
        return found


def merged_into(places: Iterable[Restaurant]) -> dict[RestaurantId, RestaurantId]:
    """For each merged restaurant the one that it is in truth, through several merges."""
    direct = {one.id: one.merged_into for one in places if one.merged_into is not None}
    leads: dict[RestaurantId, RestaurantId] = {}
    for start in direct:
        end = start
        for _ in range(LONGEST_CHAIN):
            end = direct.get(end, end)
        leads[start] = end
    return leads


def _view(
    restaurant: Restaurant, ratings: Ratings, liked: set[RestaurantId], history: Sequence[PastVisit]
) -> RestaurantView:
    last = history[0].day if history else None
    return RestaurantView(restaurant, ratings, restaurant.id in liked, len(history), last)
