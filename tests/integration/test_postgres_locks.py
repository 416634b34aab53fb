"""Two servers on one PostgreSQL: what one is in the middle of, the other waits for, and nothing else.

Each test stops one server just before a statement, lets the other act, and looks at what comes of it.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import psycopg
import pytest
from sqlalchemy import event

from lunch_desktop.domain.availability import SetAvailability
from lunch_desktop.domain.parties.editing import EditParty
from lunch_desktop.domain.parties.entities import PARTIES
from lunch_desktop.domain.parties.leaving import LeaveParty
from lunch_desktop.domain.times import Day
from lunch_desktop.store import connection as connections
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.company.locks import Locks, StartOver
from lunch_desktop.store.company.push import ClientForked
from lunch_desktop.store.company.restoring import Recovering
from lunch_desktop.store.company.source import CompanySource
from lunch_desktop.store.company.sync import CompanySync
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.wire.changes import Outcome
from lunch_desktop.wire.sync import PullRequest, PushedChange, PushRequest, PushResponse
from tests.integration.support_server import wait_until
from tests.support.company import SEALS, STAFF
from tests.support.lunch import Lunch, a_party, a_seat
from tests.support.plain import ask, oversold
from tests.support.statements import watched

DAY = Day("2026-11-19")
ALONE = SetAvailability(DAY, "alone", None, None)


@pytest.fixture
def lunch(tmp_path: Path, postgres_url: str) -> Iterator[Lunch]:
    made = Lunch(tmp_path, url=postgres_url, staff=8)
    yield made
    made.close()


@pytest.fixture
def other(lunch: Lunch) -> Iterator[CompanySync]:
    """A second server on the same database."""
    database = CompanyDatabase.open(lunch.company.url)
    yield CompanySync(database, lunch.clock, SEALS)
    database.close()


@pytest.fixture
def hasty(lunch: Lunch) -> Iterator[CompanySync]:
    """A second server, which does not wait for locks."""
    with patch.object(connections, "LOCK_TIMEOUT_SECONDS", 0.02):
        database = CompanyDatabase.open(lunch.company.url)
    yield CompanySync(database, lunch.clock, SEALS)
    database.close()


@contextmanager
def before(lunch: Lunch, statement: str, act: Callable[[], None]) -> Iterator[None]:
    """Let something happen once, just before the first server runs a statement that begins so."""
    acted: list[str] = []

    def look(said: str) -> None:
        if not acted and " ".join(said.split()).startswith(statement):
            acted.append(statement)
            act()

    with watched(lunch.company.database.engine, look):
        yield
    assert acted, f"no statement begins with {statement}"


def push(sync: CompanySync, person: int, change: PushedChange, client: str) -> PushResponse:
    return sync.push(STAFF[person].id, PushRequest(client_id=client, epoch=None, mutations=[change]))


def waits_for_a_lock(lunch: Lunch) -> bool:
    return lunch.ask("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND state = 'active'") != []


@contextmanager
def holding(lunch: Lunch, query: str) -> Iterator[psycopg.Connection[Any]]:
    """Somebody who has locked rows."""
    with psycopg.connect(lunch.company.url.replace("+psycopg", "")) as connection:
        connection.execute(query.encode())
        yield connection


def test_nobody_counts_seats_while_another_takes_one(lunch: Lunch, hasty: CompanySync) -> None:
    """Between the reading of the seats and the writing of one nobody else may read them."""
    party = lunch.open(0, a_party(capacity=2))

    def too_early() -> None:
        with pytest.raises(Problem) as raised:
            push(hasty, 2, lunch.change("party.join", a_seat(party)), lunch.new_id())
        assert raised.value.code is ProblemCode.DATABASE_LOCKED

    with before(lunch, "UPDATE head", too_early):
        assert lunch.decide(1, "party.join", a_seat(party)).answer == {"seat": "confirmed"}
    assert push(hasty, 2, lunch.change("party.join", a_seat(party)), lunch.new_id()).results[0].code == "full"


def test_other_parties_are_decided_meanwhile(lunch: Lunch, hasty: CompanySync) -> None:
    """Only who wants the same waits, until the version is taken."""
    mine, theirs = lunch.open(0), lunch.open(2)
    decided: list[str | None] = []

    def act() -> None:
        decided.append(push(hasty, 3, lunch.change("party.join", a_seat(theirs)), lunch.new_id()).results[0].code)

    with before(lunch, "UPDATE head", act):
        assert lunch.decide(1, "party.join", a_seat(mine)).code is None
    assert decided == [None]


def test_a_root_found_late_is_waited_for_in_order(lunch: Lunch) -> None:
    """Who is promoted shows only when the party was read: all is taken back and begun again with their row locked."""
    party = lunch.open(0, a_party(capacity=2))
    for person in (1, 2):
        lunch.decide(person, "party.join", a_seat(party, or_wait=True))
    membership = lunch.membership(party, 1)
    assert membership is not None
    began: list[str] = []
    engine = lunch.company.database.engine
    with holding(lunch, f"SELECT 1 FROM employees WHERE id = '{STAFF[2].id}' FOR NO KEY UPDATE") as holder:

        def let_go(connection: Any) -> None:
            began.append("again")
            holder.rollback()

        event.listen(engine, "rollback", let_go)
        left = lunch.decide(1, "party.leave", LeaveParty(party, membership.joined_by))
        event.remove(engine, "rollback", let_go)
    assert began == ["again"]
    assert left.outcome == Outcome.APPLIED
    assert lunch.standing(party, 2) == "confirmed"


def test_what_no_lock_guards_cannot_be_read(lunch: Lunch) -> None:
    """A new rule that looks for something else fails in the first test of it, and not at noon."""
    with lunch.company.database.writing() as connection:
        locks = Locks(connection, lunch.company.database.schema)
        source = CompanySource(connection, lunch.company.sync._rows, locks)
        with pytest.raises(LookupError, match="no root guards what is found in parties by office_id, day"):
            source.where(PARTIES, ("office_id", "day"), (STAFF[0].office_id, DAY))


def test_a_row_that_another_holds_is_not_read(lunch: Lunch) -> None:
    party = lunch.open(0)
    with (
        holding(lunch, f"SELECT 1 FROM parties WHERE id = '{party}' FOR NO KEY UPDATE"),
        lunch.company.database.writing() as connection,
    ):
        locks = Locks(connection, lunch.company.database.schema)
        source = CompanySource(connection, lunch.company.sync._rows, locks)
        with pytest.raises(StartOver) as raised:
            source.one(PARTIES, party)
        assert raised.value.roots == {("parties", party)}


def test_two_first_pushes_of_one_device_do_not_fail(lunch: Lunch, other: CompanySync) -> None:
    """Both find no row of it: the later one gets the result that stands."""
    client, change = lunch.new_id(), lunch.change("party.open", a_party())
    first: list[PushResponse] = []
    with before(lunch, "INSERT INTO clients", lambda: first.append(push(other, 0, change, client))):
        second = push(lunch.company.sync, 0, change, client)
    assert second == first[0]
    another = lunch.new_id()
    with (
        pytest.raises(ClientForked),
        before(
            lunch,
            "INSERT INTO clients",
            lambda: first.append(push(other, 0, lunch.change("availability.set", ALONE), another)),
        ),
    ):
        push(lunch.company.sync, 0, lunch.change("party.open", a_party(240)), another)
    assert len(lunch.ask("SELECT id FROM parties")) == 1


def test_clones_that_send_the_same_at_once_get_one_result(lunch: Lunch, other: CompanySync) -> None:
    """The uniqueness of results notices it, and no change is blamed."""
    change = lunch.change("party.open", a_party())
    first: list[PushResponse] = []
    with before(
        lunch, "SELECT employees.id FROM employees", lambda: first.append(push(other, 0, change, lunch.new_id()))
    ):
        second = push(lunch.company.sync, 0, change, lunch.new_id())
    assert second.results == first[0].results
    assert second.results[0].outcome == Outcome.APPLIED


def test_a_deadlock_is_nobodys_fault(lunch: Lunch) -> None:
    """PostgreSQL ends one of two that wait for each other; the change is decided as if nothing had been."""
    lunch.decide(0, "availability.set", ALONE)
    ended: list[str] = []
    engine = lunch.company.database.engine
    with holding(lunch, "SET deadlock_timeout = '1min'") as holder, ThreadPoolExecutor(1) as pool:
        waiting: list[Future[Any]] = []

        def cross() -> None:
            holder.execute("SELECT 1 FROM head FOR UPDATE")
            query = f"SELECT 1 FROM employees WHERE id = '{STAFF[0].id}' FOR NO KEY UPDATE"
            waiting.append(pool.submit(get_both, query))
            wait_until(lambda: waits_for_a_lock(lunch))

        def get_both(query: str) -> None:
            holder.execute(query.encode())
            holder.rollback()

        def note(connection: Any) -> None:
            ended.append("again")

        event.listen(engine, "rollback", note)
        with before(lunch, "UPDATE head", cross):
            result = lunch.decide(0, "party.open", a_party())
        event.remove(engine, "rollback", note)
        waiting[0].result()
    assert ended == ["again"]
    assert result.outcome == Outcome.APPLIED


def test_what_is_decided_on_terms_that_changed_is_decided_anew(lunch: Lunch, other: CompanySync) -> None:
    """Somebody prunes, or finds the database restored, between the reading and the writing."""
    client = lunch.new_id()
    lunch.send(0, ("availability.set", ALONE), client=client)
    lunch.clock.advance(401 * 24 * 3_600_000)
    old = lunch.change("party.open", a_party(now=lunch.clock.now()), 2)
    with before(lunch, "UPDATE head", other.prune):
        cursor = lunch.company.sync.pull(STAFF[0].id, PullRequest(client_id=client)).cursor
        request = PushRequest(client_id=client, cursor=cursor, mutations=[old])
        assert lunch.company.sync.push(STAFF[0].id, request).results[0].code == "too_old"
    with pytest.raises(Recovering), before(lunch, "UPDATE head", other.restored):
        lunch.decide(1, "party.open", a_party(now=lunch.clock.now()))
    assert lunch.ask("SELECT id FROM parties") == []


def test_commits_out_of_order_let_no_reader_skip_a_row(lunch: Lunch, other: CompanySync) -> None:
    """One server has taken its version and not committed, another would commit first; somebody pulls in between.

    The two write nothing in common, not even a scope: only the lock on the head can hold the second one up.
    """
    engine, reader = lunch.company.database.engine, lunch.new_id()
    parties = [lunch.open(host, a_party(visibility="invited")) for host in (0, 1)]
    for host, party in enumerate(parties):
        lunch.decide(host, "party.invite", {"party_id": party, "employee_id": STAFF[7].id})
    renamed = {"title": ("국밥 먹어요", "라멘")}
    late: list[Future[PushResponse]] = []
    seen: set[str] = set()

    def pull(cursor: str | None) -> str | None:
        answer = other.pull(STAFF[7].id, PullRequest(client_id=reader, cursor=cursor))
        found = answer.tables.get("parties")
        seen.update(row[0] for row in found.values if "라멘" in row) if found else None
        return answer.cursor

    cursors = [pull(None)]
    with ThreadPoolExecutor(1) as pool:

        def overtake(connection: Any) -> None:
            if not late:
                change = lunch.change("party.edit", EditParty(parties[1], renamed))
                late.append(pool.submit(push, other, 1, change, lunch.new_id()))
                wait_until(lambda: late[0].done() or waits_for_a_lock(lunch))
                cursors.append(pull(cursors[0]))

        event.listen(engine, "commit", overtake)
        lunch.decide(0, "party.edit", EditParty(parties[0], renamed))
        event.remove(engine, "commit", overtake)
        late[0].result()
    pull(cursors[1])
    assert seen == set(parties)


def test_commits_of_one_process_are_told_in_their_order(lunch: Lunch) -> None:
    told: list[int] = []
    lunch.company.sync.watch(lambda commit: told.append(commit.version))
    head = lunch.company.sync.head()
    changes = [[lunch.change("availability.set", ALONE, seq) for seq in range(1, 16)] for _ in range(4)]
    clients = [lunch.new_id() for _ in changes]

    def send(person: int) -> None:
        for change in changes[person]:
            push(lunch.company.sync, person, change, clients[person])

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(send, range(4)))
    assert told == list(range(head + 1, head + 61))


def test_many_at_once_take_what_there_is(lunch: Lunch, other: CompanySync) -> None:
    """Seven want three seats in each of two parties through two servers, and some leave again."""
    parties = [lunch.open(0, a_party(60, capacity=3, lasting=30)), lunch.open(0, a_party(180, capacity=3))]
    wishes = [
        (sync, person, lunch.change("party.join", a_seat(party, or_wait=person % 2 == 0)), lunch.new_id())
        for party in parties
        for person, sync in zip(range(1, 8), [lunch.company.sync, other] * 4, strict=False)
    ]
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda wish: push(*wish), wishes))
        assert {answer.results[0].code for answer in answers} <= {None, "full"}
        leaving = []
        for party in parties:
            for person in range(1, 8):
                membership = lunch.membership(party, person)
                if membership is not None and membership.state == "confirmed":
                    leave = lunch.change("party.leave", LeaveParty(party, membership.joined_by))
                    leaving.append((other, person, leave, lunch.new_id()))
        left = list(pool.map(lambda wish: push(*wish), leaving))
    assert {answer.results[0].code for answer in left} == {None}
    assert oversold(lunch.company.url) == []
    versions = ask(lunch.company.url, "SELECT version FROM commits ORDER BY version")
    assert [version for (version,) in versions] == list(range(lunch.company.sync.head() + 1))
