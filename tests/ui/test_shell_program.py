"""From the first screen to the last: signing in, out and again, and what can't be opened."""

import gc
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from lunch_desktop.domain.people import Role
from lunch_desktop.domain.times import HOUR, Instant
from lunch_desktop.sync.session import Session
from lunch_desktop.sync.status import Reach
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.system.restarting import EXIT_RESTART
from lunch_desktop.system.settings import SETTINGS, Metered
from lunch_desktop.ui.pages.settings.page import SettingsPage
from lunch_desktop.ui.pages.sign_in.dialog import SignInDialog
from lunch_desktop.ui.pages.today.page import TodayPage
from lunch_desktop.ui.runtime.driver import Driver
from lunch_desktop.ui.runtime.exceptions import ExceptionGuard
from lunch_desktop.ui.runtime.rubbish import Rubbish
from lunch_desktop.ui.services import Services
from lunch_desktop.ui.session import DesktopSession
from lunch_desktop.ui.shell.choices import Preferences
from lunch_desktop.ui.shell.driving import teach
from lunch_desktop.ui.shell.offline_watch import OfflineWatch
from lunch_desktop.ui.shell.program import Program
from lunch_desktop.ui.shell.sign_in_window import SignInWindow
from lunch_desktop.ui.shell.start_problem import StartProblem
from lunch_desktop.ui.shell.window import MainWindow
from lunch_desktop.ui.widgets.dialog import ConfirmDialog
from lunch_desktop.wire.identity import Device, DeviceEnding, DevicesEnding, PasswordRules
from tests.support.company import OFFICE, STAFF
from tests.ui.test_today_stage import NOW, Stage, nothing, requested, stage

__all__ = ["stage"]

SIGNED = Session(
    server="https://lunch.example",
    employee_id=STAFF[0].id,
    login="minji@lunch.example",
    name=STAFF[0].name,
    role=Role.EMPLOYEE,
    office_id=OFFICE.id,
    office_name=OFFICE.name,
    time_zone=OFFICE.time_zone,
    signed_in_at=NOW,
    seen_at=NOW,
    offline_days=30,
)


@dataclass
class Devices:
    """The server, as far as the pages of the account ask it."""

    signed_in: list[Device] = field(
        default_factory=lambda: [
            Device(id="1", name="PC 1", created_at=NOW - 9 * 24 * HOUR, last_used_at=NOW, current=True),
            Device(
                id="2",
                name="PC 2",
                created_at=NOW - 40 * 24 * HOUR,
                last_used_at=NOW - 3 * HOUR,
                current=False,
                network="203.0.113.0/24",
            ),
        ]
    )
    problem: Problem | None = None
    asked: list[object] = field(default_factory=list)

    def devices(self) -> list[Device]:
        self._ask("devices")
        return self.signed_in

    def rename_device(self, device: str, name: str) -> None:
        self._ask((device, name))

    def end_device(self, device: str, ending: DeviceEnding) -> None:
        self._ask((device, ending))

    def end_devices(self, ending: DevicesEnding) -> int:
        self._ask(ending)
        return len(self.signed_in) - 1

    def password_rules(self) -> PasswordRules:
        return PasswordRules(shortest=15)

    def change_password(self, current: str, new: str) -> None:
        self._ask((current, new))

    def _ask(self, what: object) -> None:
        self.asked.append(what)
        if self.problem is not None:
            raise self.problem


