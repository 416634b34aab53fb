"""All votes of a party in its detail, and the host's way to open one."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lunch_desktop.domain.parties.entities import PartyState
from lunch_desktop.domain.parties.votes import VoteSubject
from lunch_desktop.domain.times import MINUTE, Instant
from lunch_desktop.store.desktop.queries.parties import PartyView
from lunch_desktop.store.desktop.queries.votes import VoteView
from lunch_desktop.ui.pages.parties.vote_card import VoteCard
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import Button, ButtonKind

translate = QCoreApplication.translate

_WORTHWHILE = 5 * MINUTE
"""Nobody opens a vote when lunch is as near as this."""


class VoteBox(QWidget):
    """Signals as `VoteCard` has them; `new_wanted` carries the subject of a new vote."""

    chose = Signal(object, object)
    add_wanted = Signal(object)
    close_wanted = Signal(object)
    cancel_wanted = Signal(object)
    new_wanted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._free: str = VoteSubject.PLACE.value
        self.cards = {subject.value: VoteCard(theme) for subject in VoteSubject}
        self.new = Button(theme, kind=ButtonKind.QUIET, icon=Icon.VOTE)
        self.new.clicked.connect(lambda: self.new_wanted.emit(self._free))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        for card in self.cards.values():
            card.chose.connect(self.chose)
            card.add_wanted.connect(self.add_wanted)
            card.close_wanted.connect(self.close_wanted)
            card.cancel_wanted.connect(self.cancel_wanted)
            card.hide()
            self._layout.addWidget(card)
        self._layout.addWidget(self.new, 0, Qt.AlignmentFlag.AlignLeft)
        follow(theme, self._restyle)

    def show_votes(self, view: PartyView, votes: tuple[VoteView, ...], now: Instant, time_zone: str) -> None:
        """Shows the votes of a party, or how they stand now."""
        cancelled = view.party.state == PartyState.CANCELLED
        shown = {} if cancelled else {one.vote.subject: one for one in votes}
        for subject, card in self.cards.items():
            vote = shown.get(subject)
            card.setVisible(vote is not None)
            if vote is not None:
                card.show_vote(vote, now, time_zone, hosts=view.i_host)
        running = {subject for subject, one in shown.items() if one.vote.state in ("open", "closing")}
        free = [subject for subject in self.cards if subject not in running]
        ahead = not cancelled and now < view.party.meets_at - _WORTHWHILE
        self.new.setText(translate("Votes", "Let them vote"))
        self.new.setVisible(view.i_host and ahead and bool(free))
        self._free = free[0] if free else VoteSubject.PLACE.value
        self.setVisible(bool(shown) or not self.new.isHidden())

    def _restyle(self) -> None:
        self._layout.setSpacing(self.theme.px(self.theme.metrics.space_l))
