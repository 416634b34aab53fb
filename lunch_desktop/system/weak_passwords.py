"""Passwords that are easy to guess: refused by the server, and told beforehand by the desktop.

The rule is that of NIST SP 800-63B-4, section 3.1.1.2: a length, and a comparison of the whole password with what is
common, breached or expected. Nothing is asked of the composition, nothing is cut off, and nobody has to change a
password that was good.
"""

import hashlib
import mmap
import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import Final

from lunch_desktop.system.resources import resource_path

SHORTEST: Final = 15
"""Characters that a new password has at least, unless the server's settings say otherwise."""
LEAST: Final = 8
"""Characters: no setting allows fewer. Servers before the setting asked for so many."""
LONGEST_SHORTEST: Final = 64
"""Characters: no setting asks for more."""
RECORD: Final = 5
"""Bytes of a digest in the packed list; see resources/passwords/README.md."""
_PRODUCT_WORDS: Final = ("lunchdesktop", "lunch", "desktop", "jeomsim", "점심데스크톱", "점심", "데스크톱")
_LEFT_OVER: Final = 4


def normal_password(typed: str) -> str:
    """The form in which a password is counted, hashed and checked: OpaqueString of RFC 8265, so that it is the same
    from every keyboard and system. Spaces of every kind become plain ones, letters are composed; case stays.
    """
    spaced = "".join(" " if unicodedata.category(one) == "Zs" else one for one in typed)
    return unicodedata.normalize("NFC", spaced)


def is_short(password: str, shortest: int = SHORTEST) -> bool:
    """Whether it has too few characters."""
    return len(normal_password(password)) < max(shortest, LEAST)


def is_weak(password: str, *personal: str, shortest: int = SHORTEST) -> bool:
    """Whether `password` is too short, breached, a repetition, or made of the product's words or of `personal` ones.

    `personal`: the login and the name.
    """
    if is_short(password, shortest):
        return True
    plain = unicodedata.normalize("NFKC", normal_password(password)).casefold()
    if is_breached(plain) or _is_expected(plain):
        return True
    rest = plain
    for word in (*_PRODUCT_WORDS, *(part for text in personal for part in _words(text))):
        rest = rest.replace(word, "")
    rest = re.sub(r"[\W\d_]", "", rest)
    return rest != re.sub(r"[\W\d_]", "", plain) and len(rest) < _LEFT_OVER


def is_breached(plain: str) -> bool:
    """Whether a password, in NFKC and case-folded, is in the packed list; by binary search."""
    wanted = hashlib.sha256(plain.encode()).digest()[:RECORD]
    records = _records()
    low, high = 0, len(records) // RECORD
    while low < high:
        middle = (low + high) // 2
        if records[middle * RECORD : (middle + 1) * RECORD] < wanted:
            low = middle + 1
        else:
            high = middle
    return records[low * RECORD : (low + 1) * RECORD] == wanted


def breached_count() -> int:
    """How many passwords the packed list has."""
    return len(_records()) // RECORD


def _is_expected(plain: str) -> bool:
    """Whether it is one piece again and again, where the piece alone would be refused, or a run as 1234… or abcd…"""
    for length in range(1, len(plain) // 2 + 1):
        piece = plain[:length]
        if (piece * (len(plain) // length + 1))[: len(plain)] == plain:
            return length < LEAST or is_breached(piece)
    steps = {(ord(after) - ord(before)) for before, after in pairwise(plain)}
    is_digits = plain.isascii() and plain.isdigit()
    return steps in ({1}, {-1}) or (is_digits and steps in ({1, -9}, {-1, 9}))


def _words(text: str) -> list[str]:
    """The words of a name or a login, the whole first."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    parts = [part for part in re.split(r"[\W_]+", plain) if len(part) >= 2]
    return [plain, *sorted(parts, key=len, reverse=True)]


@lru_cache(maxsize=1)
def _records() -> mmap.mmap:
    """The packed list, of which only the pages that are looked at are read."""
    with resource_path("passwords", "breached.bin").open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
