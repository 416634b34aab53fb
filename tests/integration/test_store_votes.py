"""Votes on place and time, on real databases: cast offline, counted by the server, written into the party."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lunch_desktop.domain.ids import OptionId, PartyId, RestaurantId, VoteId
from lunch_desktop.domain.parties.leaving import LeaveParty
from lunch_desktop.domain.parties.vote_casting import AddOption, CastVote
from lunch_desktop.domain.parties.vote_closing import CloseVote
from lunch_desktop.domain.parties.vote_counting import leading
from lunch_desktop.domain.parties.vote_opening import OpenVote
from lunch_desktop.domain.parties.votes import VoteOption, option_id
from lunch_desktop.domain.restaurants.entities import RESTAURANTS
from lunch_desktop.domain.times import MINUTE, Instant
from lunch_desktop.server.upkeep import Upkeep
from tests.support.company import PLACES, STAFF, an_id
from tests.support.lunch import MORNING, Lunch, a_party, a_seat, ask, outcomes
from tests.support.oracle import held_marks

NOON = Instant(MORNING + 120 * MINUTE)
DEADLINE = Instant(NOON - 40 * MINUTE)
HERE, THERE = (one.id for one in PLACES[:2])


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


def on_place(party: PartyId, tie_break: str = "listed") -> OpenVote:
    return OpenVote(party, "place", DEADLINE, tie_break, (HERE, THERE), ())


def on_time(party: PartyId) -> OpenVote:
    return OpenVote(party, "time", DEADLINE, "earliest", (), (NOON, Instant(NOON + 60 * MINUTE)))


def opened(lunch: Lunch, party: PartyId, args: OpenVote) -> VoteId:
    return VoteId(lunch.decide(0, "vote.open", args).answer["vote_id"])


def choice(party: PartyId, vote: VoteId, *wanted: Any, base: tuple[Any, ...] = ()) -> CastVote:
    return CastVote(
        party, vote, tuple(option_id(vote, one) for one in wanted), tuple(option_id(vote, one) for one in base)
    )


def chosen(lunch: Lunch, person: int) -> set[str]:
    rows = lunch.ask("SELECT option_id FROM ballots WHERE employee_id = ?", STAFF[person].id)
    return {option for (option,) in rows}


def vote_state(lunch: Lunch) -> tuple[str, str | None]:
    ((state, winner),) = lunch.ask("SELECT state, winner_id FROM votes")
    return state, winner


def at_deadline(lunch: Lunch) -> None:
    """The server's clock reaches the deadline, and it looks what is due."""
    lunch.clock.advance(DEADLINE - lunch.clock.now())
    Upkeep(lunch.company.sync, lunch.clock).look()


def a_table_for_four(lunch: Lunch) -> PartyId:
    party = lunch.open(0, a_party())
    for person in (1, 2):
        lunch.decide(person, "party.join", a_seat(party))
    return party


def test_ballots_of_offline_desktops_count_at_the_deadline_and_those_sent_later_are_refused(lunch: Lunch) -> None:
    party = a_table_for_four(lunch)
    vote = opened(lunch, party, on_place(party))
    in_time, late = lunch.desktop(1), lunch.desktop(2)
    in_time.do("vote.cast", choice(party, vote, THERE))
    too_late = late.do("vote.cast", choice(party, vote, HERE))
    in_time.sync()
    at_deadline(lunch)
    assert vote_state(lunch) == ("closed", option_id(vote, THERE))
    assert lunch.party(party).restaurant_id == THERE
    late.sync()
    assert outcomes(late)[too_late.uuid] == ("refused", "vote_over")
    for desktop in (in_time, late, lunch.desktop(3)):
        desktop.sync()
        lunch.agrees(desktop)
    assert chosen(lunch, 2) == set()


def test_who_sits_elsewhere_at_the_time_that_won_is_asked_again(lunch: Lunch) -> None:
    party = a_table_for_four(lunch)
    vote = opened(lunch, party, on_time(party))
    later = Instant(NOON + 60 * MINUTE)
    other = lunch.open(3, a_party(180, title="늦은 점심"))
    assert lunch.decide(2, "party.join", a_seat(other)).code is None
    for person in (0, 1):
        assert lunch.decide(person, "vote.cast", choice(party, vote, later)).code is None
    at_deadline(lunch)
    assert lunch.party(party).meets_at == later
    assert [lunch.standing(party, person) for person in range(3)] == ["confirmed", "confirmed", "invited"]


def test_what_the_host_can_no_longer_do_changes_nothing_and_says_what_won(office: Lunch) -> None:
    party = a_table_for_four(office)
    vote = opened(office, party, on_time(party))
    later = Instant(NOON + 60 * MINUTE)
    office.decide(1, "vote.cast", choice(party, vote, later))
    elsewhere = office.open(3, a_party(180, title="늦은 점심"))
    assert office.decide(0, "party.join", a_seat(elsewhere)).code is None
    at_deadline(office)
    assert vote_state(office) == ("void", option_id(vote, later))
    assert office.party(party).meets_at == NOON


