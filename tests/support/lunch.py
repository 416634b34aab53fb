"""Words for tests: a morning, a company with its desktops, and what people commonly ask for."""

from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lunch_desktop.demo.witness import differences
from lunch_desktop.domain.ids import ChangeId, PartyId, RestaurantId, uuid7
from lunch_desktop.domain.parties.entities import Membership, Party, membership_id
from lunch_desktop.domain.parties.joining import JoinParty
from lunch_desktop.domain.parties.opening import OpenParty
from lunch_desktop.domain.times import HOUR, MINUTE, Instant
from lunch_desktop.sync.http import ApiError
from lunch_desktop.wire.arguments import arguments_as_json, as_text
from lunch_desktop.wire.sync import PushedChange, PushRequest, PushResponse, Result
from tests.support import plain
from tests.support.ciphered import connect_to, held_on_desktop
from tests.support.clock import ManualClock
from tests.support.company import STAFF, Company, make_company
from tests.support.desktop import Desktop, make_desktop

MORNING = Instant(1_795_053_600_000)
"""10:00 in Seoul, Thursday 19 November 2026."""


def next_noon(now: int) -> Instant:
    """A noon in Seoul that is 3 to 27 hours away: a lunch then stays within its day, whenever the test runs."""
    days = now // (24 * HOUR) + 1
    return Instant(days * 24 * HOUR + 3 * HOUR)


def a_party(
    minutes: int = 120,
    *,
    title: str = "국밥 먹어요",
    capacity: int = 4,
    visibility: str = "office",
    lasting: int = 60,
    restaurant: RestaurantId | None = None,
    now: Instant = MORNING,
) -> OpenParty:
    """A party that meets `minutes` from `now`."""
    meets_at = Instant(now + minutes * MINUTE)
    return OpenParty(title, restaurant, meets_at, lasting, "1층 로비", capacity, "", visibility)


def a_seat(party_id: str, *, or_wait: bool = False, until: int = MORNING + 24 * 60 * MINUTE) -> JoinParty:
    """A wish for a seat."""
    return JoinParty(PartyId(party_id), or_wait, Instant(until))


@dataclass
class Lunch:
    """A company at ten in the morning, and desktops of its first four people as a test asks for them."""

    folder: Path
    staff: int = 4
    clock: ManualClock = field(default_factory=lambda: ManualClock(MORNING))
    url: str | None = None

    def __post_init__(self) -> None:
        self.company: Company = make_company(self.folder, self.clock, staff=self.staff, url=self.url)
        self._desktops: list[Desktop] = []
        self._sent = 0

    def desktop(self, person: int, name: str = "desktop", **named: Any) -> Desktop:
        """A synced desktop of the `person`-th colleague."""
        made = make_desktop(self.company, STAFF[person].id, name=name, **named)
        self._desktops.append(made)
        made.sync()
        return made

    def close(self) -> None:
        """Let go of every file."""
        for desktop in self._desktops:
            desktop.close()
        self.company.database.close()

    def send(self, person: int, *wants: tuple[str, Any], client: str | None = None, first: int = 1) -> PushResponse:
        """Push as a desktop of `person` would; a new one each time unless `client` names it."""
        changes = [self.change(name, args, first + number) for number, (name, args) in enumerate(wants)]
        return self.push(person, changes, client)

    def push(self, person: int, changes: list[PushedChange], client: str | None = None) -> PushResponse:
        """Push these changes."""
        request = PushRequest(client_id=client or self.new_id(), epoch=None, mutations=changes)
        return self.company.sync.push(STAFF[person].id, request)

    def change(self, name: str, args: Any, seq: int = 1, uuid: str | None = None) -> PushedChange:
        """A change as a desktop writes it."""
        values = args if isinstance(args, dict) else arguments_as_json(args)
        payload = {"name": name, "mutation_version": 1, "args": values, "base": 0, "created_at": self.clock.now()}
        return PushedChange(seq=seq, uuid=uuid or self.new_id(), payload=as_text(payload))

    def new_id(self) -> str:
        """A uuid that was not given before."""
        self._sent += 1
        return ChangeId(uuid7(self.clock.now(), self._sent.to_bytes(10)))

    def decide(self, person: int, name: str, args: Any) -> Result:
        """The server's word on one change."""
        return self.send(person, (name, args)).results[0]

    def open(self, person: int, args: OpenParty | None = None) -> PartyId:
        """A party of `person`'s at the server."""
        result = self.decide(person, "party.open", args or a_party())
        assert result.code is None, result
        return PartyId(result.answer["party_id"])

    def party(self, party_id: str) -> Party:
        """The party as the server has it."""
        with self.company.database.reading() as connection:
            found: Party | None = self.company.sync._rows["parties"].one(connection, party_id)
        assert found is not None
        return found

    def membership(self, party_id: str, person: int) -> Membership | None:
        """Somebody's standing as the server has it."""
        with self.company.database.reading() as connection:
            key = membership_id(PartyId(party_id), STAFF[person].id)
            found: Membership | None = self.company.sync._rows["memberships"].one(connection, key)
        return found

    def ask(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Rows of the company's database by plain SQL; `?` stands for each value."""
        return plain.ask(self.company.url, query, *values)

    def standing(self, party_id: str, person: int) -> str | None:
        """Only the state of it."""
        membership = self.membership(party_id, person)
        return None if membership is None else membership.state

    def agrees(self, desktop: Desktop) -> None:
        """Fail unless the desktop holds exactly what its person may see."""
        seen = plain.visible(self.company.url, desktop.employee_id)
        assert differences(seen, held_on_desktop(desktop.path)) == []


def ask(path: Path, query: str, *values: Any) -> list[tuple[Any, ...]]:
    """Rows of a database file by plain SQL."""
    with closing(connect_to(path)) as connection:
        return list(connection.execute(query, values))


def outcomes(desktop: Desktop) -> dict[str, tuple[str, str | None]]:
    """Outcome and code of every change that was decided, as its author can read it."""
    return {
        uuid: (outcome, code) for uuid, outcome, code in ask(desktop.path, "SELECT uuid, outcome, code FROM history")
    }


class Counted:
    """A way to the server that counts what goes over it, and can answer a push with an error instead."""

    def __init__(self, way: Any) -> None:
        self._way = way
        self.pushed: list[PushRequest] = []
        self.pulled = 0
        self.offered: list[Any] = []
        self.refuse: ApiError | None = None

    def push(self, request: PushRequest) -> PushResponse:
        """See Remote."""
        self.pushed.append(request)
        if self.refuse is not None:
            raise self.refuse
        answer: PushResponse = self._way.push(request)
        return answer

    def pull(self, request: Any) -> Any:
        """See Remote."""
        self.pulled += 1
        return self._way.pull(request)

    def volume(self, volume: Any) -> Any:
        """See Remote."""
        return self._way.volume(volume)

    def offer_again(self, request: Any) -> Any:
        """See Remote."""
        self.offered.append(request)
        return self._way.offer_again(request)
