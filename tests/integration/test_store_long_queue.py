"""A long queue drains before it rebases, and what is beside it does not wait for that."""

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from lunch_desktop.domain.availability import SetAvailability, availability_id
from lunch_desktop.domain.ids import PartyId
from lunch_desktop.domain.parties.editing import EditParty
from lunch_desktop.domain.times import HOUR, Instant, day_of
from lunch_desktop.store.company import pull
from lunch_desktop.store.desktop import apply, local
from lunch_desktop.store.desktop.rebase import LocalRun
from lunch_desktop.sync import steps
from lunch_desktop.wire.sync import PullRequest
from tests.support.company import OFFICE, STAFF
from tests.support.desktop import Desktop
from tests.support.lunch import MORNING, Lunch, a_party, a_seat, ask

LONG = 3
PAGE = 4


@pytest.fixture
def lunch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lunch]:
    for module in (apply, local):
        monkeypatch.setattr(module, "LONG_QUEUE", LONG)
    monkeypatch.setattr(pull, "PAGE", PAGE)
    made = Lunch(tmp_path)
    yield made
    made.close()


def titles(desktop: Desktop) -> dict[str, str]:
    return dict(ask(desktop.path, "SELECT id, title FROM parties"))


def clicks(desktop: Desktop, count: int) -> list[str]:
    """Parties of one's own, each with another title in the end."""
    ids = []
    for number in range(count):
        args = a_party(60 + 90 * number, title=f"점심 {number}")
        ids.append(str(desktop.do("party.open", args).answer["party_id"]))
        desktop.do("party.edit", EditParty(PartyId(ids[-1]), {"title": (f"점심 {number}", f"국수 {number}")}))
    return ids


def test_a_long_queue_stays_as_it_is_shown_while_pages_bring_what_came_of_it(lunch: Lunch) -> None:
    desktop = lunch.desktop(0)
    ids = clicks(desktop, 6)
    shown = titles(desktop)
    steps.push(desktop.store, desktop.remote, desktop.facts)
    with patch.object(LocalRun, "replay", side_effect=AssertionError("it ran again")):
        for number in range(2):
            steps.pull(desktop.store, desktop.remote, desktop.facts)
            assert desktop.store.progress() is not None, number
            assert titles(desktop) == shown
            assert desktop.store.waiting() == 2 * len(ids)
    beneath = ask(desktop.path, "SELECT copy ->> 'version' FROM pristine WHERE copy IS NOT NULL")
    assert beneath, "no confirmed row has come"
    assert min(beneath) > (0,)
    desktop.sync()
    assert titles(desktop) == shown
    assert desktop.store.waiting() == 0
    lunch.agrees(desktop)


def test_what_is_refused_in_the_end_does_not_stay_shown(lunch: Lunch) -> None:
    desktop = lunch.desktop(0)
    full = lunch.open(1, a_party(600, capacity=2))
    desktop.sync()
    clicks(desktop, 4)
    desktop.do("party.join", a_seat(full))
    lunch.decide(2, "party.join", a_seat(full))
    steps.push(desktop.store, desktop.remote, desktop.facts)
    steps.pull(desktop.store, desktop.remote, desktop.facts)
    assert desktop.store.progress() is not None
    desktop.sync()
    assert ask(desktop.path, "SELECT 1 FROM history WHERE code = 'full'")
    lunch.agrees(desktop)


def test_a_row_that_leaves_with_a_page_leaves_at_once(lunch: Lunch) -> None:
    """Even one that a waiting change has written over: no copy of it may stay until the last page."""
    desktop = lunch.desktop(0)
    day = day_of(MORNING, OFFICE.time_zone)
    lunch.decide(0, "availability.set", SetAvailability(day, "away", None, None))
    desktop.sync()
    desktop.do("availability.set", SetAvailability(day, "alone", None, None))
    clicks(desktop, 2)
    own = availability_id(STAFF[0].id, day)
    assert ask(desktop.path, "SELECT copy ->> 'state' FROM pristine WHERE row_id = ?", own) == [("away",)]
    lunch.decide(0, "availability.set", SetAvailability(day, None, None, None))
    for number in range(6):
        lunch.open(2, a_party(60 + 90 * number))
    steps.pull(desktop.store, desktop.remote, desktop.facts)
    assert desktop.store.progress() is not None
    assert ask(desktop.path, "SELECT copy FROM pristine WHERE row_id = ?", own) == [(None,)]
    assert ask(desktop.path, "SELECT state FROM availabilities") == [("alone",)]
    desktop.sync()
    lunch.agrees(desktop)


def test_a_seat_that_somebody_takes_in_a_party_that_was_moved_moves_with_it(lunch: Lunch) -> None:
    """The waiting change has never read this seat, but it looked for all of the party's."""
    desktop = lunch.desktop(0)
    party_id = lunch.open(0, a_party(300))
    desktop.sync()
    tomorrow = MORNING + 29 * HOUR
    desktop.do("party.edit", EditParty(party_id, {"meets_at": (MORNING + 5 * HOUR, tomorrow)}))
    lunch.decide(1, "party.join", a_seat(party_id))
    steps.pull(desktop.store, desktop.remote, desktop.facts)
    seats = ask(desktop.path, "SELECT employee_id, day FROM memberships WHERE party_id = ?", party_id)
    assert dict(seats) == dict.fromkeys((STAFF[0].id, STAFF[1].id), day_of(Instant(tomorrow), OFFICE.time_zone))


def test_a_live_event_that_touches_a_long_queue_waits_for_the_pull(lunch: Lunch) -> None:
    desktop = lunch.desktop(0)
    mine, other = lunch.open(0, a_party(600)), lunch.open(1, a_party(700))
    desktop.sync()
    desktop.do("party.edit", EditParty(mine, {"title": ("국밥 먹어요", "국수")}))
    clicks(desktop, 2)
    request = desktop.store.pull_request()
    since = desktop.store.version()
    lunch.decide(2, "party.join", a_seat(other))
    beside = desktop.remote.pull(PullRequest(client_id=request.client_id, cursor=request.cursor))
    with patch.object(LocalRun, "replay", side_effect=AssertionError("it ran again")):
        assert desktop.store.apply_live(beside, since) is not None
    since = desktop.store.version()
    lunch.decide(2, "party.join", a_seat(mine))
    request = desktop.store.pull_request()
    touching = desktop.remote.pull(PullRequest(client_id=request.client_id, cursor=request.cursor))
    assert desktop.store.apply_live(touching, since) is None
    assert desktop.store.version() == since
    desktop.sync()
    lunch.agrees(desktop)
