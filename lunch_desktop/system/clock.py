"""The time, as something that is handed over: nothing else in the product reads the machine's clock."""

import time
from typing import Protocol

from lunch_desktop.domain.times import Instant


class Clock(Protocol):
    """Tells the time. Tests hand over one that they turn themselves."""

    def now(self) -> Instant:
        """Milliseconds since 1970-01-01T00:00Z."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> Instant:
        """Milliseconds since 1970-01-01T00:00Z, as the operating system has them."""
        return Instant(time.time_ns() // 1_000_000)
