"""After a pull a desktop holds exactly what its person may see: in rows, search, pristine copies and scopes."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from lunch_desktop.domain.availability import SetAvailability
from lunch_desktop.domain.ids import DepartmentId, OfficeId, PartyId
from lunch_desktop.domain.parties.editing import EditParty
from lunch_desktop.domain.parties.inviting import Invite
from lunch_desktop.domain.parties.lateness import BeLate
from lunch_desktop.domain.people import DEPARTMENTS, EMPLOYEES, OFFICES, Department, Office
from lunch_desktop.domain.times import HOUR, Day, Instant
from lunch_desktop.store.company.told import Commit
from lunch_desktop.store.desktop.queries.parties import PartyFilter
from lunch_desktop.store.desktop.state import CURSOR, State
from lunch_desktop.wire.sync import PullRequest, PullResponse
from tests.support.company import STAFF, an_id
from tests.support.desktop import Desktop
from tests.support.lunch import MORNING, Lunch, a_party, a_seat, ask, outcomes
from tests.support.oracle import held_marks

TODAY = Day("2026-11-19")
SECRET = a_party(title="비밀 회식", visibility="invited")
ANYWHERE = (
    "SELECT 1 FROM parties WHERE id = :id",
    "SELECT 1 FROM memberships WHERE party_id = :id",
    "SELECT 1 FROM search WHERE row_id = :id",
    "SELECT 1 FROM pristine WHERE row_id = :id OR copy LIKE '%' || :id || '%'",
    "SELECT 1 FROM scope_rows WHERE row_id = :id OR scope LIKE '%' || :id",
)


@pytest.fixture
def lunch(tmp_path: Path, company_url: str) -> Iterator[Lunch]:
    made = Lunch(tmp_path, url=company_url)
    yield made
    made.close()


def _traces(desktop: Desktop, party: str) -> list[str]:
    return [query for query in ANYWHERE if ask(desktop.path, query.replace(":id", f"'{party}'"))]


def _found(desktop: Desktop, words: str) -> list[str]:
    return desktop.reads.party_ids(PartyFilter.COMING, TODAY, words)


def test_an_invited_party_reaches_those_invited_and_nobody_else(lunch: Lunch) -> None:
    host, guest, other = (lunch.desktop(n) for n in (0, 1, 2))
    party = host.do("party.open", SECRET).answer["party_id"]
    host.do("party.invite", Invite(party, STAFF[1].id))
    for desktop in (host, guest, other):
        desktop.sync()
        lunch.agrees(desktop)
    assert guest.reads.party(party) is not None
    assert _found(guest, "회식") == [party]
    assert other.reads.party(party) is None
    assert _traces(other, party) == []


def test_taking_an_invitation_back_takes_every_trace_from_the_guest(lunch: Lunch) -> None:
    host, guest = lunch.desktop(0), lunch.desktop(1)
    party = lunch.open(0, SECRET)
    lunch.decide(0, "party.invite", Invite(party, STAFF[1].id))
    guest.sync()
    assert len(_traces(guest, party)) == 4
    lunch.decide(0, "party.uninvite", Invite(party, STAFF[1].id))
    guest.sync()
    assert _traces(guest, party) == []
    assert _found(guest, "회식") == []
    assert held_marks(guest.path) == []
    lunch.agrees(guest)
    host.sync()
    lunch.agrees(host)


def test_it_goes_although_the_guest_has_changes_waiting_about_it(lunch: Lunch) -> None:
    """The wish for a seat is told "not found", and its confirmed copy doesn't bring the party back."""
    guest = lunch.desktop(1)
    party = lunch.open(0, SECRET)
    lunch.decide(0, "party.invite", Invite(party, STAFF[1].id))
    guest.sync()
    wish = guest.do("party.join", a_seat(party))
    assert ask(guest.path, "SELECT table_name FROM pristine") == [("memberships",)]
    lunch.decide(0, "party.uninvite", Invite(party, STAFF[1].id))
    request = guest.store.pull_request()
    guest.store.apply(guest.remote.pull(request), request)
    assert [query for query in _traces(guest, party) if "pristine" not in query] == []
    assert guest.store.waiting() == 1
    guest.sync()
    assert _traces(guest, party) == []
    assert outcomes(guest) == {wish.uuid: ("refused", "not_found")}
    lunch.agrees(guest)


