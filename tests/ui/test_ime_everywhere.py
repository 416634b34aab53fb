"""Hangul in every field of every page: Enter and Esc end a syllable and nothing else, and no syllable is ever lost.

The fields are found by walking the windows, so that new ones are held to it from their first day.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.access_stage import WholeWindow, first_window, shown_parts, visible_widgets, whole_window
from tests.ui.composing import commit, compose, text_fields, text_of

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def whole(tmp_path: Path, qtbot: QtBot) -> Iterator[WholeWindow]:
    """The program."""
    with whole_window(tmp_path, qtbot) as made:
        yield made


def in_every_field(whole: WholeWindow, check: Callable[[QWidget, QWidget], str]) -> None:
    """Runs `check(window, field)` with the keyboard in each field; it answers what is wrong, "" for nothing."""
    wrong, fields = [], 0
    for part, root in shown_parts(whole):
        for field in text_fields(root):
            field.setFocus(Qt.FocusReason.TabFocusReason)
            if isinstance(field, QLineEdit):
                field.setCursorPosition(len(field.text()))
            what = check(root, field)
            fields += 1
            wrong += [f"{part}: {type(field).__name__} {field.accessibleName()!r}: {what}"] if what else []
    assert fields >= 8, "the walk has to find the fields"
    assert not wrong, "\n".join(wrong)


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key wherever the keyboard is."""
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, modifiers)


def test_enter_while_composing_submits_nothing_and_loses_nothing(whole: WholeWindow) -> None:
    def check(root: QWidget, field: QWidget) -> str:
        submitted: list[int] = []
        for signal in ("submitted", "returnPressed"):
            if hasattr(field, signal):
                getattr(field, signal).connect(lambda: submitted.append(1))
        before = text_of(field)
        compose("하")
        press(Qt.Key.Key_Return)
        commit("하")
        whole.settle()
        if submitted or not root.isVisible() or QApplication.focusWidget() is not field:
            return "Enter did more than end the syllable"
        if "하" not in text_of(field).removeprefix(before):
            return f"the syllable is lost: {text_of(field)!r}"
        return ""

    in_every_field(whole, check)


def test_esc_while_composing_ends_the_syllable_and_nothing_else(whole: WholeWindow) -> None:
    def check(root: QWidget, field: QWidget) -> str:
        shown = [one for one in root.findChildren(QWidget) if one.property("modalOverlay") and one.isVisible()]
        compose("하")
        press(Qt.Key.Key_Escape)
        whole.settle()
        gone = [one for one in shown if not one.isVisible()]
        if gone or not root.isVisible() or QApplication.focusWidget() is not field:
            return "Esc did more than end the syllable"
        if "하" not in text_of(field):
            return f"the syllable is lost: {text_of(field)!r}"
        return ""

    in_every_field(whole, check)


@pytest.mark.parametrize("leave", ["tab", "shift tab", "another window"])
def test_leaving_a_field_keeps_the_last_syllable(whole: WholeWindow, leave: str) -> None:
    def check(_root: QWidget, field: QWidget) -> str:
        commit("한")
        compose("글")
        if leave == "another window":
            field.clearFocus()
        else:
            shift = Qt.KeyboardModifier.ShiftModifier
            press(Qt.Key.Key_Tab) if leave == "tab" else press(Qt.Key.Key_Backtab, shift)
        if not _is_a_choice(field) and "한글" not in text_of(field):
            return f"it reads {text_of(field)!r}"
        return ""

    in_every_field(whole, check)


def _is_a_choice(field: QWidget) -> bool:
    """A picker's text is what was chosen; leaving it takes what the text has found, if anything."""
    return hasattr(field, "suggestions")


@pytest.mark.parametrize(
    "keys",
    [(Qt.Key.Key_F, CTRL), (Qt.Key.Key_F5, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_K, CTRL)],
    ids=["Ctrl+F", "F5", "Ctrl+K"],
)
def test_a_shortcut_while_composing_keeps_the_syllable(
    whole: WholeWindow, keys: tuple[Qt.Key, Qt.KeyboardModifier]
) -> None:
    def check(_root: QWidget, field: QWidget) -> str:
        commit("한")
        compose("글")
        press(*keys)
        whole.settle()
        if QApplication.focusWidget() is field:
            field.clearFocus()  # the keys mean nothing here, and it is still being composed
        else:
            press(Qt.Key.Key_Escape)  # what they opened
            whole.settle()
        text = text_of(field)
        lost = not _is_a_choice(field) and "한글" not in text
        return f"it reads {text!r}" if lost else ""

    in_every_field(whole, check)


def test_the_first_screen_keeps_every_syllable_too(tmp_path: Path, qtbot: QtBot) -> None:
    with first_window(tmp_path, qtbot) as (stage, window):
        fields = text_fields(window)
        assert fields
        for field in fields:
            field.setFocus(Qt.FocusReason.TabFocusReason)
            commit("한")
            compose("글")
            press(Qt.Key.Key_Return)
            stage.settle()
            assert QApplication.focusWidget() is field
            compose("글")
            press(Qt.Key.Key_Tab)
            assert "한글" in text_of(field), field.accessibleName()


def test_numbers_take_keys_as_they_are(whole: WholeWindow) -> None:
    boxes: list[QWidget] = []
    for _part, root in shown_parts(whole):
        boxes += [
            field
            for field in visible_widgets(root)
            if isinstance(field, QAbstractSpinBox) or isinstance(field.parentWidget(), QAbstractSpinBox)
        ]
    assert boxes
    composing = [one for one in boxes if one.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)]
    assert composing == []
