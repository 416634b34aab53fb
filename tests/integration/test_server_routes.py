"""Every route of the real server: who may call it, what every answer carries, and how errors look."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from starlette.routing import Route

from lunch_desktop.server.app import create_app
from lunch_desktop.server.needs import LARGE_BODY, Needs, Of, RouteTable
from lunch_desktop.server.routes import profile
from lunch_desktop.server.services import Services
from lunch_desktop.wire.problems import STATUS, TITLES, WireCode
from lunch_desktop.wire.sync import PROTOCOL
from tests.integration.support_server import ADMIN, PASSWORD, RunningServer, make_services, running, start_clock

AN_ID = "4f0c9f9e-0000-4000-8000-000000000000"
A_DIGEST = "5" * 64
UNKNOWN = (
    "/api/v1/auth/accept",
    f"/api/v1/invitations/{A_DIGEST}",
    "/api/v1/auth/reset",
    f"/api/v1/auth/resets/{A_DIGEST}",
)
"""There is no such invitation, and no such reset."""
BODIES: dict[str, dict[str, Any]] = {
    "/api/v1/auth/sign-in": {"login": "nobody@example.com", "password": "wrong", "device_name": "PC"},
    "/api/v1/auth/refresh": {"refresh_token": "ldr_" + "x" * 40},
    "/api/v1/auth/sign-out": {"refresh_token": "ldr_" + "x" * 40},
    "/api/v1/auth/password": {"current": "wrong", "new": "something else"},
    "/api/v1/auth/devices/end": {"password": "wrong"},
    "/api/v1/accounts/devices/end": {"password": "wrong"},
    f"/api/v1/auth/devices/{AN_ID}": {"name": "PC"},
    f"/api/v1/auth/devices/{AN_ID}/end": {"password": PASSWORD},
    f"/api/v1/accounts/{AN_ID}/devices/{AN_ID}/end": {"lost": True},
    "/api/v1/policy": {},
    f"/api/v1/accounts/{AN_ID}": {"password": PASSWORD, "active": True},
    f"/api/v1/accounts/{AN_ID}/reset": {"password": PASSWORD},
    "/api/v1/employees/import": {"lines": [{"line": 2, "login": "nobody@example.com", "name": "A"}]},
    "/api/v1/auth/reset": {"code": "ldp_" + "x" * 32, "password": "wrong", "device_name": "PC"},
    "/api/v1/invitations": {},
    "/api/v1/auth/device-secret": {"key_id": "0" * 32},
    "/api/v1/auth/accept": {
        "code": "ldi_" + "x" * 32,
        "name": "한지민",
        "login": "jimin@example.com",
        "password": "wrong",
        "device_name": "PC",
    },
    "/api/v1/exports": {"dataset": "restaurants"},
    "/api/v1/exports/preview": {"dataset": "restaurants"},
    "/api/v1/sync/push": {"client_id": AN_ID, "mutations": []},
    "/api/v1/sync/pull": {"client_id": AN_ID},
}
STREAMS = ("/api/v1/events",)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    with running(tmp_path_factory.mktemp("server")) as started:
        yield started


def every_route(server: RunningServer) -> list[tuple[str, str, str]]:
    """Method, path and needs of every operation in the API's own description."""
    description = server.call("GET", "/api/v1/openapi.json").json()
    return [
        (method.upper(), _filled(path), operation["x-needs"])
        for path, operations in description["paths"].items()
        for method, operation in operations.items()
    ]


def _filled(path: str) -> str:
    """With ids of what does not exist."""
    return path.replace("{device_id}", AN_ID).replace("{employee_id}", AN_ID).replace("{digest}", A_DIGEST)


def call(server: RunningServer, method: str, path: str, token: str | None) -> requests.Response:
    body = {"json": BODIES[path]} if path in BODIES else {}
    return server.call(method, path, token, stream=path in STREAMS, **body)


def error_of(answer: requests.Response) -> dict[str, Any]:
    error: dict[str, Any] = answer.json()["error"]
    assert error.keys() == {"code", "title", "detail", "status"}
    assert error["status"] == answer.status_code
    return error


def nothing() -> dict[str, str]:
    """An endpoint."""
    return {}


def test_the_description_lists_every_route_that_is_served(server: RunningServer) -> None:
    served = {
        (method, route.path)
        for route in create_app(server.services).router.routes
        if isinstance(route, Route)
        for method in route.methods or ()
    }
    described = {(method, path) for method, path, _ in every_route(server)}
    assert described == {(method, _filled(path)) for method, path in served}
    assert len(described) >= 18


