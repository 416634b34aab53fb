"""Ctrl+K: everything is found by typing, and the keyboard comes back to where it was."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lunch_desktop.domain.groups.making import MakeGroup, OfGroupAlone
from lunch_desktop.domain.ids import GroupId, PartyId
from lunch_desktop.domain.parties.entities import PARTIES, Party, PartyState, Visibility
from lunch_desktop.domain.people import EMPLOYEES
from lunch_desktop.domain.restaurants.entities import RESTAURANTS
from lunch_desktop.domain.times import Day, Instant, day_of, later
from lunch_desktop.system.languages import Language
from lunch_desktop.ui.pages.groups.page import GroupsPage
from lunch_desktop.ui.pages.parties.page import PartiesPage
from lunch_desktop.ui.pages.today.page import TodayPage
from lunch_desktop.ui.palette.finding import Section
from lunch_desktop.ui.palette.palette import Palette
from lunch_desktop.ui.shell.memory import WindowMemory
from lunch_desktop.ui.shell.window import MainWindow
from tests.support.company import OFFICE, PLACES, STAFF, an_id
from tests.ui.test_shell_window import CTRL, key
from tests.ui.test_today_stage import PartiesStub, Stage, SyncStub, o_clock

pytestmark = pytest.mark.qt_log_ignore("keyToAscii Unhandled key code")


class PaletteStage(Stage):
    """The stage with the real page of parties."""

    @property
    def window(self) -> MainWindow:
        """The window, shown at first use."""
        if self._window is None:
            pages = {"today": TodayPage, "parties": PartiesPage, "sync": SyncStub, "groups": GroupsPage}
            window = MainWindow(self.session, self.theme, self.choices, WindowMemory(self.memory), pages)
            self._window = window
            window.show()
            self.qtbot.waitExposed(window)
            self.settle()
        return self._window

    @property
    def palette(self) -> Palette:
        """The palette, opened by its key."""
        host = self.window.palette_host
        if host.palette is None or host.palette.isHidden():
            key(self, Qt.Key.Key_K, CTRL)
        assert host.palette is not None
        return host.palette

    def holds(self, parties: Sequence[tuple[str, int, int | None]]) -> None:
        """The server has these parties of 이서준, and so have I: title, minutes after eleven today, restaurant."""
        rows = []
        for number, (title, minutes, place) in enumerate(parties):
            meets_at = later(o_clock(11, 0), minutes * 60_000)
            rows.append(
                Party(
                    id=PartyId(an_id(f"party {number}")),
                    office_id=OFFICE.id,
                    host_id=STAFF[1].id,
                    title=title,
                    restaurant_id=PLACES[place].id if place is not None else None,
                    day=day_of(meets_at, OFFICE.time_zone),
                    meets_at=meets_at,
                    minutes=60,
                    place="1층 로비",
                    capacity=4,
                    note="",
                    visibility="office",
                    state=PartyState.OPEN,
                    opened_at=o_clock(9, 0),
                )
            )
        self.company.sync.import_rows([(PARTIES, row) for row in rows])
        self.exchange()

    def type(self, text: str) -> None:
        """Type into the line, as an input method would."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        field = self.palette.field
        field.selectAll()
        QApplication.sendEvent(field, event)
        self.settle()

    def found(self, section: Section | None = None) -> list[str]:
        """What is offered, by name."""
        return [one.title for one in self.palette.items if section in (None, one.entry.section)]


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot) -> Iterator[PaletteStage]:
    """김민지's desktop with four open parties."""
    made = PaletteStage(tmp_path, qtbot)
    made.holds(
        [("국밥 먹어요", 50, 0), ("김치찌개 한 그릇", 60, 1), ("초밥 어때요", 70, 2), ("새로 온 사람 환영", 80, None)]
    )
    assert made.window.isVisible()
    made.settle()
    yield made
    made.close()


def test_it_opens_with_the_pages_and_actions_before_anything_is_read(stage: PaletteStage) -> None:
    key_only = QApplication.focusWidget()
    assert key_only is not None
    QTest.keyClick(key_only, Qt.Key.Key_K, CTRL)
    palette = stage.window.palette_host.palette
    assert palette is not None
    assert palette.isVisible()
    assert palette.field.hasFocus()
    assert [one.title for one in palette.items][:3] == ["Today", "Parties", "Sync centre"]
    assert "New party" in stage.found(Section.ACTIONS)
    assert next(one for one in palette.items if one.title == "New party").keys == "Ctrl+N"


