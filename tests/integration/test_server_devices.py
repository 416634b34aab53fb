"""The devices on which somebody is signed in: listed, named and ended, by their owner and by admins."""

import sys
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from lunch_desktop.domain.times import HOUR, MINUTE, SECOND
from lunch_desktop.server.identity.networks import network_of
from lunch_desktop.server.services import Processes
from lunch_desktop.sync.status import Reach
from lunch_desktop.system.problems import ProblemCode
from tests.integration.support_server import ADMIN, EMPLOYEE, LOGINS, PASSWORD, RunningServer, running, wait_until
from tests.integration.test_engine import Office, _quickly, office
from tests.integration.test_server_events import Listener
from tests.support.company import STAFF
from tests.support.redis import redis_running

__all__ = ["_quickly", "office"]

DEVICES = "/api/v1/auth/devices"
PROFILE = "/api/v1/users/profile"
POLICY = "/api/v1/policy"
REFRESH = "/api/v1/auth/refresh"
DAY = 24 * HOUR


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with running(tmp_path) as started:
        yield started


def listed(server: RunningServer, token: str, path: str = DEVICES) -> list[dict[str, Any]]:
    answer = server.call("GET", path, token)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["devices"]
    return found


def code_of(server: RunningServer, method: str, path: str, token: str, body: dict[str, Any]) -> tuple[int, str]:
    answer = server.call(method, path, token, json=body)
    return answer.status_code, answer.json()["error"]["code"] if answer.status_code >= 400 else ""


def is_ended(server: RunningServer, tokens: dict[str, Any]) -> bool:
    refused = server.call("POST", REFRESH, json={"refresh_token": tokens["refresh_token"]}).status_code == 401
    assert refused == (server.call("GET", PROFILE, tokens["access_token"]).status_code == 401)
    return refused


def test_own_devices_are_listed_with_which_is_this_one(server: RunningServer) -> None:
    server.sign_in(device="집 PC")
    server.clock.advance(MINUTE)
    desk = server.sign_in(device="책상 PC")
    found = listed(server, desk["access_token"])
    assert [(one["name"], one["current"]) for one in found] == [("책상 PC", True), ("집 PC", False)]
    assert [one["last_used_at"] for one in found] == [server.clock.now(), server.clock.now() - MINUTE]


def test_one_is_ended_with_the_password_and_not_found_for_others(server: RunningServer) -> None:
    home, desk = server.sign_in(device="집 PC"), server.sign_in(device="책상 PC")
    token = desk["access_token"]
    path = next(f"{DEVICES}/{one['id']}/end" for one in listed(server, token) if not one["current"])
    assert code_of(server, "POST", path, token, {"password": "wrong"}) == (403, "wrong_credentials")
    assert code_of(server, "POST", path, server.token(LOGINS[2]), {"password": PASSWORD}) == (404, "not_found")
    assert not is_ended(server, home)
    assert code_of(server, "POST", path, token, {"password": PASSWORD}) == (204, "")
    assert code_of(server, "POST", path, token, {"password": PASSWORD}) == (404, "not_found")
    assert is_ended(server, home)
    assert len(listed(server, token)) == 1


def test_guessing_the_password_there_is_held_back_as_at_sign_in(server: RunningServer) -> None:
    token = server.token()
    codes = [code_of(server, "POST", f"{DEVICES}/end", token, {"password": "wrong"})[1] for _ in range(6)]
    assert codes == ["wrong_credentials"] * 5 + ["too_many_attempts"]


def test_all_others_are_ended_and_with_everywhere_this_one_too(server: RunningServer) -> None:
    tablet, home, desk = (server.sign_in(device=name) for name in ("태블릿", "집 PC", "책상 PC"))
    stranger = server.sign_in(LOGINS[2])
    answer = server.call("POST", f"{DEVICES}/end", desk["access_token"], json={"password": PASSWORD})
    assert answer.json() == {"ended": 2}
    assert [is_ended(server, one) for one in (tablet, home, desk, stranger)] == [True, True, False, False]
    body = {"password": PASSWORD, "everywhere": True}
    assert server.call("POST", f"{DEVICES}/end", desk["access_token"], json=body).json() == {"ended": 1}
    assert server.call("GET", PROFILE, desk["access_token"]).status_code == 401


