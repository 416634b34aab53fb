"""What the server does by itself.

Old things go once a day, the time to gather after a restore ends on time, and the volumes for first syncs are made.
"""

import asyncio
import logging
from typing import Final

from lunch_desktop.domain.times import HOUR, Instant
from lunch_desktop.store.company.sync import CompanySync
from lunch_desktop.system.clock import Clock
from lunch_desktop.system.problems import Problem

EVERY: Final = 24 * HOUR
"""Between two times that old things go, in milliseconds."""
LOOK_SECONDS: Final = 30.0

_logger = logging.getLogger(__name__)


class Upkeep:
    """Looks round at the start, and every so often from then on."""

    def __init__(self, sync: CompanySync, clock: Clock) -> None:
        self._sync = sync
        self._clock = clock
        self._next = Instant(0)

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            await asyncio.to_thread(self.look)
            await asyncio.sleep(LOOK_SECONDS)

    def look(self) -> None:
        """Do what is due. What fails is logged, and tried again at the next look."""
        now = self._clock.now()
        try:
            self._sync.end_gathering()
            if now >= self._next:
                self._sync.prune()
                self._next = Instant(now + EVERY)
            self._sync.keep_volumes()
        except OSError as error:  # first syncs take longer
            _logger.warning("volumes could not be kept: %s", error)
        except Problem as problem:
            _logger.warning("upkeep has to wait: %s", problem.code)
        except Exception:
            _logger.exception("upkeep failed")
