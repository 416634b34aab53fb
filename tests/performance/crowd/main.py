"""A crowd in a process of its own, told by lines of JSON what to do.

Argument: a file with the server's port, the people (see `company.Person`) and which of them track what they hold.
"""

import asyncio
import json
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lunch_desktop.domain.ids import EmployeeId, PartyId
from lunch_desktop.domain.parties.entities import membership_id
from lunch_desktop.server.serve import raise_open_files
from tests.performance.crowd.company import Person
from tests.performance.crowd.desktop import SimulatedDesktop, Tally
from tests.performance.figures import Spread

LATE_SHARE = 0.3
NOTE_SHARE = 0.5
TRIES = 3


class Crowd:
    """All desktops of this process."""

    def __init__(self, port: int, people: list[Person], tracking: int) -> None:
        self._tally = Tally()
        self._desktops = [
            SimulatedDesktop("127.0.0.1", port, person, self._tally, tracks=number < tracking)
            for number, person in enumerate(people)
        ]
        self._tasks: list[asyncio.Task[None]] = []
        self._rng = random.Random(5)
        self._until = 0

    async def connect(self, seconds: float, most: float) -> dict[str, Any]:
        """Start all desktops within `seconds`, and wait until every one is live."""
        began = time.monotonic()
        for desktop in self._desktops:
            self._tasks.append(asyncio.create_task(desktop.run()))
            await asyncio.sleep(seconds / len(self._desktops))
        await self._wait(lambda: self._live() == len(self._desktops), most)
        return {"seconds": time.monotonic() - began, "live": self._live()}

    async def rush(self, seconds: float, until: int, most: float) -> dict[str, Any]:
        """Everybody who hosts nothing wants a seat, at some moment within `seconds`; hosts write notes, some are late.

        `until` is the wish's deadline. Then wait until everything has its result.
        """
        self._until = until
        self._tally.push.clear()
        self._tally.pull.clear()
        began, cpu = time.monotonic(), time.process_time()
        clicking = [asyncio.create_task(self._acts(desktop, seconds)) for desktop in self._desktops]
        await asyncio.gather(*clicking)
        clicked = time.monotonic() - began
        await self._wait(lambda: not any(desktop.waiting for desktop in self._desktops), most)
        return {
            "clicking": clicked,
            "seconds": time.monotonic() - began,
            "own cpu": time.process_time() - cpu,
            "waiting": sum(desktop.waiting for desktop in self._desktops),
            **self.told(),
        }

    async def back(self, most: float) -> dict[str, Any]:
        """The server was restarted: wait until everybody is live again and has nothing waiting."""
        began = time.monotonic()
        await self._wait(lambda: all(one.live and not one.waiting for one in self._desktops), most)
        return {"seconds": time.monotonic() - began, "live": self._live(), **self.told()}

    async def agree(self, version: int, most: float) -> dict[str, Any]:
        """Wait until everybody has heard of `version`; compare what those who track hold with the server's word."""
        await self._wait(lambda: all(one.version >= version for one in self._desktops), most)
        behind = sum(one.version < version for one in self._desktops)
        differing = 0
        compared = 0
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for desktop in [one for one in self._desktops if one.tracks]:
            compared += 1
            said = await desktop.checksums()
            differing += said != desktop.sums()
        return {
            "behind": behind,
            "compared": compared,
            "differing": differing,
            "faults": self._tally.faults,
            "results": self._tally.results,
        }

    def told(self) -> dict[str, Any]:
        """What the desktops saw since the rush began."""
        tally = self._tally
        return {
            "changes": len(tally.results),
            "decided": sum(1 for outcome in tally.results.values() if outcome),
            "applied": sum(1 for outcome in tally.results.values() if outcome == "applied"),
            "push": _spread(tally.push),
            "pull": _spread(tally.pull),
            "heard": _spread(tally.heard),
            "statuses": tally.statuses,
            "broken": tally.broken,
            "deltas": tally.deltas,
            "heads": tally.heads,
            "stream bytes": sum(one.heard_bytes for one in self._desktops),
        }

    async def _acts(self, desktop: SimulatedDesktop, seconds: float) -> None:
        person = desktop.person
        await asyncio.sleep(self._rng.random() * seconds)
        if person.own:
            if self._rng.random() < NOTE_SHARE:
                note = {
                    "party_id": person.own,
                    "changes": {"note": ["", f"{self._rng.randrange(1000)}번 출구에서 봐요"]},
                }
                desktop.click("party.edit", note, person.own)
            return
        tried: list[str] = []

        def result(said: dict[str, Any]) -> None:
            if said["outcome"] == "refused" and len(tried) < TRIES:
                want()

        def want() -> None:
            party = self._rng.choice(person.parties)
            tried.append(party)
            row_id = membership_id(PartyId(party), EmployeeId(person.employee_id))
            desktop.click(
                "party.join", {"party_id": party, "or_wait": len(tried) == TRIES, "until": self._until}, row_id
            )

        desktop.asked_for = result
        want()
        if self._rng.random() < LATE_SHARE:
            await asyncio.sleep(self._rng.random() * seconds / 4)
            row_id = membership_id(PartyId(tried[-1]), EmployeeId(person.employee_id))
            desktop.click("party.late", {"party_id": tried[-1], "minutes": 5}, row_id)

    async def _wait(self, until: Callable[[], bool], most: float) -> None:
        """Look every so often, at most so many seconds: what it was can be told afterwards."""
        deadline = time.monotonic() + most
        while time.monotonic() < deadline and not until():  # noqa: ASYNC110  # hundreds of desktops change it
            await asyncio.sleep(0.05)

    def _live(self) -> int:
        return sum(one.live for one in self._desktops)


def _spread(taken: list[float]) -> dict[str, float] | None:
    if len(taken) < 2:
        return None
    spread = Spread.of(taken)
    return {"p50": spread.p50, "p99": spread.p99, "count": spread.count}


async def _serve(port: int, people: list[Person], tracking: int) -> None:
    loop = asyncio.get_running_loop()
    crowd = Crowd(port, people, tracking)
    lines = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    _say({"ready": len(people)})
    while line := await lines.readline():
        asked = json.loads(line)
        _say(await getattr(crowd, asked.pop("do"))(**asked))


def _say(said: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Do as told until standard input ends."""
    told = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    raise_open_files()
    people = [Person(**{**one, "parties": tuple(one["parties"])}) for one in told["people"]]
    try:
        import uvloop
    except ImportError:  # Windows
        asyncio.run(_serve(told["port"], people, told["tracking"]))
    else:
        uvloop.run(_serve(told["port"], people, told["tracking"]))


if __name__ == "__main__":
    main()
