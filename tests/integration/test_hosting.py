"""A server that this PC hosts: it is founded once, comes back when it dies, and ends with the program."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from lunch_desktop.bootstrap.account import Account
from lunch_desktop.bootstrap.hosting import Host
from lunch_desktop.system.hosting import HostedState, HostedStatus, Hosting, HostingFile
from lunch_desktop.system.paths import DataFolder
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.ui.pages.hosting.host import HostPlan

pytestmark = pytest.mark.slow

PLAN = HostPlan(
    "달빛상사",
    "김민지",
    "minji@example.com",
    "비 오는 날엔 뜨끈한 칼국수 한 그릇",
    network=False,
    time_zone="Asia/Seoul",
)
SECONDS = 40


class Heard:
    """What was told of the server, to be waited for."""

    def __init__(self, host: Host) -> None:
        self.told: list[HostedStatus] = []
        self._news = threading.Condition()
        host.watch(self._hear)

    def _hear(self, status: HostedStatus) -> None:
        with self._news:
            self.told.append(status)
            self._news.notify_all()

    def wait(self, state: HostedState, times: int = 1) -> HostedStatus:
        with self._news:
            came = self._news.wait_for(lambda: [one.state for one in self.told].count(state) >= times, SECONDS)
        assert came, self.told
        return [one for one in self.told if one.state is state][times - 1]


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path)


def new_host(folder: DataFolder) -> Host:
    return Host(folder, Account(folder, work_offline=True, shared_name=None, proxy="none"))


@pytest.fixture
def host(folder: DataFolder) -> Iterator[Host]:
    made = new_host(folder)
    yield made
    made.close()


def answers(hosting: Hosting) -> bool:
    try:
        return requests.get(f"{hosting.address}/api/v1/health/live", timeout=5).status_code == 200
    except requests.ConnectionError:
        return False


def test_it_is_founded_once_restarted_after_a_crash_and_comes_back_at_the_next_start(
    host: Host, folder: DataFolder
) -> None:
    heard = Heard(host)
    signed = host.begin(PLAN)
    hosting = host.hosting
    assert hosting is not None
    assert (signed.name, signed.office_name, signed.role) == ("김민지", "달빛상사", "admin")
    assert (hosting.company, hosting.login, hosting.network) == ("달빛상사", "minji@example.com", False)
    assert HostingFile(folder.hosting).read() == hosting

    with pytest.raises(Problem) as refused:
        host.begin(HostPlan("Other", "x", "minji@example.com", "another long password", network=False, time_zone="UTC"))
    assert refused.value.code is ProblemCode.COMPANY_FOUNDED_ALREADY

    server = host._server
    assert server is not None
    assert server._child is not None
    child = server._child._process
    assert child is not None
    child.kill()
    failed = heard.wait(HostedState.FAILED)
    assert failed.problem is not None
    assert failed.problem.code is ProblemCode.CHILD_SERVER_FAILED
    host.try_now()
    heard.wait(HostedState.RUNNING, times=2)
    assert answers(hosting)

    host.set_active(False)
    assert not answers(hosting)
    later = new_host(folder)
    try:
        heard = Heard(later)
        later.resume()
        assert heard.told == [], "it was stopped, and stays so"
        again = later.begin(PLAN)
        assert heard.wait(HostedState.RUNNING).address == hosting.address
        assert again.employee_id == signed.employee_id, "a second beginning goes on with what is there"
    finally:
        later.close()


def test_a_port_that_another_program_has_is_told_and_waited_for(folder: DataFolder, host: Host) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        HostingFile(folder.hosting).write(Hosting(taken.getsockname()[1], False, "달빛상사", "minji@example.com"))
        other = new_host(folder)
        try:
            heard = Heard(other)
            other.resume()
            failed = heard.wait(HostedState.FAILED)
            assert failed.problem is not None
            assert failed.problem.code is ProblemCode.PORT_IN_USE
            assert failed.again_in > 0
            taken.close()
            other.try_now()
            heard.wait(HostedState.RUNNING)
        finally:
            other.close()


def test_a_weak_password_is_refused_and_nothing_is_kept(host: Host, folder: DataFolder) -> None:
    with pytest.raises(Problem) as refused:
        host.begin(HostPlan("달빛상사", "김민지", "minji@example.com", "password", network=False, time_zone="UTC"))
    assert refused.value.code is ProblemCode.WEAK_PASSWORD
    assert host.hosting is None
    assert not folder.hosting.exists()


def test_a_file_that_is_not_understood_is_as_none(folder: DataFolder) -> None:
    folder.hosting.write_text('{"port": "x"}')
    assert HostingFile(folder.hosting).read() is None
