"""Redis between the processes of a server: what goes over it, and that nothing depends on it."""

import contextlib
import json
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from redis import Redis
from redis.client import PubSub

from lunch_desktop.domain.people import EMPLOYEES
from lunch_desktop.domain.restaurants.entities import RESTAURANTS
from lunch_desktop.domain.times import MINUTE
from lunch_desktop.server.breaker import FIRST_PAUSE, LONGEST_PAUSE, Breaker
from lunch_desktop.server.identity.limits import SignInGuard
from lunch_desktop.server.identity.shared_attempts import SharedAttempts
from lunch_desktop.server.identity.windows import Limit, SignInLimits
from lunch_desktop.server.services import Processes
from lunch_desktop.wire.problems import ProblemError, WireCode
from tests.integration.support_server import EMPLOYEE, LOGINS, RunningServer, running, wait_until
from tests.integration.support_workers import Event, Workers, workers
from tests.integration.test_server_events import Listener
from tests.support.clock import ManualClock
from tests.support.company import PLACES, STAFF
from tests.support.postgres import Postgres
from tests.support.redis import RedisServer, redis_running

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no Redis for Windows")
KEY = b"known to the processes of a test"


@pytest.fixture(scope="module")
def steady() -> Iterator[RedisServer]:
    """A Redis that no test harms; what is in it goes between two tests."""
    with redis_running() as server:
        yield server


@pytest.fixture
def redis(steady: RedisServer) -> Iterator[RedisServer]:
    yield steady
    with steady.client as client:
        client.flushall()


@pytest.fixture
def mortal() -> Iterator[RedisServer]:
    """A Redis that the test may kill."""
    with redis_running() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'company.db'}"
    postgres: Postgres = request.getfixturevalue("postgres")
    return postgres.fresh()


@contextlib.contextmanager
def two_hosts(
    folder: Path, url: str, redis_url: str, limits: SignInLimits | None = None
) -> Iterator[list[RunningServer]]:
    """Two servers on the same database, as on two machines, which hear each other."""
    with contextlib.ExitStack() as stack:
        servers = [
            stack.enter_context(running(folder, url=url, processes=Processes(redis_url=redis_url), limits=limits))
            for _ in range(2)
        ]
        for server in servers:
            wait_until(lambda hub=server.services.hub: hub.way == "redis")
        yield servers


def rename(server: RunningServer, name: str) -> int:
    server.services.sync.import_rows([(RESTAURANTS, replace(PLACES[0], name=name))])
    return server.services.sync.head()


def heads(server: Workers, pid: int) -> tuple[str, str]:
    told = server.health(pid)
    assert told["status"] == "ok"
    return told["redis"], told["live"]


def test_killed_and_restarted_under_load_redis_loses_nothing(
    tmp_path: Path, database: str, mortal: RedisServer
) -> None:
    with workers(tmp_path, 2, "--database", database, "--redis", mortal.url) as server:
        token = server.sign_in()["access_token"]
        here, there = server.pids
        for pid in (here, there):
            wait_until(lambda pid=pid: heads(server, pid) == ("ok", "redis"))
        streams = [server.listen(pid, token) for pid in (here, there)]

        def click_reaches_all(pid: int) -> list[str]:
            version = server.click(pid, token)
            told = [stream.until(version) for stream in streams]
            assert [event.data["version"] for event in told] == [version] * 2
            return [event.name for event in told]

        wait_until(lambda: click_reaches_all(here) == ["delta", "delta"])
        assert click_reaches_all(there) == ["delta", "delta"]
        versions = _under_load(server, mortal, token)
        for stream in streams:
            _nothing_is_missing(stream.all_until(max(versions)), versions)
        mortal.kill()
        assert click_reaches_all(here)[1] == "head"
        assert click_reaches_all(there)[0] == "head"
        for pid in (here, there):
            wait_until(lambda pid=pid: heads(server, pid) == ("unavailable", "database"))
        mortal.start()
        for pid in (here, there):
            wait_until(lambda pid=pid: heads(server, pid) == ("ok", "redis"), 15)
        assert click_reaches_all(here) == ["delta", "delta"]
        assert click_reaches_all(there) == ["delta", "delta"]
        for stream in streams:
            stream.close()


