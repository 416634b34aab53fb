"""How the server says no: one shape for every error, and the codes that desktops act on."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from pydantic import BaseModel, ConfigDict

PROTOCOL_HEADER: Final = "Lunch-Protocol"
"""Every answer carries it. An answer without it did not come from the company server."""
REQUEST_HEADER: Final = "Lunch-Request"
"""Names the request in the server's log; a person can read it out to the operator."""

SHORTEST_PASSWORD_HEADER: Final = "Lunch-Shortest-Password"
"""With `weak_password`: how many characters a password needs at this server."""


class WireCode(StrEnum):
    """Why a request was not served. Desktops decide by the code, never by the text."""

    TOKEN_MISSING = "token_missing"
    TOKEN_INVALID = "token_invalid"
    TOKEN_EXPIRED = "token_expired"
    SESSION_ENDED = "session_ended"
    """Signed out, revoked, expired, or its refresh token was used twice: only signing in again helps."""
    DEVICE_LOST = "device_lost"
    """The session has ended because its device was said to be lost: the desktop erases what it has of the account."""
    WRONG_CREDENTIALS = "wrong_credentials"
    """The login or the password; which of them is never said."""
    ACCOUNT_DEACTIVATED = "account_deactivated"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    CLIENT_FORKED = "client_forked"
    """The device's queue does not continue what the server has of it; it takes a new client id and sends again."""
    SEQUENCE_GAP = "sequence_gap"
    EPOCH_CHANGED = "epoch_changed"
    """The database was restored since; the desktop pulls first."""
    RESYNC_REQUIRED = "resync_required"
    TOO_LARGE = "too_large"
    UNSUPPORTED_MEDIA = "unsupported_media"
    INVALID_REQUEST = "invalid_request"
    WEAK_PASSWORD = "weak_password"
    INVITATION_INVALID = "invitation_invalid"
    """Unknown, expired, used up or withdrawn; which of them is never said."""
    INVITATION_FOR_ANOTHER = "invitation_for_another"
    """It was made for another e-mail address."""
    LOGIN_TAKEN = "login_taken"
    INSECURE = "insecure"
    """The request has crossed a network without TLS."""
    RESET_INVALID = "reset_invalid"
    """The code that sets a password anew: unknown, expired, used or replaced; which of them is never said."""
    LAST_ADMIN = "last_admin"
    """Without this admin the company would have none."""
    PROTOCOL_TOO_OLD = "protocol_too_old"
    EXPORT_REFUSED = "export_refused"
    """There is no such export; `detail` is the code of why."""
    EXPORTS_BUSY = "exports_busy"
    """As many exports as the server makes at a time are being made."""
    TOO_MANY_ATTEMPTS = "too_many_attempts"
    INTERNAL_ERROR = "internal_error"
    DATABASE_UNAVAILABLE = "database_unavailable"
    TOO_BUSY = "too_busy"
    RECOVERING = "recovering"
    """The server was restored from a backup, and gathers what desktops can prove to have been decided since."""


STATUS: Final[Mapping[WireCode, int]] = {
    WireCode.TOKEN_MISSING: 401,
    WireCode.TOKEN_INVALID: 401,
    WireCode.TOKEN_EXPIRED: 401,
    WireCode.SESSION_ENDED: 401,
    WireCode.DEVICE_LOST: 401,
    WireCode.WRONG_CREDENTIALS: 401,
    WireCode.ACCOUNT_DEACTIVATED: 403,
    WireCode.FORBIDDEN: 403,
    WireCode.NOT_FOUND: 404,
    WireCode.METHOD_NOT_ALLOWED: 405,
    WireCode.CLIENT_FORKED: 409,
    WireCode.SEQUENCE_GAP: 409,
    WireCode.EPOCH_CHANGED: 409,
    WireCode.RESYNC_REQUIRED: 410,
    WireCode.TOO_LARGE: 413,
    WireCode.UNSUPPORTED_MEDIA: 415,
    WireCode.INVALID_REQUEST: 422,
    WireCode.WEAK_PASSWORD: 422,
    WireCode.INVITATION_INVALID: 404,
    WireCode.INVITATION_FOR_ANOTHER: 422,
    WireCode.LOGIN_TAKEN: 409,
    WireCode.INSECURE: 421,
    WireCode.RESET_INVALID: 404,
    WireCode.LAST_ADMIN: 409,
    WireCode.PROTOCOL_TOO_OLD: 426,
    WireCode.EXPORT_REFUSED: 422,
    WireCode.EXPORTS_BUSY: 429,
    WireCode.TOO_MANY_ATTEMPTS: 429,
    WireCode.INTERNAL_ERROR: 500,
    WireCode.DATABASE_UNAVAILABLE: 503,
    WireCode.TOO_BUSY: 503,
    WireCode.RECOVERING: 503,
}

