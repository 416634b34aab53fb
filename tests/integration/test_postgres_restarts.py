"""PostgreSQL goes away under a real server that is at work, and comes back: nothing is lost, nothing is done twice."""

import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
import requests
from sqlalchemy import text

from lunch_desktop.domain.availability import SetAvailability
from lunch_desktop.domain.ids import uuid7
from lunch_desktop.domain.times import Day
from lunch_desktop.server.identity.keys import SigningKeys
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.company.seals import Seals
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.wire.arguments import arguments_as_json, as_text
from tests.integration.support_server import DEVICE, LOGINS, PASSWORD, process
from tests.support.clock import ManualClock
from tests.support.lunch import MORNING
from tests.support.plain import ask
from tests.support.postgres import Postgres, postgres_running

PEOPLE = 4
BETWEEN = 12
"""Changes that are decided, in all, before and after each time that PostgreSQL goes away."""


@pytest.fixture
def own_postgres() -> Iterator[Postgres]:
    with postgres_running() as server:
        yield server


class Desk:
    """One desktop's pushes, each sent until it is decided, as the program does; what it was answered is counted."""

    def __init__(self, number: int, address: str) -> None:
        self._address = address
        self._session = requests.Session()
        self._client = uuid7(1_000 + number, bytes(10))
        self.sent: list[str] = []
        self.answers: Counter[str] = Counter()
        signed_in = self._session.post(
            f"{address}/api/v1/auth/sign-in",
            json={"login": LOGINS[number], "password": PASSWORD, "device_name": DEVICE},
            timeout=30,
        )
        self._session.headers["Authorization"] = f"Bearer {signed_in.json()['access_token']}"

    def work(self, over: threading.Event, decided: threading.Semaphore) -> None:
        """Change after change until it is `over`; each that is decided is told."""
        while not over.is_set():
            self._send_next(over)
            decided.release()

    def _send_next(self, over: threading.Event) -> None:
        seq = len(self.sent) + 1
        wish = arguments_as_json(
            SetAvailability(Day(f"2027-{1 + seq // 28:02}-{1 + seq % 28:02}"), "alone", None, None)
        )
        payload = {"name": "availability.set", "mutation_version": 1, "args": wish, "base": 0, "created_at": 0}
        change = {"seq": seq, "uuid": uuid7(seq, self._client.encode()[-10:]), "payload": as_text(payload)}
        self.sent.append(str(change["uuid"]))
        body = {"client_id": self._client, "epoch": None, "mutations": [change]}
        while True:
            answer = self._session.post(f"{self._address}/api/v1/sync/push", json=body, timeout=60)
            if answer.status_code == 200:
                self.answers["decided"] += 1
                assert answer.json()["results"][0]["outcome"] == "applied"
                return
            assert answer.status_code == 503, answer.text
            assert answer.json()["error"]["code"] == "database_unavailable", answer.text
            assert int(answer.headers["Retry-After"]) > 0
            self.answers["unavailable"] += 1
            over.wait(0.02)


@pytest.mark.parametrize("goes_away", [Postgres.stop, Postgres.crash])
def test_a_server_outlives_its_database(
    own_postgres: Postgres, tmp_path: Path, goes_away: Callable[[Postgres], None]
) -> None:
    """Connections recover by themselves; every request ends, in an answer or in a 503 that says when to come again."""
    url = own_postgres.fresh()
    over, decided = threading.Event(), threading.Semaphore(0)
    with ThreadPoolExecutor(PEOPLE + 1) as pool, process(tmp_path, "--database", url) as (server, address):
        assert server.stderr is not None
        pool.submit(server.stderr.read)  # it tells of every failure, more than a pipe holds
        desks = [Desk(number, address) for number in range(PEOPLE)]
        work = [pool.submit(desk.work, over, decided) for desk in desks]
        try:
            for _ in range(2):
                _wait_for(decided, BETWEEN)
                goes_away(own_postgres)
                _wait_until_told(desks, _unavailable(desks) + PEOPLE, work)
                while decided.acquire(blocking=False):
                    pass  # those were decided before
                own_postgres.start()
                _wait_for(decided, BETWEEN)
        finally:
            over.set()
        for one in work:
            one.result()
        assert server.poll() is None
        assert requests.get(f"{address}/api/v1/health", timeout=30).json()["status"] == "ok"
    sent = sorted(uuid for desk in desks for uuid in desk.sent)
    assert [uuid for (uuid,) in ask(url, "SELECT uuid FROM results ORDER BY uuid")] == sent
    assert ask(url, "SELECT count(*) FROM availabilities") == [(len(sent),)]
    ((commits, head),) = ask(url, "SELECT (SELECT count(*) FROM commits), version FROM head")
    assert commits == head + 1
    last = sorted(seq for (seq,) in ask(url, "SELECT last_seq FROM clients"))
    assert last == sorted(len(desk.sent) for desk in desks)


