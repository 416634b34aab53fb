"""The sync engine as it is: its threads, real HTTP, a real server behind a gate that can do what networks do."""

import logging
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lunch_desktop.domain.availability import SetAvailability
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.mutations import Intent
from lunch_desktop.domain.people import EMPLOYEES
from lunch_desktop.domain.times import HOUR, MINUTE, SECOND, Day, Instant
from lunch_desktop.store.desktop.database import DesktopDatabase
from lunch_desktop.store.desktop.local import LocalStore
from lunch_desktop.store.desktop.reads import Reads
from lunch_desktop.sync import core, engine, http, surroundings
from lunch_desktop.sync.engine import SyncEngine
from lunch_desktop.sync.http import ApiClient, server_address
from lunch_desktop.sync.proxies import Proxies
from lunch_desktop.sync.remote import SignedInRemote
from lunch_desktop.sync.session import SessionFile
from lunch_desktop.sync.sign_in import SignIn
from lunch_desktop.sync.status import Changed, Reach, SyncStatus
from lunch_desktop.sync.surroundings import Surroundings
from lunch_desktop.sync.trust import Trust
from lunch_desktop.system.clock import SystemClock
from lunch_desktop.system.problems import ProblemCode
from lunch_desktop.system.randomness import ChangeIds
from lunch_desktop.system.vault import MemoryVault
from lunch_desktop.wire.problems import WireCode
from tests.integration.support_gate import Gate, Says, gate_before
from tests.integration.support_server import EMPLOYEE, LOGINS, PASSWORD, RunningServer, process, running, wait_until
from tests.support.company import STAFF
from tests.support.lunch import a_party, ask, next_noon, outcomes

OTHER = LOGINS[2]


class ShiftedClock(SystemClock):
    """The machine's clock, which a test can set."""

    shift = 0

    def now(self) -> Instant:
        return Instant(super().now() + self.shift)


PLAIN = Trust(plain_http=True)
"""Some of these servers are reached by an address that only a proxy leads to."""


class EngineDesktop:
    """A desktop without its window. Its engine runs from `start` on."""

    def __init__(
        self, folder: Path, url: str, login: str = EMPLOYEE, *, proxies: Proxies | None = None, metered: bool = False
    ) -> None:
        self.proxies = proxies or Proxies("none")
        self._metered = metered
        self.clock = ShiftedClock()
        self.address: str | None = "10.0.0.5"
        self.path = folder / f"{login}.db"
        self.statuses: list[SyncStatus] = []
        self.changes: list[Changed] = []
        self._days = 0
        self._api = ApiClient(url, self.proxies, PLAIN)
        self._vault = MemoryVault()
        self.sign_in = SignIn(
            lambda address: ApiClient(server_address(address), self.proxies, PLAIN),
            self._vault,
            SessionFile(folder / login),
            self.clock,
        )
        self.session = self.sign_in.with_password(url, login, PASSWORD, "PC")
        self.open()

    def open(self, *, work_offline: bool = False) -> None:
        """As the program does at start."""
        self.database = DesktopDatabase.open(self.path)
        self.store = LocalStore(self.database, self.clock, ChangeIds(self.clock).next)
        self.store.sign_in_as(EmployeeId(self.session.employee_id))
        self.reads = Reads(self.database, EmployeeId(self.session.employee_id))
        self.engine = SyncEngine(
            self.store,
            self.reads,
            SignedInRemote(self._api, self.sign_in, self.store.client_id),
            self.clock,
            work_offline=work_offline,
            on_status=self.statuses.append,
            on_changed=self.changes.append,
            surroundings=Surroundings(self.clock, lambda: self.address),
            proxies=self.proxies,
            metered=self._metered,
        )

    def start(self) -> "EngineDesktop":
        self.engine.start()
        return self

    def click(self) -> str:
        """Do something here; its uuid."""
        self._days += 1
        day = Day(f"2027-{1 + self._days // 28:02}-{1 + self._days % 28:02}")
        uuid = self.store.perform(Intent("availability.set", SetAvailability(day, "away", None, None))).uuid
        self.engine.local_change()
        return uuid

    def open_party(self) -> None:
        """Do something here that everybody may see."""
        self._days += 1
        noon = Instant(next_noon(self.clock.now()) + self._days * 24 * HOUR)
        self.store.perform(Intent("party.open", a_party(0, now=noon)))
        self.engine.local_change()

    def parties(self) -> int:
        """How many are held here."""
        return len(ask(self.path, "SELECT 1 FROM parties"))

    @property
    def status(self) -> SyncStatus:
        return self.engine.status

    def becomes(self, wanted: Callable[[SyncStatus], object]) -> None:
        """Wait until the status is so, and was told so."""
        wait_until(lambda: wanted(self.status))
        wait_until(lambda: self.statuses and wanted(self.statuses[-1]))

    def outcome(self, uuid: str) -> str | None:
        found = ask(self.path, "SELECT outcome FROM history WHERE uuid = ?", uuid)
        return found[0][0] if found else None

    def decided(self, *uuids: str) -> bool:
        return all(self.outcome(uuid) is not None for uuid in uuids)

    def close(self) -> None:
        self.engine.stop()
        assert not any(thread.is_alive() for thread in self.engine._threads)
        self.database.close()


