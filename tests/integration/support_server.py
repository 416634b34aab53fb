"""The real server for tests: in a thread with a clock that is turned by hand, or in a process of its own."""

import json
import os
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import requests
import uvicorn

from lunch_desktop.domain.people import Role
from lunch_desktop.domain.times import Instant
from lunch_desktop.server.identity.passwords import Cost, PasswordRule, Passwords
from lunch_desktop.server.identity.windows import SignInLimits
from lunch_desktop.server.serve import address_of, listen, make_server, run, run_together
from lunch_desktop.server.services import Processes, Services, assemble
from lunch_desktop.server.settings import ServerSettings
from lunch_desktop.server.telling import say_problem
from lunch_desktop.store.company.accounts import NewAccount
from lunch_desktop.store.company.administering import AccountChange
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.company.sync import CompanySync
from lunch_desktop.system.clock import Clock, SystemClock
from lunch_desktop.system.problems import Problem
from tests.support.clock import ManualClock
from tests.support.company import SEALS, STAFF, make_company

PASSWORD = "맛있는 국밥 한 그릇"
CHEAP = Cost(passes=1, memory=8, lanes=1)
LOGINS = tuple(f"person{number}@example.com" for number in range(len(STAFF)))
ADMIN = LOGINS[0]
EMPLOYEE = LOGINS[1]
DEVICE = "책상 PC"


def make_services(
    folder: Path,
    clock: Clock,
    *,
    production: bool = False,
    limits: SignInLimits | None = None,
    url: str | None = None,
    processes: Processes | None = None,
    operators_token: str = "",
    rule: PasswordRule | None = None,
) -> Services:
    """A company in `folder`, or at `url`, whose first employee is an admin; all have the same password."""
    company = make_company(folder, clock, url=url)
    services = assemble(
        company.database,
        company.sync,
        folder / "keys",
        clock,
        production=production,
        cost=CHEAP,
        limits=limits,
        processes=processes,
        operators_token=operators_token,
        rule=rule,
    )
    if services.identity.accounts.by_login(ADMIN) is None:
        hashed = Passwords(CHEAP).hash(PASSWORD)
        services.accounts.administering.create(
            NewAccount(employee.id, login, hashed, Role.ADMIN if login == ADMIN else Role.EMPLOYEE)
            for employee, login in zip(STAFF, LOGINS, strict=True)
        )
    return services


@dataclass
class RunningServer:
    """A server that answers at `url`."""

    url: str
    services: Services
    clock: ManualClock
    server: uvicorn.Server
    folder: Path

    def call(self, method: str, path: str, token: str | None = None, **named: Any) -> requests.Response:
        """One request, as any program would make it."""
        headers = named.pop("headers", {})
        if token is not None:
            headers = headers | {"Authorization": f"Bearer {token}"}
        return requests.request(method, self.url + path, headers=headers, timeout=20, **named)

    def sign_in(self, login: str = EMPLOYEE, password: str = PASSWORD, device: str = DEVICE) -> dict[str, Any]:
        """The tokens of a new session."""
        answer = self.call(
            "POST",
            "/api/v1/auth/sign-in",
            json={"login": login, "password": password, "device_name": device},
        )
        assert answer.status_code == 200, answer.text
        tokens: dict[str, Any] = answer.json()
        return tokens

    def token(self, login: str = EMPLOYEE) -> str:
        """The access token of a new session."""
        return str(self.sign_in(login)["access_token"])

    def set_role(self, number: int, role: Role) -> None:
        """Give one of STAFF another role, past the route."""
        self.services.accounts.administering.change(STAFF[number].id, AccountChange(role=role), actor=None)

    def set_active(self, number: int, active: bool) -> None:
        """Deactivate or activate one of STAFF, past the route: the sessions' streams are not ended by it."""
        self.services.accounts.administering.change(STAFF[number].id, AccountChange(active=active), actor=None)


def start_clock() -> ManualClock:
    """A clock at a whole second, because tokens count in seconds."""
    return ManualClock(1_795_000_000_000)


