"""A company is moved from one database to another, killed and resumed at any point, and its desktops go on."""

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import Engine

from lunch_desktop.demo.witness import differences
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.people import Role
from lunch_desktop.store.company.accounts import NewAccount
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.company.moving.contents import count, sum_of, tables_of
from lunch_desktop.store.company.moving.move import Move, Moved, Step
from lunch_desktop.store.company.schema import company_schema
from lunch_desktop.store.company.sync import CompanySync
from lunch_desktop.system.problems import Problem, ProblemCode
from tests.support.accounts import administering
from tests.support.ciphered import held_on_desktop
from tests.support.company import SEALS, STAFF
from tests.support.desktop import Desktop
from tests.support.lunch import Counted, Lunch, a_party, a_seat, ask, outcomes
from tests.support.postgres import Postgres


class Killed(BaseException):
    """What stands for kill -9 within one process: no transaction that is open is committed any more."""


@pytest.fixture
def lunch(tmp_path: Path) -> Iterator[Lunch]:
    made = Lunch(tmp_path)
    administering(made.company.database, made.company.sync, made.clock).create(
        NewAccount(EmployeeId(one.id), f"person{number}@example.com", "hash", Role.EMPLOYEE)
        for number, one in enumerate(STAFF[: made.staff])
    )
    yield made
    made.close()


def move(source: str, target: str) -> tuple[Moved, list[Step]]:
    told: list[Step] = []
    return Move(source, target).run(told.append), told


def refused(call: Callable[[], Any]) -> Problem:
    with pytest.raises(Problem) as raised:
        call()
    return raised.value


def stop_serving(lunch: Lunch) -> str:
    """The server ends; the URL of its database."""
    lunch.company.database.close()
    return lunch.company.database.engine.url.render_as_string(hide_password=False)


def serve(lunch: Lunch, url: str) -> None:
    """A server with the same keys on another database."""
    lunch.company.database = CompanyDatabase.open(url)
    lunch.company.sync = CompanySync(lunch.company.database, lunch.clock, SEALS)


@contextmanager
def connected(url: str) -> Iterator[Any]:
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def sums(url: str) -> dict[str, Any]:
    with connected(url) as connection:
        return {table.name: sum_of(connection, table) for table in tables_of(company_schema())}


def a_morning(lunch: Lunch) -> tuple[Desktop, Desktop]:
    """Two desktops that have seen the same, each with a change that waits."""
    host, guest = lunch.desktop(0), lunch.desktop(1)
    host.do("party.open", a_party(title='고등어 "정식" \\ 🍱'))
    host.sync()
    guest.sync()
    party = lunch.open(2, a_party(240, title="회의"))
    lunch.decide(3, "party.join", a_seat(party))
    host.sync()
    host.do("party.open", a_party(360, title="기다리는 변경"))
    guest.do("party.join", a_seat(party))
    return host, guest


KNOWN = "SELECT name, value FROM state WHERE name IN ('client_id', 'epoch') ORDER BY name"


class Watched(Counted):
    """A way to the server that counts pulls which had to begin from nothing."""

    whole = 0

    def pull(self, request: Any) -> Any:
        self.whole += request.cursor is None
        return super().pull(request)


def test_desktops_go_on_where_they_were_and_nothing_is_lost_or_doubled(lunch: Lunch, postgres_url: str) -> None:
    host, guest = a_morning(lunch)
    identities = [ask(desktop.path, KNOWN) for desktop in (host, guest)]
    source = stop_serving(lunch)
    before = sums(source)
    moved, told = move(source, postgres_url)
    assert sums(postgres_url) == before
    assert moved.rows == sum(one.rows for one in before.values())
    assert {step.table for step in told if step.verified} == before.keys()
    serve(lunch, postgres_url)
    assert lunch.company.sync.head() == moved.head
    ways = [Watched(desktop.remote) for desktop in (host, guest)]
    host.remote, guest.remote = ways
    for desktop in (host, guest):
        desktop.sync()
    host.sync()
    guest.sync()
    newcomer = lunch.desktop(0, "another")
    assert differences(held_on_desktop(newcomer.path), held_on_desktop(host.path)) == []
    assert {outcome for outcome, _ in outcomes(host).values()} == {"applied"}
    assert len(outcomes(host)) == 2
    assert [outcome for outcome, _ in outcomes(guest).values()] == ["applied"]
    with lunch.company.database.reading() as connection:
        titles = connection.execute(text("SELECT title FROM parties ORDER BY title")).scalars().all()
    assert titles == sorted(titles)
    assert titles.count("기다리는 변경") == 1
    assert [ask(desktop.path, KNOWN) for desktop in (host, guest)] == identities
    assert [way.whole for way in ways] == [0, 0]


