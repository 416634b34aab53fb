"""An input with its label above, help below, and its error in words beside the icon."""

from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit, QVBoxLayout, QWidget

from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.base import follow, set_flag
from lunch_desktop.ui.widgets.inline_error import InlineError
from lunch_desktop.ui.widgets.label import Label


class Field(QWidget):
    """Puts a label, help and an error around any input, for eyes and for screen readers."""

    def __init__(
        self, theme: Theme, label: str, editor: QWidget, help_text: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.editor = editor
        self._help_text, self._error_text = help_text, ""
        self._label = Label(theme, label, weight=Weight.SEMIBOLD)
        self._label.setBuddy(editor)
        self._help = Label(theme, help_text, role=TextRole.CAPTION, colour=ColourRole.SECONDARY, wrap=True)
        self._error = InlineError(theme, small=True)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self._label, editor, self._error, self._help):
            self._layout.addWidget(widget)
        self._layout.addStretch(0)
        self.set_label(label)
        self.set_error("")
        follow(theme, self._restyle)

    @property
    def error(self) -> str:
        """The error shown, "" for none."""
        return self._error_text

    def set_label(self, label: str) -> None:
        """Changes the label, which is the input's accessible name."""
        self._label.setText(label)
        self.editor.setAccessibleName(label)
        inner = self.editor.findChild(QLineEdit) if isinstance(self.editor, QAbstractSpinBox) else None
        if inner is not None:
            inner.setAccessibleName(label)

    def set_help(self, text: str) -> None:
        """Changes the help below the input."""
        self._help_text = text
        self._help.setText(text)
        self._describe()

    def set_error(self, text: str) -> None:
        """Shows what is wrong and what to do about it; "" when it is right again."""
        self._error_text = text
        self._error.show_error(text)
        set_flag(self.editor, "invalid", bool(text))
        self._describe()

    def _describe(self) -> None:
        self._help.setVisible(bool(self._help_text) and not self._error_text)
        self.editor.setAccessibleDescription(self._error_text or self._help_text)

    def _restyle(self) -> None:
        self._layout.setSpacing(self.theme.px(self.theme.metrics.space_xs))
