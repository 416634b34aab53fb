"""Ids of changes: UUIDs of version 7 that only ever grow."""

import secrets
import threading
from collections.abc import Callable

from lunch_desktop.domain.ids import ChangeId, uuid7
from lunch_desktop.domain.times import Instant
from lunch_desktop.system.clock import Clock

_RANDOM_BITS = 74
_LOW_BITS = 62
_LONGEST_STEP = 1 << 32


class ChangeIds:
    """A source of ids, strictly increasing within this process even where the clock stands still or is set back.

    RFC 9562, section 6.2, method 2: within a millisecond the random part grows by a random step, so that ids stay
    hard to guess and never collide with those of another device.
    """

    def __init__(self, clock: Clock, random_below: Callable[[int], int] = secrets.randbelow) -> None:
        """`random_below(n)` gives a number from 0 to n - 1."""
        self._clock = clock
        self._random_below = random_below
        self._turn = threading.Lock()
        self._at = Instant(-1)
        self._number = 0

    def next(self) -> ChangeId:
        """The next id. Safe from every thread."""
        with self._turn:
            now = self._clock.now()
            if now > self._at:
                self._at, self._number = now, self._fresh()
            else:
                self._number += 1 + self._random_below(_LONGEST_STEP)
                if self._number >= 1 << _RANDOM_BITS:
                    self._at, self._number = Instant(self._at + 1), self._fresh()
            return ChangeId(uuid7(self._at, self._spread()))

    def _fresh(self) -> int:
        """The upper half stays free for the steps of one millisecond."""
        return self._random_below(1 << _RANDOM_BITS - 1)

    def _spread(self) -> bytes:
        """The 74 bits in the ten bytes that `uuid7` takes, past the bits that hold version and variant."""
        high, low = self._number >> _LOW_BITS, self._number & (1 << _LOW_BITS) - 1
        return (high << 64 | low).to_bytes(10)
