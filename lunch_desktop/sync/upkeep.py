"""The thread that looks after the file of an open account, beside the engine that exchanges."""

import logging
import threading
from typing import Final

from lunch_desktop.store.desktop.upkeep import TRY_AGAIN, Upkeep
from lunch_desktop.system.clock import Clock
from lunch_desktop.system.problems import Problem

log = logging.getLogger(__name__)

FIRST_SECONDS: Final = 30.0
"""The start of the window has the disk to itself."""
MOST_SECONDS: Final = TRY_AGAIN / 1000
"""It looks at the clock at least this often: a PC that slept has missed what it waited for."""
STOP_TIMEOUT_SECONDS: Final = 5.0


class UpkeepThread:
    """Does the upkeep when it is due, until told to stop."""

    def __init__(self, upkeep: Upkeep, clock: Clock, *, first_seconds: float = FIRST_SECONDS) -> None:
        self._upkeep = upkeep
        self._clock = clock
        self._first_seconds = first_seconds
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="upkeep", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End. A backup that is being made is waited for, for a few seconds; the next one would begin anew."""
        self._stopping.set()
        self._thread.join(STOP_TIMEOUT_SECONDS)

    def _run(self) -> None:
        pause = self._first_seconds
        while not self._stopping.wait(pause):
            pause = MOST_SECONDS
            try:
                self._upkeep.run()
                pause = min(pause, max(0.0, (self._upkeep.due_at() - self._clock.now()) / 1000))
            except Problem as problem:  # damage is marked and told by the file itself; anything else may pass
                log.warning("the upkeep of the file was kept from its work: %s", problem.code)
