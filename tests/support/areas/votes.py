"""Votes on place and time, for the generated tests."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from lunch_desktop.domain.ids import EmployeeId, OptionId, PartyId, VoteId
from lunch_desktop.domain.parties.entities import MEMBERSHIPS, PARTIES, Membership, MembershipState, Party
from lunch_desktop.domain.parties.vote_casting import AddOption, CastVote
from lunch_desktop.domain.parties.vote_closing import CancelVote, CloseVote
from lunch_desktop.domain.parties.vote_opening import OpenVote
from lunch_desktop.domain.parties.votes import (
    BALLOTS,
    VOTE_OPTIONS,
    VOTES,
    Ballot,
    Vote,
    VoteOption,
    VoteState,
    ballot_id,
    option_id,
)
from lunch_desktop.domain.times import HOUR, MINUTE, Instant
from tests.support.areas.area import Area, Key, Rows
from tests.support.company import PLACES, an_id
from tests.support.seen import Draw, Seen, drawn_party

NO_VOTE = VoteId(an_id("no such vote"))
NO_OPTION = OptionId(an_id("no such option"))


def furnish(draw: st.DrawFn, parties: Sequence[Party], memberships: Sequence[Membership]) -> Rows:
    """A vote for each of the first two parties in most states, with ballots of those who take part."""
    return [row for party in parties[:2] for row in _vote(draw, party, memberships)]


def _vote(draw: st.DrawFn, party: Party, memberships: Sequence[Membership]) -> Iterator[tuple[Any, Any]]:
    kind = draw(st.sampled_from(["place", "place", "time", "time", "none"]))
    if kind == "none":
        return
    vote_id, host = VoteId(an_id(f"vote {party.id}")), party.host_id
    deadline = Instant(party.meets_at - draw(st.sampled_from([10, 30, 70])) * MINUTE)
    state = draw(st.sampled_from([VoteState.OPEN] * 5 + [VoteState.CLOSED, VoteState.CANCELLED])).value
    tie_break = draw(st.sampled_from(["listed", "nearest" if kind == "place" else "earliest"]))
    yield VOTES, Vote(vote_id, party.id, kind, deadline, tie_break, state, None, party.opened_at)
    options: list[VoteOption] = []
    for place in (1, 2):
        where = PLACES[-place].id if kind == "place" else None
        when = Instant(party.meets_at + (2 - place) * 30 * MINUTE) if kind == "time" else None
        value = when if where is None else where
        assert value is not None
        options.append(VoteOption(option_id(vote_id, value), vote_id, party.id, place, where, when, host))
    yield from ((VOTE_OPTIONS, one) for one in options)
    for one in memberships:
        if one.party_id == party.id and one.state in (MembershipState.CONFIRMED, MembershipState.WAITLISTED):
            chosen = options[draw(st.integers(0, 1))]
            who = one.employee_id
            yield BALLOTS, Ballot(ballot_id(chosen.id, who), vote_id, chosen.id, party.id, who)


def _of(draw: Draw, seen: Seen) -> tuple[PartyId, VoteId]:
    """A vote with its party, mostly one that is there."""
    here = {one.id for one in seen.parties}
    votes = [one for one in seen.of(VOTES) if one.party_id in here]
    mine = {key for key, one in seen.memberships.items() if one.state in ("confirmed", "waitlisted")}
    likely = [one for one in votes if one.party_id in mine and one.state == "open" and one.deadline >= seen.now]
    votes = likely if likely and draw(st.integers(0, 3)) else votes
    vote = draw(st.sampled_from([*votes, *votes, None])) if votes else None
    return (drawn_party(draw, seen), NO_VOTE) if vote is None else (vote.party_id, vote.id)


def _open(draw: Draw, seen: Seen) -> OpenVote:
    party_id = drawn_party(draw, seen)
    party = next((one for one in seen.parties if one.id == party_id), None)
    meets_at = party.meets_at if party else seen.now
    subject = draw(st.sampled_from(["place", "time", "place", "time", "colour"]))
    places = [PLACES[0].id, PLACES[1].id][: draw(st.sampled_from([2, 2, 2, 1]))]
    times = [meets_at, Instant(meets_at + draw(st.sampled_from([30, 30, 0, 12 * 60])) * MINUTE)]
    ties = ["listed", "nearest" if subject == "place" else "earliest"]
    return OpenVote(
        party_id,
        subject,
        deadline=Instant(meets_at - draw(st.sampled_from([1, 1, 1, 0, 300])) * MINUTE),
        tie_break=draw(st.sampled_from([*ties, *ties, "oldest"])),
        restaurants=tuple(places) if subject == "place" else (),
        times=tuple(times) if subject == "time" else (),
    )


def _add(draw: Draw, seen: Seen) -> AddOption:
    party_id, vote_id = _of(draw, seen)
    vote = next((one for one in seen.of(VOTES) if one.id == vote_id), None)
    if draw(st.integers(0, 5)) == 0:
        return AddOption(party_id, vote_id, None, None)
    if vote is not None and vote.subject == "place":
        return AddOption(party_id, vote_id, draw(st.sampled_from(PLACES)).id, None)
    latest = vote.deadline if vote is not None else seen.now
    return AddOption(party_id, vote_id, None, Instant(latest + draw(st.sampled_from([-1, 0, 1, 1])) * HOUR))


def _cast(draw: Draw, seen: Seen) -> CastVote:
    party_id, vote_id = _of(draw, seen)
    options = [one.id for one in seen.of(VOTE_OPTIONS) if one.vote_id == vote_id]
    mine = [one.option_id for one in seen.of(BALLOTS) if one.vote_id == vote_id and one.employee_id == seen.actor]
    some = st.lists(st.sampled_from([*options, NO_OPTION]), max_size=2, unique=True)
    return CastVote(party_id, vote_id, tuple(draw(some)), tuple(mine if draw(st.integers(0, 3)) else draw(some)))


def _close(draw: Draw, seen: Seen) -> CloseVote:
    return CloseVote(*_of(draw, seen))


def _cancel(draw: Draw, seen: Seen) -> CancelVote:
    return CancelVote(*_of(draw, seen))


def _who_may(hosts_only: bool) -> Any:
    def able(parties: Sequence[Party], rows: Rows) -> Iterator[EmployeeId]:
        open_ones = {one.party_id for table, one in rows if table is VOTES and one.state == VoteState.OPEN}
        voters = [(one.party_id, one.employee_id) for table, one in rows if table is BALLOTS]
        for party in parties:
            if party.id in open_ones and party.state != "cancelled":
                yield from [party.host_id] if hosts_only else [who for which, who in voters if which == party.id]

    return able


def _is_counted(actor: str, key: Key, start: Any, after: Any) -> bool:
    """The result, and what `party.edit` would have decided about the party's seats."""
    del actor
    if key[0] == VOTES.name:
        ended = replace(start, state=after.state, winner_id=after.winner_id)
        return bool(start.state == VoteState.CLOSING and after.state in ("closed", "void") and after == ended)
    if key[0] == PARTIES.name:
        won = replace(start, restaurant_id=after.restaurant_id, meets_at=after.meets_at, day=after.day)
        return bool(after == won)
    if key[0] == MEMBERSHIPS.name:
        moved = replace(start, day=after.day)
        asked_again = replace(moved, state="invited", turn=0, joined_by=None, late_minutes=0)
        return after in (moved, asked_again, replace(moved, state="confirmed"))
    return False


def _is_cancelled(key: Key, before: Any, row: Any) -> bool:
    """A vote that was opened and taken back: it and its options are kept."""
    return before is None and (key[0] == VOTE_OPTIONS.name or row.state == VoteState.CANCELLED)


VOTING = Area(
    arguments={
        "vote.open": _open,
        "vote.add_option": _add,
        "vote.cast": _cast,
        "vote.close": _close,
        "vote.cancel": _cancel,
    },
    furnish=furnish,
    able={
        "vote.add_option": _who_may(hosts_only=False),
        "vote.cast": _who_may(hosts_only=False),
        "vote.close": _who_may(hosts_only=True),
        "vote.cancel": _who_may(hosts_only=True),
    },
    is_a_decision={"vote.close": _is_counted},
    is_taken_back={"vote.open": _is_cancelled},
)
