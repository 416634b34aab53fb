"""The proposal and what those who were asked say to it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lunch_desktop.domain.ids import EmployeeId, OfficeId, PartyId, ProposalId, RestaurantId, natural_id
from lunch_desktop.domain.table import Table
from lunch_desktop.domain.times import HOUR, MINUTE, Day, Instant

PROPOSAL_LASTS: Final = 24 * HOUR
"""How long a proposal can be answered, unless its lunch comes before."""
LAST_ANSWER: Final = 15 * MINUTE
"""How long before its lunch a proposal can be answered at the latest."""
MOST_ASKED: Final = 8


class ProposalState(StrEnum):
    """`agreed`: somebody said yes, and there is a party."""

    OPEN = "open"
    AGREED = "agreed"
    WITHDRAWN = "withdrawn"


class AnswerState(StrEnum):
    """What one who was asked says. `requested` exists on desktops only: the server has not said yet."""

    ASKED = "asked"
    REQUESTED = "requested"
    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Proposal:
    """ "Lunch, us?": nobody has a seat until somebody says yes. `party_id` is that of the party which came of it.

    `text` is what the proposer says, and becomes the party's title.
    """

    id: ProposalId
    office_id: OfficeId
    proposer_id: EmployeeId
    day: Day
    meets_at: Instant
    minutes: int
    restaurant_id: RestaurantId | None
    place: str
    text: str
    made_at: Instant
    expires_at: Instant
    state: str
    party_id: PartyId | None


@dataclass(frozen=True, slots=True)
class ProposalAnswer:
    """One colleague who was asked."""

    id: str
    proposal_id: ProposalId
    employee_id: EmployeeId
    state: str


def expiry(made_at: Instant, meets_at: Instant) -> Instant:
    """Until when a proposal can be answered: for a day, or until shortly before its lunch."""
    return Instant(min(made_at + PROPOSAL_LASTS, meets_at - LAST_ANSWER))


def proposal_answer_id(proposal: ProposalId, employee: EmployeeId) -> str:
    """One answer for each proposal and colleague."""
    return natural_id("proposal_answer", proposal, employee)


def proposed_party_id(proposal: ProposalId) -> PartyId:
    """The one party that can come of a proposal."""
    return PartyId(natural_id("proposed_party", proposal))


PROPOSALS = Table(
    "proposals",
    Proposal,
    (("proposer_id", "day"),),
    {"office_id": "offices", "proposer_id": "employees", "restaurant_id": "restaurants", "party_id": "parties"},
)
PROPOSAL_ANSWERS = Table(
    "proposal_answers",
    ProposalAnswer,
    (("proposal_id",), ("employee_id",)),
    {"proposal_id": "proposals", "employee_id": "employees"},
)
