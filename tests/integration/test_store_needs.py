"""What a party is told of its members' needs, who holds it, and what is left of it afterwards; on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lunch_desktop.domain.availability import SetAvailability
from lunch_desktop.domain.diets import PARTY_NEEDS, SAY_NOTHING, SetDiet, party_needs_id
from lunch_desktop.domain.ids import GuestId, PartyId
from lunch_desktop.domain.parties.cancelling import CancelParty
from lunch_desktop.domain.parties.entities import MembershipState, membership_id
from lunch_desktop.domain.parties.guests import GUESTS, Guest
from lunch_desktop.domain.parties.leaving import LeaveParty
from lunch_desktop.domain.times import HOUR, Day, Instant
from tests.support.company import STAFF, an_id
from tests.support.desktop import Desktop
from tests.support.lunch import MORNING, Lunch, a_party, a_seat, ask

TODAY = Day("2026-11-19")
UNNAMED = SetDiet("vegetarian", "peanut", "unnamed", "unnamed")
NAMED = SetDiet("", "shellfish", "none", "named")


@pytest.fixture
def lunch(tmp_path: Path, company_url: str) -> Iterator[Lunch]:
    made = Lunch(tmp_path, url=company_url)
    yield made
    made.close()


def _party(lunch: Lunch, *members: int, capacity: int = 4) -> PartyId:
    """A party of the first employee's with these members, too."""
    party = PartyId(lunch.open(0, a_party(capacity=capacity)))
    for one in members:
        lunch.decide(one, "party.join", a_seat(party))
    return party


def _told(lunch: Lunch, desktop: Desktop) -> list[tuple[str, str, int]]:
    desktop.sync()
    lunch.agrees(desktop)
    return [tuple(row) for row in ask(desktop.path, "SELECT unnamed, named, unknown FROM party_needs")]


