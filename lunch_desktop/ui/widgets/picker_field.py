"""A line that understands what is typed into it, with a popup to choose from instead."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import TextRole
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import IconButton
from lunch_desktop.ui.widgets.inputs import LineEdit


class PickerField(LineEdit):
    """Type, or step by Up and Down; F4, Alt+Down and the button open the popup.

    What was typed is read when the person leaves the field or presses Enter, and by `interpret`. `failed` says in words
    what could not be understood ("" once it can); the text stays as it was typed.
    """

    failed = Signal(str)

    def __init__(self, theme: Theme, icon: Icon, *, button: bool = True, parent: QWidget | None = None) -> None:
        """Without its ``button`` the field is narrower; keys open the popup all the same."""
        super().__init__(theme, "", "", parent)
        self._error, self._has_button = "", button
        self._button = IconButton(theme, icon, "", parent=self)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.setCursor(Qt.CursorShape.ArrowCursor)
        self._button.clicked.connect(self.toggle_popup)
        self._button.setVisible(button)
        self.textEdited.connect(self._typed)
        self.retranslate()
        follow(theme, self._dress)

    @property
    def error(self) -> str:
        """What is wrong with the text that stands in the field, "" for nothing."""
        return self._error

    def interpret(self) -> bool:
        """Reads what was typed; False, with `failed`, where it can't be understood or is out of range."""
        if self.isModified():
            self._set_error(self.take_text(self.text()))
        return not self._error

    def take_text(self, text: str) -> str:
        """Takes what was typed as the value and shows it as it is written; else says in words what is wrong."""
        raise NotImplementedError

    def write(self) -> str:
        """The value in words."""
        raise NotImplementedError

    def step(self, by: int) -> None:
        """Goes so many steps on, within the range."""
        raise NotImplementedError

    @property
    def popup_is_open(self) -> bool:
        """Whether the popup is in sight."""
        raise NotImplementedError

    def toggle_popup(self) -> None:
        """Opens the popup, or closes it."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Names the button in the present language, and shows the value as it is written in it."""
        raise NotImplementedError

    def name_button(self, name: str) -> None:
        """What a screen reader and the tooltip say of the button."""
        self._button.set_name(name)

    def show_value(self) -> None:
        """Shows the value instead of what was typed."""
        self.setText(self.write())
        self.setModified(False)
        self._set_error("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a picker; the rest is the line's."""
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key == Qt.Key.Key_F4 or (alt and key in (Qt.Key.Key_Down, Qt.Key.Key_Up)):
            if not self.isReadOnly():
                self.toggle_popup()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not self.isReadOnly():
            if self.interpret():
                self.step(-1 if key == Qt.Key.Key_Up else 1)
                self.selectAll()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.interpret():
            # The form is not to be sent with what was not understood.
            event.accept()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel is the page's."""
        event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving reads what was typed."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            self.interpret()

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.EnabledChange:
            self._button.setVisible(self._has_button and self.isEnabled())
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the button at the right."""
        super().resizeEvent(event)
        side = self.height() - 6
        self._button.setGeometry(self.width() - side - 3, 3, side, side)

    def minimumSizeHint(self) -> QSize:
        """The value is never cut."""
        beside = 28 if self._has_button else 0
        words = self.fontMetrics().horizontalAdvance(self.write()) + self.theme.px(beside + 8 + 12)
        return QSize(words, self.theme.px(self.theme.metrics.control))

    def _typed(self) -> None:
        self._set_error("")

    def _set_error(self, error: str) -> None:
        if error != self._error:
            self._error = error
            self.failed.emit(error)

    def _dress(self) -> None:
        self.setFont(self.theme.font(TextRole.BODY, tabular=True))
        self.keep_clear(0, self.theme.px(24) if self._has_button else 0)
        self.updateGeometry()
