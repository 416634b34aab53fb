"""`proposal.accept` and `proposal.decline`: what those asked say.

Only the server can give seats; offline a yes is a request.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from lunch_desktop.domain.authorisation import RULES
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import EmployeeId, ProposalId
from lunch_desktop.domain.mutations import NOTHING, Answer, Foreseen, Intent, Mutation, Root
from lunch_desktop.domain.parties.entities import MEMBERSHIPS, PARTIES, MembershipState, membership_id
from lunch_desktop.domain.parties.joining import JoinParty, join_party
from lunch_desktop.domain.parties.leaving import LeaveParty
from lunch_desktop.domain.parties.roots import employee_root
from lunch_desktop.domain.parties.seats import overlapping_seat
from lunch_desktop.domain.proposals.entities import (
    PROPOSAL_ANSWERS,
    PROPOSALS,
    AnswerState,
    Proposal,
    ProposalAnswer,
    ProposalState,
    proposal_answer_id,
    proposed_party_id,
)
from lunch_desktop.domain.proposals.party import agree, party_of
from lunch_desktop.domain.proposals.standing import OfProposal
from lunch_desktop.domain.world import Reader, World


@dataclass(frozen=True, slots=True)
class AcceptProposal:
    """Which one."""

    proposal_id: ProposalId


@dataclass(frozen=True, slots=True)
class DeclineProposal:
    """`declined` False takes a no back: the proposal waits for an answer again."""

    proposal_id: ProposalId
    declined: bool


def accept_proposal(world: World, args: AcceptProposal) -> Answer:
    """The first yes makes the party, later ones join it by its own rules: overlaps, seats, whether it is still open."""
    found = _open_to(world, args.proposal_id)
    if found is None:
        return NOTHING
    proposal, answer = found
    if answer.state in (AnswerState.ACCEPTED, AnswerState.REQUESTED):
        raise Refusal(RefusalCode.ANSWERED, title=proposal.text)
    party = world.get(PARTIES, proposed_party_id(proposal.id)) if proposal.state == ProposalState.AGREED else None
    other = overlapping_seat(world, party or party_of(proposal, 1, world.now), world.actor)
    if other is not None:
        raise Refusal(RefusalCode.OVERLAPS, title=other.title, party=other.id)
    if not world.decides:
        world.put(PROPOSAL_ANSWERS, replace(answer, state=AnswerState.REQUESTED.value))
        return NOTHING
    if party:
        join_party(world, JoinParty(party.id, or_wait=False, until=proposal.expires_at))
    else:
        agree(world, proposal)
    world.put(PROPOSAL_ANSWERS, replace(answer, state=AnswerState.ACCEPTED.value))
    return {"party_id": proposed_party_id(proposal.id)}


def decline_proposal(world: World, args: DeclineProposal) -> Answer:
    """Say no, or take a no back. Where there is a party by now, the invitation to it goes and comes with the answer."""
    found = _open_to(world, args.proposal_id)
    if found is None:
        return NOTHING
    proposal, answer = found
    former, wanted = AnswerState.ASKED, AnswerState.DECLINED
    if not args.declined:
        former, wanted = wanted, former
    if answer.state != former:
        raise Refusal(RefusalCode.ANSWERED, title=proposal.text)
    world.put(PROPOSAL_ANSWERS, replace(answer, state=wanted.value))
    seat = world.get(MEMBERSHIPS, membership_id(proposed_party_id(proposal.id), world.actor))
    if seat and args.declined and seat.state == MembershipState.INVITED:
        world.put(MEMBERSHIPS, replace(seat, state=MembershipState.LEFT.value))
    if seat and not args.declined and seat.state == MembershipState.LEFT:
        world.put(MEMBERSHIPS, replace(seat, state=MembershipState.INVITED.value))
    return NOTHING


def _open_to(world: Reader, proposal_id: ProposalId) -> tuple[Proposal, ProposalAnswer] | None:
    """The proposal and the actor's answer, while it can be answered; None where this desktop doesn't hold them."""
    proposal = world.get(PROPOSALS, proposal_id)
    answer = world.get(PROPOSAL_ANSWERS, proposal_answer_id(proposal_id, world.actor))
    if not proposal or not answer:
        return None
    if proposal.state == ProposalState.WITHDRAWN:
        raise Refusal(RefusalCode.WITHDRAWN, title=proposal.text)
    if world.now > proposal.expires_at:
        raise Refusal(RefusalCode.PROPOSAL_EXPIRED, title=proposal.text)
    return proposal, answer


def _proposal_and_actor(actor: EmployeeId, args: OfProposal) -> Iterable[Root]:
    return ((PROPOSALS.name, args.proposal_id), employee_root(actor))


def _accept_inverse(world: Reader, args: AcceptProposal) -> Intent:
    return Intent("party.leave", LeaveParty(proposed_party_id(args.proposal_id), world.change))


def _decline_inverse(world: Reader, args: DeclineProposal) -> Intent:
    del world
    return Intent("proposal.decline", DeclineProposal(args.proposal_id, not args.declined))


def _foresees(world: Reader, args: OfProposal) -> Iterator[Sequence[Foreseen]]:
    party = proposed_party_id(args.proposal_id)
    yield (
        (PROPOSAL_ANSWERS, ("proposal_id",), (args.proposal_id,)),
        (PARTIES, ("id",), (party,)),
        (MEMBERSHIPS, ("id",), (membership_id(party, world.actor),)),
    )


_TO_ANSWER = frozenset(
    {
        RefusalCode.NOT_FOUND,
        RefusalCode.NOT_ASKED,
        RefusalCode.WITHDRAWN,
        RefusalCode.PROPOSAL_EXPIRED,
        RefusalCode.ANSWERED,
    }
)

ACCEPT_PROPOSAL = Mutation(
    name="proposal.accept",
    version=1,
    arguments=AcceptProposal,
    run=accept_proposal,
    authorise=RULES["proposal.accept"],
    roots=_proposal_and_actor,
    inverse=_accept_inverse,
    refusals=_TO_ANSWER
    | {
        RefusalCode.OVERLAPS,
        RefusalCode.PROPOSER_BUSY,
        RefusalCode.CANCELLED,
        RefusalCode.CLOSED,
        RefusalCode.EXPIRED,
        RefusalCode.FULL,
        RefusalCode.ALREADY_JOINED,
    },
    foresees=_foresees,
)
DECLINE_PROPOSAL = Mutation(
    name="proposal.decline",
    version=1,
    arguments=DeclineProposal,
    run=decline_proposal,
    authorise=RULES["proposal.decline"],
    roots=_proposal_and_actor,
    inverse=_decline_inverse,
    refusals=_TO_ANSWER,
    foresees=_foresees,
)
