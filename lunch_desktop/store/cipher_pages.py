"""The pages of an encrypted file, read without SQLCipher, which after the first damaged one reads no other.

For the format see `lunch_desktop.store.ciphering`.
"""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import pbkdf2_hmac
from typing import Final

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from lunch_desktop.store.ciphering import PAGE_SIZE, PLAIN_HEADER, RESERVE, SALT_SIZE, salt_of

_VECTOR_SIZE: Final = 16
_TAG_SIZE: Final = RESERVE - _VECTOR_SIZE
_USABLE: Final = PAGE_SIZE - RESERVE
_MAC_SALT_MASK: Final = 0x3A
_MAC_ROUNDS: Final = 2


@dataclass(frozen=True, slots=True)
class Page:
    """One page as SQLite would see it; `whole`: its HMAC agrees, so that it is what was written."""

    content: bytes
    whole: bool


class Pages:
    """Reads the pages of one key's files."""

    def __init__(self, key: bytes) -> None:
        self._algorithm = AES(key)
        salt = bytes(byte ^ _MAC_SALT_MASK for byte in salt_of(key))
        self._mac_key = pbkdf2_hmac("sha512", key, salt, _MAC_ROUNDS, 32)

    def page(self, number: int, raw: bytes) -> Page:
        """The page of this number, the first being 1, of its 4096 bytes in the file or in the log."""
        start = SALT_SIZE if number == 1 else 0
        told, tag = raw[start : PAGE_SIZE - _TAG_SIZE], raw[PAGE_SIZE - _TAG_SIZE :]
        counted = hmac.digest(self._mac_key, told + number.to_bytes(4, "little"), "sha512")
        decryptor = Cipher(self._algorithm, CBC(raw[_USABLE : _USABLE + _VECTOR_SIZE])).decryptor()
        content = decryptor.update(raw[start:_USABLE]) + decryptor.finalize()
        header = PLAIN_HEADER if number == 1 else b""
        return Page(header + content + bytes(RESERVE), hmac.compare_digest(counted, tag))

    def all(self, content: bytes) -> Iterator[Page]:
        """Every page of a file; of what is left of a page at its end, nothing."""
        for at in range(0, len(content) - PAGE_SIZE + 1, PAGE_SIZE):
            yield self.page(at // PAGE_SIZE + 1, content[at : at + PAGE_SIZE])
