"""Which settings somebody means who types a few letters."""

import unicodedata


def found_by(text: str, *said: str) -> bool:
    """Whether each word of `text` is in one of the texts; nothing finds everything."""
    folded = [_folded(one) for one in said]
    return all(any(word in one for one in folded) for word in _folded(text).split())


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
