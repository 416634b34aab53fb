"""Fifty connections that ask one after the other, and streams that listen meanwhile, in a process of their own.

python -m tests.performance.asking FILE      (for `bench api`; FILE names the port, the people and what to do)
"""

import asyncio
import json
import random
import sys
import time
import uuid
from collections import defaultdict
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from lunch_desktop.wire.arguments import as_text
from tests.performance.crowd.http import Broken, Connection
from tests.performance.figures import Spread

_SPREAD_SECONDS = 0.5


class Asker:
    """One person's device on one connection."""

    def __init__(self, host: str, port: int, person: dict[str, Any]) -> None:
        self.connection = Connection(host, port, person["token"])
        self._person = person
        self._client = str(uuid.uuid4())
        self._seq = 0
        self._note = ""

    async def profile(self) -> int:
        """Who am I?"""
        return (await self.connection.call("GET", "/users/profile")).status

    async def constant(self) -> int:
        """What the floor's server answers."""
        return (await self.connection.call("GET", "/constant")).status

    async def pull(self) -> int:
        """What is new? Mostly little: the cursor goes along."""
        asked = {"client_id": self._client, "cursor": self._person["cursor"], "pages": True}
        answer = await self.connection.call("POST", "/sync/pull", asked)
        if answer.status == 200:
            self._person["cursor"] = answer.json().get("cursor") or self._person["cursor"]
        return answer.status

    async def edit(self) -> int:
        """A note at the party that the person hosts, which everybody at the office is told of; else a pull."""
        if not self._person["own"]:
            return await self.pull()
        note, self._note = self._note, str(uuid.uuid4())
        return await self._push("party.edit", {"party_id": self._person["own"], "edits": {"note": [note, self._note]}})

    async def push(self) -> int:
        """One change: how a day at noon will be."""
        day = (datetime.now(UTC).date() + timedelta(days=self._seq % 300)).isoformat()
        return await self._push(
            "availability.set", {"day": day, "state": "alone", "free_from": None, "free_until": None}
        )

    async def _push(self, name: str, args: dict[str, Any]) -> int:
        self._seq += 1
        said = {"name": name, "mutation_version": 1, "args": args, "base": 1, "created_at": 1}
        change = {"seq": self._seq, "uuid": str(uuid.uuid4()), "payload": as_text(said), "void": False}
        asked = {"client_id": self._client, "epoch": self._person["epoch"], "mutations": [change]}
        return (await self.connection.call("POST", "/sync/push", asked)).status


async def ask_for(
    seconds: float, askers: list[Asker], kinds: dict[str, float], seed: int, rate: float | None = None
) -> dict[str, Any]:
    """Let every asker ask, one request after the other; milliseconds by kind, and how many were answered.

    With a `rate` they pause by chance, so that all of them ask about so often a second; else the server is never idle.
    """
    taken: defaultdict[str, list[float]] = defaultdict(list)
    failed: defaultdict[int, int] = defaultdict(int)
    begun = time.perf_counter()
    until = begun + seconds

    async def one(asker: Asker, chance: random.Random) -> None:
        await asyncio.sleep(chance.random() * _SPREAD_SECONDS)
        while time.perf_counter() < until:
            if rate is not None:
                await asyncio.sleep(chance.expovariate(rate / len(askers)))
            kind = chance.choices(list(kinds), list(kinds.values()))[0]
            call: Callable[[], Awaitable[int]] = getattr(asker, kind)
            start = time.perf_counter()
            status = await call()
            if status == 200:
                taken[kind].append((time.perf_counter() - start) * 1000)
            else:
                failed[status] += 1

    await asyncio.gather(*(one(asker, random.Random(seed + place)) for place, asker in enumerate(askers)))
    spent = time.perf_counter() - begun
    every = [one for some in taken.values() for one in some]
    spreads = {kind: vars(Spread.of(some)) for kind, some in taken.items() if len(some) > 1}
    return {"all": vars(Spread.of(every)), "by kind": spreads, "a second": len(every) / spent, "failed": dict(failed)}


class Listeners:
    """Streams, opened at a steady pace."""

    def __init__(self) -> None:
        self.open = 0
        self.ended = 0
        self.events = 0
        self._tasks: list[asyncio.Task[None]] = []

    async def add(self, host: str, port: int, tokens: list[str], a_second: float) -> None:
        """Open one for each token."""
        for token in tokens:
            self._tasks.append(asyncio.create_task(self._listen(Connection(host, port, token))))
            await asyncio.sleep(1 / a_second)
        until = time.perf_counter() + 60
        while self.open + self.ended < len(self._tasks) and time.perf_counter() < until:  # noqa: ASYNC110
            await asyncio.sleep(0.05)

    async def _listen(self, connection: Connection) -> None:
        try:
            async for name, _ in connection.events("/events"):
                if name:
                    self.events += 1
                else:
                    self.open += 1
        except Broken:
            self.ended += 1


async def main(told: dict[str, Any]) -> None:
    """Do what standard input says, line by line."""
    host, port, people = told["host"], told["port"], told["people"]
    askers = [Asker(host, port, dict(people[number % len(people)])) for number in range(told["connections"])]
    listeners = Listeners()
    loop = asyncio.get_running_loop()
    _say({"ready": True})
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        wanted = json.loads(line)
        if wanted["do"] == "ask":
            _say(await ask_for(wanted["seconds"], askers, wanted["kinds"], wanted["seed"], wanted["rate"]))
        else:
            tokens = [people[number % len(people)]["token"] for number in range(wanted["streams"])]
            await listeners.add(host, port, tokens, wanted["a_second"])
            _say({"open": listeners.open, "ended": listeners.ended, "events": listeners.events})


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))))
