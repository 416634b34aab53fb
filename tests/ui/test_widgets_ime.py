"""Korean is composed: Enter that ends a composition never submits, and no submit loses the last syllable."""

import os

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
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