def test_back_from_postgresql_and_between_two_files(lunch: Lunch, postgres: Postgres, tmp_path: Path) -> None:
    a_morning(lunch)
    first = stop_serving(lunch)
    before = sums(first)
    chain = [first, postgres.fresh(), postgres.fresh(), *(f"sqlite:///{tmp_path}/{name}.db" for name in ("b", "c"))]
    for source, target in pairwise(chain):
        move(source, target)
        assert sums(target) == before
        assert served(source) is ProblemCode.COMPANY_MOVED
    serve(lunch, chain[-1])
    assert lunch.desktop(1, "late").facts is not None


def test_a_database_on_which_a_server_has_only_been_started_counts_as_empty(lunch: Lunch, postgres_url: str) -> None:
    CompanyDatabase.open(postgres_url).close()
    source = stop_serving(lunch)
    before = sums(source)
    move(source, postgres_url)
    assert sums(postgres_url) == before


def test_a_target_with_something_in_it_is_left_alone(lunch: Lunch, postgres_url: str) -> None:
    source = stop_serving(lunch)
    CompanyDatabase.open(postgres_url).close()
    with connected(postgres_url) as connection:
        connection.execute(text("INSERT INTO offices (id, name, time_zone) VALUES ('x', 'x', 'UTC')"))
    before = sums(postgres_url)
    assert refused(lambda: move(source, postgres_url)).code is ProblemCode.MOVE_TARGET_NOT_EMPTY
    assert sums(postgres_url) == before
    serve(lunch, source)
    assert refused(lambda: move(source, source)).code is ProblemCode.MOVE_TARGET_NOT_EMPTY


