"""Which part is down when nobody can sign in, found out at real parts: networks, servers, databases, accounts."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lunch_desktop.domain.times import Instant
from lunch_desktop.sync import closer_look
from lunch_desktop.sync.closer_look import look_closer
from lunch_desktop.sync.http import ApiClient, ApiError
from lunch_desktop.sync.session import SessionFile
from lunch_desktop.sync.sign_in import SignIn
from lunch_desktop.system.clock import SystemClock
from lunch_desktop.system.languages import Language
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.system.vault import MemoryVault
from lunch_desktop.ui.pages.sign_in.form import SignInForm
from lunch_desktop.ui.pages.sign_in.ladder import Ladder, Rung, broken_rung
from lunch_desktop.ui.texts.language import LanguageSwitch
from lunch_desktop.ui.theme.theme import Theme, ThemeMode
from tests.integration.support_gate import Foreign, gate_before
from tests.integration.support_server import EMPLOYEE, PASSWORD, RunningServer, running
from tests.support.clock import ManualClock
from tests.support.postgres import Postgres

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

PORTAL = "http://wifi.example/login"


class Asking:
    """A form that signs in as the program does."""

    def __init__(self, folder: Path, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        sign_in = SignIn(ApiClient, MemoryVault(), SessionFile(folder / "session.json"), SystemClock())

        def call(server: str, login: str, password: str) -> object:
            try:
                return sign_in.with_password(server, login, password, "PC")
            except ApiError as error:
                raise look_closer(error.problem, SystemClock()) from error

        self.signed_in: list[object] = []
        self.form = SignInForm(Theme(ThemeMode.LIGHT), call)
        self.form.signed_in.connect(self.signed_in.append)
        self.form.show()

    def try_at(self, server: str, password: str = PASSWORD, login: str = EMPLOYEE) -> Rung | None:
        """Sign in there; which part is down."""
        self.form.fill(server, login, password)
        self.form.submit()
        self.qtbot.waitUntil(lambda: not self.form.running, timeout=20_000)
        return self.form.ladder.broken if self.form.ladder.isVisible() else None

    @property
    def told(self) -> str:
        return f"{self.form.problem.accessibleName()} {self.form.problem.accessibleDescription()}"


@pytest.fixture
def asking(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Asking]:
    switch = LanguageSwitch(qapp)
    switch.choose(Language.ENGLISH)
    made = Asking(tmp_path, qtbot)
    yield made
    made.form.close_tasks()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with running(tmp_path / "server") as started:
        yield started


def test_a_stopped_server_is_the_part_that_is_down(asking: Asking) -> None:
    assert asking.try_at("http://127.0.0.1:1") is Rung.SERVER
    assert asking.form.ladder.accessibleName() == (
        "This PC: fine, Network: fine, Server: here is the problem, Database: not asked yet, Account: not asked yet"
    )
    assert not asking.form.ladder.pills[Rung.DATABASE].isVisible()
    assert asking.form.password.text() == PASSWORD


def test_a_server_whose_database_is_gone_says_so(asking: Asking, tmp_path: Path) -> None:
    postgres = Postgres()
    try:
        with running(tmp_path / "server", url=postgres.fresh()) as server:
            postgres.stop()
            assert asking.try_at(server.url) is Rung.DATABASE
            assert asking.form.ladder.pills[Rung.DATABASE].isVisible()
            postgres.start()
            asking.try_at(server.url)
            assert asking.signed_in, "it went by itself"
            assert not asking.form.ladder.isVisible()
    finally:
        postgres.close()


def test_an_account_that_was_deactivated_is_the_part_that_is_down(asking: Asking, server: RunningServer) -> None:
    server.set_active(1, active=False)
    assert asking.try_at(server.url) is Rung.ACCOUNT


def test_a_mistyped_password_is_no_part_that_is_down_until_it_was_too_often(
    asking: Asking, server: RunningServer
) -> None:
    assert asking.try_at(server.url, "wrong") is None
    for _ in range(5):
        found = asking.try_at(server.url, "wrong")
    assert found is Rung.ACCOUNT
    assert "You can try again from " in asking.told


def test_a_networks_page_stands_between_and_one_button_leads_there_and_back(
    asking: Asking, server: RunningServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    with gate_before(server.url) as gate:
        gate.decide = lambda _: Foreign(302, {"Location": PORTAL})
        assert asking.try_at(gate.url) is Rung.NETWORK
        QTest.mouseClick(asking.form.portal_help.button, Qt.MouseButton.LeftButton)
        assert [url.toString() for url in opened] == [PORTAL]
        gate.decide = lambda _: None
        QApplication.instance().applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)  # type: ignore[union-attr]
        asking.qtbot.waitUntil(lambda: bool(asking.signed_in))
    assert not asking.form.portal_help.button.isVisible()


def test_a_name_that_nobody_knows_is_told_apart_from_a_server_that_is_down(
    only_this_machine: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(closer_look, "_has_network", lambda: True)
    unreachable = Problem(ProblemCode.SERVER_UNREACHABLE, server="https://lunch.invalid")
    assert look_closer(unreachable, SystemClock()).code is ProblemCode.SERVER_NAME_UNKNOWN
    only_this_machine.clear()


@pytest.mark.skipif(sys.platform != "linux", reason="a network of its own is Linux's")
def test_a_pc_without_any_network_is_told_as_such() -> None:
    code = (
        "from lunch_desktop.sync.closer_look import look_closer\n"
        "from lunch_desktop.system.clock import SystemClock\n"
        "from lunch_desktop.system.problems import Problem, ProblemCode\n"
        "for server in ('https://lunch.example', 'http://127.0.0.1:1'):\n"
        "    print(look_closer(Problem(ProblemCode.SERVER_UNREACHABLE, server=server), SystemClock()).code)\n"
    )
    apart = subprocess.run(
        ["unshare", "--net", "--map-root-user", sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert apart.stdout.split() == ["no_network", "server_unreachable"]


@pytest.mark.parametrize(("days", "code"), [(-2, "clock_wrong"), (0, "certificate_not_trusted")])
def test_a_clock_that_is_far_behind_explains_a_certificate(days: int, code: str) -> None:
    installed = Instant(1_795_000_000_000)
    clock = ManualClock(installed)
    clock.advance(days * 24 * 60 * 60 * 1000)
    problem = Problem(ProblemCode.CERTIFICATE_NOT_TRUSTED, server="https://lunch.example")
    assert look_closer(problem, clock, lambda: installed).code == code


def test_every_part_has_its_word_in_both_languages(qapp: QApplication, qtbot: QtBot) -> None:
    switch, ladder = LanguageSwitch(qapp), Ladder(Theme(ThemeMode.LIGHT))
    qtbot.addWidget(ladder)
    said = {}
    for language in (Language.KOREAN, Language.ENGLISH):
        switch.choose(language)
        ladder.take(Problem(ProblemCode.ACCOUNT_DEACTIVATED))
        said[language] = [pill.text() for pill in ladder.pills.values()]
    assert len(set(said[Language.KOREAN])) == len(set(said[Language.ENGLISH])) == len(Rung)
    assert not set(said[Language.KOREAN]) & set(said[Language.ENGLISH])
    assert broken_rung(Problem(ProblemCode.WRONG_CREDENTIALS)) is None
