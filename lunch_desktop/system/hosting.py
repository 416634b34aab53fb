"""That this PC hosts the server of a team: what it needs to start it again, and the server while it runs."""

import json
import logging
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from lunch_desktop.system.child_server import ChildServer
from lunch_desktop.system.files import write_atomically
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.wire.pins import is_pin, with_pin

USUAL_PORT: Final = 8765
_PORTS: Final = range(USUAL_PORT, USUAL_PORT + 30)
_SHORTEST_PAUSE_SECONDS: Final = 1.0
_LONGEST_PAUSE_SECONDS: Final = 60.0
_STEADY_SECONDS: Final = 60.0
"""A server that ran so long begins with short pauses again."""

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Hosting:
    """How this PC hosts. The port stays, because colleagues' desktops know it.

    `network`: colleagues reach it, not this PC alone. Without `active` the server is not started, and its data stay.
    `pin` is of the server's key. `was_plain`: there was a time when it spoke no TLS, so that colleagues of that time
    need a new invitation.
    """

    port: int
    network: bool
    company: str
    login: str
    active: bool = True
    pin: str = ""
    was_plain: bool = False

    @property
    def address(self) -> str:
        """Where this PC itself reaches the server."""
        return f"https://127.0.0.1:{self.port}"

    @property
    def place(self) -> str:
        """The same, with the key that the server has to show."""
        return with_pin(self.address, self.pin)

    @property
    def listens_on(self) -> str:
        """The address that the server binds."""
        return "0.0.0.0" if self.network else "127.0.0.1"


class HostingFile:
    """Keeps it between starts."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> Hosting | None:
        """How this PC hosts; None if it does not, or if the file can't be understood."""
        try:
            said = json.loads(self._path.read_bytes())
            return Hosting(
                int(said["port"]),
                bool(said["network"]),
                str(said["company"]),
                str(said["login"]),
                bool(said["active"]),
                _pin(said.get("pin", "")),
                bool(said.get("was_plain")),
            )
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError, OSError) as error:
            _logger.warning("what this PC hosts can't be read: %s", type(error).__name__)
            return None

    def write(self, hosting: Hosting) -> None:
        """Keep it. Raises OSError."""
        write_atomically(self._path, json.dumps(asdict(hosting), ensure_ascii=False, indent=1).encode())


def _pin(said: object) -> str:
    """Raises ValueError for what is none."""
    if said and not is_pin(str(said)):
        raise ValueError("no pin")
    return str(said)


def free_port(*, network: bool, passing: int = 0) -> int:
    """A port that nobody listens on, the usual one if possible; the first `passing` free ones are passed over.

    Raises Problem `port_in_use`.
    """
    host = "0.0.0.0" if network else "127.0.0.1"
    for port in _PORTS:
        with socket.socket() as probe:
            try:
                probe.bind((host, port))
            except OSError:
                continue
        if passing == 0:
            return port
        passing -= 1
    raise Problem(ProblemCode.PORT_IN_USE, host=host, port=USUAL_PORT)


class HostedState(StrEnum):
    """How the server on this PC stands."""

    STOPPED = "stopped"
    STARTING = "starting"
    RUNNING = "running"
    FAILED = "failed"
    """It did not start, or ended by itself; it is tried again after a pause."""


@dataclass(frozen=True, slots=True)
class HostedStatus:
    """The state, where the server answers, what went wrong, and after how many seconds it is tried again."""

    state: HostedState = HostedState.STOPPED
    address: str = ""
    problem: Problem | None = None
    again_in: float = 0.0


class HostedServer:
    """Runs a child server in a thread's care, and starts it again when it dies; the pauses double up to a minute."""

    def __init__(self, make: Callable[[], ChildServer], on_status: Callable[[HostedStatus], object]) -> None:
        """`make` gives a child to start, or raises Problem; `on_status` is called in the thread."""
        self._make = make
        self._on_status = on_status
        self._ending = threading.Event()
        self._wake = threading.Event()
        self._child: ChildServer | None = None
        self._thread = threading.Thread(target=self._run, name="hosted-server", daemon=True)

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def try_now(self) -> None:
        """Don't wait for the pause to pass."""
        self._wake.set()

    def stop(self) -> None:
        """End the server, and wait for its end: some seconds at most."""
        self._ending.set()
        self._wake.set()
        child = self._child
        if child is not None:
            child.ask_to_end()
        self._thread.join()

    def _run(self) -> None:
        pause = _SHORTEST_PAUSE_SECONDS
        while not self._ending.is_set():
            began = time.monotonic()
            problem = self._live()
            if self._ending.is_set():
                break
            if time.monotonic() - began > _STEADY_SECONDS:
                pause = _SHORTEST_PAUSE_SECONDS
            _logger.warning("the server on this PC is down: %s", problem.code.value)
            self._wake.clear()
            self._on_status(HostedStatus(HostedState.FAILED, problem=problem, again_in=pause))
            if not self._ending.is_set():
                self._wake.wait(pause)
            pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)
        self._on_status(HostedStatus())

    def _live(self) -> Problem:
        """One child's life, from its start; why it is over."""
        self._on_status(HostedStatus(HostedState.STARTING))
        try:
            self._child = child = self._make()
        except Problem as problem:
            return problem
        try:
            address = child.start()
            self._on_status(HostedStatus(HostedState.RUNNING, address))
            if self._ending.is_set():
                child.ask_to_end()
            child.wait()
        except Problem as problem:
            return problem
        finally:
            child.stop()
        return Problem(ProblemCode.CHILD_SERVER_FAILED, reason="it ended by itself")