def test_initial_consonants_find_a_restaurant_and_a_party(stage: PaletteStage) -> None:
    stage.type("ㄱㅊㅉㄱ")
    assert stage.found(Section.PLACES) == ["김치찌개집"]
    assert stage.found(Section.COMING) == ["김치찌개 한 그릇"]
    place = stage.palette.items[0]
    assert place.pieces() == [("김치찌개", True), ("집", False)]
    assert place.name == "김치찌개집, Restaurant, 한식 · 7 min walk, 1 of 2"


def test_a_group_is_found_by_its_name_until_it_ends(stage: PaletteStage) -> None:
    weekly = "FREQ=WEEKLY;BYDAY=TU,TH"
    new = MakeGroup("채식 모임", "", "", "office", weekly, Day("2026-11-24"), "12:00", 60, "1층 로비", 4, None)
    group = GroupId(str(stage.does(1, "group.make", new)["group_id"]))
    stage.exchange()
    stage.type("ㅊㅅ")
    assert stage.found(Section.GROUPS) == ["채식 모임"]
    assert "Lunch group" in stage.palette.items[0].name
    assert stage.palette.items[0].about.endswith("12:00")
    key(stage, Qt.Key.Key_Return)
    page = stage.window.page
    assert isinstance(page, GroupsPage)
    assert page.detail.view is not None
    assert page.detail.view.group.id == group
    stage.does(1, "group.end", OfGroupAlone(group))
    stage.exchange()
    stage.type("ㅊㅅ")
    assert stage.found(Section.GROUPS) == []


def test_what_is_read_later_is_found_too(stage: PaletteStage) -> None:
    stage.type("우주")
    assert stage.found() == []
    stage.opens(7, "우주식당 가요", o_clock(12, 30), place=None)
    stage.exchange()
    assert stage.found(Section.COMING) == ["우주식당 가요"]


def test_changed_names_are_found_at_the_next_opening(stage: PaletteStage) -> None:
    stage.type("이서준")
    assert stage.found(Section.PEOPLE) == ["이서준"]
    key(stage, Qt.Key.Key_Escape)
    newcomer = type(STAFF[1])(STAFF[1].id, STAFF[1].office_id, STAFF[1].department_id, "이새봄", "4199", active=True)
    stage.company.sync.import_rows([(EMPLOYEES, newcomer)])
    stage.exchange()
    stage.type("ㅇㅅㅂ")
    assert stage.found(Section.PEOPLE) == ["이새봄"]


def test_enter_does_what_is_highlighted(stage: PaletteStage) -> None:
    stage.type("sync")
    assert stage.found()[:2] == ["Sync now", "Sync centre"]
    key(stage, Qt.Key.Key_Down)
    key(stage, Qt.Key.Key_Return)
    assert isinstance(stage.window.page, SyncStub)
    assert stage.window.palette_host.palette is not None
    assert stage.window.palette_host.palette.isHidden()


def test_arrows_page_home_and_end_walk_through_the_list(stage: PaletteStage) -> None:
    palette = stage.palette
    names = stage.found()
    assert palette.highlighted is not None
    steps = [
        (Qt.Key.Key_Down, names[1]),
        (Qt.Key.Key_Up, names[0]),
        (Qt.Key.Key_Up, names[-1]),
        (Qt.Key.Key_Down, names[0]),
        (Qt.Key.Key_End, names[-1]),
        (Qt.Key.Key_Home, names[0]),
        (Qt.Key.Key_Tab, names[1]),
    ]
    for code, expected in steps:
        key(stage, code)
        assert palette.highlighted.name == expected
    key(stage, Qt.Key.Key_PageDown)
    assert names.index(palette.highlighted.name) > 3
    assert palette.field.hasFocus()
    place = names.index(palette.highlighted.name) + 1
    assert palette.field.accessibleDescription().endswith(f"{place} of {len(names)}")


@pytest.mark.parametrize("way", ["esc", "ctrl+k", "press"])
def test_closing_gives_the_keyboard_back(stage: PaletteStage, way: str) -> None:
    before = QApplication.focusWidget()
    assert before is not None
    palette = stage.palette
    if way == "press":
        QTest.mouseClick(palette, Qt.MouseButton.LeftButton, pos=palette.rect().bottomLeft())
    else:
        key(
            stage,
            Qt.Key.Key_Escape if way == "esc" else Qt.Key.Key_K,
            CTRL if way == "ctrl+k" else Qt.KeyboardModifier(0),
        )
    assert palette.isHidden()
    assert QApplication.focusWidget() is before


