"""The one place where databases are connected to."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.pool import QueuePool

from lunch_desktop.store import ciphering

BUSY_TIMEOUT_SECONDS = 5.0
LOCK_TIMEOUT_SECONDS = 10.0
"""How long a writer on PostgreSQL waits for one lock."""
_CONNECT_SECONDS = 5
_POOL_SECONDS = 10
"""How long a thread waits for a connection of the pool."""
_LEFT_SECONDS = 30
"""After so long inside a transaction without a word PostgreSQL takes its locks away: that process hangs or is gone."""
_LEFT_MUCH_SECONDS = 300
"""The same where rows are poured to somebody: longer than anybody is waited for who takes none of them."""
_ALIVE = {"keepalives_idle": 15, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 30_000}
"""When the other end of a connection counts as gone: in seconds, and the last in milliseconds."""
_CIPHERED = "sqlcipher3.dbapi2"
WRITES = "lunch_desktop_writes"
"""Execution option of connections that begin with BEGIN IMMEDIATE."""


def sqlite_url(path: Path) -> URL:
    """The URL of a SQLite file. Raises ValueError for a relative path: where it led would depend on the start."""
    if not path.is_absolute():
        raise ValueError(f"a database path must be absolute: {path}")
    return URL.create("sqlite", database=str(path))


def connect(url: str | URL, *, foreign_keys: bool, key: bytes | None = None, readers: int = 8) -> Engine:
    """An engine for `url`.

    SQLite is opened in WAL mode with `synchronous=FULL`, so that what was acknowledged survives a power loss. `key` is
    the raw 32 bytes of an encrypted file's key; it takes SQLCipher's driver, and is refused without it.
    """
    where = make_url(url)
    if where.get_backend_name() != "sqlite":
        return create_engine(
            where,
            connect_args=_postgres_arguments(where),
            pool_size=readers,
            max_overflow=readers,
            pool_timeout=_POOL_SECONDS,
            pool_pre_ping=True,  # connections that were cut while nobody used them are replaced unnoticed
            hide_parameters=True,
        )
    if where.database is None or not Path(where.database).is_absolute():
        raise ValueError(f"a database path must be absolute: {where.database}")
    engine = create_engine(
        where,
        module=_driver(key),
        poolclass=QueuePool,
        pool_size=readers,
        max_overflow=readers,
        connect_args={"timeout": BUSY_TIMEOUT_SECONDS, "check_same_thread": False},
        hide_parameters=True,  # what people wrote must not stand in a log's traceback
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, record: Any) -> None:
        del record
        try:
            _prepare(connection, foreign_keys=foreign_keys, key=key)
        except BaseException:
            connection.close()  # nobody else knows of it yet
            raise

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _prepare(connection: Any, *, foreign_keys: bool, key: bytes | None) -> None:
    connection.isolation_level = None  # SQLAlchemy's own BEGIN is emitted in its place
    if key is not None:
        ciphering.prepare(connection, key)
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        f"foreign_keys = {'ON' if foreign_keys else 'OFF'}",
        "secure_delete = ON",
        "temp_store = MEMORY",
        f"cache_size = {cache_size(key)}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _postgres_arguments(url: URL) -> dict[str, Any]:
    """What libpq is told beside the URL; what the URL itself says goes first."""
    ours = {"connect_timeout": _CONNECT_SECONDS, "application_name": "lunch-desktop", **_ALIVE}
    named = {name: value for name, value in ours.items() if name not in url.query}
    waits = (
        f"-c lock_timeout={int(LOCK_TIMEOUT_SECONDS * 1000)} -c idle_in_transaction_session_timeout={_LEFT_SECONDS}s"
    )
    said = url.query.get("options", ())
    given = " ".join([said] if isinstance(said, str) else said)
    return {**named, "options": f"{waits} {given}".strip()}


def open_raw(path: Path, key: bytes | None = None, *, make: bool = False) -> Any:
    """One connection by the driver itself, for what SQL has no words for: copies, checks and salvage.

    Nothing is set on it. A file that is missing is made only where `make` says so.
    """
    connection = _driver(key).connect(
        f"{path.as_uri()}?mode={'rwc' if make else 'rw'}", uri=True, timeout=BUSY_TIMEOUT_SECONDS, isolation_level=None
    )
    if key is not None:
        ciphering.prepare(connection, key)
    return connection


def cache_size(key: bytes | None) -> int:
    """Of one connection, in KiB as its sign says; a page that is not in it is decrypted once more."""
    return -2000 if key is None else -8000


def driver_errors() -> tuple[type[Exception], ...]:
    """What SQLite's drivers raise, that of encrypted files too where it is in use."""
    ciphered = sys.modules.get(_CIPHERED)
    return (sqlite3.Error,) if ciphered is None else (sqlite3.Error, ciphered.Error)


def _driver(key: bytes | None) -> Any:
    return sqlite3 if key is None else import_module(_CIPHERED)  # which costs time, and only some files need


def writer(engine: Engine) -> Connection:
    """A connection whose transactions write, for who keeps one; its caller closes it."""
    return engine.connect().execution_options(**{WRITES: True})


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes; committed at the end, rolled back on any error."""
    with writer(engine) as connection, connection.begin():
        yield connection


@contextmanager
def asking(engine: Engine) -> Iterator[Connection]:
    """For a single prepared statement that reads: it sees one state of the database without a transaction, too."""
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One snapshot: every statement inside sees the same state of the database."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with connection.begin() as transaction:
            yield connection
            transaction.rollback()


@contextmanager
def reading_much(engine: Engine) -> Iterator[Connection]:
    """As `reading`; what is sorted goes into a temporary file, so it is not for files with a key.

    Who reads may be slow: PostgreSQL waits longer for the next word than it does elsewhere.
    """
    if engine.dialect.name != "sqlite":
        with reading(engine) as connection:
            connection.exec_driver_sql(f"SET LOCAL idle_in_transaction_session_timeout = '{_LEFT_MUCH_SECONDS}s'")
            yield connection
        return
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        try:
            driver.execute("PRAGMA temp_store = FILE")
            with connection.begin() as transaction:
                yield connection
                transaction.rollback()
            driver.execute("PRAGMA temp_store = MEMORY")
        except BaseException:
            connection.invalidate()  # nobody gets this one again, with what is left on it
            raise
