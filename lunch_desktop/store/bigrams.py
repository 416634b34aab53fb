"""The words of rows that can be searched, as the search index keeps them.

SQLite's own tokenizers find Korean words only from their beginning, and its trigrams nothing under three syllables.
So each text is kept as the bigrams of its words ("김치찌개" becomes "김치 치찌 찌개 개").
"""

import unicodedata
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

from lunch_desktop.domain.parties.entities import PARTIES
from lunch_desktop.domain.people import EMPLOYEES
from lunch_desktop.domain.restaurants.entities import RESTAURANTS

SEARCHED: Final[Mapping[str, Callable[[Any], str]]] = {
    RESTAURANTS.name: lambda row: f"{row.name} {row.category}",
    EMPLOYEES.name: lambda row: str(row.name),
    PARTIES.name: lambda row: f"{row.title} {row.place}",
}
"""The text of a row, for each table that can be searched."""


def bigrams(value: str) -> str:
    """The tokens of `value`: NFC, folded case, every letter of every word with the one after it."""
    words = unicodedata.normalize("NFC", value).casefold().split()
    letters = ["".join(letter for letter in word if letter.isalnum()) for word in words]
    return " ".join(word[at : at + 2] for word in letters for at in range(len(word)))


def search_key(name: str, row_id: str) -> int:
    """A 63-bit key from the row's random id: FTS5 deletes by such a key at once, by anything else by reading it all."""
    salt = _salt(name)
    return (int(row_id.replace("-", "")[-16:], 16) ^ salt) & (1 << 63) - 1


@cache
def _salt(name: str) -> int:
    """Keeps rows of different tables apart, although their ids may be alike."""
    return sum(ord(letter) << (at % 7) * 8 for at, letter in enumerate(name))
