"""How often somebody may try to sign in.

Counted are attempts; those that succeed are taken back, so a whole office behind one address can sign in. Of strangers
there are three counts. By login and address together the limit is tight: that is a person guessing. By login alone it
is wide. By address alone it stops lists of logins.

Who brings a device token is no stranger: such attempts are counted by that device alone, so that whoever floods a login
from elsewhere can't keep its owner out. A device whose count is used up counts as a stranger: who stole a token gets
that one count more than others, and its owner may still try as anybody may. Who is signed in and confirms it with the
password is counted by that session alone.

Where there is a Redis, all processes count together in it. Without one, and while it does not answer, each counts for
itself.
"""

import math
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from typing import Final

from lunch_desktop.domain.times import SECOND
from lunch_desktop.server.identity.shared_attempts import SharedAttempts, Unanswered
from lunch_desktop.server.identity.windows import SignInLimits, SlidingWindow
from lunch_desktop.system.clock import Clock
from lunch_desktop.wire.problems import ProblemError, WireCode

_TOGETHER: Final = "together"
_LOGIN: Final = "login"
_ADDRESS: Final = "address"
_DEVICE: Final = "device"
_FORGIVEN: Final = (_TOGETHER, _DEVICE)
"""What a success clears: the typing errors of the one who succeeded."""


@dataclass(frozen=True, slots=True)
class _Count:
    """One of the counts: which kind, and whose."""

    kind: str
    whose: str

    @property
    def name(self) -> str:
        return f"{self.kind} {self.whose}"


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt that was let through, with what it is counted under; `shared` is its own name in Redis."""

    counts: tuple[_Count, ...]
    shared: str | None


class SignInGuard:
    """Lets attempts to sign in through, or holds them back."""

    def __init__(self, clock: Clock, limits: SignInLimits | None = None, shared: SharedAttempts | None = None) -> None:
        chosen = limits or SignInLimits()
        self._limits = {
            _TOGETHER: chosen.together,
            _LOGIN: chosen.login,
            _ADDRESS: chosen.address,
            _DEVICE: chosen.device,
        }
        self._windows = {kind: SlidingWindow(limit, clock) for kind, limit in self._limits.items()}
        self._shared = shared

    @property
    def shared(self) -> bool | None:
        """Whether Redis answers; None where there is none."""
        return None if self._shared is None else self._shared.available

    def enter(self, login: str, address: str, device: str | None = None) -> Attempt:
        """Count an attempt before its password is looked at; `device` names one that is known as this login's.

        Raises ProblemError `too_many_attempts`.
        """
        if device is not None:
            _, attempt = self._take((_Count(_DEVICE, device),))
            if attempt is not None:
                return attempt
        network = _network(address)
        together = _Count(_TOGETHER, f"{login}\x1f{network}")
        wait, attempt = self._take((together, _Count(_LOGIN, login), _Count(_ADDRESS, network)))
        return _let_through(wait, attempt)

    def enter_signed_in(self, session: str) -> Attempt:
        """Count an attempt to confirm, in a session, that it is its owner who asks. Raises as `enter`."""
        wait, attempt = self._take((_Count(_DEVICE, f"session {session}"),))
        return _let_through(wait, attempt)

    def succeeded(self, attempt: Attempt) -> None:
        """Take the attempt back, and forget this person's failures from this address or device."""
        self.uncount(attempt)
        for count in attempt.counts:
            if count.kind in _FORGIVEN:
                self._windows[count.kind].forget(count.name)
                if self._shared is not None:
                    with suppress(Unanswered):
                        self._shared.forget(count.name)

    def uncount(self, attempt: Attempt) -> None:
        """Take the attempt back: it was never decided."""
        if attempt.shared is None:
            self._give_back(attempt.counts)
        elif self._shared is not None:
            with suppress(Unanswered):
                self._shared.give_back([count.name for count in attempt.counts], attempt.shared)

    def close(self) -> None:
        """Hang up."""
        if self._shared is not None:
            self._shared.close()

    def _take(self, counts: tuple[_Count, ...]) -> tuple[int, Attempt | None]:
        """Count under all, or under none where one is used up: then the milliseconds to wait."""
        if self._shared is not None:
            with suppress(Unanswered):
                wait, name = self._shared.take([(count.name, self._limits[count.kind]) for count in counts])
                return wait, None if wait else Attempt(counts, name)
        for number, count in enumerate(counts):
            wait = self._windows[count.kind].take(count.name)
            if wait:
                self._give_back(counts[:number])
                return wait, None
        return 0, Attempt(counts, None)

    def _give_back(self, counts: Sequence[_Count]) -> None:
        for count in counts:
            self._windows[count.kind].give_back(count.name)


def _let_through(wait: int, attempt: Attempt | None) -> Attempt:
    """The attempt, or the milliseconds to wait for one."""
    if attempt is None:
        raise ProblemError(WireCode.TOO_MANY_ATTEMPTS, headers={"Retry-After": str(math.ceil(wait / SECOND))})
    return attempt


def _network(address: str) -> str:
    """What one visitor has: an IPv4 address, or the 2^64 IPv6 addresses that begin alike."""
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    return str(ip_network((known, 64), strict=False)) if known.version == 6 else str(known)
