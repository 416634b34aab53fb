"""How a request can fail, told apart by what the desktop does about it."""

import ssl
from typing import Final

from requests import Response
from requests.exceptions import InvalidSchema, InvalidURL, MissingSchema, RequestException, SSLError

from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.wire.problems import PROTOCOL_HEADER, ErrorMessage, WireCode

_GATEWAY: Final = (502, 503, 504)
"""A proxy answers so when the server behind it is gone."""
_PROXY_WANTS_SIGN_IN: Final = 407
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


class NotOurServer(ApiError):
    """Something else answered, such as the sign-in page of a Wi-Fi network. It says nothing about the session."""


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


def of_answer(response: Response, server: str) -> ApiError | None:
    """The failure that an answer tells of; None if it is a success of the company server."""
    status = response.status_code
    if PROTOCOL_HEADER not in response.headers:
        if status in _GATEWAY or status == _PROXY_WANTS_SIGN_IN:
            return Unreachable(Problem(ProblemCode.SERVER_UNREACHABLE, server=server))
        return NotOurServer(Problem(ProblemCode.NOT_OUR_SERVER, server=server))
    if 200 <= status < 300:
        return None
    return _of_error(status, _code(response), response, server)


def _of_error(status: int, code: str, response: Response, server: str) -> ApiError:
    if status == 401:
        wrong = code == WireCode.WRONG_CREDENTIALS
        return Unauthorised(Problem(ProblemCode.WRONG_CREDENTIALS if wrong else ProblemCode.SESSION_ENDED), code)
    if status == 403:
        return Forbidden(_FORBIDDEN.get(code) or Problem(ProblemCode.SERVER_REFUSED, server=server, reason=code), code)
    if status == 426:
        return ProtocolTooOld(Problem(ProblemCode.PROTOCOL_TOO_OLD), code)
    if status == 429:
        seconds = _seconds(response, _DEFAULT_WAIT_SECONDS)
        return RateLimited(Problem(ProblemCode.TOO_MANY_ATTEMPTS, minutes=max(1, -(-seconds // 60))), code, seconds)
    if code == WireCode.RECOVERING:
        return Recovering(Problem(ProblemCode.SERVER_RECOVERING, server=server), code, _seconds(response, 0))
    if status >= 500:
        down = code == WireCode.DATABASE_UNAVAILABLE
        problem = ProblemCode.SERVER_DATABASE_DOWN if down else ProblemCode.SERVER_FAULT
        return ServerFault(Problem(problem, server=server), code, _seconds(response, 0))
    if code == WireCode.WEAK_PASSWORD:
        return Rejected(Problem(ProblemCode.WEAK_PASSWORD, length=8), code)
    if code in _REJECTED:
        return Rejected(Problem(_REJECTED[code]), code)
    return Rejected(Problem(ProblemCode.SERVER_REFUSED, server=server, reason=code or str(status)), code)


_REJECTED: Final[dict[str, ProblemCode]] = {
    WireCode.INVITATION_INVALID: ProblemCode.INVITATION_INVALID,
    WireCode.INVITATION_FOR_ANOTHER: ProblemCode.INVITATION_FOR_ANOTHER,
    WireCode.LOGIN_TAKEN: ProblemCode.LOGIN_TAKEN,
}
_FORBIDDEN: Final[dict[str, Problem]] = {
    WireCode.ACCOUNT_DEACTIVATED: Problem(ProblemCode.ACCOUNT_DEACTIVATED),
    WireCode.WRONG_CREDENTIALS: Problem(ProblemCode.WRONG_CREDENTIALS),
}


def of_exception(error: RequestException, server: str) -> ApiError:
    """The failure behind an exception of requests."""
    if isinstance(error, MissingSchema | InvalidSchema | InvalidURL):
        return Unreachable(Problem(ProblemCode.SERVER_ADDRESS_INVALID, server=server))
    if isinstance(error, SSLError) and _is_about_a_certificate(error):
        return CertificateNotTrusted(Problem(ProblemCode.CERTIFICATE_NOT_TRUSTED, server=server))
    return Unreachable(Problem(ProblemCode.SERVER_UNREACHABLE, server=server))


def _is_about_a_certificate(error: BaseException | None) -> bool:
    """The libraries wrap each other's exceptions, as causes and as arguments."""
    seen = 0
    while error is not None and seen < 10:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        inner = next((one for one in error.args if isinstance(one, BaseException)), None)
        reason = getattr(error, "reason", None)
        error = inner or (reason if isinstance(reason, BaseException) else None) or error.__cause__
        seen += 1
    return False


def _code(response: Response) -> str:
    try:
        return ErrorMessage.model_validate_json(response.content).error.code
    except ValueError:
        return ""


def _seconds(response: Response, otherwise: int) -> int:
    """What the answer asks for, in seconds; a date, or nonsense, says nothing."""
    said = response.headers.get("Retry-After", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else otherwise
