"""Checksums: what a desktop holds is what the server says, and where it isn't, it is downloaded again."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from lunch_desktop.domain.ids import OfficeId, RestaurantId
from lunch_desktop.domain.parties.editing import EditParty
from lunch_desktop.domain.parties.inviting import Invite
from lunch_desktop.domain.people import EMPLOYEES, OFFICES, Office
from lunch_desktop.domain.restaurants.entities import RESTAURANTS
from lunch_desktop.domain.times import HOUR
from lunch_desktop.store.company import pull, sums
from lunch_desktop.store.desktop import checking
from lunch_desktop.store.desktop.adopt import adopt
from lunch_desktop.store.desktop.holdings import Holdings
from lunch_desktop.store.desktop.schema import desktop_schema
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.wire.sync import SUM_MASK, Checksum, PullRequest, PullResponse, Rows, ScopePatch, scope_sum
from tests.support.ciphered import connect_to
from tests.support.company import PLACES, STAFF, an_id
from tests.support.desktop import Desktop
from tests.support.lunch import Counted, Lunch, a_party, a_seat, ask

DAY = 24 * HOUR
NOWHERE = "00000000-0000-0000-0000-0000000dead0"
OFFICE_SCOPE = f"office:{STAFF[0].office_id}"


@pytest.fixture
def lunch(tmp_path: Path, company_url: str) -> Iterator[Lunch]:
    lunch = Lunch(tmp_path, url=company_url)
    yield lunch
    lunch.close()


def spoil(desktop: Desktop, *statements: str) -> None:
    """Change the file behind the program's back."""
    desktop.close()
    with closing(connect_to(desktop.path)) as own:
        for statement in statements:
            own.execute(statement)
        own.commit()
    desktop.open()


def requests_of(desktop: Desktop) -> list[PullRequest]:
    """What the desktop asks for from now on."""
    asked: list[PullRequest] = []
    way = desktop.remote

    class Noted(Counted):
        def pull(self, request: PullRequest) -> PullResponse:
            asked.append(request)
            answer: PullResponse = super().pull(request)
            return answer

    desktop.remote = Noted(way)
    return asked


def test_the_sum_of_a_row_is_what_the_protocol_says() -> None:
    """Fixed values: another implementation, or another version of this one, must come to the same."""
    assert scope_sum("parties", "a", 1) == 8_854_421_063_907_092_866
    assert all(0 <= scope_sum("parties", str(n), n) <= SUM_MASK for n in range(1000))
    assert scope_sum("parties", "a", 1) != scope_sum("parties", "a", 2)
    assert scope_sum("parties", "a", 1) != scope_sum("partie", "sa", 1)


def test_the_kept_sums_are_those_that_one_counts(lunch: Lunch) -> None:
    """After a random history: on the server from the feed, on the desktop from its rows, and both agree."""
    chance = Random(5)
    desktop = lunch.desktop(0)
    parties = [lunch.open(n, a_party(60 + 120 * n, lasting=30, capacity=3)) for n in range(4)]
    parties.append(lunch.open(1, a_party(700, visibility="invited")))
    for _ in range(60):
        person, party = chance.randrange(4), chance.choice(parties)
        what = chance.randrange(4)
        if what == 0:
            lunch.send(person, ("party.join", a_seat(party, or_wait=True)))
        elif what == 1:
            mine = lunch.membership(party, person)
            lunch.send(person, ("party.leave", {"party_id": party, "joined_by": mine.joined_by if mine else None}))
        elif what == 2:
            lunch.send(person, (chance.choice(["party.invite", "party.uninvite"]), Invite(party, STAFF[0].id)))
        else:
            desktop.sync()
            lunch.decide(1, "party.edit", EditParty(parties[4], {"note": ("", str(chance.random()))}))
    desktop.sync()
    schema = lunch.company.database.schema
    with lunch.company.database.reading() as connection:
        scopes = [row[0] for row in connection.exec_driver_sql("SELECT DISTINCT scope FROM feed")]
        kept = sums.read_sums(connection, schema, scopes)
        counted = {scope: sums.counted(connection, schema, scope) for scope in scopes}
    assert kept == counted
    with desktop.database.reading() as connection:
        holdings = Holdings(connection, desktop_schema())
        assert (holdings.damaged(), holdings.strays()) == ([], [])
        assert holdings.sums() == {scope: kept[scope] for scope in holdings.sums()}
        my_scopes = lunch.company.sync.scopes(STAFF[0].id)
        assert {scope for scope in my_scopes if scope in kept and kept[scope].rows} == set(holdings.sums())