def test_nothing_is_moved_while_a_server_has_either_side_open(lunch: Lunch, postgres_url: str, tmp_path: Path) -> None:
    source = stop_serving(lunch)
    script = (
        "import sys; from lunch_desktop.store.company.database import CompanyDatabase\n"
        "database = CompanyDatabase.open(sys.argv[1]); database.check(); print('open', flush=True); sys.stdin.read()"
    )
    for url in (source, postgres_url):
        with subprocess.Popen(
            [sys.executable, "-c", script, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as server:
            assert server.stdout is not None
            assert server.stdout.readline() == b"open\n"
            problem = refused(lambda: move(source, postgres_url))
            assert problem.code is ProblemCode.MOVE_IN_USE
            assert server.stdin is not None
            server.stdin.close()
        CompanyDatabase.open(source).close()
    move(source, postgres_url)
    back = f"sqlite:///{tmp_path}/back.db"
    with connected(postgres_url):
        assert refused(lambda: move(postgres_url, back)).code is ProblemCode.MOVE_IN_USE
    CompanyDatabase.open(postgres_url).close()
    move(postgres_url, back)


def test_where_there_is_no_company_nothing_is_made(tmp_path: Path, postgres_url: str) -> None:
    missing = tmp_path / "none.db"
    problem = refused(lambda: move(f"sqlite:///{missing}", postgres_url))
    assert problem.code is ProblemCode.MOVE_NOTHING_THERE
    assert not missing.exists()


@contextmanager
def killed_at(effect: int) -> Iterator[list[int]]:
    """Everything that a move asks of either database is counted; the `effect`-th is the last one before the end."""
    seen = [0]

    def count_one(*_: Any) -> None:
        seen[0] += 1
        if seen[0] == effect:
            raise Killed

    for name in ("before_cursor_execute", "commit"):
        event.listen(Engine, name, count_one)
    try:
        yield seen
    finally:
        for name in ("before_cursor_execute", "commit"):
            event.remove(Engine, name, count_one)


def served(url: str) -> ProblemCode | None:
    """Why a server does not start on the database; None if it does."""
    try:
        CompanyDatabase.open(url).close()
    except Problem as problem:
        return problem.code
    return None


@pytest.mark.timeout(600)
def test_killed_at_any_point_it_goes_on_and_never_are_two_databases_served(
    lunch: Lunch, postgres: Postgres, tmp_path: Path
) -> None:
    a_morning(lunch)
    original = Path(stop_serving(lunch).removeprefix("sqlite:///"))
    with closing(sqlite3.connect(original)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = original.read_bytes()
    before = sums(f"sqlite:///{original}")
    with killed_at(0) as seen:
        trial = tmp_path / "trial.db"
        trial.write_bytes(content)
        move(f"sqlite:///{trial}", f"sqlite:///{tmp_path}/trial-target.db")
    effects = seen[0]
    assert effects > 100
    complete = 0
    for effect in range(1, effects + 1, 11):
        source = tmp_path / f"killed-{effect}.db"
        source.write_bytes(content)
        urls = f"sqlite:///{source}", f"sqlite:///{tmp_path}/target-{effect}.db"
        with killed_at(effect), pytest.raises(Killed):
            move(*urls)
        states = [served(url) if Path(url.removeprefix("sqlite:///")).exists() else None for url in urls]
        if states[0] is not None:  # a server that had started on an empty target would have made a company of its own
            assert states[0] in (ProblemCode.COMPANY_MOVING, ProblemCode.COMPANY_MOVED)
        if states[0] is ProblemCode.COMPANY_MOVED:
            complete += 1
        moved, _ = move(*urls)
        assert sums(urls[1]) == before
        assert served(urls[0]) is ProblemCode.COMPANY_MOVED
        assert served(urls[1]) is None
        assert moved.rows == sum(one.rows for one in before.values())
    assert complete


def test_a_process_that_is_killed_while_it_copies_is_gone_on_with(lunch: Lunch, postgres_url: str) -> None:
    a_morning(lunch)
    source = stop_serving(lunch)
    before = sums(source)
    script = (
        "import os, signal, sys; from lunch_desktop.store.company.moving.move import Move\n"
        "def tell(step):\n"
        "    if step.table == 'memberships' or step.verified: os.kill(os.getpid(), signal.SIGKILL)\n"
        "Move(sys.argv[1], sys.argv[2]).run(tell)\n"
    )
    ended = subprocess.run([sys.executable, "-c", script, source, postgres_url], check=False, timeout=60)
    assert ended.returncode == -signal.SIGKILL
    assert served(source) is ProblemCode.COMPANY_MOVING
    assert served(postgres_url) is ProblemCode.COMPANY_HALF_MOVED
    _, told = move(source, postgres_url)
    assert sums(postgres_url) == before
    assert "offices" not in {step.table for step in told if not step.verified}, "what was there was copied again"
    again, _ = move(source, postgres_url)
    assert again.already


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE employees SET name = name || '.' WHERE id = (SELECT min(id) FROM employees)",
        "DELETE FROM results WHERE uuid = (SELECT min(uuid) FROM results)",
        "UPDATE feed SET gone = NOT gone WHERE row_id = (SELECT min(row_id) FROM feed)",
        "UPDATE head SET epoch = 'another'",
        "INSERT INTO commits (version, tag, at) VALUES (99999, 'x', 1)",
    ],
)
def test_a_target_that_was_tampered_with_is_found_and_not_served(lunch: Lunch, postgres_url: str, harm: str) -> None:
    a_morning(lunch)
    source = stop_serving(lunch)

    def tamper(step: Step) -> None:
        if step.verified and step.table == tables_of(company_schema())[0].name:
            raise Killed

    with pytest.raises(Killed):
        Move(source, postgres_url).run(tamper)
    with connected(postgres_url) as connection:
        connection.execute(text(harm))
    assert refused(lambda: move(source, postgres_url)).code is ProblemCode.MOVE_DIFFERS
    assert served(postgres_url) is ProblemCode.COMPANY_HALF_MOVED
    assert served(source) is ProblemCode.COMPANY_MOVING
    Move(source, postgres_url).give_up()
    assert served(source) is None


def test_a_server_that_nobody_saw_decides_nothing_on_the_source_any_more(
    lunch: Lunch, postgres: Postgres, tmp_path: Path
) -> None:
    """It had no connection when it was looked for, as after a restart of its PostgreSQL."""
    here, there = postgres.fresh(), f"sqlite:///{tmp_path}/there.db"
    move(stop_serving(lunch), here)
    serve(lunch, here)
    lunch.company.database.engine.dispose()
    move(here, there)
    before = sums(there)
    with pytest.raises(Exception, match="head"):
        lunch.open(0)
    with pytest.raises(Exception, match="head"):
        lunch.company.sync.head()
    stop_serving(lunch)
    assert refused(lambda: Move(here, there).give_up()).code is ProblemCode.COMPANY_MOVED
    serve(lunch, there)
    assert sums(there) == before
    lunch.open(0)


def test_a_move_that_lost_its_target_at_the_very_end_is_given_up(lunch: Lunch, postgres: Postgres) -> None:
    """The source was marked as moved, and the target never became complete."""
    source, target = stop_serving(lunch), postgres.fresh()
    before = sums(source)

    def kill_at_the_end(connection: Any, *_: Any) -> None:
        if connection.dialect.name == "sqlite":
            ended.append(connection)

    ended: list[Any] = []
    event.listen(Engine, "commit", kill_at_the_end)
    try:
        move(source, target)
    finally:
        event.remove(Engine, "commit", kill_at_the_end)
    commits = len(ended)
    other = postgres.fresh()
    with connected(source) as connection:
        connection.execute(text("ALTER TABLE company_moved_head RENAME TO head"))
        connection.execute(text("DROP TABLE company_move"))
    seen = 0

    def kill_after_the_last(connection: Any, *_: Any) -> None:
        nonlocal seen
        if connection.dialect.name == "postgresql" and seen >= commits:
            raise Killed
        seen += connection.dialect.name == "sqlite"

    event.listen(Engine, "commit", kill_after_the_last)
    try:
        with pytest.raises(Killed):
            move(source, other)
    finally:
        event.remove(Engine, "commit", kill_after_the_last)
    assert served(source) is ProblemCode.COMPANY_MOVED
    assert served(other) is ProblemCode.COMPANY_HALF_MOVED
    Move(source, other).give_up()
    assert served(source) is None
    assert sums(source) == before


def test_a_move_that_was_given_up_and_begun_again_takes_an_empty_target(lunch: Lunch, postgres: Postgres) -> None:
    source = stop_serving(lunch)
    first, second = postgres.fresh(), postgres.fresh()
    assert refused(lambda: Move(source, first).give_up()).code is ProblemCode.MOVE_NOT_BEGUN

    def stop(step: Step) -> None:
        raise Killed

    with pytest.raises(Killed):
        Move(source, first).run(stop)
    Move(source, first).give_up()
    serve(lunch, source)
    lunch.open(0)
    stop_serving(lunch)
    assert refused(lambda: move(source, first)).code is ProblemCode.MOVE_TARGET_NOT_EMPTY
    move(source, second)
    assert refused(lambda: Move(source, second).give_up()).code is ProblemCode.COMPANY_MOVED
    assert refused(lambda: Move(source, first).give_up()).code is ProblemCode.COMPANY_MOVED
    assert served(source) is ProblemCode.COMPANY_MOVED


def test_a_row_that_the_target_does_not_take_is_told_by_its_table(lunch: Lunch, postgres_url: str) -> None:
    source = stop_serving(lunch)
    with closing(sqlite3.connect(source.removeprefix("sqlite:///"))) as connection, connection:
        connection.execute("UPDATE restaurants SET name = ? WHERE id = (SELECT min(id) FROM restaurants)", ("a\0b",))
    problem = refused(lambda: move(source, postgres_url))
    assert (problem.code, problem.facts["table"]) == (ProblemCode.MOVE_ROW_REFUSED, "restaurants")


def test_numbers_that_postgresql_hands_out_go_on_after_those_that_were_moved(lunch: Lunch, postgres_url: str) -> None:
    source = stop_serving(lunch)
    move(source, postgres_url)
    with connected(postgres_url) as connection:
        for table in tables_of(company_schema()):
            for column in table.primary_key.columns:
                named = {"table": table.name, "column": column.name}
                sequence = connection.execute(text("SELECT pg_get_serial_sequence(:table, :column)"), named).scalar()
                if sequence and count(connection, table):
                    following = connection.execute(text("SELECT nextval(:sequence)"), {"sequence": sequence}).scalar()
                    assert following > connection.execute(text(f"SELECT max({column.name}) FROM {table.name}")).scalar()
