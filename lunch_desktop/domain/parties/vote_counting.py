"""Counting a vote: whose ballots count, which option leads, and what a tie comes to."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from lunch_desktop.domain.ids import EmployeeId, OptionId, PartyId, RestaurantId, VoteId
from lunch_desktop.domain.parties.entities import MEMBERSHIPS, MembershipState
from lunch_desktop.domain.parties.votes import BALLOTS, VOTE_OPTIONS, VOTES, Ballot, TieBreak, VoteOption, VoteState
from lunch_desktop.domain.restaurants.entities import RESTAURANTS
from lunch_desktop.domain.world import Reader, World

_FAR: Final = 1_000_000
"""Minutes to walk to what nobody knows the way to: behind everything else."""


def leading(
    options: Sequence[VoteOption],
    counts: Mapping[OptionId, int],
    tie_break: str,
    walks: Mapping[RestaurantId, int],
) -> VoteOption | None:
    """The option that wins with these counts; None while nobody voted.

    `walks` has the minutes to each restaurant. What the declared rule leaves equal is decided by the order in which
    the options are listed.
    """
    most = max((counts.get(one.id, 0) for one in options), default=0)
    if most == 0:
        return None
    tied = [one for one in options if counts.get(one.id, 0) == most]

    def rank(option: VoteOption) -> tuple[int, int, str]:
        first = 0
        if tie_break == TieBreak.NEAREST and option.restaurant_id is not None:
            first = walks.get(option.restaurant_id, _FAR)
        if tie_break == TieBreak.EARLIEST and option.meets_at is not None:
            first = option.meets_at
        return first, option.place, option.id

    return min(tied, key=rank)


def votes_by_option(ballots: Iterable[Ballot], counted: frozenset[EmployeeId]) -> Counter[OptionId]:
    """How many of those whose ballots count chose each option."""
    return Counter(one.option_id for one in ballots if one.employee_id in counted)


def options_of(world: Reader, party: PartyId, vote: VoteId) -> list[VoteOption]:
    """What can be chosen, as it is listed."""
    found = [one for one in world.find(VOTE_OPTIONS, party_id=party) if one.vote_id == vote]
    return sorted(found, key=lambda one: (one.place, one.id))


def ballots_of(world: Reader, party: PartyId, vote: VoteId) -> list[Ballot]:
    """Every ballot of the vote that this host holds."""
    return [one for one in world.find(BALLOTS, party_id=party) if one.vote_id == vote]


def winner(world: Reader, party: PartyId, vote: VoteId, tie_break: str) -> VoteOption | None:
    """What wins as things stand: the ballots of those who have a seat count, not of those who wait for one."""
    seated = frozenset(
        one.employee_id for one in world.find(MEMBERSHIPS, party_id=party) if one.state == MembershipState.CONFIRMED
    )
    options = options_of(world, party, vote)
    walks: dict[RestaurantId, int] = {}
    for one in options if tie_break == TieBreak.NEAREST else ():
        restaurant = world.get(RESTAURANTS, one.restaurant_id) if one.restaurant_id is not None else None
        if restaurant:
            walks[restaurant.id] = restaurant.walk_minutes
    return leading(options, votes_by_option(ballots_of(world, party, vote), seated), tie_break, walks)


def withdraw_ballots(world: World, party: PartyId, employee: EmployeeId) -> None:
    """Who gives up their place takes their ballots in open votes along; what is decided stays as it was counted."""
    undecided = {
        one.id for one in world.find(VOTES, party_id=party) if one.state in (VoteState.OPEN, VoteState.CLOSING)
    }
    if not undecided:
        return
    for ballot in world.find(BALLOTS, party_id=party):
        if ballot.employee_id == employee and ballot.vote_id in undecided:
            world.delete(BALLOTS, ballot.id)
