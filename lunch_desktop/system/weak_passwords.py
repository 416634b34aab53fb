"""Passwords that are easy to guess: refused by the server, and told beforehand by the desktop."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from lunch_desktop.system.resources import resource_path

SHORTEST: Final = 8
"""Characters. Nothing else is asked of the composition, and nothing is cut off or changed."""
_PRODUCT_WORDS: Final = ("lunchdesktop", "lunch", "desktop", "jeomsim", "점심데스크톱", "점심", "데스크톱")
_LEFT_OVER: Final = 4


def is_weak(password: str, *personal: str) -> bool:
    """Whether `password` is too short, common, or made of the product's words or of `personal` ones (login, name)."""
    if len(password) < SHORTEST:
        return True
    plain = unicodedata.normalize("NFKC", password).casefold()
    if plain in _common():
        return True
    rest = plain
    for word in (*_PRODUCT_WORDS, *(part for text in personal for part in _words(text))):
        rest = rest.replace(word, "")
    rest = re.sub(r"[\W\d_]", "", rest)
    return rest != re.sub(r"[\W\d_]", "", plain) and len(rest) < _LEFT_OVER


def _words(text: str) -> list[str]:
    """The words of a name or a login, the whole first."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    parts = [part for part in re.split(r"[\W_]+", plain) if len(part) >= 2]
    return [plain, *sorted(parts, key=len, reverse=True)]


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    lines = resource_path("texts", "common_passwords.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("# "))
