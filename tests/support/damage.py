"""Ways in which a file comes to harm."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random

from lunch_desktop.store.cipher_pages import Pages
from lunch_desktop.store.ciphering import Kind, kind_of
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


def decrypted(path: Path) -> bytes:
    """An encrypted file as SQLite would have written it, without what is in its log."""
    content = bytearray(b"".join(page.content for page in Pages(KEY).all(path.read_bytes())))
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
