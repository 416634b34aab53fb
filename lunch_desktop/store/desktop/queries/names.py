"""Names of people, restaurants and parties, to be looked through as somebody types."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from sqlalchemy import Connection, select
from sqlalchemy.sql import func

from lunch_desktop.domain.groups.entities import GroupState
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.matching.matcher import Query, Rank
from lunch_desktop.domain.matching.titles import Titles
from lunch_desktop.domain.parties.entities import PARTIES, SEATED, PartyState
from lunch_desktop.domain.restaurants.entities import OFFERED
from lunch_desktop.domain.times import Day, Instant
from lunch_desktop.store.desktop.schema import DesktopSchema
from lunch_desktop.store.desktop.search import SearchIndex

MOST_COMING: Final = 3_000
"""So many coming parties are held as names; more have never been open at one office."""
RECENT: Final = 3
"""So many of those met or visited lately stand before the others."""
_LATELY: Final = 20
"""How many of my last parties tell who and what is recent."""


@dataclass(frozen=True, slots=True)
class PersonName:
    """A colleague; `department` is "" where it is not held."""

    id: EmployeeId
    name: str
    department: str
    extension: str


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A restaurant."""

    id: str
    name: str
    category: str
    walk_minutes: int


@dataclass(frozen=True, slots=True)
class GroupName:
    """A lunch group; `rule` and `meets` as the group holds them."""

    id: str
    name: str
    rule: str
    meets: str


@dataclass(frozen=True, slots=True)
class PartyName:
    """A party; `place` is the restaurant's name, else where people meet."""

    id: str
    name: str
    place: str
    meets_at: Instant


Name = TypeVar("Name", PersonName, PlaceName)


def ranked(names: Sequence[str], about: Sequence[str], search: str, limit: int) -> list[int]:
    """The places of what `search` finds, best first: by name, then by what is said about it, then with gaps or on the
    other keyboard.
    """
    query = Query(search)
    by_name = Titles(names).best(query, limit)
    found = [hit.place for hit in by_name if hit.match.rank <= Rank.LIKE]
    if len(found) < limit:
        seen = set(found)
        more = Titles(about).best(query, limit, worst=Rank.LIKE)
        found += [hit.place for hit in more if hit.place not in seen]
        seen = set(found)
        found += [hit.place for hit in by_name if hit.place not in seen]
    return found[:limit]


class NameQueries:
    """Reads names inside one snapshot, as `actor` sees them."""

    def __init__(self, connection: Connection, schema: DesktopSchema, actor: EmployeeId) -> None:
        self._connection, self._tables, self._actor = connection, schema.entities, actor

    def people(self) -> list[PersonName]:
        """Active colleagues other than me: those met lately, then by name."""
        employees, departments = self._tables["employees"], self._tables["departments"]
        query = (
            select(employees.c.id, employees.c.name, func.coalesce(departments.c.name, ""), employees.c.extension)
            .outerjoin(departments, departments.c.id == employees.c.department_id)
            .where(employees.c.active, employees.c.id != self._actor)
            .order_by(employees.c.name, employees.c.id)
        )
        everybody = [PersonName(*row) for row in self._connection.execute(query)]
        return _first(everybody, self._met_lately())

    def places(self) -> list[PlaceName]:
        """Restaurants that can be chosen: my favourites, those where I ate lately, then the nearest."""
        table, liked = self._tables["restaurants"], self._tables["favourites"]
        query = (
            select(table.c.id, table.c.name, table.c.category, table.c.walk_minutes)
            .where(table.c.state.in_(sorted(OFFERED)))
            .order_by(table.c.walk_minutes, table.c.name, table.c.id)
        )
        everywhere = [PlaceName(*row) for row in self._connection.execute(query)]
        favourites = set(self._connection.execute(select(liked.c.restaurant_id)).scalars())
        lately = _first(everywhere, self._eaten_at_lately())
        return sorted(lately, key=lambda one: one.id not in favourites)

    def groups(self) -> list[GroupName]:
        """Groups that go on, or will again, by name."""
        table = self._tables["groups"]
        query = (
            select(table.c.id, table.c.name, table.c.rule, table.c.meets)
            .where(table.c.state != GroupState.ENDED)
            .order_by(table.c.name, table.c.id)
        )
        return [GroupName(*row) for row in self._connection.execute(query)]

    def coming(self, today: Day) -> list[PartyName]:
        """Parties from today on that take place, soonest first."""
        parties = self._tables["parties"]
        wanted = (parties.c.day >= today) & (parties.c.state != PartyState.CANCELLED)
        query = select(parties.c.id).where(wanted).order_by(parties.c.meets_at, parties.c.id).limit(MOST_COMING)
        return self._named(list(self._connection.execute(query).scalars()))

    def past(self, today: Day, search: str, limit: int) -> list[PartyName]:
        """Parties before today that hold every word of `search`, latest first."""
        parties = self._tables["parties"]
        ids = SearchIndex(self._connection).find(PARTIES.name, search, limit * 20)
        query = select(parties.c.id).where(parties.c.id.in_(ids), parties.c.day < today)
        latest = query.order_by(parties.c.meets_at.desc(), parties.c.id).limit(limit)
        return self._named(list(self._connection.execute(latest).scalars()))

    def _named(self, ids: Sequence[str]) -> list[PartyName]:
        parties, restaurants = self._tables["parties"], self._tables["restaurants"]
        query = select(
            parties.c.id,
            parties.c.title,
            func.coalesce(restaurants.c.name, parties.c.place),
            parties.c.meets_at,
        ).outerjoin(restaurants, restaurants.c.id == parties.c.restaurant_id)
        found: dict[str, PartyName] = {}
        for start in range(0, len(ids), 500):
            rows = self._connection.execute(query.where(parties.c.id.in_(ids[start : start + 500])))
            found.update((row[0], PartyName(*row)) for row in rows)
        return [found[one] for one in ids if one in found]

    def _my_last_parties(self) -> list[str]:
        mine = self._tables["memberships"]
        query = select(mine.c.party_id).where(mine.c.employee_id == self._actor, mine.c.state.in_(sorted(SEATED)))
        return list(self._connection.execute(query.order_by(mine.c.day.desc(), mine.c.id).limit(_LATELY)).scalars())

    def _met_lately(self) -> list[str]:
        members, parties = self._tables["memberships"], self._tables["parties"]
        query = (
            select(members.c.employee_id)
            .join(parties, parties.c.id == members.c.party_id)
            .where(members.c.party_id.in_(self._my_last_parties()), members.c.employee_id != self._actor)
            .where(members.c.state.in_(sorted(SEATED)))
            .group_by(members.c.employee_id)
            .order_by(func.max(parties.c.meets_at).desc(), members.c.employee_id)
        )
        return list(self._connection.execute(query.limit(RECENT)).scalars())

    def _eaten_at_lately(self) -> list[str]:
        parties = self._tables["parties"]
        query = (
            select(parties.c.restaurant_id)
            .where(parties.c.id.in_(self._my_last_parties()), parties.c.restaurant_id.is_not(None))
            .group_by(parties.c.restaurant_id)
            .order_by(func.max(parties.c.meets_at).desc(), parties.c.restaurant_id)
        )
        return list(self._connection.execute(query.limit(RECENT)).scalars())


def _first(names: list[Name], ids: Sequence[str]) -> list[Name]:
    """Those with these ids before the others."""
    order = {one: place for place, one in enumerate(ids)}
    return sorted(names, key=lambda one: order.get(one.id, len(order)))
