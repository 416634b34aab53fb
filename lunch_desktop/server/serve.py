"""Running the server: listening, announcing where, and ending cleanly."""

import asyncio
import errno
import gc
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO, Final

import uvicorn
from starlette.types import Scope

from lunch_desktop.server.app import create_app
from lunch_desktop.server.metrics import forget_process
from lunch_desktop.server.secure_ways import believing
from lunch_desktop.server.services import Services
from lunch_desktop.server.settings import ServerSettings
from lunch_desktop.server.supervisor import Post, Supervisor
from lunch_desktop.server.telling import say
from lunch_desktop.server.tls import ServerCertificate
from lunch_desktop.system.problems import Problem, ProblemCode

OPEN_FILES: Final = 65_536
"""As many connections and files as the system lets the server have, up to this."""
GRACE_SECONDS: Final = 5
SWITCH_SECONDS: Final = 0.002
_KEPT_FOR_FILES: Final = 200
_STREAMS_OF_TEN: Final = 8
"""Of ten connections so many may be live streams; the others are for requests."""
_BACKLOG: Final = 4_096
_LEAVING_SECONDS: Final = 0.1

_ENDING: Final = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGBREAK") if hasattr(signal, name))

_logger = logging.getLogger(__name__)


def run(settings: ServerSettings, services: Services) -> None:
    """Serve until SIGTERM, SIGINT, or the parent's end. Closing `services` is the caller's.

    Raises Problem: the port is in use, or the address is not this machine's.
    """
    listening = listen(settings.host, settings.port)

    def started() -> None:
        tune_interpreter()
        _announce(settings, listening)

    _serve(settings, services, listening, started, sys.stdin.buffer if settings.with_parent else None)


def run_together(
    settings: ServerSettings, open_services: Callable[[int, Path], AbstractContextManager[Services]]
) -> None:
    """Serve with as many processes as the settings say, until SIGTERM, SIGINT, or the parent's end.

    `open_services` opens the services of the worker of that number in its own process, with a folder in which they keep
    their figures together. This process may have neither threads nor an open database. Raises Problem: as `run` does,
    what kept a worker from starting, or that this system can't.
    """
    if sys.platform == "win32":
        raise Problem(ProblemCode.WORKERS_UNSUPPORTED, workers=settings.workers)
    with listen(settings.host, settings.port) as listening, TemporaryDirectory(prefix="lunch-metrics-") as folder:
        figures = Path(folder)

        def work(post: Post) -> None:
            def started() -> None:
                tune_interpreter()
                post.serves()

            with open_services(post.number, figures) as services:
                _serve(settings, services, listening, started, os.fdopen(post.lifeline, "rb", buffering=0))

        parent = sys.stdin.fileno() if settings.with_parent else None
        Supervisor(
            settings.workers,
            work,
            on_serving=lambda: _announce(settings, listening),
            on_death=partial(forget_process, figures),
            parent=parent,
        ).run()


def _serve(
    settings: ServerSettings,
    services: Services,
    listening: socket.socket,
    started: Callable[[], None],
    parent: BinaryIO | None,
) -> None:
    """Serve until told to end, or until the file `parent` ends."""
    server = make_server(settings, services, started)
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent, server), name="parent", daemon=True).start()
    _logger.info("the server starts", extra={"fields": _audited(services)})
    server.run(sockets=[listening])
    _logger.info("the server has ended", extra={"fields": _audited(services)})


def _audited(services: Services) -> dict[str, object]:
    """Where the audit log stands, noted where whoever can write the database can't change it."""
    end = services.identity.accounts.audit_end()
    return {"audit_entries": end.entries, "audit_seals": end.seals, "audit_hash": end.hash}