TITLES: Final[Mapping[WireCode, str]] = {
    WireCode.TOKEN_MISSING: "Sign-in needed",
    WireCode.TOKEN_INVALID: "The access token is not valid",
    WireCode.TOKEN_EXPIRED: "The access token has expired",
    WireCode.SESSION_ENDED: "The session has ended",
    WireCode.DEVICE_LOST: "The device was said to be lost",
    WireCode.WRONG_CREDENTIALS: "The login or the password is wrong",
    WireCode.ACCOUNT_DEACTIVATED: "The account is deactivated",
    WireCode.FORBIDDEN: "Not allowed",
    WireCode.NOT_FOUND: "Not found",
    WireCode.METHOD_NOT_ALLOWED: "Method not allowed",
    WireCode.CLIENT_FORKED: "The device's queue has another history",
    WireCode.SEQUENCE_GAP: "Changes are missing before these",
    WireCode.EPOCH_CHANGED: "The server was restored",
    WireCode.RESYNC_REQUIRED: "A full sync is needed",
    WireCode.TOO_LARGE: "The request is too large",
    WireCode.UNSUPPORTED_MEDIA: "The request must be JSON",
    WireCode.INVALID_REQUEST: "The request is not understood",
    WireCode.WEAK_PASSWORD: "The password is too easy to guess",
    WireCode.INVITATION_INVALID: "The invitation is not good",
    WireCode.INVITATION_FOR_ANOTHER: "The invitation is for another address",
    WireCode.LOGIN_TAKEN: "The login is taken",
    WireCode.INSECURE: "This server is reached by https only",
    WireCode.RESET_INVALID: "The reset is not good",
    WireCode.LAST_ADMIN: "The company needs an admin",
    WireCode.PROTOCOL_TOO_OLD: "The desktop must be updated",
    WireCode.EXPORT_REFUSED: "There is no such export",
    WireCode.EXPORTS_BUSY: "Other exports are being made",
    WireCode.TOO_MANY_ATTEMPTS: "Too many attempts",
    WireCode.INTERNAL_ERROR: "The server made a mistake",
    WireCode.DATABASE_UNAVAILABLE: "The server's database is not available",
    WireCode.TOO_BUSY: "The server is too busy",
    WireCode.RECOVERING: "The server was restored and gathers what was decided since",
}
"""For whoever reads the API; people at desktops read the texts of `resources/texts`."""


class ErrorBody(BaseModel):
    """The content of an error. `detail` says in English what happened; it never holds what was sent."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    code: str
    title: str
    detail: str = ""
    status: int


class ErrorMessage(BaseModel):
    """What every answer of 400 and above is."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    error: ErrorBody


class ProblemError(Exception):
    """Raised while a request is served; becomes the answer. `status` is the code's own unless given."""

    def __init__(
        self,
        code: WireCode,
        status: int | None = None,
        *,
        detail: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(code.value, detail)
        self.code = code
        self.status = STATUS[code] if status is None else status
        self.detail = detail
        self.headers = dict(headers or {})

    def message(self) -> ErrorMessage:
        """The answer's body."""
        return ErrorMessage(
            error=ErrorBody(code=self.code, title=TITLES[self.code], detail=self.detail, status=self.status)
        )
