"""A server that is put back to an older backup, as an operator would do it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from lunch_desktop.store.ciphering import Kind, kind_of
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.company.seals import Seals
from lunch_desktop.store.company.sync import CompanySync
from tests.support.ciphered import KEY, connect_to
from tests.support.company import SEALS
from tests.support.desktop import Desktop
from tests.support.lunch import Lunch
from tests.support.plain import is_sqlite, path_of
from tests.support.postgres import server_of


def back_up(lunch: Lunch, name: str = "backup.db") -> str:
    """A copy of the company's database as it is now; its URL."""
    company = lunch.company
    if not is_sqlite(company.url):
        company.database.engine.dispose()  # PostgreSQL copies a database that nobody is connected to
        return server_of(company.url).copy(company.url)
    return f"sqlite:///{copy_of(company.path, name)}"


def copy_of(path: Path, name: str = "backup.db") -> Path:
    """A copy of a database file as it is now."""
    to = path.with_name(name)
    to.unlink(missing_ok=True)
    is_plain = kind_of(path, KEY) is Kind.PLAIN
    with closing(connect_to(path)) as own, closing(sqlite3.connect(to) if is_plain else connect_to(to)) as copy:
        own.backup(copy)
    return to


def put_back(lunch: Lunch, backup: str, seals: Seals = SEALS) -> None:
    """Stop the server, copy `backup` over its database, and start it again."""
    company = lunch.company
    company.database.close()
    if is_sqlite(company.url):
        for suffix in ("-wal", "-shm"):
            company.path.with_name(company.path.name + suffix).unlink(missing_ok=True)
        company.path.write_bytes(path_of(backup).read_bytes())
    else:
        server_of(company.url).put_back(backup, company.url)
    company.database = CompanyDatabase.open(company.url)
    company.sync = CompanySync(company.database, lunch.clock, seals)


def wait_for(lunch: Lunch, *desktops: Desktop) -> None:
    """Let everybody notice and offer; then the time to gather passes, and everybody syncs."""
    for desktop in desktops:
        desktop.sync()
    lunch.clock.advance(2 * 60_000)
    for desktop in (*desktops, *desktops):
        desktop.sync()