def make_server(
    settings: ServerSettings, services: Services, on_started: Callable[[], None] = lambda: None
) -> uvicorn.Server:
    """A server that does not run yet; it is run on bound sockets, and its `should_exit` ends it."""
    files = raise_open_files()
    connections = max(files - _KEPT_FOR_FILES, 50) if files else None
    if connections is not None:
        services.hub.hold_at_most(connections * _STREAMS_OF_TEN // 10)
    certificate = _certificate_of(settings)
    guarded = settings.production and certificate is None and not settings.allow_plain_http
    config = uvicorn.Config(
        believing(create_app(services), settings.trusted_proxies, guarded=guarded),
        lifespan="on",
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=connections,
        backlog=_BACKLOG,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=GRACE_SECONDS,
        ssl_context_factory=None if certificate is None else lambda _config, _usual: certificate.context,
    )
    return _Server(config, services, on_started, certificate)


def _certificate_of(settings: ServerSettings) -> ServerCertificate | None:
    """Raises Problem where the files, which were good when they were checked, are so no longer."""
    if settings.certificate is None or settings.certificate_key is None:
        return None
    try:
        return ServerCertificate(settings.certificate, settings.certificate_key)
    except OSError as error:
        reason = getattr(error, "reason", None) or error.strerror or type(error).__name__
        raise Problem(ProblemCode.CERTIFICATE_UNUSABLE, path=str(settings.certificate), reason=reason) from error


def listen(host: str, port: int) -> socket.socket:
    """A socket that is bound, and listens once the server runs. Raises Problem."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "nt":  # there SO_REUSEADDR would let two servers share a port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
    except (OSError, OverflowError) as error:
        listening.close()
        if isinstance(error, OSError) and error.errno in (errno.EADDRINUSE, getattr(errno, "WSAEADDRINUSE", -1)):
            raise Problem(ProblemCode.PORT_IN_USE, host=host, port=port) from error
        reason = getattr(error, "strerror", None) or str(error)
        raise Problem(ProblemCode.ADDRESS_UNUSABLE, host=f"{host}:{port}", reason=reason) from error
    return listening


def address_of(listening: socket.socket, *, secure: bool) -> str:
    """The URL under which a bound socket is reached from this machine."""
    host, port = listening.getsockname()[:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"{'https' if secure else 'http'}://{shown}:{port}"


def raise_open_files() -> int | None:
    """Raise the limit of open files for this process as far as the system allows; the limit, None on Windows."""
    if sys.platform == "win32":
        return None
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return OPEN_FILES if soft == resource.RLIM_INFINITY else soft
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return wanted


def tune_interpreter() -> None:
    """Suit the interpreter to a process that only serves.

    What is loaded by now stays for ever, and need not be looked through at every collection of garbage: with 50
    connections that halved the slowest hundredth of requests. A thread may hold the interpreter for a shorter time than
    usual: a push gives it back at each of its statements, and until it has it again, others wait for its locks.
    """
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(SWITCH_SECONDS)


class _Server(uvicorn.Server):
    """uvicorn, which announces itself once it serves, and ends live streams before it waits for connections."""

    def __init__(
        self,
        config: uvicorn.Config,
        services: Services,
        on_started: Callable[[], None],
        certificate: ServerCertificate | None,
    ) -> None:
        super().__init__(config)
        self._certificate = certificate
        self._watch: asyncio.Task[None] | None = None
        self._on_started = on_started
        self._hub = services.hub
        self._exports = services.exports
        self._exports.hang_up = self._hang_up

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """End gracefully on a signal, and then return: uvicorn would raise it again, past everything left to close."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        former = {one: signal.signal(one, self.handle_exit) for one in _ENDING}
        try:
            yield
        finally:
            for one, handler in former.items():
                signal.signal(one, handler)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self._certificate is not None:
            self._watch = asyncio.create_task(self._certificate.watch(), name="certificate")
        if not self.should_exit:
            self._on_started()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        leaving = None
        if self._watch is not None:
            self._watch.cancel()
            leaving = asyncio.create_task(self._leave_idle(), name="leave-idle")
            await asyncio.sleep(0)  # it comes before uvicorn closes them in its own way
        self._hub.close()
        self._exports.close()
        await super().shutdown(sockets)
        if leaving is not None:
            leaving.cancel()

    def _hang_up(self, scope: Scope) -> None:
        """Close the connection of a request at once, also where the other end takes nothing any more."""
        connections: list[Any] = list(self.server_state.connections)
        for connection in connections:
            if connection.cycle is not None and connection.cycle.scope is scope:
                connection.transport.abort()

    async def _leave_idle(self) -> None:
        """Let go of connections with TLS on which nothing is going on any more, until cancelled.

        Closed in the usual way, each would wait for half a minute for a desktop's farewell; and desktops say none, as
        they look at a connection when they need it next.
        """
        while True:
            connections: list[Any] = list(self.server_state.connections)
            for connection in connections:
                idle = connection.cycle is None or connection.cycle.response_complete
                if idle and not connection.transport.get_write_buffer_size():
                    connection.transport.abort()
            await asyncio.sleep(_LEAVING_SECONDS)


def _announce(settings: ServerSettings, listening: socket.socket) -> None:
    if settings.announce:
        say({"listening": address_of(listening, secure=settings.certificate is not None)})


def _end_with(parent: BinaryIO, server: uvicorn.Server) -> None:
    """Standard input ends when the parent does, however it does, on every system; so does a worker's lifeline."""
    with suppress(OSError, ValueError):
        while parent.read(1024):
            pass
    server.should_exit = True
