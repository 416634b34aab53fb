"""Nobody is locked out by others: a colleague floods somebody's login while that person signs in, at the real server.

Requests come from many addresses through a proxy that the server was told to trust.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import requests

from lunch_desktop.domain.times import MINUTE
from lunch_desktop.server.identity.device_tokens import DeviceTokens
from lunch_desktop.server.identity.limits import SignInGuard
from lunch_desktop.server.identity.windows import Limit, SignInLimits
from lunch_desktop.server.services import Processes
from lunch_desktop.server.settings import ServerSettings
from lunch_desktop.wire.problems import ProblemError
from tests.integration.support_server import ADMIN, EMPLOYEE, LOGINS, PASSWORD, RunningServer, running
from tests.support.clock import ManualClock
from tests.support.company import STAFF
from tests.support.redis import redis_running

SIGN_IN = "/api/v1/auth/sign-in"
WINDOW = 15 * MINUTE


@pytest.fixture
def redis(request: pytest.FixtureRequest) -> Iterator[str | None]:
    """The address of a Redis by which attempts are counted, where the test asks for one."""
    if getattr(request, "param", None) is None:
        yield None
        return
    if sys.platform == "win32":
        pytest.skip("there is no Redis for Windows")
    with redis_running() as started:
        yield started.url


@pytest.fixture
def server(tmp_path: Path, redis: str | None) -> Iterator[RunningServer]:
    settings = replace(ServerSettings(), trusted_proxies=("127.0.0.1",), keys=tmp_path / "keys")
    with running(tmp_path, settings=settings, processes=Processes(redis_url=redis or "")) as started:
        yield started


def sign_in(
    server: RunningServer, source: str, password: str = PASSWORD, token: str | None = None, login: str = EMPLOYEE
) -> requests.Response:
    body: dict[str, Any] = {"login": login, "password": password, "device_name": "PC"}
    if token is not None:
        body["device_token"] = token
    return server.call("POST", SIGN_IN, json=body, headers={"X-Forwarded-For": source})


def flood(server: RunningServer, attempts: int = 60) -> list[int]:
    """Guess from so many addresses of other networks that the login's count is used up."""
    return [sign_in(server, f"198.51.100.{number}", "a guess").status_code for number in range(attempts)]


def device_token(server: RunningServer, login: str = EMPLOYEE) -> str:
    answer = sign_in(server, "203.0.113.7", login=login)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["device_token"])


@pytest.mark.parametrize("redis", [None, "redis"], indirect=True)
def test_a_flooded_login_signs_in_from_its_own_pc_at_once_and_from_a_new_one_after_the_window(
    server: RunningServer, redis: str | None
) -> None:
    known = device_token(server)
    told = flood(server)
    assert told.count(401) == 50
    assert told[-1] == 429
    for source in ("203.0.113.7", "198.51.100.1", "192.0.2.200"):
        own = sign_in(server, source, token=known)
        assert own.status_code == 200, f"their own PC, wherever it is: {own.text}"
        assert own.json()["device_token"] == known
    new_pc = sign_in(server, "203.0.113.8")
    assert new_pc.status_code == 429
    assert 0 < int(new_pc.headers["Retry-After"]) <= 15 * 60, "a new PC waits for the window, no longer"
    if redis is None:
        server.clock.advance(int(new_pc.headers["Retry-After"]) * 1000)
        assert sign_in(server, "203.0.113.8").status_code == 200


def test_while_a_login_is_flooded_an_admin_lets_its_owner_in_from_a_new_pc(server: RunningServer) -> None:
    admin = sign_in(server, "203.0.113.9", login=ADMIN).json()["access_token"]
    flood(server)
    path = f"/api/v1/accounts/{STAFF[1].id}/reset"
    code = server.call("POST", path, admin, json={"password": PASSWORD}).json()["code"]
    body = {"code": code, "password": "a long new passphrase of mine", "device_name": "PC"}
    used = server.call("POST", "/api/v1/auth/reset", json=body, headers={"X-Forwarded-For": "203.0.113.8"})
    assert used.status_code == 200, used.text
    again = sign_in(server, "203.0.113.8", body["password"], used.json()["device_token"])
    assert again.status_code == 200, "and the new PC is known from now on"


def test_whoever_is_signed_in_changes_the_password_while_the_login_is_flooded(server: RunningServer) -> None:
    token = sign_in(server, "203.0.113.7").json()["access_token"]
    flood(server)
    body = {"current": PASSWORD, "new": "a long new passphrase of mine"}
    assert server.call("POST", "/api/v1/auth/password", token, json=body).status_code == 204


def test_a_stolen_device_token_gives_one_count_more_and_locks_nobody_out(server: RunningServer) -> None:
    stolen = device_token(server)
    guesses = [sign_in(server, "198.51.100.1", "a guess", stolen).status_code for _ in range(12)]
    assert guesses == [401] * 10 + [429, 429], "five by the token, five as any stranger from that address"
    owner = sign_in(server, "203.0.113.7", token=stolen)
    assert owner.status_code == 200, "its owner is counted as a stranger elsewhere would be"
    assert sign_in(server, "203.0.113.7", token=stolen).status_code == 200


@pytest.mark.parametrize(
    "made",
    [lambda own: own[:20] + ("A" if own[20] != "A" else "B") + own[21:], lambda _: "ldd_" + "x" * 54, lambda _: "x"],
)
def test_a_made_up_device_token_is_as_good_as_none(server: RunningServer, made: Callable[[str], str]) -> None:
    token = made(device_token(server))
    told = [sign_in(server, "198.51.100.1", "a guess", token).status_code for _ in range(6)]
    assert told == [401] * 5 + [429]


def test_a_device_token_is_one_employees_and_lets_nobody_in(server: RunningServer) -> None:
    others = device_token(server, LOGINS[2])
    told = [sign_in(server, "198.51.100.1", "a guess", others).status_code for _ in range(6)]
    assert told == [401] * 5 + [429], "of another employee it is as good as none"
    assert sign_in(server, "203.0.113.7", "a guess", device_token(server)).status_code == 401


def test_an_unknown_login_is_answered_and_held_back_as_a_known_one(server: RunningServer) -> None:
    token = device_token(server)
    known, unknown = (
        [sign_in(server, source, "a guess", token, login) for _ in range(12)]
        for login, source in ((LOGINS[3], "198.51.100.1"), ("nobody@example.com", "198.51.100.2"))
    )
    assert [one.status_code for one in known] == [one.status_code for one in unknown]
    assert [one.text for one in known] == [one.text for one in unknown]


def test_a_token_made_with_another_key_is_not_known() -> None:
    mine, other = DeviceTokens(b"1" * 32), DeviceTokens(b"2" * 32)
    token = mine.make("somebody")
    assert len(token) == 58
    assert mine.known(token, "somebody")
    assert mine.known(token, "somebody else") is None
    assert other.known(token, "somebody") is None
    assert mine.make("somebody") != token


def test_a_success_forgives_the_device_and_not_the_login() -> None:
    guard = SignInGuard(ManualClock(), SignInLimits(login=Limit(3, WINDOW), device=Limit(2, WINDOW)))
    for _ in range(3):
        guard.enter("login", f"192.0.2.{_}")
    for _ in range(4):
        guard.enter("login", "192.0.2.9", "device")
        guard.succeeded(guard.enter("login", "192.0.2.9", "device"))
    with pytest.raises(ProblemError):
        guard.enter("login", "192.0.2.10")
