"""How a request can fail, told apart by what the desktop does about it."""

import re
import ssl
from typing import Final
from urllib.parse import urljoin, urlsplit

from requests import Response
from requests.exceptions import InvalidSchema, InvalidURL, MissingSchema, RequestException, SSLError

from lunch_desktop.sync.trust import Trust, WrongKey
from lunch_desktop.sync.ways import DIRECT, Way
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.system.weak_passwords import LEAST
from lunch_desktop.wire.problems import PROTOCOL_HEADER, SHORTEST_PASSWORD_HEADER, ErrorMessage, WireCode

_GATEWAY: Final = (502, 503, 504)
"""A proxy answers so when the server behind it is gone."""
WANTS_SIGN_IN: Final = 407
"""The answer of a proxy that wants to know who asks."""
WRONG_LOGIN_WAIT: Final = 900
"""Seconds: directories lock an account after a few wrong passwords, so a proxy is not asked with them again soon."""
NETWORK_WANTS_SIGN_IN: Final = 511
_REDIRECTS: Final = (301, 302, 303, 307, 308)
_PAGES: Final = (200, 401, 403)
"""What sign-in pages of networks answer with."""
_DEFAULT_WAIT_SECONDS: Final = 60


class ApiError(Exception):
    """A request failed. `code` is the server's word (a WireCode, or another of a newer server), empty without one.

    `problem` is what a person may be told. `retry_after` is for how many seconds the server asked to be left alone.
    """

    def __init__(self, problem: Problem, code: str = "", retry_after: int = 0) -> None:
        super().__init__(problem.code.value, code)
        self.problem = problem
        self.code = code
        self.retry_after = retry_after


class Unreachable(ApiError):
    """There was no answer: no such name, refused, timed out, broken off, or a proxy without a server behind it."""


class CertificateNotTrusted(ApiError):
    """The server could not prove who it is; nothing was sent."""


class NotSecure(ApiError):
    """The server speaks no TLS, is on another machine, and nobody has allowed that; nothing was sent."""


class Silent(Unreachable):
    """A live stream of which nothing came for long, such as through a proxy that gathers answers first."""


class NotOurServer(ApiError):
    """Something else answered, such as the sign-in page of a Wi-Fi network. It says nothing about the session.

    `portal` is the address, http or https, of the page on which the network wants people to sign in; else empty.
    """

    def __init__(self, problem: Problem, portal: str = "") -> None:
        super().__init__(problem)
        self.portal = portal


class Unauthorised(ApiError):
    """The access or refresh token, or the password, was not accepted."""


class Forbidden(ApiError):
    """The account may not; nothing was consumed."""


class ProtocolTooOld(ApiError):
    """This version has to be updated before it can talk to the server."""


class ServerFault(ApiError):
    """The server answered that it, or its database, cannot serve."""


class Recovering(ServerFault):
    """The server was restored from a backup, and gathers for a while what desktops offer it again."""


class RateLimited(ApiError):
    """Too many attempts."""


class Rejected(ApiError):
    """The server did not take the request as it is: `code` says what to do."""


def of_answer(response: Response, server: str, way: Way = DIRECT) -> ApiError | None:
    """The failure that an answer tells of; None if it is a success of the company server. It came by `way`."""
    status = response.status_code
    if PROTOCOL_HEADER not in response.headers:
        if (status == WANTS_SIGN_IN and way.proxy) or is_wrong_login(status, way):
            return sign_in_wanted(way, response.headers.get("Proxy-Authenticate", ""))
        if status in _GATEWAY or status == WANTS_SIGN_IN or (way.proxy and status == 500):
            return Unreachable(Problem(ProblemCode.SERVER_UNREACHABLE, server=server))
        return of_stranger(response, server) or NotOurServer(Problem(ProblemCode.NOT_OUR_SERVER, server=server))
    if 200 <= status < 300:
        return None
    return _of_error(status, _code(response), response, server)


