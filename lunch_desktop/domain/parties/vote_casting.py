"""`vote.cast` and `vote.add_option`: a member chooses, and may add what is missing."""

from dataclasses import dataclass

from lunch_desktop.domain.authorisation import RULES
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import EmployeeId, OptionId, PartyId, RestaurantId, VoteId
from lunch_desktop.domain.mutations import FINAL, NOTHING, Answer, Intent, Mutation
from lunch_desktop.domain.parties.roots import party_root
from lunch_desktop.domain.parties.vote_checks import check_in_time, check_option, running, the_votes
from lunch_desktop.domain.parties.vote_counting import ballots_of, options_of
from lunch_desktop.domain.parties.votes import (
    BALLOTS,
    MOST_OPTIONS,
    VOTE_OPTIONS,
    Ballot,
    VoteOption,
    ballot_id,
    option_id,
)
from lunch_desktop.domain.times import Instant
from lunch_desktop.domain.world import Reader, World


@dataclass(frozen=True, slots=True)
class CastVote:
    """`chosen` is all that the member wants, `base` what they had chosen as they saw it."""

    party_id: PartyId
    vote_id: VoteId
    chosen: tuple[OptionId, ...]
    base: tuple[OptionId, ...]


@dataclass(frozen=True, slots=True)
class AddOption:
    """One more restaurant, or one more time, by the vote's subject."""

    party_id: PartyId
    vote_id: VoteId
    restaurant_id: RestaurantId | None
    meets_at: Instant | None


def cast_vote(world: World, args: CastVote) -> Answer:
    """Write the ballots anew: what was added and taken away since `base` is so done to what stands.

    So two devices of one member come to the same in either order. What is no option of the vote counts for nothing.
    """
    found = running(world, args)
    if found is None:
        return NOTHING
    party, vote = found
    check_in_time(world, party, vote)
    present = _chosen_by(world, args, world.actor)
    options = {one.id for one in options_of(world, party.id, vote.id)}
    added, dropped = set(args.chosen) - set(args.base), set(args.base) - set(args.chosen)
    wanted = (present | added) - dropped
    for option in sorted(present - wanted):
        world.delete(BALLOTS, ballot_id(option, world.actor))
    for option in sorted((wanted - present) & options):
        world.put(BALLOTS, Ballot(ballot_id(option, world.actor), vote.id, option, party.id, world.actor))
    return NOTHING


def add_option(world: World, args: AddOption) -> Answer:
    """Add it behind the others; one that is there already stays where it is."""
    found = running(world, args)
    if found is None:
        return NOTHING
    party, vote = found
    check_in_time(world, party, vote)
    value = check_option(world, party, vote.subject, vote.deadline, args.restaurant_id, args.meets_at)
    options = options_of(world, party.id, vote.id)
    new = option_id(vote.id, value)
    if new in {one.id for one in options}:
        return NOTHING
    if len(options) >= MOST_OPTIONS:
        raise Refusal(RefusalCode.OPTIONS_FULL, most=MOST_OPTIONS)
    place = 1 + max((one.place for one in options), default=0)
    world.put(VOTE_OPTIONS, VoteOption(new, vote.id, party.id, place, args.restaurant_id, args.meets_at, world.actor))
    return NOTHING


def _chosen_by(world: Reader, args: CastVote, employee: EmployeeId) -> set[OptionId]:
    ballots = ballots_of(world, args.party_id, args.vote_id)
    return {one.option_id for one in ballots if one.employee_id == employee}


def _cast_inverse(world: Reader, args: CastVote) -> Intent | None:
    """What they had chosen before; nothing where they chose the same."""
    present = _chosen_by(world, args, world.actor)
    options = {one.id for one in options_of(world, args.party_id, args.vote_id)}
    added, dropped = set(args.chosen) - set(args.base), set(args.base) - set(args.chosen)
    result = ((present | added) - dropped) & (options | present)
    if result == present:
        return None
    back = CastVote(args.party_id, args.vote_id, chosen=tuple(sorted(present)), base=tuple(sorted(result)))
    return Intent("vote.cast", back)


_TO_VOTE = frozenset({RefusalCode.NOT_FOUND, RefusalCode.NOT_JOINED, RefusalCode.CANCELLED, RefusalCode.VOTE_OVER})

CAST_VOTE = Mutation(
    name="vote.cast",
    version=1,
    arguments=CastVote,
    run=cast_vote,
    authorise=RULES["vote.cast"],
    roots=party_root,
    inverse=_cast_inverse,
    refusals=_TO_VOTE,
    foresees=the_votes,
)
ADD_OPTION = Mutation(
    name="vote.add_option",
    version=1,
    arguments=AddOption,
    run=add_option,
    authorise=RULES["vote.add_option"],
    roots=party_root,
    inverse=FINAL,
    refusals=_TO_VOTE
    | {
        RefusalCode.OPTIONS_FULL,
        RefusalCode.INVALID_VALUE,
        RefusalCode.TIME_OUT_OF_RANGE,
        RefusalCode.DEADLINE_OUT_OF_RANGE,
    },
    foresees=the_votes,
)