def _everything(desktop: Desktop, *but: str) -> dict[str, list[str]]:
    """Every row of every table of the desktop's file, as text."""
    names = [row[0] for row in ask(desktop.path, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: sorted(map(str, ask(desktop.path, f"SELECT * FROM {name}"))) for name in names if name not in but}


def test_a_need_is_told_without_a_name_only_among_three_who_have_not_named_theirs(lunch: Lunch) -> None:
    watching = lunch.desktop(1)
    lunch.decide(0, "diet.set", UNNAMED)
    party = _party(lunch, 1)
    assert _told(lunch, watching) == [], "of two it would be plain whose it is"
    lunch.decide(2, "party.join", a_seat(party))
    assert _told(lunch, watching) == [("vegetarian:1,peanut:1", "", 2)]
    lunch.decide(2, "diet.set", NAMED)
    assert _told(lunch, watching) == [("vegetarian:1", f"{STAFF[2].id}:shellfish", 3)]
    lunch.decide(1, "diet.set", SetDiet("", "", "unnamed", "unnamed"))
    lunch.decide(2, "diet.set", SetDiet("vegetarian", "peanut", "unnamed", "unnamed"))
    assert _told(lunch, watching) == [("vegetarian:2,peanut:2", "", 0)]


def test_who_wants_to_be_named_is_named_even_among_two(lunch: Lunch) -> None:
    watching, outside = lunch.desktop(1), lunch.desktop(3)
    lunch.decide(0, "diet.set", NAMED)
    party = _party(lunch, 1)
    assert _told(lunch, watching) == [("", f"{STAFF[0].id}:shellfish", 2)]
    assert _told(lunch, outside) == [], "who takes no part is told nothing"
    assert ask(watching.path, "SELECT id FROM party_needs") == [(party_needs_id(party),)]


def test_a_withdrawn_consent_takes_every_trace_from_colleagues_and_from_past_lunches(lunch: Lunch) -> None:
    watching = lunch.desktop(1)
    lunch.decide(0, "diet.set", NAMED)
    former = _party(lunch, 1)
    lunch.clock.advance(72 * HOUR)
    ahead = PartyId(lunch.open(0, a_party(minutes=120, now=Instant(MORNING + 72 * HOUR))))
    lunch.decide(1, "party.join", a_seat(ahead, until=MORNING + 96 * HOUR))
    assert len(_told(lunch, watching)) == 2
    assert "shellfish" in str(_everything(watching))
    lunch.decide(0, "diet.set", SetDiet("", "shellfish", "none", "none"))
    assert _told(lunch, watching) == []
    assert "shellfish" not in str(_everything(watching))
    assert party_needs_id(former) not in str(_everything(watching, "scope_rows"))


def test_who_leaves_takes_their_needs_along_and_loses_those_of_the_others(lunch: Lunch) -> None:
    host, leaver = lunch.desktop(0), lunch.desktop(1)
    lunch.decide(0, "diet.set", NAMED)
    lunch.decide(1, "diet.set", NAMED)
    party = _party(lunch, 1)
    both = ",".join(sorted(f"{one.id}:shellfish" for one in STAFF[:2]))
    assert _told(lunch, host) == _told(lunch, leaver) == [("", both, 2)]
    seat = leaver.reads.party(party)
    assert seat is not None
    (joined_by,) = ask(
        leaver.path, f"SELECT joined_by FROM memberships WHERE id = '{membership_id(party, STAFF[1].id)}'"
    )
    lunch.decide(1, "party.leave", LeaveParty(party, joined_by[0]))
    assert _told(lunch, host) == [("", f"{STAFF[0].id}:shellfish", 1)]
    assert _told(lunch, leaver) == []
    assert STAFF[0].id + ":" not in str(_everything(leaver))


def test_a_guest_is_unknown_and_a_party_called_off_tells_nothing(lunch: Lunch) -> None:
    host = lunch.desktop(0)
    lunch.decide(0, "diet.set", SetDiet("vegan", "", "named", "named"))
    party = _party(lunch)
    assert _told(lunch, host) == [("", f"{STAFF[0].id}:vegan", 0)]
    lunch.company.sync.import_rows([(GUESTS, Guest(GuestId(an_id("guest")), party, STAFF[0].id))])
    assert _told(lunch, host) == [("", f"{STAFF[0].id}:vegan", 1)]
    lunch.decide(0, "party.cancel", CancelParty(party))
    assert _told(lunch, host) == []


def test_who_only_waits_for_a_seat_is_told_and_not_told_of(lunch: Lunch) -> None:
    waiting = lunch.desktop(2)
    lunch.decide(0, "diet.set", NAMED)
    lunch.decide(2, "diet.set", NAMED)
    party = _party(lunch, 1, capacity=2)
    lunch.decide(2, "party.join", a_seat(party, or_wait=True))
    assert _told(lunch, waiting) == [("", f"{STAFF[0].id}:shellfish", 2)]
    state = f"SELECT state FROM memberships WHERE id = '{membership_id(party, STAFF[2].id)}'"
    assert ask(waiting.path, state) == [(MembershipState.WAITLISTED.value,)]


def test_an_answer_stays_with_its_owner_and_is_undone_like_any_other(lunch: Lunch) -> None:
    mine, second, other = lunch.desktop(0), lunch.desktop(0, name="second"), lunch.desktop(1)
    mine.do("diet.set", UNNAMED)
    for one in (mine, second, other):
        one.sync()
        lunch.agrees(one)
    assert len(ask(second.path, "SELECT id FROM diets")) == 1
    assert ask(other.path, "SELECT id FROM diets") == []
    mine.do("diet.set", SAY_NOTHING)
    for one in (mine, second):
        one.sync()
        lunch.agrees(one)
    assert ask(second.path, "SELECT id FROM diets") == []
    assert PARTY_NEEDS.name in _everything(second)


def test_alone_away_and_no_answer_leave_the_same_in_a_colleagues_file(lunch: Lunch) -> None:
    """STAFF[2] is of STAFF[0]'s team. What says when something was pulled is left out."""
    watching = lunch.desktop(2)
    free = SetAvailability(TODAY, "free", MORNING, Instant(MORNING + HOUR))
    seen = []
    for state in ("alone", "away", None):
        lunch.decide(0, "availability.set", free)
        watching.sync()
        assert STAFF[0].id in str(ask(watching.path, "SELECT * FROM free_windows"))
        lunch.decide(0, "availability.set", SetAvailability(TODAY, state, None, None))
        watching.sync()
        lunch.agrees(watching)
        seen.append(_everything(watching, "state"))
    assert seen[0] == seen[1] == seen[2]
    assert ask(watching.path, "SELECT id FROM free_windows UNION SELECT id FROM availabilities") == []
    before = _everything(watching, "state")
    lunch.decide(0, "availability.set", SetAvailability(TODAY, "away", None, None))
    watching.sync()
    assert _everything(watching, "state") == before, "who was not free before tells nothing at all"
