"""How often something happened lately, counted in this process: a restart forgives."""

import threading
from collections import OrderedDict, deque
from dataclasses import dataclass
from typing import Final

from lunch_desktop.domain.times import MINUTE, Instant
from lunch_desktop.system.clock import Clock


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `attempts` within `window` milliseconds."""

    attempts: int
    window: int


@dataclass(frozen=True, slots=True)
class SignInLimits:
    """The limits of strangers, and of each known device."""

    together: Limit = Limit(5, 15 * MINUTE)
    login: Limit = Limit(50, 15 * MINUTE)
    address: Limit = Limit(50, 15 * MINUTE)
    device: Limit = Limit(5, 15 * MINUTE)


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
