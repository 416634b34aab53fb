"""A line of text that finds something as it is typed, with what was found in a list below it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from lunch_desktop.store.desktop.reads import Reads
from lunch_desktop.ui.pickers.popup import SuggestionPopup
from lunch_desktop.ui.pickers.scrolling import around, bring_into_view
from lunch_desktop.ui.pickers.suggestion_row import Suggestion
from lunch_desktop.ui.session import DesktopSession
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.base import announce
from lunch_desktop.ui.widgets.inputs import LineEdit

Find = Callable[[Reads, str], list[Suggestion]]


class SuggestionField(LineEdit):
    """Type, Up and Down, Enter; Esc closes the list and nothing else. `taken` carries the Suggestion chosen.

    `find` answers in the background what a text finds. The list never takes the focus, so that what is being
    composed stays where it is.
    """

    taken = Signal(object)

    def __init__(
        self, theme: Theme, session: DesktopSession, find: Find, nothing: Callable[[], str], placeholder: str = ""
    ) -> None:
        """`nothing` says that nothing was found."""
        super().__init__(theme, "", placeholder)
        self._session, self._find, self._nothing = session, find, nothing
        self._popup: SuggestionPopup | None = None
        self._composed = ""
        self._asked = ""
        self._is_asking = False
        self._takes_first = False
        self.textEdited.connect(self._search)

    @property
    def is_open(self) -> bool:
        """Whether the list is in sight."""
        return self._popup is not None and self._popup.isVisible()

    @property
    def suggestions(self) -> tuple[Suggestion, ...]:
        """What is offered now."""
        return self._popup.suggestions if self._popup is not None and self.is_open else ()

    def open_list(self) -> None:
        """Shows what there is without a search."""
        self._ask("")

    def close_list(self) -> None:
        """Hides the list; what was typed stays."""
        self._is_asking = self._takes_first = False
        if self._popup is not None:
            self._popup.hide()
        _application().removeEventFilter(self)

    def choose(self, value: str) -> bool:
        """Takes the suggestion with this text, if it is offered."""
        found = next((one for one in self.suggestions if value in (one.text, one.name)), None)
        if found is not None:
            self._take(found)
        return found is not None

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Searches with the syllable under way: most Korean words are found before they are finished."""
        super().inputMethodEvent(event)
        former, self._composed = self._composed, event.preeditString()
        if self._composed != former:
            self._search()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the list."""
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if self.is_open and self._popup is not None:
                self._popup.step(1 if key == Qt.Key.Key_Down else -1)
                self._say_highlighted()
            else:
                self.open_list()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (self.is_open or self._is_asking):
            self._takes_first = self._is_asking
            if not self._is_asking:
                self._take_highlighted()
        elif key == Qt.Key.Key_Escape and self.is_open:
            self.close_list()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click shows the list."""
        super().mousePressEvent(event)
        if not self.is_open:
            self.open_list()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving with something typed takes what is highlighted, as Enter would."""
        self._composed = ""
        if self.is_open and self.text().strip() and self.isModified():
            self._take_highlighted()
        self.close_list()
        super().focusOutEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While the list is open, a press or a turn of the wheel anywhere else closes it."""
        if (
            event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.Wheel)
            and isinstance(watched, QWidget)
            and self._popup is not None
            and watched is not self
            and watched is not self._popup
            and not self._popup.isAncestorOf(watched)
        ):
            QTimer.singleShot(0, self, self.close_list)
        return super().eventFilter(watched, event)

    def _search(self) -> None:
        if not self.hasFocus():  # the last syllable comes when the field is left, also by closing the window
            return
        before, behind = self.text()[: self.cursorPosition()], self.text()[self.cursorPosition() :]
        self._ask(before + self._composed + behind)

    def _ask(self, text: str) -> None:
        self._asked, self._is_asking = text, True
        self._session.read(
            lambda reads: self._find(reads, text),
            lambda found: self._show(text, found),
            key=f"suggestions.{id(self)}",
            receiver=self,
        )

    def _show(self, text: str, found: Sequence[Suggestion]) -> None:
        if text != self._asked or not self._is_asking:
            return
        self._is_asking = False
        if not self.hasFocus():
            return
        popup = self._open_popup()
        bring_into_view(self)
        popup.show_suggestions(found, self._nothing())
        popup.place_below(self)
        popup.show()
        popup.raise_()
        _application().installEventFilter(self)
        if self._takes_first:
            self._takes_first = False
            self._take_highlighted()
        else:
            self._say_highlighted()

    def _open_popup(self) -> SuggestionPopup:
        """In what covers the window, if something does, so that it lies on top of it."""
        over = next((one for one in around(self) if one.isWindow() or one.property("modalOverlay")), self.window())
        if self._popup is None or self._popup.parentWidget() is not over:
            self._popup = SuggestionPopup(self.theme, over)
            self._popup.taken.connect(self._take)
            self.destroyed.connect(self._popup.deleteLater)
        return self._popup

    def _take_highlighted(self) -> None:
        found = self._popup.highlighted if self._popup is not None else None
        if found is not None:
            self._take(found)

    def _take(self, suggestion: Suggestion) -> None:
        self.close_list()
        self.setModified(False)
        self.taken.emit(suggestion)

    def _say_highlighted(self) -> None:
        found = self._popup.highlighted if self._popup is not None else None
        if found is not None:
            announce(self, found.name)


def _application() -> QCoreApplication:
    application = QApplication.instance()
    if application is None:
        raise RuntimeError("there are no widgets without an application")
    return application
