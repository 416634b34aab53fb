"""A server of several processes, as those see it who talk to one of them."""

import json
import os
import queue
import signal
import socket
import subprocess
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests

from tests.integration.support_server import EMPLOYEE, PASSWORD, process, wait_until
from tests.support.company import an_id
from tests.support.processes import children, server_of

MOST_TRIES = 200
"""Connections until one falls to the wanted process."""


@dataclass(frozen=True)
class Event:
    """One event of a stream."""

    name: str
    data: dict[str, Any]


class LiveStream:
    """A stream to a process that is known."""

    def __init__(self, connection: HTTPConnection, answer: HTTPResponse, pid: int) -> None:
        self.pid = pid
        self._connection = connection
        self._events: queue.Queue[Event | None] = queue.Queue()
        self._thread = threading.Thread(target=self._read, args=(answer,), daemon=True)
        self._thread.start()

    def next(self, seconds: float = 10.0) -> Event | None:
        """The next event; None when the stream is over."""
        return self._events.get(timeout=seconds)

    def until(self, version: int, seconds: float = 10.0) -> Event:
        """The first event that tells of this version or a later one."""
        while True:
            event = self.next(seconds)
            assert event is not None, f"the stream ended before version {version}"
            if event.data.get("version", 0) >= version:
                return event

    def all_until(self, version: int) -> list[Event]:
        """Every event up to the one of this version."""
        events: list[Event] = []
        while not events or events[-1].data["version"] < version:
            event = self.next()
            assert event is not None, f"the stream ended before version {version}"
            events.append(event)
        return events

    def end(self, seconds: float = 10.0) -> str | None:
        """Why the server ended it; None if it just broke off."""
        while (event := self.next(seconds)) is not None:
            if event.name == "end":
                return str(event.data["code"])
        return None

    def close(self) -> None:
        """Go away."""
        with suppress(OSError):
            self._connection.sock.shutdown(socket.SHUT_RDWR)
        self._thread.join(10)
        self._connection.close()

    def _read(self, answer: HTTPResponse) -> None:
        name = ""
        try:
            for line in answer:
                text = line.decode().rstrip("\n")
                if text.startswith("event: "):
                    name = text.removeprefix("event: ")
                elif text.startswith("data: "):
                    self._events.put(Event(name, json.loads(text.removeprefix("data: "))))
        except (OSError, HTTPException):
            pass
        self._events.put(None)


class Workers:
    """A server that runs, and its processes."""

    def __init__(self, url: str, started: "subprocess.Popen[bytes]") -> None:
        self.url = url
        self.process = started
        self._host, self._port = urlsplit(url).hostname or "", urlsplit(url).port or 0
        self._seqs: defaultdict[str, Iterator[int]] = defaultdict(lambda: count(1))

    @property
    def pids(self) -> list[int]:
        """The processes that serve."""
        return children(self.process.pid)

    def connect(self, pid: int) -> HTTPConnection:
        """A connection that this process serves."""
        for _ in range(MOST_TRIES):
            connection = HTTPConnection(self._host, self._port, timeout=20)
            connection.connect()
            wait_until(lambda made=connection: server_of(made, self.pids) is not None)
            if server_of(connection, [pid]) == pid:
                return connection
            connection.close()
        raise AssertionError(f"no connection fell to {pid}")

    def call(self, pid: int, method: str, path: str, token: str | None = None, body: Any = None) -> requests.Response:
        """One request to that process."""
        connection = self.connect(pid)
        headers = {"Content-Type": "application/json"}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        connection.request(method, path, None if body is None else json.dumps(body), headers)
        raw = connection.getresponse()
        answer = requests.Response()
        answer.status_code, answer._content = raw.status, raw.read()
        answer.headers.update(raw.headers.items())
        connection.close()
        return answer

    def listen(self, pid: int, token: str, device: str | None = None) -> LiveStream:
        """A stream of that process, after its first event."""
        connection = self.connect(pid)
        named = f"?client={self._id_of(device)}" if device is not None else ""
        connection.request("GET", f"/api/v1/events{named}", headers={"Authorization": f"Bearer {token}"})
        answer = connection.getresponse()
        assert answer.status == 200, answer.read()
        stream = LiveStream(connection, answer, pid)
        first = stream.next()
        assert first is not None
        assert first.name == "head"
        return stream

    def sign_in(self, login: str = EMPLOYEE, pid: int | None = None) -> dict[str, Any]:
        """The tokens of a new session."""
        wanted = {"login": login, "password": PASSWORD, "device_name": "PC"}
        answer = self.call(pid or self.pids[0], "POST", "/api/v1/auth/sign-in", body=wanted)
        assert answer.status_code == 200, answer.text
        tokens: dict[str, Any] = answer.json()
        return tokens

    def click(self, pid: int, token: str, device: str = "a device", *, outcome: str = "applied") -> int:
        """A change of `device`, about a day of its own; the version at which that process decided it."""
        seq = next(self._seqs[device])
        day = f"2026-12-{list(self._seqs).index(device) + 1:02}"
        state = ("away", "alone")[seq % 2]
        payload = {
            "name": "availability.set" if outcome == "applied" else "nothing.known",
            "mutation_version": 1,
            "args": {"day": day, "state": state, "free_from": None, "free_until": None},
            "base": 0,
            "created_at": 1_795_000_000_000,
        }
        change = {"seq": seq, "uuid": an_id(f"{self.url} {device} {seq}"), "payload": json.dumps(payload)}
        push = {"client_id": self._id_of(device), "mutations": [change]}
        answer = self.call(pid, "POST", "/api/v1/sync/push", token, push)
        assert answer.status_code == 200, answer.text
        (result,) = answer.json()["results"]
        assert result["outcome"] == outcome, result
        return int(result["version"])

    def _id_of(self, device: str) -> str:
        return an_id(f"{device} at {self.url}")

    def health(self, pid: int) -> dict[str, Any]:
        """What that process says of itself."""
        answer = self.call(pid, "GET", "/api/v1/health")
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json()
        return told

    def kill(self, pid: int) -> None:
        """End one process at once."""
        os.kill(pid, signal.SIGKILL)


@contextmanager
def workers(folder: Path, number: int, *arguments: str) -> Iterator[Workers]:
    """A server of that many processes over a company in `folder`."""
    with process(folder, "--workers", str(number), *arguments) as (started, url):
        server = Workers(url, started)
        yield server
        if started.poll() is None:
            started.terminate()
            started.wait(20)
