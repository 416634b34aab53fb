"""Going without something that does not answer, instead of waiting for it again and again."""

import threading
import time
from collections.abc import Callable
from typing import Final

FIRST_PAUSE: Final = 0.5
LONGEST_PAUSE: Final = 10.0


class Breaker:
    """After a failure nobody asks for a pause, which doubles with each further failure; then one asks. Thread-safe."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        """`now` gives seconds that only grow."""
        self._now = now
        self._turn = threading.Lock()
        self._pause = 0.0
        self._again_at = 0.0

    @property
    def closed(self) -> bool:
        """Whether the last one who asked was answered."""
        return self._pause == 0.0

    def may_ask(self) -> bool:
        """Whether to ask now. After a pause only the first is told so, who then says how it went."""
        with self._turn:
            if self._pause == 0.0:
                return True
            if self._now() < self._again_at:
                return False
            self._again_at = self._now() + self._pause
            return True

    def answered(self) -> None:
        """It answered."""
        with self._turn:
            self._pause = 0.0

    def failed(self) -> bool:
        """It did not; whether that is news."""
        with self._turn:
            news = self._pause == 0.0
            self._pause = min(LONGEST_PAUSE, max(FIRST_PAUSE, self._pause * 2))
            self._again_at = self._now() + self._pause
            return news
