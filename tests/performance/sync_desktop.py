"""A desktop in a process of its own, told by lines of JSON what to do and measure.

Arguments: folder, server address, login, password. It works offline until told to `sync`.
"""

import json
import resource
import sqlite3
import sys
import time
from pathlib import Path
from typing import Any

from lunch_desktop.domain.ids import PartyId
from lunch_desktop.domain.mutations import Intent
from lunch_desktop.domain.parties.editing import EditParty
from lunch_desktop.domain.parties.opening import OpenParty
from lunch_desktop.domain.times import HOUR, Instant, at, day_of
from lunch_desktop.store.desktop.state import NO_VOLUMES, State
from lunch_desktop.sync.remote import SignedInRemote
from lunch_desktop.system.clock import SystemClock
from lunch_desktop.wire.sync import PushRequest, PushResponse
from tests.performance.engine_desktop import EngineDesktop

DAY = 24 * HOUR
FIRST_DAY = 400
"""Days from now where the large company has no parties yet."""
EDITS_A_PARTY = 9


class Pushing:
    """How long pushes wait for the server's answers, all together."""

    def __init__(self, remote: SignedInRemote) -> None:
        self.seconds = 0.0
        self._push = remote.push
        remote.push = self._timed  # type: ignore[method-assign]

    def _timed(self, request: PushRequest) -> PushResponse:
        began = time.perf_counter()
        try:
            return self._push(request)
        finally:
            self.seconds += time.perf_counter() - began


class Measured:
    """What can be asked of the desktop."""

    def __init__(self, folder: Path, server: str, login: str, password: str) -> None:
        self._folder = folder
        self._desktop = EngineDesktop(folder, server, login, password, lambda _: None, work_offline=True)
        self._pushing = Pushing(self._desktop.remote)
        self._store = self._desktop.store

    def sync(self, version: int, plain: bool = False) -> dict[str, Any]:
        """Go online and wait until everything up to `version` is stored. `plain`: by pages alone."""
        if plain:
            with self._store.database.writing() as connection:
                State(connection, self._store.database.schema).set(NO_VOLUMES, True)
        idle, began = _resident(), time.perf_counter()
        self._desktop.engine.set_work_offline(False)
        while self._store.version() < version:
            time.sleep(0.01)
        return {"ms": (time.perf_counter() - began) * 1000, "idle": idle, "peak": _peak() - idle}

    def offline(self) -> dict[str, Any]:
        """Go offline again."""
        self._desktop.engine.set_work_offline(True)
        time.sleep(0.3)
        return {}

    def pull(self) -> dict[str, Any]:
        """One pull, past the engine, which is offline."""
        began = time.perf_counter()
        request = self._store.pull_request()
        response = self._desktop.remote.pull(request)
        asked = time.perf_counter()
        applied = self._store.apply(response, request)
        return {
            "ms": (time.perf_counter() - began) * 1000,
            "asking": (asked - began) * 1000,
            "more": applied.unfinished,
            "tables": sorted(applied.tables),
        }

    def queue(self, count: int) -> dict[str, Any]:
        """Make `count` changes: parties, and edits of them in turn; beside each a raw durable insert."""
        raw = sqlite3.connect(self._folder / "raw.db", isolation_level=None)
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("PRAGMA synchronous = FULL")
        raw.execute("CREATE TABLE floor (id INTEGER PRIMARY KEY, content TEXT)")
        noon = at(day_of(SystemClock().now(), "Asia/Seoul"), 12, 0, "Asia/Seoul")
        own: list[float] = []
        floor: list[float] = []
        party_id, note = PartyId(""), ""
        for number in range(count):
            if number % (EDITS_A_PARTY + 1) == 0:
                day = Instant(noon + (FIRST_DAY + number // (EDITS_A_PARTY + 1)) * DAY)
                intent: Intent = Intent("party.open", OpenParty("점심", None, day, 60, "", 4, "", "office"))
                note = ""
            else:
                intent = Intent("party.edit", EditParty(party_id, {"note": (note, f"메모 {number}")}))
                note = f"메모 {number}"
            began = time.perf_counter()
            performed = self._store.perform(intent)
            own.append((time.perf_counter() - began) * 1000)
            party_id = PartyId(str(performed.answer.get("party_id", party_id)))
            began = time.perf_counter()
            raw.execute("BEGIN IMMEDIATE")
            raw.execute("INSERT INTO floor VALUES (?, ?)", (number, "x" * 600))
            raw.execute("COMMIT")
            floor.append((time.perf_counter() - began) * 1000)
        raw.close()
        return {"own": own, "floor": floor}

    def drain(self) -> dict[str, Any]:
        """Go online and wait until every waiting change has its result."""
        waiting = self._store.waiting()
        began = time.perf_counter()
        self._desktop.engine.set_work_offline(False)
        while self._store.waiting():
            time.sleep(0.01)
        taken = time.perf_counter() - began
        return {"ms": taken * 1000, "changes": waiting, "pushing_ms": self._pushing.seconds * 1000}

    def close(self) -> dict[str, Any]:
        """End."""
        self._desktop.close()
        return {}


def main() -> None:
    """Do as told until standard input ends."""
    folder, server, login, password = sys.argv[1:]
    measured = Measured(Path(folder), server, login, password)
    _say({"ready": True})
    for line in sys.stdin:
        asked = json.loads(line)
        _say(getattr(measured, asked.pop("do"))(**asked))


def _say(said: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


def _resident() -> float:
    with Path("/proc/self/statm").open() as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 2**20


def _peak() -> float:
    """Of this program alone: the system's other figure also knows how large the process was that started it."""
    said = Path("/proc/self/status").read_text()
    return int(said.partition("VmHWM:")[2].split()[0]) / 1024


if __name__ == "__main__":
    main()
