"""The last seats: fifty desktops ask for four of them at the same moment, over eight connections, of the real server.

python packaging/dev.py attack race [--budget ROUNDS] [--seed S] [--database postgresql]

Every round has its own party. In some people only join, some of them twice over or once more after
the answer; in others some leave at once, or the host lowers the capacity meanwhile, or both. After each
round plain SQL on the server's database tells who sits where (`race_judge`). On PostgreSQL two servers decide.
"""

import shutil
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final
from uuid import uuid4

from lunch_desktop.domain.ids import ChangeId, DepartmentId, EmployeeId, PartyId
from lunch_desktop.domain.parties.bringing import AddGuest
from lunch_desktop.domain.parties.cancelling import CancelParty
from lunch_desktop.domain.parties.editing import EditParty
from lunch_desktop.domain.parties.joining import JoinParty
from lunch_desktop.domain.parties.leaving import LeaveParty
from lunch_desktop.domain.parties.opening import OpenParty
from lunch_desktop.domain.people import Employee
from lunch_desktop.domain.times import MINUTE, Instant
from lunch_desktop.sync.http import ApiClient, Unreachable
from lunch_desktop.system.clock import SystemClock
from lunch_desktop.system.randomness import ChangeIds
from lunch_desktop.wire.arguments import arguments_as_json, as_text
from lunch_desktop.wire.identity import SignInRequest
from lunch_desktop.wire.sync import PullRequest, PushedChange, PushRequest, Result
from tests.attacks.children import Child, settle
from tests.attacks.race_judge import Round, judge_round
from tests.attacks.report import a_database, a_seed, add_database, finish, options
from tests.attacks.serving import a_port, found, login_of, serve
from tests.attacks.soak_judge import complaints
from tests.integration.support_server import PASSWORD
from tests.support.company import DEPARTMENTS_HERE, OFFICE, STAFF, an_id
from tests.support.lunch import next_noon
from tests.support.plain import is_sqlite

DESKTOPS: Final = 50
CONNECTIONS: Final = 8
SERVERS: Final = 2
"""On PostgreSQL."""
FREE: Final = 4
"""Seats besides the host's."""
LOWERED: Final = 3
SIGN_IN_EVERY: Final = 240.0
"""Seconds; an access token is good for ten minutes."""
KINDS: Final = ((False, False), (True, True), (True, False), (False, True))
"""Whether people leave, and whether the host lowers the capacity, in one round after the other."""

_CLOCK: Final = SystemClock()
_CHANGES: Final = ChangeIds(_CLOCK)


def racers() -> list[Employee]:
    """The fifty colleagues."""
    team = DepartmentId(DEPARTMENTS_HERE[0].id)
    return [
        Employee(EmployeeId(an_id(f"racer {n}")), OFFICE.id, team, f"달리는 {n}", f"5{n:03}", active=True)
        for n in range(DESKTOPS)
    ]


@dataclass
class RacingDesktop:
    """One device of one person, as the server sees it: an identity, a queue that only grows, and what it was told."""

    number: int
    employee_id: EmployeeId
    client_id: str = field(default_factory=lambda: str(uuid4()))
    token: str = ""
    seq: int = 0
    cursor: str | None = None
    told: dict[str, set[str]] = field(default_factory=dict)
    decided_at: dict[str, int] = field(default_factory=dict)
    """The version at which a change was decided, as first told; whoever asks again is given the result at a later."""

    def sign_in(self, api: ApiClient) -> None:
        """Take a new access token."""
        wanted = SignInRequest(login=login_of(self.number), password=PASSWORD, device_name="race")
        self.token = api.sign_in(wanted).access_token

    def change(self, name: str, args: object) -> PushRequest:
        """The next change of this device, as the request that carries it."""
        self.seq += 1
        payload = {"name": name, "mutation_version": 1, "args": arguments_as_json(args), "base": 0}
        text = as_text(payload | {"created_at": _CLOCK.now()})
        change = PushedChange(seq=self.seq, uuid=_CHANGES.next(), payload=text)
        return PushRequest(client_id=self.client_id, epoch=None, mutations=[change])

    def push(self, api: ApiClient, request: PushRequest) -> Result:
        """Send it, and note what was answered."""
        result = api.push(self.token, request).results[0]
        self.decided_at.setdefault(result.uuid, result.version)
        self._note(result)
        return result

    def pull(self, api: ApiClient) -> None:
        """Fetch what is new, and note the results that come with it."""
        answer = api.pull(self.token, PullRequest(client_id=self.client_id, cursor=self.cursor))
        self.cursor = answer.cursor
        for result in answer.results:
            self._note(result)

    def _note(self, result: Result) -> None:
        said = as_text({"outcome": result.outcome, "code": result.code, "answer": result.answer})
        self.told.setdefault(result.uuid, set()).add(said)


