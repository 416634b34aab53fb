"""The demo company: twenty people, thirty restaurants, six weeks of lunches and what lies ahead.

Nothing here asks for the time or for chance: the same seed and the same moment give the same rows. Parties are opened,
joined and left by the product's own mutations, so that no row could not have come about.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import Any, Final
from uuid import UUID, uuid5

from lunch_desktop.demo.bulk import many_lunches
from lunch_desktop.demo.chatting import talk_to_one_another
from lunch_desktop.demo.coming import plan_ahead
from lunch_desktop.demo.data import people
from lunch_desktop.demo.days import Clock
from lunch_desktop.demo.diets import say_diets
from lunch_desktop.demo.history import live_through_history
from lunch_desktop.demo.lunches import Lunches
from lunch_desktop.demo.menus import build_menus
from lunch_desktop.demo.opinions import form_opinions
from lunch_desktop.demo.people import Circles, DemoAccount, Staff, build_staff
from lunch_desktop.demo.restaurants import build_restaurants
from lunch_desktop.demo.world import DemoWorld
from lunch_desktop.demo.writing import Writer
from lunch_desktop.domain.availability import AVAILABILITIES, FREE_WINDOWS, Availability, FreeWindow
from lunch_desktop.domain.chat.entities import MESSAGES, READ_MARKERS, ROOMS, Message, ReadMarker, Room
from lunch_desktop.domain.diets import DIETS, Diet
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.menus import MENUS, Menu
from lunch_desktop.domain.parties.entities import MEMBERSHIPS, PARTIES, Membership, Party
from lunch_desktop.domain.people import (
    ADMINS,
    DEPARTMENTS,
    EMPLOYEES,
    OFFICES,
    STAFF_NUMBERS,
    Admin,
    Department,
    Employee,
    Office,
    StaffNumber,
)
from lunch_desktop.domain.restaurants.entities import (
    FAVOURITES,
    RESTAURANTS,
    REVIEWS,
    Favourite,
    Restaurant,
    Review,
)
from lunch_desktop.domain.table import Table
from lunch_desktop.domain.times import Instant, day_of
from lunch_desktop.domain.visits import VISITS, Visit

_NAMESPACE: Final = UUID("3c4f5d1e-7a86-5b0d-9b52-0f4e6f9a2d77")
"""Of the ids of demo companies; each seed has its own below it."""


@dataclass(frozen=True, slots=True)
class DemoCompany:
    """Rows of the domain, and what it takes to sign in. `password` opens every account."""

    office: Office
    departments: tuple[Department, ...]
    employees: tuple[Employee, ...]
    admins: tuple[Admin, ...]
    staff_numbers: tuple[StaffNumber, ...]
    restaurants: tuple[Restaurant, ...]
    menus: tuple[Menu, ...]
    parties: tuple[Party, ...]
    memberships: tuple[Membership, ...]
    availabilities: tuple[Availability, ...]
    free_windows: tuple[FreeWindow, ...]
    visits: tuple[Visit, ...]
    reviews: tuple[Review, ...]
    favourites: tuple[Favourite, ...]
    diets: tuple[Diet, ...]
    rooms: tuple[Room, ...]
    messages: tuple[Message, ...]
    read_markers: tuple[ReadMarker, ...]
    accounts: tuple[DemoAccount, ...]
    password: str
    protagonist: EmployeeId

    def rows(self) -> Iterator[tuple[Table[Any], Any]]:
        """Every row with its table, in an order in which references point backwards."""
        tables: tuple[tuple[Table[Any], tuple[Any, ...]], ...] = (
            (OFFICES, (self.office,)),
            (DEPARTMENTS, self.departments),
            (EMPLOYEES, self.employees),
            (ADMINS, self.admins),
            (STAFF_NUMBERS, self.staff_numbers),
            (RESTAURANTS, self.restaurants),
            (MENUS, self.menus),
            (PARTIES, self.parties),
            (MEMBERSHIPS, self.memberships),
            (AVAILABILITIES, self.availabilities),
            (FREE_WINDOWS, self.free_windows),
            (VISITS, self.visits),
            (REVIEWS, self.reviews),
            (FAVOURITES, self.favourites),
            (DIETS, self.diets),
            (ROOMS, self.rooms),
            (MESSAGES, self.messages),
            (READ_MARKERS, self.read_markers),
        )
        for table, rows in tables:
            for row in rows:
                yield table, row


def build_company(seed: int, now: Instant, office_time_zone: str = "Asia/Seoul") -> DemoCompany:
    """The company as it stands at `now`, with an office in `office_time_zone` (an IANA name)."""
    namespace = uuid5(_NAMESPACE, str(seed))
    clock = Clock(now, office_time_zone)
    staff = build_staff(namespace, office_time_zone)
    restaurants = build_restaurants(namespace, staff.office.id, Random(f"{seed}/phones"))
    world = _found(namespace, staff, restaurants)
    circles = Circles(staff, Random(f"{seed}/friends"))
    lunches = Lunches(world, staff, circles, Writer(restaurants, clock), clock)
    live_through_history(lunches, seed)
    plan_ahead(lunches, seed)
    form_opinions(world, clock, seed)
    talk_to_one_another(world, clock, lunches.protagonist, seed)
    return DemoCompany(
        office=staff.office,
        departments=staff.departments,
        employees=staff.employees,
        admins=staff.admins,
        staff_numbers=staff.staff_numbers,
        restaurants=restaurants,
        menus=build_menus(staff.office.id, day_of(now, office_time_zone)),
        parties=_in_order(world.all(PARTIES)),
        memberships=_by_party(world.all(MEMBERSHIPS)),
        availabilities=tuple(sorted(world.all(AVAILABILITIES), key=lambda one: (one.day, one.id))),
        free_windows=tuple(sorted(world.all(FREE_WINDOWS), key=lambda one: (one.day, one.id))),
        visits=tuple(sorted(world.all(VISITS), key=lambda one: (one.day, one.party_id, one.id))),
        reviews=tuple(sorted(world.all(REVIEWS), key=lambda one: (one.written_at, one.id))),
        favourites=tuple(sorted(world.all(FAVOURITES), key=lambda one: one.id)),
        diets=say_diets(staff.employees),
        rooms=tuple(sorted(world.all(ROOMS), key=lambda one: one.id)),
        messages=tuple(sorted(world.all(MESSAGES), key=lambda one: (one.room_id, one.number))),
        read_markers=tuple(sorted(world.all(READ_MARKERS), key=lambda one: one.id)),
        accounts=staff.accounts,
        password=people().password,
        protagonist=lunches.protagonist,
    )


def build_large(seed: int, now: Instant, parties: int, office_time_zone: str = "Asia/Seoul") -> DemoCompany:
    """The company of `build_company` with `parties` more, each of 3.4 people on average, for measurements.

    Raises ValueError where the calendar (from the year 2000 on) has no days left for so many.
    """
    company = build_company(seed, now, office_time_zone)
    namespace = uuid5(_NAMESPACE, str(seed))
    bulk = many_lunches(
        namespace,
        Random(f"{seed}/bulk"),
        build_staff(namespace, office_time_zone),
        company.restaurants,
        Clock(now, office_time_zone),
        (company.parties[0].day, company.parties[-1].day),
        parties,
    )
    return replace(
        company,
        parties=_in_order([*company.parties, *bulk.parties]),
        memberships=_by_party([*company.memberships, *bulk.memberships]),
        visits=tuple(sorted([*company.visits, *bulk.visits], key=lambda one: (one.day, one.party_id, one.id))),
    )


def _found(namespace: UUID, staff: Staff, restaurants: tuple[Restaurant, ...]) -> DemoWorld:
    world = DemoWorld(namespace)
    world.put(OFFICES, staff.office)
    for department in staff.departments:
        world.put(DEPARTMENTS, department)
    for employee in staff.employees:
        world.put(EMPLOYEES, employee)
    for admin in staff.admins:
        world.put(ADMINS, admin)
    for number in staff.staff_numbers:
        world.put(STAFF_NUMBERS, number)
    for restaurant in restaurants:
        world.put(RESTAURANTS, restaurant)
    return world


def _in_order(parties: list[Party]) -> tuple[Party, ...]:
    return tuple(sorted(parties, key=lambda one: (one.meets_at, one.id)))


def _by_party(memberships: list[Membership]) -> tuple[Membership, ...]:
    return tuple(sorted(memberships, key=lambda one: (one.day, one.party_id, one.turn, one.id)))
