"""Whole errands by keyboard alone: real keys to whatever has the focus, which is somewhere in sight after every key."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from lunch_desktop.domain.parties.cancelling import CancelParty
from lunch_desktop.domain.parties.entities import MembershipState
from lunch_desktop.store.desktop.queries.parties import PartyFilter, PartyView
from lunch_desktop.system.languages import Language
from lunch_desktop.ui.shell.window import MainWindow
from lunch_desktop.ui.widgets.list_row import ListRow
from lunch_desktop.ui.widgets.row_list import RowList
from tests.support.company import STAFF
from tests.ui.access_stage import FirstScreen, WholeWindow, first_screen, whole_window
from tests.ui.composing import commit, compose
from tests.ui.test_access_focus import focus
from tests.ui.test_today_stage import TODAY

CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
MOST_TABS = 80


@pytest.fixture
def whole(tmp_path: Path, qtbot: QtBot) -> Iterator[WholeWindow]:
    """The program."""
    with whole_window(tmp_path, qtbot) as made:
        yield made


class Keyboard:
    """Ten fingers, and no mouse."""

    def __init__(self, whole: WholeWindow | FirstScreen) -> None:
        self._whole = whole
        self._under_way = ""

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> QWidget:
        """Press a key where the keyboard is; where it is afterwards."""
        QTest.keyClick(focus(), key, modifiers)
        self._whole.settle()
        return focus()

    def enter(self) -> QWidget:
        """Press Enter, which ends a syllable first and then goes on to the field."""
        if self._under_way:
            commit(self._under_way)
            self._under_way = ""
        return self.press(Qt.Key.Key_Return)

    def write(self, text: str) -> None:
        """Type Hangul, the last syllable still under way."""
        if text[:-1]:
            commit(text[:-1])
        compose(text[-1])
        self._under_way = text[-1]
        self._whole.settle()

    def tab_to(self, name: str, kind: type[QWidget] = QWidget) -> QWidget:
        """Press Tab until the keyboard is at something whose name begins so."""
        for _ in range(MOST_TABS):
            there = focus()
            if isinstance(there, kind) and _name(there).startswith(name):
                self._under_way = ""
                return there
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not come to {name!r}")


def _name(widget: QWidget) -> str:
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


@pytest.fixture
def keyboard(whole: WholeWindow) -> Keyboard:
    """A person at it."""
    whole.window.activateWindow()
    whole.settle()
    return Keyboard(whole)


def standing(whole: WholeWindow, title: str) -> str | None:
    """How I stand in a party, as this desktop holds it; None for not at all."""
    mine = coming(whole, title).mine
    return None if mine is None else mine.state


def coming(whole: WholeWindow, title: str) -> PartyView:
    """A party to come, by its title."""
    reads = whole.stage.me.reads
    views = reads.parties(reads.party_ids(PartyFilter.COMING, TODAY))
    return next(view for view in views if view.party.title == title)


def test_a_lunch_is_found_joined_and_given_back(whole: WholeWindow, keyboard: Keyboard) -> None:
    whole.show("today")
    row = focus()
    assert isinstance(row, ListRow)
    keyboard.press(Qt.Key.Key_F, CTRL)
    keyboard.write("먹어요")
    keyboard.enter()  # ends the syllable
    keyboard.enter()
    whole.stage.qtbot.waitUntil(lambda: _rows(whole) == ["국밥 먹어요"])
    keyboard.tab_to("국밥 먹어요", ListRow)
    keyboard.enter()
    assert standing(whole, "국밥 먹어요") == MembershipState.REQUESTED
    whole.stage.exchange()
    whole.stage.qtbot.waitUntil(lambda: bool(whole.window.toasts.toasts))
    assert standing(whole, "국밥 먹어요") == MembershipState.CONFIRMED
    keyboard.press(Qt.Key.Key_Z, CTRL)
    assert standing(whole, "국밥 먹어요") != MembershipState.CONFIRMED


def _rows(whole: WholeWindow) -> list[str]:
    page = whole.window.page
    assert page is not None
    listing = page.findChild(RowList)
    assert listing is not None
    return [item.name.split(",")[0] for item in listing._items] if listing.isVisible() else []


def test_a_party_is_opened_with_every_field_filled_in(whole: WholeWindow, keyboard: Keyboard) -> None:
    keyboard.press(Qt.Key.Key_N, CTRL)
    keyboard.tab_to("Title", QLineEdit)
    keyboard.press(Qt.Key.Key_A, CTRL)
    keyboard.write("얼큰한 거")
    keyboard.tab_to("Restaurant")
    keyboard.write("찌개")
    keyboard.enter()  # ends the syllable
    keyboard.enter()  # takes what was found
    keyboard.tab_to("Minutes")
    keyboard.press(Qt.Key.Key_Up)
    keyboard.tab_to("Seats")
    keyboard.press(Qt.Key.Key_Up)
    keyboard.tab_to("Meeting place")
    keyboard.press(Qt.Key.Key_A, CTRL)
    keyboard.write("후문")
    keyboard.tab_to("Note")
    keyboard.write("예약했어요")
    keyboard.press(Qt.Key.Key_Return, CTRL)
    party = coming(whole, "얼큰한 거").party
    assert (party.place, party.note, party.capacity) == ("후문", "예약했어요", 5)
    assert party.minutes > 60
    assert party.restaurant_id is not None


def test_a_colleague_is_invited_and_the_invitation_withdrawn(whole: WholeWindow, keyboard: Keyboard) -> None:
    whole.show("parties", whole.own)
    keyboard.tab_to("Invite", QAbstractButton)
    keyboard.enter()
    keyboard.write("박지우")
    keyboard.enter()
    keyboard.enter()
    keyboard.tab_to("Invite", QAbstractButton)
    keyboard.enter()
    assert _states(whole)["박지우"] is MembershipState.INVITED
    keyboard.tab_to("Withdraw invitation of 박지우")
    keyboard.enter()
    assert _states(whole).get("박지우") is not MembershipState.INVITED


def _states(whole: WholeWindow) -> dict[str, MembershipState]:
    view = whole.stage.me.reads.party(whole.own)
    assert view is not None
    return {one.employee.name: MembershipState(one.membership.state) for one in view.members}


def test_an_invitation_is_declined(whole: WholeWindow, keyboard: Keyboard) -> None:
    whole.show("parties")
    keyboard.tab_to("국밥 먹어요", ListRow)
    for _ in range(2):
        keyboard.press(Qt.Key.Key_Down)
    keyboard.press(Qt.Key.Key_Space)
    keyboard.tab_to("Decline invitation")
    keyboard.enter()
    assert standing(whole, "초밥 어때요") != MembershipState.INVITED


def test_a_conflict_is_decided_in_the_sync_centre(whole: WholeWindow, keyboard: Keyboard) -> None:
    place = whole.pages.index("sync") + 1
    keyboard.press(Qt.Key(Qt.Key.Key_0 + place), CTRL)
    keyboard.tab_to("Keep theirs")
    attention = len(whole.stage.me.reads.sync_centre().attention)
    keyboard.enter()
    assert len(whole.stage.me.reads.sync_centre().attention) == attention - 1
    keyboard.tab_to("Discard")
    keyboard.enter()
    assert len(whole.stage.me.reads.sync_centre().attention) == attention - 2


def test_the_palette_goes_to_pages_and_esc_gives_the_keyboard_back(whole: WholeWindow, keyboard: Keyboard) -> None:
    whole.show("today")
    before = focus()
    keyboard.press(Qt.Key.Key_K, CTRL)
    assert focus() is not before
    keyboard.press(Qt.Key.Key_Escape)
    assert focus() is before
    keyboard.press(Qt.Key.Key_K, CTRL)
    commit("Sync centre")
    whole.settle()
    keyboard.enter()
    page = whole.window.page
    assert page is not None
    assert page.key == "sync"


def test_the_language_is_changed_and_the_keyboard_stays(whole: WholeWindow, keyboard: Keyboard) -> None:
    whole.show("today")
    party = _name(focus()).split(",")[0]
    whole.speak(Language.KOREAN)
    assert _name(focus()).split(",")[0] == party
    assert QApplication.activeWindow() is whole.window
    assert whole.window.windowTitle() == "점심 데스크톱"


@pytest.mark.parametrize("left", ["some", "none"])
def test_rows_may_go_from_under_the_keyboard(whole: WholeWindow, keyboard: Keyboard, left: str) -> None:
    whole.show("today")
    assert isinstance(focus(), ListRow)
    today = whole.stage.me.reads.today(whole.stage.clock.now())
    assert today is not None
    for view in today.joinable[: 1 if left == "some" else None]:
        host = next(number for number, one in enumerate(STAFF) if one.id == view.party.host_id)
        whole.stage.does(host, "party.cancel", CancelParty(view.party.id))
    whole.stage.exchange()
    whole.settle()
    assert isinstance(focus(), ListRow) is (left == "some")
    keyboard.press(Qt.Key.Key_Tab)


def test_esc_closes_what_lies_over_the_page_and_the_keyboard_is_where_it_was(
    whole: WholeWindow, keyboard: Keyboard
) -> None:
    whole.show("parties")
    before = keyboard.tab_to("New party")
    keyboard.enter()
    assert focus() is not before
    keyboard.press(Qt.Key.Key_Escape)
    assert focus() is before


def test_signing_in(tmp_path: Path, qtbot: QtBot) -> None:
    with first_screen(tmp_path, qtbot, server="https://lunch.example") as whole:
        keyboard = Keyboard(whole)
        for name, text in (("E-mail", "minji@lunch.example"), ("Pass", "right")):
            keyboard.tab_to(name, QLineEdit)
            QTest.keyClicks(focus(), text)
        keyboard.enter()
        qtbot.waitUntil(lambda: isinstance(whole.program._window, MainWindow))
        whole.settle()
        assert focus().window() is whole.program._window
