"""`proposal.make` and `proposal.withdraw`: "lunch, us?", and never mind."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from lunch_desktop.domain.authorisation import RULES
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import EmployeeId, ProposalId, RestaurantId, derived_id
from lunch_desktop.domain.mutations import FINAL, NOTHING, Answer, Foreseen, Intent, Mutation, Root
from lunch_desktop.domain.parties.checks import check_fields, check_time, check_within_day
from lunch_desktop.domain.parties.entities import Party
from lunch_desktop.domain.parties.foresight import new_party_on
from lunch_desktop.domain.parties.roots import actor_only
from lunch_desktop.domain.parties.seats import overlapping_seat
from lunch_desktop.domain.people import EMPLOYEES, OFFICES
from lunch_desktop.domain.proposals.entities import (
    MOST_ASKED,
    PROPOSAL_ANSWERS,
    PROPOSALS,
    AnswerState,
    Proposal,
    ProposalAnswer,
    ProposalState,
    expiry,
    proposal_answer_id,
)
from lunch_desktop.domain.proposals.party import party_of
from lunch_desktop.domain.restaurants.entities import RESTAURANTS
from lunch_desktop.domain.rule import check_named
from lunch_desktop.domain.times import EARLIEST, LATEST, Instant, day_of
from lunch_desktop.domain.world import ABSENT, Reader, World


@dataclass(frozen=True, slots=True)
class MakeProposal:
    """Whom the actor asks, to what: a proposal becomes a party like any other, so its fields are a party's."""

    employee_ids: tuple[EmployeeId, ...]
    meets_at: Instant
    minutes: int
    restaurant_id: RestaurantId | None
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class WithdrawProposal:
    """Which one."""

    proposal_id: ProposalId


def make_proposal(world: World, args: MakeProposal) -> Answer:
    """Ask each colleague; nobody has a seat yet, the proposer neither."""
    asked = sorted(set(args.employee_ids))
    if not 1 <= len(asked) <= MOST_ASKED:
        raise Refusal(RefusalCode.ASKED_OUT_OF_RANGE, most=MOST_ASKED)
    if world.actor in asked:
        raise Refusal(RefusalCode.INVALID_VALUE, field="employee_ids")
    check_time(args.meets_at)
    proposer = world.get(EMPLOYEES, world.actor)
    if not proposer:
        return NOTHING
    office = world.get(OFFICES, proposer.office_id)
    time_zone = office.time_zone if office else "UTC"
    proposal = Proposal(
        id=ProposalId(world.new_id()),
        office_id=proposer.office_id,
        proposer_id=world.actor,
        day=day_of(args.meets_at, time_zone),
        meets_at=args.meets_at,
        minutes=args.minutes,
        restaurant_id=args.restaurant_id,
        place=args.place.strip(),
        text=args.text.strip(),
        made_at=world.now,
        expires_at=expiry(world.now, args.meets_at),
        state=ProposalState.OPEN.value,
        party_id=None,
    )
    party = party_of(proposal, len(asked), world.now)
    check_fields(party)
    check_within_day(party, time_zone)
    _check_time_ahead(world, party, proposal)
    if args.restaurant_id is not None:
        check_named(world, RESTAURANTS, args.restaurant_id, proposal.office_id)
    for one in asked:
        check_named(world, EMPLOYEES, one, proposal.office_id)
        colleague = world.get(EMPLOYEES, one)
        if colleague and not colleague.active:
            raise Refusal(RefusalCode.NOT_FOUND)
    if world.decides and world.get(PROPOSALS, proposal.id) is not ABSENT:
        # Its id follows from the change's, which those asked can read. No other proposal must be taken over by that.
        raise Refusal(RefusalCode.INVALID_VALUE, field="uuid")
    world.put(PROPOSALS, proposal)
    for one in asked:
        answer = ProposalAnswer(proposal_answer_id(proposal.id, one), proposal.id, one, AnswerState.ASKED.value)
        world.put(PROPOSAL_ANSWERS, answer)
    return {"proposal_id": proposal.id}


def _check_time_ahead(world: World, party: Party, proposal: Proposal) -> None:
    if party.meets_at <= world.now:
        raise Refusal(RefusalCode.IN_THE_PAST)
    if proposal.expires_at <= world.now:
        raise Refusal(RefusalCode.TOO_SOON)
    other = overlapping_seat(world, party, world.actor)
    if other is not None:
        raise Refusal(RefusalCode.OVERLAPS, title=other.title, party=other.id)


def withdraw_proposal(world: World, args: WithdrawProposal) -> Answer:
    """Nobody needs to answer any more; those asked read that it was taken back."""
    proposal = world.get(PROPOSALS, args.proposal_id)
    if not proposal:
        return NOTHING
    if proposal.state == ProposalState.AGREED:
        raise Refusal(RefusalCode.AGREED, title=proposal.text)
    if proposal.state == ProposalState.WITHDRAWN:
        raise Refusal(RefusalCode.WITHDRAWN, title=proposal.text)
    if world.now > proposal.expires_at:
        raise Refusal(RefusalCode.PROPOSAL_EXPIRED, title=proposal.text)
    world.put(PROPOSALS, replace(proposal, state=ProposalState.WITHDRAWN.value))
    return NOTHING


def the_proposal(actor: EmployeeId, args: WithdrawProposal) -> Iterable[Root]:
    """The proposal alone."""
    del actor
    return ((PROPOSALS.name, args.proposal_id),)


def _inverse(world: Reader, args: MakeProposal) -> Intent:
    del args
    return Intent("proposal.withdraw", WithdrawProposal(ProposalId(derived_id(world.change, 0))))


def _foresees(world: Reader, args: MakeProposal) -> Iterator[Sequence[Foreseen]]:
    proposer = world.get(EMPLOYEES, world.actor)
    office = world.get(OFFICES, proposer.office_id) if proposer else None
    if office and EARLIEST <= args.meets_at < LATEST:
        yield from new_party_on(world, day_of(args.meets_at, office.time_zone))


MAKE_PROPOSAL = Mutation(
    name="proposal.make",
    version=1,
    arguments=MakeProposal,
    run=make_proposal,
    authorise=RULES["proposal.make"],
    roots=actor_only,
    inverse=_inverse,
    refusals=frozenset(
        {
            RefusalCode.NOT_FOUND,
            RefusalCode.ASKED_OUT_OF_RANGE,
            RefusalCode.INVALID_VALUE,
            RefusalCode.IN_THE_PAST,
            RefusalCode.TOO_SOON,
            RefusalCode.OVERLAPS,
            RefusalCode.TITLE_MISSING,
            RefusalCode.TEXT_TOO_LONG,
            RefusalCode.CAPACITY_OUT_OF_RANGE,
            RefusalCode.TIME_OUT_OF_RANGE,
        }
    ),
    foresees=_foresees,
)
WITHDRAW_PROPOSAL = Mutation(
    name="proposal.withdraw",
    version=1,
    arguments=WithdrawProposal,
    run=withdraw_proposal,
    authorise=RULES["proposal.withdraw"],
    roots=the_proposal,
    inverse=FINAL,
    refusals=frozenset(
        {
            RefusalCode.NOT_FOUND,
            RefusalCode.NOT_PROPOSER,
            RefusalCode.AGREED,
            RefusalCode.WITHDRAWN,
            RefusalCode.PROPOSAL_EXPIRED,
        }
    ),
)
