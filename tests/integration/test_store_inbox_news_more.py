"""The inbox tells of votes, proposals and groups' hosts: once, never of one's own doing, nothing revoked."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lunch_desktop.domain.groups.inviting import OfColleague
from lunch_desktop.domain.groups.making import MakeGroup, OfGroupAlone
from lunch_desktop.domain.ids import GroupId, PartyId, ProposalId, VoteId
from lunch_desktop.domain.parties.cancelling import CancelParty
from lunch_desktop.domain.parties.inviting import Invite
from lunch_desktop.domain.parties.leaving import LeaveParty
from lunch_desktop.domain.parties.vote_casting import CastVote
from lunch_desktop.domain.parties.vote_closing import CancelVote, CloseVote
from lunch_desktop.domain.parties.vote_opening import OpenVote
from lunch_desktop.domain.parties.votes import option_id
from lunch_desktop.domain.proposals.answering import AcceptProposal, DeclineProposal
from lunch_desktop.domain.proposals.entities import proposed_party_id
from lunch_desktop.domain.proposals.making import MakeProposal, WithdrawProposal
from lunch_desktop.domain.times import HOUR, MINUTE, Day, Instant
from lunch_desktop.server.upkeep import Upkeep
from lunch_desktop.store.desktop.inbox import InboxKind
from tests.support.company import PLACES, STAFF
from tests.support.desktop import Desktop
from tests.support.lunch import MORNING, Lunch, a_party, a_seat

ME, HOST = 0, 1
K = InboxKind
NOON = Instant(MORNING + 2 * HOUR)
DEADLINE = Instant(NOON - 40 * MINUTE)
HERE, THERE = (one.id for one in PLACES[:2])


@pytest.fixture
def lunch(tmp_path: Path) -> Iterator[Lunch]:
    """Ten in the morning."""
    made = Lunch(tmp_path)
    yield made
    made.close()


def told(desktop: Desktop) -> list[str]:
    """What the inbox tells after an exchange, the latest first."""
    desktop.sync()
    return [entry.kind for entry in desktop.reads.inbox()]


def a_table(lunch: Lunch, visibility: str = "office") -> PartyId:
    """The host's party, where I have a seat."""
    party = lunch.open(HOST, a_party(visibility=visibility))
    lunch.decide(HOST, "party.invite", Invite(party, STAFF[ME].id))
    assert lunch.decide(ME, "party.join", a_seat(party)).code is None
    return party


def a_vote(lunch: Lunch, party: PartyId, *times: Instant) -> VoteId:
    """On the place, or on `times`."""
    subject, tie_break, places = ("time", "earliest", ()) if times else ("place", "listed", (HERE, THERE))
    done = lunch.decide(HOST, "vote.open", OpenVote(party, subject, DEADLINE, tie_break, places, times))
    assert done.code is None, done
    return VoteId(done.answer["vote_id"])


def at_deadline(lunch: Lunch) -> None:
    """The server's clock reaches the deadline, and it looks what is due."""
    lunch.clock.set(DEADLINE)
    Upkeep(lunch.company.sync, lunch.clock).look()


def propose(lunch: Lunch, person: int, *asked: int) -> ProposalId:
    """Lunch at noon."""
    whom = tuple(STAFF[one].id for one in asked)
    done = lunch.decide(person, "proposal.make", MakeProposal(whom, NOON, 60, None, "1층 로비", "점심 같이 먹어요"))
    assert done.code is None, done
    return ProposalId(done.answer["proposal_id"])


