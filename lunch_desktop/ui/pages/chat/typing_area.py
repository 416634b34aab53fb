"""The field in which a message is typed: grows with it, and calls people by @."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QShowEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from lunch_desktop.ui.pages.chat.mentions import Person, being_typed, offered
from lunch_desktop.ui.pickers.popup import SuggestionPopup
from lunch_desktop.ui.pickers.suggestion_row import Suggestion
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.base import announce
from lunch_desktop.ui.widgets.inputs import TextArea
from lunch_desktop.ui.widgets.popup_panel import covering

_MOST_LINES: Final = 6
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TypingArea(TextArea):
    """Enter submits, Shift+Enter makes a line. `went_up` is Up in the empty field, `left` Esc, `turned` Page Up (-1) or
    Page Down (1), which are the conversation's.
    """

    went_up = Signal()
    left = Signal()
    turned = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._popup: SuggestionPopup | None = None
        self._composed = ""
        self._lines_high = 0
        super().__init__(theme, lines=1, submit_on_enter=True, parent=parent)
        self.people: Sequence[Person] = ()
        self.picked: dict[str, Person] = {}
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self.fit)
        self.cursorPositionChanged.connect(self._look_for_call)

    @property
    def is_offering(self) -> bool:
        """Whether names are offered."""
        return self._popup is not None and self._popup.isVisible()

    @property
    def offers(self) -> tuple[Suggestion, ...]:
        """The names that are offered."""
        return self._popup.suggestions if self._popup is not None and self.is_offering else ()

    def start_with(self, text: str) -> None:
        """Another text, without a way back to the former one: it may be of a room that is closed to the person."""
        self._composed = ""
        self.setPlainText(text)
        self.document().clearUndoRedoStacks()
        self.moveCursor(QTextCursor.MoveOperation.End)
        self.stop_offering()

    def stop_offering(self) -> None:
        """Hides the names; what was typed stays."""
        if self._popup is not None:
            self._popup.hide()

    def sizeHint(self) -> QSize:
        """As high as what is typed, up to six lines."""
        return QSize(self.theme.px(240), self._height_of(self._shown_lines()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the names while they are offered; else those that the conversation listens to."""
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self.is_offering and self._popup is not None and plain and self._offer_takes(key):
            return
        if key == Qt.Key.Key_Up and plain and not self.toPlainText() and not self._composed:
            self.went_up.emit()
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) and plain:
            self.turned.emit(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
            event.ignore()
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """A name is looked for with the syllable under way."""
        super().inputMethodEvent(event)
        former, self._composed = self._composed, event.preeditString()
        if self._composed != former:
            self._look_for_call()

    def showEvent(self, event: QShowEvent) -> None:
        """The stylesheet, which comes with the first look, has a height of its own."""
        super().showEvent(event)
        self._fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Nobody is being called any more."""
        self._composed = ""
        super().focusOutEvent(event)
        self.stop_offering()

    def _offer_takes(self, key: int) -> bool:
        if self._popup is None:
            return False
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._popup.step(-1 if key == Qt.Key.Key_Up else 1)
            self._say_highlighted()
        elif key == Qt.Key.Key_Escape:
            self.stop_offering()
        elif key in _ENTER and self._popup.highlighted is not None:
            self._take(self._popup.highlighted)
        else:
            return False
        return True

    def _look_for_call(self) -> None:
        if not self.hasFocus() or not self.people:
            return
        cursor = self.textCursor()
        typed = being_typed(self.toPlainText()[: _letters(self.toPlainText(), cursor.position())] + self._composed)
        found = offered(self.people, typed) if typed is not None else []
        if not found:
            self.stop_offering()
            return
        popup = self._open_popup()
        popup.show_suggestions(found, "")
        popup.place_below(self)
        popup.show()
        popup.raise_()
        self._say_highlighted()

    def _take(self, suggestion: Suggestion) -> None:
        person = suggestion.value
        cursor = self.textCursor()
        before = self.toPlainText()[: _letters(self.toPlainText(), cursor.position())]
        typed = being_typed(before + self._composed)
        if typed is None or not isinstance(person, Person):
            return
        self.guard.commit()
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, _places(typed))
        cursor.insertText(f"{person.name} ")
        self.setTextCursor(cursor)
        self.picked[person.name] = person
        self.stop_offering()
        self.setFocus()

    def _open_popup(self) -> SuggestionPopup:
        over = covering(self)
        if self._popup is None or self._popup.parentWidget() is not over:
            self._popup = SuggestionPopup(self.theme, over)
            self._popup.taken.connect(self._take)
            self.destroyed.connect(self._popup.deleteLater)
        return self._popup

    def _say_highlighted(self) -> None:
        found = self._popup.highlighted if self._popup is not None else None
        if found is not None:
            announce(self, found.name)

    def fit(self) -> None:
        """As high as what is typed, after that or the width has changed."""
        lines = self._shown_lines()
        if lines != self._lines_high:
            self._fit()

    def _shown_lines(self) -> int:
        return min(_MOST_LINES, max(1, round(self.document().size().height())))

    def _height_of(self, lines: int) -> int:
        more = self.fontMetrics().lineSpacing() * (lines - 1)
        return max(self._height, self.theme.px(self.theme.metrics.control)) + more

    def _fit(self) -> None:
        self._lines_high = self._shown_lines()
        self.setFixedHeight(self._height_of(self._lines_high))
        more = self.document().size().height() > _MOST_LINES
        bars = Qt.ScrollBarPolicy.ScrollBarAsNeeded if more else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(bars)
        # Lines that have come up from below a shorter field stay scrolled out of it otherwise.
        QTimer.singleShot(0, self, self.ensureCursorVisible)

    def _restyle(self) -> None:
        super()._restyle()
        self._height = self.theme.px(self.theme.metrics.control)
        self._fit()


def _places(text: str) -> int:
    """How many places a text takes as Qt counts: two for an emoji."""
    return len(text.encode("utf-16-le")) // 2


def _letters(text: str, places: int) -> int:
    """How many letters stand before a place as Qt counts."""
    return len(text.encode("utf-16-le")[: 2 * places].decode("utf-16-le", "ignore"))