def of_stranger(response: Response, server: str) -> NotOurServer | None:
    """The network's sign-in page, if an answer without our header is one or leads to one.

    A redirect within the server's own host is none: there the address is only half right, as http for https.
    """
    status = response.status_code
    leads_to = urljoin(response.url or server, response.headers.get("Location", "")) if status in _REDIRECTS else ""
    is_elsewhere = urlsplit(leads_to).hostname not in (None, urlsplit(server).hostname)
    is_page = status in _PAGES and response.headers.get("Content-Type", "").startswith("text/html")
    if not (status == NETWORK_WANTS_SIGN_IN or is_page or is_elsewhere or _differs_in_port(leads_to, server)):
        return None
    page = leads_to if urlsplit(leads_to).scheme in ("http", "https") else server
    host = urlsplit(page).hostname or ""
    return NotOurServer(Problem(ProblemCode.CAPTIVE_PORTAL, host=host), page)


def _differs_in_port(leads_to: str, server: str) -> bool:
    """Whether a redirect to the same host leads to another service there, not only from http to https."""
    there, here = urlsplit(leads_to), urlsplit(server)
    return bool(leads_to) and there.scheme == here.scheme and there.netloc != here.netloc


def is_wrong_login(status: int, way: Way) -> bool:
    """Whether an answer that is not the server's refuses the name that was told to the proxy. Tinyproxy says 401."""
    return way.login is not None and status in (401, WANTS_SIGN_IN)


def sign_in_wanted(way: Way, offered: str) -> Unreachable:
    """The proxy of `way` wants to know who asks. `offered` is its header Proxy-Authenticate."""
    if way.login is not None:
        return Unreachable(Problem(ProblemCode.PROXY_SIGN_IN_WRONG, proxy=way.name), retry_after=WRONG_LOGIN_WAIT)
    if "basic" not in offered.lower():
        kinds = ", ".join(sorted({one.split()[0] for one in offered.split(",") if one.split()}))[:60]
        return Unreachable(Problem(ProblemCode.PROXY_SIGN_IN_UNSUPPORTED, proxy=way.name, kind=kinds or "?"))
    return Unreachable(Problem(ProblemCode.PROXY_SIGN_IN, proxy=way.name))


