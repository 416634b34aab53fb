"""The secrets that the server keeps for desktops, at the real server, on both databases."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from sqlalchemy import select

from lunch_desktop.store.company import device_secrets
from lunch_desktop.store.company.accounts_audit import Action
from lunch_desktop.store.company.device_secrets import DeviceSecrets
from tests.integration.support_server import ADMIN, EMPLOYEE, PASSWORD, RunningServer, running

KEY, OTHER = "0123456789abcdef" * 2, "f" * 32
PATH = "/api/v1/auth/device-secret"
BOTH = pytest.mark.parametrize("where", ["sqlite", "postgresql"])


@pytest.fixture
def where() -> str:
    """The database, where a test does not name both."""
    return "sqlite"


@pytest.fixture
def server(tmp_path: Path, where: str, request: pytest.FixtureRequest) -> Iterator[RunningServer]:
    url = request.getfixturevalue("postgres_url") if where == "postgresql" else None
    with running(tmp_path, url=url) as started:
        yield started


def ask(server: RunningServer, token: str, key: str = KEY) -> requests.Response:
    return server.call("POST", PATH, token, json={"key_id": key})


def secret_of(answer: requests.Response) -> str:
    assert answer.status_code == 200, answer.text
    return str(answer.json()["secret"])


def employee_id_of(server: RunningServer, login: str) -> str:
    account = server.services.identity.accounts.by_login(login)
    assert account is not None
    return account.employee_id


def forget(server: RunningServer, login: str, family: str | None = None) -> int:
    with server.services.database.writing() as connection:
        whose = employee_id_of(server, login)
        return server.services.device_secrets.forget(connection, whose, family, actor=whose)


def family_of(server: RunningServer, token: str) -> str:
    return server.services.identity.session(token).family


@BOTH
def test_one_employee_is_given_the_same_secret_again_from_every_sign_in(server: RunningServer) -> None:
    first = secret_of(ask(server, server.token()))
    assert first.startswith("lds_")
    assert secret_of(ask(server, server.token())) == first
    assert secret_of(ask(server, server.token(), OTHER)) != first


@BOTH
def test_another_employees_key_is_answered_like_no_route_at_all(server: RunningServer) -> None:
    secret = secret_of(ask(server, server.token()))
    answer = ask(server, server.token(ADMIN))
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not_found")
    assert secret not in answer.text
    assert secret_of(ask(server, server.token())) == secret


@BOTH
def test_two_who_ask_at_once_are_given_the_same_secret(server: RunningServer) -> None:
    token, found = server.token(), []
    together = threading.Barrier(6)

    def one() -> None:
        together.wait(10)
        found.append(secret_of(ask(server, token)))

    threads = [threading.Thread(target=one) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(found) == 6
    assert len(set(found)) == 1


def test_a_lost_device_loses_its_secret_and_no_other_device_does(server: RunningServer) -> None:
    lost, kept = server.token(), server.token()
    of_lost, of_kept = secret_of(ask(server, lost)), secret_of(ask(server, kept, OTHER))
    of_another = secret_of(ask(server, server.token(ADMIN), "a" * 32))
    assert forget(server, EMPLOYEE, family_of(server, lost)) == 1
    assert secret_of(ask(server, kept, OTHER)) == of_kept
    assert secret_of(ask(server, kept)) != of_lost, "the old one must not come back"
    assert forget(server, EMPLOYEE) == 2
    assert secret_of(ask(server, server.token(ADMIN), "a" * 32)) == of_another


def test_a_secret_goes_with_the_sign_in_that_asked_for_it_last(server: RunningServer) -> None:
    first, second = server.token(), server.token()
    secret = secret_of(ask(server, first))
    assert secret_of(ask(server, second)) == secret
    assert forget(server, EMPLOYEE, family_of(server, first)) == 0
    assert forget(server, EMPLOYEE, family_of(server, second)) == 1


def test_making_and_destroying_stand_in_the_audit_log_without_the_secret(server: RunningServer) -> None:
    token = server.token()
    secret = secret_of(ask(server, token))
    ask(server, token)
    forget(server, EMPLOYEE)
    entries = server.services.identity.accounts.audit_entries(limit=100)
    told = [one for one in entries if one.action in (Action.DEVICE_SECRET_MADE, Action.DEVICE_SECRET_DESTROYED)]
    assert [one.action for one in told] == [Action.DEVICE_SECRET_MADE, Action.DEVICE_SECRET_DESTROYED]
    assert all(one.details["key"] == KEY for one in told)
    assert secret not in str(entries)


def test_nobody_fills_the_database_with_secrets(server: RunningServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device_secrets, "MOST", 3)
    token = server.token()
    first = [secret_of(ask(server, token, digit * 32)) for digit in "123"]
    server.clock.advance(1_000)
    assert secret_of(ask(server, token, "1" * 32)) == first[0]
    secret_of(ask(server, token, "4" * 32))
    table = server.services.database.schema.accounts.device_secrets
    with server.services.database.reading() as connection:
        kept = {str(one) for one in connection.execute(select(table.c.key_id)).scalars()}
    assert kept == {"1" * 32, "2" * 32, "4" * 32}, "of those asked at the same time, one goes"


@pytest.mark.parametrize("key", ["", "x", "g" * 32, "0" * 31, "0" * 33, "A" * 32])
def test_a_key_that_no_desktop_makes_is_refused(server: RunningServer, key: str) -> None:
    assert ask(server, server.token(), key).status_code == 422


def test_a_secret_outlasts_the_server(tmp_path: Path) -> None:
    with running(tmp_path) as server:
        secret = secret_of(ask(server, server.token()))
    with running(tmp_path) as server:
        assert isinstance(server.services.device_secrets, DeviceSecrets)
        assert secret_of(ask(server, server.token())) == secret


def test_only_the_lost_device_itself_is_told_that_it_was_lost(server: RunningServer) -> None:
    lost, signed_out = server.sign_in(), server.sign_in()
    secret = secret_of(ask(server, lost["access_token"]))
    keeper = server.token()
    devices = {"lost": family_of(server, lost["access_token"]), "out": family_of(server, signed_out["access_token"])}
    for name, device in devices.items():
        ended = server.call(
            "POST",
            f"/api/v1/auth/devices/{device}/end",
            keeper,
            json={"password": PASSWORD, "lost": name == "lost"},
        )
        assert ended.status_code == 204, ended.text

    def told(refresh_token: str) -> tuple[int, str]:
        answer = server.call("POST", "/api/v1/auth/refresh", json={"refresh_token": refresh_token})
        return answer.status_code, answer.json()["error"]["code"]

    assert told(lost["refresh_token"]) == (401, "device_lost")
    assert told(lost["refresh_token"]) == (401, "device_lost"), "also when its first answer was lost"
    assert told(signed_out["refresh_token"]) == (401, "session_ended")
    assert told("ldr_" + "x" * 43) == (401, "session_ended")
    assert secret_of(ask(server, keeper)) != secret
