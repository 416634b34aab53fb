"""Hosting a team's server on this PC: founding it, running it beside the window, and letting it go."""

import json
import os
import subprocess
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any, Final

from lunch_desktop.bootstrap.account import Account
from lunch_desktop.sync.session import Session
from lunch_desktop.system.child_server import ChildServer, program_command
from lunch_desktop.system.hosting import (
    HostedServer,
    HostedState,
    HostedStatus,
    Hosting,
    HostingFile,
    free_port,
)
from lunch_desktop.system.own_certificate import OwnCertificate, own_certificate, utc_now
from lunch_desktop.system.paths import ENVIRONMENT_VARIABLE, DataFolder
from lunch_desktop.system.problems import Problem, ProblemCode, of_os_error
from lunch_desktop.ui.pages.hosting.host import HostPlan

_FOUNDING_SECONDS: Final = 60.0
_STARTING_SECONDS: Final = 60.0
_TRIES: Final = 3
_ANOTHER_PORT_MAY_HELP: Final = frozenset({ProblemCode.PORT_IN_USE, ProblemCode.CHILD_SERVER_FAILED})
"""A port that is taken between the server's look at it and its use ends the server without a word."""
_SERVERS_OWN: Final = ("LUNCH_SERVER_", "DATABASE_", "REDIS_", "LUNCH_ADMIN_", ENVIRONMENT_VARIABLE)
"""Begin the names of variables by which another server of this machine may be set up; this one has its own folder."""


