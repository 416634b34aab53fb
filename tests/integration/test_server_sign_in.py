"""Signing in at the real server: passwords, limits, deactivated accounts, and what is noted of it."""

import statistics
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from lunch_desktop.domain.people import EMPLOYEES
from lunch_desktop.domain.times import MINUTE
from lunch_desktop.server.identity.limits import SignInGuard
from lunch_desktop.server.identity.passwords import Cost, PasswordRule, Passwords, Verdict
from lunch_desktop.server.identity.windows import Limit, SignInLimits
from lunch_desktop.store.company.accounts import LoginTaken, NewAccount
from lunch_desktop.system.weak_passwords import LEAST, breached_count, is_weak, normal_password
from lunch_desktop.wire.problems import ProblemError
from tests.integration.support_server import ADMIN, CHEAP, EMPLOYEE, PASSWORD, RunningServer, running
from tests.support.clock import ManualClock
from tests.support.company import STAFF

SIGN_IN = "/api/v1/auth/sign-in"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with running(tmp_path) as started:
        yield started


def attempt(server: RunningServer, login: str, password: str) -> tuple[int, str]:
    answer = server.call("POST", SIGN_IN, json={"login": login, "password": password, "device_name": "PC"})
    return answer.status_code, answer.json()["error"]["code"] if answer.status_code >= 400 else ""


def test_the_right_password_gives_tokens_and_the_profile(server: RunningServer) -> None:
    tokens = server.sign_in()
    assert (tokens["token_type"], tokens["expires_in"], tokens["offline_days"]) == ("Bearer", 600, 30)
    assert tokens["profile"]["office_name"] == "서울 사무실"
    assert tokens["refresh_token"].startswith("ldr_")
    assert len(tokens["refresh_token"]) < 100, "it has to fit into any keyring"


@pytest.mark.parametrize("login", ["PERSON1@EXAMPLE.COM", "  person1@example.com ", "Person1@Example.com"])
def test_the_login_is_taken_in_any_case(server: RunningServer, login: str) -> None:
    assert attempt(server, login, PASSWORD) == (200, "")


@pytest.mark.parametrize("password", [PASSWORD + " ", PASSWORD.upper() + "x", PASSWORD[:-1], "x"])
def test_the_password_is_taken_exactly(server: RunningServer, password: str) -> None:
    assert attempt(server, EMPLOYEE, password) == (401, "wrong_credentials")


def test_a_wrong_password_and_an_unknown_login_get_the_same_answer(server: RunningServer) -> None:
    answers = [
        server.call("POST", SIGN_IN, json={"login": login, "password": "wrong password", "device_name": "PC"})
        for login in (EMPLOYEE, "nobody@example.com", "not an address")
    ]
    assert {answer.text for answer in answers} == {answers[0].text}
    assert {answer.status_code for answer in answers} == {401}
    assert all("invalid_token" in answer.headers["WWW-Authenticate"] for answer in answers)


def test_an_unknown_login_takes_as_long_as_a_wrong_password() -> None:
    passwords = Passwords(Cost(passes=2, memory=16 * 1024, lanes=1))
    kept = passwords.hash(PASSWORD)

    def seconds(hashed: str | None) -> float:
        taken = []
        for _ in range(7):
            begun = time.perf_counter()
            assert not passwords.verify(hashed, "wrong password").right
            taken.append(time.perf_counter() - begun)
        return statistics.median(taken)

    assert 0.4 < seconds(None) / seconds(kept) < 2.5


def test_a_deactivated_account_is_told_only_to_whoever_knows_its_password(server: RunningServer) -> None:
    server.set_active(1, False)
    assert attempt(server, EMPLOYEE, "wrong password") == (401, "wrong_credentials")
    assert attempt(server, EMPLOYEE, PASSWORD) == (403, "account_deactivated")


