"""How far a long piece of work is, and how long it will still take: told rarely, and without leaps."""

import time
from collections.abc import Callable
from typing import Final

TOLD_EVERY_SECONDS: Final = 0.1
_FIRST_GUESS_SECONDS: Final = 0.5
"""Before that, opening files and connections tells nothing of the rows."""
_MEMORY_SECONDS: Final = 3.0
"""How long the pace of a moment counts in the average, which forgets exponentially."""
_PULL: Final = 0.2
"""How far what is told moves, each time, from its own countdown towards the newest estimate."""


class Pace:
    """Counts one piece of work from its making on."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        """`monotonic` counts seconds."""
        self._monotonic = monotonic
        self._began = self._told_at = monotonic()
        self._told_done = 0
        self._per_second: float | None = None
        self._left: float | None = None
        self._is_first = True

    def told(self, done: int, of: int) -> bool:
        """Whether this is worth telling: the first word, the last, or a tenth of a second after the one before.

        `seconds_left` is then the estimate of now.
        """
        now = self._monotonic()
        passed = now - self._told_at
        if not self._is_first and passed < TOLD_EVERY_SECONDS:
            return False
        if done > self._told_done and passed > 0:
            self._learn((done - self._told_done) / passed, passed)
            self._left = self._next_left(max(of - done, 0), passed, now)
        elif self._left is not None:
            self._left = max(self._left - passed, 0.0)
        self._told_at, self._told_done, self._is_first = now, done, False
        return True

    @property
    def seconds_left(self) -> float | None:
        """The estimate; None while nothing can be said."""
        return self._left

    def _learn(self, per_second: float, passed: float) -> None:
        if self._per_second is None:
            self._per_second = per_second
            return
        weight = min(passed / _MEMORY_SECONDS, 1.0)
        self._per_second += weight * (per_second - self._per_second)

    def _next_left(self, remaining: int, passed: float, now: float) -> float | None:
        if now - self._began < _FIRST_GUESS_SECONDS or not self._per_second:
            return None
        estimate = remaining / self._per_second
        if self._left is None:
            return estimate
        counted_down = max(self._left - passed, 0.0)
        return counted_down + _PULL * (estimate - counted_down)
