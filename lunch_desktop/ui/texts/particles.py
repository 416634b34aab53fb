"""Korean particles take one of two forms, by how the word before them ends."""

import re
from typing import Final

_PAIRS: Final = {
    "은/는": ("은", "는"),
    "이/가": ("이", "가"),
    "을/를": ("을", "를"),
    "과/와": ("과", "와"),
    "으로/로": ("으로", "로"),
    "이에요/예요": ("이에요", "예요"),
}
_FIRST_SYLLABLE, _LAST_SYLLABLE, _FINALS = 0xAC00, 0xD7A3, 28
_RIEUL: Final = 8
"""The final ㄹ among the 28 of a syllable block (Unicode 3.12): 으로 treats it like a vowel."""
_DIGITS: Final = dict(zip("0123456789", (21, _RIEUL, 0, 16, 0, 0, 1, _RIEUL, _RIEUL, 0), strict=True))
"""영, 일, 이, 삼, 사, 오, 육, 칠, 팔, 구."""
_LATIN_FINALS: Final = {"l": _RIEUL, **dict.fromkeys("bckmnpt", 1)}
"""Foreign words that end in these letters end in a consonant in Korean too, as a rule (마켓, 쿡, 샵)."""
_CLOSING: Final = "\"'”’)]}»」』"
_WRITTEN: Final = {"은(는)": "은/는", "이(가)": "이/가", "을(를)": "을/를", "과(와)": "과/와", "(으)로": "으로/로"}
"""How translations write a particle behind a placeholder."""


def with_particle(word: str, particle: str) -> str:
    """`word` followed by the form of `particle` ("을/를", "이/가", ...) that fits how it is spoken."""
    after_consonant, after_vowel = _PAIRS[particle]
    final = _final_of(word)
    is_vowel = final == 0 or (particle == "으로/로" and final == _RIEUL)
    return word + (after_vowel if is_vowel else after_consonant)


def resolve_particles(text: str) -> str:
    """Choose the form of each particle written as "을(를)", "이(가)", "은(는)", "과(와)" or "(으)로"."""
    parts: list[str] = []
    done = 0
    for found in re.finditer("|".join(re.escape(written) for written in _WRITTEN), text):
        before = text[done : found.start()]
        parts.append(with_particle(before, _WRITTEN[found.group()]) if before.strip() else before + found.group())
        done = found.end()
    parts.append(text[done:])
    return "".join(parts)


def fill(text: str, *values: object) -> str:
    """Put `values` in the places %1, %2, ... of a translated text, then choose the particles behind them."""
    filled = re.sub(r"%([1-9])", lambda place: str(values[int(place.group(1)) - 1]), text)
    return resolve_particles(filled)


def _final_of(word: str) -> int:
    """The final consonant of the last syllable, 0 for none; closing marks are not spoken."""
    spoken = word.rstrip().rstrip(_CLOSING).rstrip()
    last = spoken[-1:].casefold()
    if not last:
        return 0
    if _FIRST_SYLLABLE <= ord(last) <= _LAST_SYLLABLE:
        return (ord(last) - _FIRST_SYLLABLE) % _FINALS
    return _DIGITS.get(last, _LATIN_FINALS.get(last, 0))
