"""One fact of a party: an icon, what it is, and more about it in small."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.icon_label import IconLabel
from lunch_desktop.ui.widgets.label import Label


class FactRow(QWidget):
    """Hidden while it has nothing to say. Its text can be marked and copied."""

    def __init__(self, theme: Theme, icon: Icon, *, weight: Weight = Weight.REGULAR) -> None:
        super().__init__()
        self.theme = theme
        self._icon = IconLabel(theme, icon, ColourRole.SECONDARY, 16)
        self._text = Label(theme, weight=weight, wrap=True)
        self._more = Label(theme, role=TextRole.CAPTION, colour=ColourRole.SECONDARY, wrap=True)
        for label in (self._text, self._more):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words = QVBoxLayout()
        self._words.addWidget(self._text)
        self._words.addWidget(self._more)
        self._layout = QHBoxLayout(self)
        self._layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self._layout.addLayout(self._words, 1)
        self.hide()
        follow(theme, self._restyle)

    def show_fact(self, text: str, more: str = "") -> None:
        """Says something, or nothing."""
        self._text.setText(text)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        self.setVisible(bool(text))

    def set_tone(self, icon: Icon, role: ColourRole) -> None:
        """Shows another icon, in another colour with its text."""
        self._icon.set_icon(icon, role)
        self._text.set_colour(role)

    def _restyle(self) -> None:
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(self.theme.px(self.theme.metrics.space_s))
        self._words.setSpacing(0)
        # As high as the first line, so that both share its middle.
        self._icon.setFixedHeight(self.theme.line(TextRole.BODY))
