"""Lunch proposals on the start page: what waits for my answer, and what became of my own."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lunch_desktop.domain.proposals.entities import AnswerState
from lunch_desktop.domain.times import MINUTE, Instant
from lunch_desktop.store.desktop.queries.proposals import ProposalView
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.times import clock, short_date
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.card import SideCard
from lunch_desktop.ui.widgets.flow import FlowLayout
from lunch_desktop.ui.widgets.label import Label

translate = QCoreApplication.translate

MOST: Final = 3


class _Proposal(QWidget):
    """One of them: who, when and where, how long it waits, and what can be said."""

    accepted = Signal(object)
    declined = Signal(object)
    withdrawn = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._view: ProposalView | None = None
        self._title = Label(theme, weight=Weight.SEMIBOLD, wrap=True)
        self._when = Label(theme, role=TextRole.CAPTION, colour=ColourRole.SECONDARY, wrap=True)
        self._state = Label(theme, role=TextRole.CAPTION, colour=ColourRole.REQUESTED_TEXT, wrap=True)
        self.accept, self.decline = Button(theme, kind=ButtonKind.SECONDARY), Button(theme, kind=ButtonKind.QUIET)
        self.withdraw = Button(theme, kind=ButtonKind.QUIET)
        self.accept.clicked.connect(lambda: self.accepted.emit(self._view))
        self.decline.clicked.connect(lambda: self.declined.emit(self._view))
        self.withdraw.clicked.connect(lambda: self.withdrawn.emit(self._view))
        self._buttons = QWidget()
        self._flow = FlowLayout(self._buttons)
        for button in (self.accept, self.decline, self.withdraw):
            self._flow.addWidget(button)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self._title, self._when, self._state, self._buttons):
            self._layout.addWidget(widget)
        follow(theme, self._restyle)

    def show_proposal(self, view: ProposalView, now: Instant, time_zone: str) -> None:
        """Shows a proposal, or how it stands now."""
        self._view = view
        proposal = view.proposal
        who = view.proposer.name if view.proposer is not None else translate("Today", "A colleague")
        mine = view.mine is None
        self._title.setText(f"“{proposal.text}”" if mine else f"{who}: “{proposal.text}”")
        place = view.restaurant.name if view.restaurant is not None else proposal.place
        when = f"{short_date(proposal.meets_at, time_zone)} {clock(proposal.meets_at, time_zone)}"
        self._when.setText(" · ".join(part for part in (when, place) if part))
        self._state.setText(_standing(view, now, time_zone))
        asked = view.mine is AnswerState.ASKED
        self.accept.setText(translate("Today", "I’m in"))
        self.decline.setText(translate("Today", "Not this time"))
        self.withdraw.setText(translate("Today", "Take it back"))
        self.accept.setAccessibleName(fill(translate("Today", "Accept the proposal of %1"), who))
        self.decline.setAccessibleName(fill(translate("Today", "Decline the proposal of %1"), who))
        for button in (self.accept, self.decline):
            button.setVisible(asked)
        self.withdraw.setVisible(mine)
        self._buttons.setVisible(asked or mine)

    def _restyle(self) -> None:
        self._layout.setSpacing(self.theme.px(self.theme.metrics.space_xs))
        self._flow.set_spacing(self.theme.px(self.theme.metrics.space_xs))


class ProposalsCard(SideCard):
    """At most three; hidden while there are none. The signals carry the `ProposalView`."""

    accepted = Signal(object)
    declined = Signal(object)
    withdrawn = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "")
        self._shown: tuple[tuple[ProposalView, ...], Instant, str] | None = None
        self.rows = [_Proposal(theme) for _ in range(MOST)]
        for row in self.rows:
            row.accepted.connect(self.accepted)
            row.declined.connect(self.declined)
            row.withdrawn.connect(self.withdrawn)
            row.hide()
            self.body.addWidget(row)
        self.hide()

    def show_proposals(self, views: Sequence[ProposalView], now: Instant, time_zone: str) -> None:
        """Shows what can still be answered at `now`: expiry needs nobody, the clock decides."""
        live = tuple(one for one in views if now <= one.proposal.expires_at)
        self._shown = (live, now, time_zone)
        self.set_heading(translate("Today", "Lunch proposals"), str(len(live)) if len(live) > MOST else "")
        for row, view in zip(self.rows, live, strict=False):
            row.show_proposal(view, now, time_zone)
        for place, row in enumerate(self.rows):
            row.setVisible(place < len(live))
        self.setVisible(bool(live))

    def retranslate(self) -> None:
        """Says everything anew."""
        if self._shown is not None:
            self.show_proposals(*self._shown)


def _standing(view: ProposalView, now: Instant, time_zone: str) -> str:
    """How long it waits, and what was said so far."""
    left = max(0, (view.proposal.expires_at - now) // MINUTE)
    until = fill(translate("Today", "until %1"), clock(view.proposal.expires_at, time_zone))
    if left < 60:
        until = translate("Today", "%n min left", None, left)
    if view.mine is AnswerState.REQUESTED:
        return translate("Today", "You said yes; the server has not confirmed it yet.")
    if view.mine is AnswerState.ASKED:
        return until
    said = [_answer(one.employee.name, one.state) for one in view.answers]
    return " · ".join([*said, until])


def _answer(name: str, state: AnswerState) -> str:
    if state is AnswerState.DECLINED:
        return fill(translate("Today", "%1: not this time"), name)
    if state is AnswerState.ACCEPTED:
        return fill(translate("Today", "%1: yes"), name)
    return fill(translate("Today", "%1: no answer yet"), name)
