"""Passwords: hashed with argon2id, and refused when they are easy to guess."""

import re
import threading
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from lunch_desktop.system.resources import resource_path

SHORTEST: Final = 8
"""Characters. Nothing else is asked of the composition, and nothing is cut off or changed."""
_PRODUCT_WORDS: Final = ("lunchdesktop", "lunch", "desktop", "jeomsim", "점심데스크톱", "점심", "데스크톱")
_LONGEST_AT_ONCE: Final = 4
_LEFT_OVER: Final = 4


@dataclass(frozen=True, slots=True)
class Cost:
    """What one hash costs: passes, memory in KiB, lanes. The default is RFC 9106's for machines short of memory."""

    passes: int = 3
    memory: int = 64 * 1024
    lanes: int = 4


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the password is right; `rehashed` is its hash at today's cost if the kept one is of another."""

    right: bool
    rehashed: str | None = None


class Passwords:
    """Hashes and checks passwords. Safe from every thread; only a few run at once, because each takes much memory."""

    def __init__(self, cost: Cost | None = None) -> None:
        chosen = cost or Cost()
        self._hasher = PasswordHasher(
            time_cost=chosen.passes, memory_cost=chosen.memory, parallelism=chosen.lanes, type=Type.ID
        )
        self._turns = threading.BoundedSemaphore(_LONGEST_AT_ONCE)
        self._nobody = self._hasher.hash("nobody has this password")

    def hash(self, password: str) -> str:
        """The hash to keep, with its salt and cost."""
        with self._turns:
            return self._hasher.hash(password)

    def verify(self, kept: str | None, password: str) -> Verdict:
        """Check `password` against the hash `kept`.

        None (no such account, or no password) takes as long as a wrong password, so that the time tells nothing.
        """
        with self._turns:
            try:
                self._hasher.verify(kept or self._nobody, password)
            except (VerificationError, InvalidHashError):
                return Verdict(False)
            if kept is None:
                return Verdict(False)
            if self._hasher.check_needs_rehash(kept):
                return Verdict(True, self._hasher.hash(password))
            return Verdict(True)


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
