"""Lunch proposals, on real databases: the first yes makes a party, later ones join it, the clock ends them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from lunch_desktop.domain.ids import DepartmentId, OfficeId, ProposalId
from lunch_desktop.domain.parties.cancelling import CancelParty
from lunch_desktop.domain.people import DEPARTMENTS, EMPLOYEES, OFFICES, Department, Office
from lunch_desktop.domain.proposals.answering import AcceptProposal, DeclineProposal
from lunch_desktop.domain.proposals.entities import proposed_party_id
from lunch_desktop.domain.proposals.making import MakeProposal, WithdrawProposal
from lunch_desktop.domain.times import HOUR, MINUTE, Instant
from tests.support.company import STAFF, an_id
from tests.support.lunch import MORNING, Lunch, a_party, ask, outcomes
from tests.support.oracle import held_marks

NOON = Instant(MORNING + 2 * HOUR)


@pytest.fixture
def lunch(tmp_path: Path, company_url: str) -> Iterator[Lunch]:
    made = Lunch(tmp_path, url=company_url)
    yield made
    made.close()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Lunch]:
    """The same on SQLite alone, for what no database decides differently."""
    made = Lunch(tmp_path)
    yield made
    made.close()


def to(*people: int, meets_at: int = NOON) -> MakeProposal:
    whom = tuple(STAFF[one].id for one in people)
    return MakeProposal(whom, Instant(meets_at), 60, None, "1층 로비", "점심 같이 먹어요")


def proposed(lunch: Lunch, args: MakeProposal) -> ProposalId:
    return ProposalId(lunch.decide(0, "proposal.make", args).answer["proposal_id"])


def test_the_first_yes_makes_the_party_and_the_second_joins_it(lunch: Lunch) -> None:
    desktops = [lunch.desktop(person) for person in range(4)]
    made = desktops[0].do("proposal.make", to(1, 2))
    proposal = ProposalId(made.answer["proposal_id"])
    desktops[0].sync()
    for desktop in desktops[1:3]:
        desktop.sync()
        desktop.do("proposal.accept", AcceptProposal(proposal))
    mine = f"SELECT state FROM proposal_answers WHERE employee_id = '{STAFF[2].id}'"
    assert ask(desktops[2].path, mine) == [("requested",)]
    desktops[1].sync()
    party = proposed_party_id(proposal)
    assert [lunch.standing(party, person) for person in range(4)] == ["confirmed", "confirmed", "invited", None]
    assert (lunch.party(party).host_id, lunch.party(party).visibility) == (STAFF[0].id, "invited")
    desktops[2].sync()
    assert lunch.standing(party, 2) == "confirmed"
    assert ask(desktops[2].path, mine) == [("accepted",)]
    for desktop in desktops:
        desktop.sync()
        lunch.agrees(desktop)
    assert ask(desktops[3].path, "SELECT 1 FROM proposals") == []
    assert lunch.decide(0, "proposal.withdraw", WithdrawProposal(proposal)).code == "agreed"


def test_one_who_is_asked_says_no_then_thinks_again(office: Lunch) -> None:
    proposal = proposed(office, to(1, 2))
    office.decide(2, "proposal.accept", AcceptProposal(proposal))
    party = proposed_party_id(proposal)
    assert office.decide(1, "proposal.decline", DeclineProposal(proposal, True)).code is None
    assert office.standing(party, 1) == "left"
    assert office.decide(1, "proposal.decline", DeclineProposal(proposal, True)).code == "answered"
    assert office.decide(1, "proposal.decline", DeclineProposal(proposal, False)).code is None
    assert office.standing(party, 1) == "invited"
    office.decide(0, "party.cancel", CancelParty(party))
    assert office.decide(1, "proposal.accept", AcceptProposal(proposal)).code == "cancelled"


def test_a_proposal_ends_after_a_day_or_shortly_before_its_lunch(office: Lunch) -> None:
    soon, in_two_days = proposed(office, to(1)), proposed(office, to(1, meets_at=NOON + 48 * HOUR))
    office.clock.advance(105 * MINUTE)
    assert office.decide(1, "proposal.decline", DeclineProposal(soon, True)).code is None
    assert office.decide(1, "proposal.decline", DeclineProposal(soon, False)).code is None
    waiting = office.desktop(1)
    late = waiting.do("proposal.accept", AcceptProposal(soon))
    office.clock.advance(1)
    waiting.sync()
    assert outcomes(waiting)[late.uuid] == ("refused", "proposal_expired")
    assert office.decide(0, "proposal.withdraw", WithdrawProposal(soon)).code == "proposal_expired"
    office.clock.advance(24 * HOUR - 105 * MINUTE)
    assert office.decide(1, "proposal.accept", AcceptProposal(in_two_days)).code == "proposal_expired"
    assert office.decide(0, "proposal.make", to(1, meets_at=office.clock.now() + 15 * MINUTE)).code == "too_soon"


def test_nobody_is_seated_opposite_a_proposer_who_eats_elsewhere(office: Lunch) -> None:
    proposal = proposed(office, to(1))
    elsewhere = office.open(0, a_party(150, title="다른 점심"))
    assert office.decide(1, "proposal.accept", AcceptProposal(proposal)).code == "proposer_busy"
    office.decide(0, "party.cancel", CancelParty(elsewhere))
    assert office.decide(1, "proposal.accept", AcceptProposal(proposal)).code is None


def test_what_was_taken_back_waits_for_no_answer(office: Lunch) -> None:
    proposal = proposed(office, to(1, 2))
    assert office.decide(0, "proposal.withdraw", WithdrawProposal(proposal)).code is None
    assert office.decide(1, "proposal.accept", AcceptProposal(proposal)).code == "withdrawn"
    assert office.decide(3, "proposal.accept", AcceptProposal(proposal)).code == "not_found"


def test_who_moves_to_another_office_leaves_the_proposals_there_and_finds_them_on_return(lunch: Lunch) -> None:
    proposed(lunch, to(1, 2))
    lunch.decide(1, "proposal.make", to(2, meets_at=NOON + HOUR))
    mine = lunch.desktop(1)
    office = Office(OfficeId(an_id("busan")), "부산 사무실", "Asia/Seoul")
    team = Department(DepartmentId(an_id("busan team")), office.id, "영업팀")
    lunch.company.sync.import_rows([(OFFICES, office), (DEPARTMENTS, team)])
    for there in (True, False):
        moved = replace(STAFF[1], office_id=office.id, department_id=team.id) if there else STAFF[1]
        lunch.company.sync.import_rows([(EMPLOYEES, moved)])
        mine.sync()
        lunch.agrees(mine)
        assert held_marks(mine.path) == []
        assert len(ask(mine.path, "SELECT 1 FROM proposals")) == (0 if there else 2)
