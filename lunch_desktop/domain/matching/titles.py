"""Many titles in one text, so that looking through all of them is one walk of the regular expression engine."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from lunch_desktop.domain.matching.folding import END, Folded, fold
from lunch_desktop.domain.matching.matcher import Match, Query, Rank

_CHUNK: Final = 4_000
"""Titles walked at once: other threads wait for the interpreter meanwhile, a few milliseconds at most."""


class Hit(NamedTuple):
    """A title that was found, by its place among those given."""

    match: Match
    place: int


class _Chunk(NamedTuple):
    first: int
    text: str
    starts: tuple[int, ...]


class Titles:
    """Titles to look through. Made once and used from any thread: nothing in it changes."""

    def __init__(self, titles: Iterable[str]) -> None:
        self._folded: list[Folded] = [fold(title) for title in titles]
        self._chunks = [_chunk(self._folded, first) for first in range(0, len(self._folded), _CHUNK)]

    def __len__(self) -> int:
        return len(self._folded)

    def best(self, query: Query, limit: int, *, worst: Rank = Rank.OTHER_KEYBOARD) -> list[Hit]:
        """The best `limit` hits, best first; those alike stand in the order given. Nothing worse than `worst`."""
        found: list[Hit] = []
        seen: set[int] = set()
        for reading in query.readings:
            for place, pattern in reading.looks:
                if (reading.rank if reading.rank is not None else place) > worst:
                    continue
                hits: list[tuple[tuple[int, ...], int, int, int]] = []
                for index, start, end in self._walk(pattern, seen):
                    seen.add(index)
                    hits.append((reading.order(place, self._folded[index].text, start, end), index, start, end))
                hits.sort()
                for _, index, start, end in hits[: limit - len(found)]:
                    title = self._folded[index]
                    found.append(Hit(query.describe(reading, place, pattern, title, start, end), index))
                if len(found) >= limit:
                    return found
        return found

    def having(self, query: Query, *, worst: Rank = Rank.LIKE) -> list[int]:
        """All titles that are found, in the order given."""
        seen: set[int] = set()
        for reading in query.readings:
            for place, pattern in reading.looks:
                # What begins a title or a word lies within it.
                needless = place in (Rank.PREFIX, Rank.WORD_PREFIX)
                if not needless and (reading.rank if reading.rank is not None else place) <= worst:
                    seen.update([index for index, _, _ in self._walk(pattern, seen)])
        return sorted(seen)

    def _walk(self, pattern: re.Pattern[str], seen: set[int]) -> Iterator[tuple[int, int, int]]:
        """Index, start and end of the first find in each title that was not seen before."""
        for chunk in self._chunks:
            former = -1
            for found in pattern.finditer(chunk.text):
                start = found.start()
                place = bisect_right(chunk.starts, start) - 1
                index = chunk.first + place
                if place != former and index not in seen:
                    begin = chunk.starts[place]
                    yield index, start - begin, found.end() - begin
                former = place


def _chunk(folded: Sequence[Folded], first: int) -> _Chunk:
    texts = [one.text for one in folded[first : first + _CHUNK]]
    starts: list[int] = []
    at = 0
    for text in texts:
        starts.append(at)
        at += len(text) + len(END)
    return _Chunk(first, END.join(texts), tuple(starts))