def test_one_is_named_otherwise_by_its_owner_alone(server: RunningServer) -> None:
    token = server.token()
    path = f"{DEVICES}/{listed(server, token)[0]['id']}"
    assert code_of(server, "PATCH", path, token, {"name": " 회의실 노트북 "})[0] == 204
    assert listed(server, token)[0]["name"] == "회의실 노트북"
    assert code_of(server, "PATCH", path, server.token(ADMIN), {"name": "내 것"}) == (404, "not_found")
    assert code_of(server, "PATCH", path, token, {"name": "  "}) == (422, "invalid_request")


def test_an_admin_lists_and_ends_the_devices_of_an_employee(server: RunningServer) -> None:
    home, desk, admin = server.sign_in(device="집 PC"), server.sign_in(device="책상 PC"), server.token(ADMIN)
    path = f"/api/v1/accounts/{STAFF[1].id}/devices"
    found = {one["name"]: one for one in listed(server, admin, path)}
    assert found.keys() == {"집 PC", "책상 PC"}
    assert code_of(server, "POST", f"{path}/{found['집 PC']['id']}/end", admin, {"lost": True})[0] == 204
    assert [is_ended(server, one) for one in (home, desk)] == [True, False]
    note = server.services.identity.accounts.audit_entries()[-1]
    assert (note.action, note.actor, note.subject) == ("session_revoked", STAFF[0].id, STAFF[1].id)
    assert note.details == {"family": found["집 PC"]["id"], "lost": True}
    assert server.call("POST", f"{path}/end", admin, json={}).json() == {"ended": 1}
    assert is_ended(server, desk)


@pytest.mark.parametrize("lost", [False, True])
def test_what_is_on_a_lost_device_is_not_opened_any_more(server: RunningServer, lost: bool) -> None:
    """The server's half of the way to the key is destroyed; without the loss it is there for the next sign-in."""
    laptop, desk = server.sign_in(device="노트북"), server.sign_in(device="책상 PC")
    keys = {name: uuid.uuid4().hex for name in ("laptop", "desk")}

    def secret(tokens: dict[str, Any], key: str) -> str:
        answer = server.call("POST", "/api/v1/auth/device-secret", tokens["access_token"], json={"key_id": keys[key]})
        return str(answer.json()["secret"])

    before = {"laptop": secret(laptop, "laptop"), "desk": secret(desk, "desk")}
    found = {one["name"]: one["id"] for one in listed(server, desk["access_token"])}
    path, body = f"{DEVICES}/{found['노트북']}/end", {"password": PASSWORD, "lost": lost}
    assert code_of(server, "POST", path, desk["access_token"], body)[0] == 204
    again = server.sign_in(device="노트북")
    assert (secret(again, "laptop") == before["laptop"]) is not lost
    assert secret(desk, "desk") == before["desk"]


def test_nobody_else_ends_or_sees_the_devices_of_a_colleague(server: RunningServer) -> None:
    token, path = server.token(LOGINS[2]), f"/api/v1/accounts/{STAFF[1].id}/devices"
    assert code_of(server, "GET", path, token, {}) == (403, "forbidden")
    assert code_of(server, "POST", f"{path}/end", token, {}) == (403, "forbidden")
    nobody = "/api/v1/accounts/nobody/devices"
    assert code_of(server, "GET", nobody, server.token(ADMIN), {}) == (404, "not_found")
    assert code_of(server, "POST", f"{nobody}/end", server.token(ADMIN), {}) == (404, "not_found")


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:12:3456::9", "2001:db8:12::/48"),
        ("fe80::1%eth0", "fe80::/48"),
        ("127.0.0.1", ""),
        ("::1", ""),
        ("testclient", ""),
    ],
)
def test_where_a_device_is_used_is_kept_as_a_network_only(address: str, network: str) -> None:
    assert network_of(address) == network


