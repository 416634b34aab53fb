"""A desktop without window and file: it plans as a real one does (`sync.core`), and keeps its queue in memory."""

import asyncio
import json
import random
import time
import uuid
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

from lunch_desktop.domain.times import Instant
from lunch_desktop.sync.core import Step, StreamEnd, SyncFacts
from lunch_desktop.sync.status import Reach
from lunch_desktop.wire.changes import LARGEST_BATCH
from lunch_desktop.wire.sync import SUM_MASK, scope_sum
from tests.performance.crowd.company import Person
from tests.performance.crowd.http import Broken, Connection

_LONGEST_WAIT: Final = 3600.0


@dataclass
class Tally:
    """What all desktops of a process saw together. Times are in milliseconds."""

    push: list[float] = field(default_factory=list)
    pull: list[float] = field(default_factory=list)
    heard: list[float] = field(default_factory=list)
    """From the click of one desktop to the row at another."""
    clicked: dict[str, float] = field(default_factory=dict)
    """When a change that writes this row was made, by the machine's clock."""
    results: dict[str, str] = field(default_factory=dict)
    """What became of each change, by uuid; "" while nothing is known."""
    statuses: dict[int, int] = field(default_factory=dict)
    broken: int = 0
    faults: list[str] = field(default_factory=list)
    received: int = 0
    deltas: int = 0
    heads: int = 0

    def answered(self, status: int) -> None:
        """Count an answer."""
        self.statuses[status] = self.statuses.get(status, 0) + 1


