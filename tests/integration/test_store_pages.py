"""A long first sync comes in pages: resumable, today's data first, and true to what changed meanwhile."""

import base64
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from lunch_desktop.demo.witness import differences
from lunch_desktop.domain.availability import SetAvailability
from lunch_desktop.domain.ids import OfficeId, PartyId, natural_id
from lunch_desktop.domain.parties.editing import EditParty
from lunch_desktop.domain.parties.entities import MEMBERSHIPS, PARTIES, Membership, Party, membership_id
from lunch_desktop.domain.parties.inviting import Invite
from lunch_desktop.domain.people import EMPLOYEES, OFFICES, Office
from lunch_desktop.domain.restaurants.entities import RESTAURANTS
from lunch_desktop.domain.times import HOUR, Instant, day_of
from lunch_desktop.store.company import pages, pull
from lunch_desktop.store.company.cursors import ResyncRequired
from lunch_desktop.store.company.restoring import GATHERING
from lunch_desktop.sync.http import Recovering, Rejected, Unreachable
from lunch_desktop.wire.sync import PullRequest, PullResponse
from tests.support.ciphered import held_on_desktop
from tests.support.company import OFFICE, PLACES, SEALS, STAFF, an_id
from tests.support.desktop import Desktop, make_desktop
from tests.support.lunch import MORNING, Lunch, a_party, a_seat, ask
from tests.support.network import Fate, LossyRemote
from tests.support.plain import visible
from tests.support.restoring import back_up, put_back

DAYS = 40
A_DAY = 24 * HOUR


@pytest.fixture
def lunch(tmp_path: Path, company_url: str) -> Iterator[Lunch]:
    lunch = Lunch(tmp_path, url=company_url)
    yield lunch
    lunch.close()


@pytest.fixture(autouse=True)
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten entries a page, so that forty days take a dozen of them."""
    monkeypatch.setattr(pull, "PAGE", 10)


def a_past(lunch: Lunch, days: int = DAYS) -> list[PartyId]:
    """A party a day, the last one today, each with its host's seat."""
    rows: list[tuple[object, object]] = []
    ids: list[PartyId] = []
    for ago in reversed(range(days)):
        meets_at = Instant(MORNING + 2 * HOUR - ago * A_DAY)
        day = day_of(meets_at, OFFICE.time_zone)
        party_id = PartyId(natural_id("party", str(ago)))
        host = STAFF[ago % 3 + 1].id
        what = (f"{ago}일 전 점심", None, day, meets_at, 60, "1층 로비", 4, "", "office", "open", meets_at)
        rows.append((PARTIES, Party(party_id, OFFICE.id, host, *what)))
        seat = Membership(membership_id(party_id, host), party_id, host, day, "confirmed", 1, None, 0)
        rows.append((MEMBERSHIPS, seat))
        ids.append(party_id)
    lunch.company.sync.import_rows(rows)  # type: ignore[arg-type]
    return ids


def fresh(lunch: Lunch, name: str = "new") -> Desktop:
    """A desktop that has never synced."""
    made = make_desktop(lunch.company, STAFF[0].id, name=name, remote=LossyRemote)
    lunch._desktops.append(made)
    return made


def one_page(desktop: Desktop) -> bool:
    """Fetch the next page; whether there is more."""
    desktop.facts.unsent, desktop.facts.behind, desktop.facts.retry_at = False, True, None
    desktop.step()
    return desktop.store.progress() is not None


def is_sound(lunch: Lunch, desktop: Desktop) -> None:
    """Fail unless the desktop holds what its person may see, and finds no fault with that a day later."""
    lunch.agrees(desktop)
    lunch.clock.advance(A_DAY)
    request = desktop.store.pull_request()
    assert request.verify
    assert request.repair == []
    desktop.sync()
    assert desktop.store.pull_request().repair == [], "a checksum differed"


def test_a_short_answer_is_one_answer(lunch: Lunch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pull, "PAGE", pages.PAGE)
    a_past(lunch)
    desktop = fresh(lunch)
    assert one_page(desktop) is False
    lunch.agrees(desktop)


def test_pages_come_to_the_whole_and_tell_how_far_they_are(lunch: Lunch) -> None:
    a_past(lunch)
    desktop = fresh(lunch)
    seen: list[tuple[int, int]] = []
    while one_page(desktop):
        progress = desktop.store.progress()
        assert progress is not None
        assert desktop.facts.progress == progress
        seen.append(progress)
    done = [one for one, _ in seen]
    assert done == list(range(10, 10 * len(seen) + 1, 10))
    assert len({total for _, total in seen}) == 1
    assert seen[0][1] == len(lunch.ask("SELECT 1 FROM feed WHERE scope LIKE ?", "office:%"))
    assert desktop.facts.progress is None
    lunch.agrees(desktop)


