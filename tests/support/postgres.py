"""A real PostgreSQL that the tests start themselves, and a fresh database for each who asks.

Where it is not installed the tests fail; `packaging/setup/system_packages.py` installs it.
"""

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from itertools import count
from pathlib import Path
from random import SystemRandom
from typing import Any, Final

import psycopg
from psycopg import sql

from lunch_desktop.store import connection as connections
from lunch_desktop.store.company.database import MIGRATIONS
from lunch_desktop.store.migrate import migrate

USER: Final = "lunch"
_SYSTEM_USER: Final = "postgres"
"""Who runs it where the tests run as root, whom PostgreSQL refuses."""
_SECONDS_TO_START: Final = 30.0
_DIE_WITH_PARENT: Final = 1
"""PR_SET_PDEATHSIG of Linux's prctl."""
_TEMPLATE: Final = "lunch_template"
_SETTINGS: Final = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "fsync": "off",  # a crash of PostgreSQL loses nothing by it, only one of the machine would
    "full_page_writes": "off",
    "autovacuum": "off",  # it would compete for the cores, and these databases live for seconds
    "timezone": "UTC",
}


class Postgres:
    """One server with its data in a folder of its own. It can be stopped, crashed and started again.

    On Linux it ends with the thread that started it, so that none is left behind where tests are killed.
    """

    def __init__(self, **settings: str) -> None:
        """Make and start it; `settings` are PostgreSQL's own, beside or in place of the tests' usual ones."""
        self._settings = _SETTINGS | settings
        self._numbers = count(1)
        self._folder = Path(tempfile.mkdtemp(prefix="lunch-postgres-", dir="/tmp" if os.name == "posix" else None))
        self._data = self._folder / "data"
        self._log = self._folder / "log"
        self._process: subprocess.Popen[bytes] | None = None
        self._port = 0
        try:
            if _as_other_user():
                shutil.chown(self._folder, _SYSTEM_USER)
            wanted = ["--no-sync", "--auth=trust", f"--username={USER}", "--encoding=UTF8", "--locale=C.UTF-8"]
            self._run([_program("initdb"), *wanted, f"--pgdata={self._data}"])
            self.start()
        except BaseException:
            self.close()
            raise

    @property
    def port(self) -> int:
        """Where it listens on loopback; it stays the same."""
        return self._port

    @property
    def running(self) -> bool:
        """Whether the server's process is there."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start it, and return once it answers. Raises RuntimeError with its log if it doesn't."""
        for port in [self._port] if self._port else _ports():
            options = {**self._settings, "port": str(port)}
            command = [_program("postgres"), "-D", str(self._data)]
            command += [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
            with self._log.open("ab") as log:
                self._process = subprocess.Popen(
                    command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, preexec_fn=_tied(), **_as_user()
                )
            self._port = port
            if self._answers():
                return
            if b"Address already in use" not in self._log.read_bytes():
                break
        raise RuntimeError(f"PostgreSQL does not start:\n{self.log()}")

    def stop(self) -> None:
        """End it in order: connections are cut, what is committed is written."""
        self._end(signal.SIGINT)

    def crash(self) -> None:
        """End it as a crash does: nothing is written any more, and its next start recovers from the log."""
        self._end(signal.SIGQUIT)

    def freeze(self) -> None:
        """Have new connections wait, as those to a machine that went away do, until `thaw`."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self._signal(signal.SIGCONT)

    def fresh(self, *, migrated: bool = True) -> str:
        """The URL of a new database: with this version's tables and no epoch, or empty."""
        template = self._template if migrated else "template0"
        name = f"lunch_{next(self._numbers)}"
        self._maintain("CREATE DATABASE {} TEMPLATE {}", name, template)
        return self.url(name)

    def copy(self, url: str) -> str:
        """The URL of a copy of a database that nobody is connected to: a backup."""
        name = f"lunch_{next(self._numbers)}"
        self._maintain("CREATE DATABASE {} TEMPLATE {}", name, _name_in(url))
        return self.url(name)

    def put_back(self, backup: str, url: str) -> None:
        """Let the copy `backup` take the place of the database at `url`; whoever is connected there is cut off."""
        self.drop(url)
        self._maintain("CREATE DATABASE {} TEMPLATE {}", _name_in(url), _name_in(backup))

    def drop(self, url: str) -> None:
        """Take a database away; whoever is connected is cut off."""
        self._maintain("DROP DATABASE IF EXISTS {} WITH (FORCE)", _name_in(url))

    def url(self, name: str) -> str:
        """The URL of a database as the program takes it."""
        return f"postgresql+psycopg://{USER}@127.0.0.1:{self._port}/{name}"

    def cut_off(self) -> None:
        """End every connection to every database, as an administrator can."""
        with self._connection() as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datid > 0"
            )

    def log(self) -> str:
        """What it has said so far."""
        return self._log.read_text(errors="replace") if self._log.exists() else ""

    def close(self) -> None:
        """End it, and remove all that it kept."""
        try:
            self._end(signal.SIGQUIT)
        except subprocess.TimeoutExpired:
            self._end(signal.SIGKILL)
        shutil.rmtree(self._folder, ignore_errors=True)

    @cached_property
    def _template(self) -> str:
        """A database that was migrated once, to be copied."""
        self._maintain("CREATE DATABASE {} TEMPLATE template0", _TEMPLATE)
        engine = connections.connect(self.url(_TEMPLATE), foreign_keys=True)
        with connections.writing(engine) as connection:
            migrate(connection, MIGRATIONS)
        engine.dispose()
        return _TEMPLATE

    def _answers(self) -> bool:
        """Wait until it does, or is gone."""
        until = time.monotonic() + _SECONDS_TO_START
        while self.running and time.monotonic() < until:
            with suppress(psycopg.OperationalError), self._connection():
                return True
            time.sleep(0.02)
        return False

    def _end(self, number: signal.Signals) -> None:
        process = self._process
        if process is not None:
            self._signal(signal.SIGCONT)
            self._signal(number)
            process.wait(_SECONDS_TO_START)

    def _signal(self, number: signal.Signals) -> None:
        if self.running and self._process is not None:
            self._process.send_signal(number)

    def _connection(self) -> psycopg.Connection[Any]:
        return psycopg.connect(host="127.0.0.1", port=self._port, user=USER, dbname="postgres", autocommit=True)

    def _maintain(self, statement: Any, *names: str) -> None:
        with self._connection() as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def _run(self, command: list[str]) -> None:
        done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, check=False, **_as_user())
        if done.returncode:
            raise RuntimeError(f"{command[0]} failed:\n{done.stderr.decode(errors='replace')}")