def test_nobody_voting_leaves_the_party_as_it_was(office: Lunch) -> None:
    party = a_table_for_four(office)
    opened(office, party, on_place(party))
    before = office.party(party)
    at_deadline(office)
    assert (vote_state(office), office.party(party)) == (("void", None), before)


def test_who_waits_for_a_seat_is_not_counted_and_who_leaves_takes_the_ballots_along(office: Lunch) -> None:
    party = office.open(0, a_party(capacity=2))
    seat = office.change("party.join", a_seat(party))
    office.push(1, [seat])
    office.decide(2, "party.join", a_seat(party, or_wait=True))
    vote = opened(office, party, on_place(party))
    for person, wanted in ((0, HERE), (1, THERE), (2, THERE)):
        office.decide(person, "vote.cast", choice(party, vote, wanted))
    gone = office.desktop(1)
    assert len(ask(gone.path, "SELECT 1 FROM ballots")) == 3
    gone.do("party.leave", LeaveParty(party, seat.uuid))  # type: ignore[arg-type]
    gone.sync()
    assert ask(gone.path, "SELECT 1 FROM ballots") == []
    assert held_marks(gone.path) == []
    office.agrees(gone)
    assert (chosen(office, 1), len(chosen(office, 2))) == (set(), 1)
    assert office.standing(party, 2) == "confirmed"  # and so their ballot counts now
    host = office.desktop(0)
    host.do("vote.close", CloseVote(party, vote))
    assert ask(host.path, "SELECT state FROM votes") == [("closing",)]
    host.sync()
    assert vote_state(office) == ("closed", option_id(vote, HERE))  # one each, and this one is listed first
    assert ask(host.path, "SELECT state FROM votes") == [("closed",)]


def test_two_desktops_of_one_member_come_to_one_choice(office: Lunch) -> None:
    party = a_table_for_four(office)
    vote = opened(office, party, on_place(party))
    office.decide(1, "vote.cast", choice(party, vote, HERE))
    desk, laptop = office.desktop(1), office.desktop(1, "laptop")
    third = PLACES[2].id
    laptop.do("vote.add_option", AddOption(party, vote, third, None))
    laptop.do("vote.cast", choice(party, vote, HERE, third, base=(HERE,)))
    desk.do("vote.cast", choice(party, vote, THERE, base=(HERE,)))
    laptop.sync()
    desk.sync()
    assert chosen(office, 1) == {option_id(vote, THERE), option_id(vote, third)}
    add = office.decide(2, "vote.add_option", AddOption(party, vote, third, None))
    assert add.code is None
    assert len(office.ask("SELECT 1 FROM vote_options")) == 3


def test_a_winner_that_was_merged_meanwhile_is_written_as_what_it_is_in_truth(office: Lunch) -> None:
    party = a_table_for_four(office)
    vote = opened(office, party, on_place(party))
    office.decide(0, "vote.cast", choice(party, vote, THERE))
    office.company.sync.import_rows([(RESTAURANTS, replace(PLACES[1], state="merged", merged_into=PLACES[2].id))])
    at_deadline(office)
    assert office.party(party).restaurant_id == PLACES[2].id


def test_of_two_votes_on_the_same_the_second_is_refused_and_of_another_subject_is_not(office: Lunch) -> None:
    party = a_table_for_four(office)
    opened(office, party, on_place(party))
    assert office.decide(0, "vote.open", on_place(party)).code == "vote_running"
    assert office.decide(0, "vote.open", on_time(party)).code is None
    assert office.decide(1, "vote.open", on_time(party)).code == "not_host"


def _option(place: int, where: str | None = None, when: int | None = None) -> VoteOption:
    return VoteOption(
        OptionId(an_id(f"option {place}")),
        VoteId("vote"),
        PartyId("party"),
        place,
        None if where is None else RestaurantId(where),
        None if when is None else Instant(when),
        STAFF[0].id,
    )


@pytest.mark.parametrize(
    ("tie_break", "counts", "wins"),
    [
        ("listed", (2, 1, 2), 0),
        ("nearest", (2, 1, 2), 2),
        ("nearest", (2, 3, 2), 1),
        ("nearest", (2, 2, 0), 0),  # as far, so the one that stands first
        ("listed", (0, 0, 0), None),
    ],
)
def test_the_declared_rule_decides_between_equals(tie_break: str, counts: tuple[int, ...], wins: int | None) -> None:
    options = [_option(1, "far"), _option(2, "far too"), _option(3, "near")]
    walks = {RestaurantId("far"): 9, RestaurantId("far too"): 9, RestaurantId("near"): 2}
    votes = {one.id: count for one, count in zip(options, counts, strict=True)}
    won = leading(options, votes, tie_break, walks)
    assert won == (None if wins is None else options[wins])


def test_the_earliest_of_equal_times_wins_wherever_it_is_listed() -> None:
    options = [_option(1, when=3_000), _option(2, when=2_000)]
    assert leading(options, {one.id: 1 for one in options}, "earliest", {}) == options[1]