@dataclass
class Outside:
    """The rest of the program, as the window sees it."""

    stage: Stage
    folder: Path
    last: Session | None = None
    problem: Problem | None = None
    keyring: str | None = None
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    log: list[str] = field(default_factory=list)
    account: Devices = field(default_factory=Devices)
    unlocked: list[Session] = field(default_factory=list)

    def services(self) -> Services:
        """What the window is given."""
        return Services(
            open_session=self._open,
            last_session=lambda: self.last,
            sign_in=self._sign_in,
            sign_out=lambda: self.log.append("signed out"),
            preferences=Preferences(),
            save_preference=lambda _name, _value: None,
            data_folder=self.folder,
            keyring_warning=lambda: self.keyring,
            close_session=self._close,
            account=self.account,
            unlock=self.unlocked.append,
        )

    def _open(self, signed: Session) -> DesktopSession:
        self.log.append(f"opened {signed.login}")
        if self.problem is not None:
            raise self.problem
        self.stage.session = DesktopSession(self.stage.me.store, self.stage.me.reads, self.stage.clock)
        return self.stage.session

    def _close(self, session: DesktopSession) -> None:
        self.log.append("closed")
        session.close()

    def _sign_in(self, server: str, login: str, password: str) -> Session:
        self.asked.append((server, login, password))
        if password != "right":
            raise Problem(ProblemCode.WRONG_CREDENTIALS)
        return replace(SIGNED, server=server, login=login, signed_in_at=Instant(NOW + 1))


