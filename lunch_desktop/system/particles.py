"""Korean particles take one of two forms, by how the word before them ends."""

import re
import unicodedata
from typing import Final

_PAIRS: Final = {
    "은/는": ("은", "는"),
    "이/가": ("이", "가"),
    "을/를": ("을", "를"),
    "과/와": ("과", "와"),
    "으로/로": ("으로", "로"),
    "이에요/예요": ("이에요", "예요"),
}
_WRITTEN: Final = {
    "은(는)": "은/는",
    "이(가)": "이/가",
    "을(를)": "을/를",
    "과(와)": "과/와",
    "(으)로": "으로/로",
    "이에요(예요)": "이에요/예요",
}
"""How texts write a particle behind a placeholder."""
_WRITTEN_ANYWHERE: Final = re.compile("|".join(re.escape(written) for written in _WRITTEN))
_FIRST_SYLLABLE, _LAST_SYLLABLE, _FINALS = 0xAC00, 0xD7A3, 28
_NONE, _SOME, _RIEUL = 0, 1, 8
"""Finals of a syllable block (Unicode 3.12). Which one it is matters for ㄹ only: 으로 treats it like a vowel."""
_DIGITS: Final = dict(zip("0123456789", (_SOME, _RIEUL, 0, _SOME, 0, 0, _SOME, _RIEUL, _RIEUL, 0), strict=True))
"""영 (as in 십, 백, 천, 만), 일, 이, 삼, 사, 오, 육, 칠, 팔, 구."""
_SIGNS: Final = {"%": _NONE, "+": _NONE}
"""퍼센트, 플러스; other signs are not spoken."""
_LETTERS: Final = {"L": _RIEUL, "R": _RIEUL, "M": _SOME, "N": _SOME}
"""엘, 알, 엠, 엔; the names of all other letters end in a vowel."""
_LONGEST_ACRONYM: Final = 5
_ENDINGS: Final = (
    ("ng", _SOME),
    ("le", _RIEUL),
    ("ne", _SOME),
    ("me", _SOME),
    ("l", _RIEUL),
    *((letter, _SOME) for letter in "bckmnpt"),
)
"""Foreign words that are written so end in this in Korean too, as a rule (미팅, 구글, 라인, 홈, 호텔, 마켓)."""


def with_particle(word: str, particle: str) -> str:
    """`word` followed by the form of `particle` ("을/를", "이/가", ...) that fits how it is spoken."""
    after_consonant, after_vowel = _PAIRS[particle]
    final = _final_of(word)
    is_vowel = final == _NONE or (particle == "으로/로" and final == _RIEUL)
    return word + (after_vowel if is_vowel else after_consonant)


def resolve_particles(text: str) -> str:
    """Choose the form of each particle that is written with both, as "을(를)", "(으)로" or "이에요(예요)"."""
    parts: list[str] = []
    done = 0
    for found in _WRITTEN_ANYWHERE.finditer(text):
        before = text[done : found.start()]
        parts.append(with_particle(before, _WRITTEN[found.group()]) if before.strip() else before + found.group())
        done = found.end()
    parts.append(text[done:])
    return "".join(parts)


def _final_of(word: str) -> int:
    """The final consonant of the last thing that is spoken; brackets, quotes and other signs are not."""
    spoken = unicodedata.normalize("NFC", word)
    while spoken and not (spoken[-1].isalnum() or spoken[-1] in _SIGNS):
        spoken = spoken[:-1]
    if not spoken:
        return _NONE
    last = spoken[-1]
    if _FIRST_SYLLABLE <= ord(last) <= _LAST_SYLLABLE:
        return (ord(last) - _FIRST_SYLLABLE) % _FINALS
    if "ㄱ" <= last <= "ㅎ":  # 기역, 니은, ... end in themselves
        return _RIEUL if last == "ㄹ" else _SOME
    wide = unicodedata.normalize("NFKD", spoken)
    plain = "".join(letter for letter in wide if not unicodedata.combining(letter))
    return _DIGITS.get(plain[-1], _SIGNS.get(plain[-1], _latin_final(plain)))


def _latin_final(plain: str) -> int:
    """Acronyms are spelt out: LG is 엘지, IBM 아이비엠."""
    found = re.search(r"[A-Za-z]+$", plain)
    if found is None:
        return _NONE
    letters = found.group()
    if len(letters) == 1 or (letters.isupper() and len(letters) <= _LONGEST_ACRONYM):
        return _LETTERS.get(letters[-1].upper(), _NONE)
    return next((final for ending, final in _ENDINGS if letters.lower().endswith(ending)), _NONE)
