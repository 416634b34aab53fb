"""A guest from outside, among the people of a party."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunch_desktop.store.desktop.queries.parties import GuestView
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Tone, Weight
from lunch_desktop.ui.widgets.avatar import Avatar
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import IconButton
from lunch_desktop.ui.widgets.label import ElidedLabel
from lunch_desktop.ui.widgets.pill import PillContent, StatePill

translate = QCoreApplication.translate


class GuestRow(QWidget):
    """The name, where I am told it, who brings them, and that they are a guest. `dropped` carries the guest's id."""

    dropped = Signal(str)

    def __init__(self, theme: Theme, one: GuestView, *, may_drop: bool) -> None:
        super().__init__()
        self.theme = theme
        name = one.name or translate("Parties", "A guest")
        brought = fill(translate("Parties", "Guest of %1"), one.inviter) if one.inviter else ""
        self._layout = QHBoxLayout(self)
        self._layout.addWidget(Avatar(theme, name, 32))
        self._words = QVBoxLayout()
        self._words.addWidget(ElidedLabel(theme, name, weight=Weight.SEMIBOLD))
        self._words.addWidget(ElidedLabel(theme, brought, role=TextRole.CAPTION, colour=ColourRole.SECONDARY))
        self._layout.addLayout(self._words, 1)
        if one.requested:
            pill = PillContent(translate("Parties", "Requested"), Tone.REQUESTED)
        else:
            pill = PillContent(translate("Parties", "Guest"), Tone.NEUTRAL, Icon.PERSON)
        self._layout.addWidget(StatePill(theme, pill))
        if may_drop:
            button = IconButton(theme, Icon.CLOSE, fill(translate("Parties", "%1 does not come"), name))
            button.clicked.connect(lambda: self.dropped.emit(one.guest.id))
            self._layout.addWidget(button)
        self.setAccessibleName(", ".join(part for part in (name, brought, pill.text) if part))
        follow(theme, self._restyle)

    def _restyle(self) -> None:
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(self.theme.px(self.theme.metrics.space_s))
        self._words.setSpacing(0)