def _under_load(server: Workers, redis: RedisServer, token: str) -> list[int]:
    """Four devices click, two at each process, while Redis is killed, comes again, hangs, and goes on."""
    versions: list[int] = []
    ended = threading.Event()

    def click(pid: int, device: str) -> None:
        while not ended.is_set():
            versions.append(server.click(pid, token, device))

    clickers = [
        threading.Thread(target=click, args=(pid, f"device {pid} {number}"))
        for pid in server.pids
        for number in range(2)
    ]
    for clicker in clickers:
        clicker.start()
    for harm in (redis.kill, redis.start, redis.freeze, redis.thaw):
        before = len(versions)
        wait_until(lambda before=before: len(versions) >= before + 20, 30)
        harm()
    for pid in server.pids:
        wait_until(lambda pid=pid: heads(server, pid) == ("ok", "redis"), 20)
    ended.set()
    for clicker in clickers:
        clicker.join()
    assert len(versions) == len(set(versions))
    return versions


def _nothing_is_missing(events: list[Event], versions: list[int]) -> None:
    """Each event goes on from the one before, and no commit lies where nothing was told of."""
    told = 0
    for event in events:
        assert event.data["version"] > told
        if event.name == "delta" and told:
            assert event.data["since"] == told
        told = event.data["version"]
    assert told == max(versions)
    assert {event.name for event in events} == {"delta", "head"}