def test_todays_data_comes_first_and_can_be_used_before_the_end(lunch: Lunch) -> None:
    ids = a_past(lunch)
    desktop = fresh(lunch)
    one_page(desktop)
    one_page(desktop)
    today = desktop.reads.today(lunch.clock.now())
    assert today is not None
    assert ids[-1] in {one.party.id for one in desktop.reads.parties(ids)}
    held = {row[0] for row in ask(desktop.path, "SELECT day FROM parties")}
    newest = [row[0] for row in lunch.ask("SELECT day FROM parties ORDER BY day DESC")]
    assert held == set(newest[: len(held)])
    assert len(held) < DAYS / 4
    joined = desktop.do("party.join", a_seat(ids[-1]))
    assert desktop.store.pull_request().cursor is None
    desktop.sync()
    assert lunch.standing(ids[-1], 0) == "confirmed"
    assert ask(desktop.path, "SELECT outcome FROM history WHERE uuid = ?", joined.uuid) == [("applied",)]
    lunch.agrees(desktop)


@pytest.mark.parametrize("after", range(1, 10))
def test_interrupted_at_any_page_it_goes_on_where_it_was(lunch: Lunch, after: int) -> None:
    a_past(lunch)
    desktop = fresh(lunch)
    remote = desktop.remote
    assert isinstance(remote, LossyRemote)
    for _ in range(after):
        if not one_page(desktop):
            break
    before = desktop.store.progress()
    for fate in (Fate.ANSWER_LOST, Fate.REQUEST_LOST):
        remote.fate = fate
        with pytest.raises(Unreachable):
            one_page(desktop)
    desktop.close()
    desktop.open()
    assert desktop.store.progress() == before
    remote.fate = Fate.TWICE
    while one_page(desktop):
        pass
    lunch.agrees(desktop)


def test_what_changes_while_pages_come_is_in_the_end_as_it_is(lunch: Lunch) -> None:
    ids = a_past(lunch)
    desktop = fresh(lunch)
    turn = 0
    while one_page(desktop):
        turn += 1
        party = lunch.party(ids[-turn])
        host = next(n for n, one in enumerate(STAFF) if one.id == party.host_id)
        lunch.company.sync.import_rows([(PARTIES, replace(party, title=f"고침 {turn}"))])
        lunch.decide(host, "availability.set", SetAvailability(party.day, "alone", None, None))
        lunch.open(2, a_party(60 + turn * 120, lasting=30, title=f"새 모임 {turn}"))
    assert turn >= 8
    is_sound(lunch, desktop)


def test_more_than_a_page_of_changes_meanwhile_takes_pages_of_its_own(lunch: Lunch) -> None:
    a_past(lunch)
    desktop = fresh(lunch)
    one_page(desktop)
    for n in range(30):
        lunch.open(1 + n % 3, a_party(60 + 120 * n, lasting=30, title=f"모임 {n}"))
    while one_page(desktop):
        pass
    is_sound(lunch, desktop)


def test_a_right_that_goes_while_pages_come_leaves_nothing(lunch: Lunch) -> None:
    secret = lunch.open(1, a_party(visibility="invited"))
    lunch.decide(1, "party.invite", Invite(secret, STAFF[0].id))
    a_past(lunch)
    desktop = fresh(lunch)
    one_page(desktop)
    assert ask(desktop.path, "SELECT count(*) FROM parties WHERE id = ?", secret) == [(1,)]
    lunch.decide(1, "party.uninvite", Invite(secret, STAFF[0].id))
    while one_page(desktop):
        pass
    assert ask(desktop.path, "SELECT count(*) FROM parties WHERE id = ?", secret) == [(0,)]
    is_sound(lunch, desktop)


def test_a_right_that_goes_and_comes_back_while_pages_come_is_as_it_is_now(lunch: Lunch) -> None:
    secret = lunch.open(1, a_party(visibility="invited"))
    for guest in (0, 2):
        lunch.decide(1, "party.invite", Invite(secret, STAFF[guest].id))
    a_past(lunch)
    desktop = fresh(lunch)
    one_page(desktop)
    one_page(desktop)
    lunch.decide(1, "party.uninvite", Invite(secret, STAFF[0].id))
    lunch.decide(1, "party.uninvite", Invite(secret, STAFF[2].id))
    lunch.decide(1, "party.invite", Invite(secret, STAFF[0].id))
    while one_page(desktop):
        pass
    is_sound(lunch, desktop)


