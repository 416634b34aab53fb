"""What a newcomer sees on their first days: who is in their circle, and the next step."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, Weight
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import Button
from lunch_desktop.ui.widgets.card import Card
from lunch_desktop.ui.widgets.icon_label import IconLabel
from lunch_desktop.ui.widgets.label import Label

translate = QCoreApplication.translate

_MOST_NAMED = 4


class DayOneCard(Card):
    """Out of sight once somebody has taken part in a lunch. `invite` says that they want to invite colleagues."""

    invite = Signal()

    def __init__(self, theme: Theme, *, can_invite: bool, parent: QWidget | None = None) -> None:
        super().__init__(theme, padding=16, parent=parent)
        self._can_invite = can_invite
        self._team: tuple[str, ...] | None = None
        self._title = Label(theme, weight=Weight.SEMIBOLD, wrap=True)
        self._sentence = Label(theme, colour=ColourRole.SECONDARY, wrap=True)
        self.button = Button(theme, icon=Icon.INVITE)
        self.button.clicked.connect(self.invite)
        self._words = QVBoxLayout()
        for label in (self._title, self._sentence):
            self._words.addWidget(label)
        self._words.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self._row = QHBoxLayout()
        self._row.addWidget(IconLabel(theme, Icon.PEOPLE, ColourRole.ACCENT, 24), 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(self._words, 1)
        self.body.addLayout(self._row)
        self.hide()
        follow(theme, self._space)

    def show_team(self, team: Sequence[str] | None) -> None:
        """The names of the others in the person's team; None once they need no introduction."""
        self._team = None if team is None else tuple(team)
        self.setVisible(self._team is not None)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything anew."""
        self.button.setText(translate("Today", "Invite colleagues"))
        self.button.setVisible(self._can_invite)
        if self._team is None:
            return
        if self._team:
            named, more = ", ".join(self._team[:_MOST_NAMED]), len(self._team) - _MOST_NAMED
            title = (
                translate("Today", "Your team: %1") if more <= 0 else translate("Today", "Your team: %1 and %2 more")
            )
            self._title.setText(fill(title, named, more))
            self._sentence.setText(
                translate(
                    "Today", "They see when you are free for lunch. Open a party, and they can join with one key."
                )
            )
        else:
            self._title.setText(translate("Today", "You're the first one here"))
            self._sentence.setText(
                translate("Today", "Invite colleagues, and open a party: they see it as soon as they join.")
            )
        self.setAccessibleName(self._title.text())

    def _space(self) -> None:
        self._row.setSpacing(self.theme.px(self.theme.metrics.space_m))
        self._words.setSpacing(self.theme.px(self.theme.metrics.space_xs))
