"""The Korean keyboard (KS X 5002) over the Latin one: which letters share a key, and what was meant on the other."""

from typing import Final

from lunch_desktop.domain.matching.hangul import compose, keystrokes

_ROWS: Final = (
    ("qwertyuiop", "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ"),
    ("asdfghjkl", "ㅁㄴㅇㄹㅎㅗㅓㅏㅣ"),
    ("zxcvbnm", "ㅋㅌㅊㅍㅠㅜㅡ"),
)
JAMO_OF_KEY: Final[dict[str, str]] = {
    latin: jamo for latins, jamos in _ROWS for latin, jamo in zip(latins, jamos, strict=True)
}
"""Lower-case Latin letter -> the jamo on the same key."""
_WITH_SHIFT: Final = dict(zip("QWERTOP", "ㅃㅉㄸㄲㅆㅒㅖ", strict=True))
KEY_OF_JAMO: Final[dict[str, str]] = {jamo: latin for latin, jamo in JAMO_OF_KEY.items()}
"""Jamo without Shift -> the lower-case Latin letter on the same key."""
_LATIN_OF: Final = {**KEY_OF_JAMO, **{jamo: latin for latin, jamo in _WITH_SHIFT.items()}}


def on_other_keyboard(typed: str) -> str | None:
    """What the same keys give on the other keyboard ("rlacl" -> "김치", "ㅗ디ㅔ" -> "help").

    None where there are no letters, or letters of both: nobody types half a word on each.
    """
    latin = any(letter.isascii() and letter.isalpha() for letter in typed)
    strokes = [keystrokes(letter) for letter in typed]
    hangul = any(one is not None for one in strokes)
    if latin == hangul:
        return None
    if latin:
        if typed.isupper():  # Caps Lock, rather than one tense consonant after the other
            typed = typed.lower()
        return compose("".join(_WITH_SHIFT.get(key) or JAMO_OF_KEY.get(key.lower(), key) for key in typed))
    return "".join(
        letter if one is None else "".join(_LATIN_OF[key] for key in one)
        for letter, one in zip(typed, strokes, strict=True)
    )