def _of_error(status: int, code: str, response: Response, server: str) -> ApiError:
    if status == 401:
        return Unauthorised(Problem(_UNAUTHORISED.get(code, ProblemCode.SESSION_ENDED)), code)
    if status == 403:
        return Forbidden(_FORBIDDEN.get(code) or Problem(ProblemCode.SERVER_REFUSED, server=server, reason=code), code)
    if status == 426:
        return ProtocolTooOld(Problem(ProblemCode.PROTOCOL_TOO_OLD), code)
    if status == 429:
        seconds = _seconds(response, _DEFAULT_WAIT_SECONDS)
        if code == WireCode.EXPORTS_BUSY:
            return RateLimited(Problem(ProblemCode.EXPORTS_BUSY), code, seconds)
        return RateLimited(Problem(ProblemCode.TOO_MANY_ATTEMPTS, minutes=max(1, -(-seconds // 60))), code, seconds)
    if code == WireCode.INSECURE:
        return NotSecure(Problem(ProblemCode.PLAIN_HTTP_REFUSED, server=server), code)
    if code == WireCode.RECOVERING:
        return Recovering(Problem(ProblemCode.SERVER_RECOVERING, server=server), code, _seconds(response, 0))
    if status >= 500:
        down = code == WireCode.DATABASE_UNAVAILABLE
        problem = ProblemCode.SERVER_DATABASE_DOWN if down else ProblemCode.SERVER_FAULT
        return ServerFault(Problem(problem, server=server), code, _seconds(response, 0))
    if code == WireCode.WEAK_PASSWORD:
        return Rejected(Problem(ProblemCode.WEAK_PASSWORD, length=_shortest_password(response)), code)
    if code == WireCode.EXPORT_REFUSED:
        return Rejected(Problem(ProblemCode.EXPORT_REFUSED, reason=_detail(response) or code), code)
    if code in _REJECTED:
        return Rejected(Problem(_REJECTED[code]), code)
    return Rejected(Problem(ProblemCode.SERVER_REFUSED, server=server, reason=code or str(status)), code)


def _shortest_password(response: Response) -> int:
    """How many characters the server asks for; one that does not say it asks for 8."""
    said = response.headers.get(SHORTEST_PASSWORD_HEADER, "")
    return int(said) if re.fullmatch(r"\d{1,3}", said, re.ASCII) else LEAST


_REJECTED: Final[dict[str, ProblemCode]] = {
    WireCode.INVITATION_INVALID: ProblemCode.INVITATION_INVALID,
    WireCode.INVITATION_FOR_ANOTHER: ProblemCode.INVITATION_FOR_ANOTHER,
    WireCode.LOGIN_TAKEN: ProblemCode.LOGIN_TAKEN,
    WireCode.RESET_INVALID: ProblemCode.RESET_INVALID,
}
_UNAUTHORISED: Final[dict[str, ProblemCode]] = {
    WireCode.WRONG_CREDENTIALS: ProblemCode.WRONG_CREDENTIALS,
    WireCode.DEVICE_LOST: ProblemCode.DEVICE_LOST,
}
_FORBIDDEN: Final[dict[str, Problem]] = {
    WireCode.ACCOUNT_DEACTIVATED: Problem(ProblemCode.ACCOUNT_DEACTIVATED),
    WireCode.WRONG_CREDENTIALS: Problem(ProblemCode.WRONG_CREDENTIALS),
}


def of_exception(error: RequestException, server: str, trust: Trust | None = None) -> ApiError:
    """The failure behind an exception of requests."""
    if isinstance(error, MissingSchema | InvalidSchema | InvalidURL):
        return Unreachable(Problem(ProblemCode.SERVER_ADDRESS_INVALID, server=server))
    about = about_a_certificate(error) if isinstance(error, SSLError) else None
    if about is not None:
        return of_certificate(about, server, trust)
    return Unreachable(Problem(ProblemCode.SERVER_UNREACHABLE, server=server))


def of_certificate(about: ssl.SSLCertVerificationError, server: str, trust: Trust | None) -> CertificateNotTrusted:
    """The server, or a proxy, is not who it should be. A company's file that can't be used may be all that is wrong."""
    if isinstance(about, WrongKey):
        return CertificateNotTrusted(Problem(ProblemCode.SERVER_KEY_CHANGED, server=server))
    if trust is not None and trust.problem is not None:
        return CertificateNotTrusted(trust.problem)
    return CertificateNotTrusted(Problem(ProblemCode.CERTIFICATE_NOT_TRUSTED, server=server))


def about_a_certificate(error: BaseException | None) -> ssl.SSLCertVerificationError | None:
    """The libraries wrap each other's exceptions, as causes and as arguments."""
    seen = 0
    while error is not None and seen < 10:
        if isinstance(error, ssl.SSLCertVerificationError):
            return error
        inner = next((one for one in error.args if isinstance(one, BaseException)), None)
        reason = getattr(error, "reason", None)
        error = inner or (reason if isinstance(reason, BaseException) else None) or error.__cause__
        seen += 1
    return None


def _code(response: Response) -> str:
    try:
        return ErrorMessage.model_validate_json(response.content).error.code
    except ValueError:
        return ""


def _detail(response: Response) -> str:
    """Of an answer that has a code."""
    return ErrorMessage.model_validate_json(response.content).error.detail[:100]


def _seconds(response: Response, otherwise: int) -> int:
    """What the answer asks for, in seconds; a date, or nonsense, says nothing."""
    said = response.headers.get("Retry-After", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else otherwise
