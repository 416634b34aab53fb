"""The key of an account's data on this PC, and the file that keeps it wrapped.

The key is 32 random bytes and is never stored as it is. The file holds it encrypted by AES-256-GCM, under as many as
two secrets: one that lies in the operating system's keyring, and one that the company server keeps for this account and
this key and gives out after sign-in. Either opens it. A fingerprint tells a wrong key before a database is opened
with it, because SQLite can't tell a wrong key from a damaged file.
"""

import base64
import hmac
import json
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from lunch_desktop.system.files import read, remove, write_atomically
from lunch_desktop.system.paths import make_private

KEY_BYTES: Final = 32
NAME: Final = "lunch.key"
_FORMAT: Final = 1
_NONCE_BYTES: Final = 12
_COPY_IN: Final = "backups"


class Way(StrEnum):
    """Whose secret a wrapping needs."""

    KEYRING = "keyring"
    SERVER = "server"


class WrongSecret(Exception):
    """No wrapping opens with this secret."""


@dataclass(frozen=True, slots=True)
class Wrapping:
    """The key, encrypted under a secret."""

    nonce: bytes
    sealed: bytes


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What is kept of a key. `wrappings` holds more than one of a way only after a crash between two writings."""

    key_id: str
    fingerprint: str
    wrappings: tuple[tuple[Way, Wrapping], ...] = field(default=())

    def has(self, way: Way) -> bool:
        """Whether the key is wrapped that way."""
        return any(one == way for one, _ in self.wrappings)

    def wrapped(self, way: Way, secret: str, key: bytes) -> "KeyFile":
        """With the key wrapped under `secret`, in place of what was of that way."""
        others = tuple(one for one in self.wrappings if one[0] != way)
        return replace(self, wrappings=(*others, (way, _wrap(key, secret, self.key_id, way))))

    def unwrap(self, way: Way, secret: str) -> bytes:
        """The key. Raises WrongSecret."""
        for one, wrapping in self.wrappings:
            if one == way:
                key = _unwrap(wrapping, secret, self.key_id, way)
                if key is not None and hmac.compare_digest(_fingerprint(key, self.key_id), self.fingerprint):
                    return key
        raise WrongSecret(way.value)


def new_key() -> tuple[bytes, KeyFile]:
    """A new key, and its file, which does not hold it yet in any form."""
    key, key_id = secrets.token_bytes(KEY_BYTES), secrets.token_hex(16)
    return key, KeyFile(key_id, _fingerprint(key, key_id))


class KeyFiles:
    """The file beside a database, and its copy among the backups, for which it is needed too."""

    def __init__(self, folder: Path) -> None:
        """`folder` is the account's."""
        self._paths = (folder / NAME, folder / _COPY_IN / NAME)

    def read(self) -> KeyFile | None:
        """What both say together; None where there is neither, or none that makes sense. Raises OSError."""
        found = [one for one in (_read(path) for path in self._paths) if one is not None]
        if not found:
            return None
        first, *others = found
        more = [wrapping for one in others if one.key_id == first.key_id for wrapping in one.wrappings]
        return replace(first, wrappings=_without_doubles((*first.wrappings, *more)))

    def write(self, file: KeyFile) -> None:
        """Keep it, in both places; durable when this returns. Raises OSError."""
        content = json.dumps(_as_json(file), indent=1).encode()
        own, copy = self._paths
        for path in (copy, own):  # a crash between them leaves the former way open, and the new one known
            make_private(path.parent)
            write_atomically(path, content)

    def destroy(self) -> None:
        """Overwrite and delete both: what is left of the data can't be opened by anybody. Raises OSError."""
        for path in self._paths:
            if path.exists():
                with path.open("r+b") as file:
                    file.write(os.urandom(path.stat().st_size))
                    file.flush()
                    os.fsync(file.fileno())
                remove(path)


def is_encrypted(path: Path) -> bool:
    """Whether a file is a database of ours that takes a key: it is there, holds something, and is no plain one."""
    try:
        with path.open("rb") as file:
            begins = file.read(16)
    except FileNotFoundError:
        return False
    return bool(begins) and begins != b"SQLite format 3\0"


def _wrap(key: bytes, secret: str, key_id: str, way: Way) -> Wrapping:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(_NONCE_BYTES)
    return Wrapping(nonce, AESGCM(_derived(secret, key_id, way)).encrypt(nonce, key, _named(key_id, way)))


def _unwrap(wrapping: Wrapping, secret: str, key_id: str, way: Way) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        found: bytes = AESGCM(_derived(secret, key_id, way)).decrypt(
            wrapping.nonce, wrapping.sealed, _named(key_id, way)
        )
    except (InvalidTag, ValueError):
        return None
    return found if len(found) == KEY_BYTES else None


def _derived(secret: str, key_id: str, way: Way) -> bytes:
    """A secret is as strong as a key but has the form of a text; HKDF (RFC 5869) makes a key of it for one use."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    derived: bytes = HKDF(SHA256(), KEY_BYTES, salt=None, info=_named(key_id, way)).derive(secret.encode())
    return derived


def _named(key_id: str, way: Way) -> bytes:
    return f"lunch-desktop database key {way.value} {key_id}".encode()


def _fingerprint(key: bytes, key_id: str) -> str:
    return hmac.digest(key, f"lunch-desktop fingerprint {key_id}".encode(), sha256).hex()[:32]


def _read(path: Path) -> KeyFile | None:
    try:
        return _parsed(json.loads(read(path)))
    except (FileNotFoundError, LookupError, TypeError, ValueError):
        return None


def _parsed(said: Any) -> KeyFile:
    """Raises LookupError, TypeError or ValueError where it does not make sense."""
    if said["format"] != _FORMAT:
        raise ValueError("another format")
    wrappings = tuple(
        (Way(one["way"]), Wrapping(base64.b64decode(one["nonce"]), base64.b64decode(one["sealed"])))
        for one in said["wrappings"]
    )
    return KeyFile(str(said["id"]), str(said["fingerprint"]), wrappings)


def _as_json(file: KeyFile) -> dict[str, object]:
    return {
        "format": _FORMAT,
        "id": file.key_id,
        "fingerprint": file.fingerprint,
        "wrappings": [
            {
                "way": way.value,
                "nonce": base64.b64encode(wrapping.nonce).decode(),
                "sealed": base64.b64encode(wrapping.sealed).decode(),
            }
            for way, wrapping in file.wrappings
        ],
    }


def _without_doubles(all_of_them: Sequence[tuple[Way, Wrapping]]) -> tuple[tuple[Way, Wrapping], ...]:
    return tuple(dict.fromkeys(all_of_them))
