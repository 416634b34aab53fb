"""What a route needs and what it is about; what is not in the table is not served. Changes: `domain.authorisation`."""

import hmac
import inspect
import logging
from collections.abc import Awaitable, Callable, Sequence
from enum import StrEnum
from typing import Any, Final

from fastapi import FastAPI, Request, Response
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from lunch_desktop.domain.people import Role
from lunch_desktop.server.configuration.checks import is_loopback
from lunch_desktop.server.identity.service import Identity, Session
from lunch_desktop.server.workers import ShortWork
from lunch_desktop.store.company.accounts_audit import ACTING_DEVICE
from lunch_desktop.wire.problems import ErrorMessage, ProblemError, WireCode

SMALL_BODY: Final = 64 * 1024
LARGE_BODY: Final = 8 * 1024 * 1024
"""Bytes of a request; longer ones are refused before they are read to the end."""

_PASSED_ON: Final = ("forwarded", "x-forwarded-for", "x-forwarded-proto", "x-real-ip", "via")

SECURITY_SCHEMES: Final = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "The access token of auth/sign-in",
    }
}
"""For the API's description."""


_logger = logging.getLogger(__name__)


class Needs(StrEnum):
    """Who may call a route."""

    NOTHING = "nothing"
    OPERATOR = "operator"
    """Who looks after the server: on its own machine, or with the operator's token."""
    EMPLOYEE = "employee"
    ADMIN = "admin"


class Of(StrEnum):
    """What a route reads or changes, beyond who may call it. What is out of reach answers like what is not there."""

    NOBODY = "nobody's"
    """The same for everybody: it tells and changes nothing of people, offices or lunches."""
    ONESELF = "one's own"
    """Of the one who asks: their account, their devices, the queue of a device of theirs."""
    SEEN = "what one may see"
    """By the scopes that the one who asks belongs to now; see `domain.visibility`."""
    HOLDER = "what the secret is for"
    """The request has to bring a secret: a password, a refresh token, an invitation's code."""
    COMPANY = "the company's"


_OF_EACH: Final = {
    Needs.NOTHING: frozenset({Of.NOBODY, Of.HOLDER}),
    Needs.OPERATOR: frozenset(Of),
    Needs.EMPLOYEE: frozenset({Of.NOBODY, Of.ONESELF, Of.SEEN, Of.HOLDER}),
    Needs.ADMIN: frozenset(Of),
}
"""What a route may be about, by who may call it."""


def session_of(request: Request) -> Session:
    """Who is asking; only in routes that need somebody."""
    session: Session = request.state.session
    return session


def address_of(request: Request) -> str:
    """Where the request came from; a proxy's word counts only if the server was told to trust it."""
    return request.client.host if request.client else "unknown"


class RouteTable:
    """Adds routes to the application, each with what it needs."""

    def __init__(self, app: FastAPI, identity: Identity, workers: ShortWork, operators_token: str = "") -> None:
        """`operators_token`: what an operator elsewhere has to show; empty for nobody."""
        self._app = app
        self._identity = identity
        self._workers = workers
        self._operators_token = operators_token
        self._known = {id(route) for route in app.router.routes}
        if self._known:
            raise RuntimeError("the application already has routes that need nothing")

    def add(
        self,
        method: str,
        path: str,
        endpoint: Callable[..., Any],
        *,
        needs: Needs,
        of: Of,
        answer: type[BaseModel] | None = None,
        status: int = 200,
        body: type[BaseModel] | None = None,
        errors: Sequence[int] = (),
        largest: int = SMALL_BODY,
    ) -> None:
        """Serve `endpoint` at `path`. Raises RuntimeError where too many could call what it is about.

        `body` is for endpoints that read and check the request themselves, `errors` for statuses beyond the usual
        ones; both are for the API's description.
        """
        if of not in _OF_EACH[needs]:
            raise RuntimeError(f"{method} {path} is about {of} and can't be open to whoever needs {needs}")
        usual = {413, 422, 426, 429, 500, 503} | ({401, 403} if needs is not Needs.NOTHING else set())
        extra: dict[str, Any] = {"x-needs": needs.value, "x-of": of.value}
        if body is not None:
            schema = {"$ref": f"#/components/schemas/{body.__name__}"}
            extra["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
        if needs is not Needs.NOTHING:
            extra["security"] = [{"bearer": []}]
        route = APIRoute(
            path,
            endpoint,
            methods=[method],
            response_model=answer,
            status_code=status,
            responses={code: {"model": ErrorMessage} for code in sorted(usual | set(errors))},
            openapi_extra=extra,
            max_body_size=largest,
        )
        if _is_plain(endpoint):
            route.app = RequestBodyLimitMiddleware(_plain(endpoint), largest)
        if needs is not Needs.NOTHING:
            route.app = self._guarded(route.app, needs)
        self._app.router.routes.append(route)
        self._known.add(id(route))

    def check(self) -> None:
        """Refuse to start with a route that went past this table."""
        strange = [getattr(route, "path", "?") for route in self._app.router.routes if id(route) not in self._known]
        if strange:
            raise RuntimeError(f"these routes do not say what they need: {strange}")

    def _guarded(self, app: ASGIApp, needs: Needs) -> ASGIApp:
        """`app` for those who may; everybody else is refused before anything of the request is read."""

        async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
            request = Request(scope)
            if needs is Needs.OPERATOR:
                self._check_operator(request)
            else:
                request.state.session = session = await self._authenticated(request)
                ACTING_DEVICE.set(session.family)
                if needs is Needs.ADMIN and session.role is not Role.ADMIN:
                    _note_refused(session, request)
                    raise ProblemError(WireCode.FORBIDDEN)
            await app(scope, receive, send)

        return guarded

    async def _authenticated(self, request: Request) -> Session:
        token = _token_of(request)
        known = self._identity.session_if_known(token)
        if known is not None:
            return known
        return await self._workers.run(self._identity.session, token)

    def _check_operator(self, request: Request) -> None:
        """A request that a proxy passed on comes from elsewhere, although its connection comes from here."""
        passed_on = any(name in request.headers for name in _PASSED_ON)
        if is_loopback(address_of(request)) and not passed_on:
            return
        if not self._operators_token:
            raise ProblemError(WireCode.FORBIDDEN)
        if not hmac.compare_digest(_token_of(request).encode(), self._operators_token.encode()):
            raise ProblemError(WireCode.TOKEN_INVALID)


def _note_refused(session: Session, request: Request) -> None:
    """No window offers employees what is for admins: whoever asks has another client."""
    asked = {"employee": session.employee_id, "method": request.method, "path": request.url.path[:200]}
    _logger.warning("an employee asked for what is for admins", extra={"fields": asked})


def _token_of(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise ProblemError(WireCode.TOKEN_MISSING)
    return token.strip()


def _is_plain(endpoint: Callable[..., Any]) -> bool:
    """Whether it takes the request as it is and makes the whole answer itself."""
    said = inspect.signature(endpoint)
    return list(said.parameters) == ["request"] and said.return_annotation is Response


def _plain(endpoint: Callable[[Request], Awaitable[Response]]) -> ASGIApp:
    """The endpoint without the framework reading parameters and shaping answers: a third of a request's time."""

    async def served(scope: Scope, receive: Receive, send: Send) -> None:
        response = await endpoint(Request(scope, receive))
        await response(scope, receive, send)

    return served
