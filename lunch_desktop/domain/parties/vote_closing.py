"""`vote.close` and `vote.cancel` by the host, and the closing that comes at the deadline by itself."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from lunch_desktop.domain.authorisation import RULES
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import PartyId, RestaurantId, VoteId
from lunch_desktop.domain.jobs import JobKind
from lunch_desktop.domain.mutations import FINAL, NOTHING, Answer, Mutation, Root
from lunch_desktop.domain.parties.editing import EditParty, edit_party
from lunch_desktop.domain.parties.entities import PARTIES, Party, PartyState
from lunch_desktop.domain.parties.roots import party_and_actor, party_root
from lunch_desktop.domain.parties.vote_checks import running, the_votes
from lunch_desktop.domain.parties.vote_counting import winner
from lunch_desktop.domain.parties.votes import VOTES, Vote, VoteOption, VoteState
from lunch_desktop.domain.restaurants.entities import RESTAURANTS
from lunch_desktop.domain.world import Reader, World


@dataclass(frozen=True, slots=True)
class CloseVote:
    """Which vote."""

    party_id: PartyId
    vote_id: VoteId


@dataclass(frozen=True, slots=True)
class CancelVote:
    """Which vote."""

    party_id: PartyId
    vote_id: VoteId


def close_vote(world: World, args: CloseVote) -> Answer:
    """The host ends the vote before its deadline. Where the host does not decide, the result is not known yet."""
    found = running(world, args)
    if found is None:
        return NOTHING
    party, vote = found
    if not world.decides:
        world.put(VOTES, replace(vote, state=VoteState.CLOSING.value))
        return NOTHING
    count_and_write(world, party, vote)
    return NOTHING


def close_when_due(world: World, args: CloseVote) -> Answer:
    """What the server does by itself at the deadline, as the party's host; nothing where the vote has ended already."""
    party, vote = world.get(PARTIES, args.party_id), world.get(VOTES, args.vote_id)
    if party and vote and vote.state == VoteState.OPEN and world.now >= vote.deadline:
        count_and_write(world, party, vote)
    return NOTHING


def _roots(args: CloseVote) -> Iterable[Root]:
    return ((PARTIES.name, args.party_id),)


CLOSING: Final = JobKind("vote.close", close_when_due, _roots)


def count_and_write(world: World, party: Party, vote: Vote) -> None:
    """Count, and write the winner into the party as its host would: the same checks, and who can't come is asked again.

    The party stays as it was if nobody voted, if lunch has begun or was called off by now, or if the winner is not
    possible any more.
    """
    won = winner(world, party.id, vote.id, vote.tie_break)
    if won is None or party.state == PartyState.CANCELLED or world.now >= party.meets_at:
        world.put(VOTES, replace(vote, state=VoteState.VOID.value))
        return
    taken = _take(world, party, won)
    state = VoteState.CLOSED if taken else VoteState.VOID
    world.put(VOTES, replace(vote, state=state.value, winner_id=won.id))


def _take(world: World, party: Party, won: VoteOption) -> bool:
    """Write the winner into the party; False if a rule is against it by now."""
    name, value = ("meets_at", won.meets_at) if won.meets_at is not None else ("restaurant_id", _today(world, won))
    if getattr(party, name) == value:
        return True
    try:
        edit_party(world, EditParty(party.id, {name: (getattr(party, name), value)}))
    except Refusal:  # raised before anything is written
        return False
    return True


def _today(world: Reader, won: VoteOption) -> RestaurantId | None:
    """The restaurant that won; where it was found to be another under a second name, that one."""
    restaurant = world.get(RESTAURANTS, won.restaurant_id) if won.restaurant_id is not None else None
    return (restaurant.merged_into or restaurant.id) if restaurant else won.restaurant_id


def cancel_vote(world: World, args: CancelVote) -> Answer:
    """The host decides alone after all; the party stays as it is."""
    found = running(world, args)
    if found is not None:
        _, vote = found
        world.put(VOTES, replace(vote, state=VoteState.CANCELLED.value))
    return NOTHING


_TO_END = frozenset({RefusalCode.NOT_FOUND, RefusalCode.NOT_HOST, RefusalCode.CANCELLED, RefusalCode.VOTE_OVER})

CLOSE_VOTE = Mutation(
    name="vote.close",
    version=1,
    arguments=CloseVote,
    run=close_vote,
    authorise=RULES["vote.close"],
    roots=party_and_actor,
    inverse=FINAL,
    refusals=_TO_END,
    foresees=the_votes,
)
CANCEL_VOTE = Mutation(
    name="vote.cancel",
    version=1,
    arguments=CancelVote,
    run=cancel_vote,
    authorise=RULES["vote.cancel"],
    roots=party_root,
    inverse=FINAL,
    refusals=_TO_END,
    foresees=the_votes,
)
