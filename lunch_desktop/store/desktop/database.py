"""Opening a desktop's database file."""

import json
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, inspect

from lunch_desktop.store import connection as connections
from lunch_desktop.store.ciphering import Kind, kind_of
from lunch_desktop.store.desktop.message_search import forget_for_good
from lunch_desktop.store.desktop.schema import DesktopSchema, desktop_schema
from lunch_desktop.store.desktop.soundness import MIGRATIONS, Unsound, no_memory_is_damage
from lunch_desktop.store.failures import explained
from lunch_desktop.store.migrate import known_revisions, migrate, revision
from lunch_desktop.store.rows import entity_rows
from lunch_desktop.system.problems import Problem, ProblemCode

_MUCH_AT_ONCE: Final = ("cache_size = -16000", "wal_autocheckpoint = 0")
"""While thousands of rows are written, that go to as many places of the indexes. What they leave in the log is brought
into the file after them, when no writer has to wait for it."""
_CHECKPOINTS: Final = "wal_autocheckpoint = 1000"
"""As usual."""

log = logging.getLogger(__name__)


class DesktopDatabase:
    """One account's file on this PC. Readers see whole commits; writers take turns."""

    def __init__(self, engine: Engine, schema: DesktopSchema, path: Path, key: bytes | None = None) -> None:
        self.engine = engine
        self.schema = schema
        self.path = path
        self.key = key
        self.rows = entity_rows(schema, engine.dialect)
        self._turn = threading.RLock()
        self._writer: Connection | None = None
        self._on_damage: Callable[[], object] = lambda: None

    @classmethod
    def open(cls, path: Path, key: bytes | None = None) -> "DesktopDatabase":
        """Open the file at the absolute `path`, making it where it is missing, and bring its schema up to date.

        `key` is the raw 32 bytes of an encrypted file's key. An older schema is brought up to date only behind a
        verified backup. Raises Problem, with nothing overwritten, where the file can't be used: read-only, damaged or
        no file of ours, encrypted with another key, newer than this version, locked, or no room on the disk.
        """
        schema = desktop_schema()
        with explained(str(path)), _unsound_is_damage(path, key):
            if kind_of(path, key) is Kind.FOREIGN:
                raise Problem(ProblemCode.DATABASE_KEY_WRONG, path=str(path))
            engine = connections.connect(connections.sqlite_url(path), foreign_keys=False, key=key)
            try:
                with connections.reading(engine) as connection:
                    present = revision(connection, MIGRATIONS)
                    if present is None and inspect(connection).get_table_names() and not _is_ours(connection):
                        raise Problem(ProblemCode.DATABASE_DAMAGED, path=str(path))
                if present is not None and present != known_revisions(MIGRATIONS)[-1]:
                    _back_up_before_migration(path, key, present)
                with connections.writing(engine) as connection:
                    if migrate(connection, MIGRATIONS) and present is not None:
                        from lunch_desktop.store.desktop.adopt import adopt

                        adopt(connection, schema, entity_rows(schema, engine.dialect))
                    forget_for_good(connection)
            except BaseException:
                engine.dispose()
                raise
        return cls(engine, schema, path, key)

    @contextmanager
    def writing(self, committed: Callable[[], object] = lambda: None) -> Iterator[Connection]:
        """A writing transaction; nothing of it stays unless all does. Raises Problem where the disk refuses.

        `committed` is called once it stands, before the next writer has its turn.
        """
        with self._turn, self._explained():
            if self._writer is None:
                self._writer = connections.writer(self.engine)
            with self._writer.begin():
                yield self._writer
            committed()

    @contextmanager
    def writing_much(
        self, committed: Callable[[], object]
    ) -> Iterator[Callable[[], AbstractContextManager[Connection]]]:
        """Writing transactions of thousands of rows each, one after the other. Others have their turn between them.

        See `writing`.
        """
        with self._explained(), self.engine.connect().execution_options(**{connections.WRITES: True}) as connection:
            driver = connection.connection.driver_connection
            assert driver is not None
            try:
                for pragma in _MUCH_AT_ONCE:
                    driver.execute(f"PRAGMA {pragma}")
                yield partial(self._in_turn, connection, committed)
                driver.execute("PRAGMA wal_checkpoint(PASSIVE)")
                for pragma in (f"cache_size = {connections.cache_size(self.key)}", _CHECKPOINTS):
                    driver.execute(f"PRAGMA {pragma}")
            except BaseException:
                connection.invalidate()  # nobody gets this one again, with what is left on it
                raise

    @contextmanager
    def _in_turn(self, connection: Connection, committed: Callable[[], object]) -> Iterator[Connection]:
        with self._turn:
            with connection.begin():
                yield connection
            committed()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One snapshot."""
        with self._explained(), connections.reading(self.engine) as connection:
            yield connection

    def watch_damage(self, listener: Callable[[], object]) -> None:
        """Call `listener`, in the thread that meets it, whenever the file is found damaged."""
        self._on_damage = listener

    def found_damaged(self) -> Problem:
        """Leave word beside the file, so that the next opening recovers it; the problem to raise."""
        try:
            damage_mark(self.path).touch()
        except OSError as error:  # whoever meets the damage next leaves it
            log.warning("the mark of damage could not be left: %s", error)
        self._on_damage()
        return Problem(ProblemCode.DATABASE_DAMAGED, path=str(self.path))

    def close(self) -> None:
        """Close every connection."""
        with self._turn:
            if self._writer is not None:
                self._writer.close()
                self._writer = None
        self.engine.dispose()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            with explained(str(self.path)), no_memory_is_damage(self.path, self.key):
                yield
        except (json.JSONDecodeError, Unsound) as error:  # what is JSON in the file was so when it was written
            raise self.found_damaged() from error
        except Problem as problem:
            if problem.code is ProblemCode.DATABASE_DAMAGED:
                self.found_damaged()
            raise


def damage_mark(path: Path) -> Path:
    """The file beside a database that says that damage was met in it."""
    return path.with_name(path.name + ".damaged")


def _is_ours(connection: Connection) -> bool:
    return inspect(connection).has_table("alembic_version")


@contextmanager
def _unsound_is_damage(path: Path, key: bytes | None) -> Iterator[None]:
    try:
        with no_memory_is_damage(path, key):
            yield
    except Unsound as error:
        log.warning("the file is not sound: %s", error)
        raise Problem(ProblemCode.DATABASE_DAMAGED, path=str(path)) from error


def _back_up_before_migration(path: Path, key: bytes | None, present: str) -> None:
    from lunch_desktop.store.desktop.backup import Backups

    Backups(path, key).make_before_migration(present)
