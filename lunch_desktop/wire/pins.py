"""The pin of a server: the fingerprint of its public key, by which desktops know one that no authority vouches for.

A *place* is a server's address with its pin behind "#", or the address alone: one text that can be passed on whole.
"""

import base64
import binascii
import hashlib
import re
from typing import Final

_KIND: Final = "sha256-"
_FORM: Final = re.compile(r"sha256-[A-Za-z0-9_-]{43}", re.ASCII)
_SHOWN_BYTES: Final = 10


def pin_of(public_key: bytes) -> str:
    """The pin of a key, given as SubjectPublicKeyInfo in DER (as RFC 7469 has it, in base64url without padding)."""
    return _KIND + _encoded(hashlib.sha256(public_key).digest())


def is_pin(text: str) -> bool:
    """Whether a text is a pin, in the one form in which each is written."""
    return _FORM.fullmatch(text) is not None and _KIND + _encoded(_digest(text)) == text


def short_pin(pin: str) -> str:
    """The beginning of a pin, for people to compare by telephone: 80 bits, "3F9A 2C41 88D0 7B1E 5A60"."""
    digits = _digest(pin)[:_SHOWN_BYTES].hex().upper()
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def with_pin(address: str, pin: str) -> str:
    """The place of a server; without a pin the address alone."""
    return f"{address}#{pin}" if pin else address


def parted(place: str) -> tuple[str, str]:
    """Address and pin of a place; the pin is empty where there is none. Raises ValueError for what is no pin."""
    address, mark, pin = place.partition("#")
    if mark and not is_pin(pin):
        raise ValueError("no pin")
    return address, pin


def _digest(pin: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(pin.removeprefix(_KIND) + "=")
    except (binascii.Error, ValueError):
        return b""


def _encoded(digest: bytes) -> str:
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
