"""Finding rows by text, in Korean too.

The index holds the bigrams of each text (see `lunch_desktop.store.bigrams`), and a search is a phrase of the same; a
single letter searches for tokens that begin with it.
"""

import unicodedata
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection, text

from lunch_desktop.domain.world import ABSENT
from lunch_desktop.store.bigrams import SEARCHED, bigrams, search_key
from lunch_desktop.store.world import RowChange

CREATE: Final = "CREATE VIRTUAL TABLE search USING fts5(kind UNINDEXED, row_id UNINDEXED, bigrams)"
"""Made by a migration; rows are found by a key of their own (see `search_key`)."""

INDEX: Final = "INSERT OR REPLACE INTO search (rowid, kind, row_id, bigrams) VALUES (?, ?, ?, ?)"


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

    def reads_anew(self, name: str, change: RowChange) -> bool:
        """Whether the change makes the row's text another."""
        if name not in SEARCHED or change.after is ABSENT:
            return False
        return not change.before or SEARCHED[name](change.before) != SEARCHED[name](change.after)

    def write(self, name: str, rows: Sequence[Any]) -> None:
        """Index rows anew. In the order of their keys: FTS5 would begin a new segment at each that is out of order."""
        if name not in SEARCHED or not rows:
            return
        said = SEARCHED[name]
        self._connection.exec_driver_sql(
            INDEX,
            sorted((search_key(name, row.id), name, row.id, bigrams(said(row))) for row in rows),
        )

    def forget(self, name: str, ids: Sequence[str]) -> None:
        """Leave no trace of rows."""
        if name in SEARCHED and ids:
            self._connection.exec_driver_sql(
                "DELETE FROM search WHERE rowid = ?", sorted((search_key(name, row_id),) for row_id in ids)
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