class Race:
    """All rounds against one server."""

    def __init__(self, company: str, addresses: Sequence[str], chance: Random) -> None:
        """`company`: its database's URL."""
        self._company = company
        self._chance = chance
        self._addresses = addresses
        self._apis = [ApiClient(addresses[number % len(addresses)]) for number in range(CONNECTIONS)]
        self._signed_in_at = -SIGN_IN_EVERY
        self.host = RacingDesktop(0, STAFF[0].id)
        self.desktops = [RacingDesktop(len(STAFF) + n, one.id) for n, one in enumerate(racers())]
        self.violations: list[str] = []
        self.pushes = 0

    def wait_for_the_server(self) -> None:
        """Until somebody listens at each address."""
        deadline = time.monotonic() + 30
        for api in self._apis[: len(self._addresses)]:
            while not self._reached(api):
                assert time.monotonic() < deadline, "a server does not start"
                time.sleep(0.05)

    def _reached(self, api: ApiClient) -> bool:
        try:
            self.host.sign_in(api)
        except Unreachable:
            return False
        return True

    def round(self, *, leaves: bool, lowers: bool) -> Round:
        """One party, one rush, one look at the file."""
        self._sign_in_all()
        meets_at = next_noon(_CLOCK.now())
        opening = OpenParty("마지막 자리", None, meets_at, 60, "", 1 + FREE, "", "office")
        opened = self.host.push(self._apis[0], self.host.change("party.open", opening))
        party_id = PartyId(opened.answer["party_id"])
        tasks = []
        for desktop in self.desktops:
            desktop.told.clear()
            join = JoinParty(party_id, self._chance.random() < 0.5, Instant(meets_at - 15 * MINUTE))
            tasks.append(self._joining(desktop, join, leaves=leaves and self._chance.random() < 0.5))
        self._chance.shuffle(tasks)
        if lowers:  # among the first, or it only ever comes too late
            tasks.insert(self._chance.randrange(2 * CONNECTIONS), lambda api: self._lower(api, party_id))
        if leaves:  # the host brings somebody from outside, while there is a seat
            tasks.insert(self._chance.randrange(2 * CONNECTIONS), lambda api: self._bring(api, party_id))
        self._rush(tasks)
        self._rush([one.pull for one in (self.host, *self.desktops)])
        told = {str(one.employee_id): one.told for one in self.desktops}
        versions = {uuid: version for one in self.desktops for uuid, version in one.decided_at.items()}
        seen = Round(self._company, party_id, FREE, told, versions, leaves=leaves, lowers=lowers)
        self.violations += judge_round(seen)
        self.host.push(self._apis[0], self.host.change("party.cancel", CancelParty(party_id)))
        return seen

    def close(self) -> None:
        """Release the connections."""
        for api in self._apis:
            api.close()

    def _joining(self, desktop: RacingDesktop, args: JoinParty, *, leaves: bool) -> Callable[[ApiClient], None]:
        """A desktop's part: join; some click twice, some send the same bytes once more; some leave at once."""
        again, twice = self._chance.random() < 0.4, self._chance.random() < 0.2
        request = desktop.change("party.join", args)
        other = desktop.change("party.join", args) if twice else None

        def run(api: ApiClient) -> None:
            results = [desktop.push(api, one) for one in (request, other) if one is not None]
            if again:
                desktop.push(api, request)
            seats = [one.uuid for one in results if one.answer.get("seat")]
            if leaves and seats:
                leave = LeaveParty(args.party_id, ChangeId(seats[0]))
                desktop.push(api, desktop.change("party.leave", leave))
            self.pushes += len(results) + again + (leaves and bool(seats))

        return run

    def _lower(self, api: ApiClient, party_id: PartyId) -> None:
        edit = EditParty(party_id, {"capacity": (1 + FREE, LOWERED)})
        self.host.push(api, self.host.change("party.edit", edit))

    def _bring(self, api: ApiClient, party_id: PartyId) -> None:
        self.host.push(api, self.host.change("party.add_guest", AddGuest(party_id, "손님")))

    def _rush(self, tasks: Sequence[Callable[[ApiClient], None]]) -> None:
        """All tasks over the eight connections, which begin together."""
        gate = threading.Barrier(CONNECTIONS)

        def work(number: int) -> None:
            gate.wait()
            for task in tasks[number::CONNECTIONS]:
                task(self._apis[number])

        with ThreadPoolExecutor(CONNECTIONS) as pool:
            for done in [pool.submit(work, number) for number in range(CONNECTIONS)]:
                done.result()

    def _sign_in_all(self) -> None:
        if time.monotonic() - self._signed_in_at >= SIGN_IN_EVERY:
            self._rush([desktop.sign_in for desktop in (self.host, *self.desktops)])
            self._signed_in_at = time.monotonic()


