"""An account's key through its life on a PC: the real server, the real store, a keyring in memory."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lunch_desktop.bootstrap.account import Account
from lunch_desktop.bootstrap.keys import Keys
from lunch_desktop.domain.mutations import Intent
from lunch_desktop.domain.parties.opening import OpenParty
from lunch_desktop.domain.times import HOUR, Instant
from lunch_desktop.sync.session import Session, SessionFile
from lunch_desktop.system.clock import SystemClock
from lunch_desktop.system.database_key import KeyFiles, Way, WrongSecret, is_encrypted
from lunch_desktop.system.paths import DataFolder
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.system.vault import MemoryVault
from lunch_desktop.ui.session import DesktopSession
from tests.integration.support_server import EMPLOYEE, PASSWORD, RunningServer, running

TITLE = "열쇠가 있어야 보이는 국밥"


class PC:
    """Somebody's PC: its keyring outlasts the program, `start` is the program's next start."""

    def __init__(self, folder: Path, server: RunningServer, qtbot: QtBot) -> None:
        folder.mkdir()
        self.root = DataFolder(folder)
        self.server = server
        self.qtbot = qtbot
        self.keyring = MemoryVault()
        self.account = self.start()

    def start(self, *, offline: bool = True) -> Account:
        keys = Keys(self.root, self.keyring)
        self.account = Account(self.root, offline, shared_name=None, proxy="none", keys=keys)
        return self.account

    def sign_in(self) -> Session:
        return self.account.sign_in(self.server.url, EMPLOYEE, PASSWORD)

    def last(self) -> Session:
        last = self.account.last_session()
        assert last is not None
        return last

    def refused(self, signed: Session) -> ProblemCode:
        with pytest.raises(Problem) as told:
            self.account.open_session(signed)
        return told.value.code

    def waiting(self, signed: Session) -> int:
        """How many changes wait in the file, which is opened for that."""
        session = self.account.open_session(signed)
        try:
            return session.reads.counts().waiting
        finally:
            self.account.close_session(session)

    def plan_lunch(self, signed: Session) -> None:
        """Something that waits to be sent."""
        session = self.account.open_session(signed)
        party = OpenParty(TITLE, None, Instant(SystemClock().now() + 72 * HOUR), 60, "", 4, "", "office")
        done: list[object] = []
        session.do(Intent("party.open", party), done.append, done.append)
        self.qtbot.waitUntil(lambda: bool(done))
        self.account.close_session(session)

    @property
    def folder(self) -> Path:
        (found,) = (self.root.root / "accounts").iterdir()
        return found

    def opens_with_servers_secret(self) -> bool:
        """Whether what the server has now opens what lies here."""
        file = KeyFiles(self.folder).read()
        assert file is not None
        answer = self.server.call(
            "POST", "/api/v1/auth/device-secret", self.server.token(), json={"key_id": file.key_id}
        )
        try:
            file.unwrap(Way.SERVER, answer.json()["secret"])
        except WrongSecret:
            return False
        return True


@pytest.fixture
def pc(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[PC]:
    with running(tmp_path / "server") as server:
        yield PC(tmp_path / "data", server, qtbot)


def engine_of(pc: PC, signed: Session) -> DesktopSession:
    session = pc.account.open_session(signed)
    session.start_engine()
    return session


def test_a_next_start_opens_with_the_keyring_and_nobody_else_reads_a_word(pc: PC) -> None:
    pc.plan_lunch(pc.sign_in())
    pc.start()
    assert pc.refused(pc.last()) is ProblemCode.DATA_LOCKED, "the keyring was not asked yet"
    assert not pc.start().is_unlocked(pc.last())
    pc.account.unlock(pc.last())
    assert pc.account.is_unlocked(pc.last())
    assert pc.waiting(pc.last()) == 1
    assert is_encrypted(pc.folder / "lunch.db")
    for file in (one for one in pc.folder.rglob("*") if one.is_file()):
        assert TITLE.encode() not in file.read_bytes(), file.name
        assert b"SQLite format 3" not in file.read_bytes(), file.name


def test_the_keyring_is_asked_from_the_first_moment_of_a_start_but_not_for_who_was_away_too_long(pc: PC) -> None:
    signed = pc.sign_in()
    keys = Keys(pc.root, pc.keyring)
    keys.begin()
    pc.qtbot.waitUntil(lambda: keys.of(signed).is_settled)
    assert len(keys.of(signed).key()) == 32
    SessionFile(pc.root.session).write(replace(signed, seen_at=Instant(0)))
    late = Keys(pc.root, pc.keyring)
    late.begin()
    for thread in threading.enumerate():
        if thread.name == "keyring":
            thread.join(10)
    assert not late.of(signed).is_settled


def test_who_signs_out_takes_the_way_of_the_keyring_along(pc: PC) -> None:
    signed = pc.sign_in()
    pc.plan_lunch(signed)
    pc.account.sign_out()
    kept = [name.partition(":")[0] for name in pc.keyring.secrets]
    assert kept == ["device"], "what its server knows the PC by opens nothing"
    pc.start().unlock(signed)
    assert pc.refused(signed) is ProblemCode.DATA_LOCKED
    assert pc.waiting(pc.sign_in()) == 1


def test_a_sign_in_that_does_not_reach_the_server_says_that_the_locked_data_is_safe(pc: PC) -> None:
    signed = pc.sign_in()
    pc.keyring = MemoryVault()
    pc.start().unlock(signed)
    pc.server.server.should_exit = True
    pc.qtbot.waitUntil(lambda: not pc.server.server.started or _is_gone(pc.server))
    with pytest.raises(Problem) as told:
        pc.sign_in()
    assert told.value.code is ProblemCode.DATA_LOCKED_OFFLINE
    with pytest.raises(Problem) as told:
        pc.account.sign_in(pc.server.url, "somebody.else@example.com", PASSWORD)
    assert told.value.code is ProblemCode.SERVER_UNREACHABLE, "nothing of theirs is here"


def test_while_it_is_online_a_desktop_gives_the_server_what_it_lost(pc: PC) -> None:
    signed = pc.sign_in()
    with pc.server.services.database.writing() as connection:
        assert pc.server.services.device_secrets.forget(connection, signed.employee_id, actor=None) == 1
    assert not pc.opens_with_servers_secret()
    pc.start(offline=False).unlock(signed)
    session = engine_of(pc, signed)
    try:
        pc.qtbot.waitUntil(pc.opens_with_servers_secret, timeout=15_000)
    finally:
        pc.account.close_session(session)


def test_a_lost_pc_hears_of_it_and_has_nothing_left_and_begins_anew_after_sign_in(pc: PC) -> None:
    signed = pc.sign_in()
    pc.plan_lunch(signed)
    pc.start(offline=False).unlock(signed)
    session = engine_of(pc, signed)
    told: list[ProblemCode] = []
    session.status_changed.connect(lambda status: told.append(status.problem.code) if status.problem else None)
    pc.qtbot.waitUntil(lambda: session.status is not None and session.status.live, timeout=15_000)
    keeper = pc.server.token()
    devices = pc.server.call("GET", "/api/v1/auth/devices", keeper).json()["devices"]
    for device in (one["id"] for one in devices if not one["current"]):
        ended = pc.server.call(
            "POST", f"/api/v1/auth/devices/{device}/end", keeper, json={"password": PASSWORD, "lost": True}
        )
        assert ended.status_code == 204
    pc.qtbot.waitUntil(lambda: ProblemCode.DEVICE_LOST in told, timeout=15_000)
    pc.account.close_session(session)
    pc.account.erase(signed)
    assert list((pc.root.root / "accounts").iterdir()) == []
    assert pc.keyring.secrets == {}
    assert not pc.root.session.exists()
    pc.start()
    assert pc.waiting(pc.sign_in()) == 0


def test_beginning_anew_keeps_aside_what_nothing_opens(pc: PC) -> None:
    signed = pc.sign_in()
    pc.plan_lunch(signed)
    before = {one.name: one.read_bytes() for one in pc.folder.glob("lunch.*")}
    pc.keyring = MemoryVault()
    with pc.server.services.database.writing() as connection:
        pc.server.services.device_secrets.forget(connection, signed.employee_id, actor=None)
    pc.start()
    again = pc.sign_in()
    assert pc.refused(again) is ProblemCode.DATA_KEY_LOST
    assert {one.name: one.read_bytes() for one in pc.folder.glob("lunch.*")} == before
    pc.account.start_anew(again)
    assert pc.waiting(again) == 0
    (aside,) = (pc.root.root / "unreadable").iterdir()
    assert {one.name: one.read_bytes() for one in aside.glob("lunch.*")} == before


def _is_gone(server: RunningServer) -> bool:
    try:
        server.call("GET", "/api/v1/health")
    except OSError:
        return True
    return False
