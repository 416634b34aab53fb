"""A card of the page for admins: what it is about, the details, and what can be done."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, Weight
from lunch_desktop.ui.widgets.button import Button
from lunch_desktop.ui.widgets.card import Card
from lunch_desktop.ui.widgets.label import Label


class Entry(Card):
    """Title and lines at the left, buttons at the right."""

    def __init__(self, theme: Theme, title: str, lines: str, *buttons: Button) -> None:
        super().__init__(theme)
        row, words = QHBoxLayout(), QVBoxLayout()
        words.addWidget(Label(theme, title, weight=Weight.SEMIBOLD, wrap=True))
        if lines:
            words.addWidget(Label(theme, lines, colour=ColourRole.SECONDARY, wrap=True))
        row.addLayout(words, 1)
        for button in buttons:
            row.addWidget(button)
        self.body.addLayout(row)
        self.setAccessibleName(title)
        self.setAccessibleDescription(lines)
