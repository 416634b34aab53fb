"""Lunch proposals, for the generated tests."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from lunch_desktop.domain.errors import RefusalCode
from lunch_desktop.domain.ids import ChangeId, EmployeeId, ProposalId
from lunch_desktop.domain.parties.entities import MEMBERSHIPS, PARTIES, Membership, Party, membership_id
from lunch_desktop.domain.proposals.answering import AcceptProposal, DeclineProposal
from lunch_desktop.domain.proposals.entities import (
    PROPOSAL_ANSWERS,
    PROPOSALS,
    Proposal,
    ProposalAnswer,
    ProposalState,
    expiry,
    proposal_answer_id,
    proposed_party_id,
)
from lunch_desktop.domain.proposals.making import MakeProposal, WithdrawProposal
from lunch_desktop.domain.proposals.party import party_of
from lunch_desktop.domain.times import MINUTE, Instant, day_of
from tests.support.areas.area import Area, Key, Rows
from tests.support.company import OFFICE, PLACES, STAFF, an_id
from tests.support.seen import Draw, Seen

NO_PROPOSAL = ProposalId(an_id("no such proposal"))
NOW = Instant(1_795_057_200_000)
"""That of `tests.support.states`."""


def furnish(draw: st.DrawFn, parties: Sequence[Party], memberships: Sequence[Membership]) -> Rows:
    """One proposal by the first colleague to the next two, fresh, expired, agreed to or taken back."""
    del parties, memberships
    return list(_proposal(draw))


def _proposal(draw: st.DrawFn) -> Iterator[tuple[Any, Any]]:
    proposer, first, second = STAFF[:3]
    meets_at = Instant(NOW + draw(st.sampled_from([60, 60, 180, 10])) * MINUTE)
    made_at = Instant(NOW - 90 * MINUTE)
    state = draw(st.sampled_from([ProposalState.OPEN] * 3 + [ProposalState.AGREED, ProposalState.WITHDRAWN]))
    proposal = Proposal(
        id=ProposalId(an_id("a proposal")),
        office_id=OFFICE.id,
        proposer_id=proposer.id,
        day=day_of(meets_at, OFFICE.time_zone),
        meets_at=meets_at,
        minutes=60,
        restaurant_id=None,
        place="",
        text="국수 어때요?",
        made_at=made_at,
        expires_at=expiry(made_at, meets_at),
        state=state.value,
        party_id=None,
    )
    answers = {first.id: draw(st.sampled_from(["asked", "asked", "declined"])), second.id: "asked"}
    if state is ProposalState.AGREED:
        party = party_of(proposal, 2, made_at)
        answers[second.id] = "accepted"
        yield PARTIES, party
        seats = {proposer.id: ("confirmed", 1), second.id: ("confirmed", 2)}
        seats[first.id] = ("invited" if answers[first.id] == "asked" else "left", 0)
        for who, (standing, turn) in seats.items():
            yield MEMBERSHIPS, _seat(party, who, standing, turn)
        proposal = replace(proposal, party_id=party.id)
    yield PROPOSALS, proposal
    for who, said in answers.items():
        yield PROPOSAL_ANSWERS, ProposalAnswer(proposal_answer_id(proposal.id, who), proposal.id, who, said)


def _seat(party: Party, who: EmployeeId, state: str, turn: int) -> Membership:
    joined = ChangeId(an_id("the first yes")) if turn else None
    return Membership(membership_id(party.id, who), party.id, who, party.day, state, turn, joined, 0)


def _make(draw: Draw, seen: Seen) -> MakeProposal:
    others = [one.id for one in STAFF[:5] if one.id != seen.actor]
    asked = draw(st.sampled_from([others[:1], others[:2], others[:3], [], [*others, seen.actor]]))
    return MakeProposal(
        employee_ids=tuple(asked),
        meets_at=Instant(seen.now + draw(st.sampled_from([5, 2 * 60, 3 * 60, 3 * 60, -30])) * MINUTE),
        minutes=draw(st.sampled_from([60, 60, 30, 0])),
        restaurant_id=draw(st.sampled_from([None, PLACES[0].id])),
        place=draw(st.sampled_from(["1층 로비", ""])),
        text=draw(st.sampled_from(["점심 같이 먹어요", " 국수? ", "김밥", ""])),
    )


def _which(draw: Draw, seen: Seen) -> ProposalId:
    asked = {one.proposal_id for one in seen.of(PROPOSAL_ANSWERS) if one.employee_id == seen.actor}
    there = [one.id for one in seen.of(PROPOSALS) if one.proposer_id == seen.actor or one.id in asked]
    return draw(st.sampled_from([*there, *there, *there, NO_PROPOSAL]))  # type: ignore[no-any-return]


def _accept(draw: Draw, seen: Seen) -> AcceptProposal:
    return AcceptProposal(_which(draw, seen))


def _decline(draw: Draw, seen: Seen) -> DeclineProposal:
    return DeclineProposal(_which(draw, seen), draw(st.sampled_from([True, True, False])))


def _withdraw(draw: Draw, seen: Seen) -> WithdrawProposal:
    return WithdrawProposal(_which(draw, seen))


def _asked(parties: Sequence[Party], rows: Rows) -> Iterator[EmployeeId]:
    del parties
    return (one.employee_id for table, one in rows if table is PROPOSAL_ANSWERS and one.state != "accepted")


def _proposer(parties: Sequence[Party], rows: Rows) -> Iterator[EmployeeId]:
    del parties
    return (one.proposer_id for table, one in rows if table is PROPOSALS)


def _is_agreed(actor: str, key: Key, start: Any, after: Any) -> bool:
    """The party, its seats and the word on the answer are the server's."""
    if key[0] == PROPOSAL_ANSWERS.name:
        return bool(start.state == "requested" and after == replace(start, state="accepted"))
    if key[0] == PROPOSALS.name:
        return bool(after == replace(start, state="agreed", party_id=proposed_party_id(start.id)))
    if key[0] == MEMBERSHIPS.name:
        return bool(after.employee_id != actor or after.state == "confirmed")
    return key[0] == PARTIES.name and start is None and bool(after.host_id != actor)


def _is_withdrawn(key: Key, before: Any, row: Any) -> bool:
    """A proposal that was made and taken back is kept, with those whom it asked."""
    return before is None and (key[0] == PROPOSAL_ANSWERS.name or row.state == "withdrawn")


def _has_left(key: Key, before: Any, row: Any) -> bool:
    """Who said yes and leaves has said so; the party, if any, goes on without them."""
    del before
    return key[0] != MEMBERSHIPS.name or row.state in ("left", "invited", "confirmed")


PROPOSING = Area(
    arguments={
        "proposal.make": _make,
        "proposal.accept": _accept,
        "proposal.decline": _decline,
        "proposal.withdraw": _withdraw,
    },
    furnish=furnish,
    able={"proposal.accept": _asked, "proposal.decline": _asked, "proposal.withdraw": _proposer},
    only_decided={
        "proposal.accept": frozenset(
            {
                RefusalCode.PROPOSER_BUSY,
                RefusalCode.FULL,
                RefusalCode.CLOSED,
                RefusalCode.CANCELLED,
                RefusalCode.EXPIRED,
                RefusalCode.ALREADY_JOINED,
            }
        )
    },
    is_a_decision={"proposal.accept": _is_agreed},
    is_taken_back={"proposal.make": _is_withdrawn, "proposal.accept": _has_left},
)
