"""Passwords: what may be one, and their hashes by argon2id."""

import threading
from dataclasses import dataclass
from typing import Final

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from lunch_desktop.system.weak_passwords import SHORTEST, is_weak, normal_password
from lunch_desktop.wire.problems import SHORTEST_PASSWORD_HEADER, ProblemError, WireCode

_LONGEST_AT_ONCE: Final = 4


@dataclass(frozen=True, slots=True)
class Cost:
    """What one hash costs: passes, memory in KiB, lanes. The default is RFC 9106's for machines short of memory."""

    passes: int = 3
    memory: int = 64 * 1024
    lanes: int = 4


@dataclass(frozen=True, slots=True)
class PasswordRule:
    """What a new password has to be; `shortest` in characters. Those that people have already stay good."""

    shortest: int = SHORTEST

    def check(self, password: str, *personal: str) -> None:
        """Raises ProblemError `weak_password`. `personal` is what it may not be made of: login and name."""
        if is_weak(password, *personal, shortest=self.shortest):
            raise ProblemError(WireCode.WEAK_PASSWORD, headers={SHORTEST_PASSWORD_HEADER: str(self.shortest)})


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the password is right; `rehashed` is its hash as it would be made today, if the kept one is another."""

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
            return self._hasher.hash(normal_password(password))

    def verify(self, kept: str | None, password: str) -> Verdict:
        """Check `password` against the hash `kept`.

        None (no such account, or no password) takes as long as a wrong password, so that the time tells nothing.
        """
        normal = normal_password(password)
        with self._turns:
            right = self._is(kept, normal)
            as_typed = password != normal and self._is(kept, password)  # hashed before passwords were made normal
            if kept is None or not (right or as_typed):
                return Verdict(False)
            if as_typed or self._hasher.check_needs_rehash(kept):
                return Verdict(True, self._hasher.hash(normal))
            return Verdict(True)

    def _is(self, kept: str | None, password: str) -> bool:
        try:
            return self._hasher.verify(kept or self._nobody, password)
        except (VerificationError, InvalidHashError):
            return False
