"""What admins do with accounts, and resets of passwords, at the real server, on both databases."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import select

from lunch_desktop.domain.people import Role
from lunch_desktop.domain.times import HOUR, MINUTE
from lunch_desktop.server.identity.passwords import Verdict
from lunch_desktop.server.identity.windows import Limit, SignInLimits
from lunch_desktop.wire.invitations import digest_of
from tests.integration.support_server import ADMIN, EMPLOYEE, LOGINS, PASSWORD, RunningServer, running
from tests.support.company import OFFICE, STAFF

NEW = "a long new passphrase of mine"
ACCOUNTS = "/api/v1/accounts"
BOTH = pytest.mark.parametrize("where", ["sqlite", "postgresql"])
WIDE = Limit(1_000, 15 * MINUTE)


@pytest.fixture
def where() -> str:
    """The database, where a test does not name both."""
    return "sqlite"


@pytest.fixture
def server(tmp_path: Path, where: str, request: pytest.FixtureRequest) -> Iterator[RunningServer]:
    url = request.getfixturevalue("postgres_url") if where == "postgresql" else None
    with running(tmp_path, url=url, limits=SignInLimits(WIDE, WIDE, WIDE, WIDE)) as started:
        yield started


def code_of(answer: requests.Response) -> str:
    return "" if answer.status_code < 400 else str(answer.json()["error"]["code"])


def change(server: RunningServer, number: int, token: str | None = None, **wanted: Any) -> requests.Response:
    body = {"password": PASSWORD} | wanted
    return server.call("PATCH", f"{ACCOUNTS}/{STAFF[number].id}", token or server.token(ADMIN), json=body)


def made(server: RunningServer, number: int = 1, **wanted: Any) -> dict[str, Any]:
    body = {"password": PASSWORD} | wanted
    answer = server.call("POST", f"{ACCOUNTS}/{STAFF[number].id}/reset", server.token(ADMIN), json=body)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def use(server: RunningServer, code: str, password: str = NEW) -> requests.Response:
    return server.call("POST", "/api/v1/auth/reset", json={"code": code, "password": password, "device_name": "PC"})


def look(server: RunningServer, code: str) -> requests.Response:
    return server.call("GET", f"/api/v1/auth/resets/{digest_of(code)}")


def attempt(server: RunningServer, login: str, password: str) -> str:
    body = {"login": login, "password": password, "device_name": "PC"}
    return code_of(server.call("POST", "/api/v1/auth/sign-in", json=body))


def actions(server: RunningServer, *which: str) -> list[tuple[str, str | None, str | None]]:
    entries = server.services.identity.accounts.audit_entries(limit=10_000)
    return [(one.action, one.actor, one.subject) for one in entries if one.action in which]


class TestResets:
    @BOTH
    def test_a_reset_sets_a_password_that_its_maker_never_learns_and_ends_every_session_when_it_is_used(
        self, server: RunningServer
    ) -> None:
        before = server.sign_in()
        told = made(server)
        assert (told["login"], told["name"], told["office_name"]) == (EMPLOYEE, "이서준", OFFICE.name)
        assert told["expires_at"] == server.clock.now() + 24 * HOUR
        assert server.call("GET", "/api/v1/users/profile", before["access_token"]).status_code == 200
        assert attempt(server, EMPLOYEE, PASSWORD) == "", "until it is used nothing changes"
        assert look(server, told["code"]).json() == {
            "login": EMPLOYEE,
            "name": "이서준",
            "office_name": OFFICE.name,
            "expires_at": told["expires_at"],
            "shortest_password": 15,
        }

        answer = use(server, told["code"])
        assert answer.status_code == 200, answer.text
        tokens = answer.json()
        assert tokens["profile"]["login"] == EMPLOYEE
        assert server.call("GET", "/api/v1/users/profile", tokens["access_token"]).status_code == 200
        assert server.call("GET", "/api/v1/users/profile", before["access_token"]).status_code == 401
        refreshed = server.call("POST", "/api/v1/auth/refresh", json={"refresh_token": before["refresh_token"]})
        assert code_of(refreshed) == "session_ended"
        assert attempt(server, EMPLOYEE, PASSWORD) == "wrong_credentials"
        assert attempt(server, EMPLOYEE, NEW) == ""
        person, admin = STAFF[1].id, STAFF[0].id
        assert actions(server, "reset_made", "reset_used", "password_changed") == [
            ("reset_made", admin, person),
            ("password_changed", person, person),
            ("reset_used", person, person),
        ]

    @BOTH
    def test_nobody_slips_in_with_the_former_password_while_it_is_set_anew(
        self, server: RunningServer, where: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        code, passwords = made(server)["code"], server.services.identity.passwords
        verify = passwords.verify

        def verify_slowly(kept: str | None, password: str) -> Verdict:
            verdict = verify(kept, password)
            monkeypatch.setattr(passwords, "verify", verify)
            assert use(server, code).status_code == 200, "meanwhile"
            return verdict

        monkeypatch.setattr(passwords, "verify", verify_slowly)
        assert attempt(server, EMPLOYEE, PASSWORD) == "wrong_credentials"
        listed = server.services.devices.own(
            server.services.identity.session(server.sign_in(password=NEW)["access_token"])
        )
        assert len(listed) == 2, "the one that set the password, and the one that asks"

    @BOTH
    def test_a_code_is_good_once_also_where_two_come_at_once(self, server: RunningServer) -> None:
        code = made(server)["code"]
        answers: list[requests.Response] = []
        start = threading.Barrier(2)

        def come(password: str) -> None:
            start.wait(10)
            answers.append(use(server, code, password))

        both = [threading.Thread(target=come, args=(f"{NEW} {number}",)) for number in range(2)]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join(30)
        assert sorted(answer.status_code for answer in answers) == [200, 404], [one.text for one in answers]
        assert code_of(use(server, code)) == "reset_invalid"

    @BOTH
    def test_another_reset_replaces_the_first_and_a_changed_password_ends_it(self, server: RunningServer) -> None:
        first, second = made(server)["code"], made(server)["code"]
        assert code_of(look(server, first)) == code_of(use(server, first)) == "reset_invalid"
        assert look(server, second).status_code == 200
        body = {"current": PASSWORD, "new": NEW}
        assert server.call("POST", "/api/v1/auth/password", server.token(), json=body).status_code == 204
        assert code_of(use(server, second)) == "reset_invalid", "its owner knew the password again"

    def test_unknown_expired_used_and_replaced_codes_are_answered_alike(self, server: RunningServer) -> None:
        replaced, used, old = made(server)["code"], made(server)["code"], made(server, 2, hours=1)["code"]
        assert use(server, used).status_code == 200
        server.clock.advance(HOUR)
        codes = (replaced, used, old, "ldp_" + "x" * 32)
        assert len({(one.status_code, one.text) for one in (look(server, code) for code in codes)}) == 1
        assert len({(one.status_code, one.text) for one in (use(server, code) for code in codes)}) == 1

    def test_a_weak_password_uses_nothing_up_and_the_server_keeps_no_code(self, server: RunningServer) -> None:
        code = made(server)["code"]
        assert len(code.removeprefix("ldp_")) * 6 >= 128
        for weak in ("too short", "passwordpassword", "이서준이서준이서준이서준이서준"):
            assert code_of(use(server, code, weak)) == "weak_password"
        with server.services.database.reading() as connection:
            for table in server.services.database.schema.metadata.sorted_tables:
                assert code not in repr(connection.execute(select(table)).all()), table.name
        assert use(server, code).status_code == 200

    @BOTH
    def test_a_reset_ends_with_the_rights_of_whoever_made_it_and_with_the_account(self, server: RunningServer) -> None:
        assert change(server, 2, role="admin").status_code == 204
        code = made(server)["code"]
        other = server.token(LOGINS[2])
        assert change(server, 0, other, role="employee").status_code == 204
        assert code_of(look(server, code)) == "reset_invalid"
        assert change(server, 0, other, role="admin").status_code == 204
        assert look(server, code).status_code == 200
        assert change(server, 1, other, active=False).status_code == 204
        assert code_of(use(server, code)) == "reset_invalid"
        refused = server.call("POST", f"{ACCOUNTS}/{STAFF[1].id}/reset", other, json={"password": PASSWORD})
        assert (refused.status_code, code_of(refused)) == (404, "not_found")

    def test_only_an_admin_who_proves_to_be_one_makes_resets(self, server: RunningServer) -> None:
        path = f"{ACCOUNTS}/{STAFF[2].id}/reset"
        assert code_of(server.call("POST", path, server.token(), json={"password": PASSWORD})) == "forbidden"
        token = server.token(ADMIN)
        wrong = server.call("POST", path, token, json={"password": "an open desktop is not enough"})
        assert (wrong.status_code, code_of(wrong)) == (403, "wrong_credentials")
        for hours in (0, 73):
            answer = server.call("POST", path, token, json={"password": PASSWORD, "hours": hours})
            assert code_of(answer) == "invalid_request"

    def test_who_tries_codes_has_to_wait(self, tmp_path: Path) -> None:
        with running(tmp_path, limits=SignInLimits(address=Limit(5, 15 * MINUTE))) as server:
            code = made(server)["code"]
            for _ in range(10):
                assert look(server, code).status_code == 200, "to look at a good one is no guess"
            assert [code_of(look(server, f"ldp_{n:032}")) for n in range(5)] == ["reset_invalid"] * 5
            held = use(server, code)
            assert (held.status_code, code_of(held)) == (429, "too_many_attempts")

    def test_the_streams_of_the_former_sessions_end_at_once(self, server: RunningServer) -> None:
        token = server.token()
        with server.call("GET", "/api/v1/events", token, stream=True) as stream:
            lines = stream.iter_lines()
            next(lines)
            assert use(server, made(server)["code"]).status_code == 200
            assert any(b"session_ended" in line for line in lines)


class TestAccounts:
    @BOTH
    def test_admins_page_through_all_accounts(self, server: RunningServer) -> None:
        token = server.token(ADMIN)
        seen: list[dict[str, Any]] = []
        after = ""
        for _ in range(10):
            page = server.call("GET", ACCOUNTS, token, params={"after": after, "limit": 3}).json()
            seen += page["accounts"]
            after = page["next"]
            if after is None:
                break
        assert {one["login"]: one["name"] for one in seen} == {
            login: person.name for login, person in zip(LOGINS, STAFF, strict=True)
        }
        assert len(seen) == len(STAFF)
        assert [one["login"] for one in seen if one["role"] == "admin"] == [ADMIN]
        assert "hash" not in str(seen)
        assert code_of(server.call("GET", ACCOUNTS, server.token())) == "forbidden"
        assert code_of(server.call("GET", ACCOUNTS, token, params={"limit": 201})) == "invalid_request"

    @BOTH
    def test_a_deactivated_account_is_signed_out_everywhere_and_comes_back(self, server: RunningServer) -> None:
        token, admin = server.token(), server.token(ADMIN)
        with server.call("GET", "/api/v1/events", token, stream=True) as stream:
            lines = stream.iter_lines()
            next(lines)
            assert change(server, 1, admin, active=False).status_code == 204
            assert any(b"session_ended" in line or b"account_deactivated" in line for line in lines)
        assert code_of(server.call("GET", "/api/v1/users/profile", token)) == "account_deactivated"
        assert attempt(server, EMPLOYEE, PASSWORD) == "account_deactivated"
        assert change(server, 1, admin, active=True).status_code == 204
        assert attempt(server, EMPLOYEE, PASSWORD) == ""
        assert code_of(server.call("GET", "/api/v1/users/profile", token)) == "session_ended"
        person, by = STAFF[1].id, STAFF[0].id
        assert actions(server, "account_deactivated", "account_activated") == [
            ("account_deactivated", by, person),
            ("account_activated", by, person),
        ]

    @BOTH
    def test_a_role_and_a_login_are_changed_and_hold_at_once(self, server: RunningServer) -> None:
        token = server.token()
        assert code_of(server.call("GET", ACCOUNTS, token)) == "forbidden"
        assert change(server, 1, role="admin", login="  New.Address@Example.com ").status_code == 204
        assert server.call("GET", ACCOUNTS, token).status_code == 200
        assert attempt(server, "new.address@example.com", PASSWORD) == ""
        assert attempt(server, EMPLOYEE, PASSWORD) == "wrong_credentials"
        assert change(server, 1, role="employee").status_code == 204
        assert code_of(server.call("GET", ACCOUNTS, token)) == "forbidden"
        taken = change(server, 1, login=LOGINS[2].upper())
        assert (taken.status_code, code_of(taken)) == (409, "login_taken")
        assert code_of(change(server, 1, login="no address")) == "invalid_request"
        assert change(server, 1).status_code == 204, "nothing named, nothing changed"
        assert len(actions(server, "role_changed")) == 2
        assert len(actions(server, "login_changed")) == 1

    @BOTH
    def test_an_admin_always_remains_also_where_two_demote_each_other_at_once(self, server: RunningServer) -> None:
        token = server.token(ADMIN)
        for wanted in ({"role": "employee"}, {"active": False}):
            refused = change(server, 0, token, **wanted)
            assert (refused.status_code, code_of(refused)) == (409, "last_admin")
        assert change(server, 2, token, role="admin").status_code == 204
        other = server.token(LOGINS[2])
        answers: list[requests.Response] = []
        start = threading.Barrier(2)

        def demote(number: int, by: str) -> None:
            start.wait(10)
            answers.append(change(server, number, by, role="employee"))

        both = [threading.Thread(target=demote, args=pair) for pair in ((0, other), (2, token))]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join(30)
        accounts = [server.services.identity.accounts.by_login(login) for login in (ADMIN, LOGINS[2])]
        assert [one.role for one in accounts if one is not None].count(Role.ADMIN) == 1
        assert sorted(answer.status_code for answer in answers) in ([204, 403], [204, 409])

    def test_an_admins_open_desktop_alone_changes_nothing(self, server: RunningServer) -> None:
        wrong = change(server, 1, role="admin", password="not their password")
        assert (wrong.status_code, code_of(wrong)) == (403, "wrong_credentials")
        assert code_of(change(server, 1, server.token(LOGINS[2]), role="admin")) == "forbidden"
        unknown = server.call(
            "PATCH", f"{ACCOUNTS}/nobody", server.token(ADMIN), json={"password": PASSWORD, "active": False}
        )
        assert (unknown.status_code, code_of(unknown)) == (404, "not_found")
        account = server.services.identity.accounts.by_login(EMPLOYEE)
        assert account is not None
        assert account.role is Role.EMPLOYEE


class TestOpenInvitations:
    @BOTH
    def test_admins_see_what_is_open_and_withdraw_it(self, server: RunningServer) -> None:
        token = server.token(ADMIN)
        codes = []
        for wanted in ({"login": "jimin@example.com"}, {"uses": 3, "days": 1}):
            codes.append(server.call("POST", "/api/v1/invitations", token, json=wanted).json()["code"])
            server.clock.advance(MINUTE)
        listed = server.call("GET", "/api/v1/invitations", token).json()["invitations"]
        assert [(one["login"], one["used"], one["uses"], one["maker_name"]) for one in listed] == [
            (None, 0, 3, "김민지"),
            ("jimin@example.com", 0, 1, "김민지"),
        ]
        assert not any(code in str(listed) for code in codes)
        path = f"/api/v1/invitations/{listed[0]['digest']}"
        assert code_of(server.call("DELETE", path, server.token())) == "forbidden"
        assert server.call("DELETE", path, token).status_code == 204
        assert code_of(server.call("DELETE", path, token)) == "not_found"
        assert code_of(server.call("GET", path)) == "invitation_invalid"
        assert len(server.call("GET", "/api/v1/invitations", token).json()["invitations"]) == 1
        assert [one[0] for one in actions(server, "invitation_withdrawn")] == ["invitation_withdrawn"]
