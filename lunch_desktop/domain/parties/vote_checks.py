"""What must hold before anything is done with a vote."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import PartyId, RestaurantId, VoteId
from lunch_desktop.domain.mutations import Foreseen
from lunch_desktop.domain.parties.checks import check_happens, check_time, check_within_day, held
from lunch_desktop.domain.parties.entities import MEMBERSHIPS, PARTIES, Party, membership_id
from lunch_desktop.domain.parties.standing import OfParty
from lunch_desktop.domain.parties.votes import BALLOTS, VOTE_OPTIONS, VOTES, Vote, VoteState, VoteSubject
from lunch_desktop.domain.people import OFFICES
from lunch_desktop.domain.restaurants.entities import RESTAURANTS
from lunch_desktop.domain.rule import check_named
from lunch_desktop.domain.times import Instant, day_of
from lunch_desktop.domain.world import ABSENT, Reader


class OfVote(Protocol):
    """Arguments that name a vote, and its party, which is locked for it."""

    @property
    def party_id(self) -> PartyId: ...

    @property
    def vote_id(self) -> VoteId: ...


def running(world: Reader, args: OfVote) -> tuple[Party, Vote] | None:
    """The party and its vote, which runs; None where this desktop doesn't hold them. Raises Refusal."""
    party = held(world.get(PARTIES, args.party_id))
    if party is None:
        return None
    check_happens(party)
    vote = world.get(VOTES, args.vote_id)
    if vote is ABSENT or (vote and vote.party_id != party.id):
        raise Refusal(RefusalCode.NOT_FOUND)
    if not vote:
        return None
    if vote.state != VoteState.OPEN:
        raise Refusal(RefusalCode.VOTE_OVER, title=party.title)
    return party, vote


def check_in_time(world: Reader, party: Party, vote: Vote) -> None:
    """Refuse what comes after the deadline; of what was sent late only the server's clock can tell."""
    if world.now > vote.deadline:
        raise Refusal(RefusalCode.VOTE_OVER, title=party.title)


def check_option(
    world: Reader,
    party: Party,
    subject: str,
    deadline: Instant,
    restaurant: RestaurantId | None,
    meets_at: Instant | None,
) -> RestaurantId | Instant:
    """What an option stands for. Refuses one that is not of the subject, or that the party could not take."""
    if subject == VoteSubject.PLACE and restaurant is not None and meets_at is None:
        check_named(world, RESTAURANTS, restaurant, party.office_id)
        return restaurant
    if subject == VoteSubject.TIME and meets_at is not None and restaurant is None:
        check_time(meets_at)
        if meets_at <= deadline:
            raise Refusal(RefusalCode.DEADLINE_OUT_OF_RANGE)
        office = world.get(OFFICES, party.office_id)
        time_zone = office.time_zone if office else "UTC"
        check_within_day(replace(party, meets_at=meets_at, day=day_of(meets_at, time_zone)), time_zone)
        return meets_at
    raise Refusal(RefusalCode.INVALID_VALUE, field="options")


def the_votes(world: Reader, args: OfParty) -> Iterator[Sequence[Foreseen]]:
    """Foresees the party's votes, and who takes part."""
    party = args.party_id
    yield (
        (MEMBERSHIPS, ("id",), (membership_id(party, world.actor),)),
        (MEMBERSHIPS, ("party_id",), (party,)),
        *((table, ("party_id",), (party,)) for table in (VOTES, VOTE_OPTIONS, BALLOTS)),
    )
