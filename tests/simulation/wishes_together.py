"""What people plausibly want of votes and proposals."""

from collections.abc import Sequence
from typing import Any

from lunch_desktop.domain.ids import PartyId, ProposalId, VoteId
from lunch_desktop.domain.parties.vote_casting import AddOption, CastVote
from lunch_desktop.domain.parties.vote_closing import CancelVote, CloseVote
from lunch_desktop.domain.parties.vote_opening import OpenVote
from lunch_desktop.domain.parties.votes import BALLOTS, VOTE_OPTIONS, VOTES, Vote
from lunch_desktop.domain.proposals.answering import AcceptProposal, DeclineProposal
from lunch_desktop.domain.proposals.entities import PROPOSALS
from lunch_desktop.domain.proposals.making import MakeProposal, WithdrawProposal
from lunch_desktop.domain.times import HOUR, MINUTE, Instant
from tests.simulation.founding import STAFF_SIZE
from tests.simulation.wishing import Numbers, Wish, any_party, hosted_party, one_of, party_of, standing_of
from tests.support.company import PLACES, STAFF, an_id
from tests.support.intents import TITLES
from tests.support.seen import Seen

NO_VOTE = VoteId(an_id("no such vote"))
NO_PROPOSAL = ProposalId(an_id("no such proposal"))


def _open(seen: Seen, numbers: Numbers) -> OpenVote:
    a, b, c = numbers
    party_id = hosted_party(seen, a)
    party = party_of(seen, party_id)
    meets_at = party.meets_at if party else seen.now
    is_place = b % 2 == 0
    return OpenVote(
        party_id,
        "place" if is_place else "time",
        deadline=Instant(meets_at - (30, 60, 90, 0)[c % 4] * MINUTE),
        tie_break=(("listed", "nearest"), ("listed", "earliest"))[b % 2][a % 2],
        restaurants=tuple(place.id for place in PLACES[:2]) if is_place else (),
        times=() if is_place else (meets_at, Instant(meets_at + (30, 60, -15)[c % 3] * MINUTE)),
    )


def _vote(seen: Seen, number: int, *, hosted: bool = False) -> tuple[PartyId, VoteId]:
    """A vote that runs, of a party in which one takes part, or that one hosts."""
    open_ones = [one for one in seen.of(VOTES) if one.state == "open"]

    def is_mine(vote: Vote) -> bool:
        party = party_of(seen, vote.party_id)
        if party is None:
            return False
        seated = standing_of(seen, party) in ("confirmed", "requested", "waitlisted")
        return party.host_id == seen.actor if hosted else seated

    mine = [one for one in open_ones if is_mine(one)]
    vote = one_of(mine or open_ones or list(seen.of(VOTES)), number, None)
    return (any_party(seen, number), NO_VOTE) if vote is None else (vote.party_id, vote.id)


def _cast(seen: Seen, numbers: Numbers) -> CastVote:
    a, b, c = numbers
    party_id, vote_id = _vote(seen, a)
    options = [one.id for one in seen.of(VOTE_OPTIONS) if one.vote_id == vote_id]
    mine = [one.option_id for one in seen.of(BALLOTS) if one.vote_id == vote_id and one.employee_id == seen.actor]
    chosen = [one for place, one in enumerate(options) if (b + c) >> (place % 3) & 1]
    return CastVote(party_id, vote_id, tuple(chosen or options[:1]), tuple(mine))


def _add(seen: Seen, numbers: Numbers) -> AddOption:
    a, b, _ = numbers
    party_id, vote_id = _vote(seen, a)
    vote = next((one for one in seen.of(VOTES) if one.id == vote_id), None)
    if vote is not None and vote.subject == "time":
        return AddOption(party_id, vote_id, None, Instant(vote.deadline + (b % 4 - 1) * 20 * MINUTE))
    return AddOption(party_id, vote_id, PLACES[b % len(PLACES)].id, None)


def _make(seen: Seen, numbers: Numbers) -> MakeProposal:
    a, b, c = numbers
    others = [one.id for one in STAFF[:STAFF_SIZE] if one.id != seen.actor]
    return MakeProposal(
        employee_ids=tuple(others[b % len(others) :][: 1 + a % 2]),
        meets_at=Instant(seen.now + (3, 5, 8, 27)[c % 4] * HOUR),
        minutes=60,
        restaurant_id=one_of([None, *(place.id for place in PLACES)], b, None),
        place="",
        text=TITLES[a % len(TITLES)],
    )


def _proposal(seen: Seen, number: int, *, mine: bool) -> ProposalId:
    some: Sequence[Any] = [one for one in seen.of(PROPOSALS) if (one.proposer_id == seen.actor) is mine]
    found = one_of(some or seen.of(PROPOSALS), number, None)
    return NO_PROPOSAL if found is None else found.id


TOGETHER: dict[str, Wish] = {
    "vote.open": _open,
    "vote.add_option": _add,
    "vote.cast": _cast,
    "vote.close": lambda seen, numbers: CloseVote(*_vote(seen, numbers[0], hosted=True)),
    "vote.cancel": lambda seen, numbers: CancelVote(*_vote(seen, numbers[0], hosted=True)),
    "proposal.make": _make,
    "proposal.accept": lambda seen, numbers: AcceptProposal(_proposal(seen, numbers[0], mine=False)),
    "proposal.decline": lambda seen, numbers: DeclineProposal(
        _proposal(seen, numbers[0], mine=False), numbers[1] % 4 != 3
    ),
    "proposal.withdraw": lambda seen, numbers: WithdrawProposal(_proposal(seen, numbers[0], mine=True)),
}
