"""Korean is composed: Enter that ends a composition never submits, and no submit loses the last syllable."""

import os

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lunch_desktop.ui.theme.theme import Theme, ThemeMode
from lunch_desktop.ui.widgets.ime import commit_pending_input
from lunch_desktop.ui.widgets.inputs import LineEdit, TextArea

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """A theme, applied."""
    theme = Theme(ThemeMode.LIGHT)
    theme.apply(qapp)
    return theme


def compose(widget: QWidget, preedit: str) -> None:
    """What an input method sends while a syllable is under way."""
    QCoreApplication.sendEvent(widget, QInputMethodEvent(preedit, []))


def commit(widget: QWidget, text: str) -> None:
    """What it sends when the syllable is done."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QCoreApplication.sendEvent(widget, event)


def show(widget: QWidget, qtbot: QtBot) -> None:
    """Shows a window that has the keyboard."""
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()


@pytest.fixture(params=["line", "area"])
def editor(request: pytest.FixtureRequest, theme: Theme, qtbot: QtBot) -> LineEdit | TextArea:
    """Each of the inputs that submit on Enter."""
    made = LineEdit(theme) if request.param == "line" else TextArea(theme, submit_on_enter=True)
    qtbot.addWidget(made)
    made.show()
    made.setFocus()
    return made


def text_of(editor: LineEdit | TextArea) -> str:
    return editor.text() if isinstance(editor, LineEdit) else editor.toPlainText()


def test_enter_submits(editor: LineEdit | TextArea, qtbot: QtBot) -> None:
    commit(editor, "국수")
    with qtbot.waitSignal(editor.submitted, timeout=500):
        QTest.keyClick(editor, Qt.Key.Key_Return)
    assert text_of(editor) == "국수"


def test_enter_during_a_composition_does_not_submit(editor: LineEdit | TextArea, qtbot: QtBot) -> None:
    compose(editor, "국")
    with qtbot.assertNotEmitted(editor.submitted):
        QTest.keyClick(editor, Qt.Key.Key_Return)


def test_enter_that_arrives_with_the_commit_does_not_submit(editor: LineEdit | TextArea, qtbot: QtBot) -> None:
    compose(editor, "국")
    commit(editor, "국")
    with qtbot.assertNotEmitted(editor.submitted):
        QTest.keyClick(editor, Qt.Key.Key_Return)
    assert text_of(editor) == "국"
    with qtbot.waitSignal(editor.submitted, timeout=500):
        QTest.keyClick(editor, Qt.Key.Key_Return)


def test_a_submit_by_button_keeps_the_last_syllable(theme: Theme, qtbot: QtBot) -> None:
    form = QWidget()
    qtbot.addWidget(form)
    editor = LineEdit(theme, parent=form)
    form.show()
    editor.setFocus()
    commit(editor, "국")
    compose(editor, "수")
    assert editor.text() == "국"
    commit_pending_input(form)
    assert editor.text() == "국수"


def test_leaving_keeps_the_syllable_once_also_where_the_input_method_commits_late(theme: Theme, qtbot: QtBot) -> None:
    form = QWidget()
    qtbot.addWidget(form)
    first, second = LineEdit(theme, parent=form), LineEdit(theme, parent=form)
    show(form, qtbot)
    first.setFocus()
    compose(first, "국")
    second.setFocus()
    assert first.text() == "국"
    commit(first, "국")
    assert first.text() == "국"
    first.setFocus()
    commit(first, "국")
    assert first.text() == "국국"


def test_esc_ends_the_syllable_and_only_the_next_one_is_the_forms(theme: Theme, qtbot: QtBot) -> None:
    pressed: list[int] = []

    class Form(QWidget):
        def keyPressEvent(self, event: QKeyEvent) -> None:
            pressed.append(event.key())

    form = Form()
    qtbot.addWidget(form)
    editor = LineEdit(theme, parent=form)
    show(form, qtbot)
    editor.setFocus()
    compose(editor, "국")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert editor.text() == "국"
    assert pressed == []
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert pressed == [Qt.Key.Key_Escape]


def test_enter_makes_a_line_where_there_are_many_also_while_composing(theme: Theme, qtbot: QtBot) -> None:
    area = TextArea(theme)
    qtbot.addWidget(area)
    show(area, qtbot)
    area.setFocus()
    compose(area, "국")
    commit(area, "국")
    QTest.keyClick(area, Qt.Key.Key_Return)
    assert area.toPlainText() == "국\n"


@pytest.mark.parametrize("room", [0, 1])
def test_a_full_line_takes_no_more_and_loses_nothing(theme: Theme, qtbot: QtBot, room: int) -> None:
    editor = LineEdit(theme, "국" * 9)
    qtbot.addWidget(editor)
    editor.setMaxLength(9 + room)
    show(editor, qtbot)
    editor.setFocus()
    compose(editor, "수")
    assert editor.text() == "국" * 9
    editor.clearFocus()
    assert editor.text() == "국" * 9 + "수" * room