def _unavailable(desks: list[Desk]) -> int:
    return sum(desk.answers["unavailable"] for desk in desks)


def _wait_for(decided: threading.Semaphore, changes: int) -> None:
    for _ in range(changes):
        assert decided.acquire(timeout=60), "nothing is decided any more"


def _wait_until_told(desks: list[Desk], unavailable: int, work: list[Future[None]]) -> None:
    until = time.monotonic() + 60
    while _unavailable(desks) < unavailable:
        for one in work:
            if one.done():
                one.result()
        assert time.monotonic() < until, "nobody was told that the database is away"
        time.sleep(0.01)


def test_what_postgresql_says_is_explained(own_postgres: Postgres) -> None:
    """Nobody reads a driver's words: the server's log has a code, and a desktop is told to come again."""
    database = CompanyDatabase.open(own_postgres.fresh())

    def problem(statement: str) -> ProblemCode:
        with pytest.raises(Problem) as raised, database.writing() as connection:
            connection.execute(text(statement))
        return raised.value.code

    assert problem("SELECT pg_terminate_backend(pg_backend_pid())") is ProblemCode.DATABASE_UNREACHABLE
    for state, code in {
        "53100": ProblemCode.DISK_FULL,
        "53300": ProblemCode.DATABASE_UNREACHABLE,
        "57P01": ProblemCode.DATABASE_UNREACHABLE,
        "57P03": ProblemCode.DATABASE_UNREACHABLE,
        "25006": ProblemCode.DATABASE_UNREACHABLE,
        "40001": ProblemCode.DATABASE_LOCKED,
        "40P01": ProblemCode.DATABASE_LOCKED,
        "55P03": ProblemCode.DATABASE_LOCKED,
        "57014": ProblemCode.DATABASE_LOCKED,
        "XX001": ProblemCode.DATABASE_DAMAGED,
    }.items():
        assert problem(f"DO $$ BEGIN RAISE EXCEPTION 'as if' USING ERRCODE = '{state}'; END $$") is code, state
    own_postgres.stop()
    assert problem("SELECT 1") is ProblemCode.DATABASE_UNREACHABLE
    with pytest.raises(Problem) as raised:
        CompanyDatabase.open(own_postgres.url("lunch_1"))
    assert raised.value.code is ProblemCode.DATABASE_UNREACHABLE
    assert "lunch_1" in str(raised.value.facts["database"])
    database.close()


def test_processes_that_start_at_once_make_one_company(own_postgres: Postgres, tmp_path: Path) -> None:
    """One brings the empty database up to date and mints the epoch; one makes the keys; all of them serve."""
    url = own_postgres.fresh(migrated=False)
    work = (
        "import sys; from pathlib import Path\n"
        "from lunch_desktop.store.company.database import CompanyDatabase\n"
        "from lunch_desktop.store.company.seals import Seals\n"
        "sys.stdin.readline()\n"
        "CompanyDatabase.open(sys.argv[1]).close()\n"
        "print(Seals.kept_in(Path(sys.argv[2])).seal('test', 'of all'))\n"
    )
    command = [sys.executable, "-W", "error", "-c", work, url, str(tmp_path / "keys")]
    started = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    for one in started:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    seals = {one.communicate()[0] for one in started}
    assert [one.returncode for one in started] == [0, 0, 0]
    assert len(seals) == 1
    assert ask(url, "SELECT count(*), max(version) FROM head") == [(1, 0)]


def test_one_key_is_made_however_many_ask_at_once(tmp_path: Path) -> None:
    threads = 8
    gate = threading.Barrier(threads)

    def seal(_: int) -> str:
        gate.wait()
        return Seals.kept_in(tmp_path / "keys").seal("test", "of all")

    with ThreadPoolExecutor(threads) as pool:
        assert len(set(pool.map(seal, range(threads)))) == 1
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["sync.key"]


def test_keys_that_were_made_at_once_are_one_in_the_end(tmp_path: Path) -> None:
    """Each process signs with its own at first; a minute later all do with the same, long before one is distrusted."""
    clock = ManualClock(MORNING)
    gate = threading.Barrier(4)

    def make(_: int) -> SigningKeys:
        gate.wait()
        return SigningKeys(tmp_path, clock)

    with ThreadPoolExecutor(4) as pool:
        processes = list(pool.map(make, range(4)))
    first = {keys.current().kid for keys in processes}
    clock.advance(60_000)
    later = {keys.current().kid for keys in processes}
    assert len(later) == 1
    assert all(keys.find(kid) for keys in processes for kid in first | later)
    turned = processes[0].rotate().kid
    clock.advance(60_000)
    assert {keys.current().kid for keys in processes} == {turned}
