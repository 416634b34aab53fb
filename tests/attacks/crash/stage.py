"""A desktop and a server over real files in one folder, which may end at any effect and be started again."""

import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, NoReturn, TypeVar

from lunch_desktop.domain.errors import Refusal
from lunch_desktop.domain.ids import EmployeeId, uuid7
from lunch_desktop.store.company.seals import Seals
from lunch_desktop.sync.core import Step
from lunch_desktop.sync.http import ApiError, ServerFault, Unreachable
from lunch_desktop.sync.steps import PushFailed
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.wire.arguments import arguments_as_json, as_text
from lunch_desktop.wire.problems import WireCode
from lunch_desktop.wire.sync import (
    OfferAgainRequest,
    OfferAgainResponse,
    PullRequest,
    PullResponse,
    PushedChange,
    PushRequest,
    PushResponse,
    Result,
    Volume,
)
from tests.attacks.crash.effects import Died, Effects, Host
from tests.attacks.crash.engines import let_go
from tests.support.ciphered import connect_to
from tests.support.clock import ManualClock
from tests.support.company import STAFF, InProcessRemote, company_at, make_company
from tests.support.desktop import Desktop
from tests.support.lunch import MORNING

A = TypeVar("A")

CRASHED: Final = 77
"""Exit code of a process that ended at the chosen effect."""
MOST_STEPS: Final = 100
_fsync: Final = os.fsync


