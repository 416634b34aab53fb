"""Votes on where a party goes, or when: the vote, what can be chosen, and who chose what."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lunch_desktop.domain.ids import EmployeeId, OptionId, PartyId, RestaurantId, VoteId, natural_id
from lunch_desktop.domain.table import Table
from lunch_desktop.domain.times import Instant

FEWEST_OPTIONS: Final = 2
MOST_AT_FIRST: Final = 6
"""With how many options a vote can begin; members may add more."""
MOST_OPTIONS: Final = 10


class VoteSubject(StrEnum):
    """What is decided."""

    PLACE = "place"
    TIME = "time"


class TieBreak(StrEnum):
    """Declared when the vote is opened: which of the options with equally many votes wins."""

    LISTED = "listed"
    """The one that stands first."""
    NEAREST = "nearest"
    """The shortest walk; of equally long ones the one that stands first."""
    EARLIEST = "earliest"
    """The earliest time."""


class VoteState(StrEnum):
    """How far a vote is. `closing` exists on desktops only: the host ended it, and the server has not counted yet."""

    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"
    """The winner was written into the party."""
    VOID = "void"
    """It ended, and the party stays as it was: nobody voted, or (with a winner) what won was not possible any more."""
    CANCELLED = "cancelled"
    """The host took it back."""


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote among a party's members; each may choose several options. The server closes it at its `deadline`."""

    id: VoteId
    party_id: PartyId
    subject: str
    deadline: Instant
    tie_break: str
    state: str
    winner_id: OptionId | None
    opened_at: Instant


@dataclass(frozen=True, slots=True)
class VoteOption:
    """Something to choose: a restaurant, or a time, by the vote's subject. `place` is where it stands, from 1."""

    id: OptionId
    vote_id: VoteId
    party_id: PartyId
    place: int
    restaurant_id: RestaurantId | None
    meets_at: Instant | None
    added_by: EmployeeId


@dataclass(frozen=True, slots=True)
class Ballot:
    """That a member chose an option; who did not has none."""

    id: str
    vote_id: VoteId
    option_id: OptionId
    party_id: PartyId
    employee_id: EmployeeId


def option_id(vote: VoteId, value: RestaurantId | Instant) -> OptionId:
    """One option for each restaurant or time of a vote, also when two desktops add it."""
    return OptionId(natural_id("vote_option", vote, str(value)))


def ballot_id(option: OptionId, employee: EmployeeId) -> str:
    """One ballot for each option and member."""
    return natural_id("ballot", option, employee)


VOTES = Table("votes", Vote, (("party_id",),), {"party_id": "parties"})
VOTE_OPTIONS = Table(
    "vote_options",
    VoteOption,
    (("party_id",),),
    {"vote_id": "votes", "party_id": "parties", "restaurant_id": "restaurants", "added_by": "employees"},
)
BALLOTS = Table(
    "ballots",
    Ballot,
    (("party_id",),),
    {"vote_id": "votes", "option_id": "vote_options", "party_id": "parties", "employee_id": "employees"},
)
