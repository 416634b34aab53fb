"""The address that an invitation names."""

from lunch_desktop.system.hosting import Hosting


def address_for_colleagues(hosting: Hosting | None, server: str, addresses: tuple[str, ...]) -> str:
    """Where colleagues reach the server: this PC's first address if it hosts, else where this desktop reaches it."""
    if hosting is not None and hosting.network and hosting.address == server and addresses:
        return f"http://{addresses[0]}:{hosting.port}"
    return server
