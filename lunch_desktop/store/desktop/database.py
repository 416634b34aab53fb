"""Opening a desktop's database file."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine

from lunch_desktop.domain.catalogue import TABLES
from lunch_desktop.store import connection as connections
from lunch_desktop.store.desktop.schema import DesktopSchema, desktop_schema
from lunch_desktop.store.failures import explained
from lunch_desktop.store.migrate import migrate
from lunch_desktop.store.rows import EntityRows

MIGRATIONS = Path(__file__).parent / "migrations"


class DesktopDatabase:
    """One account's file on this PC. Readers see whole commits; writers take turns."""

    def __init__(self, engine: Engine, schema: DesktopSchema, path: Path) -> None:
        self.engine = engine
        self.schema = schema
        self.path = path
        self.rows = EntityRows(schema.entities, TABLES, "sqlite")
        self._turn = threading.RLock()

    @classmethod
    def open(cls, path: Path, key: bytes | None = None) -> "DesktopDatabase":
        """Open the file at the absolute `path`, making it where it is missing, and bring its schema up to date.

        `key` is the raw 32 bytes of an encrypted file's key. Raises Problem, with nothing overwritten, where the file
        can't be used: read-only, damaged, newer than this version, locked, or no room on the disk.
        """
        schema = desktop_schema()
        with explained(str(path)):
            engine = connections.connect(connections.sqlite_url(path), foreign_keys=False, key=key)
            with connections.writing(engine) as connection:
                migrate(connection, MIGRATIONS)
        return cls(engine, schema, path)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A writing transaction; nothing of it stays unless all does. Raises Problem where the disk refuses."""
        with self._turn, explained(str(self.path)), connections.writing(self.engine) as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One snapshot."""
        with explained(str(self.path)), connections.reading(self.engine) as connection:
            yield connection

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()