def test_without_a_token_only_public_routes_answer(server: RunningServer) -> None:
    public = set()
    for method, path, needs in every_route(server):
        answer = call(server, method, path, None)
        if needs == Needs.NOTHING:
            public.add(path)
            assert answer.status_code != 500, path
            assert (answer.status_code == 404) == (path in UNKNOWN), path
            continue
        if needs == Needs.OPERATOR:
            assert answer.status_code == 200, path
            elsewhere = server.call(method, path, headers={"X-Forwarded-For": "203.0.113.1"})
            assert (elsewhere.status_code, error_of(elsewhere)["code"]) == (403, "forbidden")
            continue
        assert answer.status_code == 401, path
        assert error_of(answer)["code"] == "token_missing"
        assert answer.headers["WWW-Authenticate"].startswith("Bearer ")
    assert public == {
        "/api/v1/health",
        "/api/v1/health/live",
        "/api/v1/health/ready",
        "/api/v1/auth/sign-in",
        "/api/v1/auth/refresh",
        "/api/v1/auth/sign-out",
        "/api/v1/auth/keys",
        "/api/v1/auth/accept",
        f"/api/v1/invitations/{A_DIGEST}",
        "/api/v1/auth/reset",
        f"/api/v1/auth/resets/{A_DIGEST}",
        "/.well-known/jwks.json",
        "/api/v1/openapi.json",
        "/api/v1/docs",
    }


def test_with_a_token_every_route_answers(server: RunningServer) -> None:
    for method, path, needs in every_route(server):
        answer = call(server, method, path, server.token(ADMIN))
        missing = AN_ID in path or path.endswith("/volumes/{name}") or path in UNKNOWN
        assert answer.status_code not in (401, 500) or needs == Needs.NOTHING, (path, answer.text)
        assert answer.status_code != 404 or missing, path
        answer.close()


def test_every_answer_carries_the_protocol_and_the_security_headers(server: RunningServer) -> None:
    for method, path, _ in [*every_route(server), ("GET", "/nowhere", ""), ("PUT", "/api/v1/health", "")]:
        answer = call(server, method, path, None)
        assert answer.headers["Lunch-Protocol"] == str(PROTOCOL), path
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        policy = answer.headers["Content-Security-Policy"]
        assert all(part in policy for part in ("object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"))
        assert answer.headers["Cache-Control"] == "no-store" or path.endswith(("keys", "jwks.json"))
        assert "Access-Control-Allow-Origin" not in answer.headers
        assert "Server" not in answer.headers
        answer.close()


def test_a_predecessors_program_finds_the_profile_where_it_looks(server: RunningServer) -> None:
    token = server.token()
    old, new = (server.call("GET", f"/api{version}/users/profile", token).json() for version in ("", "/v1"))
    assert old == new
    assert (old["name"], old["login"], old["role"]) == ("이서준", "person1@example.com", "employee")


def test_a_route_that_needs_an_admin_is_closed_to_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def with_a_secret(table: RouteTable, services: Services) -> None:
        table.add("GET", "/secret", nothing, needs=Needs.ADMIN, of=Of.COMPANY)

    monkeypatch.setattr(profile, "add", with_a_secret)
    with running(tmp_path) as server:
        employee = server.call("GET", "/secret", server.token())
        assert (employee.status_code, error_of(employee)["code"]) == (403, "forbidden")
        assert server.call("GET", "/secret", server.token(ADMIN)).status_code == 200


def test_a_route_that_does_not_say_what_it_needs_keeps_the_server_from_starting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = make_services(tmp_path, start_clock())
    original = profile.add

    def careless(table: RouteTable, services: Services) -> None:
        original(table, services)
        table._app.add_api_route("/api/v1/forgotten", nothing, methods=["GET"])

    monkeypatch.setattr(profile, "add", careless)
    with pytest.raises(RuntimeError, match="/api/v1/forgotten"):
        create_app(services)
    services.database.close()


@pytest.mark.parametrize(
    ("needs", "of"), [(Needs.NOTHING, Of.ONESELF), (Needs.NOTHING, Of.COMPANY), (Needs.EMPLOYEE, Of.COMPANY)]
)
def test_a_route_that_is_open_to_too_many_keeps_the_server_from_starting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, needs: Needs, of: Of
) -> None:
    def careless(table: RouteTable, services: Services) -> None:
        table.add("GET", "/everything", nothing, needs=needs, of=of)

    services = make_services(tmp_path, start_clock())
    monkeypatch.setattr(profile, "add", careless)
    with pytest.raises(RuntimeError, match=f"/everything is about {of}"):
        create_app(services)
    services.database.close()


def test_unknown_paths_and_methods_are_told_in_the_same_shape(server: RunningServer) -> None:
    assert error_of(server.call("GET", "/api/v1/nowhere"))["code"] == "not_found"
    wrong = server.call("PUT", "/api/v1/auth/sign-in")
    assert error_of(wrong)["code"] == "method_not_allowed"
    assert wrong.headers["Allow"] == "POST"
    assert server.call("TRACE", "/api/v1/health").status_code == 405
    assert server.call("GET", "/api/v1/health/", allow_redirects=False).status_code == 404


