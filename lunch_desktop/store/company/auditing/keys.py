"""The key that seals are signed with: Ed25519, in a file beside the server's other keys, outside the database.

Whoever checks needs its public half only. Every `audit*.pem` in the folder is believed, so that another key may take
the place of `audit.pem` once that is renamed, and an auditor's folder may hold public halves alone.
"""

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from lunch_desktop.system.files import write_once
from lunch_desktop.system.paths import make_private
from lunch_desktop.system.problems import Problem, ProblemCode

KEY_FILE: Final = "audit.pem"
_ID_CHARACTERS: Final = 16


class SealingKey:
    """Signs."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.id = key_id(private.public_key())

    @classmethod
    def kept_in(cls, folder: Path) -> "SealingKey":
        """The key in `folder`, made where it is missing, by one of several processes that start at once.

        Raises Problem where it can't be kept or read, or others than its owner may read it.
        """
        path = folder / KEY_FILE
        try:
            make_private(folder)
            if not path.exists():
                made = Ed25519PrivateKey.generate()
                write_once(path, made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
            if os.name != "nt" and path.stat().st_mode & 0o077:
                raise Problem(ProblemCode.KEY_FILE_EXPOSED, path=str(path))
            private = load_pem_private_key(path.read_bytes(), password=None)
        except (OSError, ValueError) as error:
            raise Problem(ProblemCode.KEY_FILE_UNREADABLE, path=str(path)) from error
        if not isinstance(private, Ed25519PrivateKey):
            raise Problem(ProblemCode.KEY_FILE_UNREADABLE, path=str(path))
        return cls(private)

    def sign(self, content: bytes) -> str:
        """The signature over `content`, in hexadecimal."""
        return self._private.sign(content).hex()


def known_keys(folder: Path) -> Mapping[str, Ed25519PublicKey]:
    """The public halves of the keys in `folder`, by id; none where there is no folder. Raises Problem."""
    known: dict[str, Ed25519PublicKey] = {}
    for path in sorted(folder.glob("audit*.pem")):
        try:
            content = path.read_bytes()
            if b"PRIVATE" in content:
                private = load_pem_private_key(content, password=None)
                public: object = private.public_key()
            else:
                public = load_pem_public_key(content)
        except (OSError, ValueError) as error:
            raise Problem(ProblemCode.KEY_FILE_UNREADABLE, path=str(path)) from error
        if not isinstance(public, Ed25519PublicKey):
            raise Problem(ProblemCode.KEY_FILE_UNREADABLE, path=str(path))
        known[key_id(public)] = public
    return known


def key_id(public: Ed25519PublicKey) -> str:
    """The start of the SHA-256 of the key."""
    raw = public.public_bytes(Encoding.Raw, PublicFormat.Raw)
    return hashlib.sha256(raw).hexdigest()[:_ID_CHARACTERS]


def is_signed(content: bytes, signature: str, key: Ed25519PublicKey) -> bool:
    """Whether the holder of the key signed `content`."""
    try:
        key.verify(bytes.fromhex(signature), content)
    except (InvalidSignature, ValueError):
        return False
    return True
