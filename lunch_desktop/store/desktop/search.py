"""Finding rows by text, in Korean too.

The index holds the bigrams of each text (see `lunch_desktop.store.bigrams`), and a search is a phrase of the same; a
single letter searches for tokens that begin with it.
"""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection, text

from lunch_desktop.domain.chat.entities import MESSAGES
from lunch_desktop.domain.world import ABSENT
from lunch_desktop.store.bigrams import SEARCHED, bigrams, search_key
from lunch_desktop.store.desktop.match import match_expression
from lunch_desktop.store.desktop.message_search import MessageSearch
from lunch_desktop.store.world import RowChange

CREATE: Final = "CREATE VIRTUAL TABLE search USING fts5(kind UNINDEXED, row_id UNINDEXED, bigrams)"
"""Made by a migration; rows are found by a key of their own (see `search_key`)."""

INDEX: Final = "INSERT OR REPLACE INTO search (rowid, kind, row_id, bigrams) VALUES (?, ?, ?, ?)"


def is_searched(name: str) -> bool:
    """Whether the words of a table's rows can be found."""
    return name in SEARCHED or name == MESSAGES.name


def said_by(name: str, row: Any) -> str:
    """The text of a row of such a table."""
    return str(row.text) if name == MESSAGES.name else SEARCHED[name](row)


class SearchIndex:
    """The index, inside one transaction. Tables that nobody searches are passed over."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._messages = MessageSearch(connection)

    def reads_anew(self, name: str, change: RowChange) -> bool:
        """Whether the change makes the row's text another."""
        if not is_searched(name) or change.after is ABSENT:
            return False
        return not change.before or said_by(name, change.before) != said_by(name, change.after)

    def write(self, name: str, rows: Sequence[Any]) -> None:
        """Index rows anew. In the order of their keys: FTS5 would begin a new segment at each that is out of order."""
        if name == MESSAGES.name and rows:
            self._messages.write(rows)
        if name not in SEARCHED or not rows:
            return
        said = SEARCHED[name]
        self._connection.exec_driver_sql(
            INDEX,
            sorted((search_key(name, row.id), name, row.id, bigrams(said(row))) for row in rows),
        )

    def forget(self, name: str, ids: Sequence[str]) -> None:
        """Leave no trace of rows, which must still be there."""
        if name == MESSAGES.name:
            self._messages.forget(ids)
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
