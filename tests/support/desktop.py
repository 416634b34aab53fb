"""A desktop's real store, synced with a company in the same process."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from lunch_desktop.domain.ids import EmployeeId, uuid7
from lunch_desktop.domain.mutations import Intent
from lunch_desktop.domain.times import SECOND, Instant
from lunch_desktop.store.desktop.apply import Applied
from lunch_desktop.store.desktop.generation import leave
from lunch_desktop.store.desktop.local import LocalStore
from lunch_desktop.store.desktop.performed import Performed
from lunch_desktop.store.desktop.reads import Reads
from lunch_desktop.store.desktop.recovery import open_or_recover
from lunch_desktop.sync import steps
from lunch_desktop.sync.core import Step, SyncFacts
from lunch_desktop.sync.http import Recovering
from lunch_desktop.sync.steps import Remote
from lunch_desktop.system.clock import Clock
from tests.support.ciphered import KEY
from tests.support.company import Company, InProcessRemote


class Desktop:
    """One account's file and what works on it. `remote` may be replaced by one that loses things."""

    key: bytes | None = KEY
    """None for a file as earlier versions made it."""

    def __init__(self, path: Path, clock: Clock, employee_id: EmployeeId, remote: Remote) -> None:
        self.path = path
        self.clock = clock
        self.employee_id = employee_id
        self.remote = remote
        self.facts = SyncFacts()
        self._made = 0
        self.open()

    def open(self) -> None:
        """Open the file, as the program does at start."""
        self.database = open_or_recover(self.path, self.employee_id, self.clock, self.key)
        self.store = LocalStore(self.database, self.clock, self._change_id)
        self.store.sign_in_as(self.employee_id)
        self.reads = Reads(self.database, self.employee_id)
        self.facts = SyncFacts()

    def _change_id(self) -> str:
        """The same ids in the same test, whatever the machine's chance."""
        self._made += 1
        return uuid7(self.clock.now(), sha256(f"{self.path.name} {self._made}".encode()).digest()[:10])

    def close(self) -> None:
        """Let go of the file, as a program that is killed does."""
        self.database.close()

    def leave(self) -> None:
        """Close the file as the program does at its end."""
        leave(self.database)

    def do(self, name: str, args: object) -> Performed:
        """Perform a mutation here."""
        performed = self.store.perform(Intent(name, args))
        self.facts.unsent = True
        return performed

    def step(self) -> Applied | None:
        """Take the planner's next step; None if there was nothing to do, or nothing came of it."""
        action = self.facts.plan(self.clock.now())
        try:
            if action.step is Step.PUSH:
                steps.push(self.store, self.remote, self.facts)
            elif action.step is Step.PULL:
                applied = steps.pull(self.store, self.remote, self.facts)
                if applied is None or not applied.unfinished:
                    self.facts.pulled_at = Instant(self.clock.now())
                return applied
        except Recovering as recovering:
            self.facts.retry_at = Instant(self.clock.now() + recovering.retry_after * SECOND)
        return None

    def sync(self, *, most: int = 100) -> None:
        """Exchange until there is nothing left to send or to fetch. Fails if that takes more than `most` steps."""
        self.facts.behind = True
        self.facts.unsent = True
        for _ in range(most):
            if self.facts.plan(self.clock.now()).step is Step.WAIT:
                return
            self.step()
        raise AssertionError(f"still busy after {most} steps: {self.facts}")


def make_desktop(
    company: Company,
    employee_id: EmployeeId,
    *,
    name: str = "desktop",
    remote: Callable[[Remote], Remote] | None = None,
) -> Desktop:
    """A desktop of an employee, not yet synced; `remote` may wrap the way to the server."""
    way: Remote = InProcessRemote(lambda: company.sync, employee_id)
    path = company.path.parent / f"{name}-{employee_id[:8]}.db"
    return Desktop(path, company.clock, employee_id, way if remote is None else remote(way))