def test_the_network_follows_the_device_and_is_for_its_owners_eyes(tmp_path: Path) -> None:
    with running(tmp_path) as server:
        identity = server.services.identity
        tokens = identity.sign_in(EMPLOYEE, PASSWORD, "노트북", "203.0.113.77")
        assert listed(server, tokens.access_token)[0]["network"] == "203.0.113.0/24"
        identity.refresh(tokens.refresh_token, "2001:db8:12:3456::9")
        assert listed(server, tokens.access_token)[0]["network"] == "2001:db8:12::/48"
        seen = listed(server, server.token(ADMIN), f"/api/v1/accounts/{STAFF[1].id}/devices")
        assert [one["network"] for one in seen] == [""]


def test_an_admin_ends_everybodys_devices_but_the_asking_one(server: RunningServer) -> None:
    people, admin = [server.sign_in(login) for login in LOGINS[1:3]], server.sign_in(ADMIN)
    path, token = "/api/v1/accounts/devices/end", admin["access_token"]
    assert code_of(server, "POST", path, people[0]["access_token"], {"password": PASSWORD}) == (403, "forbidden")
    assert code_of(server, "POST", path, token, {"password": "wrong"}) == (403, "wrong_credentials")
    assert server.call("POST", path, token, json={"password": PASSWORD}).json() == {"ended": 2}
    assert [is_ended(server, one) for one in (*people, admin)] == [True, True, False]


@pytest.mark.parametrize("everywhere", [False, True])
def test_ending_devices_ends_their_streams_at_once(server: RunningServer, everywhere: bool) -> None:
    home, desk = server.sign_in(device="집 PC"), server.sign_in(device="책상 PC")
    listener, own = Listener(server, home["access_token"]), Listener(server, desk["access_token"])
    for one in (listener, own):
        one.head()
    body = {"password": PASSWORD, "everywhere": everywhere}
    server.call("POST", f"{DEVICES}/end", desk["access_token"], json=body)
    assert listener.next() is None
    if everywhere:
        assert own.next() is None
    for one in (listener, own):
        one.close()


def test_the_policy_is_for_admins_and_goes_to_desktops_with_every_refresh(server: RunningServer) -> None:
    admin, tokens = server.token(ADMIN), server.sign_in()
    assert tokens["offline_days"] == 30
    assert server.call("GET", POLICY, tokens["access_token"]).status_code == 403
    assert code_of(server, "PATCH", POLICY, tokens["access_token"], {"offline_days": 90}) == (403, "forbidden")
    assert server.call("GET", POLICY, admin).json() == {"offline_days": 30, "idle_days": 30, "session_days": 180}
    changed = server.call("PATCH", POLICY, admin, json={"offline_days": 0}).json()
    assert changed == {"offline_days": 0, "idle_days": 30, "session_days": 180}
    again = server.call("POST", REFRESH, json={"refresh_token": tokens["refresh_token"]}).json()
    assert again["offline_days"] == 0
    note = server.services.identity.accounts.audit_entries()[-1]
    assert (note.action, note.actor) == ("policy_changed", STAFF[0].id)
    assert (note.before, note.after) == ({"offline_days": 30}, {"offline_days": 0})


@pytest.mark.parametrize(
    "body", [{"offline_days": 91}, {"offline_days": -1}, {"session_days": 0}, {"idle_days": 366}, {"offline_day": 3}]
)
def test_a_policy_that_can_not_be_is_refused_and_changes_nothing(server: RunningServer, body: dict[str, int]) -> None:
    admin = server.token(ADMIN)
    assert code_of(server, "PATCH", POLICY, admin, body) == (422, "invalid_request")
    assert server.call("GET", POLICY, admin).json()["offline_days"] == 30
    assert "policy_changed" not in [one.action for one in server.services.identity.accounts.audit_entries()]


def test_deciding_the_same_again_is_no_change(server: RunningServer) -> None:
    server.call("PATCH", POLICY, server.token(ADMIN), json={"offline_days": 30})
    assert "policy_changed" not in [one.action for one in server.services.identity.accounts.audit_entries()]


def test_shorter_lives_count_at_once_also_for_who_is_signed_in(server: RunningServer) -> None:
    server.call("PATCH", POLICY, server.token(ADMIN), json={"offline_days": 2, "idle_days": 3})
    tokens = server.sign_in()
    server.clock.advance(3 * DAY)
    tokens = server.call("POST", REFRESH, json={"refresh_token": tokens["refresh_token"]}).json()
    server.call("PATCH", POLICY, server.token(ADMIN), json={"session_days": 1})
    assert is_ended(server, tokens)
    assert listed(server, server.token())[0]["current"]


