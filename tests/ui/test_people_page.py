"""The directory over a real desktop store: who is found, what is said of them, and what can be done."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from lunch_desktop.domain.availability import SetAvailability
from lunch_desktop.domain.ids import PartyId
from lunch_desktop.domain.parties.opening import OpenParty
from lunch_desktop.domain.times import HOUR
from lunch_desktop.domain.visits import OfVisit
from lunch_desktop.system.languages import Language
from lunch_desktop.ui.pages.people.items import PersonItem
from lunch_desktop.ui.pages.people.page import PeoplePage
from lunch_desktop.ui.pickers.colleagues import ColleaguePicker
from lunch_desktop.ui.shell.memory import WindowMemory
from lunch_desktop.ui.shell.window import MainWindow
from lunch_desktop.ui.widgets.label import Label
from lunch_desktop.ui.widgets.sheet import SideSheet
from tests.support.company import DEPARTMENTS_HERE, STAFF
from tests.ui.test_today_stage import TODAY, PartiesStub, Stage, SyncStub, o_clock, stage

__all__ = ["stage"]

MATE, OTHER = 2, 1
"""Of 김민지's team, and of another."""


def show(stage: Stage, width: int = 1120) -> PeoplePage:
    """The window on the directory, after an exchange."""
    stage.exchange()
    if stage._window is None:
        pages = {"people": PeoplePage, "parties": PartiesStub, "sync": SyncStub}
        window = MainWindow(stage.session, stage.theme, stage.choices, WindowMemory(stage.memory), pages)
        stage._window = window
        window.show()
        stage.qtbot.waitExposed(window)
    stage._window.resize(width, 760)
    stage._window.navigate("people")
    stage.settle()
    page = stage._window.page
    assert isinstance(page, PeoplePage)
    return page


def names(page: PeoplePage) -> list[str]:
    """Who stands in the list, from top to bottom."""
    return [one.name for one in page._people]


def lunch_with(stage: Stage, number: int) -> PartyId:
    """김민지 and a colleague have had lunch, and both have said so."""
    party = stage.opens(number, "국밥", o_clock(11, 40))
    stage.joins(0, party, o_clock(11, 40))
    stage.clock.advance(2 * HOUR)
    for one in (0, number):
        stage.does(one, "visit.record", OfVisit(party))
    stage.clock.advance(-2 * HOUR)
    return party


def test_everybody_is_found_by_name_initial_consonants_the_other_keyboard_and_team(stage: Stage) -> None:
    page = show(stage)
    assert names(page) == sorted(one.name for one in STAFF[1:])
    for typed in ("서준", "ㅇㅅㅈ", "tjwns"):
        page.find_text(typed)
        assert names(page)[0] == "이서준"
    page.find_text("경영지원")
    assert set(names(page)) == {one.name for one in STAFF if one.department_id == DEPARTMENTS_HERE[1].id}
    page.find_text("아무도아님")
    assert names(page) == []
    assert page._stack.currentWidget() is page._nothing


def test_a_team_is_chosen_and_left_again(stage: Stage) -> None:
    page = show(stage)
    page.team_button.chosen.emit(DEPARTMENTS_HERE[1].id)
    assert set(names(page)) == {STAFF[n].name for n in (1, 3, 5, 7)}
    assert page.team_button.text() == DEPARTMENTS_HERE[1].name
    page.team_button.chosen.emit("all teams")
    assert len(names(page)) == len(STAFF) - 1


