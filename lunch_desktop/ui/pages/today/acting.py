"""What the start page does when a person presses something, and what it tells them afterwards."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

from lunch_desktop.domain.availability import AvailabilityState
from lunch_desktop.domain.times import Instant
from lunch_desktop.store.desktop.performed import Performed
from lunch_desktop.store.desktop.queries.parties import PartyView
from lunch_desktop.store.desktop.queries.proposals import ProposalView
from lunch_desktop.store.desktop.queries.sync_centre import ChangeView
from lunch_desktop.store.desktop.queries.today import Today
from lunch_desktop.ui.actions import availability, parties, seats, votes
from lunch_desktop.ui.actions import today as actions
from lunch_desktop.ui.page import PageContext
from lunch_desktop.ui.pages.parties.asking import ask_to_switch
from lunch_desktop.ui.pages.parties.standing import PartyAction, entry
from lunch_desktop.ui.pages.today.answers import SeatAnswers
from lunch_desktop.ui.session import OnRefused
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.times import window

translate = QCoreApplication.translate


class TodayActions(QObject):
    """One method a thing that can be done. `on_refused` shows a refusal where the person looks."""

    def __init__(
        self, context: PageContext, page: QWidget, on_refused: OnRefused, may_tell: Callable[[], bool]
    ) -> None:
        """What is still expected when `page` goes is told to nobody."""
        super().__init__(page)
        self._session, self._shell = context.session, context.shell
        self.theme, self._page = context.theme, page
        self._on_refused = on_refused
        self._answers = SeatAnswers(context.session, context.shell, on_refused, may_tell, self)

    def answer(self, today: Today, state: str, free: tuple[Instant, Instant]) -> None:
        """Say whether I am free today."""
        words = {
            AvailabilityState.FREE.value: fill(
                translate("Today", "Your circle sees that you are free %1"), window(*free, today.office.time_zone)
            ),
            AvailabilityState.ALONE.value: translate("Today", "You eat on your own today"),
            AvailabilityState.AWAY.value: translate("Today", "Not at lunch today"),
        }
        done, day = self._told(words[state]), today.today
        if state == AvailabilityState.FREE:
            availability.say_when_i_am_free(self._session, day, free, done, self._on_refused)
        elif state == AvailabilityState.ALONE:
            availability.say_i_eat_alone(self._session, day, done, self._on_refused)
        else:
            availability.say_i_am_away(self._session, day, done, self._on_refused)

    def join(self, view: PartyView) -> None:
        """Ask for a seat, in exchange for another where one is in the way, or a place in line where there is none."""
        way_in = entry(view, self._session.clock.now())
        asked = self._asked(view.party.title)
        if way_in is PartyAction.SWITCH:
            self._switch(view, asked)
        elif way_in is PartyAction.CLAIM:
            seats.claim_seat(self._session, view.party, asked, self._on_refused)
        else:
            parties.join_party(self._session, view.party, asked, self._on_refused)

    def _switch(self, view: PartyView, asked: Callable[[Performed], None]) -> None:
        question = ask_to_switch(self.theme, view, self._session.reads.actor, self._page.window())
        if question is None:
            seats.switch_party(self._session, view, asked, self._on_refused)
            return
        question.accepted.connect(lambda: seats.switch_party(self._session, view, asked, self._on_refused))
        question.finished.connect(question.deleteLater)
        question.open()

    def _asked(self, title: str) -> Callable[[Performed], None]:
        return lambda done: self._answers.asked(done, title)

    def accept(self, view: ProposalView) -> None:
        """Say yes to a proposal."""
        done = self._told(translate("Today", "You said yes to lunch"))
        votes.accept_proposal(self._session, view.proposal.id, done, self._on_refused)

    def decline(self, view: ProposalView) -> None:
        """Say no to a proposal."""
        done = self._told(translate("Today", "You said no to lunch"))
        votes.decline_proposal(self._session, view.proposal.id, done, self._on_refused)

    def withdraw_proposal(self, view: ProposalView) -> None:
        """Take my own proposal back."""
        done = self._told(translate("Today", "The proposal was taken back"))
        votes.withdraw_proposal(self._session, view.proposal.id, done, self._on_refused)

    def withdraw(self, view: PartyView) -> None:
        """Take back a seat that was asked for."""
        text = fill(translate("Today", "Request withdrawn – “%1”"), view.party.title)
        parties.withdraw_request(
            self._session, view, lambda: self._shell.toast(text, lambda: self.join(view)), self._on_refused
        )

    def leave(self, view: PartyView) -> None:
        """Give up a seat or a place in line; asked about before, as it can't be had back for certain."""
        text = fill(translate("Today", "You left “%1”"), view.party.title)
        parties.leave_party(self._session, view, lambda _done: self._shell.toast(text), self._on_refused)

    def be_late(self, view: PartyView, minutes: int) -> None:
        """Tell everybody."""
        said = fill(translate("Today", "Everybody sees that you come %1 min late"), minutes)
        text = said if minutes else translate("Today", "Everybody sees that you are on time")
        parties.be_late(self._session, view.party, minutes, self._told(text), self._on_refused)

    def close_party(self, view: PartyView) -> None:
        """Take no more people."""
        text = fill(translate("Today", "Closed – “%1” takes no more people"), view.party.title)
        parties.close_party(self._session, view.party, self._told(text), self._on_refused)

    def open_again(self, view: PartyView) -> None:
        """Take people again."""
        text = fill(translate("Today", "Open again – “%1”"), view.party.title)
        parties.open_again(self._session, view.party, self._told(text), self._on_refused)

    def went(self, view: PartyView) -> None:
        """We went."""
        text = fill(translate("Today", "Written down: you went to “%1”"), view.party.title)
        parties.record_visit(self._session, view.party, self._told(text), self._on_refused)

    def did_not_go(self, view: PartyView) -> None:
        """We did not, after all."""
        text = fill(translate("Today", "Taken back: you did not go to “%1”"), view.party.title)
        actions.say_i_did_not_go(self._session, view.party, self._told(text), self._on_refused)

    def wait_instead(self, refused: ChangeView) -> None:
        """The party was full: wait in line for it."""
        if refused.party is not None:
            title = refused.party.title
            parties.join_party(
                self._session, refused.party, lambda done: self._answers.asked(done, title), self._on_refused
            )
        actions.close_the_refusal(self._session, refused)

    def close_refusal(self, refused: ChangeView) -> None:
        """I have read it."""
        actions.close_the_refusal(self._session, refused)

    def copy(self, text: str, said: str) -> None:
        """Put a text on the clipboard, and say so."""
        actions.copy_text(text)
        self._shell.toast(said)

    def _told(self, text: str) -> Callable[[Performed], None]:
        def done(performed: Performed) -> None:
            self._shell.toast(text, lambda: self._session.undo(performed.uuid, None, self._on_refused))

        return done
