"""Server-sent events, read from a stream of bytes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

LONGEST_EVENT: Final = 4 * 1024 * 1024
"""Bytes; the server sends nothing near it."""


@dataclass(frozen=True, slots=True)
class ServerEvent:
    """One event: its name, and its data as text (JSON)."""

    name: str
    data: str


def parse(chunks: Iterable[bytes]) -> Iterator[ServerEvent]:
    """The events in `chunks`, each as soon as its last byte is there (WHATWG HTML, section 9.2).

    Comments, which keep the connection alive, give nothing; an event cut off at the end is dropped. Raises ValueError
    for a line or an event without end.
    """
    name, size = "", 0
    data: list[str] = []
    for line in _lines(chunks):
        if not line:
            if data:
                yield ServerEvent(name or "message", "\n".join(data))
            name, data, size = "", [], 0
            continue
        size += len(line)
        if size > LONGEST_EVENT:
            raise ValueError("an event without end")
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if field == "event":
            name = value
        elif field == "data":
            data.append(value)


def _lines(chunks: Iterable[bytes]) -> Iterator[str]:
    """Lines end with LF or CR LF; our server sends no other."""
    rest = bytearray()
    for chunk in chunks:
        searched = len(rest)
        rest += chunk
        begin = 0
        while (end := rest.find(b"\n", max(begin, searched))) >= 0:
            yield rest[begin:end].removesuffix(b"\r").decode(errors="replace")
            begin = end + 1
        del rest[:begin]
        if len(rest) > LONGEST_EVENT:
            raise ValueError("a line without end")
