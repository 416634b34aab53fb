"""An archive under a passphrase: frames of AES-256-GCM, with a key that scrypt (RFC 7914) makes of it.

The file is a header (magic, 16 bytes of salt), then frames of 64 KiB of the archive, each with its tag of 16 bytes. A
frame's nonce is its number (8 bytes, big-endian) and 1 for the last, else 0 (4 bytes); the header is authenticated
with each. So frames can't be changed, swapped, left out or cut off, and the salt gives each file a key of its own.
"""

import io
import os
from pathlib import Path
from typing import IO, Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from lunch_desktop.system.problems import Problem, ProblemCode

MAGIC: Final = b"LUNCHARC\x01"
"""The last byte is the version: of scrypt's cost, too, so that no file can ask for any."""
_SALT: Final = 16
_HEADER: Final = len(MAGIC) + _SALT
_FRAME: Final = 64 * 1024
_TAG: Final = 16
_COST: Final = {"n": 2**16, "r": 8, "p": 2}
"""64 MiB, as OWASP's cheat sheet on storing passwords advises."""


class EncryptedWriter(io.RawIOBase):
    """Takes an archive and writes its frames; `close` writes the last."""

    def __init__(self, file: IO[bytes], passphrase: bytes) -> None:
        self._file = file
        self._header = MAGIC + os.urandom(_SALT)
        self._cipher = _cipher(passphrase, self._header)
        self._waiting = bytearray()
        self._frames = 0
        file.write(self._header)

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: Any) -> int:
        """Take `data`. Raises OSError."""
        self._waiting += data
        while len(self._waiting) > _FRAME:
            self._put(bytes(self._waiting[:_FRAME]), last=False)
            del self._waiting[:_FRAME]
        return len(data)

    def finish(self) -> None:
        """Write the last frame. Raises OSError."""
        self._put(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _put(self, frame: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._frames, last=last), frame, self._header))
        self._frames += 1


class EncryptedReader(io.RawIOBase):
    """Reads an archive from anywhere in it, as ZIP files want to be read."""

    def __init__(self, file: IO[bytes], passphrase: bytes | None, path: Path) -> None:
        """Raises Problem `archive_locked` where the passphrase is missing or another one."""
        size = file.seek(0, io.SEEK_END) - _HEADER
        file.seek(0)
        self._file = file
        self._header = file.read(_HEADER)
        self._frames = -(-size // (_FRAME + _TAG))
        self._size = size - self._frames * _TAG
        self._at = 0
        self._kept: tuple[int, bytes] = (-1, b"")
        if passphrase is None:
            raise Problem(ProblemCode.ARCHIVE_LOCKED, path=str(path))
        self._cipher = _cipher(passphrase, self._header)
        try:
            self._frame(0)
        except ValueError:
            raise Problem(ProblemCode.ARCHIVE_LOCKED, path=str(path)) from None

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place in the archive. Raises ValueError for one before its beginning."""
        at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if at < 0:
            raise ValueError("before the beginning")
        self._at = at
        return at

    def tell(self) -> int:
        """Where it stands."""
        return self._at

    def readinto(self, buffer: Any) -> int:
        """Read some. Raises ValueError for a frame that was changed, and where the end is missing."""
        if self._at >= self._size:
            return 0
        number, within = divmod(self._at, _FRAME)
        some = self._frame(number)[within : within + len(buffer)]
        buffer[: len(some)] = some
        self._at += len(some)
        return len(some)

    def _frame(self, number: int) -> bytes:
        if self._kept[0] != number:
            self._file.seek(_HEADER + number * (_FRAME + _TAG))
            frame = self._file.read(_FRAME + _TAG)
            nonce = _nonce(number, last=number == self._frames - 1)
            try:
                self._kept = (number, self._cipher.decrypt(nonce, frame, self._header))
            except InvalidTag:
                raise ValueError("a frame is not what was written") from None
        return self._kept[1]


def is_encrypted(file: IO[bytes]) -> bool:
    """Whether a file begins as an encrypted archive; it is then at its beginning again."""
    found = file.read(len(MAGIC)) == MAGIC
    file.seek(0)
    return found


def _cipher(passphrase: bytes, header: bytes) -> AESGCM:
    salt = header[len(MAGIC) :]
    return AESGCM(Scrypt(salt=salt, length=32, **_COST).derive(passphrase))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(8) + int(last).to_bytes(4)
