"""The keys that access tokens are signed with: Ed25519, in files that only the server's user reads."""

import base64
import hashlib
import os
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from lunch_desktop.domain.times import HOUR, MINUTE, Instant
from lunch_desktop.system.clock import Clock
from lunch_desktop.system.files import write_atomically
from lunch_desktop.system.paths import make_private

SIGNING_LIFE: Final = 90 * 24 * HOUR
"""How long a key signs before another takes its place."""
TRUSTED_AFTERWARDS: Final = 30 * MINUTE
"""How long a key that no longer signs is still accepted and published: longer than any token lives."""
_LOOK_SECONDS: Final = 0.25
"""How soon a process sees what another one, or an operator's command, did in the folder."""
_FILE = re.compile(r"^(\d{1,15})-([\w-]{16})\.pem$")


class KeyFileExposed(Exception):
    """Others than its owner may read a key; it was not used."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """One key; `kid` follows from it, `made` is when it began to sign."""

    kid: str
    made: Instant
    private: Ed25519PrivateKey

    @property
    def public(self) -> Ed25519PublicKey:
        """What tokens are checked with."""
        return self.private.public_key()


class SigningKeys:
    """The keys in a folder; several processes of one server may share it. Safe from every thread.

    Processes that make keys at the same time all sign with the newest of them a moment later; the others are trusted
    for as long as tokens live that were signed meanwhile. A key whose file is gone is trusted no more.
    """

    def __init__(self, folder: Path, clock: Clock, monotonic: Callable[[], float] = time.monotonic) -> None:
        """Make the folder and the first key where they are missing. Raises OSError, KeyFileExposed."""
        self._folder = folder
        self._clock = clock
        self._monotonic = monotonic
        self._turn = threading.Lock()
        self._names: frozenset[str] = frozenset()
        self._keys: list[SigningKey] = []
        self._looked_at = float("-inf")
        make_private(folder)
        self.current()

    def current(self) -> SigningKey:
        """The key to sign with now; made anew when the last one has signed long enough."""
        with self._turn:
            self._look(at_once=True)  # another process may just have made one
            now = self._clock.now()
            return self._keys[-1] if self._has_signer(now) else self._make(now)

    def rotate(self) -> SigningKey:
        """Have another key sign from now on; tokens signed before stay good for their lives."""
        with self._turn:
            return self._make(self._clock.now())

    def replace_stolen(self) -> SigningKey:
        """Have another key sign, and trust no other from now on: every token that was signed before is refused.

        Desktops then get new ones by their refresh tokens, and nobody has to sign in.
        """
        with self._turn:
            made = self._make(self._clock.now())
            for name in self._names - {_name(made)}:
                (self._folder / name).unlink(missing_ok=True)
            self._look(at_once=True)
            return made

    def find(self, kid: str) -> SigningKey | None:
        """The trusted key of that id.

        Another process may have made it just now. The folder is looked at for each id that is not known, because names
        cost little; it is read only where its files are others, because anybody can make ids up.
        """
        with self._turn:
            now = self._clock.now()
            self._look()
            found = self._trusted(now, kid)
            if not found:
                self._look(at_once=True)
                found = self._trusted(now, kid)
            return found[0] if found else None

    def jwks(self) -> dict[str, list[dict[str, str]]]:
        """The trusted public keys as a JSON Web Key Set (RFC 7517, RFC 8037), the signing one first."""
        with self._turn:
            self._look()
            trusted = self._trusted(self._clock.now())
        return {
            "keys": [
                {"kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": key.kid, "x": _x(key.public)}
                for key in reversed(trusted)
            ]
        }

    def _look(self, *, at_once: bool = False) -> None:
        """Read the keys if their files are others than before."""
        now = self._monotonic()
        if at_once or now - self._looked_at >= _LOOK_SECONDS:
            self._looked_at = now
            names = frozenset(file.name for file in self._folder.iterdir() if _FILE.match(file.name))
            if names != self._names:
                self._names, self._keys = names, self._read(names)

    def _has_signer(self, now: Instant) -> bool:
        return bool(self._keys) and now - self._keys[-1].made < SIGNING_LIFE

    def _trusted(self, now: Instant, kid: str | None = None) -> list[SigningKey]:
        """The newest key, and those whose successors are so young that tokens of theirs may still live."""
        successors = [*self._keys[1:], None]
        return [
            key
            for key, successor in zip(self._keys, successors, strict=False)
            if (kid is None or key.kid == kid) and (successor is None or now - successor.made <= TRUSTED_AFTERWARDS)
        ]

    def _make(self, now: Instant) -> SigningKey:
        """Make a key, the newest of all whatever the clock says, and delete those that are no longer trusted."""
        private = Ed25519PrivateKey.generate()
        made = max(now, Instant(self._keys[-1].made + 1)) if self._keys else now
        key = SigningKey(_kid(private.public_key()), made, private)
        content = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        write_atomically(self._folder / _name(key), content)
        self._look(at_once=True)  # with those that other processes made at the same time
        trusted = self._trusted(now)
        for old in self._keys:
            if old not in trusted:
                (self._folder / _name(old)).unlink(missing_ok=True)
        self._look(at_once=True)
        return trusted[-1]

    def _read(self, names: frozenset[str]) -> list[SigningKey]:
        found = []
        for name in names:
            file, match = self._folder / name, _FILE.match(name)
            if match is None:
                continue
            try:
                if os.name != "nt" and file.stat().st_mode & 0o077:
                    raise KeyFileExposed(str(file))
                content = file.read_bytes()
            except FileNotFoundError:
                continue  # another process has just let go of an old one
            private = load_pem_private_key(content, password=None)
            if isinstance(private, Ed25519PrivateKey) and _kid(private.public_key()) == match[2]:
                found.append(SigningKey(match[2], Instant(int(match[1])), private))
        return sorted(found, key=_age)


def _age(key: SigningKey) -> tuple[Instant, str]:
    return key.made, key.kid


def _name(key: SigningKey) -> str:
    return f"{key.made}-{key.kid}.pem"


def _x(public: Ed25519PublicKey) -> str:
    return _base64url(public.public_bytes(Encoding.Raw, PublicFormat.Raw))


def _kid(public: Ed25519PublicKey) -> str:
    """The start of the key's thumbprint (RFC 7638, RFC 8037 appendix A.3)."""
    thumb = f'{{"crv":"Ed25519","kty":"OKP","x":"{_x(public)}"}}'
    return _base64url(hashlib.sha256(thumb.encode()).digest())[:16]


def _base64url(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
