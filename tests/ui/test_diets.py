"""Diets in the window: the card in the profile, and what a party and its form say of a restaurant."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from lunch_desktop.domain.diets import SAY_NOTHING, Diet, SetDiet
from lunch_desktop.domain.restaurants.diet_facts import Need
from lunch_desktop.domain.restaurants.entities import RESTAURANTS
from lunch_desktop.system.languages import Language
from lunch_desktop.ui.page import PageContext
from lunch_desktop.ui.pages.account.profile import ProfilePage
from lunch_desktop.ui.pages.parties.diet_notice import DietNotice
from tests.support.company import PLACES, STAFF
from tests.ui.test_account_pages import Shell
from tests.ui.test_shell_program import SIGNED
from tests.ui.test_today_stage import Stage, o_clock, stage

__all__ = ["stage"]


@pytest.fixture
def page(stage: Stage, qtbot: QtBot) -> ProfilePage:
    stage.exchange()
    made = ProfilePage(PageContext(stage.session, stage.theme, Shell()), lambda: SIGNED)
    qtbot.addWidget(made)
    made.resize(800, 900)
    made.show()
    made.open(None)
    stage.settle()
    return made


def answer(stage: Stage) -> SetDiet | None:
    found: Diet | None = stage.session.reads.my_diet()
    if found is None:
        return None
    return SetDiet(found.diets, found.allergies, found.diets_consent, found.allergies_consent)


def test_an_answer_is_chosen_saved_and_taken_back(stage: Stage, page: ProfilePage) -> None:
    card = page.diet
    assert not card.save_button.isEnabled()
    assert not card.withdraw_button.isEnabled()
    card.diets.chips[Need.VEGETARIAN].click()
    card.allergies.chips[Need.PEANUT].click()
    card.allergies.consent.choose("named")
    assert answer(stage) is None, "nothing is said before it is saved"
    card.save_button.click()
    stage.qtbot.waitUntil(lambda: answer(stage) == SetDiet("vegetarian", "peanut", "none", "named"), timeout=5000)
    assert not card.save_button.isEnabled()
    card.withdraw_button.click()
    stage.qtbot.waitUntil(lambda: answer(stage) is None, timeout=5000)
    stage.qtbot.waitUntil(lambda: card._chosen() == SAY_NOTHING, timeout=5000)


def test_what_is_being_chosen_stays_while_news_arrive(stage: Stage, page: ProfilePage) -> None:
    page.diet.diets.chips[Need.HALAL].click()
    page.refresh()
    stage.settle()
    assert page.diet.diets.codes == "halal"
    assert page.diet.save_button.isEnabled()


def test_who_sees_what_is_said_in_words_for_each_choice(stage: Stage, page: ProfilePage) -> None:
    said = set()
    for language in (Language.KOREAN, Language.ENGLISH):
        stage.languages.choose(language)
        page.retranslate()
        for consent in ("none", "unnamed", "named"):
            page.diet.diets.consent.choose(consent)
            said.add(page.diet.diets._told.text())
    assert len(said) == 6
    assert any("at least three" in one for one in said)
    assert any("세 명" in one for one in said)


def test_a_restaurant_that_does_not_suit_is_told_where_it_is_chosen_and_shown(stage: Stage) -> None:
    place = replace(PLACES[0], diet_facts="not_vegetarian")
    stage.company.sync.import_rows([(RESTAURANTS, place)])
    party = stage.opens(1, "국밥", o_clock(12), place=0)
    for number in (0, 2):
        stage.joins(number, party, o_clock(12))
    stage.does(2, "diet.set", SetDiet("vegetarian", "", "unnamed", "none"))
    stage.does(1, "diet.set", SetDiet("", "peanut", "none", "named"))
    stage.exchange()
    notice = DietNotice(stage.theme)
    notice.look(stage.session, place.id, party)
    stage.settle()
    assert notice._text.text() == "Unsuitable for 1 member"
    assert "ask the restaurant" in notice._more.text()
    assert "Of 3 members not everything is known." in notice._more.text()
    stage.does(2, "diet.set", SetDiet("vegetarian", "", "named", "none"))
    stage.exchange()
    notice.look(stage.session, place.id, party)
    stage.settle()
    assert notice._text.text() == f"Unsuitable for {STAFF[2].name}: Vegetarian"
    notice.look(stage.session, None, party)
    assert notice.isHidden()
    assert stage.session.reads.diet_clash(place.id, str(stage.opens(3, "다른 파티", o_clock(15)))) is None


def test_my_own_needs_are_heeded_in_a_party_that_i_open(stage: Stage) -> None:
    stage.exchange()
    stage.me.do("diet.set", SetDiet("", "peanut", "none", "none"))
    view = stage.session.reads.diet_clash(PLACES[1].id, None)
    assert view is not None
    assert view.found.ask
    assert view.found.is_unknown
