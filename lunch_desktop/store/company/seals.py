"""Seals, by which the server knows its own word when a desktop brings it back.

A seal is an HMAC (RFC 2104) with SHA-256, cut to 128 bits, by a key that is kept outside the database: a database that
was restored from a backup can then tell cursors and receipts of its lost future from invented ones.
"""

import base64
import hmac
import os
import secrets
from pathlib import Path
from typing import Final

from lunch_desktop.system.files import write_once
from lunch_desktop.system.paths import make_private
from lunch_desktop.system.problems import Problem, ProblemCode

KEY_FILE: Final = "sync.key"
_KEY_BYTES: Final = 32
_SEAL_BYTES: Final = 16


class Seals:
    """Makes and checks seals. `kind` keeps a seal over one thing from passing for a seal over another."""

    def __init__(self, key: bytes) -> None:
        """`key` is secret and the same for every process that serves the database. Raises ValueError if it is short."""
        if len(key) < _KEY_BYTES:
            raise ValueError(f"a key takes {_KEY_BYTES} bytes")
        self._key = key

    @classmethod
    def kept_in(cls, folder: Path) -> "Seals":
        """With the key in `folder`, made where it is missing, by one of several processes that start at once.

        Raises Problem where it can't be kept or read.
        """
        path = folder / KEY_FILE
        try:
            make_private(folder)
            if not path.exists():
                write_once(path, secrets.token_bytes(_KEY_BYTES))
            if os.name != "nt" and path.stat().st_mode & 0o077:
                raise Problem(ProblemCode.KEY_FILE_EXPOSED, path=str(path))
            return cls(path.read_bytes())
        except ValueError as error:
            raise Problem(ProblemCode.KEY_FILE_UNREADABLE, path=str(path)) from error
        except OSError as error:
            raise Problem(ProblemCode.KEY_FILE_UNREADABLE, path=str(path)) from error

    def seal(self, kind: str, text: str) -> str:
        """The seal over `text`: 22 characters that are safe in a URL."""
        digest = hmac.digest(self._key, f"{kind}\0{text}".encode(), "sha256")
        return base64.urlsafe_b64encode(digest[:_SEAL_BYTES]).rstrip(b"=").decode()

    def key_for(self, purpose: str) -> bytes:
        """A key of 32 bytes for something else that only this server's processes may read or write."""
        return hmac.digest(self._key, f"key\0{purpose}".encode(), "sha256")

    def is_ours(self, kind: str, text: str, seal: str) -> bool:
        """Whether this server sealed `text`."""
        return hmac.compare_digest(self.seal(kind, text).encode(), seal.encode())
