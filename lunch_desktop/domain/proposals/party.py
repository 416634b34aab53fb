"""The party that comes of a proposal."""

from dataclasses import replace

from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.parties.entities import (
    MEMBERSHIPS,
    PARTIES,
    Membership,
    MembershipState,
    Party,
    PartyState,
    Visibility,
    membership_id,
)
from lunch_desktop.domain.parties.seats import overlapping_seat
from lunch_desktop.domain.people import EMPLOYEES
from lunch_desktop.domain.proposals.entities import (
    PROPOSAL_ANSWERS,
    PROPOSALS,
    AnswerState,
    Proposal,
    ProposalState,
    proposed_party_id,
)
from lunch_desktop.domain.times import Instant
from lunch_desktop.domain.world import World


def party_of(proposal: Proposal, asked: int, opened_at: Instant) -> Party:
    """The party as it would be: with a seat for each of those `asked`, and seen by them alone."""
    return Party(
        id=proposed_party_id(proposal.id),
        office_id=proposal.office_id,
        host_id=proposal.proposer_id,
        title=proposal.text,
        restaurant_id=proposal.restaurant_id,
        day=proposal.day,
        meets_at=proposal.meets_at,
        minutes=proposal.minutes,
        place=proposal.place,
        capacity=1 + asked,
        note="",
        visibility=Visibility.INVITED.value,
        state=PartyState.OPEN.value,
        opened_at=opened_at,
    )


def agree(world: World, proposal: Proposal) -> None:
    """The first yes: the proposer hosts, the actor has the second seat, and who has not answered yet is invited.

    Raises Refusal `proposer_busy` if the proposer sits elsewhere at that time by now, or has no account here any more:
    nobody is to sit opposite an empty chair. The proposal stays open, in case they come back to it.
    """
    answers = world.find(PROPOSAL_ANSWERS, proposal_id=proposal.id)
    party = party_of(proposal, len(answers), world.now)
    proposer = world.get(EMPLOYEES, proposal.proposer_id)
    is_there = bool(proposer and proposer.active and proposer.office_id == proposal.office_id)
    if not is_there or overlapping_seat(world, party, proposal.proposer_id) is not None:
        raise Refusal(RefusalCode.PROPOSER_BUSY, title=proposal.text)
    world.put(PARTIES, party)
    _seat(world, party, proposal.proposer_id, MembershipState.CONFIRMED, 1)
    _seat(world, party, world.actor, MembershipState.CONFIRMED, 2)
    for answer in answers:
        if answer.employee_id != world.actor and answer.state == AnswerState.ASKED:
            _seat(world, party, answer.employee_id, MembershipState.INVITED, 0)
    world.put(PROPOSALS, replace(proposal, state=ProposalState.AGREED.value, party_id=party.id))


def _seat(world: World, party: Party, employee: EmployeeId, state: MembershipState, turn: int) -> None:
    seat = Membership(
        id=membership_id(party.id, employee),
        party_id=party.id,
        employee_id=employee,
        day=party.day,
        state=state.value,
        turn=turn,
        joined_by=world.change if turn else None,
        late_minutes=0,
    )
    world.put(MEMBERSHIPS, seat)
