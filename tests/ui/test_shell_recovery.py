"""A file that turns out to be damaged while the window is open: the program leads the person out of it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from lunch_desktop.domain.mutations import Intent
from lunch_desktop.store.desktop.database import damage_mark
from lunch_desktop.store.desktop.generation import leave
from lunch_desktop.sync.session import Session
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.ui.runtime.exceptions import ExceptionGuard
from lunch_desktop.ui.services import Services
from lunch_desktop.ui.session import DesktopSession
from lunch_desktop.ui.shell.choices import Preferences
from lunch_desktop.ui.shell.program import Program
from lunch_desktop.ui.shell.start_problem import StartProblem
from lunch_desktop.ui.shell.window import MainWindow
from tests.support.damage import overwrite_page, pages_of
from tests.support.lunch import a_party
from tests.ui.test_shell_program import SIGNED
from tests.ui.test_today_stage import NOW, Stage, stage

__all__ = ["stage"]


class Desk:
    """The stage's own desktop, opened and closed as the program does it."""

    def __init__(self, stage: Stage, folder: Path) -> None:
        self.stage = stage
        self.opened = 0
        self.services = Services(
            open_session=self._open,
            last_session=lambda: SIGNED,
            sign_in=lambda server, login, _: replace(SIGNED, server=server, login=login),
            sign_out=lambda: None,
            preferences=Preferences(),
            save_preference=lambda _name, _value: None,
            data_folder=folder,
            close_session=self._close,
        )

    def _open(self, signed: Session) -> DesktopSession:
        self.opened += 1
        self.stage.me.open()
        self.stage.session = DesktopSession(self.stage.me.store, self.stage.me.reads, self.stage.clock)
        return self.stage.session

    def _close(self, session: DesktopSession) -> None:
        session.close()
        leave(self.stage.me.database)

    def harm(self) -> None:
        """The disk loses what it held of the parties."""
        path = self.stage.me.path
        with self.stage.me.database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        self.stage.me.database.engine.dispose()
        for number in pages_of(path, "parties")[0]:
            overwrite_page(path, number, 4096)


@pytest.fixture
def desk(stage: Stage, tmp_path: Path) -> Desk:
    """With a change that waits."""
    stage.me.sync()
    stage.me.do("party.open", a_party(60, now=NOW))
    stage.me.leave()
    return Desk(stage, tmp_path)


@pytest.fixture
def program(desk: Desk, qapp: QApplication) -> Iterator[Program]:
    """Started, with its window open."""
    made = Program(desk.services, desk.stage.choices, ExceptionGuard(qapp))
    made.start()
    desk.stage.settle()
    yield made
    made.close()
    made.deleteLater()


@pytest.mark.expects_error_log
def test_the_window_opens_again_on_a_rebuilt_file_and_says_so(program: Program, desk: Desk) -> None:
    first = program._window
    assert isinstance(first, MainWindow)
    desk.harm()
    desk.stage.session.read(lambda reads: reads.today(NOW), lambda _: None, key="test")
    desk.stage.qtbot.waitUntil(lambda: desk.opened == 2)
    desk.stage.settle()
    second = program._window
    assert isinstance(second, MainWindow)
    assert second is not first
    assert not second.notices._event.isHidden()
    told = second.notices._told
    assert isinstance(told, Problem)
    assert told.code is ProblemCode.REBUILT
    assert told.facts["saved"] == 1
    assert desk.stage.me.store.waiting() == 1
    assert second.notices.dismiss()
    desk.stage.settle()
    assert [one.seen for one in desk.stage.me.reads.notices()] == [True]
    desk.stage.session.do(Intent("party.open", a_party(24 * 60, now=NOW)))
    desk.stage.settle()
    assert desk.stage.me.store.waiting() == 2
    assert not damage_mark(desk.stage.me.path).exists()


def test_a_file_that_is_damaged_over_and_over_ends_with_a_word_and_not_in_a_circle(
    program: Program, desk: Desk
) -> None:
    for _ in range(4):
        before = program._window
        desk.stage.me.database.found_damaged()
        desk.stage.me.database.found_damaged()
        desk.stage.qtbot.waitUntil(lambda before=before: program._window is not before)  # type: ignore[misc]
        desk.stage.settle()
    assert desk.opened == 4
    assert isinstance(program._window, StartProblem)
