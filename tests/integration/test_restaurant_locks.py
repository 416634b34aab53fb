"""Two servers on one PostgreSQL and one restaurant: who only names it waits for nobody, who reviews it has a turn."""

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from lunch_desktop.domain.restaurants.entities import RESTAURANTS
from lunch_desktop.domain.restaurants.favouring import SetFavourite
from lunch_desktop.domain.restaurants.reviewing import WriteReview
from lunch_desktop.store import connection as connections
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.company.locks import Locks, StartOver
from lunch_desktop.store.company.sync import CompanySync
from lunch_desktop.system.problems import Problem, ProblemCode
from tests.integration.test_postgres_locks import holding, push
from tests.support.company import PLACES, SEALS
from tests.support.lunch import Lunch, a_party

REVIEW = WriteReview(PLACES[0].id, {"rating": (0, 5), "text": ("", "국물이 진해요")})


@pytest.fixture
def lunch(tmp_path: Path, postgres_url: str) -> Iterator[Lunch]:
    made = Lunch(tmp_path, url=postgres_url, staff=4)
    yield made
    made.close()


@pytest.fixture
def hasty(lunch: Lunch) -> Iterator[CompanySync]:
    """A second server, which does not wait for locks."""
    with patch.object(connections, "LOCK_TIMEOUT_SECONDS", 0.02):
        database = CompanyDatabase.open(lunch.company.url)
    yield CompanySync(database, lunch.clock, SEALS)
    database.close()


def test_a_lunch_at_a_restaurant_does_not_wait_for_its_reviews_but_another_review_does(
    lunch: Lunch, hasty: CompanySync
) -> None:
    party = lunch.change("party.open", a_party(restaurant=PLACES[0].id))
    liking = lunch.change("favourite.set", SetFavourite(PLACES[0].id, on=True))
    with holding(lunch, f"SELECT 1 FROM restaurants WHERE id = '{PLACES[0].id}' FOR NO KEY UPDATE"):
        opened = push(hasty, 1, party, lunch.new_id()).results[0]
        assert (opened.outcome, opened.code) == ("applied", None)
        for change in (lunch.change("review.write", REVIEW), liking):
            with pytest.raises(Problem) as raised:
                push(hasty, 2, change, lunch.new_id())
            assert raised.value.code is ProblemCode.DATABASE_LOCKED
    assert lunch.decide(2, "review.write", REVIEW).code is None
    assert lunch.decide(3, "review.write", REVIEW).code is None
    assert len(lunch.ask("SELECT id FROM reviews")) == 2


def test_a_restaurant_that_was_read_without_its_lock_is_not_written(lunch: Lunch) -> None:
    """What was read may have changed: all of it begins again with the lock."""
    database = lunch.company.database
    with database.engine.connect() as connection, connection.begin():
        locks = Locks(connection, database.schema)
        with pytest.raises(StartOver) as over:
            locks.before_write([(RESTAURANTS, PLACES[0])])
        assert over.value.roots == {("restaurants", PLACES[0].id)}
        locks.take(over.value.roots)
        locks.before_write([(RESTAURANTS, PLACES[0])])
