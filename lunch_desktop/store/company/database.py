"""Opening a company's database, and its transactions."""

import random
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Final, TypeVar

from sqlalchemy import Connection, Engine, insert, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from lunch_desktop.domain.mutations import Root
from lunch_desktop.store import connection as connections
from lunch_desktop.store.company.locks import Locks, StartOver
from lunch_desktop.store.company.moving.marks import refuse_if_moved
from lunch_desktop.store.company.schema import CompanySchema, company_schema
from lunch_desktop.store.company.together import Together
from lunch_desktop.store.failures import explained, is_collision
from lunch_desktop.store.migrate import migrate
from lunch_desktop.system.paths import make_private
from lunch_desktop.system.problems import Problem, ProblemCode

T = TypeVar("T")

MIGRATIONS = Path(__file__).parent / "migrations"
OPENING: Final = 0x6C756E6368
"""Number of the advisory lock on PostgreSQL under which one process at a time brings the schema up to date."""
_MOST_RUNS: Final = 12
"""How often a transaction is run that others keep from being made."""
_PAUSE_SECONDS: Final = 0.01
_LONGEST_PAUSE_SECONDS: Final = 0.5


class CompanyDatabase:
    """A migrated company database. `write`, `writing` and `reading` make one transaction each."""

    def __init__(self, engine: Engine, schema: CompanySchema) -> None:
        self.engine = engine
        self.schema = schema
        self._where = str(engine.url)
        self._audit_key: bytes | None = None
        self._turn = threading.RLock()
        self._together = Together(self._turn, self.writing)

    @classmethod
    def open(cls, url: str, *, readers: int = 8) -> "CompanyDatabase":
        """Connect to `url`, bring the schema up to date and mint an epoch for a new database.

        `readers` connections are kept open, and as many again are opened under load.
        SQLite's file and its folder are made where they are missing. Raises Problem where that can't be done, and for
        a company that was moved elsewhere or is not wholly here yet.
        """
        schema = company_schema()
        with explained(url):
            make_folder(url)
            engine = connections.connect(url, foreign_keys=True, readers=readers)
            try:
                with connections.writing(engine) as connection:
                    if engine.dialect.name == "postgresql":
                        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": OPENING})
                    refuse_if_moved(connection, engine.url.render_as_string(hide_password=True))
                    migrate(connection, MIGRATIONS)
                    if connection.execute(select(schema.head.c.id)).first() is None:
                        connection.execute(insert(schema.head).values(id=1, epoch=secrets.token_hex(8), version=0))
                        connection.execute(insert(schema.commits).values(version=0, tag=secrets.token_hex(4), at=0))
            except BaseException:
                engine.dispose()
                raise
        return cls(engine, schema)

    @property
    def audit_key(self) -> bytes:
        """What this server's entries of the audit log are vouched for with. Raises RuntimeError before it is known."""
        if self._audit_key is None:
            raise RuntimeError("without the server's keys nothing can be noted in the audit log")
        return self._audit_key

    def vouch_with(self, key: bytes) -> None:
        """Have entries of the audit log vouched for with `key`, which is kept outside the database."""
        self._audit_key = key

    def write(self, work: Callable[[Connection, Locks], T], told: Callable[[T], None] | None = None) -> T:
        """Do `work` in a writing transaction, and call `told` with what came of it, in the order of the commits.

        On SQLite it may share the transaction with what others want to write at the same time; see `together`.
        On PostgreSQL `work` runs again from the start where others got in its way; what it raises itself is raised at
        once, with nothing written. Raises Problem where the database is locked, gone or full.
        """
        if self.engine.dialect.name == "sqlite":
            return self._together.write(lambda connection: work(connection, Locks(connection, self.schema)), told)
        with explained(self._where):
            return self._until_done(work, told)

    def _until_done(self, work: Callable[[Connection, Locks], T], told: Callable[[T], None] | None) -> T:
        wanted: frozenset[Root] = frozenset()
        for run in range(_MOST_RUNS):
            try:
                return self._once(work, told, wanted)
            except StartOver as over:
                wanted |= over.roots
            except DBAPIError as error:
                if not is_collision(error):
                    raise
            if run:
                time.sleep(random.uniform(0.5, 1) * min(_PAUSE_SECONDS * 2**run, _LONGEST_PAUSE_SECONDS))
        raise Problem(ProblemCode.DATABASE_LOCKED, path=self.engine.url.render_as_string(hide_password=True))

    def _once(
        self, work: Callable[[Connection, Locks], T], told: Callable[[T], None] | None, wanted: frozenset[Root]
    ) -> T:
        with self.engine.connect() as connection, connection.begin() as transaction:
            done = work(connection, Locks(connection, self.schema, wanted))
            if told is None:
                return done
            with self._turn:  # the next version is free with this commit, and must not be told of before it
                transaction.commit()
                told(done)
            return done

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A writing transaction. On SQLite this process's writers take turns, so that none waits inside the database.

        Raises Problem where the database is locked, gone or full.
        """
        turn = self._turn if self.engine.dialect.name == "sqlite" else nullcontext()
        with turn, explained(self._where), connections.writing(self.engine) as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One read-only snapshot. Raises Problem where the database can't be read."""
        with explained(self._where), connections.reading(self.engine) as connection:
            yield connection

    @contextmanager
    def reading_much(self) -> Iterator[Connection]:
        """As `reading`, for what puts more rows into order than memory should hold."""
        with explained(self._where), connections.reading_much(self.engine) as connection:
            yield connection

    @contextmanager
    def asking(self) -> Iterator[Connection]:
        """For a single prepared statement that reads. Raises Problem where the database can't be read."""
        with explained(self._where), connections.asking(self.engine) as connection:
            yield connection

    def check(self) -> None:
        """Raise whatever keeps the database from answering."""
        with self.reading() as connection:
            connection.execute(text("SELECT 1"))

    def connections(self) -> tuple[int, int]:
        """How many connections are in use, and how many may be."""
        pool = self.engine.pool
        if not isinstance(pool, QueuePool):
            return 0, 0
        return pool.checkedout(), 2 * pool.size()  # so many again may be opened under load, see `connect`

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def make_folder(url: str) -> None:
    """Make the folder of a SQLite file where it is missing. Raises OSError."""
    where = make_url(url)
    if where.get_backend_name() == "sqlite" and where.database and Path(where.database).is_absolute():
        make_private(Path(where.database).parent)
