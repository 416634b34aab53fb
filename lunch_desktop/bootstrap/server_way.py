"""How an account's server is reached: which way leads there, whom to trust there, and by which key it is known."""

from functools import cached_property
from typing import TYPE_CHECKING

from lunch_desktop.system.pin_book import PinBook
from lunch_desktop.system.vault import Vault

if TYPE_CHECKING:
    from lunch_desktop.sync.http import ApiClient
    from lunch_desktop.sync.proxies import Proxies
    from lunch_desktop.sync.trust import Trust


class ServerWay:
    """The libraries are loaded when something is first sent."""

    def __init__(self, pins: PinBook, vault: Vault, *, proxy: str, company_ca: str, allow_plain_http: bool) -> None:
        """The last three are the settings of those names."""
        self._pins = pins
        self._proxy_vault = vault
        self._proxy = proxy
        self._company_ca = company_ca
        self._allow_plain_http = allow_plain_http

    @cached_property
    def proxies(self) -> "Proxies":
        """The way to the server."""
        from lunch_desktop.sync.proxies import Proxies

        return Proxies(self._proxy, self._proxy_vault)

    @cached_property
    def trust(self) -> "Trust":
        """Which servers are trusted."""
        from lunch_desktop.sync.trust import Trust

        return Trust(self._company_ca, plain_http=self._allow_plain_http)

    def client(self, place: str) -> "ApiClient":
        """The API of the server at a place."""
        from lunch_desktop.sync.http import ApiClient

        return ApiClient(place, self.proxies, self.trust)

    def place_of(self, server: str) -> str:
        """Where to connect to for an address that was typed or came with an invitation, perhaps with a pin.

        Raises Problem `server_address_invalid`.
        """
        from lunch_desktop.sync.http import server_address

        return self._pins.place(server_address(server))

    def choose_plain_http(self, allowed: bool) -> None:
        """Let servers elsewhere be reached without TLS, or not, from the next request on."""
        self._allow_plain_http = allowed
        self.trust.plain_http = allowed
        self._way_changed()

    def choose_proxy(self, choice: str) -> None:
        """Go another way from now on, and try at once. Raises ValueError for a choice that is not understood."""
        self.proxies.choose(choice)
        self._way_changed()

    def _way_changed(self) -> None:
        """Whatever exchanges now may go on by the new way."""