def test_being_asked_again_brings_the_party_back_whole(lunch: Lunch) -> None:
    guest = lunch.desktop(1)
    party = lunch.open(0, SECRET)
    for name in ("party.invite", "party.uninvite", "party.invite"):
        lunch.decide(0, name, Invite(party, STAFF[1].id))
        guest.sync()
        lunch.agrees(guest)
    assert _found(guest, "비밀") == [party]


def test_a_grant_and_its_end_between_two_pulls_leave_nothing(lunch: Lunch) -> None:
    guest = lunch.desktop(1)
    party = lunch.open(0, SECRET)
    lunch.decide(0, "party.invite", Invite(party, STAFF[1].id))
    lunch.decide(0, "party.uninvite", Invite(party, STAFF[1].id))
    guest.sync()
    assert _traces(guest, party) == []
    lunch.agrees(guest)


def test_what_a_desktop_guesses_about_a_party_of_others_is_answered_like_nothing(lunch: Lunch) -> None:
    party = lunch.open(0, SECRET)
    for name, args in (
        ("party.join", a_seat(party)),
        ("party.late", BeLate(party, 5)),
        ("party.invite", Invite(party, STAFF[1].id)),
    ):
        secret, nothing = (
            lunch.decide(1, name, args),
            lunch.decide(1, name, replace(args, party_id=PartyId(an_id("none")))),
        )
        assert (secret.code, secret.details, secret.answer) == (nothing.code, nothing.details, nothing.answer)
        assert secret.code == "not_found"


def test_availability_goes_to_the_team_as_a_window_and_to_nobody_as_a_reason(lunch: Lunch) -> None:
    """STAFF[0] and STAFF[2] are of one team, STAFF[1] and STAFF[3] of another."""
    mine, team, others = (lunch.desktop(n) for n in (0, 2, 1))
    free = SetAvailability(TODAY, "free", MORNING, Instant(MORNING + HOUR))
    mine.do("availability.set", free)
    for desktop in (mine, team, others):
        desktop.sync()
        lunch.agrees(desktop)
    assert len(ask(team.path, "SELECT id FROM free_windows")) == 1
    assert ask(team.path, "SELECT id FROM availabilities") == []
    assert ask(others.path, "SELECT id FROM free_windows") == []
    mine.do("availability.set", SetAvailability(TODAY, "away", None, None))
    for desktop in (mine, team, others):
        desktop.sync()
        lunch.agrees(desktop)
    assert ask(team.path, "SELECT id FROM free_windows UNION SELECT id FROM availabilities") == []
    assert held_marks(team.path) == []


def test_the_windows_of_a_team_follow_those_who_join_and_leave_it(lunch: Lunch) -> None:
    windows = "SELECT employee_id FROM free_windows ORDER BY employee_id"
    free = SetAvailability(TODAY, "free", MORNING, Instant(MORNING + HOUR))
    lunch.decide(1, "availability.set", free)
    lunch.decide(2, "availability.set", free)
    mover = lunch.desktop(0)
    assert ask(mover.path, windows) == [(STAFF[2].id,)]
    moved = replace(STAFF[0], department_id=STAFF[1].department_id)
    commits = _commits(lunch)
    lunch.company.sync.import_rows([(EMPLOYEES, moved)])
    assert _live(lunch, mover, commits[0], commits[0].version - 1)
    assert ask(mover.path, windows) == [(STAFF[1].id,)]
    lunch.agrees(mover)
    lunch.company.sync.import_rows([(EMPLOYEES, replace(moved, active=False))])
    lunch.company.sync.import_rows([(EMPLOYEES, STAFF[0])])
    mover.sync()
    assert ask(mover.path, windows) == [(STAFF[2].id,)]
    lunch.agrees(mover)


def test_a_newcomer_gets_the_windows_of_their_team(lunch: Lunch) -> None:
    lunch.decide(0, "availability.set", SetAvailability(TODAY, "free", MORNING, Instant(MORNING + HOUR)))
    newcomer = replace(STAFF[4], department_id=STAFF[0].department_id)
    lunch.company.sync.import_rows([(EMPLOYEES, newcomer)])
    lunch.agrees(lunch.desktop(4))


