"""A real Redis that the tests start themselves. It can be killed, frozen and started again.

Where it is not installed the tests fail; `packaging/setup/system_packages.py` installs it.
"""

import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import SystemRandom
from typing import Final

from redis import Redis
from redis.exceptions import RedisError

_SECONDS_TO_START: Final = 15.0


class RedisServer:
    """One server on a port of its own, which it keeps. It keeps nothing on disk: a restart has forgotten everything."""

    def __init__(self) -> None:
        """Start it. Raises RuntimeError with its log if it doesn't answer."""
        self._folder = Path(tempfile.mkdtemp(prefix="lunch-redis-"))
        self._log = self._folder / "log"
        self._process: subprocess.Popen[bytes] | None = None
        self._port = _free_port()
        self.start()

    @property
    def url(self) -> str:
        """Where it is, as the program takes it."""
        return f"redis://127.0.0.1:{self._port}/0"

    @property
    def client(self) -> "Redis":
        """A client of the test's own; the caller closes it."""
        return Redis.from_url(self.url, decode_responses=True)

    def start(self) -> None:
        """Start it (again), and return once it answers."""
        command = ["redis-server", "--bind", "127.0.0.1", "--port", str(self._port)]
        command += ["--save", "", "--appendonly", "no", "--dir", str(self._folder)]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        end = time.monotonic() + _SECONDS_TO_START
        with self.client as client:
            while time.monotonic() < end and self._process.poll() is None:
                try:
                    client.ping()
                    return
                except (RedisError, OSError):
                    time.sleep(0.01)
        raise RuntimeError(f"Redis does not start:\n{self._log.read_text(encoding='utf-8', errors='replace')}")

    def kill(self) -> None:
        """End it at once; connections are cut."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def freeze(self) -> None:
        """Answer nobody any more, and keep connections open, until `thaw`."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Go on."""
        self._signal(signal.SIGCONT)

    def close(self) -> None:
        """End it and remove its folder."""
        self.kill()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _signal(self, number: signal.Signals) -> None:
        if self._process is None:
            raise RuntimeError("Redis does not run")
        self._process.send_signal(number)


@contextmanager
def redis_running() -> Iterator[RedisServer]:
    """A Redis of the caller's own."""
    server = RedisServer()
    try:
        yield server
    finally:
        server.close()


def _free_port() -> int:
    """A port below those that clients' own ends of connections are given, so that it stays free over a restart."""
    chance = SystemRandom()
    while True:
        port = chance.randrange(20_000, 32_000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
