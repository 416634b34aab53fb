"""Finding what was said, in Korean too: an index of its own, in order of time.

It holds the bigrams of each text (see `lunch_desktop.store.bigrams`) beside the room, under a key that begins with the
time; so the latest hits are read without looking at the others, whatever their number. Nothing is left in it of what is
taken out (see `forget_for_good`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, Dialect, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from lunch_desktop.domain.chat.entities import MESSAGES, Message
from lunch_desktop.domain.times import EARLIEST
from lunch_desktop.store.bigrams import bigrams
from lunch_desktop.store.desktop.match import match_expression
from lunch_desktop.store.desktop.schema import DesktopSchema, desktop_schema
from lunch_desktop.store.prepared import Prepared, compiled_once, is_one_of

MOST_AT_ONCE: Final = 500
"""More messages that come together are indexed afterwards, so that a first sync is not kept up by its search."""
MOST_TAKEN_IN: Final = 2_500
"""So many are indexed in one transaction: a tenth of a second, in which nobody else writes. Fewer cost FTS5 more."""
_WRITE: Final = "INSERT OR REPLACE INTO message_search (rowid, room, row_id, said) VALUES (?, ?, ?, ?)"
_TAKE_OUT: Final = "DELETE FROM message_search WHERE rowid = ?"
_FIND: Final = (
    "SELECT rowid, row_id FROM message_search WHERE message_search MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?"
)
_FORGETS: Final = (3, 42)
"""The SQLite from which on FTS5 knows `secure-delete`."""
_CHANCE: Final = 21
"""Bits of a key that tell messages of one millisecond apart."""
END: Final = (1 << 63) - 1
"""A place behind all others."""


def forget_for_good(connection: Connection) -> None:
    """Have SQLite overwrite what is taken out of the index, once for a file; else it stays there until a merge.

    SQLCipher's can; the one that only opens files from before they were encrypted may be too old for it.
    """
    (version,) = connection.exec_driver_sql("SELECT sqlite_version()").one()
    known = connection.exec_driver_sql("SELECT v FROM message_search_config WHERE k = 'secure-delete'").first()
    if known is None and tuple(map(int, version.split("."))) >= _FORGETS:
        connection.exec_driver_sql("INSERT INTO message_search (message_search, rank) VALUES ('secure-delete', 1)")


@dataclass(frozen=True, slots=True)
class Found:
    """A message by its id, and its place in the index, by which more are asked for."""

    place: int
    message_id: str


class MessageSearch:
    """The index, inside one transaction."""

    def __init__(self, connection: Connection, schema: DesktopSchema | None = None) -> None:
        self._connection = connection
        self._statements = _statements(schema or desktop_schema(), connection.dialect)

    def write(self, rows: Sequence[Message]) -> None:
        """Take messages in, at once or afterwards; those without a text go."""
        self._take_out([_place(row.id, row.written_at) for row in rows if not row.text])
        said = [row for row in rows if row.text]
        if len(said) > MOST_AT_ONCE:
            self._statements.put_off.many(self._connection, [(row.id,) for row in said])
        else:
            self._write(said)

    def forget(self, ids: Sequence[str]) -> None:
        """Leave no trace of messages, whose rows must still be there: their times are part of the keys."""
        if not ids:
            return
        self._statements.done.run(self._connection, list(ids))
        self._take_out([_place(*row) for row in self._statements.times.all(self._connection, list(ids))])

    def forget_place(self, message_id: str, written_at: int) -> None:
        """Leave no trace of a message under the time that it had."""
        self._take_out([_place(message_id, written_at)])

    def take_in(self, most: int) -> None:
        """Take in some of those that were put off."""
        ids = [row_id for (row_id,) in self._statements.some.all(self._connection, most)]
        rows = [Message(*row) for row in self._statements.rows.all(self._connection, ids)]
        self._write([row for row in rows if row.text])
        self._statements.done.run(self._connection, ids)

    def is_behind(self) -> bool:
        """Whether messages wait to be taken in."""
        return self._statements.some.one(self._connection, 1) is not None

    def find(self, query: str, room_id: str | None, most: int, before: int = END) -> list[Found]:
        """Messages that hold every word of `query`, in a room or in all, the latest first, from a place on."""
        expression = match_expression(query)
        if expression is None:
            return []
        within = f"room : {_room(room_id)} AND " if room_id is not None else ""
        found = self._connection.exec_driver_sql(_FIND, (f"{within}said : ({expression})", before, most))
        return [Found(place, row_id) for place, row_id in found]

    def _write(self, rows: Sequence[Message]) -> None:
        keyed = [(_place(one.id, one.written_at), _room(one.room_id), one.id, bigrams(one.text)) for one in rows]
        if keyed:
            self._connection.exec_driver_sql(_WRITE, sorted(keyed))

    def _take_out(self, places: Sequence[int]) -> None:
        if places:
            self._connection.exec_driver_sql(_TAKE_OUT, sorted((place,) for place in places))


def _place(message_id: str, written_at: int) -> int:
    return (written_at - EARLIEST) << _CHANCE | int(message_id.replace("-", "")[-8:], 16) & (1 << _CHANCE) - 1


def _room(room_id: str) -> str:
    """A room as one word."""
    return "r" + "".join(letter for letter in room_id if letter.isalnum())


class _Statements:
    def __init__(self, schema: DesktopSchema, dialect: Dialect) -> None:
        table, waiting = schema.entities[MESSAGES.name], schema.messages_to_index
        these = is_one_of(table.c.id, "ids", dialect)
        shown = [table.c[name] for name in MESSAGES.columns]
        self.times = Prepared(select(table.c.id, table.c.written_at).where(these), dialect, "ids")
        self.rows = Prepared(select(*shown).where(these), dialect, "ids")
        self.put_off = Prepared(
            insert(waiting).values(id=bindparam("which")).on_conflict_do_nothing(), dialect, "which"
        )
        self.some = Prepared(select(waiting.c.id).limit(bindparam("most")), dialect, "most")
        self.done = Prepared(delete(waiting).where(is_one_of(waiting.c.id, "ids", dialect)), dialect, "ids")


_statements = compiled_once(_Statements)
