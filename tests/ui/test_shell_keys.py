"""The keys of the window: declared once, on every page, in every input mode."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from lunch_desktop.ui.commands import Command, CommandGroup
from lunch_desktop.ui.shell.commands import Commands
from lunch_desktop.ui.shell.keys import hangul_keys, latin_letter
from lunch_desktop.ui.shell.visits import Visit, Visits
from tests.ui.test_shell_window import CTRL, key
from tests.ui.test_today_stage import PartiesStub, SettingsStub, Stage, SyncStub, nothing, stage

__all__ = ["stage"]

pytestmark = pytest.mark.qt_log_ignore("keyToAscii Unhandled key code")  # QTest knows no Hangul

ALT = Qt.KeyboardModifier.AltModifier
PRESS = QEvent.Type.KeyPress


def jamo(stage: Stage, letter: str, modifiers: Qt.KeyboardModifier = CTRL) -> None:
    """Press a key as a layout sends it that gives Hangul letters."""
    code = Qt.Key(ord(letter))
    QTest.keyClick(QApplication.focusWidget() or stage.window, code, modifiers)
    stage.settle()


def test_every_command_is_declared_once_and_has_a_title(stage: Stage) -> None:
    commands = stage.window.commands.all()
    ids = [one.id for one in commands]
    assert len(ids) == len(set(ids))
    titles = [one.title() for one in commands]
    assert all(titles)
    assert len(titles) == len(set(titles))
    keys = [keys for one in commands for keys in one.keys]
    assert len(keys) == len(set(keys))
    assert {"Ctrl+1", "Ctrl+3", "Ctrl+N", "Ctrl+F", "F5", "Ctrl+Z", "F6", "Ctrl+,", "Ctrl+W", "Ctrl+Q"} <= set(keys)


def test_no_key_is_a_bare_letter(stage: Stage) -> None:
    for command in stage.window.commands.all():
        for keys in command.keys:
            assert QKeySequence(keys).toString(QKeySequence.SequenceFormat.PortableText) == keys
            assert "+" in keys or keys.startswith("F")


def test_a_command_that_is_declared_twice_is_a_mistake() -> None:
    command = Command("x", CommandGroup.GO, lambda: "X", lambda: None)
    with pytest.raises(ValueError, match="x"):
        Commands(lambda: ()).add(command, command)


def test_a_page_brings_its_own_commands_for_as_long_as_it_is_shown(stage: Stage) -> None:
    done: list[str] = []
    can = [True]
    stage.window.navigate("parties")
    page = stage.window.page
    assert isinstance(page, PartiesStub)
    own = Command(
        "stub.go", CommandGroup.PAGE, lambda: "Go", lambda: done.append("go"), ("Ctrl+E",), None, lambda: can[0]
    )
    page.commands = lambda: (own,)  # type: ignore[method-assign]
    stage.window.navigate("parties")
    key(stage, Qt.Key.Key_E, CTRL)
    assert done == ["go"]
    can[0] = False
    key(stage, Qt.Key.Key_E, CTRL)
    assert not stage.window.commands.run("stub.go")
    assert done == ["go"]
    can[0] = True
    stage.window.navigate("sync")
    key(stage, Qt.Key.Key_E, CTRL)
    assert done == ["go"]
    assert stage.window.commands.find("stub.go") is None


@pytest.mark.parametrize(
    ("latin", "hangul"),
    [("Ctrl+K", "Ctrl+ㅏ"), ("Ctrl+N", "Ctrl+ㅜ"), ("Ctrl+Shift+C", "Ctrl+Shift+ㅊ"), ("F5", None), ("Ctrl+,", None)],
)
def test_a_letter_has_a_hangul_letter_on_its_key(latin: str, hangul: str | None) -> None:
    assert hangul_keys(latin) == hangul


def test_keys_work_on_a_layout_of_hangul_letters(stage: Stage) -> None:
    stage.exchange()
    assert stage.today.isVisible()
    jamo(stage, "ㅜ")
    page = stage.window.page
    assert isinstance(page, PartiesStub)
    assert page.subjects == ["new"]
    jamo(stage, "ㄹ")
    assert stage.window.header._search.hasFocus()
    assert stage.window.header._search.text() == ""


@pytest.mark.parametrize(
    ("event", "windows"),
    [
        (QKeyEvent(PRESS, Qt.Key.Key_unknown, CTRL, 0, ord("N"), 0), True),
        (QKeyEvent(PRESS, Qt.Key.Key_unknown, CTRL, 57, 0x0EB7, 0), False),
        (QKeyEvent(PRESS, Qt.Key(ord("ㅜ")), CTRL), False),
    ],
)
def test_the_letter_is_read_from_the_codes_of_the_key(stage: Stage, event: QKeyEvent, windows: bool) -> None:
    stage.exchange()
    assert stage.today.isVisible()
    assert latin_letter(event, windows=windows) == "N"
    assert stage.window._keys.handle(event, windows=windows)
    assert isinstance(stage.window.page, PartiesStub)


def test_a_bare_letter_never_does_anything(stage: Stage) -> None:
    stage.exchange()
    shown = stage.today
    for code in (Qt.Key.Key_N, Qt.Key.Key_K, Qt.Key(ord("ㅜ"))):
        key(stage, code)
        assert not stage.window._keys.handle(QKeyEvent(PRESS, code, Qt.KeyboardModifier.NoModifier), windows=False)
    assert stage.window.page is shown


def test_what_is_being_composed_is_in_its_field_before_a_key_does_its_work(stage: Stage) -> None:
    stage.exchange()
    shown = stage.today
    key(stage, Qt.Key.Key_F, CTRL)
    field = stage.window.header._search
    seen: list[str] = []
    command = Command("look", CommandGroup.GO, lambda: "Look", lambda: seen.append(field.text()), ("Ctrl+J",))
    stage.window.commands.add(command)
    QApplication.sendEvent(field, QInputMethodEvent("밥", []))
    assert field.text() == ""
    key(stage, Qt.Key.Key_J, CTRL)
    assert seen == ["밥"]
    assert stage.window.page is shown


@pytest.mark.parametrize("hangul", [False, True])
def test_a_text_field_keeps_ctrl_z_for_itself(stage: Stage, hangul: bool) -> None:
    stage.exchange()
    assert stage.today.isVisible()
    undone: list[str] = []
    stage.window.toast("told", lambda: undone.append("undone"))
    stage.window.search_page()
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "abc")
    if hangul:
        jamo(stage, "ㅋ")
    else:
        key(stage, Qt.Key.Key_Z, CTRL)
    assert field.text() == ""
    assert undone == []
    stage.today.focus_first()
    jamo(stage, "ㅋ")
    assert undone == ["undone"]


def test_ctrl_z_goes_through_several_ways_back_on_another_page_too(stage: Stage) -> None:
    stage.exchange()
    assert stage.today.isVisible()
    undone: list[str] = []
    stage.window.toast("first", lambda: undone.append("first"))
    stage.window.toast("second", lambda: undone.append("second"))
    stage.window.navigate("sync")
    key(stage, Qt.Key.Key_Z, CTRL)
    key(stage, Qt.Key.Key_1, CTRL)
    key(stage, Qt.Key.Key_Z, CTRL)
    assert undone == ["second", "first"]


def test_alt_and_arrows_go_through_the_pages_that_were_visited(stage: Stage) -> None:
    stage.exchange()
    shown = stage.today
    stage.window.navigate("parties", "some party")
    stage.window.navigate("sync")
    key(stage, Qt.Key.Key_Left, ALT)
    page = stage.window.page
    assert isinstance(page, PartiesStub)
    assert page.subjects == ["some party", "some party"]
    key(stage, Qt.Key.Key_Left, ALT)
    assert stage.window.page is shown
    key(stage, Qt.Key.Key_Left, ALT)
    assert stage.window.page is shown
    key(stage, Qt.Key.Key_Right, ALT)
    key(stage, Qt.Key.Key_Right, ALT)
    assert isinstance(stage.window.page, SyncStub)


def test_going_back_offers_no_form_again(stage: Stage) -> None:
    stage.exchange()
    assert stage.today.isVisible()
    key(stage, Qt.Key.Key_N, CTRL)
    stage.window.navigate("sync")
    key(stage, Qt.Key.Key_Left, ALT)
    page = stage.window.page
    assert isinstance(page, PartiesStub)
    assert page.subjects == ["new", None]


def test_going_somewhere_new_forgets_what_lay_ahead() -> None:
    visits = Visits()
    for page in ("a", "b", "c"):
        visits.note(page, None)
    assert visits.step(-1) == Visit("b", None)
    visits.note("d", None)
    assert not visits.can_go_forward
    assert visits.step(1) is None
    assert visits.step(-1) == Visit("b", None)
    visits.note("b", None)
    assert visits.can_go_forward


def test_f6_goes_from_part_to_part_and_back(stage: Stage) -> None:
    nothing(stage)
    window = stage.window
    assert stage.today.rows.list.has_row_focus()
    window.toast("told", lambda: None)
    toast = window.toasts.toasts[-1]
    for expected in (toast, window.rail, window.header, stage.today, toast):
        key(stage, Qt.Key.Key_F6)
        focused = QApplication.focusWidget()
        assert focused is not None
        assert expected.isAncestorOf(focused)
    key(stage, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert stage.today.rows.list.has_row_focus()


def test_f6_passes_over_a_part_where_nothing_is(stage: Stage) -> None:
    nothing(stage)
    assert stage.today.rows.list.has_row_focus()
    key(stage, Qt.Key.Key_F6)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert stage.window.rail.isAncestorOf(focused)


def test_ctrl_q_says_that_the_program_is_to_end(stage: Stage) -> None:
    assert stage.window.isVisible()
    with stage.qtbot.waitSignal(stage.window.quit_wanted, timeout=1000):
        key(stage, Qt.Key.Key_Q, CTRL)


def test_ctrl_w_closes_the_window(stage: Stage) -> None:
    assert stage.window.isVisible()
    key(stage, Qt.Key.Key_W, CTRL)
    assert not stage.window.isVisible()
    QCoreApplication.processEvents()


def test_ctrl_comma_opens_the_settings(stage: Stage) -> None:
    assert stage.window.isVisible()
    key(stage, Qt.Key.Key_Comma, CTRL)
    assert isinstance(stage.window.page, SettingsStub)
