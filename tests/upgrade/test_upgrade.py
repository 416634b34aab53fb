"""What the first lunch left behind, met by this version: its files, and its way of speaking."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import requests
from pydantic import BaseModel

from lunch_desktop.demo.witness import visible_on_server
from lunch_desktop.domain.ids import RestaurantId
from lunch_desktop.domain.restaurants.entities import RESTAURANTS, Restaurant
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.desktop.database import DesktopDatabase
from lunch_desktop.system.problems import Problem, ProblemCode
from tests.integration.support_server import LOGINS, RunningServer, running
from tests.support.ciphered import connect_to
from tests.support.clock import ManualClock
from tests.support.company import OFFICE, STAFF, Company, an_id
from tests.support.desktop import Desktop
from tests.upgrade.first_lunch import messages
from tests.upgrade.kept import (
    FACTS,
    IN_ORDER,
    MORNING,
    PERSON,
    UNREAD,
    WAITING,
    content,
    open_company,
    open_desktop,
    unpack,
    wrong_after_sync,
)


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Company]:
    unpack(tmp_path)
    opened = open_company(tmp_path, ManualClock(MORNING + 60_000))
    yield opened
    opened.database.close()


@pytest.fixture
def desktop(tmp_path: Path, company: Company) -> Iterator[Desktop]:
    opened = open_desktop(tmp_path, company)
    yield opened
    opened.close()


def standings(desktop: Desktop) -> tuple[list[tuple[str, str]], dict[str, str]]:
    """What the Sync centre shows: the waiting changes in order, and those that want to be read."""
    centre = desktop.reads.sync_centre()
    return (
        [(one.uuid, one.standing.value) for one in centre.waiting],
        {one.uuid: one.standing.value for one in centre.attention},
    )


def test_before_any_network_everything_that_waited_still_waits(desktop: Desktop) -> None:
    waiting, attention = standings(desktop)
    shown = ("offered", "offered", "withdrawing", "waiting", "waiting", "waiting")
    assert waiting == [(WAITING[name], standing) for name, standing in zip(IN_ORDER, shown, strict=True)]
    assert attention == UNREAD
    assert [one.name for one in desktop.reads.sync_centre().recent] == ["party.join"]
    made = desktop.reads.party(FACTS["made"])
    assert made is not None
    assert made.party.title == "오프라인에서 만든 모임"


def test_every_waiting_change_ends_as_it_must_and_nothing_is_doubled(desktop: Desktop, tmp_path: Path) -> None:
    desktop.sync()
    assert wrong_after_sync(tmp_path) == []
    assert standings(desktop) == ([], UNREAD)


def test_what_the_first_lunch_decided_keeps_its_time(company: Company) -> None:
    """By it results are let go of when they are old; without one all of them would be."""
    with closing(connect_to(company.path)) as connection:
        query = "SELECT results.at, commits.at, given, results.version FROM results JOIN commits USING (version)"
        kept = connection.execute(query).fetchall()
        (total,) = connection.execute("SELECT count(*) FROM results").fetchone()
    assert len(kept) == total > 0
    for at, committed_at, given, version in kept:
        assert at == committed_at > 0
        assert given == version
    company.sync.prune()
    with closing(connect_to(company.path)) as connection:
        assert connection.execute("SELECT count(*) FROM results").fetchone() == (total,)


def test_a_second_start_changes_nothing(desktop: Desktop, company: Company, tmp_path: Path) -> None:
    desktop.sync()
    before = {name: content(tmp_path / name) for name in ("company.db", "desktop.db")}
    desktop.close()
    company.database.close()
    again = open_company(tmp_path, company.clock)
    reopened = open_desktop(tmp_path, again)
    assert {name: content(tmp_path / name) for name in before} == before
    reopened.sync()
    assert content(tmp_path / "company.db") == before["company.db"]
    assert wrong_after_sync(tmp_path) == []
    reopened.close()
    again.database.close()


def test_a_refused_change_that_the_old_version_kept_can_be_tried_again(desktop: Desktop, tmp_path: Path) -> None:
    desktop.sync()
    refused = next(uuid for uuid, standing in UNREAD.items() if standing == "refused")
    tried = desktop.store.retry(refused)
    desktop.sync()
    with closing(connect_to(tmp_path / "desktop.db")) as own:
        query = "SELECT outcome, code FROM history WHERE uuid = ?"
        assert own.execute(query, (tried.uuid,)).fetchone() == ("refused", "full")


@pytest.mark.parametrize("name", ["company.db", "desktop.db"])
def test_the_file_of_a_newer_version_is_refused_and_left_as_it_is(tmp_path: Path, name: str) -> None:
    unpack(tmp_path)
    path = tmp_path / name
    with closing(connect_to(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.execute("CREATE TABLE of_tomorrow (id TEXT PRIMARY KEY)")
    before, said = path.read_bytes(), content(path)
    with pytest.raises(Problem) as refused:
        CompanyDatabase.open(f"sqlite:///{path}") if name == "company.db" else DesktopDatabase.open(path)
    assert refused.value.code is ProblemCode.DATABASE_NEWER
    assert refused.value.facts["path"] == str(path)
    assert path.read_bytes() == before
    assert content(path) == said


class OldDesktop:
    """Requests as the version of the first lunch makes them, and answers as it reads them."""

    def __init__(self, server: RunningServer, file: Path) -> None:
        self._server = server
        self._token = server.token(LOGINS[STAFF.index(next(one for one in STAFF if one.id == PERSON))])
        with closing(connect_to(file)) as own:
            self.state = {
                name: json.loads(value) for name, value in own.execute("SELECT name, CAST(value AS TEXT) FROM state")
            }
            self.outbox = own.execute("SELECT seq, uuid, payload, void FROM outbox ORDER BY seq").fetchall()

    def push(self) -> messages.PushResponse:
        """Send the whole queue."""
        changes = [
            messages.PushedChange(seq=seq, uuid=uuid, payload=None if void else payload, void=bool(void))
            for seq, uuid, payload, void in self.outbox
        ]
        request = messages.PushRequest(client_id=self.state["client_id"], epoch=self.state["epoch"], mutations=changes)
        return messages.PushResponse.model_validate_json(self._send("sync/push", request).content)

    def pull(self, cursor: str | None) -> messages.PullResponse:
        """Ask for what is new."""
        request = messages.PullRequest(client_id=self.state["client_id"], cursor=cursor)
        return messages.PullResponse.model_validate_json(self._send("sync/pull", request).content)

    def events(self) -> requests.Response:
        """The live stream."""
        return self._server.call("GET", "/api/v1/events", self._token, headers={"Lunch-Protocol": "1"}, stream=True)

    def _send(self, path: str, message: BaseModel) -> requests.Response:
        body = message.model_dump_json(by_alias=True, exclude_defaults=True).encode()
        headers = {"Lunch-Protocol": "1", "Content-Type": "application/json"}
        answer = self._server.call("POST", f"/api/v1/{path}", self._token, headers=headers, data=body)
        assert answer.status_code == 200, answer.text
        return answer


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[RunningServer, OldDesktop]]:
    unpack(tmp_path)
    with running(tmp_path, clock=ManualClock(MORNING + 60_000)) as server:
        yield server, OldDesktop(server, tmp_path / "desktop.db")


def test_a_desktop_of_the_first_lunch_is_still_served(served: tuple[RunningServer, OldDesktop], tmp_path: Path) -> None:
    _, old = served
    pushed = old.push()
    assert pushed.last_seq == 9
    outcomes = {result.uuid: result.outcome.value for result in pushed.results}
    assert outcomes == {uuid: "void" if name == "void" else "applied" for name, uuid in WAITING.items()}
    patch = old.pull(old.state["cursor"])
    assert {result.uuid: result.outcome.value for result in patch.results} == outcomes
    assert {result.uuid: result.hash for result in patch.results} == {one.uuid: one.hash for one in pushed.results}
    assert FACTS["made"] in {row["id"] for row in rows_of(patch, "parties")}
    assert old.pull(patch.cursor).tables == {}


def test_a_desktop_of_the_first_lunch_gets_whole_answers_however_long(
    served: tuple[RunningServer, OldDesktop], tmp_path: Path
) -> None:
    server, old = served
    many = [
        Restaurant(RestaurantId(an_id(f"place {n}")), OFFICE.id, f"식당 {n}", "한식", "길 1", 5, 9_000, "")
        for n in range(6_000)
    ]
    server.services.sync.import_rows((RESTAURANTS, one) for one in many)
    whole = old.pull(None)
    assert all(scope.whole for scope in whole.scopes)
    for name, visible in visible_on_server(tmp_path / "company.db", PERSON).items():
        assert len(rows_of(whole, name)) == len(visible), name
    again = old.pull(old.state["cursor"])
    assert len(rows_of(again, "restaurants")) >= len(many)


def test_a_desktop_of_the_first_lunch_understands_live_events(served: tuple[RunningServer, OldDesktop]) -> None:
    server, old = served
    new = [
        Restaurant(RestaurantId(an_id(f"new {n}")), OFFICE.id, "새 집", "한식", "길 1", 5, 9_000, "") for n in range(9)
    ]
    with old.events() as stream:
        lines = stream.iter_lines(chunk_size=1, decode_unicode=True)
        events = (json.loads(line.removeprefix("data:")) for line in lines if line.startswith("data:"))
        assert next(events)["version"] >= 13
        for one in new:  # the first may be told as a head only, while the hub still looks up who listens
            server.services.sync.import_rows([(RESTAURANTS, one)])
            told = next(events)
            if "patch" in told:
                break
    patch = messages.PullResponse.model_validate(told["patch"])
    assert [row["name"] for row in rows_of(patch, "restaurants")] == ["새 집"]


def rows_of(patch: messages.PullResponse, table: str) -> list[dict[str, Any]]:
    """The rows of a table in a patch."""
    rows = patch.tables.get(table)
    return [] if rows is None else [dict(zip(rows.columns, values, strict=True)) for values in rows.values]


@pytest.mark.timeout(400)  # the slowness of a busy machine is no finding
@pytest.mark.skipif(sys.platform != "linux", reason="migrations are killed in forked processes")
def test_the_upgrade_holds_while_it_is_killed_and_the_network_fails() -> None:
    attack = [sys.executable, "-W", "error", "-m", "tests.attacks.attack_upgrade", "--budget", "2", "--seed", "7"]
    ended = subprocess.run(attack, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert "attack upgrade: ok seed=7 violations=0 upgrades=2" in ended.stdout.splitlines()[-1]