def main() -> int:
    """Run the race."""
    parser = options("race", 100, "rounds")
    add_database(parser)
    asked = parser.parse_args()
    seed = a_seed() if asked.seed is None else asked.seed
    folder = Path(tempfile.mkdtemp(prefix="lunch-race-"))
    began = time.monotonic()
    try:
        with a_database(asked.database) as url:
            company = found(folder / "server", racers(), url=url)
            violations, figures = run(folder, company, Random(seed), asked.budget)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return finish("race", seed, violations, **figures, seconds=round(time.monotonic() - began, 1))


def run(folder: Path, company: str, chance: Random, budget: int) -> tuple[list[str], Mapping[str, int]]:
    """So many rounds on the company whose database is at `company`; what went wrong, and figures."""
    settle()
    ports = [a_port(chance) for _ in range(1 if is_sqlite(company) else SERVERS)]
    servers = [_server(folder / "server", company, port, number) for number, port in enumerate(ports)]
    race = Race(company, [f"http://127.0.0.1:{port}" for port in ports], chance)
    figures = Counter({"rounds": 0, "desktops": DESKTOPS, "connections": CONNECTIONS, "servers": len(servers)})
    try:
        race.wait_for_the_server()
        while figures["rounds"] < budget and not race.violations:
            leaves, lowers = KINDS[figures["rounds"] % len(KINDS)]
            seen = race.round(leaves=leaves, lowers=lowers)
            figures["rounds"] += 1
            figures["confirmed"] += seen.confirmed
            figures["guests"] += seen.guests
            figures["waitlisted"] += seen.waitlisted
            figures["full"] += seen.refused
            figures["left"] += seen.left
        race.close()
        for server in servers:
            if not server.end(15):
                race.violations.append(f"{server.name} did not end when asked")
    finally:
        for server in servers:
            server.kill()
    figures["pushes"] = race.pushes
    return race.violations + complaints(folder), figures


def _server(folder: Path, company: str, port: int, number: int) -> Child:
    name = f"server{number}"
    (folder / name).mkdir()
    return Child(name, folder / name / "errors", serve, folder, company, port, name)


if __name__ == "__main__":
    sys.exit(main())
