"""What one typed letter may stand for in a title, as a piece of a regular expression."""

import re
from collections.abc import Iterable
from typing import Final

from lunch_desktop.domain.matching.folding import WORD
from lunch_desktop.domain.matching.hangul import ASPIRATED, FINALS, INITIALS, PAIRS, TENSE, VOWELS, join, split

OPTIONAL_WORD: Final = f"{WORD}?"
"""Between two letters: spaces are not typed."""

LITERAL, UNFINISHED, INITIAL, LIKE = 0, 1, 2, 3
"""How a typed letter met the one in the title, best first."""

_LAST_VOWEL, _LAST_FINAL = VOWELS[-1], FINALS[-1]
_RELATED: Final = {**{tense: plain for plain, tense in TENSE.items()}, **ASPIRATED}
"""A consonant -> the plain one of its family."""


def letters_of(query: str) -> list[str]:
    """The letters to look for: two consonants that the input method joined ("ㅂㅅ" becomes "ㅄ") are two again."""
    letters: list[str] = []
    for letter in query:
        pair = PAIRS.get(letter, "")
        letters.extend(pair if pair and pair[0] in INITIALS else letter)
    return letters


def unit(letter: str, *, last: bool, loose: bool) -> str:
    """The pattern of a typed letter. `last`: it may be unfinished; `loose`: a plain consonant may mean a tense one."""
    if letter in INITIALS:
        # As a letter of its own, or as the initial of any syllable.
        return _one_of([letter, *(f"{first}-{_end(first)}" for first in _syllables_of(letter, loose=loose))])
    parts = split(letter)
    if parts is None:
        return re.escape(letter)
    initials = _meant(parts.initial, loose=loose)
    if not last:
        return _one_of(join(initial, parts.vowel, parts.final) for initial in initials)
    pieces = _one_of(piece for initial in initials for piece in _completions(initial, parts.vowel, parts.final))
    carried = _carried(parts.final, loose=loose)
    if not carried:
        return pieces
    kept = PAIRS.get(parts.final, parts.final)[:-1]
    stem = _one_of(join(initial, parts.vowel, kept) for initial in initials)
    following = _one_of(f"{first}-{_end(first)}" for one in carried for first in _syllables_of(one, loose=False))
    return f"(?:{pieces}|{stem}{OPTIONAL_WORD}{following})"


def quality(typed: str, found: str) -> int:
    """How well a typed letter meets the one found for it."""
    if typed == found:
        return LITERAL
    parts = split(found)
    if typed in INITIALS:
        return INITIAL if parts is None or parts.initial == typed else LIKE
    mine = split(typed)
    if parts is None or mine is None or parts.initial == mine.initial:
        return UNFINISHED
    return LIKE


def _completions(initial: str, vowel: str, final: str) -> Iterable[str]:
    """Everything that a syllable may become by typing on, within this syllable."""
    if final:
        yield join(initial, vowel, final)
        yield from (join(initial, vowel, whole) for whole, pair in PAIRS.items() if pair[0] == final)
        return
    for grown in (vowel, *(whole for whole, pair in PAIRS.items() if pair[0] == vowel)):
        yield f"{join(initial, grown)}-{join(initial, grown, _LAST_FINAL)}"


def _carried(final: str, *, loose: bool) -> list[str]:
    """The initials of the next syllable that a final may be on its way to."""
    if not final:
        return []
    moving = PAIRS.get(final, final)[-1]
    found = [moving]
    if loose:
        family = _RELATED.get(moving, moving)
        found += [one for one in INITIALS if _RELATED.get(one, one) == family and one != moving]
    return [one for one in found if one in INITIALS]


def _meant(initial: str, *, loose: bool) -> tuple[str, ...]:
    return (initial, TENSE[initial]) if loose and initial in TENSE else (initial,)


def _syllables_of(initial: str, *, loose: bool) -> list[str]:
    """The first syllable of each initial that a consonant stands for."""
    return [join(one, VOWELS[0]) for one in _meant(initial, loose=loose)]


def _end(first: str) -> str:
    parts = split(first)
    return join(parts.initial, _LAST_VOWEL, _LAST_FINAL) if parts is not None else first


def _one_of(pieces: Iterable[str]) -> str:
    return f"[{''.join(pieces)}]"
