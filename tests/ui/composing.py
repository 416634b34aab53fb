"""What an input method sends, to whatever has the focus."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from tests.ui.access_stage import visible_widgets


def compose(preedit: str) -> None:
    """A syllable is under way."""
    _send(QInputMethodEvent(preedit, []))


def commit(text: str) -> None:
    """A syllable is done."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    _send(event)


def _send(event: QInputMethodEvent) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the keyboard"
    QCoreApplication.sendEvent(widget, event)


def text_fields(root: QWidget) -> list[QWidget]:
    """Everything under `root` that text can be composed in."""
    found = []
    for widget in visible_widgets(root):
        takes_text = isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit)
        if takes_text and widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled):
            found.append(widget)
    return found


def text_of(field: QWidget) -> str:
    """What is in a field, without what is being composed."""
    if isinstance(field, QLineEdit):
        return field.text()
    assert isinstance(field, QPlainTextEdit | QTextEdit)
    return field.toPlainText()