def test_a_key_of_the_window_closes_it_on_the_way(stage: PaletteStage) -> None:
    palette = stage.palette
    key(stage, Qt.Key.Key_3, CTRL)
    assert palette.isHidden()
    assert isinstance(stage.window.page, SyncStub)


def test_a_colleague_becomes_a_new_party_together(stage: PaletteStage) -> None:
    stage.type("ㅇㅅㅈ")
    assert stage.found(Section.PEOPLE) == ["이서준"]
    key(stage, Qt.Key.Key_Return)
    stage.settle()
    page = stage.window.page
    assert isinstance(page, PartiesPage)
    draft = page._composer._form.draft
    assert [guest.name for guest in draft.guests] == ["이서준"]
    assert draft.visibility is Visibility.INVITED


def test_a_restaurant_becomes_a_new_party_there(stage: PaletteStage) -> None:
    stage.type("스시하루")
    key(stage, Qt.Key.Key_Return)
    stage.settle()
    page = stage.window.page
    assert isinstance(page, PartiesPage)
    draft = page._composer._form.draft
    assert draft.restaurant == PLACES[2]
    assert draft.title == "Lunch at 스시하루"


def test_ctrl_enter_shows_the_parties_of_a_restaurant(stage: PaletteStage) -> None:
    stage.type("할매국밥")
    QTest.keyClick(stage.palette.field, Qt.Key.Key_Return, CTRL)
    page = stage.window.page
    assert isinstance(page, PartiesPage)
    assert stage.window.header._search.text() == "할매국밥"
    stage.qtbot.waitUntil(lambda: len(page.listing.ids) == 1)


def test_a_party_opens_and_ctrl_enter_joins_it(stage: PaletteStage) -> None:
    stage.type("초밥")
    assert stage.found(Section.COMING) == ["초밥 어때요"]
    QTest.keyClick(stage.palette.field, Qt.Key.Key_Return, CTRL)
    stage.settle()
    assert stage.window.toasts.toasts
    assert stage.me.reads.counts().waiting == 1
    stage.type("초밥")
    key(stage, Qt.Key.Key_Return)
    stage.settle()
    page = stage.window.page
    assert isinstance(page, PartiesPage)
    assert page._facts is not None
    assert page._facts.view.party.title == "초밥 어때요"


def test_ctrl_enter_on_what_has_no_second_action_does_nothing(stage: PaletteStage) -> None:
    stage.type("sync centre")
    QTest.keyClick(stage.palette.field, Qt.Key.Key_Return, CTRL)
    assert stage.palette.isVisible()


def test_past_parties_come_from_the_index_after_coming_ones(stage: PaletteStage) -> None:
    stage.clock.set(Instant(stage.clock.now() + 86_400_000 * 2))
    key(stage, Qt.Key.Key_K, CTRL)
    stage.settle()
    stage.type("국밥")
    assert stage.found(Section.COMING) == []
    assert stage.found(Section.PAST) == ["국밥 먹어요"]
    assert stage.palette.items[-1].pieces() == [("국밥", True), (" 먹어요", False)]


def test_enter_while_composing_never_submits_and_the_syllable_is_looked_for(stage: PaletteStage) -> None:
    palette = stage.palette
    QApplication.sendEvent(palette.field, QInputMethodEvent("김", []))
    stage.settle()
    assert stage.found(Section.PLACES) == ["김치찌개집"]
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    stage.settle()
    assert palette.isVisible()
    assert isinstance(stage.window.page, TodayPage)


def test_enter_before_the_answer_takes_what_comes_first_in_it(stage: PaletteStage) -> None:
    palette = stage.palette
    event = QInputMethodEvent()
    event.setCommitString("할매국밥")
    QApplication.sendEvent(palette.field, event)
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    stage.settle()
    stage.settle()
    page = stage.window.page
    assert isinstance(page, PartiesPage)
    assert page._composer._form.draft.restaurant == PLACES[0]


def test_a_newer_text_makes_an_older_answer_void(stage: PaletteStage) -> None:
    palette = stage.palette
    palette.field.setText("할매국밥")
    palette.field.setText("sync c")
    stage.settle()
    assert stage.found()[0] == "Sync centre"
    assert "할매국밥" not in stage.found()