def test_an_older_desktop_is_told_to_update_and_a_newer_one_is_served(server: RunningServer) -> None:
    old = server.call("GET", "/api/v1/users/profile", headers={"Lunch-Protocol": "0"})
    assert (old.status_code, error_of(old)["code"]) == (426, "protocol_too_old")
    assert old.headers["Upgrade"] == f"Lunch-Protocol/{PROTOCOL}"
    for spoken in (PROTOCOL - 1, PROTOCOL, PROTOCOL + 1):
        assert server.call("GET", "/api/v1/health", headers={"Lunch-Protocol": str(spoken)}).status_code == 200
    assert server.call("GET", "/api/v1/health", headers={"Lunch-Protocol": "one"}).status_code == 422


def test_what_is_not_understood_is_told_without_repeating_what_was_sent(server: RunningServer) -> None:
    answer = server.call("POST", "/api/v1/auth/sign-in", json={"login": "a", "password": {"my": "hunter2"}})
    assert error_of(answer)["code"] == "invalid_request"
    assert "body.password" in answer.text
    assert "hunter2" not in answer.text
    token = server.token()
    answer = server.call("POST", "/api/v1/sync/push", token, json={"client_id": "hunter2", "mutations": []})
    assert error_of(answer)["code"] == "invalid_request"
    assert "client_id" in answer.text
    assert "hunter2" not in answer.text


@pytest.mark.parametrize("path", ["/api/v1/auth/sign-in", "/api/v1/sync/pull"])
def test_a_form_of_another_site_is_not_taken_for_json(server: RunningServer, path: str) -> None:
    """A page elsewhere can make a browser send these types without asking first."""
    for content_type in ("text/plain", "application/x-www-form-urlencoded", None):
        headers = {} if content_type is None else {"Content-Type": content_type}
        body = b'{"client_id": "%b", "login": "a", "password": "b", "device_name": "c"}' % AN_ID.encode()
        answer = server.call("POST", path, server.token(), data=body, headers=headers)
        assert answer.status_code in (415, 422), (path, content_type, answer.text)


def test_a_request_that_is_too_large_is_refused_with_and_without_a_stated_length(server: RunningServer) -> None:
    token = server.token()
    too_much = b" " * (LARGE_BODY + 1)
    answer = server.call("POST", "/api/v1/sync/push", token, data=too_much)
    assert (answer.status_code, error_of(answer)["code"]) == (413, "too_large")
    pieces = (b" " * 65_536 for _ in range(LARGE_BODY // 65_536 + 2))
    answer = server.call("POST", "/api/v1/sync/push", token, data=pieces)
    assert (answer.status_code, error_of(answer)["code"]) == (413, "too_large")
    answer = server.call("POST", "/api/v1/auth/sign-in", data=b" " * 100_000)
    assert answer.status_code == 413


def test_a_stranger_is_refused_before_anything_is_read(server: RunningServer) -> None:
    host, _, port = server.url.removeprefix("http://").rpartition(":")
    with socket.create_connection((host, int(port)), timeout=5) as connection:
        connection.sendall(
            b"POST /api/v1/sync/push HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            b"Content-Length: 8000000\r\n\r\n"
        )
        assert connection.recv(65_536).startswith(b"HTTP/1.1 401 ")


def test_long_answers_are_compressed_for_whoever_can_read_them(server: RunningServer) -> None:
    token, body = server.token(), {"client_id": AN_ID}
    packed = server.call("POST", "/api/v1/sync/pull", token, json=body, headers={"Accept-Encoding": "gzip"})
    plain = server.call("POST", "/api/v1/sync/pull", token, json=body, headers={"Accept-Encoding": "identity"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert int(packed.headers["Content-Length"]) < int(plain.headers["Content-Length"]) / 2
    assert packed.json() == plain.json()


def test_in_production_the_description_is_for_signed_in_people_and_there_is_no_page(tmp_path: Path) -> None:
    with running(tmp_path, production=True) as server:
        assert server.call("GET", "/api/v1/openapi.json").status_code == 401
        assert server.call("GET", "/api/v1/openapi.json", server.token()).status_code == 200
        for path in ("/api/v1/docs", "/docs", "/redoc", "/openapi.json"):
            assert server.call("GET", path, server.token()).status_code == 404


def test_health_says_that_there_is_no_redis_to_look_for(server: RunningServer) -> None:
    for path in ("/api/v1/health", "/api/v1/health/ready"):
        answer = server.call("GET", path)
        assert answer.status_code == 200
        assert answer.json() == {
            "status": "ok",
            "database": "ok",
            "redis": "not configured",
            "exports": "not configured",
            "live": "alone",
        }
    assert server.call("GET", "/api/v1/health/live").json() == {"status": "ok"}


def test_every_code_has_a_status_and_a_title() -> None:
    assert STATUS.keys() == TITLES.keys() == set(WireCode)
    assert all(400 <= status < 600 for status in STATUS.values())
