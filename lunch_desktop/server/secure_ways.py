"""By which ways a request may come: with TLS, through a proxy that had it, or from this machine."""

from collections.abc import Callable, Sequence
from ipaddress import ip_address
from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

INSECURE: Final = "insecure"
"""The mark, in a request's state, of one that has crossed a network in the clear."""


def believing(app: ASGIApp, proxies: Sequence[str], *, guarded: bool) -> ASGIApp:
    """The application behind its trusted proxies; where it is `guarded`, what comes in the clear is marked."""
    if not proxies:
        return SecureWays(app, lambda _host: False) if guarded else app
    behind = ProxyHeadersMiddleware(app, list(proxies))  # type: ignore[arg-type]  # uvicorn has types of its own
    return SecureWays(behind, lambda host: host in behind.trusted_hosts) if guarded else behind  # type: ignore[return-value, arg-type]


class SecureWays:
    """ASGI middleware outside of all that rewrites who asks: it sees who has really connected."""

    def __init__(self, app: ASGIApp, is_proxy: Callable[[str], bool]) -> None:
        self._app = app
        self._is_proxy = is_proxy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] == "http" and not self._is_secure(scope):
            scope.setdefault("state", {})[INSECURE] = True
        await self._app(scope, receive, send)

    def _is_secure(self, scope: Scope) -> bool:
        if scope.get("scheme") == "https":
            return True
        host = (scope.get("client") or ("", 0))[0]
        told = Headers(scope=scope).get("x-forwarded-proto")
        if told is not None and self._is_proxy(host):
            return told.strip().lower() == "https"
        return _is_this_machine(host)


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
