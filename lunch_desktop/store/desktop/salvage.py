"""What a damaged file still tells of its person's work: the queue, what was decided, notices, and whose it is."""

import json
import logging
import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from sqlalchemy import JSON, Boolean, Table

from lunch_desktop.store.ciphering import RESERVE, Kind, kind_of
from lunch_desktop.store.desktop.history import SET_ASIDE
from lunch_desktop.store.desktop.schema import DesktopSchema
from lunch_desktop.store.desktop.state import CLIENT_ID, EMPLOYEE_ID
from lunch_desktop.store.sqlite_pages import records
from lunch_desktop.store.sqlite_wal import page_size_of, with_log
from lunch_desktop.wire.changes import Outcome, payload_hash

log = logging.getLogger(__name__)

_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_FIRST_COLUMNS: Final = {"outbox": 9, "history": 13, "notices": 5, "state": 2}
"""How many columns the first schema's rows have; later ones were added behind."""
_OUTCOMES: Final = {*Outcome, SET_ASIDE}
_MOST_PROBES: Final = 20_000
_MODES: Final = 18
"""Where a file says whether it has a log, for writers and for readers."""

Values = dict[str, Any]


@dataclass
class Salvaged:
    """Rows by table as far as they could be read and believed. `whole`: nothing of the queue can be missing."""

    outbox: dict[str, Values] = field(default_factory=dict)
    history: dict[str, Values] = field(default_factory=dict)
    notices: dict[tuple[Any, ...], Values] = field(default_factory=dict)
    state: Values = field(default_factory=dict)
    whole: bool = False

    @property
    def client_id(self) -> str | None:
        """The identity under which the queue was numbered."""
        return self.state.get(CLIENT_ID)


def salvage(path: Path, schema: DesktopSchema, employee_id: str, key: bytes | None) -> Salvaged:
    """Read what can be read of the file at `path`, which is left as it is; what it holds stays in memory.

    By SQLite as far as it finds its way, then page by page. Of pages of an encrypted file that are not as they were
    written only changes are believed, each of which tells by itself whether it is whole. Nothing is taken from a file
    that says it is another account's.
    """
    found = Salvaged()
    if not path.exists():
        return found
    content, size, reserve = with_log(path), page_size_of(path), 0
    doubtful = b""
    if key is not None and kind_of(path, key) is Kind.OURS:
        from lunch_desktop.store.cipher_pages import Pages  # it loads cryptography, for which no start should wait

        pages, reserve = list(Pages(key).all(content)), RESERVE
        content = b"".join(page.content if page.whole else bytes(size) for page in pages)
        if not all(page.whole for page in pages):
            doubtful = b"".join(page.content for page in pages)
    is_read = _by_sqlite(content, schema, found)
    seen = len(found.outbox)
    _by_page(records(content, size, reserve), schema, found)
    _by_page(records(doubtful, size, reserve), schema, found, only=("outbox", "history"))
    found.whole = is_read and len(found.outbox) == seen
    if found.state.get(EMPLOYEE_ID, employee_id) != employee_id:
        log.warning("the damaged file is another account's")
        return Salvaged()
    return found


def _by_sqlite(content: bytes, schema: DesktopSchema, found: Salvaged) -> bool:
    """Read by SQL; whether the whole queue was readable, with nothing in it that can't be believed."""
    is_whole = False
    try:
        with closing(sqlite3.connect(":memory:")) as connection:
            # What is in memory can have no log, which these bytes tell of.
            connection.deserialize(content[:_MODES] + b"\x01\x01" + content[_MODES + 2 :])
            connection.text_factory = bytes
            for name in _FIRST_COLUMNS:
                table = schema.metadata.tables[name]
                columns = [row[1].decode() for row in connection.execute(f"PRAGMA table_info({name})")]
                rows = _Rows(connection, name)
                taken = [_take(table, dict(zip(columns, _decoded(row), strict=False)), found) for row in rows]
                if name == "outbox":
                    is_whole = rows.complete and bool(columns) and all(taken)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        log.info("SQLite can't find its way in the damaged file: %s", error)
        return False
    return is_whole


