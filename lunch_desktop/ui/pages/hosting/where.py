"""Where an invitation leads."""

from lunch_desktop.sync.session import Session
from lunch_desktop.system.hosting import Hosting
from lunch_desktop.wire.pins import with_pin


def place_for_colleagues(hosting: Hosting | None, signed: Session, addresses: tuple[str, ...]) -> str:
    """The place where colleagues reach the server: this PC's first address if it hosts, else where this desktop does.

    It has the pin of a server that nobody vouches for.
    """
    if hosting is not None and hosting.network and hosting.address == signed.server and addresses:
        return with_pin(f"https://{addresses[0]}:{hosting.port}", hosting.pin)
    return signed.place
