"""The last seats: fifty desktops ask for four of them at the same moment, over eight connections, of the real server.

python packaging/dev.py attack race [--budget ROUNDS] [--seed S]

Every round has its own party. In some people only join, some of them twice over or once more after
the answer; in others some leave at once, or the host lowers the capacity meanwhile, or both. After each
round plain SQL on the server's file tells who sits where (`race_judge`).
"""

import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final
from uuid import uuid4

from lunch_desktop.domain.ids import ChangeId, DepartmentId, EmployeeId, PartyId
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
from tests.attacks.report import a_seed, finish, options
from tests.attacks.serving import a_port, found, login_of, serve
from tests.attacks.soak_judge import complaints
from tests.integration.support_server import PASSWORD
from tests.support.company import DEPARTMENTS_HERE, OFFICE, STAFF, an_id
from tests.support.lunch import next_noon

DESKTOPS: Final = 50
CONNECTIONS: Final = 8
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

    def __init__(self, company: Path, address: str, chance: Random) -> None:
        self._company = company
        self._chance = chance
        self._apis = [ApiClient(address) for _ in range(CONNECTIONS)]
        self._signed_in_at = -SIGN_IN_EVERY
        self.host = RacingDesktop(0, STAFF[0].id)
        self.desktops = [RacingDesktop(len(STAFF) + n, one.id) for n, one in enumerate(racers())]
        self.violations: list[str] = []
        self.pushes = 0

    def wait_for_the_server(self) -> None:
        """Until somebody listens."""
        deadline = time.monotonic() + 30
        while True:
            try:
                self.host.sign_in(self._apis[0])
            except Unreachable:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)
            else:
                return

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
    asked = options("race", 100, "rounds").parse_args()
    seed = a_seed() if asked.seed is None else asked.seed
    chance = Random(seed)
    folder = Path(tempfile.mkdtemp(prefix="lunch-race-"))
    began = time.monotonic()
    rounds = confirmed = waitlisted = refused = left = 0
    try:
        company = found(folder / "server", racers())
        settle()
        port = a_port(chance)
        server = Child("server", folder / "server" / "errors", serve, folder / "server", port)
        race = Race(company, f"http://127.0.0.1:{port}", chance)
        try:
            race.wait_for_the_server()
            while rounds < asked.budget and not race.violations:
                leaves, lowers = KINDS[rounds % len(KINDS)]
                seen = race.round(leaves=leaves, lowers=lowers)
                rounds += 1
                confirmed, waitlisted = confirmed + seen.confirmed, waitlisted + seen.waitlisted
                refused, left = refused + seen.refused, left + seen.left
            race.close()
            if not server.end(15):
                race.violations.append("the server did not end when asked")
        finally:
            server.kill()
        race.violations += complaints(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    figures = {"rounds": rounds, "desktops": DESKTOPS, "connections": CONNECTIONS, "pushes": race.pushes}
    figures |= {"confirmed": confirmed, "waitlisted": waitlisted, "full": refused, "left": left}
    return finish("race", seed, race.violations, **figures, seconds=round(time.monotonic() - began, 1))


if __name__ == "__main__":
    sys.exit(main())
