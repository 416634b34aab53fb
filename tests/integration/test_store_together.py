"""Writers of one process who wait for the disk together: each for themselves, and all of them at once."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event, text
from sqlalchemy.exc import OperationalError

from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.store import connection as connections
from lunch_desktop.store.company.together import MOST, Together

Work = Callable[[Connection], Any]


class Turn:
    """The turn to write, which also tells how many have come for it."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self.came = threading.Semaphore(0)

    def __enter__(self) -> None:
        self.came.release()
        self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()


class Office:
    """A database with one table, and writers who come while the first is at work."""

    def __init__(self, path: Path) -> None:
        self.engine = connections.connect(connections.sqlite_url(path), foreign_keys=True)
        self.turn = Turn()
        self.together = Together(self.turn, lambda: connections.writing(self.engine))
        self.commits = 0
        self.told: list[Any] = []
        self.together.write(lambda connection: connection.execute(text("CREATE TABLE notes (what TEXT UNIQUE)")), None)
        assert self.turn.came.acquire(timeout=10)
        event.listen(self.engine, "commit", self._count)

    def _count(self, _: Connection) -> None:
        self.commits += 1

    def all_while_one_writes(self, *others: Work) -> list[Future[Any]]:
        """What became of the work of others who came while the first wrote."""
        with ThreadPoolExecutor(len(others) + 1) as threads:
            started: list[Future[Any]] = []

            def first(connection: Connection) -> str:
                for number, work in enumerate(others, 2):
                    started.append(threads.submit(self.together.write, work, self.told.append))
                    for _ in range(2 if number == 2 else 1):  # the first has come, too
                        assert self.turn.came.acquire(timeout=10)
                return note(connection, "first")

            threads.submit(self.together.write, first, self.told.append).result(20)
            for one in started:
                one.exception(20)
        return started

    def notes(self) -> list[str]:
        """All that is written."""
        with connections.reading(self.engine) as connection:
            return [str(what) for (what,) in connection.execute(text("SELECT what FROM notes ORDER BY rowid"))]


def note(connection: Connection, what: str) -> str:
    connection.execute(text("INSERT INTO notes VALUES (:what)"), {"what": what})
    return what


def noting(what: str) -> Work:
    return lambda connection: note(connection, what)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path / "office.db")
    yield made
    made.engine.dispose()


def test_those_who_come_meanwhile_are_committed_at_once_and_told_in_order(office: Office) -> None:
    done = office.all_while_one_writes(*map(noting, "abcde"))
    assert [one.result() for one in done] == list("abcde")
    assert office.notes() == office.told == ["first", *"abcde"]
    assert office.commits == 2


def test_who_is_refused_leaves_no_trace_and_the_others_stay(office: Office) -> None:
    def refused(connection: Connection) -> None:
        note(connection, "half a step")
        raise Refusal(RefusalCode.FULL)

    done = office.all_while_one_writes(noting("a"), refused, noting("b"))
    assert [type(one.exception()) for one in done] == [type(None), Refusal, type(None)]
    assert office.notes() == office.told == ["first", "a", "b"]
    assert office.commits == 2


def test_where_the_database_fails_one_the_others_are_written_one_by_one(office: Office) -> None:
    def failing(connection: Connection) -> None:
        connection.execute(text("INSERT INTO no_such_table VALUES (1)"))

    done = office.all_while_one_writes(noting("a"), failing, noting("b"))
    assert [type(one.exception()) for one in done] == [type(None), OperationalError, type(None)]
    assert office.notes() == office.told == ["first", "a", "b"]
    assert office.commits == 3


def test_not_too_many_are_committed_at_once(office: Office) -> None:
    office.all_while_one_writes(*(noting(str(number)) for number in range(MOST + 3)))
    assert len(office.notes()) == MOST + 4
    assert office.commits == 3