def test_guesses_are_held_back_and_waiting_helps(server: RunningServer) -> None:
    for _ in range(5):
        assert attempt(server, EMPLOYEE, "a guess") == (401, "wrong_credentials")
    answer = server.call("POST", SIGN_IN, json={"login": EMPLOYEE, "password": PASSWORD, "device_name": "PC"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (429, "too_many_attempts")
    assert 0 < int(answer.headers["Retry-After"]) <= 900
    server.clock.advance(15 * MINUTE)
    assert attempt(server, EMPLOYEE, PASSWORD) == (200, "")


def test_guesses_in_another_case_count_together(server: RunningServer) -> None:
    for login in (EMPLOYEE, EMPLOYEE.upper(), f" {EMPLOYEE}", EMPLOYEE.title(), EMPLOYEE):
        attempt(server, login, "a guess")
    assert attempt(server, EMPLOYEE, PASSWORD)[0] == 429


def test_a_colleague_at_the_same_address_is_not_held_back(server: RunningServer) -> None:
    for _ in range(6):
        attempt(server, EMPLOYEE, "a guess")
    assert attempt(server, ADMIN, PASSWORD) == (200, "")


def test_signing_in_forgets_the_typing_errors_before(server: RunningServer) -> None:
    for _ in range(3):
        for _ in range(4):
            assert attempt(server, EMPLOYEE, "a typing error")[0] == 401
        assert attempt(server, EMPLOYEE, PASSWORD)[0] == 200


def test_a_whole_office_behind_one_address_can_sign_in(tmp_path: Path) -> None:
    limits = SignInLimits(address=Limit(3, 15 * MINUTE))
    with running(tmp_path, limits=limits) as server:
        for _ in range(10):
            assert attempt(server, EMPLOYEE, PASSWORD)[0] == 200
        for number in range(3):
            attempt(server, f"nobody{number}@example.com", "a guess")
        assert attempt(server, EMPLOYEE, PASSWORD)[0] == 429


def test_a_forwarded_address_is_not_believed_from_just_anybody(tmp_path: Path) -> None:
    limits = SignInLimits(address=Limit(2, 15 * MINUTE))
    with running(tmp_path, limits=limits) as server:
        codes = [
            server.call(
                "POST",
                SIGN_IN,
                json={"login": f"nobody{number}@example.com", "password": "guess", "device_name": "PC"},
                headers={"X-Forwarded-For": f"10.0.0.{number}"},
            ).status_code
            for number in range(3)
        ]
        assert codes == [401, 401, 429]


def test_the_addresses_of_one_ipv6_network_count_together() -> None:
    guard = SignInGuard(ManualClock(), SignInLimits(address=Limit(2, 15 * MINUTE)))
    for number in range(2):
        guard.enter(f"nobody{number}", f"2001:db8:0:1::{number}")
    with pytest.raises(ProblemError):
        guard.enter("nobody2", "2001:db8:0:1:ffff::2")
    guard.enter("nobody3", "2001:db8:0:2::1")
    guard.enter("nobody4", "192.0.2.1")
    guard.enter("nobody5", "192.0.2.2")
    guard.enter("nobody6", "192.0.2.3")


def test_a_hash_of_another_cost_is_made_anew_at_sign_in(server: RunningServer) -> None:
    accounts = server.services.identity.accounts
    accounts.set_password(STAFF[1].id, Passwords(Cost(2, 16, 1)).hash(PASSWORD), actor=None)
    server.sign_in()
    account = accounts.by_login(EMPLOYEE)
    assert account is not None
    assert account.password_hash is not None
    assert f"m={CHEAP.memory},t={CHEAP.passes},p={CHEAP.lanes}" in account.password_hash
    assert attempt(server, EMPLOYEE, PASSWORD) == (200, "")


def test_an_account_without_a_password_cannot_be_signed_in_to(server: RunningServer) -> None:
    database, tables = server.services.database, server.services.database.schema.accounts
    with database.writing() as connection:
        connection.execute(tables.accounts.update().values(password_hash=None))
    assert attempt(server, EMPLOYEE, PASSWORD) == (401, "wrong_credentials")
    assert attempt(server, EMPLOYEE, "nobody has this password") == (401, "wrong_credentials")


def test_a_login_belongs_to_one_account(server: RunningServer) -> None:
    with pytest.raises(LoginTaken):
        server.services.accounts.administering.create([NewAccount(STAFF[2].id, EMPLOYEE.upper(), None)])
    with pytest.raises(ValueError, match="address"):
        server.services.accounts.administering.create([NewAccount(STAFF[2].id, "no address", None)])


def test_sign_ins_and_failures_are_noted_without_what_was_typed(server: RunningServer) -> None:
    server.sign_in()
    attempt(server, EMPLOYEE, "a typing error")
    attempt(server, "my-password-typed-as-login@example.com", "x")
    noted = server.services.identity.accounts.audit_entries()[-3:]
    assert [(one.action, one.subject) for one in noted] == [
        ("signed_in", STAFF[1].id),
        ("sign_in_failed", STAFF[1].id),
        ("sign_in_failed", None),
    ]
    assert all(one.details["address"] == "127.0.0.0/24" for one in noted)
    assert "typing" not in str(noted)
    assert "my-password" not in str(noted)


def test_an_employee_who_left_is_refused_though_the_account_is_not_switched_off(server: RunningServer) -> None:
    token = server.token()
    left = STAFF[1].__class__(**{name: getattr(STAFF[1], name) for name in EMPLOYEES.columns} | {"active": False})
    server.services.sync.import_rows([(EMPLOYEES, left)])
    server.clock.advance(6_000)
    answer = server.call("POST", "/api/v1/sync/pull", token, json={"client_id": STAFF[1].id})
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "account_deactivated")
    assert attempt(server, EMPLOYEE, PASSWORD) == (403, "account_deactivated")


def test_a_deactivated_account_loses_nothing_that_it_pushes(server: RunningServer) -> None:
    tokens = server.sign_in()
    server.set_active(1, False)
    push = {
        "client_id": STAFF[1].id,
        "mutations": [{"seq": 1, "uuid": STAFF[2].id, "payload": "{}"}],
    }
    answer = server.call("POST", "/api/v1/sync/push", tokens["access_token"], json=push)
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "account_deactivated")
    refresh = server.call("POST", "/api/v1/auth/refresh", json={"refresh_token": tokens["refresh_token"]})
    assert (refresh.status_code, refresh.json()["error"]["code"]) == (403, "account_deactivated")
    server.set_active(1, True)
    server.clock.advance(6_000)
    answer = server.call("POST", "/api/v1/sync/push", server.token(), json=push)
    assert answer.status_code == 200
    assert answer.json()["last_seq"] == 1


