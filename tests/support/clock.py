"""A clock that tests turn by hand."""

from lunch_desktop.domain.times import Instant


class ManualClock:
    """Stands still until it is moved."""

    def __init__(self, now: int = 1_795_000_000_000) -> None:
        self._now = now

    def now(self) -> Instant:
        """Milliseconds since 1970-01-01T00:00Z."""
        return Instant(self._now)

    def set(self, now: int) -> None:
        """Jump to an instant."""
        self._now = now

    def advance(self, milliseconds: int) -> None:
        """Let time pass."""
        self._now += milliseconds
