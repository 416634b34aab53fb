"""The pages of one's own account over a real server: devices, password, and what they say while it is not there."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from lunch_desktop.bootstrap.account import Account
from lunch_desktop.bootstrap.own_account import OwnAccount
from lunch_desktop.domain.exports.entities import EXPORT_NOTICES, ExportNotice, ExportSource, notice_id
from lunch_desktop.domain.people import Role
from lunch_desktop.domain.times import HOUR, Day, Instant
from lunch_desktop.server.identity.passwords import PasswordRule
from lunch_desktop.sync.http import ApiClient
from lunch_desktop.sync.known_accounts import Known
from lunch_desktop.sync.session import Session, SessionFile
from lunch_desktop.sync.sign_in import SignIn
from lunch_desktop.sync.status import Reach
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.system.problems import text as problem_text
from lunch_desktop.system.vault import MemoryVault
from lunch_desktop.ui.page import PageContext
from lunch_desktop.ui.pages.account.accounts import AccountsPage
from lunch_desktop.ui.pages.account.asking import AskingDialog, NameForm, PasswordForm
from lunch_desktop.ui.pages.account.devices import DevicesPage
from lunch_desktop.ui.pages.account.password import PasswordPage
from lunch_desktop.ui.pages.account.profile import ProfilePage
from lunch_desktop.ui.shell.account_pages import account_pages
from lunch_desktop.ui.texts.language import language_in_force
from lunch_desktop.ui.widgets.dialog import ConfirmDialog
from lunch_desktop.ui.widgets.label import Label
from tests.integration.support_server import EMPLOYEE, PASSWORD, RunningServer, running
from tests.support.company import DEPARTMENTS_HERE, OFFICE, STAFF
from tests.ui.access_stage import whole_window
from tests.ui.strays import Strays
from tests.ui.test_shell_program import SIGNED, Outside
from tests.ui.test_today_stage import Stage

NEW = "커피 한 잔과 산책을 좋아하는 사람"


class Shell:
    """What the pages ask of the window."""

    def __init__(self) -> None:
        self.went: list[tuple[str, str | None]] = []
        self.told: list[str] = []
        self.title = ""

    def navigate(self, page: str, subject: str | None = None) -> None:
        self.went.append((page, subject))

    def toast(self, text: str, undo: object = None) -> None:
        del undo
        self.told.append(text)

    def set_header(self, title: str, detail: str = "") -> None:
        self.title = f"{title} · {detail}"


class Desk:
    """A desktop that is signed in at a real server, with a page of the account in sight."""

    def __init__(self, server: RunningServer, folder: Path, qtbot: QtBot) -> None:
        self.server, self.qtbot = server, qtbot
        self.stage = Stage(folder, qtbot)
        self.shell = Shell()
        self.sign_in = SignIn(
            lambda address: ApiClient(address), MemoryVault(), SessionFile(folder / "session.json"), server.clock
        )
        self.sign_in.with_password(server.url, EMPLOYEE, PASSWORD, "책상 PC")
        self.account = SimpleNamespace(signing=lambda **_named: self.sign_in, client=ApiClient, work_offline=False)
        self.own = OwnAccount(cast(Account, self.account))
        self.context = PageContext(self.stage.session, self.stage.theme, self.shell)

    def signed(self) -> Session:
        found = self.sign_in.session
        assert found is not None
        return found

    def devices(self) -> DevicesPage:
        page = DevicesPage(self.context, self.own, self.signed)
        self._show(page)
        return page

    def password(self) -> PasswordPage:
        page = PasswordPage(self.context, self.own, self.signed)
        self._show(page)
        return page

    def dialog(self, page: DevicesPage) -> AskingDialog:
        found = [one for one in page.findChildren(QDialog) if one.isVisible()]
        assert len(found) == 1
        assert isinstance(found[0], AskingDialog)
        return found[0]

    def confirm(self, page: DevicesPage, typed: str) -> None:
        """Type the password into the dialog, and press."""
        dialog = self.dialog(page)
        form = dialog.form
        assert isinstance(form, PasswordForm)
        form.password.setText(typed)
        QTest.mouseClick(form.button, Qt.MouseButton.LeftButton)
        self.qtbot.waitUntil(lambda: not form.running)
        QApplication.processEvents()

    def _show(self, page: DevicesPage | PasswordPage) -> None:
        self.page = page  # its wrapper would go, and it with it
        page.resize(880, 600)
        page.show()
        page.open(None)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with running(tmp_path / "server") as started:
        yield started


@pytest.fixture
def desk(server: RunningServer, tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(server, tmp_path, qtbot)
    yield made
    made.stage.close()


def names(page: DevicesPage) -> list[str]:
    return [row.item.name for row in page.rows]


def test_devices_are_listed_this_one_first_and_ended_with_the_password(desk: Desk) -> None:
    laptop = desk.server.sign_in(device="노트북")
    page = desk.devices()
    desk.qtbot.waitUntil(lambda: names(page) == ["책상 PC", "노트북"])
    assert not page.rows[0].end_button.isVisible(), "this one is signed out in the settings"
    page.rows[1].end.emit("end")
    desk.confirm(page, "wrong")
    form = desk.dialog(page).form
    assert isinstance(form, PasswordForm)
    assert form.field.error, "told at the field, and the dialog stays"
    desk.confirm(page, PASSWORD)
    desk.qtbot.waitUntil(lambda: names(page) == ["책상 PC"])
    assert desk.shell.told == ["노트북 is signed out"]
    assert not page.end_all_button.isVisible()
    body = {"refresh_token": laptop["refresh_token"]}
    assert desk.server.call("POST", "/api/v1/auth/refresh", json=body).status_code == 401


def test_all_others_are_ended_at_once_and_this_one_goes_on(desk: Desk) -> None:
    for name in ("노트북", "회의실"):
        desk.server.sign_in(device=name)
    page = desk.devices()
    desk.qtbot.waitUntil(lambda: len(page.rows) == 3)
    QTest.mouseClick(page.end_all_button, Qt.MouseButton.LeftButton)
    assert "2" in desk.dialog(page).windowTitle()
    desk.confirm(page, PASSWORD)
    desk.qtbot.waitUntil(lambda: len(page.rows) == 1)
    assert desk.own.devices()[0].current


def test_a_device_gets_another_name(desk: Desk) -> None:
    page = desk.devices()
    desk.qtbot.waitUntil(lambda: len(page.rows) == 1)
    QTest.mouseClick(page.rows[0].rename_button, Qt.MouseButton.LeftButton)
    form = desk.dialog(page).form
    assert isinstance(form, NameForm)
    assert form.name.text() == "책상 PC"
    form.name.setText("  ")
    form.submit()
    assert form.field.error
    form.name.setText("창가 자리")
    form.submit()
    desk.qtbot.waitUntil(lambda: names(page) == ["창가 자리"])


def test_without_the_server_the_list_stays_and_says_so_until_it_is_back(desk: Desk) -> None:
    page = desk.devices()
    desk.qtbot.waitUntil(lambda: len(page.rows) == 1)
    desk.server.sign_in(device="노트북")
    signed = desk.signed()
    desk.sign_in._session = replace(signed, server="http://127.0.0.1:1")
    page.refresh()
    desk.qtbot.waitUntil(page.problem.isVisible)
    assert names(page) == ["책상 PC"]
    assert "before" in page.problem.accessibleDescription()
    desk.sign_in._session = signed
    desk.stage.reaches(Reach.ONLINE)
    desk.qtbot.waitUntil(lambda: len(page.rows) == 2)
    assert not page.problem.isVisible()


def test_who_works_offline_has_no_server_asked_and_is_told_so(desk: Desk) -> None:
    desk.account.work_offline = True
    desk.account.signing = None  # whoever asks for it fails otherwise
    page = desk.devices()
    desk.qtbot.waitUntil(page.problem.isVisible)
    said = problem_text(Problem(ProblemCode.WORKING_OFFLINE), language_in_force())
    assert said.title in page.problem.accessibleName()
    assert page.rows == []


def test_the_password_is_changed_and_other_devices_are_out(desk: Desk) -> None:
    other = desk.server.sign_in(device="노트북")
    page = desk.password()
    form = page.form
    for field, typed in ((form.current, PASSWORD), (form.new.first, NEW), (form.new.second, NEW)):
        field.setText(typed)
    form.submit()
    desk.qtbot.waitUntil(lambda: bool(desk.shell.told))
    assert not any(one.text() for one in (form.current, form.new.first, form.new.second))
    body = {"refresh_token": other["refresh_token"]}
    assert desk.server.call("POST", "/api/v1/auth/refresh", json=body).status_code == 401
    assert desk.own.devices()[0].current, "this one stays"
    assert desk.server.sign_in(password=NEW)


def test_what_is_wrong_with_a_password_is_told_at_its_field_and_nothing_is_lost(desk: Desk) -> None:
    form = desk.password().form
    form.submit()
    assert form.current_field.error
    assert form.new.first_field.error
    for field, typed in ((form.current, "틀린 비밀번호"), (form.new.first, NEW), (form.new.second, NEW)):
        field.setText(typed)
    form.submit()
    desk.qtbot.waitUntil(lambda: not form.running and bool(form.current_field.error))
    assert form.new.text == NEW
    form.current.setText(PASSWORD)
    form.new.first.setText(PASSWORD)
    form.submit()
    assert "present" in form.new.first_field.error


def test_how_long_a_password_has_to_be_is_said_as_the_server_says_it(tmp_path: Path, qtbot: QtBot) -> None:
    with running(tmp_path / "server", rule=PasswordRule(19)) as server:
        desk = Desk(server, tmp_path, qtbot)
        form = desk.password().form
        qtbot.waitUntil(lambda: "19" in form.new.first.accessibleDescription())
        form.new.first.setText("eighteen letters !")
        assert "19" in form.new.first.accessibleDescription()
        desk.stage.close()


def test_while_it_is_typed_a_password_is_said_to_be_weak_or_good(desk: Desk) -> None:
    form = desk.password().form
    form.new.first.setText("password")
    weak = form.new.first.accessibleDescription()
    form.new.first.setText(NEW)
    assert form.new.first.accessibleDescription() == "This one is good."
    assert weak not in ("", "This one is good.")


def test_without_the_server_what_was_typed_for_a_password_stays(desk: Desk) -> None:
    form = desk.password().form
    desk.sign_in._session = replace(desk.signed(), server="http://127.0.0.1:1")
    for field, typed in ((form.current, PASSWORD), (form.new.first, NEW), (form.new.second, NEW)):
        field.setText(typed)
    form.submit()
    desk.qtbot.waitUntil(form.problem.isVisible)
    assert form.problem.accessibleName() == _title(ProblemCode.SERVER_UNREACHABLE)
    assert (form.current.text(), form.new.text) == (PASSWORD, NEW)


def _title(code: ProblemCode) -> str:
    return problem_text(Problem(code, server="x"), language_in_force()).title


def test_the_profile_is_there_without_any_server(tmp_path: Path, qtbot: QtBot) -> None:
    stage = Stage(tmp_path, qtbot)
    stage.exchange()
    shell = Shell()
    admin = replace(SIGNED, role=Role.ADMIN)
    page = ProfilePage(PageContext(stage.session, stage.theme, shell), lambda: admin)
    page.show()
    page.open(None)
    qtbot.waitUntil(lambda: page.facts["department"].value == DEPARTMENTS_HERE[0].name)
    shown = [label.text() for label in page.findChildren(Label)]
    for fact in (STAFF[0].name, SIGNED.login, OFFICE.name, STAFF[0].extension, "Admin", "English"):
        assert fact in shown
    page.language_button.click()
    page.tabs.choose("devices")
    assert shell.went == [("settings", "language"), ("devices", None)]
    assert page.tabs.value == "profile"
    stage.close()


def notices(stage: Stage, first: int, count: int) -> None:
    """Exports that the server told of, each an hour after the one before."""
    rows = []
    for number in range(first, first + count):
        known = notice_id(f"file {number}", ExportSource.SERVER, STAFF[1].id, STAFF[0].id)
        at = Instant(stage.clock.now() - 40 * 24 * HOUR + number * HOUR)
        day = Day("2026-10-01") if number % 2 else None
        row = ExportNotice(
            known, STAFF[0].id, f"file {number}", "attendance", STAFF[1].id, at, number + 1, day, None, "server"
        )
        rows.append((EXPORT_NOTICES, row))
    stage.company.sync.import_rows(rows)
    stage.exchange()


def test_exports_that_held_my_rows_are_listed_and_come_while_i_look(tmp_path: Path, qtbot: QtBot) -> None:
    stage = Stage(tmp_path, qtbot)
    stage.exchange()
    page = ProfilePage(PageContext(stage.session, stage.theme, Shell()), lambda: SIGNED)
    page.show()
    page.open(None)
    card = page.exports
    qtbot.waitUntil(lambda: card.is_empty)
    assert card.lines == []
    notices(stage, 0, 21)
    qtbot.waitUntil(lambda: len(card.lines) == 20)
    assert not card.is_empty
    assert card.more_button.text() == "Show 1 more"
    newest = card.lines[0].accessibleName()
    for said in ("Attendance", "21 rows", "all days", f"Made by {STAFF[1].name}", "from the server"):
        assert said in newest
    assert "from 1 Oct 2026 on" in card.lines[1].accessibleName()
    QTest.mouseClick(card.more_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(card.lines) == 21)
    assert card.more_button.isHidden()
    notices(stage, 21, 1)
    qtbot.waitUntil(lambda: "22 rows" in card.lines[0].accessibleName())
    stage.close()


def test_the_program_has_the_pages_beside_the_rail(tmp_path: Path, qtbot: QtBot) -> None:
    with whole_window(tmp_path, qtbot) as whole:
        assert {"profile", "devices", "password"} <= set(whole.pages)
        assert not {"profile", "devices", "password"} & set(whole.window.rail.keys)
        whole.show("settings")
        settings: Any = whole.window.page
        QTest.mouseClick(settings.account.account_button, Qt.MouseButton.LeftButton)
        whole.settle()
        shown = whole.window.page
        assert shown is not None
        assert shown.key == "profile"
        assert whole.window.rail._page == "settings"
        words = {one.id: one.title() for one in whole.window.commands.all()}
        assert words["page.devices"] == "My devices"


def test_services_without_a_server_offer_what_asks_none(tmp_path: Path, qtbot: QtBot) -> None:
    stage = Stage(tmp_path, qtbot)
    here: Any = Here([])
    pages = account_pages(Outside(stage, tmp_path).account, here, lambda: SIGNED)
    assert list(pages) == ["profile", "devices", "password", "accounts"]
    assert list(account_pages(None, here, lambda: SIGNED)) == ["profile"], "it does not ask the server"


OTHER = replace(SIGNED, employee_id="e-2", login="jimin@lunch.example", name="한지민", office_name="부산")


class Here:
    """The accounts of this PC."""

    def __init__(self, known: list[Known]) -> None:
        self.accounts = known
        self.log: list[tuple[str, str]] = []
        self.problem: Problem | None = None

    def known(self) -> list[Known]:
        return self.accounts

    def switch_to(self, session: Session) -> None:
        self.log.append(("switch", session.login))

    def add(self) -> None:
        self.log.append(("add", ""))

    def remove(self, session: Session) -> None:
        if self.problem is not None:
            raise self.problem
        self.log.append(("remove", session.login))
        self.accounts = [one for one in self.accounts if one.session.identity != session.identity]


@pytest.fixture
def accounts(tmp_path: Path, qtbot: QtBot) -> tuple[AccountsPage, Here, Shell]:
    stage, shell = Stage(tmp_path, qtbot), Shell()
    here = Here([Known(OTHER, signed_in=False, waiting=3), Known(SIGNED)])
    page = AccountsPage(PageContext(stage.session, stage.theme, shell), here, lambda: SIGNED)
    page.resize(720, 560)
    qtbot.addWidget(page)
    page.show()
    page.open(None)
    qtbot.waitUntil(lambda: len(page.rows) == 2)
    return page, here, shell


def test_the_open_account_stands_first_and_others_tell_how_they_stand(
    accounts: tuple[AccountsPage, Here, Shell],
) -> None:
    page, here, _shell = accounts
    mine, other = page.rows
    assert mine.known.session is SIGNED
    assert not mine.switch_button.isVisible()
    assert "3" in other.accessibleName()
    assert OTHER.login in other.accessibleName()
    QTest.mouseClick(other.switch_button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(page.add_button, Qt.MouseButton.LeftButton)
    assert here.log == [("switch", OTHER.login), ("add", "")]


def test_no_part_of_a_row_is_a_window_of_its_own_for_a_moment(
    accounts: tuple[AccountsPage, Here, Shell], qtbot: QtBot
) -> None:
    page, _here, _shell = accounts
    former, strays = page.rows, Strays()
    page.refresh()
    qtbot.waitUntil(lambda: page.rows is not former)
    assert strays.found == []


def test_an_account_is_removed_only_after_it_was_told_what_is_lost(
    accounts: tuple[AccountsPage, Here, Shell], qtbot: QtBot
) -> None:
    page, here, shell = accounts
    QTest.mouseClick(page.rows[1].remove_button, Qt.MouseButton.LeftButton)
    dialog = _asked(qtbot)
    assert "3" in dialog.accessibleDescription()
    QTest.mouseClick(dialog.cancel_button, Qt.MouseButton.LeftButton)
    assert here.log == []
    QTest.mouseClick(page.rows[1].remove_button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(_asked(qtbot).confirm_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(page.rows) == 1)
    assert here.log == [("remove", OTHER.login)]
    assert OTHER.name in shell.told[-1]


def test_what_keeps_an_account_from_being_removed_is_told(
    accounts: tuple[AccountsPage, Here, Shell], qtbot: QtBot
) -> None:
    page, here, _shell = accounts
    here.problem = Problem(ProblemCode.DATA_FOLDER_READ_ONLY, path="/data")
    QTest.mouseClick(page.rows[1].remove_button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(_asked(qtbot).confirm_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.problem.isVisible)
    assert len(page.rows) == 2


def _asked(qtbot: QtBot) -> ConfirmDialog:
    def shown() -> list[ConfirmDialog]:
        return [one for one in QApplication.topLevelWidgets() if isinstance(one, ConfirmDialog) and one.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()))
    return shown()[0]
