"""The page of groups over a real desktop store and the real server code: what it lists, what its buttons come to."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QDate, QTime

from lunch_desktop.domain.groups.entities import occurrence_party_id
from lunch_desktop.domain.groups.inviting import OfColleague
from lunch_desktop.domain.groups.making import MakeGroup, OfGroupAlone
from lunch_desktop.domain.ids import GroupId
from lunch_desktop.domain.times import HOUR, Day
from lunch_desktop.server.upkeep import Upkeep
from lunch_desktop.store.desktop.queries.groups import GroupView
from lunch_desktop.system.languages import Language
from lunch_desktop.ui.actions.inbox import leads_to
from lunch_desktop.ui.page import Page, PageContext
from lunch_desktop.ui.pages.groups.page import GroupsPage
from lunch_desktop.ui.pages.groups.rule_builder import RuleBuilder
from lunch_desktop.ui.pages.groups.words import takes_place
from lunch_desktop.ui.shell.memory import WindowMemory
from lunch_desktop.ui.shell.window import MainWindow
from lunch_desktop.ui.texts.inbox import inbox_text
from lunch_desktop.ui.texts.rules import rule_words
from lunch_desktop.ui.widgets.button import Button
from tests.support.company import STAFF
from tests.ui.test_today_stage import TODAY, PartiesStub, Stage, SyncStub, stage

__all__ = ["stage"]

WEEKLY = "FREQ=WEEKLY;BYDAY=TU,TH"


def a_group(stage: Stage, person: int, name: str, rule: str = WEEKLY, visibility: str = "office") -> GroupId:
    """A colleague's group."""
    new = MakeGroup(name, "", "국밥, 산책", visibility, rule, Day(TODAY), "12:00", 60, "1층 로비", 4, None)
    return GroupId(str(stage.does(person, "group.make", new)["group_id"]))


def show(stage: Stage, subject: str | None = None) -> GroupsPage:
    """The window on the page."""
    window = stage._window
    if window is None:
        pages: dict[str, Callable[[PageContext], Page]] = {
            "groups": GroupsPage,
            "parties": PartiesStub,
            "sync": SyncStub,
        }
        window = MainWindow(stage.session, stage.theme, stage.choices, WindowMemory(stage.memory), pages)
        stage._window = window
        window.show()
        stage.qtbot.waitExposed(window)
    window.navigate("groups", subject)
    stage.settle()
    page = window.page
    assert isinstance(page, GroupsPage)
    return page


def press(page: GroupsPage, what: str) -> None:
    """A button of the group that is shown."""
    button = page.detail.findChild(Button, what)
    assert button is not None, what
    button.click()


def shown(page: GroupsPage) -> GroupView:
    """The group beside the list."""
    assert page.detail.view is not None
    return page.detail.view


def test_groups_stand_by_what_they_are_to_me(stage: Stage) -> None:
    a_group(stage, 1, "목요 산책")
    asked = a_group(stage, 2, "비밀 모임", visibility="invited")
    stage.does(2, "group.invite", OfColleague(asked, STAFF[0].id))
    a_group(stage, 3, "남의 비밀", visibility="invited")
    stage.exchange()
    stage.me.do("group.make", MakeGroup("내 국밥", "", "", "office", "", Day(TODAY), "12:00", 60, "", 4, None))
    page = show(stage)
    assert [row.view.group.name for row in page.rows] == ["비밀 모임", "내 국밥", "목요 산책"]
    page.find_text("산책")
    assert [row.view.group.name for row in page.rows] == ["비밀 모임", "목요 산책"]  # both are tagged so


