"""Reviews and favourites from desk to desk: one review each, nothing typed is lost, and what the page is told."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from lunch_desktop.domain.restaurants.entities import RESTAURANTS
from lunch_desktop.domain.restaurants.favouring import SetFavourite
from lunch_desktop.domain.restaurants.ranking import Ratings
from lunch_desktop.domain.restaurants.reviewing import DeleteReview, WriteReview
from tests.support.clock import ManualClock
from tests.support.company import PLACES, STAFF, Company, make_company
from tests.support.desktop import Desktop, make_desktop
from tests.support.lunch import MORNING

PLACE = PLACES[0]
NEW = {"rating": (0, 4), "text": ("", "국물이 진해요"), "tags": ("", "빠름")}


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Company]:
    made = make_company(tmp_path, ManualClock(MORNING))
    yield made
    made.database.close()


def desk(company: Company, person: int, device: str = "office") -> Desktop:
    made = make_desktop(company, STAFF[person].id, name=device)
    made.sync()
    return made


def test_a_review_written_on_two_desktops_offline_is_one_and_keeps_both_texts(company: Company) -> None:
    office, home = desk(company, 0), desk(company, 0, "home")
    office.do("review.write", WriteReview(PLACE.id, NEW))
    home.do("review.write", WriteReview(PLACE.id, {"rating": (0, 4), "text": ("", "줄이 길어요")}))
    office.sync()
    home.sync()
    office.sync()
    for desktop in (office, home):
        detail = desktop.reads.restaurant_detail(PLACE.id)
        assert detail is not None
        assert detail.mine is not None
        assert (detail.mine.rating, detail.mine.text, detail.mine.tags) == (4, "국물이 진해요", "빠름")
        assert detail.view.ratings == Ratings(1, 4)
    (change,) = home.reads.sync_centre().attention
    assert change.conflicts == {"text": ["줄이 길어요", "국물이 진해요"]}
    assert change.restaurant is not None


def test_what_was_changed_elsewhere_is_not_deleted_with_what_was_seen(company: Company) -> None:
    office, home = desk(company, 0), desk(company, 0, "home")
    office.do("review.write", WriteReview(PLACE.id, NEW))
    office.sync()
    home.sync()
    home.do("review.delete", DeleteReview(PLACE.id, 4, "국물이 진해요", "빠름"))
    office.do("review.write", WriteReview(PLACE.id, {"text": ("국물이 진해요", "이제는 싱거워요")}))
    office.sync()
    home.sync()
    (change,) = home.reads.sync_centre().attention
    assert change.code == "changed_since"
    detail = home.reads.restaurant_detail(PLACE.id)
    assert detail is not None
    assert detail.mine is not None
    assert detail.mine.text == "이제는 싱거워요"


def test_others_reviews_come_the_newest_first_without_mine_and_favourites_stay_ones_own(company: Company) -> None:
    desks = [desk(company, person) for person in range(3)]
    for person, desktop in enumerate(desks):
        company.clock.advance(60_000)  # type: ignore[attr-defined]
        desktop.do("review.write", WriteReview(PLACE.id, {"rating": (0, 3 + person), "text": ("", f"{person}번째")}))
        desktop.sync()
    desks[1].do("favourite.set", SetFavourite(PLACES[2].id, on=True))
    desks[1].sync()
    desks[0].sync()
    detail = desks[0].reads.restaurant_detail(PLACE.id)
    assert detail is not None
    shown = desks[0].reads.reviews(detail.review_ids)
    assert [(one.review.text, one.author) for one in shown] == [("2번째", STAFF[2].name), ("1번째", STAFF[1].name)]
    assert detail.stars == (0, 0, 1, 1, 1)
    assert [one.favourite for one in desks[0].reads.restaurant_views()] == [False] * 3
    assert desks[1].reads.restaurants()[0].id == PLACES[2].id


def test_a_merged_restaurant_leads_to_what_it_is_and_nobody_is_offered_it(company: Company) -> None:
    mine = desk(company, 0)
    mine.do("review.write", WriteReview(PLACE.id, NEW))
    mine.sync()
    second = replace(PLACES[1], state="merged", merged_into=PLACE.id)
    company.sync.import_rows([(RESTAURANTS, second), (RESTAURANTS, replace(PLACES[2], state="closed"))])
    mine.do("favourite.set", SetFavourite(second.id, on=True))
    mine.sync()
    detail = mine.reads.restaurant_detail(second.id)
    assert detail is not None
    assert (detail.view.restaurant.id, detail.view.favourite) == (PLACE.id, True)
    assert [one.id for one in mine.reads.restaurants()] == [PLACE.id]
    assert [one.restaurant.id for one in mine.reads.restaurant_views()] == [PLACE.id]
