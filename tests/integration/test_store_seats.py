"""Seats, as the server and desktops agree on them: the last one, the waitlist, and a party that moves."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from lunch_desktop.domain.ids import PartyId
from lunch_desktop.domain.parties.cancelling import CancelParty
from lunch_desktop.domain.parties.editing import EditParty
from lunch_desktop.domain.parties.leaving import LeaveParty
from lunch_desktop.domain.times import MINUTE, Instant
from lunch_desktop.store.desktop.queries.sync_centre import ChangeStanding
from tests.support.company import STAFF
from tests.support.lunch import MORNING, Lunch, a_party, a_seat, outcomes
from tests.support.plain import oversold


@pytest.fixture
def lunch(tmp_path: Path, company_url: str) -> Iterator[Lunch]:
    made = Lunch(tmp_path, staff=8, url=company_url)
    yield made
    made.close()


def _leave(lunch: Lunch, party: PartyId, person: int) -> str | None:
    membership = lunch.membership(party, person)
    assert membership is not None
    return lunch.decide(person, "party.leave", LeaveParty(party, membership.joined_by)).code


def _standings(lunch: Lunch, party: PartyId) -> list[str | None]:
    return [lunch.standing(party, person) for person in range(5)]


def test_of_two_who_want_the_last_seat_one_has_it_and_the_other_is_told(lunch: Lunch) -> None:
    party = lunch.open(0, a_party(capacity=2))
    first, second = lunch.desktop(1), lunch.desktop(2)
    wishes = [desktop.do("party.join", a_seat(party)) for desktop in (first, second)]
    shown = [desktop.reads.parties([party])[0].mine.state for desktop in (first, second)]  # type: ignore[union-attr]
    assert shown == ["requested", "requested"]
    second.sync()
    first.sync()
    second.sync()
    assert outcomes(second) == {wishes[1].uuid: ("applied", None)}
    assert outcomes(first) == {wishes[0].uuid: ("refused", "full")}
    (attention,) = first.reads.sync_centre().attention
    assert (attention.standing, attention.party is not None) == (ChangeStanding.REFUSED, True)
    for desktop in (first, second):
        lunch.agrees(desktop)


def test_many_at_once_never_take_more_seats_than_there_are(lunch: Lunch) -> None:
    party = lunch.open(0, a_party(capacity=4))
    changes = [(person, [lunch.change("party.join", a_seat(party, or_wait=person % 2 == 0))]) for person in range(1, 8)]
    clients = [lunch.new_id() for _ in changes]
    with ThreadPoolExecutor(7) as pool:
        pushed = pool.map(lambda one: lunch.push(one[0][0], one[0][1], one[1]), zip(changes, clients, strict=True))
        codes = [response.results[0].code for response in pushed]
    assert oversold(lunch.company.url) == []
    standings = [lunch.standing(party, person) for person in range(8)]
    assert standings.count("confirmed") == 4
    assert codes.count("full") == standings.count(None)
    turns = lunch.ask("SELECT turn FROM memberships ORDER BY turn")
    assert [turn for (turn,) in turns] == list(range(1, len(turns) + 1))


def test_whoever_waits_longest_gets_the_seat_that_is_freed(lunch: Lunch) -> None:
    party = lunch.open(0, a_party(capacity=2))
    for person in (1, 2, 3):
        lunch.decide(person, "party.join", a_seat(party, or_wait=True))
    assert _standings(lunch, party) == ["confirmed", "confirmed", "waitlisted", "waitlisted", None]
    waiter = lunch.desktop(2)
    assert _leave(lunch, party, 1) is None
    assert _standings(lunch, party) == ["confirmed", "left", "confirmed", "waitlisted", None]
    waiter.sync()
    view = waiter.reads.party(party)
    assert view is not None
    assert view.mine is not None
    assert view.mine.state == "confirmed"


def test_the_seat_freed_and_the_promotion_are_one_commit(lunch: Lunch) -> None:
    party = lunch.open(0, a_party(capacity=2))
    for person in (1, 2):
        lunch.decide(person, "party.join", a_seat(party, or_wait=True))
    _leave(lunch, party, 1)
    versions = lunch.ask("SELECT version FROM memberships WHERE state IN ('left', 'confirmed')")
    assert sorted(version for (version,) in versions)[1:] == [lunch.company.sync.head()] * 2


def test_more_seats_promote_as_many_as_fit(lunch: Lunch) -> None:
    party = lunch.open(0, a_party(capacity=2))
    for person in (1, 2, 3, 4):
        lunch.decide(person, "party.join", a_seat(party, or_wait=True))
    lunch.decide(0, "party.edit", EditParty(party, {"capacity": (2, 4)}))
    assert _standings(lunch, party) == ["confirmed"] * 4 + ["waitlisted"]
    assert oversold(lunch.company.url) == []


def test_nobody_is_promoted_over_another_seat_of_theirs(lunch: Lunch) -> None:
    party = lunch.open(0, a_party(capacity=2))
    for person in (1, 2, 3):
        lunch.decide(person, "party.join", a_seat(party, or_wait=True))
    lunch.open(2, a_party(150))
    assert _leave(lunch, party, 1) is None
    assert _standings(lunch, party) == ["confirmed", "left", "waitlisted", "confirmed", None]


def test_from_twenty_minutes_before_nobody_is_moved_unasked(lunch: Lunch) -> None:
    party = lunch.open(0, a_party(60, capacity=2))
    for person in (1, 2, 3):
        lunch.decide(person, "party.join", a_seat(party, or_wait=True))
    lunch.clock.set(MORNING + 40 * MINUTE)
    _leave(lunch, party, 1)
    assert lunch.standing(party, 2) == "confirmed"
    lunch.clock.advance(1)
    _leave(lunch, party, 2)
    assert lunch.standing(party, 3) == "waitlisted"


def test_an_old_leave_does_not_undo_a_newer_seat(lunch: Lunch) -> None:
    party = lunch.open(0)
    lunch.decide(1, "party.join", a_seat(party))
    former = lunch.membership(party, 1)
    assert former is not None
    stale = LeaveParty(party, former.joined_by)
    lunch.decide(1, "party.leave", stale)
    lunch.decide(1, "party.join", a_seat(party))
    assert lunch.decide(1, "party.leave", stale).code == "newer_join"
    assert lunch.standing(party, 1) == "confirmed"


def test_a_seat_wished_for_offline_expires_with_its_deadline(lunch: Lunch) -> None:
    desktop = lunch.desktop(1)
    party = lunch.open(0, a_party(60))
    desktop.sync()
    deadline = MORNING + 45 * MINUTE
    wish = desktop.do("party.join", a_seat(party, until=deadline))
    lunch.clock.set(deadline + 1)
    desktop.sync()
    assert outcomes(desktop) == {wish.uuid: ("refused", "expired")}
    lunch.agrees(desktop)


def test_the_longest_confirmed_member_succeeds_a_host_who_leaves(lunch: Lunch) -> None:
    party = lunch.open(0, a_party(capacity=3))
    for person in (2, 1):
        lunch.decide(person, "party.join", a_seat(party))
    _leave(lunch, party, 0)
    assert lunch.party(party).host_id == STAFF[2].id
    assert lunch.decide(0, "party.cancel", CancelParty(party)).code == "not_host"
    for person in (2, 1):
        _leave(lunch, party, person)
    assert lunch.party(party).state == "cancelled"


def test_a_party_that_moves_onto_another_lunch_of_a_member_asks_them_again(lunch: Lunch) -> None:
    """The seat that they chose themselves stands; their place here becomes an invitation."""
    party = lunch.open(0, a_party(60, lasting=30, capacity=2))
    other = lunch.open(1, a_party(180))
    assert lunch.decide(1, "party.join", a_seat(party)).code is None
    lunch.decide(2, "party.join", a_seat(party, or_wait=True))
    meets_at = Instant(MORNING + 60 * MINUTE)
    later = Instant(MORNING + 170 * MINUTE)
    assert lunch.decide(0, "party.edit", EditParty(party, {"meets_at": (meets_at, later)})).code is None
    assert lunch.standing(party, 1) == "invited"
    assert lunch.standing(other, 1) == "confirmed"
    assert lunch.standing(party, 2) == "confirmed", "the seat goes to whoever waits"
    desktop = lunch.desktop(1)
    lunch.agrees(desktop)
    assert lunch.decide(1, "party.join", a_seat(party)).code == "overlaps"


def test_two_hosts_edit_at_once_and_neither_loses_what_was_typed(lunch: Lunch) -> None:
    """One person at two desktops: fields apart are merged, the same field keeps both values."""
    office, home = lunch.desktop(0), lunch.desktop(0, "home")
    party = lunch.open(0)
    office.sync()
    home.sync()
    office.do("party.edit", EditParty(party, {"title": ("국밥 먹어요", "라멘"), "capacity": (4, 5)}))
    clash = home.do("party.edit", EditParty(party, {"title": ("국밥 먹어요", "카레"), "note": ("", "예약함")}))
    office.sync()
    home.sync()
    decided = lunch.party(party)
    assert (decided.title, decided.capacity, decided.note) == ("라멘", 5, "예약함")
    (attention,) = home.reads.sync_centre().attention
    assert (attention.uuid, attention.standing) == (clash.uuid, ChangeStanding.CONFLICT)
    assert attention.conflicts == {"title": ["카레", "라멘"]}
    lunch.agrees(home)