def test_the_circle_is_the_team_and_those_eaten_with_and_free_is_said_of_nobody_else(stage: Stage) -> None:
    for number in (MATE, OTHER):
        stage.does(number, "availability.set", SetAvailability(TODAY, "free", o_clock(11), o_clock(13)))
    page = show(stage)
    page.filter.choose("circle")
    assert set(names(page)) == {STAFF[n].name for n in (2, 4, 6)}
    page.filter.choose("free")
    assert names(page) == [STAFF[MATE].name]
    first = page.list._items[0]
    assert isinstance(first, PersonItem)
    assert first.said == "Free now, 11:00–13:00"
    lunch_with(stage, OTHER)
    page = show(stage)
    assert set(names(page)) == {STAFF[MATE].name, STAFF[OTHER].name}
    page.filter.choose("eaten")
    assert names(page) == [STAFF[OTHER].name]
    page.filter.choose("circle")
    assert STAFF[OTHER].name in names(page)


def test_who_eats_alone_or_is_away_reads_like_who_said_nothing(stage: Stage) -> None:
    page = show(stage)
    page.filter.choose("circle")
    before = [item.name for item in page.list._items]
    stage.does(MATE, "availability.set", SetAvailability(TODAY, "alone", None, None))
    stage.does(4, "availability.set", SetAvailability(TODAY, "away", None, None))
    page = show(stage)
    assert [item.name for item in page.list._items] == before


def test_a_colleague_is_shown_with_what_is_mine_to_know(stage: Stage) -> None:
    lunch_with(stage, OTHER)
    page = show(stage)
    page._show_person(STAFF[OTHER].id)
    stage.settle()
    said = [label.text() for label in page.detail.findChildren(Label) if label.isVisible()]
    assert "1 lunch together" in said
    assert "Lunch today" in said
    page.detail.copy_button.click()
    assert QGuiApplication.clipboard().text() == STAFF[OTHER].extension
    page.detail.new_button.click()
    other = stage.window.page
    assert isinstance(other, PartiesStub)
    assert other.subjects[-1] == f"new:with:{STAFF[OTHER].id}"


def test_a_host_invites_who_is_shown_and_can_take_it_back(stage: Stage) -> None:
    stage.exchange()
    opened = stage.me.do("party.open", OpenParty("국밥", None, o_clock(12), 60, "로비", 4, "", "office"))
    page = show(stage)
    page._show_person(STAFF[OTHER].id)
    assert page.detail.invite_button.text() == "Invite to “국밥”"
    page.detail.invite_button.click()
    stage.qtbot.waitUntil(lambda: page.detail.invite_button.isHidden(), timeout=5000)
    party = stage.session.reads.party(PartyId(str(opened.answer["party_id"])))
    assert party is not None
    assert STAFF[OTHER].name in [one.employee.name for one in party.members]


def test_lunch_is_proposed_to_who_is_shown(stage: Stage) -> None:
    page = show(stage)
    page._show_person(STAFF[OTHER].id)
    page.detail.propose_button.click()
    stage.qtbot.waitUntil(lambda: stage.window.findChild(SideSheet) is not None, timeout=5000)
    sheet = stage.window.findChild(SideSheet)
    assert sheet is not None
    picker = sheet.findChild(ColleaguePicker)
    assert picker is not None
    assert STAFF[OTHER].name in [one.name for one in picker.people]
    sheet.close_sheet()
    stage.settle()


def test_in_a_narrow_window_a_colleague_comes_in_a_sheet(stage: Stage) -> None:
    page = show(stage, 880)
    stage._window.resize(700, 600)  # type: ignore[union-attr]
    stage.settle()
    page.list.focus_row(0)
    QTest.keyClick(page.list._rows[0], Qt.Key.Key_Return)
    stage.settle()
    assert page._sheet is not None
    assert page._sheet.detail._name.text() == names(page)[0]
    page._sheet.close_sheet()
    stage.settle()
    assert page._sheet is None


@pytest.mark.parametrize("language", [Language.KOREAN, Language.ENGLISH])
def test_an_empty_list_says_why(stage: Stage, language: Language) -> None:
    stage.languages.choose(language)
    page = show(stage)
    page.filter.choose("eaten")
    said = " ".join(one.text() for one in page._empty.findChildren(Label))
    assert {Language.KOREAN: "다녀왔어요", Language.ENGLISH: "We went"}[language] in said