class Office:
    """A server, the gate before it, and desktops that reach it through that."""

    def __init__(self, server: RunningServer, gate: Gate, folder: Path) -> None:
        self.server = server
        self.gate = gate
        self._folder = folder
        self.desktops: list[EngineDesktop] = []

    def desktop(self, login: str = EMPLOYEE) -> EngineDesktop:
        """One that is up to date and live."""
        made = EngineDesktop(self._folder, self.gate.url, login)
        self.desktops.append(made)
        made.start().becomes(lambda status: status.live and status.met)
        return made

    def set_active(self, active: bool) -> None:
        self.server.services.sync.import_rows([(EMPLOYEES, replace(STAFF[1], active=active))])
        self.server.clock.advance(6 * SECOND)  # for so long the server remembers who stands how


@pytest.fixture(autouse=True)
def _quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pauses are what test_sync_core is about; here they only take time."""
    monkeypatch.setattr(core, "FIRST_RETRY", 40)
    monkeypatch.setattr(core, "LAST_RETRY", 200)
    monkeypatch.setattr(core, "FIRST_REOPENING", 100)
    monkeypatch.setattr(core, "LAST_REOPENING", 200)
    monkeypatch.setattr(core, "GAP_SPREAD", 10)


@contextmanager
def closing(desktop: EngineDesktop) -> Iterator[EngineDesktop]:
    try:
        yield desktop
    finally:
        desktop.close()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with running(tmp_path / "server") as server, gate_before(server.url) as gate:
        made = Office(server, gate, tmp_path)
        try:
            yield made
        finally:
            gate.release()
            for desktop in made.desktops:
                desktop.close()


def test_a_click_goes_out_and_the_result_and_a_colleagues_news_come_in(office: Office) -> None:
    mine, theirs = office.desktop(), office.desktop(OTHER)
    clicked = mine.click()
    wait_until(lambda: mine.outcome(clicked) == "applied")
    mine.becomes(lambda status: status.waiting == 0 and not status.sending and status.reach is Reach.ONLINE)
    assert any(result.uuid == clicked for changed in mine.changes for result in changed.results)
    mine.open_party()
    wait_until(lambda: theirs.parties() == 1)


def test_a_refused_token_is_renewed_and_the_same_changes_are_sent_again(office: Office) -> None:
    desktop = office.desktop()
    office.gate.hold()
    clicked = desktop.click()
    assert office.gate.held.wait(10)
    office.server.clock.advance(11 * MINUTE)
    office.gate.release()
    wait_until(lambda: desktop.outcome(clicked) == "applied")
    assert office.gate.pushed()[:2] == [[clicked], [clicked]]
    assert office.gate.count("auth/refresh") == 1


def test_a_session_that_was_ended_asks_for_a_sign_in_and_goes_on_after_it(office: Office) -> None:
    desktop = office.desktop()
    office.server.clock.advance(366 * 24 * HOUR)
    clicked = desktop.click()
    desktop.becomes(lambda status: status.reach is Reach.SIGN_IN_NEEDED)
    assert desktop.status.problem is not None
    assert desktop.status.problem.code is ProblemCode.SESSION_ENDED
    assert desktop.status.waiting == 1
    office.gate.passed.clear()
    desktop.engine.sync_now()
    desktop.sign_in.with_password(office.gate.url, EMPLOYEE, PASSWORD, "PC")
    assert office.gate.count("sync") == 0
    desktop.engine.signed_in()
    wait_until(lambda: desktop.outcome(clicked) == "applied")
    desktop.becomes(lambda status: status.live)


# Refusals that are not for ever


def test_a_deactivated_account_keeps_its_queue_and_is_asked_about_again(office: Office) -> None:
    desktop = office.desktop()
    office.set_active(False)
    clicked = desktop.click()
    desktop.becomes(lambda status: status.reach is Reach.BLOCKED and not status.live)
    status = desktop.status
    assert status.problem is not None
    assert status.problem.code is ProblemCode.ACCOUNT_DEACTIVATED
    assert status.waiting == 1
    assert status.retry_at is not None
    assert 7 * MINUTE < status.retry_at - desktop.clock.now() <= 15 * MINUTE
    pushes = office.gate.count("sync/push")
    pulls = office.gate.count("sync/pull")
    desktop.engine.sync_now()
    desktop.becomes(lambda status: status.retry_at is not None and office.gate.count("sync/pull") > pulls)
    assert office.gate.count("sync/push") == pushes, "nothing is sent to a server that refuses"
    office.set_active(True)
    desktop.engine.sync_now()
    wait_until(lambda: desktop.outcome(clicked) == "applied")
    desktop.becomes(lambda status: status.reach is Reach.ONLINE and status.problem is None and status.live)


def test_a_version_that_is_too_old_says_so_keeps_its_queue_and_asks_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop = office.desktop()
    monkeypatch.setattr(http, "PROTOCOL", 0)
    clicked = desktop.click()
    desktop.becomes(lambda status: status.reach is Reach.BLOCKED)
    assert desktop.status.problem is not None
    assert desktop.status.problem.code is ProblemCode.PROTOCOL_TOO_OLD
    assert desktop.status.waiting == 1
    monkeypatch.undo()
    desktop.engine.sync_now()
    wait_until(lambda: desktop.outcome(clicked) == "applied")


def test_a_server_that_has_had_enough_is_left_alone_for_as_long_as_it_asks(office: Office) -> None:
    desktop = office.desktop()
    office.gate.decide = lambda passed: (
        Says(WireCode.TOO_MANY_ATTEMPTS, {"Retry-After": "600"}) if passed.path.endswith("push") else None
    )
    clicked = desktop.click()
    desktop.becomes(lambda status: status.problem is not None)
    status = desktop.status
    assert status.problem is not None
    assert status.problem.code is ProblemCode.TOO_MANY_ATTEMPTS
    assert status.retry_at is not None
    assert 590 * SECOND < status.retry_at - desktop.clock.now() <= 750 * SECOND
    assert office.gate.count("sync/push") == 1
    office.gate.decide = lambda _: None
    desktop.engine.sync_now()
    wait_until(lambda: desktop.outcome(clicked) == "applied")


def test_a_server_that_recovers_has_not_failed_and_is_asked_again_by_itself(office: Office) -> None:
    desktop = office.desktop()
    recovering = True
    office.gate.decide = lambda passed: (
        Says(WireCode.RECOVERING, {"Retry-After": "1"}) if recovering and "/sync/" in passed.path else None
    )
    clicked = desktop.click()
    desktop.becomes(lambda status: status.retry_at is not None)
    assert (desktop.status.reach, desktop.status.problem) == (Reach.ONLINE, None)
    recovering = False
    wait_until(lambda: desktop.outcome(clicked) == "applied")
    assert not any(status.reach is Reach.UNREACHABLE for status in desktop.statuses)


# A change that the server chokes on


@pytest.mark.expects_error_log
def test_a_change_on_which_the_server_fails_is_set_aside_and_the_rest_goes_out(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop = office.desktop()
    registry = office.server.services.sync._registry

    def choke(*_: object) -> None:
        raise ZeroDivisionError

    choked = replace(registry["visit.record"], authorise=choke)
    monkeypatch.setitem(registry._by_name, "visit.record", choked)
    desktop.engine.set_work_offline(True)
    first = desktop.click()
    arguments = registry["visit.record"].arguments
    made = arguments(**dict.fromkeys(arguments.__dataclass_fields__, STAFF[0].id))
    poison = desktop.store.perform(Intent("visit.record", made)).uuid
    last = desktop.click()
    desktop.engine.set_work_offline(False)
    wait_until(lambda: desktop.decided(first, poison, last), seconds=20)
    assert [desktop.outcome(one) for one in (first, poison, last)] == ["applied", "set_aside", "applied"]
    desktop.becomes(lambda status: status.attention == 1 and status.waiting == 0)
    assert not any(status.reach is Reach.UNREACHABLE for status in desktop.statuses), "all else went on"
    assert office.gate.pushed().count([poison]) == 6, "five times itself, then its void, as long as in doubt alone"


# Streams, stopping, working offline


def test_a_broken_stream_comes_back_and_nothing_between_is_missed(office: Office) -> None:
    mine, theirs = office.desktop(), office.desktop(OTHER)
    for number in range(1, 4):
        streams = office.gate.count("events")
        office.gate.cut_streams()
        theirs.open_party()
        wait_until(lambda n=number: mine.parties() == n)
        wait_until(lambda n=streams: office.gate.count("events") >= n + 2)
        mine.becomes(lambda status: status.live)
        theirs.becomes(lambda status: status.live)
    assert any(not status.live for status in mine.statuses[-5:])


def test_a_stream_that_talks_nonsense_does_not_end_the_listening(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    desktop = office.desktop()
    with monkeypatch.context() as nonsense:
        nonsense.setattr("lunch_desktop.sync.live.DELTA", "head")  # a head is no delta
        office.gate.cut_streams()
        with caplog.at_level(logging.WARNING):
            wait_until(lambda: "a live event was not understood: head" in caplog.text)
    desktop.becomes(lambda status: status.live)
    clicked = desktop.click()
    wait_until(lambda: desktop.outcome(clicked) == "applied")


def test_a_server_with_too_many_streams_is_not_asked_for_one_before_it_said(office: Office) -> None:
    desktop = office.desktop()
    office.gate.decide = lambda passed: (
        Says(WireCode.TOO_BUSY, {"Retry-After": "600"}) if "/events" in passed.path else None
    )
    streams = office.gate.count("events")
    office.gate.cut_streams()
    wait_until(lambda: office.gate.count("events") > streams)
    wait_until(lambda: desktop.engine._facts.listen_at is not None and not desktop.status.live)
    assert desktop.engine._facts.listen_at is not None
    assert desktop.engine._facts.listen_at - desktop.clock.now() > 590 * SECOND
    clicked = desktop.click()
    wait_until(lambda: desktop.outcome(clicked) == "applied")
    assert office.gate.count("events") == streams + 1
    office.gate.decide = lambda _: None
    desktop.engine.sync_now()
    desktop.becomes(lambda status: status.live)


def test_offline_chosen_during_an_exchange_holds(office: Office) -> None:
    desktop = office.desktop()
    office.gate.hold()
    clicked = desktop.click()
    assert office.gate.held.wait(10)
    desktop.engine.set_work_offline(True)
    office.gate.release()
    desktop.becomes(lambda status: status.reach is Reach.WORK_OFFLINE and not status.live and not status.sending)
    wait_until(lambda: desktop.engine._facts.decided_up_to == 1)
    seen = len(office.gate.passed)
    desktop.click()
    desktop.engine.sync_now()
    desktop.becomes(lambda status: status.waiting == 2)
    assert len(office.gate.passed) == seen, "nothing was asked after the exchange that was under way"
    desktop.engine.set_work_offline(False)
    wait_until(lambda: desktop.outcome(clicked) == "applied")
    desktop.becomes(lambda status: status.live and status.waiting == 0)


def test_stopping_in_the_middle_of_a_request_leaves_the_file_alone(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop = office.desktop()
    office.gate.hold()
    clicked = desktop.click()
    assert office.gate.held.wait(10)
    monkeypatch.setattr(engine, "STOP_TIMEOUT_SECONDS", 0.1)
    threads = desktop.engine._threads
    desktop.engine.stop()
    desktop.database.close()
    assert threads[0].is_alive(), "the answer is still to come"
    before = desktop.path.read_bytes()
    office.gate.release()
    for thread in threads:
        thread.join(10)
        assert not thread.is_alive()
    assert desktop.path.read_bytes() == before
    assert desktop.outcome(clicked) is None
    desktop.open()
    desktop.start()
    wait_until(lambda: desktop.outcome(clicked) == "applied")


def test_an_engine_that_is_stopped_while_it_rests_or_listens_ends_soon(office: Office) -> None:
    desktop = office.desktop()
    desktop.close()
    desktop.open(work_offline=True)
    desktop.start()
    desktop.becomes(lambda status: status.reach is Reach.WORK_OFFLINE)
    desktop.close()
    desktop.open()


def test_a_server_that_is_killed_and_comes_back_gets_what_was_clicked_meanwhile(tmp_path: Path) -> None:
    with gate_before(None) as gate, process(tmp_path / "server") as (started, url):
        gate.server = url
        desktop = EngineDesktop(tmp_path, gate.url).start()
        desktop.becomes(lambda status: status.live)
        first = desktop.click()
        wait_until(lambda: desktop.outcome(first) == "applied")
        os.kill(started.pid, signal.SIGKILL)
        started.wait()
        gate.server = None
        with closing(desktop):
            clicked = [desktop.click() for _ in range(3)]
            desktop.becomes(lambda status: status.reach is Reach.UNREACHABLE and not status.live)
            assert desktop.status.waiting == 3
            with process(tmp_path / "server") as (_, url_now):
                gate.server = url_now
                wait_until(lambda: desktop.decided(*clicked), seconds=20)
                desktop.becomes(lambda status: status.live and status.waiting == 0)
                assert set(outcomes(desktop).values()) == {("applied", None)}  # type: ignore[arg-type]  # has a path
                desktop.engine.stop()


# Faults, and what happens around the program


@pytest.mark.expects_error_log
def test_a_fault_of_this_program_in_one_exchange_does_not_end_all(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop = office.desktop()
    faults = iter([ValueError("a fault"), KeyError("another")])
    real = desktop.store.offer

    def offer(*arguments: Any, **named: Any) -> Any:
        for fault in faults:
            raise fault
        return real(*arguments, **named)

    monkeypatch.setattr(desktop.store, "offer", offer)
    clicked = desktop.click()
    wait_until(lambda: desktop.outcome(clicked) == "applied")


def test_an_idle_engine_wakes_every_fifteen_seconds_at_most(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    desktop = office.desktop()
    desktop.close()
    desktop.open()
    pauses: list[float | None] = []

    class Awake(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            pauses.append(timeout)
            return True

    desktop.engine._awake = Awake()
    for pause in (5 * MINUTE, 3 * SECOND, -SECOND):
        desktop.engine._rest(Instant(desktop.clock.now() + pause))
    desktop.engine._rest(None)
    assert pauses[0] == 15
    assert pauses[1] is not None
    assert 0 < pauses[1] <= 3
    assert pauses[2:] == [0, None]


@pytest.fixture
def looking_often(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (engine, surroundings):
        monkeypatch.setattr(module, "LOOK_ROUND", 30)


def the_stream_is_opened_anew(office: Office, desktop: EngineDesktop, happen: Callable[[], None]) -> None:
    """What happens ends the stream, pulls, and opens another."""
    streams, pulls = office.gate.count("events"), office.gate.count("sync/pull")
    happen()
    wait_until(lambda: office.gate.count("events") > streams)
    assert office.gate.count("sync/pull") > pulls
    desktop.becomes(lambda status: status.live)


@pytest.mark.usefixtures("looking_often")
def test_a_pc_that_slept_looks_at_once_and_opens_its_stream_anew(office: Office) -> None:
    desktop = office.desktop()

    def sleep() -> None:
        desktop.clock.shift += HOUR

    the_stream_is_opened_anew(office, desktop, sleep)


@pytest.mark.usefixtures("looking_often")
def test_another_network_is_noticed_and_the_stream_opened_through_it(office: Office) -> None:
    desktop = office.desktop()
    wait_until(lambda: desktop.engine._surroundings._sight.address == "10.0.0.5")

    def move() -> None:
        desktop.address = "192.168.7.7"

    the_stream_is_opened_anew(office, desktop, move)


@pytest.mark.usefixtures("looking_often")
@pytest.mark.parametrize("what", ["sleep", "network"])
def test_a_long_pause_ends_with_sleep_or_with_another_network(
    office: Office, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    desktop = office.desktop()
    monkeypatch.setattr(core, "FIRST_RETRY", HOUR)
    monkeypatch.setattr(core, "LAST_RETRY", HOUR)
    server, office.gate.server = office.gate.server, None
    clicked = desktop.click()
    desktop.becomes(lambda status: status.reach is Reach.UNREACHABLE and status.retry_at is not None)
    wait_until(lambda: desktop.engine._surroundings._sight.address == "10.0.0.5")
    office.gate.server = server
    if what == "sleep":
        desktop.clock.shift += MINUTE  # far less than the pause
    else:
        desktop.address = "192.168.7.7"
    wait_until(lambda: desktop.outcome(clicked) == "applied")
