"""What a person does with votes and proposals."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from lunch_desktop.domain.ids import OptionId, PartyId, ProposalId, RestaurantId
from lunch_desktop.domain.mutations import Intent
from lunch_desktop.domain.parties.vote_casting import AddOption, CastVote
from lunch_desktop.domain.parties.vote_closing import CancelVote, CloseVote
from lunch_desktop.domain.parties.vote_opening import OpenVote
from lunch_desktop.domain.parties.votes import Vote
from lunch_desktop.domain.proposals.answering import AcceptProposal, DeclineProposal
from lunch_desktop.domain.proposals.making import MakeProposal, WithdrawProposal
from lunch_desktop.domain.times import Instant
from lunch_desktop.store.desktop.queries.votes import VoteView
from lunch_desktop.ui.actions.parties import OnDone
from lunch_desktop.ui.session import DesktopSession, OnRefused


def open_vote(
    session: DesktopSession, new: OpenVote, on_done: OnDone, on_refused: OnRefused, *, receiver: QObject | None = None
) -> None:
    """Let the members decide."""
    session.do(Intent("vote.open", new), on_done, on_refused, receiver=receiver)


def choose(
    session: DesktopSession, view: VoteView, chosen: Sequence[OptionId], on_done: OnDone, on_refused: OnRefused
) -> None:
    """Choose anew, from what I see that I have chosen."""
    vote = view.vote
    session.do(Intent("vote.cast", CastVote(vote.party_id, vote.id, tuple(chosen), view.mine)), on_done, on_refused)


def add_option(
    session: DesktopSession,
    vote: Vote,
    restaurant: RestaurantId | None,
    meets_at: Instant | None,
    on_done: OnDone,
    on_refused: OnRefused,
) -> None:
    """One more restaurant or time to choose."""
    args = AddOption(PartyId(vote.party_id), vote.id, restaurant, meets_at)
    session.do(Intent("vote.add_option", args), on_done, on_refused)


def close_vote(session: DesktopSession, vote: Vote, on_done: OnDone, on_refused: OnRefused) -> None:
    """End it now."""
    session.do(Intent("vote.close", CloseVote(vote.party_id, vote.id)), on_done, on_refused)


def cancel_vote(session: DesktopSession, vote: Vote, on_done: OnDone, on_refused: OnRefused) -> None:
    """Take it back."""
    session.do(Intent("vote.cancel", CancelVote(vote.party_id, vote.id)), on_done, on_refused)


def make_proposal(
    session: DesktopSession,
    new: MakeProposal,
    on_done: OnDone,
    on_refused: OnRefused,
    *,
    receiver: QObject | None = None,
) -> None:
    """Ask colleagues to lunch."""
    session.do(Intent("proposal.make", new), on_done, on_refused, receiver=receiver)


def accept_proposal(session: DesktopSession, proposal: ProposalId, on_done: OnDone, on_refused: OnRefused) -> None:
    """Say yes."""
    session.do(Intent("proposal.accept", AcceptProposal(proposal)), on_done, on_refused)


def decline_proposal(session: DesktopSession, proposal: ProposalId, on_done: OnDone, on_refused: OnRefused) -> None:
    """Say no."""
    session.do(Intent("proposal.decline", DeclineProposal(proposal, True)), on_done, on_refused)


def withdraw_proposal(session: DesktopSession, proposal: ProposalId, on_done: OnDone, on_refused: OnRefused) -> None:
    """Never mind."""
    session.do(Intent("proposal.withdraw", WithdrawProposal(proposal)), on_done, on_refused)
