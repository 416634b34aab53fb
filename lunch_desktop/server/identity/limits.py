"""How often somebody may try to sign in.

Counted are attempts; those that succeed are taken back, so a whole office behind one address can sign in. There are
three counts. By login and address together the limit is tight: that is a person guessing. By login alone it is wide, so
that nobody can lock a colleague out from elsewhere for long. By address alone it stops lists of logins.
Where there is a Redis, all processes count together in it. Without one, and while it does not answer, each counts for
itself.
"""

import math
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from lunch_desktop.domain.times import SECOND
from lunch_desktop.server.identity.shared_attempts import SharedAttempts, Unanswered
from lunch_desktop.server.identity.windows import SignInLimits, SlidingWindow
from lunch_desktop.system.clock import Clock
from lunch_desktop.wire.problems import ProblemError, WireCode


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt that was let through, with the names under which it is counted; `shared` is its own name in Redis."""

    together: str
    login: str
    address: str
    shared: str | None


class SignInGuard:
    """Lets attempts to sign in through, or holds them back."""

    def __init__(self, clock: Clock, limits: SignInLimits | None = None, shared: SharedAttempts | None = None) -> None:
        self._limits = limits or SignInLimits()
        self._together = SlidingWindow(self._limits.together, clock)
        self._login = SlidingWindow(self._limits.login, clock)
        self._address = SlidingWindow(self._limits.address, clock)
        self._shared = shared

    @property
    def shared(self) -> bool | None:
        """Whether Redis answers; None where there is none."""
        return None if self._shared is None else self._shared.available

    def enter(self, login: str, address: str) -> Attempt:
        """Count an attempt before its password is looked at. Raises ProblemError `too_many_attempts`."""
        together = f"{login}\x1f{_network(address)}"
        attempt = Attempt(f"together {together}", f"login {login}", f"address {_network(address)}", None)
        if self._shared is not None:
            limits = self._limits
            counts = [(attempt.together, limits.together), (attempt.login, limits.login)]
            with suppress(Unanswered):
                wait, name = self._shared.take([*counts, (attempt.address, limits.address)])
                _hold_back(wait)
                return Attempt(attempt.together, attempt.login, attempt.address, name)
        self._enter_here(attempt)
        return attempt

    def succeeded(self, attempt: Attempt) -> None:
        """Take the attempt back, and forget this person's failures from this address."""
        self.uncount(attempt)
        self._together.forget(attempt.together)
        if self._shared is not None:
            with suppress(Unanswered):
                self._shared.forget(attempt.together)

    def uncount(self, attempt: Attempt) -> None:
        """Take the attempt back: it was never decided."""
        if attempt.shared is None:
            for window, key in self._counts(attempt):
                window.give_back(key)
        elif self._shared is not None:
            with suppress(Unanswered):
                self._shared.give_back([attempt.together, attempt.login, attempt.address], attempt.shared)

    def close(self) -> None:
        """Hang up."""
        if self._shared is not None:
            self._shared.close()

    def _enter_here(self, attempt: Attempt) -> None:
        taken: list[tuple[SlidingWindow, str]] = []
        for window, key in self._counts(attempt):
            wait = window.take(key)
            if wait:
                for counted, its_key in taken:
                    counted.give_back(its_key)
                _hold_back(wait)
            taken.append((window, key))

    def _counts(self, attempt: Attempt) -> tuple[tuple[SlidingWindow, str], ...]:
        return (self._together, attempt.together), (self._login, attempt.login), (self._address, attempt.address)


def _hold_back(wait: int) -> None:
    """Refuse an attempt for which there are milliseconds to wait."""
    if wait:
        raise ProblemError(WireCode.TOO_MANY_ATTEMPTS, headers={"Retry-After": str(math.ceil(wait / SECOND))})


def _network(address: str) -> str:
    """What one visitor has: an IPv4 address, or the 2^64 IPv6 addresses that begin alike."""
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    return str(ip_network((known, 64), strict=False)) if known.version == 6 else str(known)
