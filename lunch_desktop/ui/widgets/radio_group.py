"""One of a few, each with a line that explains it; where a word is enough, `SegmentedControl` takes less room."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.check_box import RadioButton
from lunch_desktop.ui.widgets.label import Label


@dataclass(frozen=True, slots=True)
class RadioOption:
    """A choice: its key, its word, and a sentence below it."""

    key: str
    text: str
    description: str = ""


class RadioGroup(QWidget):
    """Exactly one of its options. ``chosen`` carries the key when a person chooses; Up and Down move the choice."""

    chosen = Signal(str)

    def __init__(
        self, theme: Theme, options: Sequence[RadioOption], name: str = "", parent: QWidget | None = None
    ) -> None:
        """The first option is chosen at the start. ``name`` says what is chosen here."""
        super().__init__(parent)
        self.theme = theme
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._layout = QVBoxLayout(self)
        self._buttons: dict[str, RadioButton] = {}
        self._descriptions: dict[str, Label] = {}
        for option in options:
            button = RadioButton(theme, option.text, self)
            button.setChecked(not self._buttons)
            button.clicked.connect(lambda _checked=False, key=option.key: self.chosen.emit(key))
            words = Label(theme, role=TextRole.CAPTION, colour=ColourRole.SECONDARY, wrap=True, parent=self)
            self._group.addButton(button)
            self._layout.addWidget(button)
            self._layout.addWidget(words)
            self._buttons[option.key], self._descriptions[option.key] = button, words
            self.set_text(option)
        follow(theme, self._restyle)

    @property
    def value(self) -> str:
        """The key of the chosen option."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    @property
    def focus_target(self) -> QWidget:
        """The option that is chosen, which the keyboard begins at."""
        return next((one for one in self._buttons.values() if one.isChecked()), self)

    def set_value(self, key: str) -> None:
        """Chooses without a signal."""
        self._buttons[key].setChecked(True)

    def set_text(self, option: RadioOption) -> None:
        """Changes the words of the option with this key."""
        self._buttons[option.key].setText(option.text)
        self._buttons[option.key].setAccessibleDescription(option.description)
        self._descriptions[option.key].setText(option.description)
        self._descriptions[option.key].setVisible(bool(option.description))

    def set_option_enabled(self, key: str, enabled: bool) -> None:
        """Lets an option be chosen, or not."""
        self._buttons[key].setEnabled(enabled)
        self._descriptions[key].set_colour(ColourRole.SECONDARY if enabled else ColourRole.DISABLED)

    def _restyle(self) -> None:
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        for words in self._descriptions.values():
            # Under the word, not under the mark.
            words.setContentsMargins(self.theme.px(4 + 18 + 8), 0, 0, self.theme.px(self.theme.metrics.space_xs))
