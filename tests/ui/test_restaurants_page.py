"""The page of restaurants: what narrows the list, a review from its form, favourites; a lunch that does not fit."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lunch_desktop.domain.restaurants.entities import RESTAURANTS
from lunch_desktop.domain.restaurants.reviewing import WriteReview
from lunch_desktop.ui.page import PageContext
from lunch_desktop.ui.pages.parties.form import PartyForm
from lunch_desktop.ui.pages.restaurants.page import RestaurantsPage
from lunch_desktop.ui.widgets.sheet import SideSheet
from tests.support.company import PLACES
from tests.ui.test_parties_stage import PartiesStage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

HOURS = "Mon-Fri 11:00-15:00 last 14:30, 17:00-21:00"
ROWS = [
    (
        RESTAURANTS,
        replace(PLACES[0], hours=HOURS, tags="빠름", diet_facts="vegetarian", menu_link="http://menu.example"),
    ),
    (RESTAURANTS, replace(PLACES[1], tags="빠름,혼밥", menu_link="https://menu.example/kimchi")),
]


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot) -> Iterator[PartiesStage]:
    made = PartiesStage(tmp_path, qtbot, rows=ROWS)
    made.does(1, "review.write", WriteReview(PLACES[2].id, {"rating": (0, 5), "text": ("", "회가 두툼해요")}))
    made.does(2, "review.write", WriteReview(PLACES[0].id, {"rating": (0, 2), "text": ("", "줄이 길어요")}))
    made.exchange()
    yield made
    made.session.close()


def shown(stage: PartiesStage, size: tuple[int, int] = (1000, 700)) -> RestaurantsPage:
    page = RestaurantsPage(PageContext(stage.session, stage.theme, stage.shell))
    page.resize(*size)
    page.show()
    stage.qtbot.waitExposed(page)
    page.open(None)
    stage.settle()
    return page


def names(page: RestaurantsPage) -> list[str]:
    place = {one.id: one.name for one in PLACES}
    return [place[one] for one in page.listing.ids]  # type: ignore[index]


def test_the_list_is_sorted_narrowed_and_searched_in_korean(stage: PartiesStage) -> None:
    page = shown(stage)
    assert names(page) == ["스시하루", "김치찌개집", "할매국밥"]
    page.listing.bar.sort.chosen.emit("nearest")
    stage.settle()
    assert names(page) == ["할매국밥", "김치찌개집", "스시하루"]
    page.listing.bar.menus["tag"].chosen.emit("빠름")
    page.listing.bar.menus["fact"].chosen.emit("vegetarian")
    stage.settle()
    assert names(page) == ["할매국밥"]
    page.listing.bar.menus["open"].chosen.emit("18:0")
    stage.settle()
    assert names(page) == ["할매국밥"]
    page.listing.clear.click()
    for typed, found in (
        ("ㅅㅅㅎㄹ", "스시하루"),
        ("rlacl", "김치찌개집"),
        ("국밥", "할매국밥"),
        ("혼밥", "김치찌개집"),
    ):
        page.find_text(typed)
        stage.settle()
        assert names(page)[:1] == [found], typed


def test_a_review_without_stars_is_told_so_beside_them_and_what_was_typed_stays(stage: PartiesStage) -> None:
    page = shown(stage)
    form = page.detail.form
    page.show_restaurant(PLACES[0].id)
    stage.settle()
    page.detail.write.click()
    form.text.setPlainText("국물이 진해요")
    form.save.click()
    stage.settle()
    assert "stars" in form.fields["rating"].error
    page.show_restaurant(PLACES[1].id)
    stage.settle()
    assert form.isHidden()
    page.show_restaurant(PLACES[0].id)
    stage.settle()
    page.detail.write.click()
    assert form.draft.text == "국물이 진해요"
    form.rating.choose("4")
    form.save.click()
    stage.settle()
    assert form.isHidden()
    detail = stage.me.reads.restaurant_detail(PLACES[0].id)
    assert detail is not None
    assert detail.mine is not None
    assert (detail.mine.rating, detail.mine.text) == (4, "국물이 진해요")
    assert stage.shell.undo is not None
    stage.shell.undo()
    stage.settle()
    undone = stage.me.reads.restaurant_detail(PLACES[0].id)
    assert undone is not None
    assert undone.mine is None


def test_the_heart_is_mine_a_menu_is_offered_by_https_alone_and_a_party_is_prepared(
    stage: PartiesStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    went: list[tuple[str, str | None]] = []
    monkeypatch.setattr(stage.shell, "navigate", lambda page, subject=None: went.append((page, subject)))
    page = shown(stage)
    page.show_restaurant(PLACES[0].id)
    stage.settle()
    assert page.detail.menu.isHidden()
    page.show_restaurant(PLACES[1].id)
    stage.settle()
    assert not page.detail.menu.isHidden()
    QTest.keyClick(page.detail.favourite, Qt.Key.Key_Space)
    stage.settle()
    assert [one.restaurant.id for one in stage.me.reads.restaurant_views() if one.favourite] == [PLACES[1].id]
    page.detail.party.click()
    assert went == [("parties", f"new:at:{PLACES[1].id}")]


def test_a_place_and_a_change_are_suggested_from_the_list_and_from_the_restaurant(stage: PartiesStage) -> None:
    page = shown(stage)
    page.listing.suggest.click()
    stage.settle()
    stage.write("Name", "새로 연 분식")
    stage.click("Suggest")
    assert "새로 연 분식" in [one.name for one in stage.me.reads.restaurants()]
    page.show_restaurant(PLACES[1].id)
    stage.settle()
    page.detail.change.click()
    stage.settle()
    stage.write("Phone", "02-123-4567")
    stage.click("Suggest")
    assert stage.shell.toasts == ["Thank you. The suggestion is on its way."] * 2
    assert stage.me.store.waiting() == 2
    stage.exchange()
    assert stage.me.store.waiting() == 0
    assert not any(one.isVisible() for one in page.findChildren(SideSheet))


def test_in_a_narrow_window_a_restaurant_is_shown_in_a_sheet(stage: PartiesStage) -> None:
    page = shown(stage, (560, 600))
    page.listing.list.focus_row(0)
    page.listing.list.opened.emit(0)
    stage.settle()
    assert page._sheet is not None
    assert page._sheet.detail.shown is not None
    page._sheet.close_sheet()
    assert page._sheet is None


def test_the_form_of_a_party_warns_of_a_closed_restaurant_and_takes_it_all_the_same(stage: PartiesStage) -> None:
    form = PartyForm(stage.theme, stage.session, "Asia/Seoul", is_new=True)
    stage.qtbot.addWidget(form)
    restaurant = stage.me.reads.restaurant(PLACES[0].id)
    form.restaurant.set_restaurant(restaurant)
    form.minutes.setValue(60)
    form.date.setDate(QDate(2026, 11, 23))
    form.time.setTime(QTime(12, 0))
    form._show_help()
    assert form.fit.text() == ""
    form.time.setTime(QTime(15, 30))
    form.time.changed.emit(QTime(15, 30))
    assert "opens again" in form.fit.text()
    assert form.understood()