@pytest.mark.expects_error_log
def test_a_row_that_nobody_would_take_away_is_forgotten(lunch: Lunch) -> None:
    desktop = lunch.desktop(0)
    columns = "id, office_id, department_id, name, extension, active, version"
    spoil(desktop, f"INSERT INTO employees ({columns}) VALUES ('{NOWHERE}', 'x', 'x', 'x', 'x', 1, 5)")
    lunch.clock.advance(DAY)
    desktop.sync()
    lunch.agrees(desktop)


def test_an_answer_names_the_sums_of_what_it_changed(lunch: Lunch) -> None:
    desktop = lunch.desktop(0)
    cursor = desktop.store.pull_request().cursor
    lunch.open(1)
    request = PullRequest(client_id=lunch.new_id(), cursor=cursor)
    assert lunch.company.sync.pull(STAFF[0].id, request).checksums.keys() == {OFFICE_SCOPE}
    every = lunch.company.sync.pull(STAFF[0].id, request.model_copy(update={"verify": True})).checksums
    assert every.keys() == {OFFICE_SCOPE, f"user:{STAFF[0].id}"}


@pytest.mark.expects_error_log
@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM parties",
        "UPDATE memberships SET version = version - 1",
        "UPDATE scope_rows SET version = 0 WHERE table_name = 'restaurants'",
        "DELETE FROM scope_rows WHERE table_name = 'departments'",
        "INSERT INTO scope_rows VALUES ('{office}', 'parties', '00000000-0000-0000-0000-0000000dead0', 3, 0)",
        "UPDATE scope_sums SET sum = sum + 1",
    ],
)
def test_damage_to_held_rows_is_found_within_a_day_and_repaired(lunch: Lunch, damage: str) -> None:
    lunch.open(1)
    lunch.open(2, a_party(300))
    desktop = lunch.desktop(0)
    lunch.clock.advance(DAY)
    desktop.sync()
    spoil(desktop, damage.format(office=OFFICE_SCOPE))
    asked = requests_of(desktop)
    desktop.sync()
    assert [one.repair for one in asked] == [[]], "once a day is enough"
    lunch.clock.advance(DAY)
    desktop.sync()
    assert any(OFFICE_SCOPE in one.repair for one in asked)
    lunch.agrees(desktop)
    with desktop.database.reading() as connection:
        holdings = Holdings(connection, desktop_schema())
        assert (holdings.damaged(), holdings.strays()) == ([], [])


@pytest.mark.expects_error_log
def test_a_change_that_never_came_is_noticed_with_the_next_answer(lunch: Lunch) -> None:
    party = lunch.open(1)
    desktop = lunch.desktop(0)
    lunch.decide(1, "party.edit", EditParty(party, {"note": ("", "예약했어요")}))
    head = lunch.company.sync.head()
    answer = lunch.company.sync.pull(STAFF[0].id, PullRequest(client_id=desktop.store.client_id()))
    spoil(
        desktop,
        f"UPDATE state SET value = '{head}' WHERE name = 'version'",
        f"UPDATE state SET value = '\"{answer.cursor}\"' WHERE name = 'cursor'",
    )
    lunch.open(2, a_party(300))
    desktop.sync()
    lunch.agrees(desktop)


@pytest.mark.expects_error_log
def test_a_scope_is_downloaded_again_once_a_day_at_most(lunch: Lunch) -> None:
    """A server whose kept sum is wrong must not have every desktop download everything for ever."""
    desktop = lunch.desktop(0)
    asked = requests_of(desktop)
    for turn in range(4):
        with lunch.company.database.writing() as connection:
            connection.exec_driver_sql(f"UPDATE scope_sums SET sum = {turn + 7} WHERE scope = '{OFFICE_SCOPE}'")
        lunch.open(1, a_party(60 + 120 * turn, lasting=30))
        desktop.sync()
    assert [one.repair for one in asked].count([OFFICE_SCOPE]) == 1
    lunch.clock.advance(DAY)
    lunch.open(1, a_party(60, now=lunch.clock.now()))
    desktop.sync()
    assert [one.repair for one in asked].count([OFFICE_SCOPE]) == 2
    lunch.agrees(desktop)


