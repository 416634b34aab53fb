"""A pull for which nothing is new is answered by one statement; that says the same as a whole pull, or nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, event, update

from lunch_desktop.domain.ids import PartyId
from lunch_desktop.domain.parties.inviting import Invite
from lunch_desktop.store.company import idle
from lunch_desktop.wire.sync import PullRequest, PullResponse
from tests.support.company import STAFF
from tests.support.lunch import Lunch, a_party
from tests.support.restoring import back_up, put_back


@pytest.fixture
def lunch(tmp_path: Path, company_url: str) -> Iterator[Lunch]:
    lunch = Lunch(tmp_path, url=company_url)
    yield lunch
    lunch.close()


class Puller:
    """A device of the second colleague, which goes on from its last cursor."""

    def __init__(self, lunch: Lunch) -> None:
        self._lunch = lunch
        self.client = lunch.new_id()
        self.cursor = ""
        self.pulled()

    def pulled(self) -> PullResponse:
        """All that is new."""
        answer = self._lunch.company.sync.pull(STAFF[1].id, self.request(cursor=self.cursor or None))
        self.cursor = answer.cursor or ""
        return answer

    def asked(self, **said: object) -> PullResponse | None:
        """Whether nothing is; never anything else than a whole pull says."""
        request = self.request(**said)
        answer = self._lunch.company.sync.pull_if_nothing_new(STAFF[1].id, request)
        if answer is not None:
            assert answer == self._lunch.company.sync.pull(STAFF[1].id, request)
        return answer

    def request(self, **said: object) -> PullRequest:
        return PullRequest.model_validate({"client_id": self.client, "cursor": self.cursor, "pages": True} | said)


@pytest.fixture
def puller(lunch: Lunch) -> Puller:
    return Puller(lunch)


def test_nothing_is_new_at_the_head_and_behind_what_others_are_told(lunch: Lunch, puller: Puller) -> None:
    at_head = puller.asked()
    lunch.open(0, a_party(visibility="invited"))
    behind = puller.asked()
    assert at_head is not None
    assert behind is not None
    assert behind.version > at_head.version
    puller.cursor = behind.cursor or ""
    assert puller.asked() is not None


def test_what_is_seen_is_new(lunch: Lunch, puller: Puller) -> None:
    lunch.open(0)
    assert puller.asked() is None
    assert puller.pulled().tables
    assert puller.asked() is not None


def test_a_scope_that_was_given_or_withdrawn_is_new(lunch: Lunch, puller: Puller) -> None:
    party = lunch.open(0, a_party(visibility="invited"))
    assert puller.asked() is not None
    lunch.decide(0, "party.invite", Invite(PartyId(party), STAFF[1].id))
    assert puller.asked() is None
    puller.pulled()
    lunch.decide(0, "party.uninvite", Invite(PartyId(party), STAFF[1].id))
    assert puller.asked() is None
    puller.pulled()
    assert puller.asked() is not None


def test_a_result_is_new_for_the_device_that_sent_the_change_alone(lunch: Lunch, puller: Puller) -> None:
    another = Puller(lunch)
    refused = lunch.send(1, ("party.cancel", {"party_id": lunch.new_id()}), client=puller.client)
    assert refused.results[0].code is not None
    assert another.asked() is not None
    assert puller.asked() is None
    assert [one.uuid for one in puller.pulled().results] == [refused.results[0].uuid]
    told = puller.asked()
    assert told is not None
    assert told.last_seq == 1


@pytest.mark.parametrize(
    "said",
    [{"verify": True}, {"repair": ["office:1"]}, {"cursor": None}, {"cursor": "no.cursor"}, {"page": "no.page"}],
    ids=lambda said: next(iter(said)),
)
def test_what_asks_for_more_is_answered_by_a_whole_pull(puller: Puller, said: dict[str, object]) -> None:
    assert puller.asked() is not None
    assert puller.asked(**said) is None


def test_a_cursor_of_another_history_is_not_taken(lunch: Lunch, puller: Puller) -> None:
    backup = back_up(lunch)
    lunch.open(0, a_party(visibility="invited"))
    answer = puller.asked()
    assert answer is not None
    put_back(lunch, backup)
    assert puller.asked(cursor=answer.cursor) is None
    lunch.open(0, a_party(visibility="invited"))
    assert puller.asked(cursor=answer.cursor) is None
    lunch.company.sync.restored()
    assert puller.asked() is None


def test_whoever_was_deactivated_is_told_so_by_a_whole_pull(lunch: Lunch, puller: Puller) -> None:
    assert puller.asked() is not None
    with lunch.company.database.writing() as connection:
        employees = lunch.company.database.schema.entities["employees"]
        connection.execute(update(employees).where(employees.c.id == STAFF[1].id).values(active=False))
    assert puller.asked() is None


def test_it_takes_one_statement_without_a_transaction(lunch: Lunch, puller: Puller) -> None:
    begun: list[Connection] = []
    event.listen(lunch.company.database.engine, "begin", begun.append)
    request = puller.request()
    assert lunch.company.sync.pull_if_nothing_new(STAFF[1].id, request) is not None
    assert begun == []
    with lunch.company.database.asking() as connection:
        found = idle.nothing_new(
            connection, lunch.company.database.schema, lunch.company.sync._seals, STAFF[1].id, request
        )
        driver = connection.connection.driver_connection
        assert driver is not None
        in_transaction = getattr(driver, "in_transaction", None)
        if in_transaction is None:
            in_transaction = driver.info.transaction_status.name != "IDLE"
    assert found is not None
    assert not in_transaction
