"""A gate before a server: what goes through is counted, held up, answered in the server's place, or cut off."""

import http.client
import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from lunch_desktop.wire.problems import PROTOCOL_HEADER, STATUS, ErrorBody, ErrorMessage, WireCode

HOP_BY_HOP = {"connection", "transfer-encoding", "keep-alive", "content-length", "server", "date"}


@dataclass(frozen=True)
class Passed:
    """A request that came to the gate."""

    method: str
    path: str
    body: bytes

    @property
    def uuids(self) -> list[str]:
        """Of the changes that it sends."""
        return [one["uuid"] for one in json.loads(self.body)["mutations"]]


@dataclass(frozen=True)
class Says:
    """An answer in the server's place, in its shape."""

    code: WireCode
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Foreign:
    """An answer in the server's place that is not in its shape, as the sign-in page of a network gives it."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b"<html>please sign in</html>"


class Gate:
    """`url` is where the desktop thinks the server is; `server` is where it is, None: nobody answers.

    `decide` says for each request what becomes of it: None lets it through. `hold` keeps pushes from being sent on
    until `release`. `mute` keeps streams open and what they say to itself.
    """

    def __init__(self, server: str | None) -> None:
        self.server = server
        self.decide: Callable[[Passed], Says | Foreign | None] = lambda _: None
        self.mute = False
        self.passed: list[Passed] = []
        self._open = threading.Event()
        self._open.set()
        self.held = threading.Event()
        self._streams: set[socket.socket] = set()
        self.url = ""

    def count(self, path: str) -> int:
        """How many requests came for a path."""
        return sum(one.path.startswith(f"/api/v1/{path}") for one in list(self.passed))

    def pushed(self) -> list[list[str]]:
        """The uuids of every push that came."""
        return [one.uuids for one in list(self.passed) if one.path == "/api/v1/sync/push"]

    def hold(self) -> None:
        """Keep the next pushes waiting here."""
        self.held.clear()
        self._open.clear()

    def release(self) -> None:
        """Let go of what waits."""
        self._open.set()

    def cut_streams(self) -> None:
        """End every live stream in the middle, as a network does."""
        for stream in list(self._streams):
            with suppress(OSError):
                stream.shutdown(socket.SHUT_RDWR)

    def take(self, handler: BaseHTTPRequestHandler) -> None:
        """Serve one request."""
        length = int(handler.headers.get("Content-Length", 0))
        passed = Passed(handler.command, handler.path, handler.rfile.read(length))
        self.passed.append(passed)
        if passed.path.endswith("/push"):
            self.held.set()
            self._open.wait(20)
        said = self.decide(passed)
        if isinstance(said, Foreign):
            self._send(handler, said.status, said.headers, said.body)
        elif said is not None:
            self._answer(handler, said)
        elif self.server is not None:
            with suppress(OSError, http.client.HTTPException):
                self._send_on(handler, passed, urlsplit(self.server).netloc)

    def _answer(self, handler: BaseHTTPRequestHandler, said: Says) -> None:
        status = STATUS[said.code]
        body = ErrorMessage(error=ErrorBody(code=said.code, title="", status=status)).model_dump_json().encode()
        self._send(handler, status, {PROTOCOL_HEADER: "2", "Content-Type": "application/json", **said.headers}, body)

    def _send(self, handler: BaseHTTPRequestHandler, status: int, headers: dict[str, str], body: bytes) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    def _send_on(self, handler: BaseHTTPRequestHandler, passed: Passed, netloc: str) -> None:
        way = http.client.HTTPConnection(netloc, timeout=30)
        try:
            headers = {name: value for name, value in handler.headers.items() if name.lower() not in HOP_BY_HOP}
            way.request(passed.method, passed.path, passed.body or None, headers)
            answer = way.getresponse()
            handler.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in HOP_BY_HOP:
                    handler.send_header(name, value)
            handler.end_headers()
            is_stream = passed.path.startswith("/api/v1/events")
            if is_stream:
                self._streams.add(handler.connection)
            try:
                while content := answer.read1(65_536):
                    if is_stream and self.mute:
                        continue
                    handler.wfile.write(content)
                    handler.wfile.flush()
            finally:
                self._streams.discard(handler.connection)
        finally:
            way.close()


@contextmanager
def gate_before(server: str | None) -> Iterator[Gate]:
    """A gate at an address of its own."""
    gate = Gate(server)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            gate.take(self)

        def do_POST(self) -> None:
            gate.take(self)

        def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002  # its name
            pass

    class Threads(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 64

        def handle_error(self, request: Any, client_address: Any) -> None:
            """A desktop that leaves in the middle is no news."""

    listening = Threads(("127.0.0.1", 0), Handler)
    gate.url = f"http://127.0.0.1:{listening.server_address[1]}"
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield gate
    finally:
        gate.release()
        gate.cut_streams()
        listening.shutdown()
        listening.server_close()
        thread.join()