def test_a_network_that_comes_back_is_used_at_once(
    outside: Outside, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[DesktopSession] = []
    monkeypatch.setattr(DesktopSession, "network_changed", lambda session: asked.append(session))
    program._network.came_back.emit()
    assert asked == [], "nobody is signed in"
    outside.last = SIGNED
    program.start()
    program._network.came_back.emit()
    assert asked == [outside.stage.session]


@pytest.fixture
def outside(stage: Stage, tmp_path: Path) -> Outside:
    """Nobody has signed in yet."""
    return Outside(stage, tmp_path)


@pytest.fixture
def program(outside: Outside, qapp: QApplication) -> Iterator[Program]:
    """The program, not started."""
    made = Program(outside.services(), outside.stage.choices, ExceptionGuard(qapp))
    yield made
    made.close()
    made.deleteLater()


def window_of(program: Program) -> QWidget:
    """What is on the screen."""
    shown = [one for one in QApplication.topLevelWidgets() if one.isVisible() and one.parentWidget() is None]
    assert shown == [program._window]
    return shown[0]


def sign_in(outside: Outside, window: SignInWindow, password: str) -> None:
    """Type and press."""
    window.view.form.fill(SIGNED.server, SIGNED.login, password)
    QTest.mouseClick(window.view.form.button, Qt.MouseButton.LeftButton)
    outside.stage.qtbot.waitUntil(lambda: not window.view.form.running)
    outside.stage.settle()


def sign_out(main: MainWindow) -> None:
    """As a person does, on the page of settings."""
    main.navigate("settings")
    page = main.page
    assert isinstance(page, SettingsPage)
    QTest.mouseClick(page.account.sign_out_button, Qt.MouseButton.LeftButton)


def test_a_settings_file_that_was_damaged_is_told_at_the_start(outside: Outside, qapp: QApplication) -> None:
    outside.last = SIGNED
    damaged = Problem(ProblemCode.SETTINGS_DAMAGED, path="/data/settings.toml.damaged")
    services = replace(outside.services(), preferences=Preferences(problems=(damaged,)))
    program = Program(services, outside.stage.choices, ExceptionGuard(qapp))
    program.start()
    main = window_of(program)
    assert isinstance(main, MainWindow)
    assert "/data/settings.toml.damaged" in main.notices._event.accessibleDescription()
    program.close()
    program.deleteLater()


def test_a_server_that_was_chosen_in_the_settings_is_the_next_to_sign_in_to(program: Program, outside: Outside) -> None:
    outside.last = SIGNED
    program.start()
    main = window_of(program)
    assert isinstance(main, MainWindow)
    outside.stage.choices.choose("server", "https://new.example")
    sign_out(main)
    shown = window_of(program)
    assert isinstance(shown, SignInWindow)
    assert shown.view.form.server.text() == "https://new.example"


def test_a_restart_ends_the_run_with_its_own_code(
    program: Program, outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SETTINGS, "metered", replace(SETTINGS["metered"], restart=True))
    outside.last = SIGNED
    program.start()
    main = window_of(program)
    assert isinstance(main, MainWindow)
    main.navigate("settings")
    page = main.page
    assert isinstance(page, SettingsPage)
    codes: list[int] = []
    monkeypatch.setattr(QApplication, "exit", codes.append)
    outside.stage.choices.choose("metered", Metered.YES)
    QTest.mouseClick(page.rows["metered"].restart_button, Qt.MouseButton.LeftButton)
    assert codes == [EXIT_RESTART]


def test_the_first_start_asks_to_sign_in_and_then_shows_today(program: Program, outside: Outside) -> None:
    program.start()
    first = window_of(program)
    assert isinstance(first, SignInWindow)
    sign_in(outside, first, "wrong")
    assert window_of(program) is first
    assert first.view.form.password.text() == "wrong"
    sign_in(outside, first, "right")
    main = window_of(program)
    assert isinstance(main, MainWindow)
    assert isinstance(main.page, TodayPage)
    assert [password for _, _, password in outside.asked] == ["wrong", "right"]


def test_the_next_start_opens_at_once_and_measures_itself(program: Program, outside: Outside) -> None:
    nothing(outside.stage)
    outside.last = SIGNED
    program.start()
    outside.stage.settle()
    assert isinstance(window_of(program), MainWindow)
    outside.stage.qtbot.waitUntil(lambda: program.started is not None)
    assert program.started is not None
    assert program.started > 0


def test_a_session_that_is_too_old_asks_to_sign_in_and_says_why(program: Program, outside: Outside) -> None:
    outside.last, outside.problem = SIGNED, Problem(ProblemCode.OFFLINE_TOO_LONG, days=30)
    program.start()
    shown = window_of(program)
    assert isinstance(shown, SignInWindow)
    assert shown.view.form.problem.isVisible()
    assert shown.view.form.email.text() == SIGNED.login


def test_a_session_that_is_too_old_goes_on_by_itself_when_the_server_confirms_it(
    outside: Outside, qapp: QApplication
) -> None:
    outside.last, outside.problem = SIGNED, Problem(ProblemCode.OFFLINE_TOO_LONG, days=0)

    def renew(last: Session) -> Session:
        outside.problem = None
        return replace(last, seen_at=Instant(NOW + 1))

    program = Program(replace(outside.services(), renew=renew), outside.stage.choices, ExceptionGuard(qapp))
    program.start()
    assert isinstance(window_of(program), SignInWindow)
    program._tasks.drain(5)
    assert isinstance(window_of(program), MainWindow)
    assert outside.asked == [], "nobody typed a password"
    program.close()
    program.deleteLater()


def test_an_open_window_is_closed_when_the_server_was_not_heard_of_for_too_long(
    outside: Outside, qapp: QApplication
) -> None:
    outside.last = SIGNED
    too_long = Problem(ProblemCode.OFFLINE_TOO_LONG, days=30)

    def observe() -> None:
        raise too_long

    program = Program(replace(outside.services(), observe=observe), outside.stage.choices, ExceptionGuard(qapp))
    program.start()
    main = window_of(program)
    watch = main.findChild(OfflineWatch)
    assert watch is not None
    watch.look()
    program._tasks.drain(5)
    shown = window_of(program)
    assert isinstance(shown, SignInWindow)
    assert shown.view.form.problem.isVisible()
    assert outside.log == [f"opened {SIGNED.login}", "closed"]
    program.close()
    program.deleteLater()


def test_a_file_that_cannot_be_opened_is_told_with_its_remedy_and_can_be_tried_again(
    program: Program, outside: Outside
) -> None:
    outside.last, outside.problem = SIGNED, Problem(ProblemCode.DATABASE_LOCKED, path="/data/lunch.db")
    program.start()
    shown = window_of(program)
    assert isinstance(shown, StartProblem)
    outside.problem = None
    shown.try_again.emit()
    outside.stage.qtbot.waitUntil(lambda: isinstance(program._window, MainWindow))
    assert outside.unlocked == [SIGNED], "what is missing is looked for again"


def test_signing_out_returns_to_the_first_screen(program: Program, outside: Outside) -> None:
    outside.last = SIGNED
    program.start()
    main = window_of(program)
    assert isinstance(main, MainWindow)
    sign_out(main)
    program._tasks.drain(5)
    assert isinstance(window_of(program), SignInWindow)
    assert outside.log == [f"opened {SIGNED.login}", "closed", "signed out"]


def test_signing_out_with_unsent_changes_asks_first(program: Program, outside: Outside) -> None:
    requested(outside.stage)
    outside.last = SIGNED
    program.start()
    outside.stage.reaches(Reach.UNREACHABLE)
    main = window_of(program)
    assert isinstance(main, MainWindow)
    sign_out(main)
    dialog = main.findChild(ConfirmDialog)
    assert dialog is not None
    assert "1" in dialog.accessibleDescription()
    dialog.reject()
    assert isinstance(window_of(program), MainWindow)
    assert "signed out" not in outside.log


def test_signing_in_again_keeps_the_window_and_what_was_typed(program: Program, outside: Outside) -> None:
    outside.last = SIGNED
    program.start()
    main = window_of(program)
    assert isinstance(main, MainWindow)
    main.header._search.setText("국밥")
    main.sign_in_again.emit()
    dialog = main.findChild(SignInDialog)
    assert dialog is not None
    dialog.form.password.setText("right")
    QTest.mouseClick(dialog.form.button, Qt.MouseButton.LeftButton)
    outside.stage.qtbot.waitUntil(lambda: main.findChild(SignInDialog) is None)
    assert window_of(program) is main
    assert main.header._search.text() == "국밥"
    assert outside.log == [f"opened {SIGNED.login}"]


def test_without_a_keyring_the_window_says_once_that_it_will_ask_again(program: Program, outside: Outside) -> None:
    outside.last, outside.keyring = SIGNED, ProblemCode.KEYRING_UNAVAILABLE.value
    program.start()
    main = window_of(program)
    assert isinstance(main, MainWindow)
    outside.stage.qtbot.waitUntil(main.notices.isVisible)
    assert main.notices._event.accessibleName() == "The sign-in can't be kept"


def test_rubbish_is_collected_once_the_first_page_is_there(program: Program, outside: Outside) -> None:
    nothing(outside.stage)
    outside.last = SIGNED
    gc.disable()
    program.start()
    assert program.findChild(Rubbish) is None
    outside.stage.settle()
    outside.stage.qtbot.waitUntil(lambda: program.findChild(Rubbish) is not None)
    assert program.started is not None
    assert not gc.isenabled(), "it would collect on other threads"


def test_the_driver_can_choose_language_look_and_offline_and_read_the_status(
    program: Program, outside: Outside
) -> None:
    outside.last = SIGNED
    sink = io.BytesIO()
    driver = Driver(program, source=io.BytesIO(), sink=sink)
    teach(driver, program)
    program.start()
    outside.stage.reaches(Reach.ONLINE)
    commands: list[dict[str, object]] = [
        {"do": "language", "value": "ko"},
        {"do": "theme", "value": "dark"},
        {"do": "offline", "value": True},
        {"do": "status"},
        {"do": "theme", "value": "pink"},
    ]
    for number, command in enumerate(commands):
        driver.handle(json.dumps({"id": number, **command}).encode())
        outside.stage.settle()
    answers = [json.loads(line) for line in sink.getvalue().splitlines()]
    assert [answer.get("value") for answer in answers[:3]] == ["ko", "dark", True]
    assert answers[3]["value"] == {
        "reach": "online",
        "sending": False,
        "live": True,
        "waiting": 0,
        "attention": 0,
        "problem": None,
    }
    assert not answers[4]["ok"]
    assert outside.stage.theme.dark
