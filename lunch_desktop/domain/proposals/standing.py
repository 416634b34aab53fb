"""How the one who acts stands to a proposal."""

from enum import StrEnum
from typing import Final, Protocol

from lunch_desktop.domain.ids import ProposalId
from lunch_desktop.domain.people import EMPLOYEES
from lunch_desktop.domain.proposals.entities import PROPOSAL_ANSWERS, PROPOSALS, proposal_answer_id
from lunch_desktop.domain.rule import Subject
from lunch_desktop.domain.world import ABSENT, Reader


class OfProposal(Protocol):
    """Arguments that name a proposal."""

    @property
    def proposal_id(self) -> ProposalId: ...


class ProposalRelation(StrEnum):
    """How the one who acts stands to the proposal that a change names; of several that fit it is the first."""

    NONE = "no such proposal"
    ELSEWHERE = "at another office"
    PROPOSER = "made it"
    ASKED = "asked"
    STRANGER = "not asked"


_SEES: Final[frozenset[StrEnum]] = frozenset({ProposalRelation.PROPOSER, ProposalRelation.ASKED})


def _relation(world: Reader, args: OfProposal) -> ProposalRelation | None:
    proposal = world.get(PROPOSALS, args.proposal_id)
    if proposal is ABSENT:
        return ProposalRelation.NONE
    if not proposal:
        return None
    employee = world.get(EMPLOYEES, world.actor)
    if employee and employee.office_id != proposal.office_id:
        return ProposalRelation.ELSEWHERE
    if proposal.proposer_id == world.actor:
        return ProposalRelation.PROPOSER
    if world.get(PROPOSAL_ANSWERS, proposal_answer_id(proposal.id, world.actor)):
        return ProposalRelation.ASKED
    return ProposalRelation.STRANGER if world.decides else None


def _title(world: Reader, args: OfProposal) -> str | None:
    proposal = world.get(PROPOSALS, args.proposal_id)
    return proposal.text if proposal else None


PROPOSAL: Final = Subject("proposal", ProposalRelation, _SEES, _relation, _title)