class SimulatedDesktop:
    """One person's desktop. `held` is kept only where it `tracks` what it holds, to compare checksums at the end."""

    def __init__(self, host: str, port: int, person: Person, tally: Tally, *, tracks: bool) -> None:
        self.person = person
        self._tally = tally
        self._calls = Connection(host, port, person.token)
        self._stream = Connection(host, port, person.token)
        self._client = str(uuid.uuid4())
        self._cursor: str | None = None if tracks else person.cursor
        self._epoch: str | None = None if tracks else person.epoch
        self._version = -1 if tracks else int(person.cursor.split(".")[1])
        self._seq = 0
        self._queue: deque[dict[str, Any]] = deque()
        self._facts = SyncFacts()
        self._awake = asyncio.Event()
        self._may_listen = asyncio.Event()
        self.tracks = tracks
        self.held: dict[str, dict[tuple[str, str], int]] = {}
        self.asked_for: Callable[[dict[str, Any]], None] = lambda _: None
        """Told of every result."""

    @property
    def live(self) -> bool:
        """Whether its stream has said something."""
        return self._facts.live

    @property
    def heard_bytes(self) -> int:
        """How much its streams have brought."""
        return self._stream.received

    @property
    def waiting(self) -> int:
        """Changes without a result."""
        return len(self._queue)

    @property
    def version(self) -> int:
        """Up to where it has everything."""
        return self._version

    def click(self, name: str, args: dict[str, Any], row_id: str = "") -> None:
        """A change, queued and sent as soon as may be. `row_id` is a row that others will see by it."""
        self._seq += 1
        payload = {
            "name": name,
            "mutation_version": 1,
            "args": args,
            "base": max(0, self._version),
            "created_at": time.time_ns() // 1_000_000,
        }
        change_id = str(uuid.uuid4())
        self._queue.append({"seq": self._seq, "uuid": change_id, "payload": json.dumps(payload, ensure_ascii=False)})
        self._tally.results[change_id] = ""
        if row_id:
            self._tally.clicked[row_id] = time.monotonic()
        self._facts.unsent = True
        self._awake.set()

    async def run(self) -> None:
        """Exchange and listen until cancelled."""
        await asyncio.gather(self._exchange(), self._listen())

    async def checksums(self) -> dict[str, dict[str, int]]:
        """What the server says of everything that this person may see, with a last pull."""
        self._calls.close()  # `run` may have been cancelled in the middle of a call
        answer = await self._calls.call("POST", "/sync/pull", {**self._pull_request(), "verify": True})
        said = answer.json()
        self._apply(said)
        return {scope: one for scope, one in said.get("checksums", {}).items() if one["rows"]}

    def sums(self) -> dict[str, dict[str, int]]:
        """The same of what it holds."""
        return {
            scope: {
                "rows": len(rows),
                "sum": sum(scope_sum(*key, version) for key, version in rows.items()) & SUM_MASK,
            }
            for scope, rows in self.held.items()
            if rows
        }

    async def _exchange(self) -> None:
        facts = self._facts
        while True:
            action = facts.plan(_now())
            if action.step is Step.WAIT:
                self._awake.clear()
                seconds = _LONGEST_WAIT if action.until is None else max(0.0, (action.until - _now()) / 1000)
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._awake.wait(), seconds)
                continue
            facts.asked_again = False
            try:
                await (self._push() if action.step is Step.PUSH else self._pull())
                facts.succeeded()
            except Broken:
                self._tally.broken += 1
                facts.failed(None, _now(), random.random)
            self._may_listen.set()

    async def _push(self) -> None:
        facts = self._facts
        facts.unsent = False
        batch = [one for one in self._queue if one["seq"] > facts.decided_up_to][:LARGEST_BATCH]
        if not batch:
            return
        request = {"client_id": self._client, "epoch": self._epoch, "cursor": self._cursor, "mutations": batch}
        facts.unsent = True
        said = await self._asked("/sync/push", request, self._tally.push)
        facts.unsent = False
        facts.decided(said["last_seq"])
        facts.behind = True
        if self._queue and self._queue[-1]["seq"] > said["last_seq"]:
            facts.unsent = True

    async def _pull(self) -> None:
        facts = self._facts
        facts.behind = True
        facts.behind_at = None
        began_with, page = self._cursor, None
        while True:
            said = await self._asked("/sync/pull", self._pull_request(page), self._tally.pull)
            if self._cursor != began_with:
                return  # a live event was first
            page = said.get("more")
            self._apply(said)
            if page is None:
                break
        facts.behind = False
        facts.pulled_at = _now()
        last_seq = said.get("last_seq")
        if self._queue and last_seq is not None and self._queue[0]["seq"] <= last_seq:
            facts.decided_up_to = 0  # a live event was faster than the results: ask for them, by sending again
            facts.unsent = True

    async def _asked(self, path: str, request: dict[str, Any], taken: list[float]) -> dict[str, Any]:
        began = time.monotonic()
        answer = await self._calls.call("POST", path, request)
        self._tally.answered(answer.status)
        if answer.status != 200:
            raise Broken
        taken.append((time.monotonic() - began) * 1000)
        return answer.json()

    def _pull_request(self, page: str | None = None) -> dict[str, Any]:
        asked = {"client_id": self._client, "cursor": self._cursor, "schema": 1, "pages": True}
        return asked if page is None else {**asked, "page": page}

    def _apply(self, patch: dict[str, Any]) -> None:
        heard = time.monotonic()
        for rows in patch.get("tables", {}).values():
            at = rows["columns"].index("id")
            for values in rows["values"]:
                clicked = self._tally.clicked.get(values[at])
                if clicked is not None:
                    self._tally.heard.append((heard - clicked) * 1000)
        if self.tracks:
            self._track(patch)
        for result in patch.get("results", []):
            if self._queue and result["uuid"] == self._queue[0]["uuid"]:
                self._queue.popleft()
                if self._tally.results[result["uuid"]]:
                    self._tally.faults.append(f"{result['uuid']} was decided twice")
                self._tally.results[result["uuid"]] = result["outcome"]
                self.asked_for(result)
        if patch.get("cursor") is not None:
            self._cursor, self._epoch, self._version = patch["cursor"], patch["epoch"], patch["version"]

    def _track(self, patch: dict[str, Any]) -> None:
        versions = {
            (name, values[rows["columns"].index("id")]): values[rows["columns"].index("version")]
            for name, rows in patch.get("tables", {}).items()
            for values in rows["values"]
        }
        for scope in patch.get("scopes", []):
            held = self.held.setdefault(scope["scope"], {})
            if scope.get("dropped"):
                held.clear()
            for name, ids in scope.get("present", {}).items():
                for row_id in ids:
                    held[name, row_id] = versions[name, row_id]
            for name, ids in scope.get("gone", {}).items():
                for row_id in ids:
                    held.pop((name, row_id), None)

    async def _listen(self) -> None:
        facts = self._facts
        while True:
            await self._may_listen.wait()
            if facts.reach is not Reach.ONLINE:
                self._may_listen.clear()
                continue
            if not facts.begin_listening(_now()):
                wait = _LONGEST_WAIT if facts.listen_at is None else max(0.0, (facts.listen_at - _now()) / 1000)
                await asyncio.sleep(min(wait, 1.0) + 0.001)
                continue
            with suppress(Broken):
                async for name, data in self._stream.events(f"/events?client={self._client}"):
                    self._told(name, data)
            facts.stream_ended(StreamEnd.BROKEN, _now(), random.random)
            self._awake.set()

    def _told(self, name: str, data: bytes) -> None:
        facts = self._facts
        if name:
            facts.live = True
        if name == "head":
            self._tally.heads += 1
            if json.loads(data)["version"] > self._version:
                facts.behind = True
                self._awake.set()
        elif name == "delta":
            self._tally.deltas += 1
            said = json.loads(data)
            if self._version < said["since"]:
                facts.news_missed(_now(), random.random)
                self._awake.set()
            elif said["version"] > self._version:
                self._apply(said["patch"])


def _now() -> Instant:
    return Instant(time.time_ns() // 1_000_000)