def test_nothing_found_teaches_the_next_step(stage: PaletteStage) -> None:
    stage.type("없는이름")
    palette = stage.palette
    assert palette._nothing.isVisible()
    assert palette._nothing.text() == "Nothing found for “없는이름”. Ctrl+N opens a new party."
    key(stage, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_what_was_chosen_stands_first_the_next_time_and_after_a_new_start(stage: PaletteStage) -> None:
    stage.type("sync centre")
    key(stage, Qt.Key.Key_Return)
    stage.type("박지우")
    key(stage, Qt.Key.Key_Return)
    key(stage, Qt.Key.Key_Escape)
    assert stage.palette.isVisible()
    assert stage.found(Section.RECENT) == ["박지우", "Sync centre"]
    assert stage.found().count("Sync centre") == 1
    key(stage, Qt.Key.Key_Escape)
    stage.window.close()
    stage._window = None
    assert stage.palette.isVisible()
    stage.settle()
    assert stage.found(Section.RECENT) == ["박지우", "Sync centre"]


def test_the_commands_of_the_page_are_offered_where_they_can_be_done(stage: PaletteStage) -> None:
    stage.window.navigate("parties")
    stage.settle()
    party = stage.window.page
    assert isinstance(party, PartiesPage)
    stage.type("join this")
    assert stage.found(Section.HERE) == ["Join this party"]
    stage.type("leave this")
    assert stage.found(Section.HERE) == []


def test_a_click_chooses(stage: PaletteStage) -> None:
    stage.type("sync centre")
    row = next(row for row in stage.palette.list._rows.values() if row.index == 0)
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert isinstance(stage.window.page, SyncStub)


def test_no_line_parts_the_rows(stage: PaletteStage) -> None:
    assert len(stage.palette.items) > 2
    row = next(row for row in stage.palette.list._rows.values() if row.index == 1)
    picture = row.grab().toImage()
    bottom = {picture.pixel(x, picture.height() - 1) for x in range(picture.width())}
    assert len(bottom) == 1


def test_it_speaks_the_present_language(stage: PaletteStage) -> None:
    palette = stage.palette
    stage.choices.set_language(Language.KOREAN)
    stage.settle()
    assert stage.found()[:2] == ["오늘", "점심 파티"]
    stage.type("ㅈㅅ")
    assert "점심 파티" in stage.found(Section.PAGES)
    assert "개 중 1번째" in palette.items[0].name


def test_restaurants_of_the_same_name_are_told_apart(stage: PaletteStage) -> None:
    twin = type(PLACES[0])(
        type(PLACES[0].id)("0b6f0c7e-0000-4000-8000-000000000001"),
        PLACES[0].office_id,
        "할매국밥",
        "국밥",
        "",
        12,
        9_000,
        "",
    )
    stage.company.sync.import_rows([(RESTAURANTS, twin)])
    stage.exchange()
    stage.type("할매국밥")
    rows = [one.name for one in stage.palette.items if one.entry.section is Section.PLACES]
    assert [row.split(", ")[2] for row in rows] == ["국밥 · 4 min walk", "국밥 · 12 min walk"]


def test_f1_shows_every_key_and_finds_by_title_and_by_key(stage: PaletteStage) -> None:
    key(stage, Qt.Key.Key_F1)
    sheet = stage.window.palette_host.shortcuts
    assert sheet is not None
    assert sheet.isVisible()
    assert sheet.search.hasFocus()
    assert {one.title() for one in stage.window.commands.all() if one.keys} == set(sheet.shown)
    sheet._fill("party")
    assert list(sheet.shown) == ["New party"]
    sheet._fill("ctrl k")
    assert "Go to, or do" in sheet.shown
    sheet._fill("nothing of the kind")
    assert list(sheet.shown) == []
    assert sheet._nothing.isVisible()
    key(stage, Qt.Key.Key_F1)
    assert sheet.isHidden()


def test_f1_tells_of_the_keys_of_the_page(stage: PaletteStage) -> None:
    assert not isinstance(stage.window.page, PartiesStub)
    key(stage, Qt.Key.Key_2, CTRL)
    key(stage, Qt.Key.Key_F1)
    sheet = stage.window.palette_host.shortcuts
    assert sheet is not None
    assert "Edit this party" in sheet.shown