def test_a_device_may_go_unused_for_as_long_as_it_may_stay_offline(server: RunningServer) -> None:
    server.call("PATCH", POLICY, server.token(ADMIN), json={"offline_days": 60, "idle_days": 1})
    tokens = server.sign_in()
    server.clock.advance(60 * DAY)
    assert not is_ended(server, server.call("POST", REFRESH, json={"refresh_token": tokens["refresh_token"]}).json())


def test_what_another_process_decided_is_seen_within_seconds(tmp_path: Path, postgres_url: str) -> None:
    with running(tmp_path / "one", url=postgres_url) as one, running(tmp_path / "two", url=postgres_url) as two:
        assert two.sign_in()["offline_days"] == 30
        one.call("PATCH", POLICY, one.token(ADMIN), json={"offline_days": 7})
        two.clock.advance(5 * SECOND)
        assert two.sign_in()["offline_days"] == 7


@contextmanager
def two_servers(folder: Path, url: str, way: str) -> Iterator[tuple[RunningServer, RunningServer]]:
    """As on two machines with the same database and keys; without Redis they look at the database."""
    with ExitStack() as stack:
        processes = Processes(redis_url=stack.enter_context(redis_running()).url if way == "redis" else "")
        one, two = (stack.enter_context(running(folder, url=url, processes=processes)) for _ in range(2))
        wait_until(lambda: {each.services.hub.way for each in (one, two)} == {way})
        yield one, two


@pytest.mark.skipif(sys.platform == "win32", reason="there is no Redis for Windows")
@pytest.mark.parametrize("way", ["database", "redis"])
@pytest.mark.parametrize("by", ["owner", "admin"])
def test_a_device_that_is_ended_at_one_server_is_out_at_the_other_within_seconds(
    tmp_path: Path, postgres_url: str, way: str, by: str
) -> None:
    with two_servers(tmp_path, postgres_url, way) as (one, two):
        laptop, desk = one.sign_in(device="노트북"), one.sign_in(device="책상 PC")
        stream, own = Listener(two, laptop["access_token"]), Listener(two, desk["access_token"])
        for listener in (stream, own):
            listener.head()
        assert two.call("GET", PROFILE, laptop["access_token"]).status_code == 200, "it remembers how it stands"
        path = next(one["id"] for one in listed(one, desk["access_token"]) if one["name"] == "노트북")
        if by == "owner":
            asked = one.call("POST", f"{DEVICES}/{path}/end", desk["access_token"], json={"password": PASSWORD})
        else:
            path = f"/api/v1/accounts/{STAFF[1].id}/devices/{path}/end"
            asked = one.call("POST", path, one.token(ADMIN), json={})
        assert asked.status_code == 204
        while stream.next() is not None:
            pass
        assert two.call("GET", PROFILE, laptop["access_token"]).status_code == 401
        assert two.call("GET", PROFILE, desk["access_token"]).status_code == 200
        for listener in (stream, own):
            listener.close()


@pytest.mark.parametrize("lost", [False, True])
def test_a_desktop_whose_device_was_ended_says_so_at_once_and_keeps_what_waits(office: Office, lost: bool) -> None:
    desktop = office.desktop()
    home = office.server.sign_in(device="집 PC")
    (found,) = [one["id"] for one in listed(office.server, home["access_token"]) if not one["current"]]
    body = {"password": PASSWORD, "lost": lost}
    office.server.call("POST", f"{DEVICES}/{found}/end", home["access_token"], json=body)
    desktop.becomes(lambda status: status.reach is Reach.SIGN_IN_NEEDED)
    assert desktop.status.problem is not None
    assert desktop.status.problem.code is (ProblemCode.DEVICE_LOST if lost else ProblemCode.SESSION_ENDED)
    clicked = desktop.click()
    desktop.becomes(lambda status: status.waiting == 1)
    desktop.sign_in.with_password(office.gate.url, EMPLOYEE, PASSWORD, "PC")
    desktop.engine.signed_in()
    wait_until(lambda: desktop.outcome(clicked) == "applied")
