"""Titles as they are compared: without case, width, accents, spaces and punctuation; NFC and NFD alike."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from lunch_desktop.domain.matching.hangul import FINALS, INITIALS, VOWELS

WORD: Final = "\x01"
"""Stands before the first letter of each word of a folded title."""
END: Final = "\n"
"""Parts folded titles that stand in one text. Neither is a letter, so neither can come from a title."""

_CONJOINING: Final = {
    **{0x1100 + place: jamo for place, jamo in enumerate(INITIALS)},
    **{0x1161 + place: jamo for place, jamo in enumerate(VOWELS)},
    **{0x11A7 + place: jamo for place, jamo in enumerate(FINALS)},
}
"""Single jamo of the block 1100 (what compatibility normalisation makes of ㄱ) -> those that people type."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A title to be compared. Letter for letter of `text`, `spans` has where it stands in the title: start and end.

    The marks of words in `text` have an empty span.
    """

    text: str
    spans: tuple[tuple[int, int], ...]

    def ranges(self, places: Iterable[int]) -> tuple[tuple[int, int], ...]:
        """The ranges of the title behind some letters of `text`, in order; neighbours are one range."""
        found: list[tuple[int, int]] = []
        for start, end in (self.spans[place] for place in places):
            if start == end:
                continue
            if found and start <= found[-1][1]:
                found[-1] = (found[-1][0], max(end, found[-1][1]))
            else:
                found.append((start, end))
        return tuple(found)


@lru_cache(maxsize=32_768)
def fold(title: str) -> Folded:
    """A title as it is compared. Kept, as the same names are looked through with every letter that is typed."""
    letters: list[str] = []
    spans: list[tuple[int, int]] = []
    former = ""
    for start, end in _clusters(title):
        folded = _fold_cluster(title[start:end])
        if not folded:
            # An accent that stands alone parts no words; a space or a mark does.
            former = former if unicodedata.category(title[start])[0] == "M" else ""
            continue
        kind = _kind(folded[0])
        if kind != former:
            letters.append(WORD)
            spans.append((start, start))
        former = kind
        letters.extend(folded)
        spans.extend([(start, end)] * len(folded))
    return Folded("".join(letters), tuple(spans))


def fold_query(query: str) -> list[str]:
    """The words of a query, folded; those without letters are left out."""
    words = []
    for word in query.split():
        letters = "".join(_fold_cluster(word[start:end]) for start, end in _clusters(word))
        if letters:
            words.append(letters)
    return words


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Each letter with the marks, or the conjoining jamo, that belong to it."""
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or not _continues(text[place]):
            yield start, place
            start = place


def _continues(letter: str) -> bool:
    if letter < "\u0300":
        return False
    return "\u1160" <= letter <= "\u11ff" or unicodedata.category(letter) in ("Mn", "Me", "Mc")


@lru_cache(maxsize=16_384)
def _fold_cluster(cluster: str) -> str:
    if cluster.isascii() or (len(cluster) == 1 and ("가" <= cluster <= "힣" or "ㄱ" <= cluster <= "ㅣ")):
        folded = cluster.lower()
    else:
        open_letters = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", cluster).casefold())
        bare = "".join(letter for letter in open_letters if unicodedata.category(letter) != "Mn")
        folded = unicodedata.normalize("NFC", bare).translate(_CONJOINING)
    return "".join(letter for letter in folded if unicodedata.category(letter)[0] in "LNSM")


def _kind(letter: str) -> str:
    """Words end where another kind of letters begins ("BBQ치킨")."""
    if letter.isdigit():
        return "0"
    if "가" <= letter <= "힣" or "ㄱ" <= letter <= "ㅣ":
        return "가"
    return "a" if letter < "\u1100" else "字"