def test_a_vote_is_told_when_it_opens_and_its_decision_stands_for_the_move(lunch: Lunch) -> None:
    party = a_table(lunch)
    me, host, waits = lunch.desktop(ME), lunch.desktop(HOST), lunch.desktop(2)
    vote, times = a_vote(lunch, party), a_vote(lunch, party, NOON, Instant(NOON + 30 * MINUTE))
    assert told(me) == [K.VOTE_OPENED, K.VOTE_OPENED]
    assert {(one.subject, one.change, one.details["vote"]) for one in me.reads.inbox()} == {
        (party, None, "place"),
        (party, None, "time"),
    }
    lunch.decide(ME, "vote.cast", CastVote(party, vote, (option_id(vote, THERE),), ()))
    lunch.decide(ME, "vote.cast", CastVote(party, times, (option_id(times, Instant(NOON + 30 * MINUTE)),), ()))
    at_deadline(lunch)
    assert told(me) == [K.VOTE_DECIDED, K.VOTE_DECIDED], "neither `moved` nor the votes that are over"
    won = {one.details["vote"]: one for one in me.reads.inbox()}
    assert won["place"].places == {THERE: PLACES[1].name}
    assert won["time"].details["meets_at"] == lunch.party(party).meets_at == NOON + 30 * MINUTE
    assert told(host).count(K.VOTE_DECIDED) == 2, "the host did not end them, and did not open them elsewhere"
    assert K.VOTE_OPENED not in told(host)
    assert told(waits) == [], "who only sees the party is told nothing"
    assert told(lunch.desktop(ME, "laptop")) == [], "nor is a first sync news"


def test_a_vote_that_is_taken_back_is_told_no_more_and_the_host_is_not_told_of_the_own_ending(lunch: Lunch) -> None:
    party = a_table(lunch)
    me, host = lunch.desktop(ME), lunch.desktop(HOST)
    vote = a_vote(lunch, party)
    assert told(me) == [K.VOTE_OPENED]
    lunch.decide(HOST, "vote.cancel", CancelVote(party, vote))
    assert told(me) == []
    second = a_vote(lunch, party)
    assert told(host) == [], "opened by the host"
    host.do("vote.close", CloseVote(party, second))
    lunch.clock.set(Instant(DEADLINE - MINUTE))
    assert told(host) == []
    assert told(me) == [K.VOTE_DECIDED]
    assert me.reads.inbox()[0].details == {"vote": "place"}, "nobody voted"


def test_who_comes_while_a_vote_runs_or_may_no_longer_see_it_is_not_told(lunch: Lunch) -> None:
    me = lunch.desktop(ME)
    public, secret = lunch.open(2, a_party(240)), a_table(lunch, "invited")
    a_vote(lunch, secret)
    assert K.VOTE_OPENED not in told(me), "it was open when I came"
    assert lunch.decide(2, "vote.open", OpenVote(public, "place", DEADLINE, "listed", (HERE, THERE), ())).code is None
    lunch.decide(ME, "party.join", a_seat(public))
    assert K.VOTE_OPENED not in told(me)
    a_vote(lunch, secret, NOON, Instant(NOON + 30 * MINUTE))
    assert told(me)[0] == K.VOTE_OPENED
    seat = lunch.membership(secret, ME)
    assert seat is not None
    lunch.decide(ME, "party.leave", LeaveParty(secret, seat.joined_by))
    lunch.decide(HOST, "party.uninvite", Invite(secret, STAFF[ME].id))
    assert K.VOTE_OPENED not in told(me)


def test_a_vote_in_a_lunch_that_is_called_off_is_told_no_more(lunch: Lunch) -> None:
    party = a_table(lunch)
    me = lunch.desktop(ME)
    a_vote(lunch, party)
    assert told(me) == [K.VOTE_OPENED]
    lunch.decide(HOST, "party.cancel", CancelParty(party))
    assert told(me) == [K.CANCELLED]
    at_deadline(lunch)
    assert told(me) == [K.CANCELLED]


def test_a_proposal_is_told_until_it_is_answered_or_taken_back(lunch: Lunch) -> None:
    me, proposer = lunch.desktop(ME), lunch.desktop(HOST)
    first = propose(lunch, HOST, ME)
    assert told(me) == [K.PROPOSED]
    (entry,) = me.reads.inbox()
    assert (entry.by, entry.proposal.text if entry.proposal else "") == (STAFF[HOST].name, "점심 같이 먹어요")
    assert told(lunch.desktop(ME, "laptop")) == []
    lunch.decide(HOST, "proposal.withdraw", WithdrawProposal(first))
    assert told(me) == []
    second = propose(lunch, HOST, ME)
    assert told(me) == [K.PROPOSED]
    me.do("proposal.decline", DeclineProposal(second, True))
    assert told(me) == []
    me.do("proposal.decline", DeclineProposal(second, False))
    assert told(me) == [], "asked by myself"
    assert told(proposer) == [], "neither what was declined and is open again, nor the own doing"