def test_what_left_a_scope_while_the_right_to_it_was_away_is_gone(lunch: Lunch) -> None:
    """Somebody is moved to another office and back, and so much happens that the rest takes pages of its own."""
    a_past(lunch)
    far = Office(OfficeId(an_id("far office")), "부산 사무실", "Asia/Seoul")
    lunch.company.sync.import_rows([(OFFICES, far)])
    desktop = fresh(lunch)
    one_page(desktop)
    one_page(desktop)
    assert ask(desktop.path, "SELECT count(*) FROM restaurants") == [(len(PLACES),)]
    lunch.company.sync.import_rows([(EMPLOYEES, replace(STAFF[0], office_id=far.id))])
    lunch.company.sync.import_rows([(RESTAURANTS, replace(PLACES[0], office_id=far.id))])
    lunch.company.sync.import_rows([(EMPLOYEES, STAFF[0])])
    for n in range(30):
        lunch.open(1 + n % 3, a_party(60 + 120 * n, lasting=30, title=f"모임 {n}"))
    while one_page(desktop):
        pass
    assert ask(desktop.path, "SELECT count(*) FROM restaurants") == [(len(PLACES) - 1,)]
    is_sound(lunch, desktop)


def test_a_right_that_comes_while_pages_come_is_sent_whole(lunch: Lunch) -> None:
    secret = lunch.open(1, a_party(visibility="invited"))
    a_past(lunch)
    desktop = fresh(lunch)
    one_page(desktop)
    lunch.decide(1, "party.invite", Invite(secret, STAFF[0].id))
    while one_page(desktop):
        pass
    assert ask(desktop.path, "SELECT count(*) FROM parties WHERE id = ?", secret) == [(1,)]
    is_sound(lunch, desktop)


def test_a_right_that_comes_before_the_last_page_is_counted_once(lunch: Lunch) -> None:
    """Its scope comes with the last page twice: as one that the desktop lacks, and as one that was given since."""
    secret = lunch.open(1, a_party(visibility="invited"))
    desktop = lunch.desktop(0)
    for n in range(7):
        lunch.open(1 + n % 3, a_party(180 + 120 * n, lasting=30, title=f"모임 {n}"))
    assert one_page(desktop)
    lunch.decide(1, "party.invite", Invite(secret, STAFF[0].id))
    assert not one_page(desktop)
    is_sound(lunch, desktop)


def test_a_long_absence_is_made_up_for_in_pages_and_results_come_with_the_last(lunch: Lunch) -> None:
    ids = a_past(lunch, days=3)
    desktop = lunch.desktop(0)
    away = desktop.do("party.join", a_seat(ids[-1]))
    desktop.step()
    for n in range(30):
        lunch.open(1 + n % 3, a_party(60 + 120 * n, lasting=30, title=f"모임 {n}"))
    cursor = desktop.store.pull_request().cursor
    assert one_page(desktop) is True
    assert desktop.store.pull_request().cursor == cursor
    assert desktop.store.waiting() == 1
    while one_page(desktop):
        pass
    assert desktop.store.waiting() == 0
    assert ask(desktop.path, "SELECT outcome FROM history WHERE uuid = ?", away.uuid) == [("applied",)]
    lunch.agrees(desktop)


def test_starting_over_in_pages_removes_what_is_gone_since(lunch: Lunch) -> None:
    ids = a_past(lunch)
    desktop = fresh(lunch)
    while one_page(desktop):
        pass
    secret = lunch.open(1, a_party(600, visibility="invited"))
    lunch.decide(1, "party.invite", Invite(secret, STAFF[0].id))
    desktop.sync()
    waiting = desktop.do("party.join", a_seat(ids[-1]))
    desktop.store.forget_cursor()
    lunch.decide(1, "party.uninvite", Invite(secret, STAFF[0].id))
    while one_page(desktop):
        assert desktop.store.waiting() == 1
    assert [one.uuid for one in desktop.reads.sync_centre().waiting] == [waiting.uuid]
    desktop.sync()
    lunch.agrees(desktop)


def test_a_page_is_only_for_whom_it_was_begun(lunch: Lunch) -> None:
    a_past(lunch)
    desktop = fresh(lunch)
    one_page(desktop)
    word = desktop.store.pull_request().page
    assert word is not None
    request = PullRequest(client_id=lunch.new_id(), pages=True, page=word)
    with pytest.raises(ResyncRequired):
        lunch.company.sync.pull(STAFF[1].id, request)
    for spoilt in (word[:-1] + ("A" if word[-1] != "A" else "B"), "A" + word, "", "a.b"):
        with pytest.raises(ResyncRequired):
            lunch.company.sync.pull(STAFF[0].id, request.model_copy(update={"page": spoilt}))
    said, _, _ = word.partition(".")
    values = json.loads(base64.urlsafe_b64decode(said + "=" * (-len(said) % 4)))
    former = base64.urlsafe_b64encode(json.dumps([*values, "one more"]).encode()).rstrip(b"=").decode()
    with pytest.raises(ResyncRequired):
        lunch.company.sync.pull(
            STAFF[0].id, request.model_copy(update={"page": f"{former}.{SEALS.seal('page', former)}"})
        )