def test_moving_to_another_office_leaves_one_behind_and_brings_the_other(lunch: Lunch) -> None:
    mine, colleague = lunch.desktop(0), lunch.desktop(1)
    party = lunch.open(1)
    mine.sync()
    office = Office(OfficeId(an_id("busan")), "부산 사무실", "Asia/Seoul")
    team = Department(DepartmentId(an_id("busan team")), office.id, "영업팀")
    lunch.company.sync.import_rows([(OFFICES, office), (DEPARTMENTS, team)])
    moved = replace(STAFF[0], office_id=office.id, department_id=team.id)
    lunch.company.sync.import_rows([(EMPLOYEES, moved)])
    for desktop in (mine, colleague):
        desktop.sync()
        lunch.agrees(desktop)
        assert held_marks(desktop.path) == []
    assert mine.reads.me() == (moved, office)
    assert _traces(mine, party) == []


def test_who_moves_to_another_office_loses_what_they_were_asked_to_there_and_finds_it_on_return(lunch: Lunch) -> None:
    mine, host = lunch.desktop(1), lunch.desktop(0)
    secret, open_to_all = lunch.open(0, SECRET), lunch.open(2)
    lunch.decide(0, "party.invite", Invite(secret, STAFF[1].id))
    lunch.decide(1, "party.join", a_seat(open_to_all))
    mine.sync()
    office = Office(OfficeId(an_id("busan")), "부산 사무실", "Asia/Seoul")
    team = Department(DepartmentId(an_id("busan team")), office.id, "영업팀")
    lunch.company.sync.import_rows([(OFFICES, office), (DEPARTMENTS, team)])
    for there in (True, False):
        moved = replace(STAFF[1], office_id=office.id, department_id=team.id) if there else STAFF[1]
        lunch.company.sync.import_rows([(EMPLOYEES, moved)])
        lunch.decide(0, "party.edit", EditParty(secret, {"note": ("" if there else "몰래", "몰래")}))
        for desktop in (mine, host, lunch.desktop(1, f"new {there}")):
            desktop.sync()
            lunch.agrees(desktop)
        assert (_traces(mine, secret) == []) is there
        assert (_traces(mine, open_to_all) == []) is there
        assert held_marks(mine.path) == []
        wish = lunch.decide(1, "party.join", a_seat(secret, or_wait=True))
        assert (wish.code == "not_found") is there


def test_two_desktops_of_one_person_show_the_same(lunch: Lunch) -> None:
    office, home = lunch.desktop(0), lunch.desktop(0, "home")
    party = lunch.open(1)
    office.sync()
    home.sync()
    asked = office.do("party.join", a_seat(party))
    office.sync()
    home.sync()
    assert home.reads.parties([party]) == office.reads.parties([party])
    assert outcomes(home) == {}
    again = home.do("party.late", BeLate(party, 5))
    home.sync()
    office.sync()
    assert outcomes(office) == {asked.uuid: ("applied", None)}
    assert outcomes(home) == {again.uuid: ("applied", None)}
    for desktop in (office, home):
        lunch.agrees(desktop)


def test_the_same_wish_on_two_desktops_of_one_person_is_granted_once(lunch: Lunch) -> None:
    office, home = lunch.desktop(0), lunch.desktop(0, "home")
    party = lunch.open(1)
    office.sync()
    home.sync()
    first, second = (one.do("party.join", a_seat(party)) for one in (office, home))
    for desktop in (office, home, office):
        desktop.sync()
        lunch.agrees(desktop)
    assert outcomes(office) == {first.uuid: ("applied", None)}
    assert outcomes(home) == {second.uuid: ("refused", "already_joined")}


def _commits(lunch: Lunch) -> list[Commit]:
    commits: list[Commit] = []
    lunch.company.sync.watch(commits.append)
    return commits


def _live(lunch: Lunch, desktop: Desktop, commit: Commit, since: int) -> bool:
    scopes = lunch.company.sync.scopes(desktop.employee_id)
    patch = PullResponse.model_validate_json(commit.delta_for(frozenset(scopes)))
    return desktop.store.apply_live(patch, since) is not None


