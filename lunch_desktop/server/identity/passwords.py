"""Passwords, hashed with argon2id."""

import threading
from dataclasses import dataclass
from typing import Final

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

_LONGEST_AT_ONCE: Final = 4


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
