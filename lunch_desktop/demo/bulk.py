"""Lunches by the thousand, for measurements: rows as the mutations would leave them, made without running them.

The company has only its twenty employees, and nobody can be at two parties at a time. So these parties fill four meals
of a day, on as many days before and after the believable weeks as it takes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice, takewhile
from random import Random
from typing import Final
from uuid import UUID, uuid5

from lunch_desktop.demo.data import eateries, phrases
from lunch_desktop.demo.days import Clock, workdays_after, workdays_before
from lunch_desktop.demo.people import Staff
from lunch_desktop.demo.writing import filled
from lunch_desktop.domain.ids import ChangeId, EmployeeId, PartyId, derived_id
from lunch_desktop.domain.parties.entities import (
    Membership,
    MembershipState,
    Party,
    PartyState,
    Visibility,
    membership_id,
)
from lunch_desktop.domain.restaurants.entities import Restaurant
from lunch_desktop.domain.times import EARLIEST, HOUR, Day, Instant, later
from lunch_desktop.domain.visits import Visit, visit_id

_MEALS: Final = ((11, 0), (12, 0), (13, 0), (18, 30))
_MINUTES: Final = 50
_SIZES: Final = (2, 3, 3, 4, 4, 5)
_AHEAD: Final = 0.1
_CANCELLED: Final = 0.05
_CONFIRMS_VISIT: Final = 0.85


@dataclass(frozen=True, slots=True)
class Bulk:
    """Rows to be added to a company's."""

    parties: list[Party] = field(default_factory=list)
    memberships: list[Membership] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)


def many_lunches(
    namespace: UUID,
    rng: Random,
    staff: Staff,
    restaurants: Sequence[Restaurant],
    clock: Clock,
    known: tuple[Day, Day],
    count: int,
) -> Bulk:
    """`count` parties, nine of ten before the days `known` (first and last), the others after them.

    Raises ValueError where the calendar has no days left for so many.
    """
    if count < 0:
        raise ValueError("the number of parties can't be negative")
    ahead = round(count * _AHEAD)
    bulk = Bulk()
    titles = [
        (restaurant, tuple(title.text for title in eatery.titles))
        for restaurant, eatery in zip(restaurants, eateries(), strict=True)
    ]
    first, last = known
    past = takewhile(lambda day: clock.at(day, 0) > EARLIEST, workdays_before(first))
    for days, wanted in ((past, count - ahead), (workdays_after(last), ahead)):
        for number, (day, meets_at, group) in enumerate(islice(_groups(days, staff, clock, rng), wanted)):
            key = uuid5(namespace, f"bulk/{days is past}/{number}")
            _add(bulk, key, rng, staff, titles, clock, day, meets_at, group)
    if len(bulk.parties) < count:
        raise ValueError(f"no calendar holds {count} parties of {len(staff.employees)} people")
    return bulk


def _groups(
    days: Iterator[Day], staff: Staff, clock: Clock, rng: Random
) -> Iterator[tuple[Day, Instant, list[EmployeeId]]]:
    """Everybody in groups, meal after meal, the host first."""
    people = [one.id for one in staff.employees]
    meals = chain.from_iterable(((day, clock.at(day, *meal)) for meal in _MEALS) for day in days)
    for day, meets_at in meals:
        rng.shuffle(people)
        start = 0
        while start < len(people) - 1:
            size = rng.choice(_SIZES)
            yield day, meets_at, people[start : start + size]
            start += size


def _add(
    bulk: Bulk,
    key: UUID,
    rng: Random,
    staff: Staff,
    titles: Sequence[tuple[Restaurant, tuple[str, ...]]],
    clock: Clock,
    day: Day,
    meets_at: Instant,
    group: list[EmployeeId],
) -> None:
    restaurant, texts = rng.choice(titles)
    changes = [ChangeId(str(uuid5(key, str(number)))) for number in range(len(group))]
    party = Party(
        id=PartyId(derived_id(changes[0], 0)),
        office_id=staff.office.id,
        host_id=group[0],
        title=rng.choice(texts),
        restaurant_id=restaurant.id,
        day=day,
        meets_at=meets_at,
        minutes=_MINUTES,
        place=rng.choice(phrases().places),
        capacity=max(len(group) + rng.randrange(2), 3),
        note=filled(rng.choice(phrases().notes), restaurant),
        visibility=Visibility.OFFICE,
        state=PartyState.CANCELLED if rng.random() < _CANCELLED else PartyState.OPEN,
        opened_at=min(clock.now, later(meets_at, -rng.randrange(1, 20) * HOUR)),
    )
    bulk.parties.append(party)
    eaten = party.state == PartyState.OPEN and party.ends_at < clock.now
    for turn, (employee, change) in enumerate(zip(group, changes, strict=True), 1):
        seat = membership_id(party.id, employee)
        bulk.memberships.append(Membership(seat, party.id, employee, day, MembershipState.CONFIRMED, turn, change, 0))
        if eaten and rng.random() < _CONFIRMS_VISIT:
            visit = Visit(visit_id(party.id, employee), employee, party.id, restaurant.id, day)
            bulk.visits.append(visit)
