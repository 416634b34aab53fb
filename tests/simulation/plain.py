"""Reading the databases by plain SQL, past all of the product."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from tests.support.ciphered import connect_to
from tests.support.model.rows import TABLES, Row, Tables

NOT_COMPARED = ("version", "extra")


@dataclass(frozen=True)
class Queued:
    """A change in a desktop's queue."""

    uuid: str
    payload: str | None
    made_at: int
    offered: bool
    void: bool
    refusal: str | None


@dataclass(frozen=True)
class Desk:
    """A desktop's file at one moment. `confirmed` is what the server said, `shown` what the person sees."""

    shown: Tables
    confirmed: Tables
    queue: tuple[Queued, ...]
    cursor: str | None
    epoch: str | None
    version: int
    between_pages: bool


class Plain:
    """A database that is open for reading only; `close` before it is replaced."""

    def __init__(self, where: Path | str) -> None:
        """`where` is SQLite's file, or the URL of a database on PostgreSQL."""
        self._where = where
        self._connection: Any = None
        self._selects: dict[str, tuple[list[str], str]] = {}

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def ask(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows of a query."""
        asked = query if isinstance(self._where, Path) else query.replace("?", "%s")
        found: list[tuple[Any, ...]] = self._open().execute(asked, values).fetchall()
        return found

    def tables(self) -> Tables:
        """Every row of the product's tables, without the columns that only sync is concerned with."""
        return {name: self._rows(name) for name in TABLES}

    def head(self) -> tuple[str, int]:
        """A company's epoch and version."""
        epoch, version = self.ask("SELECT epoch, version FROM head")[0]
        return str(epoch), int(version)

    def desk(self) -> Desk:
        """A desktop's file, in one snapshot."""
        connection = self._open()
        connection.execute("BEGIN")
        try:
            shown = self.tables()
            confirmed = {name: dict(rows) for name, rows in shown.items()}
            for name, row_id, copy in connection.execute("SELECT table_name, row_id, copy FROM pristine"):
                if copy is None:
                    confirmed[name].pop(row_id, None)
                else:
                    kept = {key: value for key, value in json.loads(copy).items() if key not in NOT_COMPARED}
                    confirmed[name][row_id] = kept
            queue = tuple(
                Queued(row[0], None if row[4] else row[1], row[2], bool(row[3]), bool(row[4]), _code(row[5]))
                for row in connection.execute(
                    "SELECT uuid, payload, created_at, offered, void, refusal FROM outbox ORDER BY seq"
                )
            )
            facts: dict[str, Any] = {
                name: value if isinstance(value, int) else json.loads(value)
                for name, value in connection.execute(
                    "SELECT name, value FROM state WHERE name IN ('cursor', 'epoch', 'version', 'pages')"
                )
            }
        finally:
            connection.execute("ROLLBACK")
        version = facts.get("version", -1)
        return Desk(shown, confirmed, queue, facts.get("cursor"), facts.get("epoch"), version, "pages" in facts)

    def _rows(self, name: str) -> dict[str, Row]:
        columns, query = self._select(name)
        found = self._open().execute(query)
        return {row[0]: dict(zip(columns, row, strict=True)) for row in found}

    def _select(self, name: str) -> tuple[list[str], str]:
        if name not in self._selects:
            if isinstance(self._where, Path):
                known = [row[1] for row in self._open().execute(f"PRAGMA table_info({name})")]
            else:
                query = "SELECT column_name FROM information_schema.columns WHERE table_name = ?"
                known = [column for (column,) in self.ask(query, name)]
            columns = ["id", *(one for one in known if one not in ("id", *NOT_COMPARED))]
            self._selects[name] = columns, f"SELECT {', '.join(columns)} FROM {name}"  # our own names
        return self._selects[name]

    def _open(self) -> Any:
        if self._connection is None and isinstance(self._where, Path):
            self._connection = connect_to(self._where, isolation_level=None)
        elif self._connection is None:
            self._connection = psycopg.connect(str(self._where).replace("+psycopg", ""), autocommit=True)
        return self._connection


def _code(refusal: str | None) -> str | None:
    said = json.loads(refusal) if refusal else None
    return str(said["code"]) if said else None
