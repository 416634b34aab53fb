"""A server that this PC hosts: it is founded once, comes back when it dies, and ends with the program."""

import json
import os
import socket
import threading
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests

from lunch_desktop.bootstrap.account import Account
from lunch_desktop.bootstrap.hosting import Host
from lunch_desktop.sync.http_transport import plain_session
from lunch_desktop.system.hosting import HostedState, HostedStatus, Hosting, HostingFile
from lunch_desktop.system.own_certificate import own_certificate
from lunch_desktop.system.paths import DataFolder
from lunch_desktop.system.pin_book import PinBook
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.ui.pages.hosting.host import HostPlan
from lunch_desktop.wire.pins import pin_of

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
    with plain_session(pin=hosting.pin) as session:
        try:
            return session.get(f"{hosting.address}/api/v1/health/live", timeout=5).status_code == 200
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


def test_a_server_of_the_time_before_tls_gets_its_key_and_everybody_goes_on_with_what_they_had(
    folder: DataFolder, host: Host, tmp_path: Path
) -> None:
    signed = host.begin(PLAN)
    hosting = host.hosting
    assert hosting is not None
    host.close()
    plain = f"http://127.0.0.1:{hosting.port}"
    before = {name: value for name, value in asdict(signed).items() if name not in ("pin", "home")}
    folder.session.write_text(json.dumps(before | {"server": plain}))
    folder.pins.unlink()
    (folder.root / "accounts").mkdir(exist_ok=True)
    made_before = folder.account(plain, signed.employee_id)
    kept = {name: value for name, value in asdict(hosting).items() if name not in ("pin", "was_plain")}
    folder.hosting.write_text(json.dumps(kept))
    colleague = DataFolder(tmp_path / "colleague")
    colleagues_folder = colleague.account(plain, signed.employee_id)

    account = Account(folder, work_offline=True, shared_name=None, proxy="none")
    later = Host(folder, account)
    try:
        heard = Heard(later)
        later.resume()
        last = account.last_session()
        assert last is not None
        assert (last.server, last.pin) == (hosting.address, hosting.pin), "the key is the one of the folder"
        assert folder.account(*last.identity) == made_before
        assert later.hosting is not None
        assert later.hosting.was_plain
        assert HostingFile(folder.hosting).read() == later.hosting
        heard.wait(HostedState.RUNNING)
        again = account.sign_in(hosting.address, PLAN.login, PLAN.password)
        assert folder.account(*again.identity) == made_before, "also where the person signs in anew"

        theirs = Account(colleague, work_offline=True, shared_name=None, proxy="none")
        by_invitation = theirs.sign_in(later.hosting.place, PLAN.login, PLAN.password)
        assert colleague.account(*by_invitation.identity) == colleagues_folder, "what waits there goes on"
    finally:
        later.close()


def test_another_key_at_the_same_address_gets_nothing_of_an_account_that_is_there(tmp_path: Path) -> None:
    book = PinBook(tmp_path / "pins.json")
    own, other = pin_of(b"own"), pin_of(b"other")
    address = "https://192.168.0.12:8765"
    assert book.keep(f"{address}#{own}", had_former=True) == "http://192.168.0.12:8765"
    assert book.keep(f"{address}#{other}", had_former=True) == other, "an account of its own"
    assert book.place(address) == f"{address}#{other}", "whoever was let in last is the server of that address"
    assert book.place(f"{address}#{own}") == f"{address}#{own}"
    assert book.keep(f"{address}#{own}", had_former=False) == "http://192.168.0.12:8765"
    assert book.keep("https://lunch.example.com", had_former=True) == ""
    (tmp_path / "pins.json").write_text('{"servers": [], "former": 1}')
    assert book.place(address) == address


class TestOwnCertificate:
    NOW = datetime(2026, 11, 23, tzinfo=UTC)

    def test_it_is_renewed_in_time_and_its_key_stays(self, tmp_path: Path) -> None:
        first = own_certificate(tmp_path, self.NOW)
        made = first.certificate.read_bytes()
        assert own_certificate(tmp_path, self.NOW) == first
        assert first.certificate.read_bytes() == made
        assert own_certificate(tmp_path, self.NOW + timedelta(days=5 * 365 - 100)).pin == first.pin
        renewed = first.certificate.read_bytes()
        assert renewed != made
        first.certificate.unlink()
        assert own_certificate(tmp_path, self.NOW).pin == first.pin
        assert os.name == "nt" or first.key.stat().st_mode & 0o777 == 0o600

    def test_a_key_that_can_not_be_read_is_told_and_never_replaced(self, tmp_path: Path) -> None:
        made = own_certificate(tmp_path, self.NOW)
        made.key.write_bytes(made.key.read_bytes()[:40])
        with pytest.raises(Problem) as told:
            own_certificate(tmp_path, self.NOW)
        assert told.value.code is ProblemCode.KEY_FILE_UNREADABLE
        assert len(made.key.read_bytes()) == 40
