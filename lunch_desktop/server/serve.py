"""Running the server: listening, announcing where, and ending cleanly."""

import errno
import gc
import json
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final

import uvicorn

from lunch_desktop.server.app import create_app
from lunch_desktop.server.hub import Hub
from lunch_desktop.server.services import Services
from lunch_desktop.server.settings import ServerSettings
from lunch_desktop.system.problems import Problem, ProblemCode

OPEN_FILES: Final = 65_536
"""As many connections and files as the system lets the server have, up to this."""
GRACE_SECONDS: Final = 5
SWITCH_SECONDS: Final = 0.02
_KEPT_FOR_FILES: Final = 200
_BACKLOG: Final = 4_096

_ENDING: Final = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGBREAK") if hasattr(signal, name))

_logger = logging.getLogger(__name__)


def run(settings: ServerSettings, services: Services) -> None:
    """Serve until SIGTERM, SIGINT, or the parent's end. Closing `services` is the caller's.

    Raises Problem: the port is in use, or the address is not this machine's.
    """
    listening = listen(settings.host, settings.port)
    server = make_server(settings, services, listening, on_started=tune_interpreter)
    if settings.with_parent:
        threading.Thread(target=_end_with_parent, args=(server,), name="parent", daemon=True).start()
    state = services.identity.accounts.audit_end()
    _logger.info("the server starts", extra={"fields": {"audit_entries": state.count, "audit_hash": state.hash}})
    server.run(sockets=[listening])
    state = services.identity.accounts.audit_end()
    _logger.info("the server has ended", extra={"fields": {"audit_entries": state.count, "audit_hash": state.hash}})


def make_server(
    settings: ServerSettings,
    services: Services,
    listening: socket.socket,
    on_started: Callable[[], None] = lambda: None,
) -> uvicorn.Server:
    """A server for a bound socket, not running yet; its `should_exit` ends it."""
    files = raise_open_files()
    config = uvicorn.Config(
        create_app(services),
        lifespan="on",
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        limit_concurrency=files and max(files - _KEPT_FOR_FILES, 50),
        backlog=_BACKLOG,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=GRACE_SECONDS,
        ssl_certfile=settings.certificate,
        ssl_keyfile=settings.certificate_key,
    )
    return _Server(config, services.hub, settings, listening, on_started)


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


def say(line: dict[str, object]) -> None:
    """Tell the process that started this one, by one line of JSON on standard output."""
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def say_problem(problem: Problem) -> None:
    """Tell it why there will be no server; it raises the same problem."""
    say({"problem": {"code": problem.code.value, "facts": dict(problem.facts)}})


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
    connections that halved the slowest hundredth of requests. A thread may hold the interpreter a little longer than
    usual, because most give it back by themselves when they wait for the database.
    """
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(SWITCH_SECONDS)


class _Server(uvicorn.Server):
    """uvicorn, which announces itself once it serves, and ends live streams before it waits for connections."""

    def __init__(
        self,
        config: uvicorn.Config,
        hub: Hub,
        settings: ServerSettings,
        listening: socket.socket,
        on_started: Callable[[], None],
    ) -> None:
        super().__init__(config)
        self._on_started = on_started
        self._hub = hub
        self._settings = settings
        self._listening = listening

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
        self._on_started()
        if self._settings.announce and not self.should_exit:
            say({"listening": address_of(self._listening, secure=self._settings.certificate is not None)})

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._hub.close()
        await super().shutdown(sockets)


def _end_with_parent(server: uvicorn.Server) -> None:
    """Standard input ends when the parent does, however it does, on every system."""
    with suppress(OSError, ValueError):
        while sys.stdin.buffer.read(1024):
            pass
    server.should_exit = True