@pytest.mark.expects_error_log
def test_repair_takes_pages_when_it_is_long_and_keeps_the_queue(lunch: Lunch, monkeypatch: pytest.MonkeyPatch) -> None:
    party = lunch.open(1, a_party(capacity=6))
    for n in range(12):
        lunch.open(1 + n % 3, a_party(60 + 120 * n, lasting=30))
    desktop = lunch.desktop(0)
    spoil(desktop, "DELETE FROM parties WHERE id <> (SELECT min(id) FROM parties)")
    monkeypatch.setattr(pull, "PAGE", 5)
    monkeypatch.setattr(checking, "CHECKED_EVERY", 0)
    asked = requests_of(desktop)
    desktop.facts.behind = True
    desktop.step()
    monkeypatch.setattr(checking, "CHECKED_EVERY", DAY)
    desktop.sync()
    assert len([one for one in asked if one.page is not None]) >= 3
    assert all(one.repair for one in asked if one.page is not None)
    assert lunch.party(party).id in {row[0] for row in ask(desktop.path, "SELECT id FROM parties")}
    lunch.agrees(desktop)


def test_a_scope_that_the_person_has_no_right_to_is_dropped_when_its_repair_is_asked_for(lunch: Lunch) -> None:
    secret = lunch.open(1, a_party(visibility="invited"))
    asked = PullRequest(client_id=lunch.new_id(), repair=[f"party:{secret}"])
    answer = lunch.company.sync.pull(STAFF[0].id, asked)
    assert ScopePatch(scope=f"party:{secret}", dropped=True) in answer.scopes
    assert secret not in str(answer.tables)


class Emptying(Counted):
    """A way to a server that has lost most rows of an office, and says so as if people had removed them."""

    def __init__(self, way: Any, lost: dict[str, list[str]]) -> None:
        super().__init__(way)
        self.lost = lost

    def pull(self, request: PullRequest) -> PullResponse:
        """See Remote."""
        answer: PullResponse = super().pull(request)
        patch = ScopePatch(scope=OFFICE_SCOPE, gone=self.lost)
        return answer.model_copy(update={"scopes": [patch], "checksums": {OFFICE_SCOPE: Checksum(rows=99, sum=1)}})


def test_an_answer_that_takes_most_away_is_not_believed_without_its_checksum(lunch: Lunch) -> None:
    for n in range(30):
        lunch.open(1 + n % 3, a_party(60 + 120 * n, lasting=30))
    desktop = lunch.desktop(0)
    way, parties = desktop.remote, "SELECT id FROM parties ORDER BY id"
    before = ask(desktop.path, parties)
    seats = [row[0] for row in ask(desktop.path, "SELECT id FROM memberships")]
    desktop.remote = Emptying(way, {"parties": [row[0] for row in before], "memberships": seats})
    with pytest.raises(Problem) as caught:
        desktop.sync()
    assert caught.value.code is ProblemCode.SERVER_DATA_DOUBTFUL
    assert ask(desktop.path, parties) == before
    assert desktop.reads.notices() == ()
    desktop.remote = way
    desktop.sync()
    lunch.agrees(desktop)


def test_most_of_an_office_may_really_go(lunch: Lunch) -> None:
    """Sixty restaurants that were imported for the wrong office move to theirs: applied, as the sums agree."""
    places = [replace(PLACES[0], id=RestaurantId(an_id(f"place {n}"))) for n in range(60)]
    lunch.company.sync.import_rows([(RESTAURANTS, place) for place in places])
    desktop = lunch.desktop(0)
    assert ask(desktop.path, "SELECT count(*) FROM restaurants") == [(63,)]
    far = Office(OfficeId(an_id("far office")), "부산 사무실", "Asia/Seoul")
    moved = [(RESTAURANTS, replace(place, office_id=far.id)) for place in places]
    lunch.company.sync.import_rows([(OFFICES, far), *moved])
    desktop.sync()
    assert ask(desktop.path, "SELECT count(*) FROM restaurants") == [(3,)]
    lunch.agrees(desktop)
    (notice,) = desktop.reads.notices()
    assert notice.kind == "much_removed"
    assert ask(Path(notice.details["backup"]), "SELECT count(*) FROM restaurants") == [(63,)]


