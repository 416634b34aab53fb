"""Votes and proposals under the attack on rights: what is there, what is sent, and who is told what of it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from typing import Any, Final
from uuid import uuid4

from lunch_desktop.domain.ids import EmployeeId, ProposalId, VoteId
from lunch_desktop.domain.parties.entities import Party
from lunch_desktop.domain.parties.vote_casting import AddOption, CastVote
from lunch_desktop.domain.parties.vote_closing import CancelVote, CloseVote
from lunch_desktop.domain.parties.vote_opening import OpenVote
from lunch_desktop.domain.parties.votes import (
    BALLOTS,
    VOTE_OPTIONS,
    VOTES,
    Ballot,
    Vote,
    VoteOption,
    ballot_id,
    option_id,
)
from lunch_desktop.domain.people import Employee
from lunch_desktop.domain.proposals.answering import AcceptProposal, DeclineProposal
from lunch_desktop.domain.proposals.entities import (
    PROPOSAL_ANSWERS,
    PROPOSALS,
    Proposal,
    ProposalAnswer,
    proposal_answer_id,
)
from lunch_desktop.domain.proposals.making import MakeProposal, WithdrawProposal
from lunch_desktop.domain.table import Table
from lunch_desktop.domain.times import HOUR, Instant, day_of
from tests.attacks.authorisation.callers import Caller
from tests.attacks.authorisation.cast import GUEST, HOST, HOST_THERE, PEOPLE, PEOPLE_THERE, WHO, Cast, a_party
from tests.attacks.authorisation.cells import ALLOWED
from tests.attacks.authorisation.samples import NOWHERE
from tests.attacks.authorisation.trying import Try
from tests.support.company import PLACES, an_id

_DAYS: Final = count(200)
_NOTHING: Final = {"proposal_id": NOWHERE}


def vote_rows(party: Party) -> list[tuple[Any, Any]]:
    """A vote on the place that runs, with two options and the host's choice."""
    vote = Vote(_vote_of(party), party.id, "place", _before(party), "listed", "open", None, party.opened_at)
    options = [
        VoteOption(option_id(vote.id, one.id), vote.id, party.id, place, one.id, None, party.host_id)
        for place, one in enumerate(PLACES[:2], start=1)
    ]
    host = party.host_id
    ballot = Ballot(ballot_id(options[0].id, host), vote.id, options[0].id, party.id, host)
    return [(VOTES, vote), *((VOTE_OPTIONS, one) for one in options), (BALLOTS, ballot)]


def _vote_of(party: Party) -> VoteId:
    return VoteId(an_id(f"vote of {party.id}"))


def _before(party: Party) -> Instant:
    return Instant(party.meets_at - HOUR)


def _open(on: Any) -> OpenVote:
    party = on.party
    return OpenVote(party.id, "place", _before(party), "nearest", tuple(one.id for one in PLACES[:2]), ())


def _cast(on: Any) -> CastVote:
    vote = _vote_of(on.party)
    return CastVote(on.party.id, vote, (option_id(vote, PLACES[1].id),), ())


VOTING: Final[dict[str, Callable[[Any], Any]]] = {
    "vote.open": _open,
    "vote.add_option": lambda on: AddOption(on.party.id, _vote_of(on.party), PLACES[2].id, None),
    "vote.cast": _cast,
    "vote.close": lambda on: CloseVote(on.party.id, _vote_of(on.party)),
    "vote.cancel": lambda on: CancelVote(on.party.id, _vote_of(on.party)),
}
"""What each is sent with, such that it is applied for whoever may."""


def _proposal(cast: Cast, proposer: Employee, *asked: Employee) -> tuple[Proposal, list[tuple[Any, Any]]]:
    meets_at = Instant(cast.now + 24 * HOUR * next(_DAYS))  # nobody has two lunches on one day
    proposal = Proposal(
        id=ProposalId(str(uuid4())),
        office_id=proposer.office_id,
        proposer_id=proposer.id,
        day=day_of(meets_at, "Asia/Seoul"),
        meets_at=meets_at,
        minutes=60,
        restaurant_id=None,
        place="",
        text="비밀 점심",
        made_at=cast.now,
        expires_at=Instant(cast.now + 24 * HOUR),
        state="open",
        party_id=None,
    )
    answers = [ProposalAnswer(proposal_answer_id(proposal.id, one.id), proposal.id, one.id, "asked") for one in asked]
    return proposal, [(PROPOSALS, proposal), *((PROPOSAL_ANSWERS, one) for one in answers)]


