"""Merging and importing restaurants on a real company and a real desktop."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lunch_desktop.domain.people import ADMINS, Admin
from lunch_desktop.domain.restaurants.entities import (
    FAVOURITES,
    REVIEWS,
    Favourite,
    Restaurant,
    Review,
    favourite_id,
    review_id,
)
from lunch_desktop.domain.restaurants.importing import ImportPlaces
from lunch_desktop.domain.restaurants.merging import MergePlaces
from lunch_desktop.domain.times import Instant
from tests.support.company import OFFICE, PLACES, STAFF, an_id
from tests.support.lunch import MORNING, Lunch, a_party

GONE, STAYS = PLACES[0], PLACES[1]


@pytest.fixture(params=["sqlite", "postgresql"])
def lunch(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Lunch]:
    url = request.getfixturevalue("postgres_url") if request.param == "postgresql" else None
    made = Lunch(tmp_path, url=url)
    made.company.sync.import_rows([(ADMINS, Admin(STAFF[0].id, OFFICE.id))])
    yield made
    made.close()


def rows(lunch: Lunch, table: str, **equal: object) -> list[Any]:
    with lunch.company.database.reading() as connection:
        store = lunch.company.sync._rows[table]
        return list(store.where(connection, tuple(equal), tuple(equal.values())))


def a_review(person: int, place: Restaurant, rating: int, text: str, at: int) -> Review:
    place_id = place.id
    whose = STAFF[person].id
    return Review(review_id(whose, place_id), place_id, whose, rating, text, "", Instant(MORNING + at), None)


def test_what_hangs_on_a_merged_restaurant_moves_and_no_text_is_lost(lunch: Lunch) -> None:
    party = lunch.open(1, replace(a_party(), restaurant_id=GONE.id))
    whose = STAFF[2].id
    lunch.company.sync.import_rows(
        [
            (REVIEWS, a_review(1, GONE, 2, "짜요", 1)),
            (REVIEWS, a_review(1, STAYS, 5, "맛있어졌어요", 2)),
            (REVIEWS, a_review(2, GONE, 4, "국물이 진해요", 3)),
            (FAVOURITES, Favourite(favourite_id(whose, GONE.id), GONE.id, whose)),
        ]
    )
    result = lunch.decide(0, "restaurant.merge", MergePlaces(GONE.id, STAYS.id))
    assert result.code is None, result
    assert rows(lunch, "reviews", restaurant_id=GONE.id) == []
    assert rows(lunch, "favourites", restaurant_id=GONE.id) == []
    told = {one.employee_id: (one.rating, one.text) for one in rows(lunch, "reviews", restaurant_id=STAYS.id)}
    assert told == {STAFF[1].id: (5, "맛있어졌어요\n\n짜요"), STAFF[2].id: (4, "국물이 진해요")}
    assert len(rows(lunch, "favourites", restaurant_id=STAYS.id)) == 1
    for job in lunch.company.sync.due_jobs():
        lunch.company.sync.do_job(job)
    assert lunch.party(party).restaurant_id == STAYS.id
    assert lunch.company.sync.due_jobs() == []


def test_a_list_in_parts_is_there_as_a_whole_or_not_at_all(lunch: Lunch) -> None:
    known = an_id("list")

    def part(number: int, name: str) -> ImportPlaces:
        return ImportPlaces(known, number, 3, [{"name": name}])

    assert lunch.decide(0, "restaurant.import", part(1, "가게")).code is None
    assert lunch.decide(0, "restaurant.import", part(3, "다게")).code == "parts_missing"
    assert lunch.decide(1, "restaurant.import", part(2, "나게")).code == "not_admin"
    before = len(rows(lunch, "restaurants", office_id=OFFICE.id))
    assert lunch.decide(0, "restaurant.import", part(2, "나게")).code is None
    done = lunch.decide(0, "restaurant.import", part(3, "다게"))
    assert (done.code, done.answer) == (None, {"count": 3})
    assert len(rows(lunch, "restaurants", office_id=OFFICE.id)) == before + 3
    assert rows(lunch, "import_parts", employee_id=STAFF[0].id) == []


def test_an_import_made_offline_is_seen_at_once_and_stands_after_the_exchange(tmp_path: Path) -> None:
    lunch = Lunch(tmp_path)
    try:
        lunch.company.sync.import_rows([(ADMINS, Admin(STAFF[0].id, OFFICE.id))])
        desktop = lunch.desktop(0)
        for number in (1, 2):
            desktop.do("restaurant.import", ImportPlaces(an_id("list"), number, 2, [{"name": f"{number}번 식당"}]))
        desktop.sync()
        names = {one.name for one in rows(lunch, "restaurants", office_id=OFFICE.id)}
        assert {"1번 식당", "2번 식당"} <= names
    finally:
        lunch.close()
