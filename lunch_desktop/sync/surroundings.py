"""What happens around the program: the PC slept, or its network is another one. What two looks tell is in `sights`."""

import socket
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlsplit

from lunch_desktop.sync.sights import LOOK_ROUND, Noticed, Sight, noticed
from lunch_desktop.system.clock import Clock

_PORTS: Final = {"http": 80, "https": 443}


class Route:
    """The way from this PC to the server."""

    def __init__(self, server: str) -> None:
        """`server` is its base address, as `server_address` gives it."""
        parts = urlsplit(server)
        self._where = (parts.hostname or "", parts.port or _PORTS[parts.scheme])
        self._known: list[tuple[Any, ...]] = []

    def local_address(self) -> str | None:
        """The address from which this PC would reach the server; None if it sees no way there.

        Nothing is sent: connecting a datagram socket only asks the system for its route. The server's name is looked
        up until it was found once, because the question of the route is the same for any address of its.
        """
        try:
            self._known = self._known or socket.getaddrinfo(*self._where, type=socket.SOCK_DGRAM)
        except (OSError, UnicodeError):
            return None
        for family, kind, protocol, _, target in self._known:
            try:
                with socket.socket(family, kind, protocol) as asking:
                    asking.connect(target)
                    return str(asking.getsockname()[0])
            except OSError:
                continue
        return None


class Surroundings:
    """Looked at by one thread, between its other work."""

    def __init__(
        self,
        clock: Clock,
        local_address: Callable[[], str | None] | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`local_address` is `Route.local_address`; without it no change of the network is noticed."""
        self._clock = clock
        self._local_address = local_address
        self._monotonic = monotonic
        self._asked_at: float | None = None
        self._sight = Sight(clock.now(), self._uptime())

    def look(self, waited: int | None = None) -> Noticed | None:
        """What has happened since the last look. `waited`: the time between was a pause meant to be so long, in ms.

        The network is looked at after a pause only, because a name may take a while to be found.
        """
        before = self._sight
        self._sight = Sight(self._clock.now(), self._uptime(), before.address)
        if waited is not None:
            self._sight = replace(self._sight, address=self._address(before))
        return noticed(before, self._sight, waited)

    def _address(self, before: Sight) -> str | None:
        """At most every LOOK_ROUND, however often something wakes the thread."""
        now = self._monotonic()
        if self._local_address is None or (self._asked_at is not None and now - self._asked_at < LOOK_ROUND / 1000):
            return before.address
        self._asked_at = now
        return self._local_address()

    def _uptime(self) -> int:
        return round(self._monotonic() * 1000)
