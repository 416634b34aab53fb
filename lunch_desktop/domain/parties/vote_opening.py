"""`vote.open`: the host lets the members decide where the party goes, or when."""

from dataclasses import dataclass

from lunch_desktop.domain.authorisation import RULES
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import PartyId, RestaurantId, VoteId, derived_id
from lunch_desktop.domain.mutations import NOTHING, Answer, Intent, Mutation
from lunch_desktop.domain.parties.checks import check_happens, held
from lunch_desktop.domain.parties.entities import PARTIES, Party
from lunch_desktop.domain.parties.roots import party_root
from lunch_desktop.domain.parties.vote_checks import check_option, the_votes
from lunch_desktop.domain.parties.vote_closing import CancelVote
from lunch_desktop.domain.parties.votes import (
    FEWEST_OPTIONS,
    MOST_AT_FIRST,
    VOTE_OPTIONS,
    VOTES,
    TieBreak,
    Vote,
    VoteOption,
    VoteState,
    VoteSubject,
    option_id,
)
from lunch_desktop.domain.times import Instant
from lunch_desktop.domain.world import ABSENT, Reader, World


@dataclass(frozen=True, slots=True)
class OpenVote:
    """A vote on `subject`: `restaurants` are the options of a vote on the place, `times` of one on the time."""

    party_id: PartyId
    subject: str
    deadline: Instant
    tie_break: str
    restaurants: tuple[RestaurantId, ...]
    times: tuple[Instant, ...]


def open_vote(world: World, args: OpenVote) -> Answer:
    """Make the vote and its options, in the order given; one vote for each subject runs at a time."""
    party = held(world.get(PARTIES, args.party_id))
    if party is None:
        return NOTHING
    _check_shape(args)
    check_happens(party)
    if not world.now < args.deadline < party.meets_at:
        raise Refusal(RefusalCode.DEADLINE_OUT_OF_RANGE)
    options = [
        *(check_option(world, party, args.subject, args.deadline, one, None) for one in args.restaurants),
        *(check_option(world, party, args.subject, args.deadline, None, one) for one in args.times),
    ]
    _check_alone(world, party, args.subject)
    vote_id = VoteId(world.new_id())
    if world.decides and world.get(VOTES, vote_id) is not ABSENT:
        # Its id follows from the change's, which members can read. Another party's vote must not be taken over by that.
        raise Refusal(RefusalCode.INVALID_VALUE, field="uuid")
    vote = Vote(
        id=vote_id,
        party_id=party.id,
        subject=args.subject,
        deadline=args.deadline,
        tie_break=args.tie_break,
        state=VoteState.OPEN.value,
        winner_id=None,
        opened_at=world.now,
    )
    world.put(VOTES, vote)
    for place, value in enumerate(options, start=1):
        world.put(
            VOTE_OPTIONS,
            VoteOption(
                id=option_id(vote.id, value),
                vote_id=vote.id,
                party_id=party.id,
                place=place,
                restaurant_id=args.restaurants[place - 1] if args.restaurants else None,
                meets_at=args.times[place - 1] if args.times else None,
                added_by=world.actor,
            ),
        )
    return {"vote_id": vote.id}


def _check_shape(args: OpenVote) -> None:
    if args.subject not in tuple(VoteSubject):
        raise Refusal(RefusalCode.INVALID_VALUE, field="subject")
    rules = (TieBreak.LISTED, TieBreak.NEAREST if args.subject == VoteSubject.PLACE else TieBreak.EARLIEST)
    if args.tie_break not in rules:
        raise Refusal(RefusalCode.INVALID_VALUE, field="tie_break")
    options = [*args.restaurants, *args.times]
    if len(set(options)) != len(options) or (args.restaurants and args.times):
        raise Refusal(RefusalCode.INVALID_VALUE, field="options")
    if not FEWEST_OPTIONS <= len(options) <= MOST_AT_FIRST:
        raise Refusal(RefusalCode.OPTIONS_OUT_OF_RANGE, least=FEWEST_OPTIONS, most=MOST_AT_FIRST)


def _check_alone(world: World, party: Party, subject: str) -> None:
    for other in world.find(VOTES, party_id=party.id):
        if other.subject == subject and other.state in (VoteState.OPEN, VoteState.CLOSING):
            raise Refusal(RefusalCode.VOTE_RUNNING, title=party.title)


def _inverse(world: Reader, args: OpenVote) -> Intent:
    return Intent("vote.cancel", CancelVote(args.party_id, VoteId(derived_id(world.change, 0))))


OPEN_VOTE = Mutation(
    name="vote.open",
    version=1,
    arguments=OpenVote,
    run=open_vote,
    authorise=RULES["vote.open"],
    roots=party_root,
    inverse=_inverse,
    refusals=frozenset(
        {
            RefusalCode.NOT_FOUND,
            RefusalCode.NOT_HOST,
            RefusalCode.CANCELLED,
            RefusalCode.INVALID_VALUE,
            RefusalCode.TIME_OUT_OF_RANGE,
            RefusalCode.DEADLINE_OUT_OF_RANGE,
            RefusalCode.OPTIONS_OUT_OF_RANGE,
            RefusalCode.VOTE_RUNNING,
        }
    ),
    foresees=the_votes,
)