def test_a_session_ended_at_one_host_ends_at_the_other_at_once(
    tmp_path: Path, postgres_url: str, redis: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with two_hosts(tmp_path, postgres_url, redis.url) as (one, two):
        monkeypatch.setattr(two.services.identity.accounts, "audit_entries", lambda _: [])  # it does not look
        tokens = one.sign_in()
        stream = Listener(two, tokens["access_token"])
        stream.head()
        one.call("POST", "/api/v1/auth/sign-out", json={"refresh_token": tokens["refresh_token"]})
        while stream.next() is not None:
            pass
        assert two.call("GET", "/api/v1/users/profile", tokens["access_token"]).status_code == 401
        stream.close()


def test_an_employee_who_leaves_hears_nothing_more_at_any_host(
    tmp_path: Path, postgres_url: str, redis: RedisServer
) -> None:
    with two_hosts(tmp_path, postgres_url, redis.url) as (one, two):
        leaving, staying = (Listener(two, two.token(login)) for login in LOGINS[2:4])
        for listener in (leaving, staying):
            listener.head()
        one.services.sync.import_rows([(EMPLOYEES, replace(STAFF[2], active=False))])
        while leaving.next() is not None:
            pass
        version = rename(one, "after they left")
        while json.loads(staying.next().data)["version"] != version:
            pass
        for listener in (leaving, staying):
            listener.close()


def test_a_word_that_is_lost_is_found_in_the_database(
    tmp_path: Path, postgres_url: str, redis: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with two_hosts(tmp_path, postgres_url, redis.url) as (one, two):
        stream = Listener(two, two.token())
        stream.head()
        assert "lunch_redis_up 1.0" in two.call("GET", "/metrics").text
        monkeypatch.setattr(one.services.hub._others, "tell", lambda _: None)
        version = rename(one, "nobody says so")
        assert stream.head() == version
        stream.close()


def test_who_reads_redis_learns_nothing_and_who_writes_to_it_is_not_believed(
    tmp_path: Path, postgres_url: str, redis: RedisServer
) -> None:
    with two_hosts(tmp_path, postgres_url, redis.url) as (one, two), redis.client as client:
        raw = Redis.from_url(redis.url)
        spy: Any = PubSub(raw.connection_pool)
        spy.psubscribe("*")
        assert spy.get_message(timeout=5) is not None
        stream = Listener(two, two.token())
        stream.head()
        version = rename(one, "secret place")
        assert json.loads(stream.next().data)["version"] == version
        message = spy.get_message(timeout=5)
        assert message is not None
        channel, sealed = message["channel"], message["data"]
        assert channel.decode() == f"lunch:{one.services.sync.place().epoch}"
        for secret in ("secret place", PLACES[0].id, str(PLACES[0].office_id)):
            assert secret.encode() not in sealed
        forged = bytearray(sealed)
        forged[-1] ^= 1
        for lie in (bytes(forged), b"", b"{}", b"x" * 100, sealed, sealed[:8][::-1] + sealed[8:]):
            raw.publish(channel, lie)
        version = rename(one, "and on it goes")
        event = stream.next()
        assert (event.name, json.loads(event.data)["version"]) == ("delta", version)
        assert not [key for key in client.scan_iter() if EMPLOYEE in key]
        spy.close()
        raw.close()
        stream.close()


def test_attempts_at_all_hosts_count_together(tmp_path: Path, postgres_url: str, redis: RedisServer) -> None:
    limits = SignInLimits(together=Limit(3, 15 * MINUTE))
    with two_hosts(tmp_path, postgres_url, redis.url, limits) as (one, two):

        def attempt(server: RunningServer, password: str = "guess", login: str = LOGINS[3]) -> int:
            wanted = {"login": login, "password": password, "device_name": "PC"}
            return server.call("POST", "/api/v1/auth/sign-in", json=wanted).status_code

        assert [attempt(server) for server in (one, two, one, two, one)] == [401, 401, 401, 429, 429]
        assert attempt(two, login=LOGINS[4]) == 401
        with redis.client as client:
            names = client.keys("lunch:attempts:*")
            assert names
            assert not [name for name in names if LOGINS[3] in name]


def test_a_success_takes_attempts_back_for_all(tmp_path: Path, postgres_url: str, redis: RedisServer) -> None:
    limits = SignInLimits(together=Limit(2, 15 * MINUTE), address=Limit(3, 15 * MINUTE))
    with two_hosts(tmp_path, postgres_url, redis.url, limits) as (one, two):
        for _ in range(4):
            one.sign_in()
            two.sign_in()


def test_however_many_ask_at_once_no_more_get_through(redis: RedisServer) -> None:
    limits = SignInLimits(Limit(10, MINUTE), Limit(7, MINUTE), Limit(10, MINUTE))
    guards = [SignInGuard(ManualClock(), limits, SharedAttempts(redis.url, KEY)) for _ in range(4)]
    through: list[object] = []
    refused: list[str] = []

    def enter(guard: SignInGuard) -> None:
        for _ in range(5):
            try:
                through.append(guard.enter("somebody", "192.0.2.1"))
            except ProblemError as error:
                refused.append(error.headers["Retry-After"])

    threads = [threading.Thread(target=enter, args=(guard,)) for guard in guards]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(through), len(refused)) == (7, 13)
    assert all(0 < int(seconds) <= 60 for seconds in refused)
    for guard in guards:
        guard.close()


def test_the_window_slides_by_redis_own_clock(redis: RedisServer) -> None:
    guard = SignInGuard(ManualClock(), SignInLimits(together=Limit(1, 300)), SharedAttempts(redis.url, KEY))
    guard.enter("somebody", "192.0.2.1")
    with pytest.raises(ProblemError):
        guard.enter("somebody", "192.0.2.1")

    def again() -> bool:
        try:
            guard.enter("somebody", "192.0.2.1")
        except ProblemError:
            return False
        return True

    wait_until(again)
    guard.close()


@pytest.mark.parametrize("how", ["kill", "freeze"])
def test_without_an_answer_of_redis_each_counts_for_itself(mortal: RedisServer, how: str) -> None:
    passed = [0.0]
    limits = SignInLimits(together=Limit(2, 15 * MINUTE))
    guard = SignInGuard(ManualClock(), limits, SharedAttempts(mortal.url, KEY, Breaker(lambda: passed[0])))
    guard.succeeded(guard.enter("somebody", "192.0.2.1"))
    assert _answers(guard)
    getattr(mortal, how)()
    for _ in range(2):
        assert guard.enter("somebody", "192.0.2.1").shared is None
    assert not _answers(guard)
    with pytest.raises(ProblemError) as refused:
        guard.enter("somebody", "192.0.2.1")
    assert refused.value.code is WireCode.TOO_MANY_ATTEMPTS
    mortal.thaw() if how == "freeze" else mortal.start()
    passed[0] += LONGEST_PAUSE
    assert guard.enter("another", "192.0.2.9").shared is not None
    assert _answers(guard)
    guard.close()


def _answers(guard: SignInGuard) -> bool | None:
    return guard.shared


def test_a_breaker_asks_seldom_while_there_is_no_answer() -> None:
    now = [0.0]
    breaker = Breaker(lambda: now[0])
    assert breaker.may_ask()
    assert breaker.failed()
    asked = 0
    while now[0] < 100:
        if breaker.may_ask():
            asked += 1
            assert not breaker.may_ask()
            assert not breaker.failed()
        now[0] += FIRST_PAUSE / 10
    assert asked < 16
    now[0] += LONGEST_PAUSE
    assert breaker.may_ask()
    breaker.answered()
    assert breaker.may_ask()
    assert breaker.may_ask()
