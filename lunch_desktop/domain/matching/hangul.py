"""Hangul syllables and the letters (jamo) that they are made of, by the arithmetic of Unicode 3.12."""

from typing import Final, NamedTuple

INITIALS: Final = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS: Final = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS: Final = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
_FIRST, _LAST = 0xAC00, 0xD7A3

_TWO_KEYS: Final = "ㄱㅅ ㄴㅈ ㄴㅎ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅂㅅ ㅗㅏ ㅗㅐ ㅗㅣ ㅜㅓ ㅜㅔ ㅜㅣ ㅡㅣ"
PAIRS: Final[dict[str, str]] = dict(zip("ㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄㅘㅙㅚㅝㅞㅟㅢ", _TWO_KEYS.split(), strict=True))
"""A letter that is typed with two keys -> the two. (ㄲ and ㅆ have a key of their own.)"""
_JOINED: Final = {pair: whole for whole, pair in PAIRS.items()}

TENSE: Final[dict[str, str]] = dict(zip("ㄱㄷㅂㅅㅈ", "ㄲㄸㅃㅆㅉ", strict=True))
"""A plain consonant -> the tense one on the same key."""
ASPIRATED: Final[dict[str, str]] = dict(zip("ㅋㅌㅍㅊ", "ㄱㄷㅂㅈ", strict=True))
"""An aspirated consonant -> the plain one of its family."""


class Syllable(NamedTuple):
    """One syllable block; `final` is "" where it has none."""

    initial: str
    vowel: str
    final: str


def is_syllable(letter: str) -> bool:
    """Whether it is one whole syllable block."""
    return len(letter) == 1 and _FIRST <= ord(letter) <= _LAST


def split(letter: str) -> Syllable | None:
    """The parts of a syllable block; None for anything else."""
    if not is_syllable(letter):
        return None
    number = ord(letter) - _FIRST
    finals = len(FINALS)
    return Syllable(
        INITIALS[number // finals // len(VOWELS)], VOWELS[number // finals % len(VOWELS)], FINALS[number % finals]
    )


def join(initial: str, vowel: str, final: str = "") -> str:
    """The syllable block of three parts."""
    return chr(
        _FIRST + (INITIALS.index(initial) * len(VOWELS) + VOWELS.index(vowel)) * len(FINALS) + FINALS.index(final)
    )


def keystrokes(letter: str) -> str | None:
    """The keys, each as the jamo on it, that a syllable or a jamo is typed with; None for anything else."""
    parts = split(letter)
    if parts is not None:
        return "".join(PAIRS.get(part, part) for part in parts)
    if letter in PAIRS:
        return PAIRS[letter]
    return letter if letter and (letter in INITIALS or letter in VOWELS) else None


def compose(typed: str) -> str:
    """What an input method makes of keystrokes given as jamo; other characters stand for themselves."""
    done: list[str] = []
    initial = vowel = final = ""

    def end() -> None:
        nonlocal initial, vowel, final
        done.append(join(initial, vowel, final) if initial and vowel else initial + vowel)
        initial = vowel = final = ""

    for key in typed:
        if key in VOWELS:
            if final:  # the last consonant begins the next syllable
                kept, carried = PAIRS.get(final, final)[:-1], PAIRS.get(final, final)[-1]
                final = kept
                end()
                initial, vowel = carried, key
            elif vowel and vowel + key in _JOINED:
                vowel = _JOINED[vowel + key]
            elif vowel:
                end()
                vowel = key
            else:
                vowel = key
        elif key in INITIALS:
            if vowel and initial and not final and key in FINALS:
                final = key
            elif final and final + key in _JOINED:
                final = _JOINED[final + key]
            else:
                end()
                initial = key
        else:
            end()
            done.append(key)
    end()
    return "".join(done)
