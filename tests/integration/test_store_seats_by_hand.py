"""Seats by hand, guests, switches, late seats and handing over, as the server decides them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lunch_desktop.domain.ids import ChangeId, GuestId, PartyId
from lunch_desktop.domain.parties.bringing import AddGuest, DropGuest
from lunch_desktop.domain.parties.claiming import ClaimSeat
from lunch_desktop.domain.parties.editing import EditParty
from lunch_desktop.domain.parties.handing_over import HandOver
from lunch_desktop.domain.parties.inviting import Invite
from lunch_desktop.domain.parties.leaving import LeaveParty
from lunch_desktop.domain.parties.seating import SeatColleague
from lunch_desktop.domain.parties.switching import SwitchParty
from lunch_desktop.domain.people import DEPARTMENTS, EMPLOYEES, OFFICES, Department, Office
from lunch_desktop.domain.times import MINUTE, Instant
from tests.support import plain
from tests.support.company import STAFF, an_id
from tests.support.lunch import MORNING, Lunch, a_party, a_seat

NOON = Instant(MORNING + 120 * MINUTE)
LATE = Instant(NOON - 10 * MINUTE)
"""Nobody is moved to a seat unasked any more."""


@pytest.fixture
def lunch(tmp_path: Path) -> Iterator[Lunch]:
    """Ten in the morning."""
    made = Lunch(tmp_path)
    yield made
    made.close()


@pytest.fixture
def anywhere(tmp_path: Path, company_url: str) -> Iterator[Lunch]:
    """Ten in the morning, on either database."""
    made = Lunch(tmp_path, url=company_url)
    yield made
    made.close()


def code(lunch: Lunch, person: int, name: str, args: Any) -> str | None:
    """Why it was refused; None if it was done."""
    return lunch.decide(person, name, args).code


def does(lunch: Lunch, person: int, name: str, args: Any) -> dict[str, Any]:
    """The answer to what was done."""
    result = lunch.decide(person, name, args)
    assert result.code is None, result
    return dict(result.answer)


def joins(lunch: Lunch, person: int, party: PartyId) -> None:
    """A seat, or a place in line."""
    does(lunch, person, "party.join", a_seat(party, or_wait=True))


def leaves(lunch: Lunch, person: int, party: PartyId) -> None:
    """Give it back."""
    does(lunch, person, "party.leave", LeaveParty(party, standing(lunch, person, party).joined_by))


def standing(lunch: Lunch, person: int, party: PartyId) -> Any:
    """How somebody stands to a party."""
    found = lunch.membership(party, person)
    assert found is not None
    return found


def guests(lunch: Lunch, party: PartyId) -> list[tuple[Any, ...]]:
    """Who brings how many, and what those are called."""
    query = "SELECT n.name, g.inviter_id FROM guests g JOIN guest_names n ON n.id = g.id WHERE g.party_id = ?"
    return plain.ask(lunch.company.url, query, party)


def test_a_guest_takes_a_seat_and_goes_with_whoever_brought_them(anywhere: Lunch) -> None:
    party = anywhere.open(0, a_party(capacity=3))
    joins(anywhere, 1, party)
    does(anywhere, 1, "party.add_guest", AddGuest(party, " 박 과장님 "))
    assert guests(anywhere, party) == [("박 과장님", STAFF[1].id)]
    assert code(anywhere, 0, "party.add_guest", AddGuest(party, "김 손님")) == "full"
    assert code(anywhere, 2, "party.join", a_seat(party)) == "full"
    assert code(anywhere, 0, "party.edit", EditParty(party, {"capacity": (3, 2)})) == "capacity_below_seats"
    joins(anywhere, 2, party)
    assert standing(anywhere, 2, party).state == "waitlisted"
    leaves(anywhere, 1, party)
    assert guests(anywhere, party) == []
    assert plain.ask(anywhere.company.url, "SELECT count(*) FROM guest_names") == [(0,)]
    assert standing(anywhere, 2, party).state == "confirmed"


def test_a_guest_is_sent_away_by_who_brought_them_or_by_the_host_and_the_next_in_line_gets_the_seat(
    lunch: Lunch,
) -> None:
    party = lunch.open(0, a_party(capacity=3))
    joins(lunch, 1, party)
    guest = GuestId(does(lunch, 1, "party.add_guest", AddGuest(party, "박 과장님"))["guest_id"])
    joins(lunch, 2, party)
    assert code(lunch, 2, "party.drop_guest", DropGuest(party, guest)) == "not_host"
    does(lunch, 0, "party.drop_guest", DropGuest(party, guest))
    assert guests(lunch, party) == []
    assert standing(lunch, 2, party).state == "confirmed"


def test_into_a_closed_party_only_the_host_brings_anybody(lunch: Lunch) -> None:
    party = lunch.open(0)
    joins(lunch, 1, party)
    does(lunch, 0, "party.edit", EditParty(party, {"state": ("open", "closed")}))
    assert code(lunch, 1, "party.add_guest", AddGuest(party, "박 과장님")) == "closed"
    does(lunch, 0, "party.add_guest", AddGuest(party, "김 손님"))
    does(lunch, 0, "party.seat", SeatColleague(party, STAFF[2].id))
    assert standing(lunch, 2, party).state == "confirmed"


def test_a_colleague_is_seated_by_hand_never_over_another_seat_and_may_leave(lunch: Lunch) -> None:
    party, other = lunch.open(0, a_party(capacity=2)), lunch.open(2)
    refused = lunch.decide(0, "party.seat", SeatColleague(party, STAFF[2].id))
    assert (refused.code, refused.details) == ("seated_elsewhere", {})  # where is nothing that the host must know
    does(lunch, 0, "party.seat", SeatColleague(party, STAFF[1].id))
    seat = standing(lunch, 1, party)
    assert (seat.state, seat.seated_by) == ("confirmed", STAFF[0].id)
    assert code(lunch, 0, "party.seat", SeatColleague(party, STAFF[3].id)) == "full"
    assert code(lunch, 1, "party.join", a_seat(other)) == "overlaps"
    leaves(lunch, 1, party)
    assert standing(lunch, 1, party).seated_by is None
    does(lunch, 0, "party.seat", SeatColleague(party, STAFF[3].id))


def test_the_host_frees_a_seat_given_by_hand_and_no_other(lunch: Lunch) -> None:
    party = lunch.open(0, a_party(capacity=3))
    joins(lunch, 1, party)
    does(lunch, 0, "party.seat", SeatColleague(party, STAFF[2].id))
    joins(lunch, 3, party)
    assert code(lunch, 0, "party.uninvite", Invite(party, STAFF[1].id)) == "seated"
    does(lunch, 0, "party.uninvite", Invite(party, STAFF[2].id))
    assert standing(lunch, 2, party).state == "removed"
    assert standing(lunch, 3, party).state == "confirmed"


def test_a_switch_leaves_the_one_only_for_a_seat_in_the_other(lunch: Lunch) -> None:
    mine, full, free = lunch.open(0), lunch.open(1, a_party(capacity=2)), lunch.open(2)
    joins(lunch, 3, mine)
    joins(lunch, 0, lunch.open(3, a_party(400)))  # at another time: not in the way
    does(lunch, 1, "party.add_guest", AddGuest(full, "박 과장님"))
    seat = standing(lunch, 3, mine).joined_by
    assert code(lunch, 3, "party.switch", SwitchParty(full, mine, seat, NOON)) == "full"
    assert standing(lunch, 3, mine).state == "confirmed"
    stale = SwitchParty(free, mine, ChangeId(an_id("an older join")), NOON)
    assert code(lunch, 3, "party.switch", stale) == "newer_join"
    does(lunch, 3, "party.switch", SwitchParty(free, mine, seat, NOON))
    assert [standing(lunch, 3, one).state for one in (mine, free)] == ["left", "confirmed"]


def test_a_host_who_switches_is_succeeded_and_who_waits_there_is_promoted(anywhere: Lunch) -> None:
    mine, other = anywhere.open(0, a_party(capacity=2)), anywhere.open(3)
    joins(anywhere, 1, mine)
    joins(anywhere, 2, mine)
    does(anywhere, 0, "party.switch", SwitchParty(other, mine, standing(anywhere, 0, mine).joined_by, NOON))
    assert anywhere.party(mine).host_id == STAFF[1].id
    assert standing(anywhere, 2, mine).state == "confirmed"


def test_a_late_seat_goes_to_the_first_who_answers_and_silence_holds_none(lunch: Lunch) -> None:
    party = lunch.open(0, a_party(capacity=2))
    for person in (1, 2, 3):
        joins(lunch, person, party)
    assert code(lunch, 2, "party.claim", ClaimSeat(party, NOON)) == "full"
    lunch.clock.set(LATE)
    leaves(lunch, 1, party)
    assert [standing(lunch, one, party).state for one in (2, 3)] == ["waitlisted", "waitlisted"]
    does(lunch, 3, "party.claim", ClaimSeat(party, NOON))  # the second in line was quicker
    assert standing(lunch, 3, party).state == "confirmed"
    assert code(lunch, 2, "party.claim", ClaimSeat(party, NOON)) == "full"
    assert standing(lunch, 2, party).state == "waitlisted"
    lunch.clock.set(Instant(NOON + MINUTE))
    assert code(lunch, 2, "party.claim", ClaimSeat(party, NOON)) == "expired"


def test_the_host_hands_over_to_somebody_with_a_seat(lunch: Lunch) -> None:
    party = lunch.open(0)
    joins(lunch, 1, party)
    does(lunch, 0, "party.invite", Invite(party, STAFF[2].id))
    assert code(lunch, 0, "party.hand_over", HandOver(party, STAFF[2].id)) == "not_joined"
    does(lunch, 0, "party.hand_over", HandOver(party, STAFF[1].id))
    assert lunch.party(party).host_id == STAFF[1].id
    assert standing(lunch, 0, party).state == "confirmed"
    assert code(lunch, 0, "party.edit", EditParty(party, {"booked": (False, True)})) == "not_host"
    does(lunch, 1, "party.edit", EditParty(party, {"booked": (False, True)}))
    assert lunch.party(party).booked


FAR = Office(an_id("far office"), "부산 사무실", "Asia/Seoul")  # type: ignore[arg-type]
FAR_TEAM = Department(an_id("far team"), FAR.id, "영업팀")  # type: ignore[arg-type]


@pytest.mark.parametrize("moves", [False, True], ids=["deactivated", "at another office"])
def test_who_departs_gives_up_what_lies_ahead_and_what_lies_behind_stays(anywhere: Lunch, *, moves: bool) -> None:
    past, hosted, alone = (
        anywhere.open(0, a_party(30)),
        anywhere.open(0, a_party(120, capacity=2)),
        anywhere.open(0, a_party(300)),
    )
    joins(anywhere, 1, hosted)
    joins(anywhere, 2, hosted)
    joins(anywhere, 1, past)
    seat = anywhere.open(3, a_party(600, capacity=2))
    joins(anywhere, 0, seat)
    joins(anywhere, 2, seat)
    anywhere.clock.set(Instant(MORNING + 40 * MINUTE))
    if moves:
        anywhere.company.sync.import_rows([(OFFICES, FAR), (DEPARTMENTS, FAR_TEAM)])
        gone = replace(STAFF[0], office_id=FAR.id, department_id=FAR_TEAM.id)
        anywhere.company.sync.import_rows([(EMPLOYEES, gone)])
    else:
        gone = replace(STAFF[0], active=False)
        anywhere.company.sync.administer(lambda _, edits: edits.edit(EMPLOYEES, STAFF[0].id, lambda _: gone))
    assert (anywhere.party(past).host_id, standing(anywhere, 0, past).state) == (STAFF[0].id, "confirmed")
    assert (anywhere.party(hosted).host_id, standing(anywhere, 0, hosted).state) == (STAFF[1].id, "left")
    assert standing(anywhere, 2, hosted).state == "confirmed"
    assert anywhere.party(alone).state == "cancelled"
    assert standing(anywhere, 2, seat).state == "confirmed"
