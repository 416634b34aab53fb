"""Several processes serve as one: how they start, live and end, and how what happens at one reaches the others."""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from lunch_desktop.domain.people import EMPLOYEES
from lunch_desktop.server.serve import run_together
from lunch_desktop.server.settings import ServerSettings
from lunch_desktop.server.workers import HASHERS, PUSHERS, READERS, Crew
from lunch_desktop.server.workers import Workers as Threads
from lunch_desktop.system.child_server import ChildServer
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.wire.problems import WireCode
from tests.integration.support_server import ADMIN, command, running, wait_until
from tests.integration.support_workers import LiveStream, Workers, workers
from tests.integration.test_server_events import Listener
from tests.support.company import STAFF
from tests.support.postgres import Postgres
from tests.support.processes import children, running_process

ENDS_WITHIN = 8.0

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked at by /proc")


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a company's database that is still empty."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'company.db'}"
    postgres: Postgres = request.getfixturevalue("postgres")
    return postgres.fresh()


@contextmanager
def both(server: Workers, token: str) -> Iterator[list[LiveStream]]:
    """A stream to each process."""
    streams = [server.listen(pid, token) for pid in server.pids]
    yield streams
    for stream in streams:
        stream.close()


def test_a_click_at_one_process_reaches_a_stream_of_the_other_by_the_database(tmp_path: Path, database: str) -> None:
    with workers(tmp_path, 2, "--database", database) as server:
        assert len(server.pids) == 2
        token = server.sign_in()["access_token"]
        with both(server, token) as streams:
            for pid in server.pids * 2:
                version = server.click(pid, token)
                for stream in streams:
                    told = stream.until(version)
                    assert told.data["version"] == version
                    if stream.pid != pid:
                        assert told.name == "head"
            assert server.health(streams[0].pid)["live"] == "database"

            one, other = server.pids
            own = server.listen(other, token, "another device")
            assert own.until(server.click(one, token, "another device", outcome="refused")).name == "head"
            own.close()
            _a_session_ended_at_one_process_ends_at_the_other(server)


def _a_session_ended_at_one_process_ends_at_the_other(server: Workers) -> None:
    one, other = server.pids
    ending, staying = server.sign_in(), server.sign_in()
    stream = server.listen(other, ending["access_token"])
    another = server.listen(other, staying["access_token"])
    server.call(one, "POST", "/api/v1/auth/sign-out", body={"refresh_token": ending["refresh_token"]})
    assert stream.end() == WireCode.SESSION_ENDED
    assert server.call(other, "GET", "/api/v1/users/profile", ending["access_token"]).status_code == 401
    another.until(server.click(one, staying["access_token"]))
    stream.close()
    another.close()


def test_what_an_administrators_command_changes_is_seen_too(tmp_path: Path, postgres_url: str) -> None:
    """PostgreSQL is always looked at: others may write to it from elsewhere."""
    with running(tmp_path / "one", url=postgres_url) as server, running(tmp_path / "two", url=postgres_url) as other:
        assert server.services.hub.way == "database"
        listener, admin = Listener(server, server.token()), Listener(server, server.token(ADMIN))
        other.set_active(1, active=False)
        while listener.next() is not None:
            pass
        other.services.sync.import_rows([(EMPLOYEES, replace(STAFF[2], extension="4999"))])
        while admin.head() != other.services.sync.head():
            pass
        listener.close()
        admin.close()