def test_a_live_event_is_applied_where_it_continues_and_only_there(lunch: Lunch) -> None:
    desktop, commits = lunch.desktop(0), _commits(lunch)
    version = desktop.store.version()
    lunch.open(1, a_party(title="첫째"))
    lunch.open(2, a_party(title="둘째"))
    assert not _live(lunch, desktop, commits[1], version + 1), "the commit before it is missing"
    assert desktop.store.version() == version
    assert _live(lunch, desktop, commits[0], version)
    assert _live(lunch, desktop, commits[1], version + 1)
    assert desktop.store.version() == version + 2
    assert _live(lunch, desktop, commits[0], version), "an old one changes nothing"
    assert desktop.store.version() == version + 2
    lunch.agrees(desktop)


def test_a_live_event_before_the_first_pull_or_of_another_epoch_is_not_applied(lunch: Lunch) -> None:
    desktop, commits = lunch.desktop(0), _commits(lunch)
    lunch.open(1)
    commit = commits[0]
    scopes = frozenset(lunch.company.sync.scopes(desktop.employee_id))
    patch = PullResponse.model_validate_json(commit.delta_for(scopes))
    assert desktop.store.apply_live(patch.model_copy(update={"epoch": "another"}), commit.version - 1) is None
    desktop.store.forget_cursor()
    assert desktop.store.apply_live(patch, commit.version - 1) is None
    desktop.sync()
    lunch.agrees(desktop)


def test_live_events_keep_waiting_changes_shown(lunch: Lunch) -> None:
    desktop, commits = lunch.desktop(0), _commits(lunch)
    mine = desktop.do("party.open", a_party(title="내 파티")).answer["party_id"]
    lunch.open(1, a_party(title="남의 파티"))
    assert _live(lunch, desktop, commits[0], commits[0].version - 1)
    assert set(_found(desktop, "파티")) == {mine, _only_party(lunch)}
    assert desktop.store.waiting() == 1


def _only_party(lunch: Lunch) -> PartyId:
    """The only party at the server."""
    ((party,),) = lunch.ask("SELECT id FROM parties")
    return PartyId(party)


def test_a_pull_that_was_overtaken_by_another_is_not_applied_twice(lunch: Lunch) -> None:
    """Its rows are older than what stands; the cursor must not go back with them."""
    desktop, commits = lunch.desktop(0), _commits(lunch)
    lunch.open(1)
    request = desktop.store.pull_request()
    slow = desktop.remote.pull(request)
    lunch.open(2)
    for commit in commits:
        assert _live(lunch, desktop, commit, commit.version - 1)
    assert desktop.store.apply(slow, request).tables == frozenset()
    assert desktop.store.version() == commits[1].version
    lunch.agrees(desktop)


def test_a_cursor_of_another_history_starts_over_and_keeps_the_queue(lunch: Lunch) -> None:
    desktop = lunch.desktop(0)
    desktop.do("party.open", a_party())
    for cursor in ("nonsense", "a.b.c", "0.0.0", f"{desktop.store.pull_request().cursor}x"):
        with desktop.database.writing() as connection:
            State(connection, desktop.database.schema).set(CURSOR, cursor)
        desktop.sync()
        assert desktop.store.waiting() == 0
        lunch.agrees(desktop)


def test_starting_over_forgets_what_was_withdrawn_meanwhile(lunch: Lunch) -> None:
    guest = lunch.desktop(1)
    party = lunch.open(0, SECRET)
    lunch.decide(0, "party.invite", Invite(party, STAFF[1].id))
    guest.sync()
    lunch.decide(0, "party.uninvite", Invite(party, STAFF[1].id))
    guest.store.forget_cursor()
    guest.sync()
    assert _traces(guest, party) == []
    lunch.agrees(guest)


def test_an_idle_pull_is_small_and_changes_nothing(lunch: Lunch) -> None:
    desktop = lunch.desktop(0)
    request = desktop.store.pull_request()
    answer = lunch.company.sync.pull(STAFF[0].id, request)
    assert (answer.tables, answer.scopes, answer.results) == ({}, [], [])
    assert len(answer.model_dump_json()) < 1024
    assert desktop.store.apply(answer, request).tables == frozenset()


def test_nobody_gets_results_of_others(lunch: Lunch) -> None:
    client = lunch.new_id()
    lunch.send(0, ("party.open", a_party()), client=client)
    assert len(lunch.company.sync.pull(STAFF[0].id, PullRequest(client_id=client)).results) == 1
    stolen = lunch.company.sync.pull(STAFF[1].id, PullRequest(client_id=client))
    assert (stolen.results, stolen.last_seq) == ([], 0)
