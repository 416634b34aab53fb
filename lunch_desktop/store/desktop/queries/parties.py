"""Parties as the window lists and shows them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, not_, or_, select

from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.parties.entities import (
    MEMBERSHIPS,
    PARTIES,
    SEATED,
    TAKING_PART,
    Membership,
    MembershipState,
    Party,
    PartyState,
    lapses_at,
)
from lunch_desktop.domain.parties.guests import GUEST_NAMES, GUESTS, Guest
from lunch_desktop.domain.people import DEPARTMENTS, EMPLOYEES, Employee
from lunch_desktop.domain.restaurants.entities import RESTAURANTS, Restaurant
from lunch_desktop.domain.times import Day, Instant
from lunch_desktop.store.desktop.queries.party_search import find_parties
from lunch_desktop.store.desktop.schema import DesktopSchema
from lunch_desktop.store.rows import CHUNK, EntityRows


class PartyFilter(StrEnum):
    """Which parties a list shows."""

    COMING = "coming"
    MINE = "mine"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class Member:
    """One person's standing with a party. `waiting_place` is their place in line from 1; 0 if they don't wait."""

    employee: Employee
    department: str
    membership: Membership
    waiting_place: int
    is_host: bool


@dataclass(frozen=True, slots=True)
class GuestView:
    """Somebody from outside. `name` is "" for those who aren't told; `inviter` is the name of who brings them."""

    guest: Guest
    name: str
    inviter: str

    @property
    def requested(self) -> bool:
        """Whether the server has not given them a seat yet."""
        return self.guest.state == MembershipState.REQUESTED


@dataclass(frozen=True, slots=True)
class PartyView:
    """A party with everything that a row or a page shows of it.

    `members` hold everybody not removed or gone: the host first, then the confirmed, requested, waiting and invited,
    in turn. `mine` is my own membership. `unsent` says that changes of mine to it wait for the server. `in_the_way` is
    the party at an overlapping time in which I have, or have asked for, a seat, and `seat_there` that seat.
    """

    party: Party
    restaurant: Restaurant | None
    host: Employee | None
    host_department: str
    members: tuple[Member, ...]
    mine: Membership | None
    i_host: bool
    unsent: bool
    guests: tuple[GuestView, ...] = ()
    in_the_way: Party | None = None
    seat_there: Membership | None = None

    @property
    def confirmed(self) -> int:
        """Confirmed seats of colleagues."""
        return self._count(MembershipState.CONFIRMED)

    @property
    def taken(self) -> int:
        """Confirmed seats of colleagues and of guests from outside."""
        return self.confirmed + sum(1 for one in self.guests if not one.requested)

    @property
    def lapses_at(self) -> Instant:
        """Until when a seat that I have asked for, or may ask for, can be given."""
        return lapses_at(self.party.meets_at, self.mine.turn if self.mine is not None else 0)

    @property
    def requested(self) -> int:
        """Seats asked for on this desktop that the server has not decided."""
        return self._count(MembershipState.REQUESTED)

    @property
    def waiting(self) -> int:
        """People on the waitlist."""
        return self._count(MembershipState.WAITLISTED)

    @property
    def invited(self) -> int:
        """People who were asked and have not answered."""
        return self._count(MembershipState.INVITED)

    @property
    def free(self) -> int:
        """Seats left, never below 0."""
        return max(0, self.party.capacity - self.taken)

    @property
    def my_state(self) -> MembershipState | None:
        """Where I stand; None if I have nothing to do with it."""
        return None if self.mine is None else MembershipState(self.mine.state)

    @property
    def my_waiting_place(self) -> int:
        """My place in line from 1; 0 if I don't wait."""
        return next((m.waiting_place for m in self.members if self.mine and m.membership.id == self.mine.id), 0)

    @property
    def joinable(self) -> bool:
        """Whether it takes people (a full one takes them onto the waitlist) and I am not in it."""
        return self.party.state == PartyState.OPEN and self.my_state not in TAKING_PART

    def _count(self, state: MembershipState) -> int:
        return sum(1 for member in self.members if member.membership.state == state)


_ORDER = {
    MembershipState.CONFIRMED: 0,
    MembershipState.REQUESTED: 1,
    MembershipState.WAITLISTED: 2,
    MembershipState.INVITED: 3,
}


