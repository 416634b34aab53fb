"""Rows as lines of JSON, in pieces of some 64 KiB.

A whole piece is encoded at once, which takes a quarter less time than one row after the other, and an eighth of what
the standard library takes. The lines are told apart afterwards: nothing but the end of one row and the beginning of the
next looks like `],[`, unless somebody has written it, which a count finds out.
"""

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from pydantic_core import PydanticSerializationError, to_json

from lunch_desktop.wire.exports import Value

PIECE: Final = 64 * 1024
"""Bytes of a piece, about, before it is compressed."""
_FIRST_ROWS: Final = 64
_MOST_ROWS: Final = 4_096
_GZIP: Final = 31
"""The window of zlib for which it writes gzip's header and end."""


def in_lines(rows: Iterable[Sequence[Value]]) -> Iterator[tuple[int, bytes]]:
    """Pieces of whole lines, each with the number of its rows, as many as make about PIECE."""
    left, wanted = iter(rows), _FIRST_ROWS
    while some := [tuple(row) for row in islice(left, wanted)]:
        piece = lines_of(some)
        wanted = min(_MOST_ROWS, max(1, wanted * PIECE // len(piece)), 4 * wanted)
        yield len(some), piece


def lines_of(rows: Sequence[Sequence[Value]]) -> bytes:
    """Each row, of which there is at least one, as a JSON array in a line of its own."""
    try:
        written = to_json(rows)
    except PydanticSerializationError:  # half a character, which UTF-8 has no bytes for
        return b"".join(json.dumps(row, separators=(",", ":")).encode() + b"\n" for row in rows)
    if written.count(b"],[") == len(rows) - 1:
        return written[1:-1].replace(b"],[", b"]\n[") + b"\n"
    return b"".join(to_json(row) + b"\n" for row in rows)


class Packing:
    """Compresses what is sent, if wanted, at the level at which it costs less than encoding the rows."""

    def __init__(self, wanted: bool) -> None:
        self._packer = zlib.compressobj(1, zlib.DEFLATED, _GZIP) if wanted else None

    def add(self, content: bytes, *, at_once: bool = False) -> bytes:
        """What can be sent by now; with `at_once` all of it."""
        if self._packer is None:
            return content
        packed = self._packer.compress(content)
        return packed + self._packer.flush(zlib.Z_SYNC_FLUSH) if at_once else packed

    def end(self) -> bytes:
        """The rest."""
        return b"" if self._packer is None else self._packer.flush()