@contextmanager
def running(
    folder: Path,
    *,
    clock: ManualClock | None = None,
    production: bool = False,
    limits: SignInLimits | None = None,
    settings: ServerSettings | None = None,
    url: str | None = None,
    processes: Processes | None = None,
    operators_token: str = "",
    rule: PasswordRule | None = None,
) -> Iterator[RunningServer]:
    """The server in a thread of this process, on a free loopback port."""
    hands = clock or start_clock()
    services = make_services(
        folder,
        hands,
        production=production,
        limits=limits,
        url=url,
        processes=processes,
        operators_token=operators_token,
        rule=rule,
    )
    chosen = settings or ServerSettings(database_url="", keys=folder / "keys")
    listening = listen("127.0.0.1", 0)
    url = address_of(listening, secure=chosen.certificate is not None)
    server = make_server(replace(chosen, port=0), services)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    wait_until(lambda: server.started)
    try:
        yield RunningServer(url, services, hands, server, folder)
    finally:
        server.should_exit = True
        thread.join(15)
        where = _what_threads_do() if thread.is_alive() else ""
        services.database.close()
        assert not where, f"the server did not end:\n{where}"


def _what_threads_do() -> str:
    """Where each thread of this process stands."""
    named = {one.ident: one.name for one in threading.enumerate()}
    stacks = sys._current_frames().items()
    return "\n".join(f"{named.get(ident)}:\n{''.join(traceback.format_stack(frame))}" for ident, frame in stacks)


def wait_until(happened: Any, seconds: float = 10.0) -> None:
    """Wait for something that another thread or process does."""
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.005)


def command(folder: Path, *arguments: str) -> list[str]:
    """The command line of the server as a process of its own."""
    return [sys.executable, "-m", "tests.integration.support_server", str(folder), *arguments]


@contextmanager
def process(folder: Path, *arguments: str) -> Iterator[tuple["subprocess.Popen[bytes]", str]]:
    """The server as a process, and its address; killed at the end if it still runs."""
    started = subprocess.Popen(
        command(folder, "--announce", *arguments),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": "."},
    )
    try:
        assert started.stdout is not None
        line = started.stdout.readline()
        yield started, json.loads(line)["listening"]
    finally:
        if started.poll() is None:
            started.kill()
        started.communicate()


def main(arguments: Sequence[str]) -> int:
    """Serve the test company in a folder: what `lunch_desktop serve` does, with people in it."""
    folder, options = Path(arguments[0]), arguments[1:]
    settings = ServerSettings(
        database_url="",
        keys=folder / "keys",
        port=int(options[options.index("--port") + 1]) if "--port" in options else 0,
        announce="--announce" in options,
        with_parent="--with-parent" in options,
        workers=int(options[options.index("--workers") + 1]) if "--workers" in options else 1,
    )
    given = {name: options[options.index(name) + 1] for name in ("--database", "--redis") if name in options}
    processes = Processes(settings.workers, given.get("--redis", ""))
    url = given.get("--database")
    services = make_services(folder, SystemClock(), url=url, processes=processes)
    try:
        if settings.workers == 1:
            run(settings, services)
        else:
            services.database.close()
            run_together(settings, lambda _, figures: opened(folder, url, replace(processes, metrics=figures)))
    except Problem as problem:
        say_problem(problem)
        return 1
    finally:
        services.database.close()
    return 0


@contextmanager
def opened(folder: Path, url: str | None, processes: Processes) -> Iterator[Services]:
    """The services over a company that was made already."""
    clock = SystemClock()
    database = CompanyDatabase.open(url or f"sqlite:///{folder / 'company.db'}")
    sync = CompanySync(database, clock, SEALS)
    yield assemble(database, sync, folder / "keys", clock, cost=CHEAP, processes=processes)
    database.close()


def instant(milliseconds: int) -> Instant:
    """An instant from a plain number."""
    return Instant(milliseconds)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
