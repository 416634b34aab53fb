"""A list of employees is looked through line by line, and brought in as a whole or not at all; on both databases."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from lunch_desktop.domain.ids import OfficeId
from lunch_desktop.domain.people import ADMINS, DEPARTMENTS, EMPLOYEES, OFFICES, STAFF_NUMBERS, Office, StaffNumber
from tests.integration.support_server import ADMIN, LOGINS, PASSWORD, RunningServer, running
from tests.support.company import OFFICE, STAFF, an_id

PATH = "/api/v1/employees/import"
BOTH = pytest.mark.parametrize("where", ["sqlite", "postgresql"])
BUSAN = Office(OfficeId(an_id("busan")), "부산", "Asia/Seoul")


@pytest.fixture
def where() -> str:
    """The database, where a test does not name both."""
    return "sqlite"


@pytest.fixture
def server(tmp_path: Path, where: str, request: pytest.FixtureRequest) -> Iterator[RunningServer]:
    url = request.getfixturevalue("postgres_url") if where == "postgresql" else None
    with running(tmp_path, url=url) as started:
        numbers = [(STAFF_NUMBERS, StaffNumber(one.id, OFFICE.id, f"00{place}")) for place, one in enumerate(STAFF[:3])]
        started.services.sync.import_rows([(OFFICES, BUSAN), *numbers])
        yield started


def ask(server: RunningServer, *lines: dict[str, Any], dry: bool = False, password: str = PASSWORD) -> dict[str, Any]:
    numbered = [{"line": place, **line} for place, line in enumerate(lines, start=2)]
    body = {"dry_run": dry, "lines": numbered} | ({} if dry else {"password": password})
    answer = server.call("POST", PATH, server.token(ADMIN), json=body)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def rows(server: RunningServer, table: str) -> dict[str, Any]:
    sql = server.services.database.schema.entities[table]
    with server.services.database.reading() as connection:
        return {row.id: row for row in connection.execute(select(sql))}


def wrong(told: dict[str, Any]) -> list[tuple[int, str | None, str]]:
    return [(one["line"], one["field"], one["code"]) for one in told["wrong"]]


@BOTH
def test_a_list_makes_changes_and_leaves_alone(server: RunningServer) -> None:
    before = rows(server, EMPLOYEES.name)
    lines = (
        {"number": "0077", "name": "새 직원", "department": "새 팀", "login": "New@Example.com", "extension": "4127"},
        {"number": "001", "name": "바뀐 이름", "role": "admin"},
        {"login": LOGINS[2], "number": "002"},
        {"login": LOGINS[3], "number": "0003", "office": "부산", "department": "영업"},
        {"login": "gone@example.com", "name": "떠난 사람", "department": "새 팀", "active": False},
    )
    looked = ask(server, *lines, dry=True)
    assert not looked["done"]
    assert rows(server, EMPLOYEES.name) == before, "looking changes nothing"
    told = ask(server, *lines)
    assert told == looked | {"done": True}
    assert [one["state"] for one in told["lines"]] == ["new", "changed", "same", "changed", "new"]
    assert (told["departments"], told["invitations"], told["deactivated"]) == (
        sorted([f"{OFFICE.name}: 새 팀", "부산: 영업"]),
        1,
        0,
    )
    after, numbers = rows(server, EMPLOYEES.name), rows(server, STAFF_NUMBERS.name)
    fresh = {row.name: row for known, row in after.items() if known not in before}
    assert {name: (row.active, row.extension) for name, row in fresh.items()} == {
        "새 직원": (True, "4127"),
        "떠난 사람": (False, ""),
    }
    assert numbers[fresh["새 직원"].id].number == "0077"
    assert rows(server, DEPARTMENTS.name)[fresh["새 직원"].department_id].name == "새 팀"
    assert after[STAFF[1].id].name == "바뀐 이름"
    assert set(rows(server, ADMINS.name)) == {STAFF[0].id, STAFF[1].id}
    moved = after[STAFF[3].id]
    assert (moved.office_id, numbers[moved.id].office_id, numbers[moved.id].number) == (BUSAN.id, BUSAN.id, "0003")
    assert after[STAFF[4].id] == before[STAFF[4].id], "whom the list leaves out stays"
    assert ask(server, *lines) == {
        "done": True,
        "lines": [{"line": line, "state": "same"} for line in range(2, 7)],
        "wrong": [],
        "departments": [],
        "deactivated": 0,
        "invitations": 0,
    }
    account = server.services.identity.accounts.by_login("new@example.com")
    assert account is not None and account.password_hash is None and account.active  # noqa: PT018


@BOTH
def test_with_one_line_wrong_nothing_is_done_and_each_is_told(server: RunningServer) -> None:
    before = rows(server, EMPLOYEES.name)
    told = ask(
        server,
        {"number": "0077", "name": "새 직원", "department": "새 팀", "login": "new@example.com"},
        {"number": "001", "login": LOGINS[4]},
        {"number": "002", "name": " "},
        {"number": "002", "name": "또"},
        {"name": "아무도"},
        {"number": "9", "name": "로그인 없음", "department": "새 팀"},
        {"login": "no address", "name": "a", "department": "b"},
        {"login": "x@example.com", "name": "가" * 61, "department": "새 팀"},
        {"login": "y@example.com", "name": "나", "department": "새 팀", "office": "없는 곳"},
        {"login": LOGINS[3], "office": "부산"},
        {"number": "000", "role": "employee"},
    )
    assert not told["done"]
    assert wrong(told) == [
        (3, "login", "login_taken"),
        (4, "name", "invalid_value"),
        (5, "number", "twice"),
        (6, None, "nobody"),
        (7, "login", "login_missing"),
        (8, "login", "invalid_value"),
        (9, "name", "text_too_long"),
        (10, "office", "no_office"),
        (11, "department", "department_missing"),
        (12, "role", "last_admin"),
    ]
    assert rows(server, EMPLOYEES.name) == before
    assert server.services.identity.accounts.by_login("new@example.com") is None


def test_the_last_admin_may_hand_over_within_one_list(server: RunningServer) -> None:
    told = ask(server, {"number": "000", "role": "employee"}, {"number": "001", "role": "admin"})
    assert told["done"]
    assert set(rows(server, ADMINS.name)) == {STAFF[1].id}


@BOTH
def test_who_is_deactivated_is_signed_out_and_gives_up_what_lies_ahead(server: RunningServer) -> None:
    theirs = server.token(LOGINS[1])
    told = ask(server, {"number": "001", "active": False})
    assert (told["done"], told["deactivated"]) == (True, 1)
    refused = server.call("GET", "/api/v1/users/profile", theirs)
    assert refused.json()["error"]["code"] == "account_deactivated"
    entries = server.services.identity.accounts.audit_entries()
    about = [one.action for one in entries if one.subject == STAFF[1].id]
    assert {"account_deactivated", "session_revoked"} <= set(about)
    (whole,) = [one for one in entries if one.action == "employees_imported"]
    assert (whole.actor, dict(whole.details)) == (STAFF[0].id, {"new": 0, "changed": 1})


def test_it_takes_an_admin_and_their_password(server: RunningServer) -> None:
    body = {"dry_run": False, "lines": [{"line": 2, "number": "001", "name": "누구"}]}
    assert server.call("POST", PATH, server.token(LOGINS[1]), json=body).status_code == 403
    assert server.call("POST", PATH, server.token(ADMIN), json=body).status_code == 422
    refused = server.call("POST", PATH, server.token(ADMIN), json=body | {"password": "wrong"})
    assert refused.json()["error"]["code"] == "wrong_credentials"
    assert rows(server, EMPLOYEES.name)[STAFF[1].id].name == STAFF[1].name


def test_the_list_is_one_commit(server: RunningServer) -> None:
    before = server.services.sync.head()
    ask(
        server,
        {"number": "0077", "name": "새 직원", "department": "새 팀", "login": "new@example.com", "role": "admin"},
        {"number": "001", "name": "바뀐 이름", "active": False},
    )
    assert server.services.sync.head() == before + 1
