"""Guests from outside, for the table of scopes: everybody who sees the party sees the seat, members hear the name."""

from lunch_desktop.domain.ids import GuestId
from lunch_desktop.domain.parties.guests import GUEST_NAMES, GUESTS, Guest, GuestName
from tests.attacks.authorisation.cast import HOST, Cast
from tests.support.company import an_id

_GUEST = GuestId(an_id("guest of the secret party"))
_NAMED = GuestId(an_id("another guest, of whom nothing but the name is there"))


def write_guest(cast: Cast) -> str:
    """The host's guest at the party for those invited."""
    assert cast.secret is not None
    cast.send([(GUESTS, Guest(_GUEST, cast.secret, HOST.id))])
    return _GUEST


def write_guest_name(cast: Cast) -> str:
    """What a guest is called; of one whose id nobody reads elsewhere."""
    assert cast.secret is not None
    cast.send([(GUEST_NAMES, GuestName(_NAMED, cast.secret, "박 손님"))])
    cast.mark("박 손님", HOST)
    return _NAMED
