"""The company that is attacked: people of each role, what is theirs, and the marks by which a leak is seen."""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from lunch_desktop.domain.availability import (
    AVAILABILITIES,
    FREE_WINDOWS,
    Availability,
    FreeWindow,
    availability_id,
    free_window_id,
)
from lunch_desktop.domain.ids import ChangeId, DepartmentId, EmployeeId, OfficeId, PartyId, RestaurantId
from lunch_desktop.domain.parties.entities import (
    MEMBERSHIPS,
    PARTIES,
    Membership,
    MembershipState,
    Party,
    PartyState,
    membership_id,
)
from lunch_desktop.domain.people import DEPARTMENTS, EMPLOYEES, OFFICES, Department, Employee, Office, Role
from lunch_desktop.domain.restaurants.entities import RESTAURANTS, Restaurant
from lunch_desktop.domain.times import HOUR, MINUTE, SECOND, Instant, day_of
from lunch_desktop.domain.visits import VISITS, Visit, visit_id
from lunch_desktop.server.identity.passwords import Passwords
from lunch_desktop.store.company.accounts import NewAccount
from lunch_desktop.store.company.administering import AccountChange
from lunch_desktop.store.company.volumes import LARGE
from lunch_desktop.wire.invitations import digest_of
from tests.attacks.authorisation.callers import Caller
from tests.attacks.serving import UNLIMITED, login_of
from tests.integration.support_server import CHEAP, PASSWORD, RunningServer, running
from tests.support import plain
from tests.support.clock import ManualClock
from tests.support.company import OFFICE, STAFF, an_id
from tests.support.lunch import MORNING

ELSEWHERE: Final = Office(OfficeId(an_id("elsewhere")), "부산 사무실", "Asia/Seoul")
TEAM_THERE: Final = Department(DepartmentId(an_id("team elsewhere")), ELSEWHERE.id, "영업팀")
PLACE_THERE: Final = Restaurant(
    RestaurantId(an_id("place elsewhere")), ELSEWHERE.id, "돼지국밥", "국밥", "바다로 1", 3, 9_000, ""
)
PEOPLE_THERE: Final = tuple(
    Employee(EmployeeId(an_id(f"there {n}")), ELSEWHERE.id, TEAM_THERE.id, name, f"51{n:02}", active=True)
    for n, name in enumerate(("한바다", "오갈매", "서동백"))
)
PEOPLE: Final = (*STAFF, *PEOPLE_THERE)
WHO: Final = {
    Caller.ADMIN: 0,
    Caller.EMPLOYEE: 1,
    Caller.DEACTIVATED: 3,
    Caller.ENDED: 4,
    Caller.EXPIRED: 5,
    Caller.FORMER_ADMIN: 6,
    Caller.ELSEWHERE: 8,
    Caller.ADMIN_ELSEWHERE: 9,
}
"""The number of each caller among PEOPLE."""
HOST, GUEST, HOST_THERE = PEOPLE[2], PEOPLE[7], PEOPLE[10]
OPERATORS_TOKEN: Final = "what the operator's own programs show"
MANY: Final = 5_100
"""Restaurants, so that the other office is kept in volumes."""


@dataclass
class Cast:
    """The running server, a token for each caller, and what belongs to whom."""

    server: RunningServer
    tokens: dict[Caller, str | None] = field(default_factory=dict)
    refresh_tokens: dict[Caller, str] = field(default_factory=dict)
    devices: dict[int, str] = field(default_factory=dict)
    """A device of each of PEOPLE, by number."""
    marks: dict[str, frozenset[str]] = field(default_factory=dict)
    """Texts, each with the employees who may be told it."""
    secret: PartyId | None = None
    volume: str = ""
    """A file of the other office."""
    page: str = ""
    """The second page of an answer to somebody there."""
    expired: tuple[str, str] = ("", "")
    """The digests of an invitation and of a reset that were good."""

    @property
    def url(self) -> str:
        """Where the company is kept."""
        return self.server.services.database.engine.url.render_as_string(hide_password=False)

    @property
    def now(self) -> Instant:
        """The server's clock."""
        return self.server.clock.now()

    def send(self, rows: list[tuple[Any, Any]]) -> None:
        """Write rows past the mutations."""
        self.server.services.sync.import_rows(rows)

    def mark(self, text: str, *allowed: Employee) -> None:
        """Remember who may be told a text."""
        self.marks[text] = frozenset(one.id for one in allowed)

    def leaks(self, text: str, employee_id: str | None) -> list[str]:
        """The marks in an answer to somebody who may not be told them."""
        return [mark for mark, allowed in self.marks.items() if employee_id not in allowed and mark in text]


