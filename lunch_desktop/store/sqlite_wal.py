"""SQLite's write-ahead log, read without SQLite: which commits it holds, and which a flaw has put out of reach.

The format is that of https://www.sqlite.org/fileformat2.html, section 4. SQLite itself takes the log up to the first
frame that fails its checksum and forgets the rest without a word. A frame's checksum starts from the one stored before
it, so the frames behind a flaw can still be told to be whole.
"""

import sys
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from struct import Struct
from typing import Final

from lunch_desktop.store.ciphering import PAGE_SIZE, PLAIN_HEADER
from lunch_desktop.system.files import patiently

_MAGIC: Final = 0x377F0682
"""The last bit says that checksums are counted in big-endian words."""
_HEADER: Final = Struct(">8I")
_FRAME: Final = Struct(">6I")
_MASK: Final = 0xFFFFFFFF
DEFAULT_PAGE_SIZE: Final = PAGE_SIZE

Sums = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Frame:
    """One page as a commit wrote it; `size` is 0, or at a commit's last frame the file's pages from then on."""

    page: int
    size: int
    whole: bool
    content: bytes


def wal_path(database: Path) -> Path:
    """The log beside a database."""
    return database.with_name(database.name + "-wal")


def page_size_of(database: Path) -> int:
    """The size of the file's pages as its header says it; the usual one where it says nothing that makes sense.

    An encrypted file's are of the usual size, and its first bytes say nothing at all.
    """
    with database.open("rb") as file:
        header = file.read(18)
    if not header.startswith(PLAIN_HEADER):
        return DEFAULT_PAGE_SIZE
    size = int.from_bytes(header[16:18])
    size = 65536 if size == 1 else size
    return size if size >= 512 and size & (size - 1) == 0 else DEFAULT_PAGE_SIZE


def frames(database: Path) -> Iterator[Frame]:
    """The frames of the log's present round, in order. Those of a round before, which lie behind them, are left out."""
    log = wal_path(database)
    if not log.exists() or log.stat().st_size <= _HEADER.size:
        return
    with log.open("rb") as file:
        header = file.read(_HEADER.size)
        magic, _, size, _, *salts, first, second = _HEADER.unpack(header)
        is_big = bool(magic & 1)
        sums: Sums = (first, second)
        if not _is_whole(header):
            size, is_big, salts = page_size_of(database), sys.byteorder == "big", []
        while len(head := file.read(_FRAME.size)) == _FRAME.size and len(content := file.read(size)) == size:
            page, committed, *own, first, second = _FRAME.unpack(head)
            salts = salts or own
            if own == salts:
                is_whole = _checksum(head[:8] + content, sums, is_big) == (first, second) and page > 0
                yield Frame(page, committed, is_whole, content)
            sums = (first, second)


def commits_out_of_reach(database: Path) -> bool:
    """Whether the log holds whole commits behind a flaw, where SQLite does not look.

    A log that was cut, or whose end was never written, has none: there SQLite's answer is the right one.
    """
    log = wal_path(database)
    if not log.exists():
        return False
    with log.open("rb") as file:
        is_broken = not _is_whole(file.read(_HEADER.size))
    for frame in frames(database):
        if is_broken and frame.whole and frame.size:
            return True
        is_broken = is_broken or not frame.whole
    return False


def with_log(database: Path) -> bytes:
    """The file's content as every whole frame of the log makes it, up to the last commit, also behind a flaw."""
    content = bytearray(patiently(database.read_bytes))
    waiting: list[Frame] = []
    for frame in frames(database):
        if frame.whole:
            waiting.append(frame)
        if frame.whole and frame.size:
            for one in waiting:
                start = (one.page - 1) * len(one.content)
                content.extend(bytes(max(0, start - len(content))))
                content[start : start + len(one.content)] = one.content
            waiting.clear()
    return bytes(content)


def _is_whole(header: bytes) -> bool:
    if len(header) < _HEADER.size:
        return False
    magic, *_, first, second = _HEADER.unpack(header)
    return magic & ~1 == _MAGIC and _checksum(header[:24], (0, 0), bool(magic & 1)) == (first, second)


def _checksum(content: bytes, start: Sums, is_big: bool) -> Sums:
    words = array("I", content)
    if is_big != (sys.byteorder == "big"):
        words.byteswap()
    first, second = start
    for left, right in zip(words[::2], words[1::2], strict=True):
        first = (first + left + second) & _MASK
        second = (second + right + first) & _MASK
    return first, second