class Host:
    """The one server that this PC may host. Safe from every thread; what waits is said so."""

    def __init__(self, folder: DataFolder, account: Account) -> None:
        self._folder = folder
        self._account = account
        self._file = HostingFile(folder.hosting)
        self._turn = threading.RLock()
        self._hosting = self._file.read()
        self._server: HostedServer | None = None
        self._status = HostedStatus()
        self._told = threading.Condition()
        self._listeners: list[Callable[[HostedStatus], object]] = []

    @property
    def hosting(self) -> Hosting | None:
        """How this PC hosts; None if it never did."""
        return self._hosting

    @property
    def status(self) -> HostedStatus:
        """How the server stands now."""
        return self._status

    def watch(self, listener: Callable[[HostedStatus], object]) -> Callable[[], None]:
        """Have `listener` called, in any thread, when that changes; what is returned ends it."""
        self._listeners.append(listener)

        def leave() -> None:
            with suppress(ValueError):
                self._listeners.remove(listener)

        return leave

    def resume(self) -> None:
        """Start the server again at a later start of the program; returns at once."""
        with self._turn:
            if self._hosting is None or not self._hosting.active or self._server is not None:
                return
            with suppress(Problem):  # it meets the server's start again, which tells of it
                self._secure(self._hosting)
            self._run(self._hosting)

    def begin(self, plan: HostPlan) -> Session:
        """Found the company, start its server, and sign in as its admin, which takes some seconds. Raises Problem."""
        with self._turn:
            founded = self._found(plan)
            place = self._started(plan) if self._hosting is None else self._started_again(self._hosting, plan)
        try:
            return self._account.sign_in(place, plan.login, plan.password)
        except Problem as problem:
            if not founded and problem.code is ProblemCode.WRONG_CREDENTIALS:
                database = str(self._folder.server / "company.db")
                raise Problem(ProblemCode.COMPANY_FOUNDED_ALREADY, database=database) from problem
            raise

    def _started(self, plan: HostPlan) -> str:
        """Start the first time, at a port of nobody's, which is kept. Somebody else may take it at the same moment."""
        pin = self._certificate().pin
        for after in range(_TRIES):
            port = free_port(network=plan.network, passing=after)
            hosting = Hosting(port, plan.network, plan.company, plan.login, pin=pin)
            self._run(hosting)
            try:
                self._await_answer()
            except Problem as problem:
                self._end()
                if problem.code not in _ANOTHER_PORT_MAY_HELP or after + 1 == _TRIES:
                    raise
            else:
                self._keep(hosting)
                return hosting.place
        raise RuntimeError("it was started or it failed")

    def _started_again(self, former: Hosting, plan: HostPlan) -> str:
        """Start at the port that colleagues may know."""
        hosting = replace(self._secure(former), network=plan.network, active=True)
        if self._server is None or hosting != former:
            self._end()
            self._keep(hosting)
            self._run(hosting)
        self._await_answer()
        return hosting.place

    def set_active(self, active: bool) -> None:
        """Stop hosting, or begin again; waits for the server's end. The data stay. Raises Problem."""
        with self._turn:
            if self._hosting is None:
                return
            self._keep(replace(self._secure(self._hosting), active=active))
            self._end()
            if active:
                self._run(self._hosting)

    def try_now(self) -> None:
        """Don't wait for the next try."""
        server = self._server
        if server is not None:
            server.try_now()

    def close(self) -> None:
        """End the server with the program; waits for its end."""
        with self._turn:
            self._end()

    def _run(self, hosting: Hosting) -> None:
        def make() -> ChildServer:
            own = self._certificate()
            command = [*program_command(), "serve", "--host", hosting.listens_on, "--port", str(hosting.port)]
            command += ["--certificate", str(own.certificate), "--certificate-key", str(own.key)]
            command += ["--data-dir", str(self._folder.root)]
            errors = self._folder.logs / "server-errors.txt"
            return ChildServer(command=command, environment=_environment(), errors=errors)

        self._status = HostedStatus(HostedState.STARTING)
        self._server = HostedServer(make, self._tell)
        self._server.start()

    def _certificate(self) -> OwnCertificate:
        """The server's, renewed if need be. Raises Problem."""
        return own_certificate(self._folder.server_tls, utc_now())

    def _secure(self, hosting: Hosting) -> Hosting:
        """A server of the time before it spoke TLS gets its key, and this PC goes on with it. Raises Problem."""
        if hosting.pin:
            return hosting
        secured = replace(hosting, pin=self._certificate().pin, was_plain=True)
        self._account.server_secured(secured.place)
        self._keep(secured)
        return secured

    def _end(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            server.stop()

    def _tell(self, status: HostedStatus) -> None:
        with self._told:
            self._status = status
            self._told.notify_all()
        for listener in list(self._listeners):
            listener(status)

    def _await_answer(self) -> None:
        """Until the server answers. Raises Problem."""
        with self._told:
            self._told.wait_for(lambda: self._status.state is not HostedState.STARTING, _STARTING_SECONDS)
            status = self._status
        if status.state is not HostedState.RUNNING:
            raise status.problem or Problem(ProblemCode.CHILD_SERVER_FAILED, reason=status.state.value)

    def _keep(self, hosting: Hosting) -> None:
        try:
            self._file.write(hosting)
        except OSError as error:
            raise of_os_error(error, self._folder.hosting) from error
        self._hosting = hosting

    def _found(self, plan: HostPlan) -> bool:
        """Whether a company was made; not if there is one, perhaps of a try that ended halfway. Raises Problem."""
        command = [*program_command(), "found", "--announce", "--data-dir", str(self._folder.root)]
        command += [f"--name={plan.company}", f"--admin={plan.name}", f"--login={plan.login}"]
        command += [f"--time-zone={plan.time_zone}"]
        try:
            done = subprocess.run(
                command,
                input=f"{plan.password}\n".encode(),
                capture_output=True,
                check=False,
                timeout=_FOUNDING_SECONDS,
                env=_environment() | {"PYTHONUTF8": "1"},
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise Problem(ProblemCode.CHILD_SERVER_FAILED, reason=type(error).__name__) from error
        problem = _problem_in(done.stdout)
        if problem is None and done.returncode:
            raise Problem(ProblemCode.CHILD_SERVER_FAILED, reason=str(done.returncode))
        if problem is not None and problem.code is not ProblemCode.COMPANY_FOUNDED_ALREADY:
            raise problem
        return problem is None


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(_SERVERS_OWN)}


def _problem_in(said: bytes) -> Problem | None:
    try:
        told: Any = json.loads(said)["problem"]
        return Problem(ProblemCode(told["code"]), **told["facts"])
    except (ValueError, KeyError, TypeError):
        return None
