"""The tests' own PostgreSQL: it starts, stops, crashes and keeps what was committed."""

import psycopg
import pytest

from tests.support.postgres import Postgres, postgres_running


def _ask(url: str, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        done = connection.execute(statement.encode())
        return done.fetchall() if done.description else []


def test_every_database_is_a_new_one(postgres: Postgres, postgres_url: str) -> None:
    """What one test writes no other sees; the tables are there and nothing is in them."""
    _ask(postgres_url, "INSERT INTO commits (version, tag, at) VALUES (1, 'here', 1)")
    other = postgres.fresh()
    assert _ask(other, "SELECT * FROM commits") == []
    assert _ask(other, "SELECT * FROM head") == []
    postgres.drop(other)


def test_what_was_committed_outlives_a_crash_and_a_stop() -> None:
    """Also a database can be copied and put back."""
    with postgres_running() as server:
        url = server.fresh(migrated=False)
        _ask(url, "CREATE TABLE kept (number int)")
        backup = server.copy(url)
        _ask(url, "INSERT INTO kept VALUES (1)")
        server.crash()
        assert not server.running
        with pytest.raises(psycopg.OperationalError):
            _ask(url, "SELECT 1")
        server.start()
        assert _ask(url, "SELECT number FROM kept") == [(1,)]
        server.stop()
        server.start()
        assert _ask(url, "SELECT number FROM kept") == [(1,)]
        server.put_back(backup, url)
        assert _ask(url, "SELECT number FROM kept") == []
