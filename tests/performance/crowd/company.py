"""A company of any size on the morning of a working day, with everybody signed in on one device."""

import uuid
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any, Final

from lunch_desktop.domain.ids import (
    DepartmentId,
    EmployeeId,
    MembershipId,
    OfficeId,
    PartyId,
    RestaurantId,
)
from lunch_desktop.domain.parties.entities import (
    MEMBERSHIPS,
    PARTIES,
    Membership,
    MembershipState,
    Party,
    PartyState,
    Visibility,
    membership_id,
)
from lunch_desktop.domain.people import DEPARTMENTS, EMPLOYEES, OFFICES, Department, Employee, Office, Role
from lunch_desktop.domain.restaurants.entities import RESTAURANTS, Restaurant
from lunch_desktop.domain.table import Table
from lunch_desktop.domain.times import Instant, day_of
from lunch_desktop.server.identity.keys import SigningKeys
from lunch_desktop.server.identity.tokens import AccessTokens
from lunch_desktop.store.company.accounts import NewAccount
from lunch_desktop.store.company.accounts_devices import Devices
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.company.seals import Seals
from lunch_desktop.store.company.sync import CompanySync
from lunch_desktop.system.clock import SystemClock
from lunch_desktop.system.paths import DataFolder
from lunch_desktop.wire.sync import PullRequest
from tests.support.accounts import administering
from tests.support.lunch import next_noon

ZONE: Final = "Asia/Seoul"
SEATS: Final = 4
_TEAM: Final = 25
_RESTAURANTS: Final = 300
_NAMESPACE: Final = uuid.UUID("6f1a3c52-0c57-5e11-9d6b-0d7f0a6f2b11")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a device: `cursor` is the head after the founding, as a first sync would have left it."""

    employee_id: str
    token: str
    cursor: str
    epoch: str
    parties: tuple[str, ...]
    """What is open at the person's office, the hosts' own apart."""
    own: str
    """The party that the person hosts, or nothing."""


class CrowdCompany:
    """Founded in `folder`, or in the database at `url`: `people` in `offices`, and a party for every fourth."""

    def __init__(self, folder: Path, people: int, offices: int, url: str | None) -> None:
        self.folder = folder
        place = DataFolder(folder)
        keys = place.server / "keys"
        self.url = url or f"sqlite:///{place.server / 'company.db'}"
        clock = SystemClock()
        self.database = CompanyDatabase.open(self.url)
        self.sync = CompanySync(self.database, clock, Seals.kept_in(keys))
        rows, staff, self.parties = _rows(people, offices, clock.now())
        self.sync.import_rows(rows)
        devices = Devices(self.database, clock)
        administering(self.database, self.sync, clock).create(
            NewAccount(one.id, f"{number}@crowd.example", None, Role.EMPLOYEE) for number, one in enumerate(staff)
        )
        tokens = AccessTokens(SigningKeys(keys, clock), clock)
        first = self.sync.pull(staff[0].id, PullRequest(client_id=str(uuid.uuid4())))
        assert first.cursor is not None
        self.people: list[Person] = []
        for employee in staff:
            family = str(uuid.uuid4())
            devices.begin(family, employee.id, "crowd", sha256(family.encode()).hexdigest(), "127.0.0.1")
            at_office = [one for one in self.parties if one.office_id == employee.office_id]
            self.people.append(
                Person(
                    employee.id,
                    tokens.issue(employee.id, Role.EMPLOYEE, family),
                    first.cursor,
                    first.epoch,
                    tuple(one.id for one in at_office if one.host_id != employee.id),
                    next((one.id for one in at_office if one.host_id == employee.id), ""),
                )
            )

    def close(self) -> None:
        """Close the database."""
        self.database.close()


def _rows(people: int, offices: int, now: Instant) -> tuple[list[tuple[Table[Any], Any]], list[Employee], list[Party]]:
    rng = Random(11)
    rows: list[tuple[Table[Any], Any]] = []
    staff: list[Employee] = []
    parties: list[Party] = []
    noon = next_noon(now)
    for place in range(offices):
        office = Office(OfficeId(_id("office", place)), f"제{place + 1}사옥", ZONE)
        rows.append((OFFICES, office))
        here = [one for one in range(people) if one % offices == place]
        for number in here:
            if len(here) and (number // offices) % _TEAM == 0:
                department = Department(DepartmentId(_id("team", number)), office.id, f"{number}팀")
                rows.append((DEPARTMENTS, department))
            employee = Employee(
                EmployeeId(_id("person", number)),
                office.id,
                department.id,
                f"김직원{number}",
                f"{number:04}",
                active=True,
            )
            rows.append((EMPLOYEES, employee))
            staff.append(employee)
        restaurants = [
            Restaurant(
                RestaurantId(_id("restaurant", place, number)),
                office.id,
                f"식당 {number}",
                "한식",
                f"서울 중구 {number}",
                rng.randrange(1, 15),
                rng.randrange(70, 160) * 100,
                f"02-{number:04}-{place:04}",
            )
            for number in range(_RESTAURANTS)
        ]
        rows += [(RESTAURANTS, one) for one in restaurants]
        for host in [one for one in staff if one.office_id == office.id][::SEATS]:
            party = Party(
                PartyId(_id("party", host.id)),
                office.id,
                host.id,
                "같이 점심 먹어요",
                rng.choice(restaurants).id,
                day_of(noon, ZONE),
                noon,
                60,
                "1층 로비",
                SEATS,
                "",
                Visibility.OFFICE,
                PartyState.OPEN,
                now,
            )
            parties.append(party)
            rows.append((PARTIES, party))
            rows.append((MEMBERSHIPS, _seat(party, host)))
    return rows, staff, parties


def _seat(party: Party, host: Employee) -> Membership:
    return Membership(
        MembershipId(membership_id(party.id, host.id)),
        party.id,
        host.id,
        party.day,
        MembershipState.CONFIRMED,
        1,
        None,
        0,
    )


def _id(*parts: object) -> str:
    return str(uuid.uuid5(_NAMESPACE, "/".join(map(str, parts))))
