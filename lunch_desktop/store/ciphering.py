"""How a desktop's file is encrypted: SQLCipher 4, with a raw key, and every page told to be whole by itself.

The format is that of https://www.zetetic.net/sqlcipher/design: pages of 4096 bytes, each AES-256-CBC under an
initialisation vector of its own, and HMAC-SHA512 over it and the page's number; both lie at the page's end. In the
file's first 16 bytes stands the salt, of which the key of the HMAC is made. Ours follows from the key, so that a file
shows in its first bytes whose key it takes, and no damage to them costs the rest.
"""

import hmac
from collections.abc import Iterator
from enum import Enum, auto
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO, Final

PAGE_SIZE: Final = 4096
SALT_SIZE: Final = 16
RESERVE: Final = 80
"""Bytes at the end of each page: the initialisation vector and the HMAC."""
PLAIN_HEADER: Final = b"SQLite format 3\0"
_LOOKED_AT: Final = 16
"""Pages that are looked at to tell encrypted from plain."""
_MANY_BYTES: Final = 240
"""Of the 256 values of a byte, a page of noise has all but every time; a page of rows, or of nothing, never so many."""


class Kind(Enum):
    """What a file is to a key, or to nobody's."""

    NOTHING = auto()
    PLAIN = auto()
    """Not encrypted, whatever is left of it."""
    OURS = auto()
    FOREIGN = auto()
    """Encrypted, and not with this key."""


def prepare(connection: Any, key: bytes) -> None:
    """Give a new connection of SQLCipher's driver its key; what it has to say in a log of its own is said by errors."""
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f'PRAGMA key = "{literal_of(key)}"')


def literal_of(key: bytes) -> str:
    """Key and salt in SQLCipher's words. Raises ValueError for a key of another length than 32 bytes."""
    if len(key) != 32:
        raise ValueError("a key has 32 bytes")
    return f"x'{key.hex()}{salt_of(key).hex()}'"


def salt_of(key: bytes) -> bytes:
    """What stands in a file's first bytes. It tells nothing of a key that is random."""
    return sha256(b"lunch desktop: salt\0" + key).digest()[:SALT_SIZE]


def kind_of(path: Path, key: bytes | None) -> Kind:
    """What the file at `path` is. Raises OSError."""
    if not path.is_file():
        return Kind.NOTHING
    with path.open("rb") as file:
        header = file.read(SALT_SIZE)
        if not header:
            return Kind.NOTHING
        if header == PLAIN_HEADER:
            return Kind.PLAIN
        if key is not None and hmac.compare_digest(header, salt_of(key)):
            return Kind.OURS
        count, rest = divmod(path.stat().st_size, PAGE_SIZE)
        some = list(_some_pages(file, count))
    if key is not None and _any_is_whole(key, some):
        return Kind.OURS
    is_noise = bool(some) and rest == 0 and all(len(set(raw)) >= _MANY_BYTES for _, raw in some)
    return Kind.FOREIGN if is_noise else Kind.PLAIN


def _some_pages(file: BinaryIO, count: int) -> Iterator[tuple[int, bytes]]:
    """Pages from everywhere in the file, with their numbers."""
    for number in sorted({1 + at * (count - 1) // _LOOKED_AT for at in range(_LOOKED_AT + 1)} if count else ()):
        file.seek((number - 1) * PAGE_SIZE)
        yield number, file.read(PAGE_SIZE)


def _any_is_whole(key: bytes, some: list[tuple[int, bytes]]) -> bool:
    from lunch_desktop.store.cipher_pages import Pages  # few starts ever look at a page by themselves

    pages = Pages(key)
    return any(pages.page(number, raw).whole for number, raw in some)
