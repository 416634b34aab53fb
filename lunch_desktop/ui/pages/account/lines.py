"""The lines of a profile."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole
from lunch_desktop.ui.widgets.base import follow, set_name
from lunch_desktop.ui.widgets.icon_label import IconLabel
from lunch_desktop.ui.widgets.label import Label

_WORD = 120


class FactLine(QWidget):
    """What it is, and what it is for this person; perhaps with a button."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._word = Label(theme, colour=ColourRole.SECONDARY, wrap=True)
        self._value = Label(theme, wrap=True)
        self._value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._word, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self._value, 1, Qt.AlignmentFlag.AlignTop)
        follow(theme, self._restyle)

    @property
    def value(self) -> str:
        """What it says."""
        return self._value.text()

    def add(self, button: QWidget) -> None:
        """Put something to press at its end."""
        self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        for label in (self._word, self._value):
            self._row.setAlignment(label, Qt.AlignmentFlag.AlignVCenter)

    def say(self, word: str, value: str) -> None:
        """Say something else."""
        self._word.setText(word)
        self._value.setText(value)
        set_name(self, f"{word}: {value}")

    def _restyle(self) -> None:
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(self.theme.px(self.theme.metrics.space_m))
        self._word.setFixedWidth(self.theme.px(_WORD))


class SeenLine(QWidget):
    """Something that colleagues see, or don't."""

    def __init__(self, theme: Theme, *, seen: bool) -> None:
        super().__init__()
        self.theme = theme
        self._icon = IconLabel(theme, Icon.EYE if seen else Icon.EYE_OFF, ColourRole.SECONDARY, 16)
        self._text = Label(theme, colour=ColourRole.TEXT if seen else ColourRole.SECONDARY, wrap=True)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self._text, 1)
        follow(theme, self._restyle)

    def say(self, text: str) -> None:
        """Say something else."""
        self._text.setText(text)

    def _restyle(self) -> None:
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(self.theme.px(self.theme.metrics.space_s))
        # As high as the first line, so that both share its middle.
        self._icon.setFixedHeight(self.theme.line(TextRole.BODY))