def test_the_first_yes_to_my_proposal_is_told_with_the_party_and_who_is_still_asked_is_invited(lunch: Lunch) -> None:
    me, accepts, waits = (lunch.desktop(person) for person in range(3))
    proposal = propose(lunch, ME, 1, 2)
    assert told(waits) == [K.PROPOSED]
    accepts.sync()
    accepts.do("proposal.accept", AcceptProposal(proposal))
    assert told(accepts) == []
    assert told(me) == [K.PROPOSAL_AGREED]
    (entry,) = me.reads.inbox()
    assert (entry.subject, entry.named("joined")) == (proposed_party_id(proposal), [STAFF[1].name])
    assert told(waits) == [K.INVITED]


def test_that_everybody_declined_my_proposal_is_told_once(lunch: Lunch) -> None:
    me = lunch.desktop(ME)
    proposal = propose(lunch, ME, 1, 2)
    lunch.decide(1, "proposal.decline", DeclineProposal(proposal, True))
    assert told(me) == []
    lunch.decide(2, "proposal.decline", DeclineProposal(proposal, True))
    assert told(me) == [K.PROPOSAL_DECLINED]
    assert sorted(me.reads.inbox()[0].named("declined")) == sorted([STAFF[1].name, STAFF[2].name])
    lunch.clock.set(Instant(NOON - MINUTE))
    assert not me.store.note_expired(STAFF[ME].id), "it was answered"
    assert told(me) == [K.PROPOSAL_DECLINED]


def test_a_proposal_that_nobody_answered_is_told_of_by_the_clock_without_the_server_and_once(lunch: Lunch) -> None:
    me, answers = lunch.desktop(ME), lunch.desktop(2)
    propose(lunch, ME, 1)
    accepted = propose(lunch, ME, 2)
    me.sync()
    assert not me.store.note_expired(STAFF[ME].id)
    answers.sync()
    assert lunch.decide(2, "proposal.accept", AcceptProposal(accepted)).code is None
    lunch.clock.set(Instant(NOON - 14 * MINUTE))
    assert me.store.note_expired(STAFF[ME].id)
    assert not me.store.note_expired(STAFF[ME].id)
    assert [one.kind for one in me.reads.inbox()] == [K.PROPOSAL_EXPIRED] * 2
    assert told(me) == [K.PROPOSAL_AGREED, K.PROPOSAL_EXPIRED], "the one was answered in time after all"
    later = lunch.desktop(ME, "laptop")
    assert not later.store.note_expired(STAFF[ME].id), "it had expired before the first sync"


def test_members_are_told_who_hosts_their_group_now_and_neither_of_both_hosts_is(lunch: Lunch) -> None:
    new = MakeGroup("국밥 모임", "", "", "office", "FREQ=DAILY", Day("2026-12-01"), "12:00", 60, "로비", 4, None)
    group = GroupId(lunch.decide(HOST, "group.make", new).answer["group_id"])
    for person in (ME, 2):
        assert lunch.decide(person, "group.join", OfGroupAlone(group)).code is None
    me, former, host, other = (lunch.desktop(person) for person in (ME, HOST, 2, 3))
    assert lunch.decide(HOST, "group.hand_over", OfColleague(group, STAFF[2].id)).code is None
    assert told(me) == [K.GROUP_NEW_HOST]
    assert (me.reads.inbox()[0].by, me.reads.inbox()[0].room) == (STAFF[2].name, "국밥 모임")
    assert (told(former), told(host), told(other)) == ([], [K.GROUP_HOST], [])