@pytest.mark.expects_error_log
def test_rows_and_fields_of_a_newer_server_are_kept_and_counted(lunch: Lunch) -> None:
    desktop = lunch.desktop(0)
    way = desktop.remote
    scope = f"user:{STAFF[0].id}"

    class Newer(Counted):
        def pull(self, request: PullRequest) -> PullResponse:
            answer: PullResponse = super().pull(request)
            wallets = Rows(columns=["id", "balance", "version"], values=[["w1", 5000, 900], ["w2", 1, 901]])
            people = answer.tables.get("employees")
            tables = {**answer.tables, "wallets": wallets}
            if people is not None:
                tables["employees"] = Rows(
                    columns=[*people.columns, "nickname"], values=[[*one, "별명"] for one in people.values]
                )
            patch = ScopePatch(scope=scope, present={"wallets": ["w1", "w2"]})
            return answer.model_copy(update={"tables": tables, "scopes": [*answer.scopes, patch]})

    desktop.remote = Newer(way)
    lunch.company.sync.import_rows([(EMPLOYEES, replace(STAFF[1], name="새 이름"))])
    desktop.sync()
    assert ask(desktop.path, "SELECT table_name, row_id, version FROM unknown_rows ORDER BY row_id") == [
        ("wallets", "w1", 900),
        ("wallets", "w2", 901),
    ]
    assert ask(desktop.path, "SELECT extra FROM employees WHERE id = ?", STAFF[1].id) == [
        ('{"nickname": "\\ubcc4\\uba85"}',)
    ]
    with desktop.database.reading() as connection:
        holdings = Holdings(connection, desktop_schema())
        assert (holdings.damaged(), holdings.strays()) == ([], [])
    desktop.remote = way
    desktop.store.forget_cursor()
    desktop.sync()
    assert ask(desktop.path, "SELECT * FROM unknown_rows") == []


def test_what_an_older_version_kept_unread_is_taken_over_by_one_that_knows_it(lunch: Lunch) -> None:
    """As after an upgrade: `visits` and the phone extension were unknown when they came."""
    party = lunch.open(0)
    desktop = lunch.desktop(0)
    more = {"extension": "9999", "mood": "good"}
    visit: dict[str, Any] = {"id": an_id("visit"), "employee_id": STAFF[0].id, "party_id": party, "restaurant_id": None}
    visit |= {"day": "2026-11-18", "version": 7, "mood": "good"}
    spoil(
        desktop,
        f"INSERT INTO unknown_rows VALUES ('visits', '{visit['id']}', 7, '{json.dumps(visit)}')",
        f"INSERT INTO unknown_rows VALUES ('wallets', '{NOWHERE}', 7, '{{}}')",
        f"UPDATE employees SET extension = '', extra = '{json.dumps(more)}' WHERE id = '{STAFF[1].id}'",
    )
    waiting = desktop.do("party.edit", EditParty(party, {"note": ("", "예약")}))
    spoil(desktop, """UPDATE pristine SET copy = json_set(copy, '$.note', '', '$.extra', json('{"note": "kept"}'))""")
    with desktop.database.writing() as connection:
        adopt(connection, desktop.database.schema, desktop.database.rows)
    assert ask(desktop.path, "SELECT id, version, extra FROM visits") == [(visit["id"], 7, '{"mood": "good"}')]
    assert ask(desktop.path, "SELECT table_name FROM unknown_rows") == [("wallets",)]
    query = "SELECT extension, extra FROM employees WHERE id = ?"
    assert ask(desktop.path, query, STAFF[1].id) == [("9999", '{"mood": "good"}')]
    desktop.store.discard([waiting.uuid])
    assert ask(desktop.path, "SELECT note, extra FROM parties") == [("kept", None)]