class PartyQueries:
    """Reads parties inside one snapshot, as `actor` sees them."""

    def __init__(self, connection: Connection, schema: DesktopSchema, rows: EntityRows, actor: EmployeeId) -> None:
        self._connection = connection
        self._schema = schema
        self._rows = rows
        self._actor = actor

    def ids(self, which: PartyFilter, today: Day, search: str = "") -> list[str]:
        """Ids of all parties of a list: coming ones soonest first, past ones latest first.

        One that was called off stays on the lists of those who counted on it.
        """
        parties = self._schema.entities["parties"]
        query = select(parties.c.id)
        if which is PartyFilter.PAST:
            latest_first = (parties.c.day.desc(), parties.c.meets_at.desc(), parties.c.id)
            query = query.where(parties.c.day < today).order_by(*latest_first)
        else:
            happens = parties.c.state != PartyState.CANCELLED
            query = query.where(parties.c.day >= today, or_(happens, self._mine(TAKING_PART)))
            query = query.order_by(parties.c.day, parties.c.meets_at, parties.c.id)
        if which is PartyFilter.MINE:
            query = query.where(self._mine(TAKING_PART | {MembershipState.INVITED}))
        found = list(self._connection.execute(query).scalars())
        if not search.strip():
            return found
        matching = find_parties(self._connection, self._schema, query, search)
        return [party_id for party_id in found if party_id in matching]

    def _mine(self, states: Set[MembershipState]) -> ColumnElement[bool]:
        """That I have a membership of the party in one of `states`."""
        parties, memberships = self._schema.entities["parties"], self._schema.entities["memberships"]
        return exists().where(
            memberships.c.party_id == parties.c.id,
            memberships.c.employee_id == self._actor,
            memberships.c.state.in_(sorted(states)),
        )

    def of_day(self, day: Day) -> list[PartyView]:
        """All parties of a day, by time."""
        parties = self._schema.entities["parties"]
        query = select(parties.c.id).where(parties.c.day == day).order_by(parties.c.meets_at, parties.c.id)
        return self.views(list(self._connection.execute(query).scalars()))

    def next_day_to_join(self, after: Day) -> Day | None:
        """The first day after `after` on which a party is open that I am not in yet."""
        parties = self._schema.entities["parties"]
        query = select(parties.c.day).where(
            parties.c.day > after, parties.c.state == PartyState.OPEN, not_(self._mine(TAKING_PART))
        )
        return self._connection.execute(query.order_by(parties.c.day).limit(1)).scalar()

    def view(self, party_id: str) -> PartyView | None:
        """One party; None if this desktop does not hold it."""
        return next(iter(self.views([party_id])), None)

    def views(self, party_ids: Sequence[str]) -> list[PartyView]:
        """The parties that are held among `party_ids`, in their order."""
        found = {party.id: party for party in self._rows[PARTIES.name].many(self._connection, party_ids)}
        memberships = self._memberships(party_ids)
        guests, names = self._guests(found), self._guest_names(found)
        busy = self._my_seats({party.day for party in found.values()})
        inviters = {one.inviter_id for some in guests.values() for one in some}
        people = self._people({m.employee_id for some in memberships.values() for m in some} | inviters)
        hosts = self._people({party.host_id for party in found.values()})
        departments = {d.id: d.name for d in self._all(DEPARTMENTS.name)}
        restaurants = self._by_id(RESTAURANTS.name, {p.restaurant_id for p in found.values() if p.restaurant_id})
        unsent = self._unsent()
        views: list[PartyView] = []
        for party_id in party_ids:
            party = found.get(party_id)
            if party is None:
                continue
            some = memberships.get(party_id, [])
            host = hosts.get(party.host_id)
            brought = guests.get(party_id, [])
            touched = {("parties", party.id), *(("memberships", m.id) for m in some)}
            touched |= {("guests", one.id) for one in brought}
            seat_there, in_the_way = next((one for one in busy if _is_in_the_way(one[1], party)), (None, None))
            views.append(
                PartyView(
                    party=party,
                    restaurant=restaurants.get(party.restaurant_id or ""),
                    host=host,
                    host_department=departments.get(host.department_id, "") if host else "",
                    members=_members(party, some, people, departments),
                    mine=next((m for m in some if m.employee_id == self._actor), None),
                    i_host=party.host_id == self._actor,
                    unsent=not touched.isdisjoint(unsent),
                    guests=tuple(
                        GuestView(one, names.get(one.id, ""), _name_of(people, one.inviter_id)) for one in brought
                    ),
                    in_the_way=in_the_way,
                    seat_there=seat_there,
                )
            )
        return views

    def _memberships(self, party_ids: Sequence[str]) -> dict[str, list[Membership]]:
        table = self._schema.entities["memberships"]
        shown = [table.c[name] for name in MEMBERSHIPS.columns]
        by_party: dict[str, list[Membership]] = defaultdict(list)
        for start in range(0, len(party_ids), CHUNK):
            query = select(*shown).where(table.c.party_id.in_(party_ids[start : start + CHUNK]))
            for row in self._connection.execute(query):
                membership = Membership(*row)
                by_party[membership.party_id].append(membership)
        return by_party

    def _guests(self, party_ids: Iterable[str]) -> dict[str, list[Guest]]:
        """In order of their ids, by party."""
        table = self._schema.entities[GUESTS.name]
        by_party: dict[str, list[Guest]] = defaultdict(list)
        for chunk in _chunks(party_ids):
            query = select(*(table.c[name] for name in GUESTS.columns)).where(table.c.party_id.in_(chunk))
            for row in self._connection.execute(query.order_by(table.c.id)):
                guest = Guest(*row)
                by_party[guest.party_id].append(guest)
        return by_party

    def _guest_names(self, party_ids: Iterable[str]) -> dict[str, str]:
        """What guests are called, by their ids, as far as I am told."""
        table = self._schema.entities[GUEST_NAMES.name]
        names: dict[str, str] = {}
        for chunk in _chunks(party_ids):
            query = select(table.c.id, table.c.name).where(table.c.party_id.in_(chunk))
            names |= {str(row_id): str(name) for row_id, name in self._connection.execute(query)}
        return names

    def _my_seats(self, days: Set[Day]) -> list[tuple[Membership, Party]]:
        """The seats that I have, or have asked for, on some days, in parties that take place; by time."""
        if not days:
            return []
        memberships = self._schema.entities["memberships"]
        query = select(*(memberships.c[name] for name in MEMBERSHIPS.columns)).where(
            memberships.c.employee_id == self._actor,
            memberships.c.day.in_(sorted(days)),
            memberships.c.state.in_(sorted(SEATED)),
        )
        seats = {row.party_id: Membership(*row) for row in self._connection.execute(query)}
        parties = self._rows[PARTIES.name].many(self._connection, sorted(seats))
        happening = [party for party in parties if party.state != PartyState.CANCELLED]
        return [(seats[one.id], one) for one in sorted(happening, key=lambda one: (one.meets_at, one.id))]

    def _people(self, ids: set[EmployeeId]) -> dict[str, Employee]:
        return self._by_id(EMPLOYEES.name, {str(one) for one in ids})

    def _by_id(self, name: str, ids: set[str]) -> dict[str, Any]:
        return {row.id: row for row in self._rows[name].many(self._connection, sorted(ids))}

    def _all(self, name: str) -> list[Any]:
        table = self._schema.entities[name]
        entity = self._rows[name].table.entity
        columns = [table.c[column] for column in self._rows[name].table.columns]
        return [entity(*row) for row in self._connection.execute(select(*columns))]

    def _unsent(self) -> set[tuple[str, str]]:
        rows = self._schema.outbox_rows
        return set(self._connection.execute(select(rows.c.table_name, rows.c.row_id)))


def _chunks(ids: Iterable[str]) -> Iterator[list[str]]:
    wanted = list(ids)
    for start in range(0, len(wanted), CHUNK):
        yield wanted[start : start + CHUNK]


def _is_in_the_way(other: Party, party: Party) -> bool:
    return other.id != party.id and other.overlaps(party)


def _name_of(people: Mapping[str, Employee], employee: EmployeeId) -> str:
    found = people.get(employee)
    return found.name if found is not None else ""


def _members(
    party: Party, memberships: Sequence[Membership], people: dict[str, Employee], departments: dict[str, str]
) -> tuple[Member, ...]:
    shown = [m for m in memberships if m.state in _ORDER and m.employee_id in people]
    shown.sort(key=lambda m: (m.employee_id != party.host_id, _ORDER[MembershipState(m.state)], m.turn, m.id))
    waiters = [m.id for m in shown if m.state == MembershipState.WAITLISTED]
    return tuple(
        Member(
            employee=people[m.employee_id],
            department=departments.get(people[m.employee_id].department_id, ""),
            membership=m,
            waiting_place=waiters.index(m.id) + 1 if m.id in waiters else 0,
            is_host=m.employee_id == party.host_id,
        )
        for m in shown
    )