@contextmanager
def company(folder: Path, *, production: bool = True, volumes: bool = False, url: str | None = None) -> Iterator[Cast]:
    """A server over a new company, in `folder` or at `url`. `volumes`: the other office is large."""
    clock = ManualClock(MORNING)
    with running(
        folder,
        clock=clock,
        production=production,
        limits=UNLIMITED,
        operators_token=OPERATORS_TOKEN,
        url=url,
    ) as server:
        cast = Cast(server)
        _found_elsewhere(cast, volumes=volumes)
        _sign_in(cast)
        _own_things(cast)
        _invite(cast)
        if volumes:
            _page(cast)
        yield cast


def _found_elsewhere(cast: Cast, *, volumes: bool) -> None:
    cast.send([(OFFICES, ELSEWHERE), (DEPARTMENTS, TEAM_THERE), (RESTAURANTS, PLACE_THERE)])
    cast.send([(EMPLOYEES, one) for one in PEOPLE_THERE])
    hashed, accounts = Passwords(CHEAP).hash(PASSWORD), cast.server.services.accounts.administering
    number = len(STAFF)
    accounts.create(NewAccount(one.id, login_of(number + n), hashed) for n, one in enumerate(PEOPLE_THERE))
    for caller in (Caller.FORMER_ADMIN, Caller.ADMIN_ELSEWHERE):
        accounts.change(PEOPLE[WHO[caller]].id, AccountChange(role=Role.ADMIN), actor=None)
    if volumes:
        assert MANY > LARGE
        cast.send([(RESTAURANTS, replace(PLACE_THERE, id=RestaurantId(an_id(f"there {n}")))) for n in range(MANY)])
        cast.server.services.sync.keep_volumes()
        (listed,) = (cast.server.folder / "volumes").glob("*.json")
        cast.volume = next(one.name for one in listed.parent.iterdir() if len(one.name) == 64)
    for text in (ELSEWHERE.name, TEAM_THERE.name, PLACE_THERE.name, *(one.name for one in PEOPLE_THERE)):
        cast.mark(text, *PEOPLE_THERE)
    for text in (OFFICE.name, *(one.name for one in STAFF)):
        cast.mark(text, *STAFF)


def _sign_in(cast: Cast) -> None:
    """A session for everybody; then some of them come to nothing."""
    server, clock = cast.server, cast.server.clock
    whose = {number: caller for caller, number in WHO.items()}

    def session(number: int) -> None:
        device = f"비밀 장치 {number}"
        tokens = server.sign_in(login_of(number), device=device)
        listed = server.call("GET", "/api/v1/auth/devices", tokens["access_token"]).json()["devices"]
        cast.devices[number] = next(one["id"] for one in listed if one["current"])
        cast.mark(device, PEOPLE[number])
        cast.mark(cast.devices[number], PEOPLE[number])
        if number in whose:
            cast.tokens[whose[number]] = tokens["access_token"]
            cast.refresh_tokens[whose[number]] = tokens["refresh_token"]

    session(WHO[Caller.EXPIRED])
    clock.advance(11 * MINUTE)
    for number in range(len(PEOPLE)):
        if number != WHO[Caller.EXPIRED]:
            session(number)
    demoted = PEOPLE[WHO[Caller.FORMER_ADMIN]].id
    server.services.accounts.administering.change(demoted, AccountChange(role=Role.EMPLOYEE), actor=None)
    server.set_active(WHO[Caller.DEACTIVATED], False)
    ended = server.call("POST", "/api/v1/auth/sign-out", json={"refresh_token": cast.refresh_tokens[Caller.ENDED]})
    assert ended.status_code == 204
    clock.advance(6 * SECOND)  # for longer than anybody remembers how a session stands
    cast.tokens[Caller.ANONYMOUS] = None
    cast.tokens[Caller.FORGED] = _promoted(str(cast.tokens[Caller.EMPLOYEE]))


