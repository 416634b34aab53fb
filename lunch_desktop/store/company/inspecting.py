"""Looking at a company's database without changing anything in it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from lunch_desktop.store import connection as connections
from lunch_desktop.store.company.database import MIGRATIONS
from lunch_desktop.store.company.moving.marks import refuse_if_moved
from lunch_desktop.store.failures import explained
from lunch_desktop.store.migrate import known_revisions, revision
from lunch_desktop.system.problems import Problem, ProblemCode


@dataclass(frozen=True, slots=True)
class Found:
    """The migration that the database has reached, None before the first, and the newest that this version knows."""

    revision: str | None
    newest: str

    @property
    def pending(self) -> bool:
        """Whether the next start changes the schema of a database that has one."""
        return self.revision is not None and self.revision != self.newest


def look_at(url: str) -> Found:
    """How the database at `url` is found.

    Raises Problem: not understood, unreachable, damaged, locked, newer, or of a company that was moved elsewhere.
    """
    shown = parsed(url).render_as_string(hide_password=True)
    return Found(_read(url, lambda connection: refuse_if_moved(connection, shown)), known_revisions(MIGRATIONS)[-1])


def revision_at(url: str) -> str | None:
    """The migration that a database has reached, moved or not; None before the first. Raises Problem as `look_at`."""
    return _read(url, lambda _: None)


def _read(url: str, check: Callable[[Connection], None]) -> str | None:
    """The revision, after `check`; a SQLite file that is missing is not made."""
    where = parsed(url)
    if where.get_backend_name() == "sqlite" and not Path(where.database or "").exists():
        return None
    with explained(url):
        engine = connections.connect(url, foreign_keys=True)
        try:
            with connections.reading(engine) as connection:
                check(connection)
                return revision(connection, MIGRATIONS)
        finally:
            engine.dispose()


def parsed(url: str) -> URL:
    """The parts of a database's URL. Raises Problem, which says nothing of what it was: it may hold a password."""
    try:
        return make_url(url)
    except (ArgumentError, ValueError):
        raise Problem(ProblemCode.DATABASE_URL_INVALID, reason=url.partition("://")[0][:30]) from None
