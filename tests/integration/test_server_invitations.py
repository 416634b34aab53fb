"""Inviting people and becoming an employee by an invitation, at the real server, on both databases."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import func, select

from lunch_desktop.domain.people import EMPLOYEES, Role
from lunch_desktop.domain.times import HOUR, MINUTE
from lunch_desktop.server.identity.windows import Limit, SignInLimits
from lunch_desktop.store.company.accounts_audit import Action
from lunch_desktop.wire.invitations import digest_of
from tests.integration.support_server import ADMIN, EMPLOYEE, LOGINS, RunningServer, running
from tests.support.audit import findings
from tests.support.company import DEPARTMENTS_HERE, OFFICE, STAFF

PASSWORD = "새로 온 사람의 아주 긴 암호 하나"
DAY = 24 * HOUR
Invite = Callable[..., dict[str, Any]]


BOTH = pytest.mark.parametrize("where", ["sqlite", "postgresql"])


@pytest.fixture
def where() -> str:
    """The database, where a test does not name both."""
    return "sqlite"


@pytest.fixture
def server(tmp_path: Path, where: str, request: pytest.FixtureRequest) -> Iterator[RunningServer]:
    url = request.getfixturevalue("postgres_url") if where == "postgresql" else None
    wide = Limit(1_000, 15 * MINUTE)
    with running(tmp_path, url=url, limits=SignInLimits(together=wide, login=wide, address=wide)) as started:
        yield started


@pytest.fixture
def invite(server: RunningServer) -> Invite:
    token = server.token(ADMIN)

    def make(**wanted: Any) -> dict[str, Any]:
        answer = server.call("POST", "/api/v1/invitations", token, json=wanted)
        assert answer.status_code == 200, answer.text
        made: dict[str, Any] = answer.json()
        return made

    return make


def accept(server: RunningServer, code: str, **named: str) -> requests.Response:
    body = {"code": code, "name": "한지민", "login": "jimin@example.com", "password": PASSWORD, "device_name": "새 PC"}
    return server.call("POST", "/api/v1/auth/accept", json=body | named)


def look(server: RunningServer, code: str) -> requests.Response:
    return server.call("GET", f"/api/v1/invitations/{digest_of(code)}")


def code_of(answer: requests.Response) -> str:
    return str(answer.json()["error"]["code"])


def people(server: RunningServer) -> int:
    with server.services.database.reading() as connection:
        employees = server.services.database.schema.entities[EMPLOYEES.name]
        return int(connection.execute(select(func.count()).select_from(employees)).scalar_one())


def actions(server: RunningServer) -> list[str]:
    return [entry.action for entry in server.services.identity.accounts.audit_entries(limit=10_000)]


@BOTH
def test_an_invitation_makes_an_employee_who_is_signed_in_and_seen_by_colleagues(
    server: RunningServer, invite: Invite
) -> None:
    made = invite()
    assert made["office_name"] == OFFICE.name
    assert made["expires_at"] == server.clock.now() + 7 * DAY
    info = look(server, made["code"]).json()
    assert info == {"office_name": OFFICE.name, "expires_at": made["expires_at"], "shortest_password": 15}

    answer = accept(server, made["code"], name="  한지민  ", login="  Jimin@Example.com ")
    assert answer.status_code == 200, answer.text
    profile = answer.json()["profile"]
    assert (profile["name"], profile["login"], profile["role"]) == ("한지민", "jimin@example.com", Role.EMPLOYEE)
    assert profile["department_id"] == STAFF[0].department_id, "the inviter's team, whose circle they start in"

    token = answer.json()["access_token"]
    pulled = server.call("POST", "/api/v1/sync/pull", token, json={"client_id": "4f0c9f9e-0000-4000-8000-000000000001"})
    assert pulled.status_code == 200, pulled.text
    assert profile["employee_id"] in pulled.text, "their own row, and the office's"
    assert STAFF[3].id in pulled.text
    colleague = server.call(
        "POST",
        "/api/v1/sync/pull",
        server.token(EMPLOYEE),
        json={"client_id": "4f0c9f9e-0000-4000-8000-000000000002"},
    )
    assert profile["employee_id"] in colleague.text
    assert server.sign_in("jimin@example.com", PASSWORD)["profile"]["employee_id"] == profile["employee_id"]
    assert [one for one in actions(server) if "invitation" in one] == [
        Action.INVITATION_MADE,
        Action.INVITATION_ACCEPTED,
    ]
    assert findings(server.services.database, server.folder / "keys") == []


def test_the_server_keeps_no_code(server: RunningServer, invite: Invite) -> None:
    code = invite()["code"]
    assert len(code.removeprefix("ldi_")) * 6 >= 128
    with server.services.database.reading() as connection:
        for table in server.services.database.schema.metadata.sorted_tables:
            rows = connection.execute(select(table)).all()
            assert code not in repr(rows), table.name


@BOTH
def test_of_two_who_come_at_once_by_an_invitation_for_one_exactly_one_gets_in(
    server: RunningServer, invite: Invite
) -> None:
    before = people(server)
    for turn in range(3):
        code = invite()["code"]
        answers: list[requests.Response] = []
        start = threading.Barrier(2)

        def come(login: str, code: str = code, start: threading.Barrier = start, answers: list[Any] = answers) -> None:
            start.wait(10)
            answers.append(accept(server, code, login=login))

        both = [threading.Thread(target=come, args=(f"new{turn}-{one}@example.com",)) for one in range(2)]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join(30)
        assert sorted(answer.status_code for answer in answers) == [200, 404], [one.text for one in answers]
        assert people(server) == before + turn + 1


@BOTH
def test_an_invitation_for_several_ends_with_its_uses(server: RunningServer, invite: Invite) -> None:
    code = invite(uses=2)["code"]
    assert [accept(server, code, login=f"one{n}@example.com").status_code for n in range(3)] == [200, 200, 404]


def test_unknown_expired_and_used_invitations_are_answered_alike(server: RunningServer, invite: Invite) -> None:
    used, old = invite()["code"], invite(days=1)["code"]
    assert accept(server, used).status_code == 200
    server.clock.advance(DAY)
    told = [
        (look(server, code), accept(server, code, login="x@example.com")) for code in (used, old, "ldi_" + "x" * 32)
    ]
    assert len({(one.status_code, one.text) for one, _ in told}) == 1
    assert len({(one.status_code, one.text) for _, one in told}) == 1
    assert {code_of(one) for pair in told for one in pair} == {"invitation_invalid"}


@BOTH
def test_an_invitation_ends_with_the_rights_of_whoever_made_it(server: RunningServer, invite: Invite) -> None:
    demoted, deactivated = invite()["code"], invite()["code"]
    server.set_role(1, Role.ADMIN)  # an admin has to remain
    server.set_role(0, Role.EMPLOYEE)
    assert code_of(accept(server, demoted)) == "invitation_invalid"
    server.set_role(0, Role.ADMIN)
    server.set_active(0, False)
    assert code_of(look(server, deactivated)) == "invitation_invalid"


def test_what_is_wrong_with_an_acceptance_uses_nothing_up(server: RunningServer, invite: Invite) -> None:
    code, before = invite(login="Jimin@example.com")["code"], people(server)
    refused = {
        "invitation_for_another": {"login": "somebody@example.com"},
        "weak_password": {"password": "password1"},
        "invalid_request": {"login": "no address"},
    }
    for expected, named in refused.items():
        assert code_of(accept(server, code, **named)) == expected
    for name in ("", "   ", "a" * 61, "two\x00lines"):
        assert accept(server, code, name=name).status_code == 422
    assert people(server) == before
    assert accept(server, code).status_code == 200


@BOTH
def test_a_login_that_somebody_has_is_told_and_uses_nothing_up(server: RunningServer, invite: Invite) -> None:
    code, before = invite()["code"], people(server)
    taken = accept(server, code, login=LOGINS[2].upper())
    assert (taken.status_code, code_of(taken)) == (409, "login_taken")
    assert people(server) == before
    assert accept(server, code).status_code == 200


def test_only_admins_invite_and_only_to_teams_that_there_are(server: RunningServer, invite: Invite) -> None:
    assert code_of(server.call("POST", "/api/v1/invitations", server.token(EMPLOYEE), json={})) == "forbidden"
    assert code_of(server.call("POST", "/api/v1/invitations", json={})) == "token_missing"
    token = server.token(ADMIN)
    for wanted in ({"uses": 0}, {"uses": 51}, {"days": 0}, {"days": 31}, {"department_id": "nowhere"}, {"login": "me"}):
        answer = server.call("POST", "/api/v1/invitations", token, json=wanted)
        assert (answer.status_code, code_of(answer)) == (422, "invalid_request"), wanted
    code = invite(department_id=DEPARTMENTS_HERE[1].id)["code"]
    assert accept(server, code).json()["profile"]["department_id"] == DEPARTMENTS_HERE[1].id


def test_who_tries_codes_has_to_wait(tmp_path: Path) -> None:
    with running(tmp_path, limits=SignInLimits(address=Limit(5, 15 * MINUTE))) as server:
        token = server.token(ADMIN)
        code = server.call("POST", "/api/v1/invitations", token, json={}).json()["code"]
        for _ in range(10):
            assert look(server, code).status_code == 200, "to look at a good one is no guess"
        tried = [look(server, f"ldi_{n:032}").status_code for n in range(5)]
        assert tried == [404] * 5
        held = accept(server, code)
        assert (held.status_code, code_of(held)) == (429, "too_many_attempts")
        assert int(held.headers["Retry-After"]) > 0
