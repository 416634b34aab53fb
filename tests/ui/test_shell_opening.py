"""From the first screen to the data where its key is not at hand: waiting, signing in, beginning anew, erasing."""

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lunch_desktop.sync.session import Session
from lunch_desktop.sync.status import Reach, SyncStatus
from lunch_desktop.system.first_start import Asked
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.ui.pages.inbox.page import InboxPage
from lunch_desktop.ui.runtime.exceptions import ExceptionGuard
from lunch_desktop.ui.shell import opening
from lunch_desktop.ui.shell.opening import WaitingForKey
from lunch_desktop.ui.shell.program import Program
from lunch_desktop.ui.shell.sign_in_window import SignInWindow
from lunch_desktop.ui.shell.start_problem import StartProblem
from lunch_desktop.ui.shell.window import MainWindow
from lunch_desktop.ui.widgets.button import Button
from tests.ui.test_shell_program import SIGNED, Outside, outside, window_of
from tests.ui.test_today_stage import Stage, stage

__all__ = ["outside", "stage"]


class Keyring:
    """A keyring that answers when it is told to."""

    def __init__(self) -> None:
        self.answers = threading.Event()
        self.asked = 0

    def unlock(self, _signed: Session) -> None:
        self.asked += 1
        assert self.answers.wait(20)


@pytest.fixture
def keyring() -> Iterator[Keyring]:
    made = Keyring()
    yield made
    made.answers.set()


@pytest.fixture
def erased() -> list[Session]:
    """What the program erased."""
    return []


@pytest.fixture
def anew() -> list[Session]:
    """What the program began anew."""
    return []


@pytest.fixture
def program(
    outside: Outside, keyring: Keyring, erased: list[Session], anew: list[Session], qapp: QApplication
) -> Iterator[Program]:
    """The program, not started, with somebody's last session."""
    outside.last = SIGNED
    services = replace(
        outside.services(),
        is_unlocked=lambda _signed: keyring.answers.is_set(),
        unlock=keyring.unlock,
        erase=erased.append,
        start_anew=anew.append,
    )
    made = Program(services, outside.stage.choices, ExceptionGuard(qapp), Asked(page="inbox"))
    yield made
    keyring.answers.set()
    made.close()
    made.deleteLater()


def wait_for(stage: Stage, program: Program, kind: type) -> None:
    stage.qtbot.waitUntil(lambda: isinstance(program._window, kind))


def ended(code: ProblemCode) -> SyncStatus:
    """The server has ended the session."""
    return SyncStatus(Reach.SIGN_IN_NEEDED, False, False, 0, 0, Problem(code))


def press(window: StartProblem, text: str) -> None:
    (button,) = [one for one in window.findChildren(Button) if one.text() == text]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_keyring_that_answers_soon_shows_nothing_but_the_data(
    program: Program, outside: Outside, keyring: Keyring
) -> None:
    program.start()
    assert program._window is None, "nothing is shown before it is known what"
    keyring.answers.set()
    wait_for(outside.stage, program, MainWindow)
    window = window_of(program)
    assert isinstance(window, MainWindow)
    assert isinstance(window.page, InboxPage), "what the start was asked for waited, too"
    assert keyring.asked == 1


def test_a_keyring_that_asks_the_person_is_waited_for_with_words(
    program: Program, outside: Outside, keyring: Keyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "PATIENCE_MS", 0)
    program.start()
    wait_for(outside.stage, program, WaitingForKey)
    shown = window_of(program)
    assert isinstance(shown, WaitingForKey)
    assert "Opening your data" in shown._banner.accessibleName()
    keyring.answers.set()
    wait_for(outside.stage, program, MainWindow)


def test_data_without_its_key_leads_to_signing_in_and_says_why(
    program: Program, outside: Outside, keyring: Keyring
) -> None:
    keyring.answers.set()
    outside.problem = Problem(ProblemCode.DATA_LOCKED)
    program.start()
    shown = window_of(program)
    assert isinstance(shown, SignInWindow)
    assert "Sign in to open your data" in shown.view.form.problem.accessibleName()
    outside.problem = None
    QTest.keyClicks(shown.view.form.password, "right")
    QTest.mouseClick(shown.view.form.button, Qt.MouseButton.LeftButton)
    wait_for(outside.stage, program, MainWindow)


def test_data_that_nothing_opens_is_begun_anew_only_when_the_person_says_so(
    program: Program, outside: Outside, keyring: Keyring, anew: list[Session]
) -> None:
    keyring.answers.set()
    outside.problem = Problem(ProblemCode.DATA_KEY_LOST, path="/data/accounts/x")
    program.start()
    shown = window_of(program)
    assert isinstance(shown, StartProblem)
    assert anew == []
    shown.try_again.emit()
    outside.stage.qtbot.waitUntil(lambda: keyring.asked == 1)
    outside.stage.qtbot.waitUntil(lambda: program._window is not shown)
    again = window_of(program)
    assert isinstance(again, StartProblem)
    assert anew == []
    outside.problem = None
    press(again, "Start anew")
    wait_for(outside.stage, program, MainWindow)
    assert anew == [SIGNED]


def test_no_other_problem_offers_to_begin_anew(program: Program, outside: Outside, keyring: Keyring) -> None:
    keyring.answers.set()
    outside.problem = Problem(ProblemCode.DATABASE_LOCKED, path="/data/lunch.db")
    program.start()
    shown = window_of(program)
    assert isinstance(shown, StartProblem)
    assert [one.text() for one in shown.findChildren(Button) if one.isVisible() and one.text()] == ["Quit", "Try again"]


def test_a_pc_that_was_reported_lost_erases_what_it_has_and_says_so(
    program: Program, outside: Outside, keyring: Keyring, erased: list[Session]
) -> None:
    keyring.answers.set()
    program.start()
    wait_for(outside.stage, program, MainWindow)
    main = window_of(program)
    assert isinstance(main, MainWindow)
    told = outside.stage.session.status_changed
    told.emit(ended(ProblemCode.SESSION_ENDED))
    assert program._window is main, "a session that has merely ended erases nothing"
    told.emit(ended(ProblemCode.DEVICE_LOST))
    shown = window_of(program)
    assert isinstance(shown, SignInWindow)
    assert "reported lost" in shown.view.form.problem.accessibleName()
    assert program._tasks.drain(5)
    assert erased == [SIGNED]
    assert outside.log == [f"opened {SIGNED.login}", "closed"], "the file was let go of first"
