"""Ways to the server that another process has found, with whose keyring and scripts this one has nothing to do."""

from collections.abc import Sequence

from lunch_desktop.sync.proxies import Proxies
from lunch_desktop.sync.ways import Way


class KnownWays(Proxies):
    """Whatever is asked for, these are the ways."""

    def __init__(self, ways: Sequence[Way]) -> None:
        """At least one, the likeliest first."""
        super().__init__("none")
        self._known = tuple(ways)

    def ways(self, url: str) -> Sequence[Way]:
        """Those that are known."""
        del url
        return self._known
