"""Two servers on one file: what one of them is in the middle of, the other must not get past."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from lunch_desktop.domain.parties.joining import JoinParty
from lunch_desktop.domain.parties.leaving import LeaveParty
from lunch_desktop.domain.times import HOUR, Instant
from lunch_desktop.store import connection as connections
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.company.sync import CompanySync
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.wire.sync import PullRequest, PushRequest, Result
from tests.support.company import SEALS, STAFF
from tests.support.lunch import MORNING, Lunch, a_party
from tests.support.statements import watched


@pytest.fixture
def lunch(tmp_path: Path) -> Iterator[Lunch]:
    made = Lunch(tmp_path)
    yield made
    made.close()


@pytest.fixture
def other(lunch: Lunch) -> Iterator[CompanySync]:
    """A second server on the same file, which does not wait for the first."""
    with patch.object(connections, "BUSY_TIMEOUT_SECONDS", 0.0):
        database = CompanyDatabase.open(f"sqlite:///{lunch.company.path}")
    yield CompanySync(database, lunch.clock, SEALS)
    database.close()


@contextmanager
def _before(lunch: Lunch, statement: str, act: Callable[[], None]) -> Iterator[None]:
    """Let something happen once, just before the first server runs a statement that begins so."""
    acted: list[str] = []

    def look(text: str) -> None:
        if not acted and text.startswith(statement):
            acted.append(statement)
            act()

    with watched(lunch.company.database.engine, look):
        yield
    assert acted, f"no statement begins with {statement}"


def _join(lunch: Lunch, sync: CompanySync, person: int, party: Any, client: str, seq: int) -> Result:
    wish = JoinParty(party, or_wait=False, until=Instant(MORNING + HOUR))
    request = PushRequest(client_id=client, epoch=None, mutations=[lunch.change("party.join", wish, seq)])
    return sync.push(STAFF[person].id, request).results[0]


def test_while_one_server_decides_another_waits(lunch: Lunch, other: CompanySync) -> None:
    """Between the reading of the seats and the writing of one nobody else may take it.

    The device is known already, so that nothing was written before the seats were read.
    """
    party, known = lunch.open(0, a_party(capacity=2)), lunch.new_id()
    lunch.send(1, ("party.leave", LeaveParty(party, None)), client=known)

    def too_early() -> None:
        with pytest.raises(Problem) as raised:
            _join(lunch, other, 2, party, lunch.new_id(), 1)
        assert raised.value.code is ProblemCode.DATABASE_LOCKED

    with _before(lunch, "UPDATE head", too_early):
        first = _join(lunch, lunch.company.sync, 1, party, known, 2)
    assert first.answer == {"seat": "confirmed"}
    assert _join(lunch, other, 2, party, lunch.new_id(), 1).code == "full"


def test_no_version_is_seen_before_its_rows(lunch: Lunch, other: CompanySync) -> None:
    """Whoever pulls while a commit is being made gets what it writes with the next pull."""
    client = lunch.new_id()
    cursors: list[str | None] = []

    def look() -> None:
        cursors.append(other.pull(STAFF[1].id, PullRequest(client_id=client)).cursor)

    with _before(lunch, "INSERT INTO parties", look):
        party = lunch.open(0)
    answer = other.pull(STAFF[1].id, PullRequest(client_id=client, cursor=cursors[0]))
    assert [row[0] for row in answer.tables["parties"].values] == [party]
