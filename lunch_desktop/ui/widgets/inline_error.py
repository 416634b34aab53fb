"""What went wrong, beside what it went wrong with: at a field, or where a part of a page should be."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole
from lunch_desktop.ui.widgets.base import announce, follow
from lunch_desktop.ui.widgets.button import Button
from lunch_desktop.ui.widgets.icon_label import IconLabel
from lunch_desktop.ui.widgets.label import Label


class InlineError(QWidget):
    """An icon, a sentence that says what is wrong and what to do, and perhaps the button that does it (``pressed``).

    Not in sight while nothing is wrong. ``small`` is for a field; a part of a page is told in the size of its text.
    """

    pressed = Signal()

    def __init__(self, theme: Theme, *, small: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._role = TextRole.CAPTION if small else TextRole.BODY
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._icon = IconLabel(theme, Icon.ERROR, ColourRole.REFUSED_TEXT, 16)
        self._words = Label(theme, role=self._role, colour=ColourRole.REFUSED_TEXT, wrap=True)
        self._button = Button(theme)
        self._button.clicked.connect(self.pressed)
        self._button.hide()
        self._layout = QHBoxLayout(self)
        self._layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self._layout.addWidget(self._words, 1, Qt.AlignmentFlag.AlignVCenter)
        self._layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()
        follow(theme, self._restyle)

    def text(self) -> str:
        """What is said, "" for nothing."""
        return self._words.text()

    def show_error(self, text: str, button: str = "") -> None:
        """Says what is wrong, or that nothing is any more by ``""``; a screen reader says it at once."""
        if text and text != self.text():
            announce(self, text)
        self._words.setText(text)
        self._button.setText(button)
        self._button.setParent(self)
        self._button.setVisible(bool(button))
        self.setVisible(bool(text))
        self._restyle()

    def _restyle(self) -> None:
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(self.theme.px(6 if self._role is TextRole.CAPTION else self.theme.metrics.space_s))
        # The icon stands in the first line, or in the line of the button.
        line = self.theme.line(self._role)
        beside = self.theme.px(self.theme.metrics.control) if not self._button.isHidden() else line
        self._icon.setFixedHeight(beside)