class Log:
    """What the author was told, in a file of its own that is written through at once and read after a crash."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def note(self, what: str, *uuids: str) -> None:
        """Add a line."""
        handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(handle, "ab", buffering=0) as file:
            file.write("".join(f"{json.dumps([what, uuid])}\n" for uuid in uuids).encode())
            _fsync(handle)

    def uuids(self, what: str) -> list[str]:
        """The uuids of which this was noted, in order."""
        if not self.path.exists():
            return []
        lines = map(json.loads, self.path.read_text().splitlines())
        return [uuid for said, uuid in lines if said == what]


class LoggedDesktop(Desktop):
    """A desktop that notes the uuid of every change before it tries it, so that no start gives one twice."""

    log: Log

    def _change_id(self) -> str:
        number = len(self.log.uuids("tried"))
        uuid = uuid7(self.clock.now(), sha256(str(number).encode()).digest()[:10])
        self.log.note("tried", uuid)
        return uuid


class Wire:
    """The way to the server; each crossing is an effect, and a server that dies meanwhile is out of reach."""

    def __init__(self, stage: "Stage", employee_id: str) -> None:
        self._stage = stage
        self._way = InProcessRemote(lambda: stage.company.sync, employee_id)

    def push(self, request: PushRequest) -> PushResponse:
        """See Remote."""
        return self._cross("push", lambda: self._decided(request))

    def pull(self, request: PullRequest) -> PullResponse:
        """See Remote."""
        return self._cross("pull", lambda: self._way.pull(request))

    def volume(self, volume: Volume) -> bytes:
        """See Remote."""
        return self._cross("volume", lambda: self._way.volume(volume))

    def offer_again(self, request: OfferAgainRequest) -> OfferAgainResponse:
        """See Remote."""
        return self._cross("offer", lambda: self._way.offer_again(request))

    def _decided(self, request: PushRequest) -> PushResponse:
        """The server stumbles over some changes, whenever they come."""
        if not {change.uuid for change in request.mutations if not change.void}.isdisjoint(
            self._stage.log.uuids("poison")
        ):
            raise ServerFault(Problem(ProblemCode.SERVER_FAULT, server="test"), WireCode.INTERNAL_ERROR)
        return self._way.push(request)

    def _cross(self, what: str, exchange: Callable[[], A]) -> A:
        stage = self._stage
        stage.effect(f"{what} leaves")
        answer: A | ApiError
        try:
            answer = exchange()
        except ApiError as error:
            answer = error
        except Died as died:
            if died.host is not Host.SERVER:
                raise
            stage.start_again(Host.SERVER)
            raise Unreachable(Problem(ProblemCode.SERVER_UNREACHABLE, server="test")) from died
        stage.effect(f"the answer to {what} arrives")
        if isinstance(answer, ApiError):
            raise answer
        return answer


class Stage:
    """One life of a desktop and its server. `folder` holds all that outlives it."""

    def __init__(self, folder: Path, *, employee: int = 0) -> None:
        self.folder = folder
        self.folders = {host: folder / host.value for host in Host}
        self.log = Log(folder / "log")
        self.clock = ManualClock(int((self.log.uuids("clock") or [str(MORNING)])[-1]))
        self.employee_id = EmployeeId(STAFF[employee].id)
        self.effects: Effects | None = None

    @property
    def company_path(self) -> Path:
        """The server's file."""
        return self.folders[Host.SERVER] / "company.db"

    @property
    def desktop_path(self) -> Path:
        """The desktop's file."""
        return self.folders[Host.DESKTOP] / "desktop.db"

    def found(self) -> None:
        """Make the company, on the first day."""
        for folder in self.folders.values():
            folder.mkdir(parents=True)
        make_company(self.folders[Host.SERVER], self.clock, staff=4).database.close()

    def open_server(self) -> None:
        """Start the server."""
        seals = Seals.kept_in(self.folders[Host.SERVER] / "keys")
        self.company = company_at(self.company_path, self.clock, seals)

    def open_desktop(self) -> None:
        """Start the desktop."""
        desktop = LoggedDesktop.__new__(LoggedDesktop)
        desktop.log = self.log
        desktop.__init__(self.desktop_path, self.clock, self.employee_id, Wire(self, self.employee_id))  # type: ignore[misc]
        self.desktop = desktop

    def open(self) -> None:
        """Start both, or what is not there of them."""
        if not hasattr(self, "company"):
            self.open_server()
        if not hasattr(self, "desktop"):
            self.open_desktop()

    def close(self) -> None:
        """End both properly; one that was never started doesn't matter."""
        for name in ("desktop", "company"):
            host = getattr(self, name, None)
            if host is not None:
                host.database.close()

    def advance(self, milliseconds: int) -> None:
        """Time passes, for later lives as well."""
        self.clock.advance(milliseconds)
        self.log.note("clock", str(self.clock.now()))

    def effect(self, what: str) -> None:
        """Something crosses the network."""
        if self.effects is not None:
            self.effects.run(Host.DESKTOP, what, lambda: None)

    def click(self, name: str, args: object) -> str:
        """The author does something, and is told that it is kept."""
        return self.told(lambda: self.desktop.do(name, args))

    def told(self, act: Callable[[], object]) -> str:
        """Do what makes one new change; once it returns, its author may rely on it. The uuid, "" if it was refused."""
        tried = len(self.log.uuids("tried"))
        try:
            act()
        except Refusal:
            return ""
        uuids = self.log.uuids("tried")[tried:]
        self.log.note("kept", *uuids)
        return uuids[-1] if uuids else ""

    def undo(self, uuid: str) -> None:
        """The author takes a change back."""
        self.log.note("undoing", uuid)
        self.told(lambda: self.desktop.store.undo(uuid))

    def retry(self, uuid: str) -> None:
        """The author tries a refused change again."""
        self.log.note("retrying", uuid)
        self.told(lambda: self.desktop.store.retry(uuid))

    def discard(self, *uuids: str) -> None:
        """The author withdraws changes."""
        self.log.note("withdrawing", *uuids)
        self.desktop.store.discard(uuids)
        self.desktop.facts.unsent = True
        self.log.note("withdrawn", *uuids)

    def step(self) -> None:
        """Take the planner's next step; where it fails, without the pause after it."""
        facts, now = self.desktop.facts, self.clock.now()
        try:
            self.desktop.step()
        except PushFailed as error:
            facts.push_failed(error.problem, now, lambda: 0.0)
            facts.push_at = None
        except Unreachable as error:
            facts.failed(error.problem, now, lambda: 0.0)
            facts.retry_at = None
        else:
            if not self._told_to_wait():
                facts.succeeded()

    def sync(self) -> None:
        """Exchange until there is nothing more to do. A server out of reach is tried again."""
        facts = self.desktop.facts
        facts.behind = facts.unsent = True
        for _ in range(MOST_STEPS):
            if facts.plan(self.clock.now()).step is not Step.WAIT:
                self.step()
            elif self._told_to_wait():
                self.advance((facts.retry_at or 0) - self.clock.now())
            else:
                return
        raise AssertionError(f"still busy after {MOST_STEPS} steps: {facts}")

    def _told_to_wait(self) -> bool:
        """A server that gathers what its desktops know asks for patience."""
        return (self.desktop.facts.retry_at or 0) > self.clock.now()

    def elsewhere(self, n: int, name: str, args: Any) -> Result:
        """The `n`-th colleague does something at a desktop that is always connected, and tries again if need be."""
        now, number = self.clock.now(), len(self.log.uuids("elsewhere"))
        payload = {
            "name": name,
            "mutation_version": 1,
            "args": arguments_as_json(args),
            "base": 0,
            "created_at": now,
        }
        uuid, client = (uuid7(now, sha256(f"elsewhere {what} {number}".encode()).digest()[:10]) for what in "uc")
        self.log.note("elsewhere", uuid)
        if STAFF[n].id == self.employee_id:
            self.log.note("tried", uuid)
        change = PushedChange(seq=1, uuid=uuid, payload=as_text(payload))
        request = PushRequest(client_id=client, epoch=None, mutations=[change])
        while True:
            try:
                return self.company.sync.push(STAFF[n].id, request).results[0]
            except Died as died:
                if died.host is not Host.SERVER:
                    raise
                self.start_again(Host.SERVER)

    @contextmanager
    def rewound(self, *, file_only: bool = False) -> Iterator[None]:
        """What happens inside is lost with the desktop's folder: afterwards an older copy is there, and in use.

        `file_only`: only the database is older, not what lies beside it, and it is not opened.
        """
        self.desktop.close()
        kept = self.folder / "kept"
        shutil.copytree(self.folders[Host.DESKTOP], kept)
        log = self.log.path.read_bytes() if self.log.path.exists() else b""
        tried = len(self.log.uuids("tried"))
        self.open_desktop()
        yield
        self.desktop.close()
        lost = self.log.uuids("tried")[tried:]
        if file_only:
            shutil.copy(kept / self.desktop_path.name, self.desktop_path)
            shutil.rmtree(kept)
        else:
            shutil.rmtree(self.folders[Host.DESKTOP])
            kept.rename(self.folders[Host.DESKTOP])
        self.log.path.write_bytes(log)
        self.log.note("tried", *lost)
        if not file_only:
            self.open_desktop()

    def die_alone(self, host: Host) -> NoReturn:
        """`host` ends at this moment, in the midst of whatever it does; the other goes on. Its files stay as they are.

        The old life keeps its handles on files that are moved away; the new one begins on a copy made now.
        """
        assert self.effects is not None
        shutil.copytree(
            self.folders[host],
            self.folder / f"{host}-next",
            ignore=lambda _, names: [name for name in names if name.endswith("-shm")],
        )
        self.effects.dead.add(host)
        raise Died(host)

    def start_again(self, host: Host) -> None:
        """Start the host that died."""
        assert self.effects is not None
        self.folders[host].rename(self.folder / f"{host}-former")
        (self.folder / f"{host}-next").rename(self.folders[host])
        former = getattr(self, "company" if host is Host.SERVER else "desktop", None)
        if former is not None:
            let_go(former.database.engine)
        self.effects.dead.discard(host)
        if host is Host.SERVER:
            self.open_server()
        else:
            self.open_desktop()


def plain(path: Path, query: str, *values: Any) -> list[tuple[Any, ...]]:
    """Rows of a file by plain SQL."""
    with closing(connect_to(path)) as connection:
        return list(connection.execute(query, values))


def write_plainly(path: Path, statement: str, values: Sequence[Any] = ()) -> None:
    """Change a file behind the program's back, before a scenario begins."""
    with closing(connect_to(path)) as connection, connection:
        connection.execute(statement, values)
