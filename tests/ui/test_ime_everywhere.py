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

from tests.ui.access_stage import WholeWindow, first_screen, shown_parts, visible_widgets, whole_window
from tests.ui.composing import commit, compose, text_fields, text_of

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def whole(tmp_path: Path, qtbot: QtBot) -> Iterator[WholeWindow]:
    """The program."""
    with whole_window(tmp_path, qtbot) as made:
        yield made


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key wherever the keyboard is."""
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, modifiers)


Check = Callable[[WholeWindow, QWidget, QWidget], str]


def enter_ends_the_syllable(whole: WholeWindow, root: QWidget, field: QWidget) -> str:
    """Enter while composing submits nothing and loses nothing."""
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
    return "" if "하" in text_of(field).removeprefix(before) else f"Enter lost the syllable: {text_of(field)!r}"


def esc_ends_the_syllable(whole: WholeWindow, root: QWidget, field: QWidget) -> str:
    """Esc while composing closes nothing and loses nothing."""
    over = [one for one in visible_widgets(root) if one.property("modalOverlay")]
    compose("하")
    press(Qt.Key.Key_Escape)
    whole.settle()
    gone = [one for one in over if not one.isVisible()]
    if gone or not root.isVisible() or QApplication.focusWidget() is not field:
        return "Esc did more than end the syllable"
    return "" if "하" in text_of(field) else f"Esc lost the syllable: {text_of(field)!r}"


def leaving_keeps_the_syllable(whole: WholeWindow, _root: QWidget, field: QWidget) -> str:
    """Tab, Shift+Tab, and whatever else takes the keyboard."""
    ways: tuple[Callable[[], object], ...] = (
        lambda: press(Qt.Key.Key_Tab),
        lambda: press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier),
        field.clearFocus,
    )
    for way in ways:
        field.setFocus(Qt.FocusReason.TabFocusReason)
        commit("한")
        compose("글")
        way()
        if not _answers_at_once(field) and "한글" not in text_of(field):
            return f"after it was left it reads {text_of(field)!r}"
    whole.settle()
    return ""


def shortcuts_keep_the_syllable(whole: WholeWindow, _root: QWidget, field: QWidget) -> str:
    """Keys of the window while a syllable is under way."""
    for key, modifiers in SHORTCUTS:
        field.setFocus(Qt.FocusReason.TabFocusReason)
        commit("한")
        compose("글")
        press(key, modifiers)
        whole.settle()
        if QApplication.focusWidget() is field:
            field.clearFocus()  # the keys mean nothing here, and it is still being composed
        else:
            press(Qt.Key.Key_Escape)  # what they opened
            whole.settle()
        if not _answers_at_once(field) and "한글" not in text_of(field):
            return f"after {key.name} it reads {text_of(field)!r}"
    return ""


SHORTCUTS = ((Qt.Key.Key_F, CTRL), (Qt.Key.Key_F5, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_K, CTRL))


def _answers_at_once(field: QWidget) -> bool:
    """A picker's text is what was chosen, once it is left; the palette's is gone with the palette."""
    return hasattr(field, "suggestions") or hasattr(field, "looked_for")


@pytest.mark.slow
@pytest.mark.parametrize(
    "checks",
    [(enter_ends_the_syllable, esc_ends_the_syllable), (leaving_keeps_the_syllable,), (shortcuts_keep_the_syllable,)],
    ids=["Enter and Esc", "leaving", "shortcuts"],
)
def test_no_field_loses_a_syllable(whole: WholeWindow, checks: tuple[Check, ...]) -> None:
    wrong, fields = [], 0
    for part, root in shown_parts(whole):
        for field in text_fields(root):
            fields += 1
            for check in checks:
                field.setFocus(Qt.FocusReason.TabFocusReason)
                if isinstance(field, QLineEdit):
                    field.setCursorPosition(len(field.text()))
                what = check(whole, root, field)
                wrong += [f"{part}: {type(field).__name__} {field.accessibleName()!r}: {what}"] if what else []
    assert fields >= 8, "the walk has to find the fields"
    assert not wrong, "\n".join(wrong)


def test_the_first_screen_keeps_every_syllable_too(tmp_path: Path, qtbot: QtBot) -> None:
    with first_screen(tmp_path, qtbot, server="https://lunch.example") as first:
        fields = text_fields(first.window)
        assert fields
        for field in fields:
            field.setFocus(Qt.FocusReason.TabFocusReason)
            commit("한")
            compose("글")
            press(Qt.Key.Key_Return)
            first.settle()
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
