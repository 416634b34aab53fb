"""A company's database by plain SQL, without the program: SQLite's file, or PostgreSQL through its own driver."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg

from lunch_desktop.demo.witness import MAY_SEE, OVERSOLD, Rows

_SQLITE = "sqlite:///"


def ask(url: str, query: str, *values: Any) -> list[tuple[Any, ...]]:
    """Rows of the database at `url`; `?` stands for each value. What it changes is kept."""
    with _connected(url) as connection:
        done = connection.execute(query if is_sqlite(url) else query.replace("?", "%s"), values)
        found = done.fetchall() if done.description else []
        connection.commit()
        return found


def visible(url: str, employee_id: str) -> Rows:
    """Every row of the company's database that the employee may see, by table, versions included."""
    with _connected(url) as connection:
        found: Rows = {}
        for name, where in MAY_SEE.items():
            chosen = ", ".join(sorted(_columns(connection, url, name)))
            query = f"SELECT {chosen} FROM {name} WHERE {where}"
            if not is_sqlite(url):
                query = re.sub(r":me\b", "%(me)s", query)
            found[name] = set(connection.execute(query, {"me": employee_id}).fetchall())
        return found


def oversold(url: str) -> list[tuple[Any, ...]]:
    """Parties with more confirmed seats than they have: (title, seats, capacity)."""
    return ask(url, OVERSOLD)


def is_sqlite(url: str) -> bool:
    """Whether the database is a file."""
    return url.startswith(_SQLITE)


def path_of(url: str) -> Path:
    """The file of SQLite's."""
    assert is_sqlite(url), url
    return Path(url.removeprefix(_SQLITE))


@contextmanager
def _connected(url: str) -> Iterator[Any]:
    if is_sqlite(url):
        with closing(sqlite3.connect(path_of(url))) as file:
            yield file
        return
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        yield connection


def _columns(connection: Any, url: str, table: str) -> list[str]:
    if is_sqlite(url):
        names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    else:
        query = "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
        names = [name for (name,) in connection.execute(query, (table,))]
    return [name for name in names if name != "extra"]
