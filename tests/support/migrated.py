"""Fresh databases by the hundred: the migrations make the first of a kind, the others repeat what they said.

Only for SQLite's files with nothing in them; whatever holds something goes through the steps themselves.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, event

Said = list[tuple[str, Any]]
"""Statements that change something, with their parameters."""


@contextmanager
def migrations_said_once() -> Iterator[None]:
    """Spare every fresh file but the first of a kind Alembic's own part, which is nine tenths of the time."""
    original = command.upgrade
    command.upgrade = _by_heart(original)
    try:
        yield
    finally:
        command.upgrade = original


def _by_heart(upgrade: Callable[..., None]) -> Callable[..., None]:
    known: dict[str | None, Said] = {}

    def upgraded(config: Config, revision: str, *arguments: Any, **named: Any) -> None:
        connection: Connection = config.attributes["connection"]
        if revision != "head" or not _is_fresh_file(connection):
            upgrade(config, revision, *arguments, **named)
            return
        place = config.get_main_option("script_location")
        if place in known:
            for statement, parameters in known[place]:
                connection.exec_driver_sql(statement, parameters)
            return
        with _heard(connection) as said:
            upgrade(config, revision, *arguments, **named)
        known[place] = said

    return upgraded


def _is_fresh_file(connection: Connection) -> bool:
    if connection.dialect.name != "sqlite":
        return False
    return connection.exec_driver_sql("SELECT 1 FROM sqlite_master LIMIT 1").first() is None


@contextmanager
def _heard(connection: Connection) -> Iterator[Said]:
    said: Said = []

    def hear(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_context: Any) -> None:
        if not statement.lstrip().upper().startswith(("SELECT", "PRAGMA")):
            said.append((statement, parameters))

    event.listen(connection, "before_cursor_execute", hear)
    try:
        yield said
    finally:
        event.remove(connection, "before_cursor_execute", hear)
