"""What goes wrong at a proxy, told apart from what goes wrong behind it."""

import re
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from typing import Final
from urllib.parse import urlsplit

from requests import RequestException
from urllib3.exceptions import ProxyError as ProxyFailed

from lunch_desktop.sync.http_errors import (
    NETWORK_WANTS_SIGN_IN,
    WANTS_SIGN_IN,
    ApiError,
    NotOurServer,
    Unreachable,
    about_a_certificate,
    is_wrong_login,
    of_certificate,
    sign_in_wanted,
)
from lunch_desktop.sync.trust import Trust
from lunch_desktop.sync.ways import Way
from lunch_desktop.system.problems import Problem, ProblemCode

_TUNNEL: Final = re.compile(r"Tunnel connection failed: (\d{3})")
_ASK_SECONDS: Final = 3.0


@dataclass(frozen=True, slots=True)
class ProxyTrouble:
    """A proxy could not be reached (`status` None), or answered `status` where a tunnel was asked for."""

    status: int | None = None


def trouble_at_proxy(error: RequestException) -> ProxyTrouble | None:
    """What the exception says of the proxy; None: the trouble is elsewhere."""
    for one in _inside(error):
        tunnel = _TUNNEL.search(str(one)) if isinstance(one, OSError) else None
        if tunnel is not None:
            return ProxyTrouble(int(tunnel[1]))
    return ProxyTrouble() if any(isinstance(one, ProxyFailed) for one in _inside(error)) else None


def _inside(error: BaseException) -> list[BaseException]:
    """The exception and those that it wraps; the libraries keep them as causes, reasons and arguments."""
    found: list[BaseException] = []
    open_ones: list[object] = [error]
    while open_ones and len(found) < 20:
        one = open_ones.pop(0)
        if isinstance(one, BaseException) and one not in found:
            found.append(one)
            open_ones += [getattr(one, "reason", None), getattr(one, "original_error", None), one.__cause__, *one.args]
    return found


def of_trouble(error: RequestException, trouble: ProxyTrouble, way: Way, server: str, trust: Trust) -> ApiError:
    """The failure behind trouble at the proxy of `way`."""
    if trouble.status is None:
        about = about_a_certificate(error)
        if about is not None:
            return of_certificate(about, way.name, trust)
        return Unreachable(Problem(ProblemCode.PROXY_UNREACHABLE, proxy=way.name))
    if trouble.status == WANTS_SIGN_IN or is_wrong_login(trouble.status, way):
        return sign_in_wanted(way, _offered_at_tunnel(way, server, trust) if way.login is None else "")
    if trouble.status >= 500 and trouble.status != NETWORK_WANTS_SIGN_IN:
        return Unreachable(Problem(ProblemCode.SERVER_UNREACHABLE, server=server))
    if trouble.status < 400 or trouble.status == NETWORK_WANTS_SIGN_IN:
        host = urlsplit(server).hostname or ""
        return NotOurServer(Problem(ProblemCode.CAPTIVE_PORTAL, host=host), f"http://{host}/")
    return Unreachable(Problem(ProblemCode.PROXY_REFUSED, proxy=way.name, status=trouble.status))


def _offered_at_tunnel(way: Way, url: str, trust: Trust) -> str:
    """By what kinds of sign-in the proxy lets somebody through to `url`; empty where it doesn't say.

    The libraries keep no header of a refused tunnel, so it is asked for once more, by hand and without a name.
    """
    parts, target = urlsplit(way.proxy), urlsplit(url)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=_ASK_SECONDS)
    try:
        connection.connect()
        if parts.scheme == "https":
            connection.sock = trust.context().wrap_socket(connection.sock, server_hostname=parts.hostname)
        where = f"{target.hostname}:{target.port or 443}"
        connection.putrequest("CONNECT", where, skip_host=True, skip_accept_encoding=True)
        connection.putheader("Host", where)
        connection.endheaders()
        answer = connection.getresponse()
        return ", ".join(answer.headers.get_all("Proxy-Authenticate") or ())
    except (OSError, HTTPException):
        return ""
    finally:
        connection.close()
