"""Finding rows by text, in Korean too.

SQLite's own tokenizers find Korean words only from their beginning, and its trigrams nothing under three syllables.
So each text is kept as the bigrams of its words ("김치찌개" becomes "김치 치찌 찌개 개"), and a search is a phrase of
the same; a single letter searches for tokens that begin with it.
"""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Final

from sqlalchemy import Connection, text

from lunch_desktop.domain.parties.entities import PARTIES
from lunch_desktop.domain.people import EMPLOYEES
from lunch_desktop.domain.restaurants import RESTAURANTS
from lunch_desktop.domain.world import ABSENT
from lunch_desktop.store.world import RowChange

_TEXTS: Final[Mapping[str, Callable[[Any], str]]] = {
    RESTAURANTS.name: lambda row: f"{row.name} {row.category}",
    EMPLOYEES.name: lambda row: str(row.name),
    PARTIES.name: lambda row: f"{row.title} {row.place}",
}
CREATE: Final = "CREATE VIRTUAL TABLE search USING fts5(kind UNINDEXED, row_id UNINDEXED, bigrams)"
"""Made by a migration; rows are found by a key of their own (see `_rowid`)."""


def bigrams(value: str) -> str:
    """The tokens of `value`: NFC, folded case, every letter of every word with the one after it."""
    words = unicodedata.normalize("NFC", value).casefold().split()
    letters = ["".join(letter for letter in word if letter.isalnum()) for word in words]
    return " ".join(word[at : at + 2] for word in letters for at in range(len(word)))


def match_expression(query: str) -> str | None:
    """The FTS5 expression that finds `query`: all its words, each anywhere; None where it has no letters."""
    phrases: list[str] = []
    for word in unicodedata.normalize("NFC", query).casefold().split():
        letters = "".join(letter for letter in word if letter.isalnum())
        if len(letters) == 1:
            phrases.append(f'"{letters}"*')
        elif letters:
            phrases.append('"' + " ".join(letters[at : at + 2] for at in range(len(letters) - 1)) + '"')
    return " AND ".join(phrases) or None


class SearchIndex:
    """The index, inside one transaction. Tables that nobody searches are passed over."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def covers(self, name: str) -> bool:
        """Whether anybody searches the table."""
        return name in _TEXTS

    def reads_anew(self, name: str, change: RowChange) -> bool:
        """Whether the change makes the row's text another."""
        if name not in _TEXTS or change.after is ABSENT:
            return False
        return not change.before or _TEXTS[name](change.before) != _TEXTS[name](change.after)

    def write(self, name: str, rows: Sequence[Any]) -> None:
        """Index rows anew. In the order of their keys: FTS5 would begin a new segment at each that is out of order."""
        if name not in _TEXTS or not rows:
            return
        said = _TEXTS[name]
        self._connection.exec_driver_sql(
            "INSERT OR REPLACE INTO search (rowid, kind, row_id, bigrams) VALUES (?, ?, ?, ?)",
            sorted((_rowid(name, row.id), name, row.id, bigrams(said(row))) for row in rows),
        )

    def forget(self, name: str, ids: Sequence[str]) -> None:
        """Leave no trace of rows."""
        if name in _TEXTS and ids:
            self._connection.exec_driver_sql(
                "DELETE FROM search WHERE rowid = ?", sorted((_rowid(name, row_id),) for row_id in ids)
            )

    def find(self, name: str, query: str, limit: int) -> list[str]:
        """Ids of the rows of a table that hold every word of `query`, best first."""
        expression = match_expression(query)
        if expression is None:
            return []
        found = self._connection.execute(
            text("SELECT row_id FROM search WHERE search MATCH :match AND kind = :kind ORDER BY rank LIMIT :limit"),
            {"match": expression, "kind": name, "limit": limit},
        )
        return [row_id for (row_id,) in found]


def _rowid(name: str, row_id: str) -> int:
    """A 63-bit key from the row's random id: FTS5 deletes by rowid at once, by anything else only by reading it all."""
    salt = _salt(name)
    return (int(row_id.replace("-", "")[-16:], 16) ^ salt) & (1 << 63) - 1


@cache
def _salt(name: str) -> int:
    """Keeps rows of different tables apart, although their ids may be alike."""
    return sum(ord(letter) << (at % 7) * 8 for at, letter in enumerate(name))
