"""Whether the session behind an access token still stands: a token outlives a sign-out, so it is not believed alone.

The answer is remembered for a few seconds, so that a desktop's requests in a row cost one query. What this process ends
is forgotten at once; what another process ended is seen within REMEMBERED.
"""

import threading
from collections import OrderedDict
from typing import Final

from lunch_desktop.domain.times import SECOND, Instant
from lunch_desktop.store.company.accounts_devices import Devices, Standing
from lunch_desktop.system.clock import Clock

REMEMBERED: Final = 5 * SECOND
_MOST: Final = 20_000


class Standings:
    """Looks sessions up and remembers them shortly. Safe from every thread."""

    def __init__(self, devices: Devices, clock: Clock) -> None:
        self._devices = devices
        self._clock = clock
        self._turn = threading.Lock()
        self._known: OrderedDict[str, tuple[Instant, str, Standing]] = OrderedDict()

    def remembered(self, family: str, employee_id: str) -> Standing | None:
        """The standing if it is known freshly; never waits for the database."""
        with self._turn:
            found = self._known.get(family)
        if found is None or found[1] != employee_id or not 0 <= self._clock.now() - found[0] < REMEMBERED:
            return None
        return found[2]

    def of(self, family: str, employee_id: str) -> Standing | None:
        """The standing; None if there is no such session."""
        known = self.remembered(family, employee_id)
        if known is not None:
            return known
        asked_at = self._clock.now()
        standing = self._devices.standing(family, employee_id)
        if standing is not None:
            with self._turn:
                self._known[family] = (asked_at, employee_id, standing)
                self._known.move_to_end(family)
                if len(self._known) > _MOST:
                    self._known.popitem(last=False)
        return standing

    def forget(self, *families: str) -> None:
        """Ask again next time."""
        with self._turn:
            for family in families:
                self._known.pop(family, None)

    def forget_employee(self, employee_id: str) -> None:
        """Ask again next time for every session of an employee."""
        with self._turn:
            for family in [key for key, (_, whose, _) in self._known.items() if whose == employee_id]:
                del self._known[family]
