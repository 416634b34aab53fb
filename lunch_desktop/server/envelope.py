"""What goes around every request: headers, the protocol's version, unexpected errors, and a line in the log."""

import asyncio
import logging
import time
import uuid
from collections.abc import Callable
from typing import Final, TypeAlias

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lunch_desktop.server.answers import problem_answer
from lunch_desktop.server.secure_ways import INSECURE
from lunch_desktop.system.problems import Problem
from lunch_desktop.wire.problems import PROTOCOL_HEADER, REQUEST_HEADER, ProblemError, WireCode
from lunch_desktop.wire.sync import PROTOCOL

OLDEST_PROTOCOL: Final = max(1, PROTOCOL - 1)
"""This version and the one before are spoken."""

RawHeaders: TypeAlias = list[tuple[bytes, bytes]]
"""As they are sent; names in lower case."""
_NOTHING_LOADS: Final = b"default-src 'none'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
_USUALLY: Final[RawHeaders] = [(b"cache-control", b"no-store"), (b"content-security-policy", _NOTHING_LOADS)]
_ALWAYS: Final[RawHeaders] = [
    (PROTOCOL_HEADER.lower().encode(), str(PROTOCOL).encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
]
_HEALTH: Final = "/api/v1/health"
_REQUEST: Final = REQUEST_HEADER.lower().encode()
_ONLY_SECURE: Final = (b"strict-transport-security", b"max-age=31536000; includeSubDomains")

_logger = logging.getLogger("lunch_desktop.server.requests")


class Envelope:
    """ASGI middleware around the whole application."""

    def __init__(
        self,
        app: ASGIApp,
        check_database: Callable[[], None],
        answered: Callable[[str, int, float | None, str | None], None],
    ) -> None:
        """`check_database` raises if the database doesn't answer; it may wait.

        `answered` counts: the route's template, the status, seconds (None for a live stream), and why it was refused.
        """
        self._app = app
        self._check_database = check_database
        self._answered = answered

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = uuid.uuid4().hex[:16]
        started: list[int] = []
        answered: list[bool] = []
        begun = time.perf_counter()

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = message["headers"] = list(message["headers"])
                if message["status"] == 413 and (b"content-type", b"application/json") not in headers:
                    await problem_answer(ProblemError(WireCode.TOO_LARGE))(scope, receive, sending)
                    return  # the framework's own refusal, in the shape of ours; its text is dropped below
                started.append(message["status"])
                _complete(headers, scope, request_id)
            elif answered:
                return
            await send(message)
            if message["type"] == "http.response.body" and not message.get("more_body", False):
                answered.append(True)

        try:
            refusal = _refusal(scope)
            if refusal is not None:
                scope.setdefault("state", {})["refused"] = refusal.code.value
                await problem_answer(refusal)(scope, receive, sending)
            else:
                await self._app(scope, receive, sending)
        except ClientDisconnect:
            pass  # a desktop that ended in the middle of its request: nobody is left to be answered, nothing was begun
        except Exception as error:
            problem = await self._explained(error)
            told = {"fields": {"request": request_id, "error": type(error).__name__}}
            if problem.code is WireCode.INTERNAL_ERROR:
                _logger.exception("%s", problem.code.value, extra=told)
            else:  # as often as somebody asks while the database is away: nothing is to be found in our own lines
                _logger.warning("%s", problem.code.value, extra=told)
            if started:
                raise  # half an answer is out: only closing the connection tells the desktop
            await problem_answer(problem)(scope, receive, sending)
        finally:
            self._note(scope, started[0] if started else 0, time.perf_counter() - begun, request_id)

    def _note(self, scope: Scope, status: int, seconds: float, request_id: str) -> None:
        """Count and log. The route's template and not the path, so that nothing somebody typed is kept."""
        route = getattr(scope.get("route"), "path", "-")
        state = scope.get("state", {})
        refused = state.get("refused")
        self._answered(route, status, None if state.get("endless") else seconds, refused)
        _logger.info(
            "request",
            extra={
                "fields": {
                    "method": scope["method"],
                    "route": route,
                    "status": status,
                    "ms": round(seconds * 1000, 1),
                    "request": request_id,
                    "employee": getattr(state.get("session"), "employee_id", None),
                    "refused": refused,
                }
            },
        )

    async def _explained(self, error: Exception) -> ProblemError:
        """A failure of the environment, or any fault while the database is down, is the database's."""
        down = isinstance(error, Problem)
        if not down:
            try:
                await asyncio.to_thread(self._check_database)
            except Exception:  # noqa: BLE001  # whatever keeps the database from answering
                down = True
        if down:
            return ProblemError(WireCode.DATABASE_UNAVAILABLE, detail="database", headers={"Retry-After": "10"})
        return ProblemError(WireCode.INTERNAL_ERROR)


def _complete(headers: RawHeaders, scope: Scope, request_id: str) -> None:
    """Add what every answer has; a route may say something else of what is only usual."""
    said = {name for name, _ in headers}
    headers += _ALWAYS
    headers.append((_REQUEST, request_id.encode()))
    headers += [header for header in _USUALLY if header[0] not in said]
    if scope.get("scheme") == "https":
        headers.append(_ONLY_SECURE)


def _refusal(scope: Scope) -> ProblemError | None:
    """What is wrong with the request's way or its protocol, if anything; other programs need not name a protocol.

    Whether the server is well may be asked by any way: there is nothing secret about it.
    """
    if scope.get("state", {}).get(INSECURE) and not scope["path"].startswith(_HEALTH):
        return ProblemError(WireCode.INSECURE)
    named = Headers(scope=scope).get(PROTOCOL_HEADER)
    if named is None:
        return None
    if not (named.isascii() and named.isdigit() and len(named) <= 4):
        return ProblemError(WireCode.INVALID_REQUEST, detail=f"header.{PROTOCOL_HEADER}: not_a_version")
    if int(named) < OLDEST_PROTOCOL:
        return ProblemError(WireCode.PROTOCOL_TOO_OLD, headers={"Upgrade": f"Lunch-Protocol/{PROTOCOL}"})
    return None
