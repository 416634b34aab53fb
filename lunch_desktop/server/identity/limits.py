"""How often somebody may try to sign in.

Counted are attempts; those that succeed are taken back, so a whole office behind one address can sign in. There are
three counts. By login and address together the limit is tight: that is a person guessing. By login alone it is wide, so
that nobody can lock a colleague out from elsewhere for long. By address alone it stops lists of logins.
Counts are in memory: a restart forgives, and each process counts for itself.
"""

import math
import threading
from collections import OrderedDict, deque
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from typing import Final

from lunch_desktop.domain.times import MINUTE, SECOND, Instant
from lunch_desktop.system.clock import Clock
from lunch_desktop.wire.problems import ProblemError, WireCode


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `attempts` within `window` milliseconds."""

    attempts: int
    window: int


_MOST_KEYS: Final = 20_000


class SlidingWindow:
    """Counts by key; of too many keys those counted longest ago are forgotten. Safe from every thread."""

    def __init__(self, limit: Limit, clock: Clock) -> None:
        self._limit = limit
        self._clock = clock
        self._turn = threading.Lock()
        self._attempts: OrderedDict[str, deque[Instant]] = OrderedDict()

    def take(self, key: str) -> int:
        """Count an attempt. 0, or the milliseconds to wait where there were too many; such a one is not counted."""
        with self._turn:
            now = self._clock.now()
            attempts = self._attempts.setdefault(key, deque())
            while attempts and not 0 <= now - attempts[0] < self._limit.window:
                attempts.popleft()
            if len(attempts) >= self._limit.attempts:
                return self._limit.window - (now - attempts[0])
            attempts.append(now)
            self._attempts.move_to_end(key)
            if len(self._attempts) > _MOST_KEYS:
                self._attempts.popitem(last=False)
            return 0

    def give_back(self, key: str) -> None:
        """Uncount the last attempt."""
        with self._turn:
            attempts = self._attempts.get(key)
            if attempts:
                attempts.pop()
            if not attempts:
                self._attempts.pop(key, None)

    def forget(self, key: str) -> None:
        """Uncount all attempts of a key."""
        with self._turn:
            self._attempts.pop(key, None)


@dataclass(frozen=True, slots=True)
class SignInLimits:
    """The three limits."""

    together: Limit = Limit(5, 15 * MINUTE)
    login: Limit = Limit(50, 15 * MINUTE)
    address: Limit = Limit(50, 15 * MINUTE)


class SignInGuard:
    """Lets attempts to sign in through, or holds them back."""

    def __init__(self, clock: Clock, limits: SignInLimits | None = None) -> None:
        chosen = limits or SignInLimits()
        self._together = SlidingWindow(chosen.together, clock)
        self._login = SlidingWindow(chosen.login, clock)
        self._address = SlidingWindow(chosen.address, clock)

    def enter(self, login: str, address: str) -> None:
        """Count an attempt before its password is looked at. Raises ProblemError `too_many_attempts`."""
        taken: list[tuple[SlidingWindow, str]] = []
        for window, key in self._keys(login, address):
            wait = window.take(key)
            if wait:
                for counted, its_key in taken:
                    counted.give_back(its_key)
                seconds = math.ceil(wait / SECOND)
                raise ProblemError(WireCode.TOO_MANY_ATTEMPTS, headers={"Retry-After": str(seconds)})
            taken.append((window, key))

    def succeeded(self, login: str, address: str) -> None:
        """Take the attempt back, and forget this person's failures from this address."""
        self.uncount(login, address)
        self._together.forget(_together(login, address))

    def uncount(self, login: str, address: str) -> None:
        """Take the attempt back: it was never decided."""
        for window, key in self._keys(login, address):
            window.give_back(key)

    def _keys(self, login: str, address: str) -> tuple[tuple[SlidingWindow, str], ...]:
        return (
            (self._together, _together(login, address)),
            (self._login, login),
            (self._address, _network(address)),
        )


def _together(login: str, address: str) -> str:
    return f"{login}\x1f{_network(address)}"


def _network(address: str) -> str:
    """What one visitor has: an IPv4 address, or the 2^64 IPv6 addresses that begin alike."""
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    return str(ip_network((known, 64), strict=False)) if known.version == 6 else str(known)
