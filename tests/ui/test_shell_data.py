"""The data is open in another login session: what the person reads there, and going on here."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lunch_desktop.system.data_lock import WANTED, DataLock, is_wanted
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.ui.runtime.exceptions import ExceptionGuard
from lunch_desktop.ui.shell.program import Program
from lunch_desktop.ui.shell.sign_in_window import SignInWindow
from lunch_desktop.ui.shell.start_problem import StartProblem
from lunch_desktop.ui.widgets.button import Button
from tests.integration.test_system_data_lock import another
from tests.ui.test_shell_program import Outside
from tests.ui.test_today_stage import Stage, stage

__all__ = ["stage"]


@pytest.fixture
def lock(tmp_path: Path) -> Iterator[DataLock]:
    made = DataLock(tmp_path)
    yield made
    made.release()


@pytest.fixture
def program(stage: Stage, tmp_path: Path, lock: DataLock, qapp: QApplication) -> Iterator[Program]:
    """The program, nobody signed in, on data that has a real lock."""
    services = replace(
        Outside(stage, tmp_path).services(),
        claim_data=lambda take_over: lock.take(take_over=take_over),
        is_data_wanted=lambda: is_wanted(tmp_path),
    )
    guard = ExceptionGuard(qapp)
    made = Program(services, stage.choices, guard)
    yield made
    made.close()


def window() -> StartProblem:
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, StartProblem) and one.isVisible())


def button(name: str) -> Button:
    return next(one for one in window().findChildren(Button) if one.text() == name)


def has_begun() -> bool:
    return any(isinstance(one, SignInWindow) and one.isVisible() for one in QApplication.topLevelWidgets())


def test_it_is_closed_there_and_opened_here(program: Program, lock: DataLock, tmp_path: Path, qtbot: QtBot) -> None:
    with another(tmp_path, "polite") as process:
        program.start()
        assert not has_begun()
        here = button("Continue here")
        assert window().focusWidget() is here
        here.click()
        assert not here.isEnabled()
        qtbot.waitUntil(has_begun, timeout=10_000)
        assert lock.held
        assert process.wait(10) == 0


def test_it_can_be_tried_again_when_it_was_closed_there(
    program: Program, lock: DataLock, tmp_path: Path, qtbot: QtBot
) -> None:
    with another(tmp_path) as process:
        program.start()
        told = window()
        button("Try again").click()
        qtbot.waitUntil(lambda: window() is not told, timeout=10_000)
        process.kill()
        process.wait()
        button("Try again").click()
        qtbot.waitUntil(has_begun, timeout=10_000)
    assert lock.held


def test_one_that_is_asked_for_its_data_ends(
    program: Program, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[bool] = []
    monkeypatch.setattr(QApplication, "quit", lambda: ended.append(True))
    program.start()
    assert has_begun()
    watch = program._claiming._watch
    assert watch is not None
    with qtbot.waitSignal(watch._watcher.directoryChanged, timeout=10_000):
        (tmp_path / "something else").touch()
    assert ended == []
    (tmp_path / WANTED).touch()
    qtbot.waitUntil(lambda: bool(ended), timeout=10_000)


def test_other_problems_offer_no_taking_over(stage: Stage) -> None:
    shown = StartProblem(stage.theme, Problem(ProblemCode.DISK_FULL, path=os.sep))
    assert [one.text() for one in shown.findChildren(Button) if one.text()] == ["Quit", "Try again"]
