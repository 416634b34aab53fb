"""Watching the statements of an engine, however they get to its database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from sqlalchemy import Connection, Engine, event

from lunch_desktop.store.prepared import Prepared


@contextmanager
def watched(engine: Engine, look: Callable[[str], None]) -> Iterator[None]:
    """Call `look` with each statement of the engine, just before it runs.

    What is prepared goes to the driver unseen by the engine's own events.
    """
    cursor = Prepared._cursor

    def prepared(statement: Prepared, connection: Connection) -> Any:
        if connection.engine is engine:
            look(statement.text)
        return cursor(statement, connection)

    def usual(*arguments: Any) -> None:
        look(str(arguments[2]))

    event.listen(engine, "before_cursor_execute", usual)
    try:
        with patch.object(Prepared, "_cursor", prepared):
            yield
    finally:
        event.remove(engine, "before_cursor_execute", usual)
