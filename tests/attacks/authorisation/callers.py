"""Who calls the API, and what each has to be told where something is needed: the expectation, not the program."""

from enum import StrEnum
from typing import Final

from lunch_desktop.server.needs import Needs
from lunch_desktop.wire.problems import WireCode


class Caller(StrEnum):
    """How a request may come."""

    ANONYMOUS = "without a token"
    FORGED = "with a token that says more than was signed"
    EXPIRED = "with an expired token"
    ENDED = "with a token whose session was ended"
    DEACTIVATED = "deactivated employee"
    EMPLOYEE = "employee"
    ELSEWHERE = "employee of another office"
    FORMER_ADMIN = "admin when the token was made, no longer"
    ADMIN = "admin"
    ADMIN_ELSEWHERE = "admin of another office"


TURNED_AWAY: Final = {
    Caller.ANONYMOUS: WireCode.TOKEN_MISSING,
    Caller.FORGED: WireCode.TOKEN_INVALID,
    Caller.EXPIRED: WireCode.TOKEN_EXPIRED,
    Caller.ENDED: WireCode.SESSION_ENDED,
    Caller.DEACTIVATED: WireCode.ACCOUNT_DEACTIVATED,
}
"""Callers who are nobody to the server."""
ADMINS: Final = frozenset({Caller.ADMIN, Caller.ADMIN_ELSEWHERE})


def told(needs: Needs, caller: Caller) -> WireCode | None:
    """How a caller is refused by a route that needs something; None if they may call it.

    What an operator needs is a way, not a token: everybody here calls from the server's own machine.
    """
    if needs in (Needs.NOTHING, Needs.OPERATOR):
        return None
    if needs is Needs.ADMIN and caller not in TURNED_AWAY and caller not in ADMINS:
        return WireCode.FORBIDDEN
    return TURNED_AWAY.get(caller)