_running: Final[dict[int, Postgres]] = {}
"""The servers of this process, by port."""


def server_of(url: str) -> Postgres:
    """The server of this process that keeps the database at `url`."""
    return _running[int(url.rpartition("/")[0].rpartition(":")[2])]


@contextmanager
def postgres_running(**settings: str) -> Iterator[Postgres]:
    """A server for as long as somebody needs one of their own."""
    server = Postgres(**settings)
    _running[server.port] = server
    try:
        yield server
    finally:
        del _running[server.port]
        server.close()


def _program(name: str) -> str:
    """Where a program of PostgreSQL's is: on the path, else where Debian keeps the newest."""
    found = shutil.which(name)
    kept = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    if found is None and not kept:
        raise RuntimeError(f"PostgreSQL's {name} is not installed; `python packaging/dev.py setup` installs it")
    return found or str(kept[-1])


def can_be_missing() -> bool:
    """Whether tests may go without it: on systems where nothing of ours installs it, and nobody else did."""
    return sys.platform != "linux" and shutil.which("initdb") is None


def _as_other_user() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def _as_user() -> dict[str, Any]:
    """How a process is started as somebody whom PostgreSQL takes, where the tests' own user may not see its folder."""
    named: dict[str, Any] = {"cwd": "/"} if os.name == "posix" else {}
    if _as_other_user():
        named |= {"user": _SYSTEM_USER, "group": _SYSTEM_USER, "extra_groups": []}
    return named


def _tied() -> Callable[[], None] | None:
    """What ties a new process to this one."""
    if sys.platform != "linux":
        return None
    library = ctypes.CDLL(None)
    return lambda: library.prctl(_DIE_WITH_PARENT, signal.SIGQUIT)


def _ports() -> Iterator[int]:
    """Some free ports that no client's own end of a connection is ever given: those begin at 32768."""
    chance = SystemRandom()
    for _ in range(20):
        port = chance.randrange(20_000, 32_000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        yield port


def _name_in(url: str) -> str:
    return url.rpartition("/")[2].partition("?")[0]
