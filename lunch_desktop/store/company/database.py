"""Opening a company's database."""

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, select, text
from sqlalchemy.engine import make_url

from lunch_desktop.store import connection as connections
from lunch_desktop.store.company.moving.marks import refuse_if_moved
from lunch_desktop.store.company.schema import CompanySchema, company_schema
from lunch_desktop.store.failures import explained
from lunch_desktop.store.migrate import migrate
from lunch_desktop.system.paths import make_private

MIGRATIONS = Path(__file__).parent / "migrations"


class CompanyDatabase:
    """A migrated company database. `writing` and `reading` give one transaction each."""

    def __init__(self, engine: Engine, schema: CompanySchema) -> None:
        self.engine = engine
        self.schema = schema
        self._turn = threading.RLock()

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
                    refuse_if_moved(connection, engine.url.render_as_string(hide_password=True))
                    migrate(connection, MIGRATIONS)
                    if connection.execute(select(schema.head.c.id)).first() is None:
                        connection.execute(insert(schema.head).values(id=1, epoch=secrets.token_hex(8), version=0))
                        connection.execute(insert(schema.commits).values(version=0, tag=secrets.token_hex(4), at=0))
            except BaseException:
                engine.dispose()
                raise
        return cls(engine, schema)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A writing transaction. Writers of this process take turns, so that none of them waits inside SQLite.

        Raises Problem where the database is locked, gone or full.
        """
        with self._turn, explained(str(self.engine.url)), connections.writing(self.engine) as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One read-only snapshot. Raises Problem where the database can't be read."""
        with explained(str(self.engine.url)), connections.reading(self.engine) as connection:
            yield connection

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold this process's turn to write, over a commit and what must follow it in the same order."""
        with self._turn:
            yield

    def check(self) -> None:
        """Raise whatever keeps the database from answering."""
        with self.reading() as connection:
            connection.execute(text("SELECT 1"))

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def make_folder(url: str) -> None:
    """Make the folder of a SQLite file where it is missing. Raises OSError."""
    where = make_url(url)
    if where.get_backend_name() == "sqlite" and where.database and Path(where.database).is_absolute():
        make_private(Path(where.database).parent)
