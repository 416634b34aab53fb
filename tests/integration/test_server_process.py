"""The server as a process of its own: how it starts, what it says, and how it ends."""

import json
import logging
import os
import queue
import signal
import socket
import subprocess
import sys
import textwrap
import time
from logging.handlers import QueueHandler
from pathlib import Path

import pytest
import requests

from lunch_desktop.server.serve import address_of, listen, raise_open_files
from lunch_desktop.server.settings import database_url, sqlite_url
from lunch_desktop.sync.http import ApiClient
from lunch_desktop.system.child_server import ChildServer
from lunch_desktop.system.logs import start_logging
from lunch_desktop.system.paths import DataFolder
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.wire.identity import SignInRequest
from lunch_desktop.wire.sync import PROTOCOL
from tests.integration.support_server import EMPLOYEE, PASSWORD, command, process, running, wait_until

ENVIRONMENT = os.environ | {"PYTHONPATH": "."}
ENDS_WITHIN = 6.0


def child(folder: Path, *arguments: str, errors: Path | None = None) -> ChildServer:
    return ChildServer(arguments, command=command(folder), environment=ENVIRONMENT, errors=errors)


def alive(url: str) -> bool:
    try:
        return requests.get(f"{url}/api/v1/health/live", timeout=2).status_code == 200
    except requests.ConnectionError:
        return False


def broken(*arguments: object) -> object:
    raise LookupError("a secret place")


def sign_in(api: ApiClient) -> str:
    return api.sign_in(SignInRequest(login=EMPLOYEE, password=PASSWORD, device_name="PC")).access_token


def test_it_announces_a_free_port_on_one_line_once_it_answers(tmp_path: Path) -> None:
    with process(tmp_path) as (_, url):
        assert url.startswith("http://127.0.0.1:")
        assert alive(url)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_cleanly_and_soon_although_streams_are_open(tmp_path: Path, how: signal.Signals) -> None:
    with process(tmp_path) as (started, url):
        api = ApiClient(url)
        events = api.events(sign_in(api))
        next(events)
        begun = time.monotonic()
        started.send_signal(how)
        assert list(events) == []
        started.wait(ENDS_WITHIN)
        assert time.monotonic() - begun < ENDS_WITHIN
        assert started.returncode == 0
        assert started.stderr is not None
        assert b"Traceback" not in started.stderr.read()
        api.close()


def test_a_killed_server_starts_again_and_knows_its_sessions(tmp_path: Path) -> None:
    with process(tmp_path) as (started, url):
        token = sign_in(ApiClient(url))
        started.kill()
        started.wait()
    with process(tmp_path) as (_, url):
        assert ApiClient(url).profile(token).login == EMPLOYEE


def test_a_port_in_use_is_told_by_its_number(tmp_path: Path) -> None:
    with listen("127.0.0.1", 0) as taken:
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Problem) as refused:
            listen("127.0.0.1", port)
        assert refused.value.code is ProblemCode.PORT_IN_USE
        assert refused.value.facts == {"host": "127.0.0.1", "port": port}
        with pytest.raises(Problem) as told:
            child(tmp_path, "--port", str(port)).start()
        assert (told.value.code, told.value.facts) == (refused.value.code, refused.value.facts)


@pytest.mark.parametrize(("host", "port"), [("203.0.113.1", 0), ("127.0.0.1", 70_000), ("not an address", 0)])
def test_an_address_that_is_not_ours_is_told(host: str, port: int, only_this_machine: list[str]) -> None:
    with pytest.raises(Problem) as refused:
        listen(host, port)
    assert refused.value.code is ProblemCode.ADDRESS_UNUSABLE
    only_this_machine.clear()


def test_a_child_answers_and_ends_with_stop(tmp_path: Path) -> None:
    server = child(tmp_path)
    url = server.start()
    assert alive(url)
    pid = server.pid
    assert pid is not None
    server.stop()
    assert not alive(url)
    assert not running_process(pid)
    server.stop()


def test_a_child_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    parent = textwrap.dedent(
        f"""
        import sys, time
        from lunch_desktop.system.child_server import ChildServer
        server = ChildServer(command={command(tmp_path)!r})
        print(server.start(), server.pid, flush=True)
        time.sleep(60)
        """
    )
    started = subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE, env=ENVIRONMENT)
    assert started.stdout is not None
    url, pid = started.stdout.readline().decode().split()
    assert alive(url)
    started.kill()
    started.communicate()
    wait_until(lambda: not running_process(int(pid)), ENDS_WITHIN)


