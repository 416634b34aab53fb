"""Ways in which a file comes to harm."""

import hmac
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from hashlib import pbkdf2_hmac
from pathlib import Path
from random import Random

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from lunch_desktop.store.cipher_pages import Pages
from lunch_desktop.store.ciphering import PAGE_SIZE, RESERVE, Kind, kind_of, salt_of
from lunch_desktop.store.sqlite_wal import with_log
from tests.support.ciphered import KEY


def page_of(path: Path, name: str) -> tuple[int, int]:
    """The first page of a table or an index, and the size of pages."""
    with _looking_at_pages(path) as connection:
        ((root,),) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchall()
        ((size,),) = connection.execute("PRAGMA page_size").fetchall()
    return root, size


def overwrite_page(path: Path, number: int, size: int, content: bytes = b"\xa5") -> None:
    """Fill a page, the first being 1, with nonsense."""
    with path.open("r+b") as file:
        file.seek((number - 1) * size)
        file.write((content * size)[:size])


def pages_of(path: Path, name: str) -> tuple[list[int], int]:
    """Every page of a table or an index, and the size of pages."""
    with _looking_at_pages(path) as connection:
        ((size,),) = connection.execute("PRAGMA page_size").fetchall()
        rows = connection.execute("SELECT pageno FROM dbstat WHERE name = ? ORDER BY pageno", (name,)).fetchall()
    return [number for (number,) in rows], size


def flip_bits(path: Path, offsets: list[int], chance: Random) -> None:
    """Turn one bit over at each offset."""
    with path.open("r+b") as file:
        for offset in offsets:
            file.seek(offset)
            byte = file.read(1)[0]
            file.seek(offset)
            file.write(bytes([byte ^ 1 << chance.randrange(8)]))


def change_page(path: Path, number: int, change: Callable[[bytes], bytes]) -> None:
    """Write a page anew, with the content that `change` makes of what stands there; an encrypted one is whole again."""
    with path.open("r+b") as file:
        file.seek((number - 1) * PAGE_SIZE)
        raw = file.read(PAGE_SIZE)
        if kind_of(path, KEY) is Kind.OURS:
            raw = _encrypted(number, change(Pages(KEY).page(number, raw).content))
        else:
            raw = change(raw)
        file.seek((number - 1) * PAGE_SIZE)
        file.write(raw)


def _encrypted(number: int, content: bytes) -> bytes:
    """A page, beyond the first, as SQLCipher writes it."""
    vector, salt = os.urandom(16), bytes(byte ^ 0x3A for byte in salt_of(KEY))
    encryptor = Cipher(AES(KEY), CBC(vector)).encryptor()
    body = encryptor.update(content[:-RESERVE]) + encryptor.finalize() + vector
    tag = hmac.digest(pbkdf2_hmac("sha512", KEY, salt, 2, 32), body + number.to_bytes(4, "little"), "sha512")
    return body + tag


def decrypted(path: Path) -> bytes:
    """An encrypted file, with what is in its log, as SQLite would have written it."""
    content = bytearray(b"".join(page.content for page in Pages(KEY).all(with_log(path))))
    content[18:20] = b"\x01\x01"  # it is read where it can have no log
    return bytes(content)


@contextmanager
def _looking_at_pages(path: Path) -> Iterator[sqlite3.Connection]:
    """SQLite's own driver, which alone tells what is in which page; an encrypted file's pages keep their places."""
    if kind_of(path, KEY) is not Kind.OURS:
        with closing(sqlite3.connect(path)) as connection:
            yield connection
        return
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(decrypted(path))
        yield connection
