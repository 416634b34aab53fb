"""Figures for a monitoring program: right, also of several processes, about nobody, and not for everybody."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import requests
from prometheus_client.parser import text_string_to_metric_families

from lunch_desktop.server.metrics import CONTENT_TYPE
from tests.integration.support_server import EMPLOYEE, PASSWORD, RunningServer, running, wait_until
from tests.integration.support_workers import Workers, workers
from tests.integration.test_server_events import Listener, rename
from tests.support.company import STAFF, an_id

TOKEN = "what only the operator knows, and is long"
FORWARDED = {"X-Forwarded-For": "203.0.113.9"}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with running(tmp_path, operators_token=TOKEN) as started:
        yield started


class Figures:
    """What a monitoring program reads."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._samples = [one for family in text_string_to_metric_families(text) for one in family.samples]

    def of(self, name: str, **labels: str) -> float:
        """The sum of all samples of that name with at least these labels."""
        return sum(sample.value for sample in self._samples if sample.name == name and _has(sample.labels, labels))

    def count(self, name: str) -> int:
        """How many samples there are of that name."""
        return sum(sample.name == name for sample in self._samples)


def _has(labels: Mapping[str, str], wanted: Mapping[str, str]) -> bool:
    return wanted.items() <= labels.items()


def figures(server: RunningServer) -> Figures:
    answer = server.call("GET", "/metrics")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, CONTENT_TYPE)
    return Figures(answer.text)


def test_requests_are_counted_and_timed_by_route_and_status(server: RunningServer) -> None:
    token = server.token()
    for _ in range(3):
        server.call("GET", "/api/v1/users/profile", token)
    server.call("GET", "/api/v1/users/profile", "no token")
    server.call("GET", "/api/v1/users/profile", headers={"Lunch-Protocol": "0"})
    told = figures(server)
    route = "/api/v1/users/profile"
    assert told.of("lunch_requests_total", route=route, status="200") == 3
    assert told.of("lunch_requests_total", route=route, status="401") == 1
    assert told.of("lunch_request_seconds_count", route=route) == 4
    assert 0 < told.of("lunch_request_seconds_sum", route=route) < 60
    assert told.of("lunch_refusals_total", code="token_invalid") == 1
    assert told.of("lunch_refusals_total", code="protocol_too_old") == 1


def test_changes_pulls_commits_and_streams_are_counted(server: RunningServer) -> None:
    token = server.token()
    listener = Listener(server, token)
    listener.head()
    before = figures(server)
    assert before.of("lunch_streams") == 1
    rename(server, "새 이름")
    listener.next()
    payload = '{"name": "nothing.known", "mutation_version": 1, "args": {}, "base": 0, "created_at": 0}'
    change = {"seq": 1, "uuid": an_id("a change"), "payload": payload}
    push = {"client_id": an_id("a device"), "mutations": [change]}
    for _ in range(2):
        assert server.call("POST", "/api/v1/sync/push", token, json=push).status_code == 200
    pull = server.call("POST", "/api/v1/sync/pull", token, json={"client_id": an_id("a device")})
    assert pull.status_code == 200
    after = figures(server)
    assert after.of("lunch_changes_total", outcome="refused") == 2
    assert after.of("lunch_pulls_total", kind="last") == 1
    wait_until(lambda: figures(server).of("lunch_commits_told_total") == before.of("lunch_commits_told_total") + 3)
    assert after.of("lunch_database_connections_most") >= 8
    assert after.count("lunch_redis_up") == 0
    assert after.of("lunch_resident_memory_bytes") > 10_000_000 or sys.platform != "linux"
    listener.close()
    wait_until(lambda: figures(server).of("lunch_streams") == 0)
    ended = figures(server)
    assert ended.of("lunch_requests_total", route="/api/v1/events") == 1
    assert ended.of("lunch_request_seconds_count", route="/api/v1/events") == 0


def test_nothing_of_anybody_is_in_the_figures(server: RunningServer) -> None:
    tokens = server.sign_in()
    family = server.call("GET", "/api/v1/auth/devices", tokens["access_token"]).json()["devices"][0]["id"]
    server.call("GET", "/api/v1/%EB%B9%84%EB%B0%80/secret?password=hunter2", tokens["access_token"])
    server.call("BREW", "/api/v1/health")
    server.call("PATCH", f"/api/v1/auth/devices/{family}", tokens["access_token"], json={"name": "비밀 PC"})
    told = figures(server)
    assert told.of("lunch_requests_total", route="/api/v1/auth/devices/{device_id}") == 1
    assert told.of("lunch_requests_total", route="-", status="404") == 1
    for personal in (EMPLOYEE, PASSWORD, family, STAFF[1].id, STAFF[1].name, "secret", "hunter2", "비밀", "BREW"):
        assert personal not in told.text


def test_they_are_for_this_machine_and_who_has_the_token(server: RunningServer, tmp_path: Path) -> None:
    def status(server: RunningServer, token: str | None = None, headers: Mapping[str, str] = FORWARDED) -> int:
        return server.call("GET", "/metrics", token, headers=dict(headers)).status_code

    assert status(server, headers={}) == 200
    assert status(server, TOKEN) == 200
    assert status(server) == 401
    assert status(server, "another") == 401
    assert status(server, server.token()) == 401
    for name in ("Forwarded", "X-Real-IP", "Via"):
        assert status(server, headers={name: "203.0.113.9"}) == 401
    with running(tmp_path / "without") as closed:
        assert status(closed, headers={}) == 200
        assert status(closed) == 403
        assert status(closed, "") == 403


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked at by /proc")
def test_the_figures_of_all_workers_are_added_up_whoever_is_asked(tmp_path: Path) -> None:
    with workers(tmp_path, 2) as server:
        one, other = server.pids
        for pid in (one, one, other):
            server.call(pid, "GET", "/api/v1/health/live")
        token = server.sign_in(pid=other)["access_token"]
        streams = [server.listen(pid, token) for pid in (one, other, other)]
        for pid in (one, other):
            wait_until(lambda pid=pid: asked(server, pid).of("lunch_streams") == 3)
            told = asked(server, pid)
            assert told.of("lunch_requests_total", route="/api/v1/health/live") == 3
            assert told.of("lunch_request_seconds_count", route="/api/v1/health/live") == 3
            assert told.count("lunch_resident_memory_bytes") == 2
        server.kill(other)
        wait_until(lambda: len(server.pids) == 2 and other not in server.pids)
        told = asked(server, one)
        assert told.of("lunch_requests_total", route="/api/v1/health/live") == 3
        assert told.of("lunch_streams") == 1
        for stream in streams:
            stream.close()


def asked(server: Workers, pid: int) -> Figures:
    answer: requests.Response = server.call(pid, "GET", "/metrics")
    assert answer.status_code == 200
    return Figures(answer.text)
