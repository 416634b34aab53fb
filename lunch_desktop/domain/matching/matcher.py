"""How well a query finds a title, and which letters it found.

A query is read in three ways: as typed; with plain consonants standing for tense ones (ㄱ for ㄲ); and as typed on the
other keyboard. See Rank for how what they find is put in order.
"""

import re
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise
from typing import Final

from lunch_desktop.domain.matching.folding import END, WORD, Folded, fold, fold_query
from lunch_desktop.domain.matching.keyboard import on_other_keyboard
from lunch_desktop.domain.matching.units import OPTIONAL_WORD, letters_of, quality, unit

_ANYTHING: Final = f"[^{END}]*?"
_LONGEST_QUERY: Final = 80
"""Letters; nobody types more to find a name, and a pasted page would make a pattern without end."""


class Rank(IntEnum):
    """How a title was found, best first."""

    WHOLE = 0
    PREFIX = 1
    WORD_PREFIX = 2
    WITHIN = 3
    WORDS = 4
    """Each word of the query somewhere, in any order."""
    LIKE = 5
    """As one of those above, where plain consonants stand for tense ones."""
    SCATTERED = 6
    """All letters in their order, with others between them."""
    OTHER_KEYBOARD = 7
    """As one of those above but SCATTERED, had the keyboard been switched."""


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """Smaller is better. `ranges` are the parts of the title that were found, as starts and ends."""

    order: tuple[int, ...]
    ranges: tuple[tuple[int, int], ...]

    @property
    def rank(self) -> Rank:
        """How it was found."""
        return Rank(self.order[0])


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a query: `rank` is that of everything found by it, None where that depends on the place.

    `looks` are patterns for folded text, tried in order, each with the place that it finds.
    """

    rank: Rank | None
    letters: tuple[str, ...]
    looks: tuple[tuple[Rank, re.Pattern[str]], ...]

    def order(self, place: Rank, text: str, start: int, end: int) -> tuple[int, ...]:
        """How good it is that a pattern found `text[start:end]` of a whole folded title."""
        found = text[start:end]
        if place is Rank.PREFIX and end == len(text):
            place = Rank.WHOLE
        if place is Rank.WORDS:
            poor, scatter = 0, 0
        elif place is Rank.SCATTERED:
            kept = tightened(self.letters, found)
            poor, scatter = 0, kept[-1] - kept[0] + 1 + sum(b - a > 1 for a, b in pairwise(kept))
            start = 0
        else:
            met = [letter for letter in found if letter != WORD]
            poor = sum(quality(typed, letter) for typed, letter in zip(self.letters, met, strict=False))
            scatter = 0
        return (self.rank if self.rank is not None else place, place, scatter, poor, start, len(text))


class Query:
    """What was typed, ready to be looked for in many titles."""

    def __init__(self, typed: str) -> None:
        self.words = fold_query(typed[:_LONGEST_QUERY])
        self.readings: tuple[Reading, ...] = ()
        if self.words:
            other = on_other_keyboard(typed[:_LONGEST_QUERY].strip())
            readings = [_as_typed(self.words, loose=False), _as_typed(self.words, loose=True), _scattered(self.words)]
            if other is not None:
                readings.append(_as_typed(fold_query(other), loose=False, rank=Rank.OTHER_KEYBOARD))
            self.readings = tuple(one for one in readings if one.looks)

    @property
    def has_letters(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self.words)

    def match(self, title: Folded) -> Match | None:
        """How well the title is found; None if it isn't."""
        for reading in self.readings:
            for place, pattern in reading.looks:
                found = pattern.search(title.text)
                if found is not None:
                    return self.describe(reading, place, pattern, title, found.start(), found.end())
        return None

    def describe(
        self, reading: Reading, place: Rank, pattern: re.Pattern[str], title: Folded, start: int, end: int
    ) -> Match:
        """The match of a pattern that was found in a title, with what to show of it."""
        order = reading.order(place, title.text, start, end)
        if place is Rank.WORDS:
            again = pattern.search(title.text)
            groups = range(1, pattern.groups + 1) if again is not None else range(0)
            places = sorted({at for group in groups if again is not None for at in range(*again.span(group))})
        elif place is Rank.SCATTERED:
            places = [start + at for at in tightened(reading.letters, title.text[start:end])]
        else:
            places = list(range(start, end))
        return Match(order, title.ranges(places))


def match(query: str, title: str) -> Match | None:
    """How well a query finds one title; None if it doesn't."""
    return Query(query).match(fold(title))


def tightened(letters: tuple[str, ...], found: str) -> list[int]:
    """Where the letters are in a text that they are scattered over, taken from its end: as close together as may be."""
    places: list[int] = []
    at, carried = len(found) - 1, len(letters) - 1
    if not _is(letters[-1], found[at], last=True):
        at -= 1  # the last typed letter carries the beginning of the last found one
        places.append(len(found) - 1)
        if found[at] == WORD:
            at -= 1
        places.append(at)
        carried -= 1
        at -= 1
    while carried >= 0 and at >= 0:
        if _is(letters[carried], found[at], last=carried == len(letters) - 1):
            places.append(at)
            carried -= 1
        at -= 1
    return places[::-1]


def _is(letter: str, found: str, *, last: bool) -> bool:
    return found != WORD and re.fullmatch(unit(letter, last=last, loose=False), found) is not None


def _as_typed(words: list[str], *, loose: bool, rank: Rank | None = None) -> Reading:
    letters = letters_of("".join(words))
    if not letters:
        return Reading(rank, (), ())
    strict_too = [unit(letter, last=place == len(letters) - 1, loose=False) for place, letter in enumerate(letters)]
    units = [unit(letter, last=place == len(letters) - 1, loose=loose) for place, letter in enumerate(letters)]
    if loose and units == strict_too:
        return Reading(Rank.LIKE, tuple(letters), ())
    together = OPTIONAL_WORD.join(units)
    looks = [
        # In many titles at once a line begins each.
        (Rank.PREFIX, re.compile(f"^{WORD}{together}", re.MULTILINE)),
        (Rank.WORD_PREFIX, re.compile(WORD + together)),
        (Rank.WITHIN, re.compile(together)),
    ]
    if len(words) > 1:
        looks.append((Rank.WORDS, re.compile(_each_word(words, loose=loose), re.MULTILINE)))
    return Reading(Rank.LIKE if loose else rank, tuple(letters), tuple(looks))


def _each_word(words: list[str], *, loose: bool) -> str:
    pieces = []
    for place, word in enumerate(words):
        letters, last_word = letters_of(word), place == len(words) - 1
        units = [unit(one, last=last_word and at == len(letters) - 1, loose=loose) for at, one in enumerate(letters)]
        pieces.append(f"(?={_ANYTHING}({OPTIONAL_WORD.join(units)}))")
    return "^" + "".join(pieces)


def _scattered(words: list[str]) -> Reading:
    """Each letter after the one before: the first that comes is as good as any, so nothing is tried twice."""
    letters = letters_of("".join(words))
    if len(letters) < 2:
        return Reading(None, tuple(letters), ())
    units = [unit(letter, last=place == len(letters) - 1, loose=False) for place, letter in enumerate(letters)]
    pattern = units[0] + "".join(f"(?>{_ANYTHING}{one})" for one in units[1:])
    return Reading(None, tuple(letters), ((Rank.SCATTERED, re.compile(pattern)),))