def test_a_page_that_a_restored_server_no_longer_knows_begins_anew(lunch: Lunch) -> None:
    """The page's word is as good as a cursor: by it the server finds out."""
    a_past(lunch)
    desktop = fresh(lunch)
    one_page(desktop)
    request = desktop.store.pull_request()
    with lunch.company.database.writing() as connection:
        connection.exec_driver_sql("UPDATE commits SET tag = 'other'")
    with pytest.raises(Recovering):
        desktop.remote.pull(request)
    lunch.clock.advance(GATHERING)
    with pytest.raises(Rejected):
        desktop.remote.pull(request)
    while one_page(desktop) or desktop.facts.behind:
        pass
    lunch.agrees(desktop)


@pytest.mark.parametrize("said", [True, False])
@pytest.mark.parametrize("asked_before", [True, False])
def test_pages_in_which_a_lost_future_had_a_part_begin_anew(lunch: Lunch, *, said: bool, asked_before: bool) -> None:
    """Pages are made by the rights of the moment: one was given with a party to which the restored server has asked
    nobody, or without one to which it has. Both histories know the version that the pages are made against."""
    desktop = lunch.desktop(0)
    times = range(60, 780, 120)
    secrets = sorted(lunch.open(1, a_party(one, lasting=30, visibility="invited")) for one in times)
    doubtful = secrets[3]
    for secret in secrets:
        if asked_before or secret != doubtful:
            lunch.decide(1, "party.invite", Invite(secret, STAFF[0].id))
    one_page(desktop)
    backup = back_up(lunch)
    lunch.decide(1, "party.uninvite" if asked_before else "party.invite", Invite(doubtful, STAFF[0].id))
    one_page(desktop)
    held = {party for (party,) in ask(desktop.path, "SELECT id FROM parties")}
    assert held == set(secrets) - ({doubtful} if asked_before else set())
    put_back(lunch, backup)
    if said:
        lunch.company.sync.restored()
    desktop.sync()
    lunch.clock.advance(GATHERING)
    desktop.sync()
    held = {party for (party,) in ask(desktop.path, "SELECT id FROM parties")}
    assert held == set(secrets) - (set() if asked_before else {doubtful})
    is_sound(lunch, desktop)


def test_a_desktop_of_the_former_version_gets_the_whole_answer(lunch: Lunch) -> None:
    a_past(lunch)
    answer = lunch.company.sync.pull(STAFF[0].id, PullRequest(client_id=lunch.new_id()))
    assert answer.more is None
    assert answer.cursor is not None
    assert len(answer.tables["parties"].values) == DAYS


def test_a_live_event_between_pages_leads_to_a_pull(lunch: Lunch) -> None:
    a_past(lunch)
    desktop = lunch.desktop(0)
    for n in range(30):
        lunch.open(1 + n % 3, a_party(60 + 120 * n, lasting=30, title=f"모임 {n}"))
    told: list[tuple[int, str]] = []
    lunch.company.sync.watch(
        lambda commit: told.append(
            (commit.version, commit.delta_for(frozenset(lunch.company.sync.scopes(STAFF[0].id))))
        )
    )
    one_page(desktop)
    lunch.decide(1, "party.edit", EditParty(PartyId("x"), {"note": ("", "y")}))
    lunch.open(2, a_party(90 * 60))
    version, patch = told[-1]
    assert desktop.store.apply_live(PullResponse.model_validate_json(patch), version - 1) is None
    while one_page(desktop):
        pass
    lunch.agrees(desktop)


def test_somebody_who_moves_to_another_team_sees_what_that_team_sees(lunch: Lunch) -> None:
    """Rows that did not change themselves come and go with the team of whoever looks."""
    day = day_of(MORNING, OFFICE.time_zone)
    for person in range(1, 4):
        free = SetAvailability(day, "free", Instant(MORNING + HOUR), Instant(MORNING + 2 * HOUR))
        assert lunch.decide(person, "availability.set", free).code is None
    desktop = lunch.desktop(0)
    other_team = STAFF[1].department_id
    moved = replace(STAFF[0], department_id=other_team)
    lunch.company.sync.import_rows([(EMPLOYEES, moved)])
    desktop.sync()
    seen = visible(lunch.company.url, STAFF[0].id)
    assert seen["free_windows"]
    assert differences(seen, held_on_desktop(desktop.path)) == []