def _ways(cast: Cast, actor: Employee) -> Iterator[tuple[str, str, ProposalId]]:
    """Each way to stand to a proposal: how it is told, `proposer`, `asked` or `not_found`, and which it is."""
    yield "no such proposal", "not_found", ProposalId(str(uuid4()))
    for told, stands, proposer, asked in (
        ("of another office", "not_found", HOST_THERE, (PEOPLE_THERE[0],)),
        ("of the former office, asked", "not_found", HOST_THERE, (PEOPLE_THERE[0], actor)),
        ("for others", "not_found", HOST, (GUEST,)),
        ("asked", "asked", HOST, (GUEST, actor)),
        ("made it", "proposer", actor, (GUEST,)),
    ):
        proposal, rows = _proposal(cast, proposer, *asked)
        cast.send(rows)
        yield told, stands, proposal.id


def _answer(make: Callable[[ProposalId], Any], may: str, others: str) -> Callable[[Cast, Employee], Iterator[Try]]:
    """Tries of a mutation which those who stand so may make; who sees the proposal otherwise is told `others`."""

    def tries(cast: Cast, actor: Employee) -> Iterator[Try]:
        for told, stands, proposal in _ways(cast, actor):
            stated = ALLOWED if stands == may else "not_found" if stands == "not_found" else others
            seats = frozenset({HOST.id, GUEST.id}) if stated == ALLOWED else frozenset[str]()
            yield Try(told, make(proposal), stated, seats, _NOTHING)

    return tries


def _makes(cast: Cast, actor: Employee) -> Iterator[Try]:
    """For oneself; whom it asks has to be there."""
    for told, whom, stated in (
        ("asking a colleague", GUEST.id, ALLOWED),
        ("asking somebody of another office", HOST_THERE.id, "not_found"),
        ("asking somebody deactivated", PEOPLE[WHO[Caller.DEACTIVATED]].id, "not_found"),
        ("asking nobody there is", EmployeeId(NOWHERE), "not_found"),
    ):
        meets_at = Instant(cast.now + 24 * HOUR * next(_DAYS))
        args = MakeProposal((whom,), meets_at, 60, None, "", "점심 같이 먹어요")
        yield Try(told, args, stated, frozenset({GUEST.id}), {"employee_ids": (NOWHERE,)})
    del actor


PROPOSING: Final[dict[str, Callable[[Cast, Employee], Iterator[Try]]]] = {
    "proposal.make": _makes,
    "proposal.accept": _answer(AcceptProposal, "asked", "not_asked"),
    "proposal.decline": _answer(lambda one: DeclineProposal(one, True), "asked", "not_asked"),
    "proposal.withdraw": _answer(WithdrawProposal, "proposer", "not_proposer"),
}


def _vote_row(table: Table[Any]) -> Callable[[Cast], str]:
    """The row of `table` of a vote in the host's party for those invited."""

    def write(cast: Cast) -> str:
        assert cast.secret is not None
        secret = replace(a_party(cast, HOST, visibility="invited"), id=cast.secret)
        rows = vote_rows(secret)
        cast.send(rows)
        return str(next(row.id for of, row in rows if of is table))

    return write


def _proposal_row(table: Table[Any]) -> Callable[[Cast], str]:
    """The row of `table` of a proposal of the host's to the guest."""

    def write(cast: Cast) -> str:
        _, rows = _proposal(cast, HOST, GUEST)
        cast.send(rows)
        return str(next(row.id for of, row in rows if of is table))

    return write


HELD: Final = (
    (VOTES, "a vote of that party", _vote_row(VOTES)),
    (VOTE_OPTIONS, "what can be chosen in it", _vote_row(VOTE_OPTIONS)),
    (BALLOTS, "who chose what", _vote_row(BALLOTS)),
    (PROPOSALS, "a proposal", _proposal_row(PROPOSALS)),
    (PROPOSAL_ANSWERS, "what somebody says to it", _proposal_row(PROPOSAL_ANSWERS)),
)
"""Rows of the host's, each with what writes it and says its id."""
