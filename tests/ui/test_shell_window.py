"""The window around the pages."""

import re
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.sync.status import Reach, SyncStatus
from lunch_desktop.system.languages import Language
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.ui.shell.sync_words import chip_words
from lunch_desktop.ui.shell.undoing import WaysBack
from lunch_desktop.ui.theme.theme import ThemeMode
from lunch_desktop.ui.widgets.chip import SyncState
from tests.ui.test_today_stage import PartiesStub, Stage, SyncStub, nothing, stage

__all__ = ["stage"]

CTRL = Qt.KeyboardModifier.ControlModifier


def key(stage: Stage, code: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key wherever the keyboard is."""
    QTest.keyClick(QApplication.focusWidget() or stage.window, code, modifiers)
    stage.settle()


def status(
    reach: Reach = Reach.ONLINE,
    *,
    waiting: int = 0,
    attention: int = 0,
    live: bool = True,
    problem: Problem | None = None,
) -> SyncStatus:
    """What the engine would tell."""
    return SyncStatus(reach, waiting > 0, live, waiting, attention, problem)


@pytest.mark.parametrize(
    ("told", "met", "state", "words"),
    [
        (status(), True, SyncState.UP_TO_DATE, "Up to date"),
        (status(live=False), False, SyncState.SENDING, "Connecting"),
        (status(waiting=2), True, SyncState.SENDING, "Sending – 2"),
        (status(Reach.UNREACHABLE, waiting=3), True, SyncState.OFFLINE, "Offline – 3 waiting"),
        (status(Reach.WORK_OFFLINE, waiting=1, attention=2), True, SyncState.OFFLINE, "Offline – 1 waiting"),
        (status(Reach.WORK_OFFLINE), True, SyncState.OFFLINE, "Offline"),
        (status(attention=1, waiting=1), True, SyncState.NEEDS_ATTENTION, "Needs attention – 1"),
        (status(Reach.SIGN_IN_NEEDED), True, SyncState.NEEDS_ATTENTION, "Sign in again"),
        (status(Reach.BLOCKED), True, SyncState.NEEDS_ATTENTION, "Needs attention"),
        (
            status(Reach.BLOCKED, waiting=3, problem=Problem(ProblemCode.PROTOCOL_TOO_OLD)),
            True,
            SyncState.NEEDS_ATTENTION,
            "Update needed – 3 waiting",
        ),
        (
            status(Reach.BLOCKED, problem=Problem(ProblemCode.ACCOUNT_DEACTIVATED)),
            True,
            SyncState.NEEDS_ATTENTION,
            "Account deactivated",
        ),
        (replace(status(), progress=(4_200, 10_000)), False, SyncState.SENDING, "Receiving 42 %"),
        (replace(status(attention=2), progress=(1, 10)), True, SyncState.NEEDS_ATTENTION, "Needs attention – 2"),
        (replace(status(Reach.UNREACHABLE), progress=(1, 10)), True, SyncState.OFFLINE, "Offline"),
        (replace(status(waiting=2), recovering=True), True, SyncState.OFFLINE, "Server recovering"),
        (None, False, SyncState.SENDING, "Connecting"),
    ],
)
def test_the_chip_tells_how_sync_stands(
    qapp: QApplication, told: SyncStatus | None, met: bool, state: SyncState, words: str
) -> None:
    assert chip_words(told, met=met) == (state, words)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    "told",
    [
        status(Reach.BLOCKED, waiting=3, problem=Problem(ProblemCode.ACCOUNT_DEACTIVATED)),
        status(Reach.UNREACHABLE, waiting=12),
        status(attention=2),
        replace(status(), progress=(4_200, 10_000)),
    ],
)
def test_the_chip_is_never_cut_in_the_smallest_window_at_the_largest_text(
    stage: Stage, told: SyncStatus, language: Language
) -> None:
    stage.choices.set_scale(2.0)
    stage.choices.set_language(language)
    stage.window.resize(880, 600)
    stage.session._take_status(told)
    stage.settle()
    chip = stage.window.header._chip
    whole = chip_words(told, met=True)[1]
    assert chip.width() >= chip.sizeHint().width()
    assert chip.text() == whole.partition(" – ")[0]
    assert whole in chip.accessibleName()


def test_keys_lead_to_pages_and_to_the_composer(stage: Stage) -> None:
    nothing(stage)
    assert stage.today.isVisible()
    key(stage, Qt.Key.Key_3, CTRL)
    assert isinstance(stage.window.page, SyncStub)
    key(stage, Qt.Key.Key_N, CTRL)
    page = stage.window.page
    assert isinstance(page, PartiesStub)
    assert page.subjects == ["new"]
    key(stage, Qt.Key.Key_1, CTRL)
    assert stage.today.isVisible()
    key(stage, Qt.Key.Key_9, CTRL)
    assert stage.today.isVisible()


def test_the_chip_opens_the_sync_centre(stage: Stage) -> None:
    QTest.mouseClick(stage.window.header._chip, Qt.MouseButton.LeftButton)
    assert isinstance(stage.window.page, SyncStub)


def test_ctrl_f_searches_the_page_and_esc_gives_the_keyboard_back(stage: Stage) -> None:
    nothing(stage)
    assert stage.today.rows.list.has_row_focus()
    key(stage, Qt.Key.Key_F, CTRL)
    field = stage.window.header._search
    assert field.hasFocus()
    field.insert("국밥")
    stage.qtbot.waitUntil(lambda: len(stage.today.rows._views) == 1)
    key(stage, Qt.Key.Key_Escape)
    assert field.text() == ""
    stage.qtbot.waitUntil(lambda: len(stage.today.rows._views) == 4)
    key(stage, Qt.Key.Key_Escape)
    assert stage.today.rows.list.has_row_focus()


def test_leaving_a_page_forgets_the_search(stage: Stage) -> None:
    nothing(stage)
    assert stage.today.isVisible()
    stage.window.header._search.insert("국밥")
    stage.qtbot.waitUntil(lambda: len(stage.today.rows._views) == 1)
    stage.window.navigate("sync")
    assert stage.window.header._search.text() == ""
    stage.window.navigate("today")
    stage.settle()
    assert len(stage.today.rows._views) == 4


def test_a_page_that_was_left_searching_shows_everything_again(stage: Stage) -> None:
    nothing(stage)
    stage.window.navigate("parties")
    page = stage.window.page
    assert isinstance(page, PartiesStub)
    stage.window.header._search.insert("국밥")
    stage.qtbot.waitUntil(lambda: page.looked_for == "국밥")
    stage.window.navigate("today")
    assert page.looked_for == ""


def test_another_language_is_spoken_at_once_everywhere(stage: Stage) -> None:
    nothing(stage)
    assert stage.today.isVisible()
    stage.choices.set_language(Language.KOREAN)
    stage.settle()
    assert stage.window.windowTitle() == "점심 데스크톱"
    assert stage.window.header._title.text() == "오늘"
    assert stage.window.header._detail.text() == "11월 23일 월요일 · 서울 사무실"
    assert stage.window.header._chip.text() == "최신 상태"
    assert stage.today.hero.button("go").text() == "같이 가요"  # type: ignore[union-attr]
    assert stage.today.rows._heading.text() == "지금 들어갈 수 있어요"
    row = stage.today.rows.list.reveal("국밥 먹어요")
    assert row is not None
    assert "자리" in row.accessibleName()
    stage.choices._tasks.drain(5)
    assert stage.saved == [("language", Language.KOREAN)]


def test_no_english_is_left_on_the_korean_start_page(stage: Stage) -> None:
    nothing(stage)
    stage.choices.set_language(Language.KOREAN)
    assert stage.today.isVisible()
    stage.settle()
    shown = {
        text
        for widget in stage.window.findChildren(QWidget)
        if widget.isVisible()
        for text in (str(widget.property("text") or ""), widget.accessibleName())
    }
    # The key is called so in Korean too.
    english = {text for text in shown if re.search("[a-z]", text.replace("Enter:", "").casefold())}
    assert english == set()


def test_choices_take_effect_and_are_kept(stage: Stage) -> None:
    assert stage.window.isVisible()
    stage.choices.set_theme(ThemeMode.DARK)
    stage.choices.set_scale(2.0)
    stage.choices._tasks.drain(5)
    assert stage.theme.dark
    assert stage.theme.scale == 2.0
    assert stage.saved == [("theme", "dark"), ("text_size", 200)]


def test_the_rail_gives_way_in_narrow_windows_and_nothing_is_cut(stage: Stage) -> None:
    nothing(stage)
    window = stage.window
    wide_rail = window.rail.width()
    stage.choices.set_scale(2.0)
    window.resize(880, 600)
    stage.settle()
    assert window.rail.compact
    assert window.rail.width() < 2 * wide_rail
    assert (window.width(), window.height()) == (880, 600)
    assert window.header._unfold.isVisible()
    assert window.header._chip.geometry().right() <= window.header.width()
    key(stage, Qt.Key.Key_F, CTRL)
    assert window.header._search.isVisible()
    assert window.header._search.hasFocus()


def test_the_side_goes_below_under_seventy_two_em(stage: Stage) -> None:
    nothing(stage)
    page = stage.today
    stage.window.resize(1120, 760)
    stage.settle()
    assert page.free.mapTo(page, page.free.rect().topLeft()).x() > page.rows.width()
    stage.window.resize(900, 700)
    stage.settle()
    assert page.free.mapTo(page, page.free.rect().topLeft()).x() < page.rows.width()


def test_the_window_comes_back_as_it_was(stage: Stage) -> None:
    window = stage.window
    window.resize(880, 620)
    window.navigate("sync")
    window.close()
    stage._window = None
    again = stage.window
    assert (again.width(), again.height()) == (880, 620)
    assert isinstance(again.page, SyncStub)


def test_a_damaged_memory_is_as_good_as_none(stage: Stage) -> None:
    stage.memory.write_bytes(b"\x00\xff[window\ngeometry=@ByteArray(\npage=nonsense")
    assert (stage.window.width(), stage.window.height()) == (1120, 760)
    assert stage.today.isVisible()


def test_a_problem_is_told_with_its_remedy_in_the_present_language(stage: Stage) -> None:
    notices = stage.window.notices
    stage.session.problem_found.emit(Problem(ProblemCode.DISK_FULL, path="/data"))
    assert notices._event.accessibleName() == "The disk is full"
    stage.choices.set_language(Language.KOREAN)
    stage.settle()
    assert notices._event.accessibleName() == "디스크가 가득 찼어요"
    key(stage, Qt.Key.Key_Escape)
    assert not notices.isVisible()


def test_an_unreachable_server_is_told_by_the_chip_alone(stage: Stage) -> None:
    assert stage.window.isVisible()
    problem = Problem(ProblemCode.SERVER_UNREACHABLE, server="lunch.example")
    stage.session._take_status(status(Reach.UNREACHABLE, problem=problem))
    assert not stage.window.notices.isVisible()


def test_a_server_without_its_database_is_told_until_it_is_back(stage: Stage) -> None:
    assert stage.window.isVisible()
    problem = Problem(ProblemCode.SERVER_DATABASE_DOWN, server="lunch.example")
    stage.session._take_status(status(Reach.UNREACHABLE, problem=problem))
    assert stage.window.notices.isVisible()
    stage.session._take_status(status())
    assert not stage.window.notices.isVisible()


def test_an_ended_session_asks_to_sign_in_again(stage: Stage) -> None:
    window = stage.window
    stage.session._take_status(status(Reach.SIGN_IN_NEEDED))
    assert window.notices.isVisible()
    with stage.qtbot.waitSignal(window.sign_in_again, timeout=1000):
        window.notices._connection.action.emit("sign_in")


def test_the_sync_centre_tells_of_the_connection_itself(stage: Stage) -> None:
    window = stage.window
    stage.session._take_status(status(Reach.SIGN_IN_NEEDED))
    window.navigate("sync")
    assert not window.notices.isVisible()
    with stage.qtbot.waitSignal(window.sign_in_again, timeout=1000):
        stage.session.sign_in_wanted.emit()
    window.navigate("today")
    assert window.notices.isVisible()


def test_what_nobody_expected_is_told_without_a_traceback(stage: Stage) -> None:
    stage.window.notices.show_error(ZeroDivisionError("division by zero"))
    said = stage.window.notices._event
    assert said.accessibleName() == "Something went wrong"
    assert "division" not in said.accessibleDescription()


def test_a_refusal_that_no_page_took_is_told_in_its_words(stage: Stage) -> None:
    stage.window.notices.show_error(Refusal(RefusalCode.CLOSED, title="국밥 먹어요"))
    said = stage.window.notices._event
    assert said.accessibleName() == "The party is closed"
    assert "“국밥 먹어요”" in said.accessibleDescription()


def test_the_badge_counts_what_needs_a_look_before_what_waits(stage: Stage) -> None:
    assert stage.window.isVisible()
    button = stage.window.rail._buttons["sync"]
    stage.session._take_status(status(waiting=3))
    assert (button.badge, button.accessibleName()) == ("3", "Sync centre, 3 waiting")
    stage.session._take_status(status(waiting=3, attention=1))
    assert (button.badge, button.accessibleName()) == ("1", "Sync centre, 1 to look at")
    stage.session._take_status(status())
    assert (button.badge, button.accessibleName()) == ("", "Sync centre")


def test_a_hidden_page_does_not_name_the_one_that_is_shown(stage: Stage) -> None:
    assert stage.today.isVisible()
    stage.window.navigate("sync")
    stage.choices.set_language(Language.KOREAN)
    stage.settle()
    assert stage.window.header._title.text() == "동기화"


def test_a_page_never_takes_the_keyboard_from_the_window(stage: Stage) -> None:
    assert stage.today.isVisible()
    stage.window.toast("told", lambda: None)
    stage.settle()
    assert QApplication.activeWindow() is stage.window


def test_every_way_back_is_gone_once() -> None:
    gone: list[str] = []
    ways = WaysBack()
    taken_away: list[str] = []
    buttons = {}

    def offer(name: str) -> None:
        def show(go: object) -> object:
            buttons[name] = go
            return lambda: taken_away.append(name)

        ways.offer(lambda: gone.append(name), show)  # type: ignore[arg-type]

    offer("first")
    offer("second")
    buttons["first"]()  # type: ignore[operator]
    assert ways.go_back()
    assert gone == ["first", "second"]
    assert taken_away == ["first", "second"]
    assert not ways.go_back()
    buttons["first"]()  # type: ignore[operator]
    assert gone == ["first", "second"]


def test_with_nothing_to_undo_the_window_says_so(stage: Stage) -> None:
    assert stage.today.isVisible()
    key(stage, Qt.Key.Key_Z, CTRL)
    assert [toast.accessibleName() for toast in stage.window.toasts.toasts] == ["There is nothing to undo"]


def test_language_change_events_reach_pages_once_shown(stage: Stage) -> None:
    assert stage.today.isVisible()
    QApplication.sendEvent(stage.window, QEvent(QEvent.Type.LanguageChange))
    assert stage.window.header._title.text() == "Today"
