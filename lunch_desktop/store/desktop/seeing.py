"""Looking into the file as somebody who may, or may not yet, see its rows."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.store.desktop.database import DesktopDatabase
from lunch_desktop.store.desktop.schema import DesktopSchema
from lunch_desktop.store.desktop.state import RIGHTS_UNCHECKED, State
from lunch_desktop.store.rows import EntityRows


class Seeing:
    """Read as `actor`. While the rights to the rows of a restored file are unchecked, nobody sees them."""

    def __init__(self, database: DesktopDatabase, actor: EmployeeId) -> None:
        self._database = database
        self._schema = database.schema
        self._rows = database.rows
        self.actor = actor

    def _shown(self, connection: Connection) -> EntityRows | None:
        """The rows, unless nobody may see them now."""
        return None if is_unchecked(connection, self._schema) else self._rows

    @contextmanager
    def _seeing(self) -> Iterator[Connection | None]:
        """One snapshot; None while nobody may see the rows."""
        with self._database.reading() as connection:
            yield None if is_unchecked(connection, self._schema) else connection


def is_unchecked(connection: Connection, schema: DesktopSchema) -> bool:
    """Whether the server has still to say that the rows may be seen."""
    return bool(State(connection, schema).get(RIGHTS_UNCHECKED, False))