class _Rows:
    """The rows of a table without its indexes: from the front, from the back, then one by one between."""

    def __init__(self, connection: Any, name: str) -> None:
        self._connection = connection
        self._name = name
        self.complete = True

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        first = last = None
        for number, row in self._scan("ASC"):
            first = number
            yield row
        if self.complete:
            return
        for number, row in self._scan("DESC"):
            if first is not None and number <= first:
                return
            last = number
            yield row
        if first is not None and last is not None:
            for number in range(first + 1, min(last, first + _MOST_PROBES)):
                yield from (row for _, row in self._scan("ASC", f"WHERE rowid = {number}"))

    def _scan(self, order: str, where: str = "") -> Iterator[tuple[int, tuple[Any, ...]]]:
        query = f"SELECT rowid, * FROM {self._name} NOT INDEXED {where} ORDER BY rowid {order}"  # noqa: S608
        try:
            for number, *row in self._connection.execute(query):
                yield number, tuple(row)
        except sqlite3.DatabaseError as error:
            log.info("%s is readable in part: %s", self._name, error)
            self.complete = False


def _by_page(
    seen: Iterable[tuple[Any, ...]], schema: DesktopSchema, found: Salvaged, only: Collection[str] = ()
) -> None:
    for record in seen:
        for name in only or _FIRST_COLUMNS:
            table = schema.metadata.tables[name]
            names = [column.name for column in table.columns]
            if _FIRST_COLUMNS[name] <= len(record) <= len(names):
                _take(table, dict(zip(names, record, strict=False)), found)


def _decoded(row: tuple[Any, ...]) -> Iterator[Any]:
    for value in row:
        try:
            yield value.decode() if isinstance(value, bytes) else value
        except UnicodeDecodeError:
            yield None


def _take(table: Table, raw: Mapping[str, Any], found: Salvaged) -> bool:
    """Take a row if it is one of the table's, and can be believed; a row that was read by SQLite goes first."""
    try:
        return _taken(table, _typed(table, raw), found)
    except (ValueError, KeyError):
        return False


def _taken(table: Table, row: Values, found: Salvaged) -> bool:
    match table.name:
        case "outbox" if _is_change(row) and isinstance(row["seq"], int):
            found.outbox.setdefault(row["uuid"], row)
        case "history" if _is_change(row) and row["outcome"] in _OUTCOMES and isinstance(row["answer"], dict):
            found.history.setdefault(row["uuid"], row)
        case "notices" if isinstance(row["at"], int) and isinstance(row["details"], dict):
            said = {name: value for name, value in row.items() if name != "id"}
            found.notices.setdefault((row["at"], row["kind"], json.dumps(row["details"])), said)
        case "state" if row["name"] in (CLIENT_ID, EMPLOYEE_ID) and isinstance(row["value"], str):
            found.state.setdefault(row["name"], row["value"])
        case _:
            return table.name == "state"
    return True


def _typed(table: Table, raw: Mapping[str, Any]) -> Values:
    """The row with the types of its columns. Raises ValueError where it has others."""
    row: Values = {}
    for column in table.columns:
        value = raw.get(column.name)
        if isinstance(column.type, JSON) and value is not None:
            if not isinstance(value, str):
                raise ValueError(column.name)
            value = json.loads(value)
        elif isinstance(column.type, Boolean):
            if value not in (0, 1):
                raise ValueError(column.name)
            value = bool(value)
        if value is None and column.name in raw and not column.nullable and column.name != "id":
            raise ValueError(column.name)
        if column.name in raw and not (value is None and column.server_default is not None):
            row[column.name] = value
    return row


def _is_change(row: Values) -> bool:
    """Whether it is a change of which every letter is as it was written; a void may have none left."""
    uuid, digest, payload = row["uuid"], row["hash"], row["payload"]
    if not (isinstance(uuid, str) and _UUID.fullmatch(uuid) and isinstance(digest, str) and len(digest) == 64):
        return False
    return payload_hash(payload) == digest if isinstance(payload, str) else payload is None and _has_no_payload(row)


def _has_no_payload(row: Values) -> bool:
    return bool(row.get("void")) or row.get("outcome") == Outcome.VOID