def test_a_password_is_changed_with_the_current_one_and_ends_other_sessions(server: RunningServer) -> None:
    other, own = server.sign_in(device="집 PC"), server.sign_in()
    path = "/api/v1/auth/password"

    def change(current: str, new: str) -> tuple[int, str]:
        answer = server.call("POST", path, own["access_token"], json={"current": current, "new": new})
        return answer.status_code, answer.json()["error"]["code"] if answer.content else ""

    assert change("wrong", "a long new passphrase") == (403, "wrong_credentials")
    assert change(PASSWORD, "password1") == (422, "weak_password")
    assert change(PASSWORD, "이서준이서준1") == (422, "weak_password")
    assert change(PASSWORD, "a long new passphrase") == (204, "")
    assert attempt(server, EMPLOYEE, PASSWORD)[0] == 401
    assert attempt(server, EMPLOYEE, "a long new passphrase")[0] == 200
    assert server.call("GET", "/api/v1/users/profile", own["access_token"]).status_code == 200
    assert server.call("GET", "/api/v1/users/profile", other["access_token"]).status_code == 401
    refused = server.call("POST", "/api/v1/auth/refresh", json={"refresh_token": other["refresh_token"]})
    assert refused.status_code == 401


@pytest.mark.parametrize(
    "password",
    [
        "fourteen chars",
        "1234567890123456",
        "zyxwvutsrqponmlk",
        "1Q2W3E4R5T6Y7U8I9O0P",
        "passwordpassword",
        "aaaaaaaaaaaaaaaaaaaa",
        "lunchdesktop2026",
        "점심데스크톱점심데스크톱!!",
        "minji.kim@example.com",
        "KimMinji20261234",
        "e\u0301" * 7 + "1234567",
    ],
)
def test_passwords_that_are_easy_to_guess_are_weak(password: str) -> None:
    assert is_weak(password, "minji.kim@example.com", "Kim Minji")


@pytest.mark.parametrize(
    "password",
    [
        "국밥집 앞 은행나무 아래의 고양이",
        "correct horse battery staple",
        "lunch with two old friends",
        "a" * 64 + "1",
        "              ☃ x",
    ],
)
def test_passwords_of_any_composition_are_taken(password: str) -> None:
    assert not is_weak(password, "minji.kim@example.com", "Kim Minji")


def test_a_server_that_allows_shorter_ones_refuses_those_that_are_known_from_breaches() -> None:
    for known in ("password1", "qwertyuiop", "!QAZ2wsx", "Football99", "skyline1", "12345678"):
        assert is_weak(known, shortest=LEAST), known
    assert not is_weak("국밥집앞은행나무", shortest=LEAST)
    assert is_weak("일곱 글자 요", shortest=1), "no setting allows fewer than eight"
    assert breached_count() >= 450_000


def test_a_password_is_the_same_from_every_keyboard() -> None:
    """macOS may compose Hangul otherwise, and some keyboards make a wide or an unbreakable space."""
    typed = "국밥\u3000한 그릇\xa0caf\u00e9"
    other = unicodedata.normalize("NFD", typed.replace("\u3000", " ").replace("\xa0", " "))
    assert typed != other
    assert normal_password(typed) == normal_password(other)
    passwords = Passwords(CHEAP)
    assert passwords.verify(passwords.hash(typed), other) == Verdict(True)
    assert not passwords.verify(passwords.hash(typed), other.upper()).right, "the case stays"


def test_a_password_that_was_hashed_as_typed_goes_on_and_is_hashed_anew() -> None:
    typed = unicodedata.normalize("NFD", "국밥 한 그릇")
    kept = PasswordHasher(time_cost=CHEAP.passes, memory_cost=CHEAP.memory, parallelism=CHEAP.lanes).hash(typed)
    verdict = Passwords(CHEAP).verify(kept, typed)
    assert verdict.right
    assert verdict.rehashed is not None
    assert Passwords(CHEAP).verify(verdict.rehashed, unicodedata.normalize("NFC", typed)) == Verdict(True)


def test_the_server_says_how_long_a_password_has_to_be(tmp_path: Path) -> None:
    with running(tmp_path, rule=PasswordRule(12)) as server:
        token = server.token()
        path = "/api/v1/auth/password"
        assert server.call("GET", path, token).json() == {"shortest": 12, "longest": 1024}
        refused = server.call("POST", path, token, json={"current": PASSWORD, "new": "eleven chrs"})
        assert refused.json()["error"]["code"] == "weak_password"
        assert refused.headers["Lunch-Shortest-Password"] == "12"
        taken = server.call("POST", path, token, json={"current": PASSWORD, "new": "twelve chars"})
        assert taken.status_code == 204