def running_process(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def test_a_child_that_dies_before_it_answers_is_told(tmp_path: Path) -> None:
    server = ChildServer(command=[sys.executable, "-c", "raise SystemExit('it broke')"], errors=tmp_path / "errors")
    with pytest.raises(Problem) as failed:
        server.start()
    assert failed.value.code is ProblemCode.CHILD_SERVER_FAILED
    assert "it broke" in (tmp_path / "errors").read_text()


def test_a_child_that_says_nothing_is_ended_after_the_timeout() -> None:
    silent = "import sys, time; sys.stdin.read(); time.sleep(60)"
    server = ChildServer(command=[sys.executable, "-c", silent])
    begun = time.monotonic()
    with pytest.raises(Problem) as failed:
        server.start(timeout=0.3)
    server.kill()
    assert failed.value.code is ProblemCode.CHILD_SERVER_FAILED
    assert time.monotonic() - begun < 12


def test_a_program_that_is_not_there_is_told() -> None:
    with pytest.raises(Problem) as failed:
        ChildServer(command=["/nowhere/lunch-desktop"]).start()
    assert failed.value.code is ProblemCode.CHILD_SERVER_FAILED


def test_a_kill_leaves_nothing_running(tmp_path: Path) -> None:
    server = child(tmp_path)
    url = server.start()
    pid = server.pid
    server.kill()
    assert pid is not None
    assert not running_process(pid)
    assert not alive(url)


def test_a_broken_database_is_named_as_the_part_that_is_down(
    tmp_path: Path, no_unexpected_error_log: list[object]
) -> None:
    with running(tmp_path) as server:
        token = server.token()
        for name in ("company.db", "company.db-wal", "company.db-shm"):
            (tmp_path / name).write_bytes(b"this is no database " * 4096)
        time.sleep(1.05)  # health asks once a second
        sign_in_answer = server.call(
            "POST",
            "/api/v1/auth/sign-in",
            json={"login": EMPLOYEE, "password": PASSWORD, "device_name": "PC"},
        )
        pull = server.call("POST", "/api/v1/sync/pull", token, json={"client_id": "0" * 36})
        for answer in (sign_in_answer, pull):
            assert (answer.status_code, answer.json()["error"]["code"]) == (503, "database_unavailable")
            assert answer.headers["Lunch-Protocol"] == str(PROTOCOL)
            assert answer.headers["Retry-After"] == "10"
            assert "SELECT" not in answer.text
        for path in ("/api/v1/health", "/api/v1/health/ready"):
            health = server.call("GET", path)
            assert (health.status_code, health.json()["database"]) == (503, "unavailable")
        assert server.call("GET", "/api/v1/health/live").status_code == 200
        assert server.call("GET", "/api/v1/auth/keys").status_code == 200
    no_unexpected_error_log.clear()


def test_a_failed_sign_in_while_the_database_is_down_counts_as_no_guess(
    tmp_path: Path, no_unexpected_error_log: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    with running(tmp_path) as server:
        accounts = server.services.identity.accounts
        with monkeypatch.context() as patch:
            patch.setattr(accounts, "by_login", broken)
            patch.setattr(server.services.sync, "head", broken)
            for _ in range(8):
                answer = server.call(
                    "POST",
                    "/api/v1/auth/sign-in",
                    json={"login": EMPLOYEE, "password": "wrong", "device_name": "PC"},
                )
                assert answer.status_code == 503
        server.sign_in()
    no_unexpected_error_log.clear()


def test_a_fault_is_told_without_its_inside(
    tmp_path: Path, no_unexpected_error_log: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    with running(tmp_path) as server:
        monkeypatch.setattr(server.services.identity.accounts, "profile", broken)
        token_answer = server.call(
            "POST", "/api/v1/auth/sign-in", json={"login": EMPLOYEE, "password": PASSWORD, "device_name": "PC"}
        )
        assert (token_answer.status_code, token_answer.json()["error"]["code"]) == (500, "internal_error")
        assert "secret" not in token_answer.text
        assert token_answer.headers["Lunch-Protocol"] == str(PROTOCOL)
        assert len(token_answer.headers["Lunch-Request"]) == 16
    assert no_unexpected_error_log
    no_unexpected_error_log.clear()


def test_a_desktop_that_ends_in_the_middle_of_its_request_is_no_fault_of_the_server(tmp_path: Path) -> None:
    told: queue.SimpleQueue[logging.LogRecord] = queue.SimpleQueue()
    handler = QueueHandler(told)
    logger = logging.getLogger("lunch_desktop.server.requests")
    logger.addHandler(handler)
    level = logger.level
    logger.setLevel(logging.INFO)
    try:
        with running(tmp_path) as server:
            token = server.token()
            with socket.create_connection(("127.0.0.1", int(server.url.rpartition(":")[2]))) as half:
                half.sendall(
                    f"POST /api/v1/sync/pull HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer {token}\r\n"
                    'Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"client_id"'.encode()
                )
            records = [told.get(timeout=10)]
            while getattr(records[-1], "fields", {}).get("status") != 0:
                records.append(told.get(timeout=10))
            assert server.call("GET", "/api/v1/users/profile", token).status_code == 200
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
    assert [one.levelname for one in records if one.levelno > logging.INFO] == []


def test_the_servers_log_tells_of_requests_without_what_was_typed(tmp_path: Path) -> None:
    (tmp_path / "logs").mkdir()
    log = start_logging(tmp_path / "logs", "server")
    try:
        with running(tmp_path / "server") as server:
            tokens = server.sign_in()
            server.call("GET", "/api/v1/users/profile?password=hunter2", tokens["access_token"])
            server.call("GET", "/api/v1/users/profile", "no token")
    finally:
        log.close()
    written = (tmp_path / "logs" / "server.log").read_text(encoding="utf-8")
    lines = [json.loads(line) for line in written.splitlines()]
    requests_told = [line for line in lines if line["message"] == "request"]
    assert [line["route"] for line in requests_told] == ["/api/v1/auth/sign-in", *2 * ["/api/v1/users/profile"]]
    assert requests_told[1]["employee"] == tokens["profile"]["employee_id"]
    assert [(line["status"], line["refused"]) for line in requests_told] == [
        (200, None),
        (200, None),
        (401, "token_invalid"),
    ]
    for secret in (tokens["access_token"], tokens["refresh_token"], EMPLOYEE, PASSWORD, "hunter2", "이서준"):
        assert secret not in written


def test_more_files_may_be_open_than_a_shell_allows() -> None:
    limit = raise_open_files()
    assert limit is None or limit >= 1024


@pytest.mark.parametrize(
    ("given", "opened"),
    [
        ("postgresql://lunch:pw@db.example.com/lunch", "postgresql+psycopg://lunch:pw@db.example.com/lunch"),
        ("postgres://db/lunch", "postgresql+psycopg://db/lunch"),
        ("postgresql+psycopg2://db/lunch", "postgresql+psycopg://db/lunch"),
        ("sqlite:////var/lib/lunch/company.db", "sqlite:////var/lib/lunch/company.db"),
        ("sqlite:///C:/ProgramData/lunch/company.db", "sqlite:///C:/ProgramData/lunch/company.db"),
    ],
)
def test_database_url_is_honoured(tmp_path: Path, given: str, opened: str) -> None:
    assert database_url(DataFolder(tmp_path), given) == opened


@pytest.mark.parametrize(
    "given",
    [
        "sqlite:///lunch.db",
        "sqlite:///./lunch.db",
        "sqlite://",
        "sqlite:///",
        "mysql://db/lunch",
        "nonsense",
        "sqlite:lunch.db",
    ],
)
def test_a_relative_or_strange_database_is_refused_with_the_remedy(tmp_path: Path, given: str) -> None:
    with pytest.raises(Problem) as refused:
        database_url(DataFolder(tmp_path), given)
    assert refused.value.code is ProblemCode.DATABASE_URL_INVALID


def test_without_a_url_the_database_is_an_absolute_path_under_the_data_folder(tmp_path: Path) -> None:
    url = database_url(DataFolder(tmp_path / "점심 데이터"), "")
    assert url == sqlite_url(tmp_path / "점심 데이터" / "server" / "company.db")
    assert url.startswith("sqlite:////")


def test_a_database_on_the_network_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Problem) as refused:
        database_url(DataFolder(tmp_path), r"sqlite:///\\server\share\company.db")
    assert refused.value.code is ProblemCode.NETWORK_PATH


def test_ipv6_is_spoken() -> None:
    if not socket.has_ipv6:
        return
    with listen("::1", 0) as bound:
        assert address_of(bound, secure=True) == f"https://[::1]:{bound.getsockname()[1]}"
