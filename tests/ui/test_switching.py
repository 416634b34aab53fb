"""From one account of a PC to another in the real window: nothing of the one is left in sight of the other."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lunch_desktop.bootstrap.account import Account
from lunch_desktop.bootstrap.keys import Keys
from lunch_desktop.domain.mutations import Intent
from lunch_desktop.domain.parties.opening import OpenParty
from lunch_desktop.domain.times import HOUR, Instant
from lunch_desktop.sync.session import Session
from lunch_desktop.system.clock import SystemClock
from lunch_desktop.system.paths import DataFolder
from lunch_desktop.system.vault import MemoryVault
from lunch_desktop.ui.runtime.exceptions import ExceptionGuard
from lunch_desktop.ui.services import Services
from lunch_desktop.ui.shell.choices import Preferences
from lunch_desktop.ui.shell.memory import NAME
from lunch_desktop.ui.shell.program import Program
from lunch_desktop.ui.shell.window import MainWindow
from tests.integration.support_server import ADMIN, EMPLOYEE, PASSWORD, running
from tests.ui.test_today_stage import Stage, stage

__all__ = ["stage"]

TITLE = "첫째 계정만 아는 순댓국"


class Desk:
    """A PC with an account at each of two companies, and the program's window on the first."""

    def __init__(
        self,
        folder: Path,
        urls: list[str],
        stage: Stage,
        qtbot: QtBot,
        application: QApplication,
        *,
        shared: bool = False,
    ) -> None:
        self.root, self.qtbot, self.stage = DataFolder(folder), qtbot, stage
        folder.mkdir()
        self.account = Account(self.root, False, shared_name=None, proxy="none", keys=Keys(self.root, MemoryVault()))
        self.account.share(shared)
        self.second = self.account.sign_in(urls[1], ADMIN, PASSWORD)
        self.first = self.account.sign_in(urls[0], EMPLOYEE, PASSWORD)
        self._make_lunch()
        self.program = Program(self._services(folder), stage.choices, ExceptionGuard(application))
        self.program.start()
        self.wait_open(self.first)

    def wait_open(self, signed: Session) -> None:
        """Until the window of an account is there, and has heard from its server."""

        def is_open() -> bool:
            opened, status = self.program._signed, self.program.status
            return opened is not None and opened.identity == signed.identity and status is not None and status.met

        self.qtbot.waitUntil(is_open, timeout=20_000)
        self.stage.settle()

    @property
    def window(self) -> MainWindow:
        window = self.program.window
        assert isinstance(window, MainWindow)
        return window

    def said(self) -> str:
        """All that the program's widgets say, in sight or not."""
        found = []
        for widget in QApplication.allWidgets():
            texts = [widget.accessibleName(), widget.accessibleDescription(), widget.windowTitle(), widget.toolTip()]
            for name in ("text", "toPlainText", "title"):
                said = getattr(widget, name, None)
                texts.append(str(said()) if callable(said) else "")
            found += texts
        return "\n".join(found)

    def close(self) -> None:
        self.program.close()
        self.program.deleteLater()

    def _make_lunch(self) -> None:
        session = self.account.open_session(self.first)
        party = OpenParty(TITLE, None, Instant(SystemClock().now() + 30 * HOUR), 60, "", 4, "", "office")
        done: list[object] = []
        session.do(Intent("party.open", party), done.append, done.append)
        self.qtbot.waitUntil(lambda: bool(done))
        self.account.close_session(session)

    def _services(self, folder: Path) -> Services:
        account = self.account
        return Services(
            open_session=account.open_session,
            close_session=account.close_session,
            last_session=account.last_session,
            sign_in=account.sign_in,
            sign_out=account.sign_out,
            preferences=Preferences(),
            save_preference=lambda _name, _value: None,
            data_folder=folder,
            is_unlocked=account.is_unlocked,
            unlock=account.unlock,
            known=account.known,
            switch_to=account.switch_to,
            remove=account.remove,
            folder_of=account.folder_of,
            leave=account.leave,
        )


@pytest.fixture
def desk(tmp_path: Path, stage: Stage, qtbot: QtBot, qapp: QApplication) -> Iterator[Desk]:
    with ExitStack() as stack:
        urls = [stack.enter_context(running(tmp_path / name)).url for name in ("one", "two")]
        made = Desk(tmp_path / "data", urls, stage, qtbot, qapp)
        stack.callback(made.close)
        yield made


def test_the_other_account_sees_nothing_of_the_first_and_the_first_finds_everything_again(desk: Desk) -> None:
    desk.window.navigate("parties")
    desk.qtbot.waitUntil(lambda: TITLE in desk.said(), timeout=20_000)
    QTest.keyClick(desk.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    desk.program._leaving.switch_to(desk.second)
    desk.wait_open(desk.second)
    desk.window.navigate("parties")
    desk.stage.settle()
    assert TITLE not in desk.said()
    assert EMPLOYEE not in desk.said()
    assert desk.window._memory.kept("parties") == {}
    desk.program._leaving.switch_to(desk.first)
    desk.wait_open(desk.first)
    assert desk.window.page is not None
    assert desk.window.page.key == "parties", "where this account was"
    desk.qtbot.waitUntil(lambda: TITLE in desk.said(), timeout=20_000)
    kept = {found.parent for found in desk.root.root.glob(f"accounts/*/{NAME}")}
    assert kept == {desk.account.folder_of(desk.first), desk.account.folder_of(desk.second)}


def test_signing_out_locks_the_account_and_leaves_the_other_as_it_is(desk: Desk) -> None:
    desk.program._leaving.sign_out_now()
    desk.qtbot.waitUntil(lambda: {one.signed_in for one in desk.account.known()} == {True, False}, timeout=20_000)
    desk.stage.settle()
    assert TITLE not in desk.said()
    signed_in = {one.session.login: one.signed_in for one in desk.account.known()}
    assert signed_in == {EMPLOYEE: False, ADMIN: True}


def test_a_program_that_ends_on_a_shared_pc_leaves_no_trace_of_where_the_person_was(
    tmp_path: Path, stage: Stage, qtbot: QtBot, qapp: QApplication
) -> None:
    with ExitStack() as stack:
        urls = [stack.enter_context(running(tmp_path / name)).url for name in ("one", "two")]
        desk = Desk(tmp_path / "data", urls, stage, qtbot, qapp, shared=True)
        desk.window.navigate("parties")
        desk.qtbot.waitUntil(
            lambda: desk.program.status is not None and not desk.program.status.waiting, timeout=20_000
        )
        desk.close()
        desk.stage.settle()
        left = sorted(found.name for found in desk.account.folder_of(desk.first).iterdir())
        assert left == []