def test_nothing_there_offers_the_first_one_and_the_form_makes_it(stage: Stage) -> None:
    stage.exchange()
    page = show(stage)
    page._empty.pressed.emit()
    form = page.sheets.form
    assert form is not None
    page.sheets.submit.click()
    stage.settle()
    assert "title" in form.fields["name"].error.lower()
    form.name.setText("화요 국밥")
    form.rule.often.choose("biweekly")
    form.rule.days["TU"].click()
    assert form.rule.words.text() == "Choose at least one day."
    form.rule.days["WE"].click()
    form.starts_on.setDate(QDate(2026, 11, 25))
    form.meets.setTime(QTime(12, 10))
    page.sheets.submit.click()
    stage.settle()
    view = shown(page)
    assert (view.group.name, view.group.rule) == ("화요 국밥", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE")
    assert (view.group.meets, view.i_belong, len(view.lunches)) == ("12:10", True, 5)
    assert page.sheets.sheet is None


def test_joining_leaving_and_pausing_are_done_and_kept(stage: Stage) -> None:
    group = a_group(stage, 1, "목요 산책")
    stage.exchange()
    page = show(stage, group)
    press(page, "join")
    stage.settle()
    assert shown(page).i_belong
    stage.exchange()
    stage.does(1, "group.hand_over", OfColleague(group, STAFF[0].id))
    stage.exchange()
    press(page, "pause")
    stage.settle()
    assert shown(page).group.state == "paused"
    press(page, "resume")
    stage.settle()
    assert shown(page).group.state == "active"


def test_one_lunch_is_called_off_and_takes_place_after_all(stage: Stage) -> None:
    group = a_group(stage, 1, "매일 산책", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR")
    stage.does(1, "group.invite", OfColleague(group, STAFF[0].id))
    stage.exchange()
    stage.me.do("group.join", OfGroupAlone(group))
    stage.exchange()
    stage.does(1, "group.hand_over", OfColleague(group, STAFF[0].id))
    Upkeep(stage.company.sync, stage.clock).look()
    stage.exchange()
    page = show(stage, group)
    day = shown(page).lunches[1].day
    assert shown(page).lunches[1].party is not None
    page._act("off", day)
    stage.exchange()
    assert not takes_place(shown(page).lunches[1])
    assert party_state(stage, group, day) == "cancelled"
    page._act("usual", day)
    stage.exchange()
    assert takes_place(shown(page).lunches[1])
    assert party_state(stage, group, day) == "open"


def party_state(stage: Stage, group: GroupId, day: Day) -> str:
    view = stage.me.reads.party(occurrence_party_id(group, day))
    assert view is not None
    return view.party.state


@pytest.mark.parametrize(
    ("rule", "korean", "english"),
    [
        ("FREQ=WEEKLY;BYDAY=TU,TH", "매주 화·목", "Weekly on Tue·Thu"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", "격주 수요일", "Every other week on Wednesday"),
        ("FREQ=MONTHLY;BYDAY=1FR", "매달 첫째 금요일", "Monthly on the first Friday"),
        ("FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1", "매달 마지막 금요일", "Monthly on the last Friday"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "평일마다", "Every working day"),
        ("FREQ=DAILY;INTERVAL=3", "3일마다", "Every 3 days"),
        ("", "정해진 날 없음", "No fixed days"),
    ],
)
def test_a_rule_is_said_in_words(stage: Stage, rule: str, korean: str, english: str) -> None:
    said = []
    for language in (Language.KOREAN, Language.ENGLISH):
        stage.languages.choose(language)
        said.append(rule_words(rule))
    assert said == [korean, english]


@pytest.mark.parametrize("rule", ["", WEEKLY, "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", "FREQ=MONTHLY;BYDAY=-1FR"])
def test_the_form_gives_a_rule_back_as_it_was(stage: Stage, rule: str) -> None:
    builder = RuleBuilder(stage.theme, "Asia/Seoul")
    stage.qtbot.addWidget(builder)
    builder.show_rule(rule, Day("2026-11-19"))
    assert builder.rule == rule


@pytest.mark.parametrize("rule", ["FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;BYDAY=SA", "FREQ=WEEKLY;BYDAY=TU;COUNT=5"])
def test_a_rule_that_the_form_cannot_say_stays_until_something_else_is_chosen(stage: Stage, rule: str) -> None:
    builder: Any = RuleBuilder(stage.theme, "Asia/Seoul")
    stage.qtbot.addWidget(builder)
    builder.show_rule(rule, Day("2026-11-19"))
    assert builder.rule == rule
    builder.days["FR"].setChecked(True)
    builder.often.choose("weekly")
    assert builder.rule == "FREQ=WEEKLY;BYDAY=FR"


def test_the_inbox_tells_of_an_invitation_of_a_lunch_and_of_a_group_that_is_mine_now(stage: Stage) -> None:
    stage.exchange()
    group = a_group(stage, 1, "매일 산책", "FREQ=DAILY", "invited")
    stage.does(1, "group.invite", OfColleague(group, STAFF[0].id))
    stage.exchange()
    (asked,) = stage.me.reads.inbox()
    assert (asked.kind, asked.room, asked.by, leads_to(asked)) == (
        "group_invited",
        "매일 산책",
        STAFF[1].name,
        ("groups", group),
    )
    assert inbox_text(asked, "Asia/Seoul").sentence == "이서준 invites you to a group · “매일 산책”"
    stage.me.do("group.join", OfGroupAlone(group))
    stage.exchange()
    assert stage.me.reads.inbox() == []
    stage.clock.advance(26 * HOUR)
    Upkeep(stage.company.sync, stage.clock).look()
    stage.exchange()
    opened = stage.me.reads.inbox()
    assert {one.kind for one in opened} == {"invited"}
    assert "Your group has lunch: will you come?" in {inbox_text(one, "Asia/Seoul").title for one in opened}
    stage.does(1, "group.hand_over", OfColleague(group, STAFF[0].id))
    stage.exchange()
    mine = stage.me.reads.inbox()[0]
    assert (mine.kind, mine.by) == ("group_host", STAFF[1].name)


def test_who_is_taken_off_the_list_is_told_of_no_invitation_any_more(stage: Stage) -> None:
    stage.exchange()
    group = a_group(stage, 1, "매일 산책", "FREQ=DAILY", "invited")
    stage.does(1, "group.invite", OfColleague(group, STAFF[0].id))
    stage.exchange()
    stage.does(1, "group.uninvite", OfColleague(group, STAFF[0].id))
    stage.exchange()
    assert stage.me.reads.inbox() == []
