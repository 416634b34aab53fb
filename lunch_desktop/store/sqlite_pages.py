"""The rows of a SQLite file, read page by page without its schema: what is left when SQLite itself can't find its way.

The format is that of https://www.sqlite.org/fileformat2.html, section 1. Only the leaves of tables are read, and there
only the cells that are in use, so nothing comes back that had been deleted.
"""

from collections.abc import Iterator
from typing import Final

_TABLE_LEAF: Final = 0x0D
_LEAF_HEADER: Final = 8
_FILE_HEADER: Final = 100
_MOST_BYTES: Final = 1 << 20
"""A longer record is none of ours."""
_INTEGERS: Final = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
"""Bytes of an integer by its serial type."""

Value = int | float | str | bytes | None


class _Unreadable(Exception):
    """The bytes are no record."""


def records(content: bytes, page_size: int, reserve: int = 0) -> Iterator[tuple[Value, ...]]:
    """Every record of every table, in no order that means anything; what can't be read is passed over.

    `reserve` is how many bytes at the end of each page are not SQLite's.
    """
    pages = _Pages(content, page_size, page_size - reserve)
    for number in range(1, pages.count + 1):
        page = pages.content(number)
        start = _FILE_HEADER if number == 1 else 0
        if len(page) < page_size or page[start] != _TABLE_LEAF:
            continue
        cells = int.from_bytes(page[start + 3 : start + 5])
        for at in range(start + _LEAF_HEADER, min(start + _LEAF_HEADER + 2 * cells, page_size - 1), 2):
            try:
                yield _record(pages.payload(page, int.from_bytes(page[at : at + 2])))
            except (_Unreadable, IndexError, UnicodeDecodeError):
                continue


class _Pages:
    def __init__(self, content: bytes, size: int, usable: int) -> None:
        self._content = content
        self._size = size
        self._usable = usable
        self.count = len(content) // size

    def content(self, number: int) -> bytes:
        return self._content[(number - 1) * self._size : number * self._size]

    def payload(self, page: bytes, at: int) -> bytes:
        """A cell's record, gathered from the pages that it runs over into."""
        length, at = _varint(page, at)
        _, at = _varint(page, at)  # the row's number
        if length > _MOST_BYTES:
            raise _Unreadable
        here = self._local(length)
        found = [page[at : at + here]]
        if here == length:
            return found[0]
        following, missing = int.from_bytes(page[at + here : at + here + 4]), length - here
        while missing > 0:
            if not 0 < following <= self.count:
                raise _Unreadable
            overflow = self.content(following)
            found.append(overflow[4 : 4 + min(missing, self._usable - 4)])
            missing -= len(found[-1])
            following = int.from_bytes(overflow[:4])
        return b"".join(found)

    def _local(self, length: int) -> int:
        """How many bytes of a record lie in its own page."""
        most, least = self._usable - 35, (self._usable - 12) * 32 // 255 - 23
        if length <= most:
            return length
        kept = least + (length - least) % (self._usable - 4)
        return kept if kept <= most else least


def _record(payload: bytes) -> tuple[Value, ...]:
    header_length, at = _varint(payload, 0)
    if not 0 < header_length <= len(payload):
        raise _Unreadable
    kinds: list[int] = []
    while at < header_length:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    values: list[Value] = []
    at = header_length
    for kind in kinds:
        length = _INTEGERS.get(kind, 8 if kind == 7 else (kind - 12) // 2 if kind >= 12 else 0)
        raw = payload[at : at + length]
        if kind in (10, 11) or len(raw) < length:
            raise _Unreadable
        values.append(_value(kind, raw))
        at += length
    return tuple(values)


def _value(kind: int, raw: bytes) -> Value:
    if kind == 0:
        return None
    if kind in (8, 9):
        return kind - 8
    if kind in _INTEGERS:
        return int.from_bytes(raw, signed=True)
    if kind < 12 or kind % 2 == 0:
        return raw
    return raw.decode()


def _varint(content: bytes, at: int) -> tuple[int, int]:
    """The number at `at`, and where it ends."""
    value = 0
    for place in range(8):
        byte = content[at + place]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + place + 1
    return value << 8 | content[at + 8], at + 9