def test_a_worker_that_dies_is_started_again_and_the_others_go_on(tmp_path: Path) -> None:
    with workers(tmp_path, 2) as server:
        dying, staying = server.pids
        token = server.sign_in(pid=staying)["access_token"]
        with both(server, token) as streams:
            server.kill(dying)
            assert streams[0].end() is None
            wait_until(lambda: len(server.pids) == 2 and dying not in server.pids)
            streams[1].until(server.click(staying, token))
            (new,) = set(server.pids) - {staying}
            streams[1].until(server.click(new, token))


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_all_end_cleanly_and_soon_although_streams_are_open(tmp_path: Path, how: signal.Signals) -> None:
    with workers(tmp_path, 2) as server:
        pids = server.pids
        with both(server, server.sign_in()["access_token"]) as streams:
            server.process.send_signal(how)
            assert [stream.end() for stream in streams] == [WireCode.TOO_BUSY] * 2
            server.process.wait(ENDS_WITHIN)
        assert server.process.returncode == 0
        assert not any(running_process(pid) for pid in pids)
        assert server.process.stderr is not None
        assert b"Traceback" not in server.process.stderr.read()


def test_workers_end_when_the_first_process_is_killed(tmp_path: Path) -> None:
    with workers(tmp_path, 2) as server:
        pids = server.pids
        server.process.kill()
        wait_until(lambda: not any(running_process(pid) for pid in pids), ENDS_WITHIN)


def test_all_end_with_their_parent(tmp_path: Path) -> None:
    child = ChildServer(["--workers", "2"], command=command(tmp_path), environment=os.environ | {"PYTHONPATH": "."})
    child.start()
    assert child.pid is not None
    pids = children(child.pid)
    assert len(pids) == 2
    child.stop()
    assert not any(running_process(pid) for pid in pids)


def test_what_keeps_a_worker_from_starting_is_told_and_none_stays(tmp_path: Path) -> None:
    def broken(number: int, figures: Path) -> None:
        raise Problem(ProblemCode.DATABASE_UNREACHABLE, database="somewhere")

    before = children(os.getpid())
    with pytest.raises(Problem) as told:
        run_together(ServerSettings(port=0, workers=2), broken)  # type: ignore[arg-type]
    assert (told.value.code, told.value.facts) == (ProblemCode.DATABASE_UNREACHABLE, {"database": "somewhere"})
    assert children(os.getpid()) == before


@pytest.mark.parametrize(("processes", "shared_out"), [(1, [READERS, PUSHERS, HASHERS]), (4, [3, PUSHERS, 1])])
def test_workers_of_a_machine_share_out_the_threads_of_one(processes: int, shared_out: list[int]) -> None:
    crew = Crew(processes)
    for kind, number in zip((crew.readers, crew.pushers, crew.hashers), shared_out, strict=True):
        asyncio.run(_meet(kind, number))
    crew.close()


async def _meet(kind: Threads, number: int) -> None:
    """So many pieces of work can wait for each other, and one more can't."""
    together = threading.Barrier(number)
    await asyncio.gather(*(kind.run(together.wait, 10) for _ in range(number)))
    crowd = threading.Barrier(number + 1)
    waiting = [asyncio.create_task(kind.run(crowd.wait, 10)) for _ in range(number + 1)]
    await asyncio.to_thread(wait_until, lambda: crowd.n_waiting == number)
    crowd.abort()
    told = await asyncio.gather(*waiting, return_exceptions=True)
    assert all(isinstance(one, threading.BrokenBarrierError) for one in told)


def test_a_worker_that_dies_before_it_serves_is_told(tmp_path: Path) -> None:
    with pytest.raises(Problem) as told:
        run_together(ServerSettings(port=0, workers=2), lambda *_: os._exit(7))
    assert (told.value.code, told.value.facts["reason"]) == (ProblemCode.CHILD_SERVER_FAILED, "exit code 7")


def test_the_command_serves_the_demo_with_two_processes_and_a_log_for_each(tmp_path: Path) -> None:
    child = ChildServer(["--demo", "--workers", "2", "--data-dir", str(tmp_path)])
    url = child.start(60)
    assert child.pid is not None
    assert len(children(child.pid)) == 2
    assert url.startswith("http://127.0.0.1:")
    child.stop()
    assert {file.name for file in (tmp_path / "logs").iterdir()} == {"server.log", "server-1.log", "server-2.log"}
    for name in ("server-1.log", "server-2.log"):
        assert "the server has ended" in (tmp_path / "logs" / name).read_text(encoding="utf-8")