def _invite(cast: Cast) -> None:
    made = cast.server.call("POST", "/api/v1/invitations", cast.tokens[Caller.ADMIN], json={"uses": 5})
    path = f"/api/v1/accounts/{GUEST.id}/reset"
    reset = cast.server.call("POST", path, cast.tokens[Caller.ADMIN], json={"password": PASSWORD})
    cast.expired = digest_of(made.json()["code"]), digest_of(reset.json()["code"])
    for table in ("invitations", "password_resets"):
        assert plain.ask(cast.url, f"UPDATE {table} SET expires_at = 1 RETURNING digest")


def _page(cast: Cast) -> None:
    wanted = {"client_id": str(uuid4()), "pages": True}
    answer = cast.server.call("POST", "/api/v1/sync/pull", cast.tokens[Caller.ELSEWHERE], json=wanted)
    cast.page = answer.json()["more"]


def _promoted(token: str) -> str:
    """The token of an employee, made to say that they are an admin."""
    head, said, seal = token.split(".")
    claims = json.loads(base64.urlsafe_b64decode(said + "=" * (-len(said) % 4)))
    claims["role"] = Role.ADMIN.value
    return f"{head}.{base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip('=')}.{seal}"


def _own_things(cast: Cast) -> None:
    """A secret party of two, a party of the other office, and a day of one's own."""
    secret = a_party(cast, HOST, visibility="invited", title="비밀 회식")
    cast.secret = secret.id
    asked = a_membership(secret, GUEST, MembershipState.INVITED)
    hosted = a_membership(secret, HOST, MembershipState.CONFIRMED)
    there = a_party(cast, HOST_THERE, title="바다 점심")
    cast.send([(PARTIES, secret), (PARTIES, there), (MEMBERSHIPS, asked), (MEMBERSHIPS, hosted)])
    for text in (secret.id, secret.title, asked.id, hosted.id):
        cast.mark(text, HOST, GUEST)
    for text in (there.id, there.title):
        cast.mark(text, *PEOPLE_THERE)
    for whom in (HOST, HOST_THERE):
        day, window = secret.day, (secret.meets_at, Instant(secret.meets_at + HOUR))
        free = Availability(availability_id(whom.id, day), whom.id, day, "free", *window)
        shown = FreeWindow(free_window_id(whom.id, day), whom.id, whom.department_id, day, *window)
        visited = Visit(visit_id(secret.id, whom.id), whom.id, secret.id, None, day)
        cast.send([(AVAILABILITIES, free), (FREE_WINDOWS, shown), (VISITS, visited)])
        cast.mark(free.id, whom)
        cast.mark(visited.id, whom)
        cast.mark(shown.id, *(one for one in PEOPLE if one.department_id == whom.department_id))


def a_party(
    cast: Cast, host: Employee, *, visibility: str = "office", title: str = "점심", minutes: int = 180
) -> Party:
    """A new party at its host's office, `minutes` from now."""
    meets_at = Instant(cast.now + minutes * MINUTE)
    return Party(
        id=PartyId(str(uuid4())),
        office_id=host.office_id,
        host_id=host.id,
        title=title,
        restaurant_id=None,
        day=day_of(meets_at, "Asia/Seoul"),
        meets_at=meets_at,
        minutes=60,
        place="1층 로비",
        capacity=8,
        note="",
        visibility=visibility,
        state=PartyState.OPEN,
        opened_at=cast.now,
    )


def a_membership(party: Party, whom: Employee, state: MembershipState) -> Membership:
    """Somebody's standing with a party."""
    seated = state in (MembershipState.CONFIRMED, MembershipState.WAITLISTED)
    return Membership(
        id=membership_id(party.id, whom.id),
        party_id=party.id,
        employee_id=whom.id,
        day=party.day,
        state=state,
        turn=1 if seated else 0,
        joined_by=ChangeId(an_id("the join")) if seated else None,
        late_minutes=0,
    )
