"""From one company to another: links that are opened, the demo company, the page of who may invite."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from lunch_desktop.domain.parties.opening import OpenParty
from lunch_desktop.domain.people import Role
from lunch_desktop.domain.times import Instant
from lunch_desktop.sync.session import Session
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.ui.pages.first_run.demo_mark import DemoMark
from lunch_desktop.ui.pages.first_run.ways import Ways
from lunch_desktop.ui.pages.hosting.page import HostingPage
from lunch_desktop.ui.pages.today.page import TodayPage
from lunch_desktop.ui.runtime.exceptions import ExceptionGuard
from lunch_desktop.ui.services import Services
from lunch_desktop.ui.shell.program import Program
from lunch_desktop.ui.shell.sign_in_window import SignInWindow
from lunch_desktop.ui.shell.window import MainWindow
from lunch_desktop.ui.widgets.dialog import ConfirmDialog
from lunch_desktop.wire.invitations import (
    InvitationInfo,
    InvitationLink,
    InvitationMade,
    InvitationRequest,
    LinkPurpose,
)
from tests.ui.test_shell_program import SIGNED, Outside
from tests.ui.test_today_stage import NOW, Stage, o_clock, stage

__all__ = ["stage"]

LINK = InvitationLink("https://other.example", "ldi_" + "x" * 32, "다른 회사", Instant(NOW + 10**9))


class Company(Outside):
    """The rest of the program, with all the ways of the first screen."""

    demo_problem: Problem | None = None
    demo_link = ""

    def services(self) -> Services:
        """What the window is given."""
        ways = Ways(self._look_at, self._join, self._invite, None, self._look_around)
        return replace(super().services(), ways=ways, link=self.demo_link)

    def _look_at(self, link: InvitationLink) -> InvitationInfo:
        return InvitationInfo(office_name=link.company, expires_at=link.until)

    def _join(self, link: InvitationLink, name: str, login: str, _password: str) -> Session:
        return replace(SIGNED, server=link.server, name=name, login=login)

    def _invite(self, request: InvitationRequest) -> InvitationMade:
        return InvitationMade(code=LINK.code, office_name="회사", expires_at=LINK.until, uses=request.uses)

    def _look_around(self) -> Services:
        if self.demo_problem is not None:
            raise self.demo_problem
        return replace(
            super().services(),
            last_session=lambda: SIGNED,
            leave_demo=self.services,
            dispose=lambda: self.log.append("disposed"),
        )


@pytest.fixture
def outside(stage: Stage, tmp_path: Path) -> Company:
    return Company(stage, tmp_path)


@pytest.fixture
def program(outside: Company, qapp: QApplication) -> Iterator[Program]:
    made = Program(outside.services(), outside.stage.choices, ExceptionGuard(qapp))
    yield made
    made.close()
    made.deleteLater()


def first_screen(program: Program) -> SignInWindow:
    assert isinstance(program._window, SignInWindow)
    return program._window


def main_window(program: Program) -> MainWindow:
    assert isinstance(program._window, MainWindow)
    return program._window


def dialog_of(window: QWidget) -> ConfirmDialog:
    found = window.findChild(ConfirmDialog)
    assert found is not None
    return found


def test_a_link_that_is_opened_leads_to_joining(program: Program) -> None:
    program.start()
    program.open_link(LINK.text())
    join = first_screen(program).join
    assert join is not None
    assert join.isVisible()
    assert join.form.link == LINK


def test_a_start_by_a_link_leads_to_joining(outside: Company, qapp: QApplication) -> None:
    outside.demo_link = LINK.text()
    made = Program(outside.services(), outside.stage.choices, ExceptionGuard(qapp))
    made.start()
    assert first_screen(made).join is not None
    made.close()
    made.deleteLater()


@pytest.mark.parametrize("text", ["lunch-desktop://join?server=x", "lunch-desktop://elsewhere", ""])
def test_what_is_no_invitation_changes_nothing(program: Program, text: str) -> None:
    program.start()
    program.open_link(text)
    assert first_screen(program).join is None


def test_whoever_is_signed_in_is_asked_first(program: Program, outside: Company) -> None:
    outside.last = SIGNED
    program.start()
    program.open_link(LINK.text())
    main = main_window(program)
    dialog_of(main).reject()
    assert main_window(program) is main
    outside.stage.settle()
    program.open_link(LINK.text())
    dialog_of(main).accept()
    join = first_screen(program).join
    assert join is not None
    assert join.form.link == LINK


def test_whoever_is_signed_in_and_opens_a_link_to_a_new_password_is_asked_first(
    program: Program, outside: Company
) -> None:
    outside.last = SIGNED
    program.start()
    program.open_link(replace(LINK, purpose=LinkPurpose.RESET).text())
    dialog_of(main_window(program)).accept()
    reset = first_screen(program).reset
    assert reset is not None
    assert reset.isVisible()
    assert first_screen(program).join is None


def test_the_demo_company_is_marked_and_has_a_way_back(program: Program, outside: Company) -> None:
    program.start()
    welcome = first_screen(program).welcome
    assert welcome is not None
    welcome.demo_card.button.click()
    assert not welcome.demo_card.button.isEnabled()
    outside.stage.qtbot.waitUntil(lambda: isinstance(program._window, MainWindow), timeout=10_000)
    mark = main_window(program).findChild(DemoMark)
    assert mark is not None
    assert mark.isVisible()
    mark.button.click()
    outside.stage.qtbot.waitUntil(lambda: "disposed" in outside.log, timeout=10_000)
    again = first_screen(program).welcome
    assert again is not None
    assert again.isVisible()


def test_an_invitation_that_is_opened_in_the_demo_leaves_it(program: Program, outside: Company) -> None:
    program.start()
    welcome = first_screen(program).welcome
    assert welcome is not None
    welcome.demo_card.button.click()
    outside.stage.qtbot.waitUntil(lambda: isinstance(program._window, MainWindow), timeout=10_000)
    program.open_link(LINK.text())
    outside.stage.qtbot.waitUntil(lambda: isinstance(program._window, SignInWindow), timeout=10_000)
    assert first_screen(program).join is not None


def test_a_demo_that_can_not_begin_is_told_and_can_be_tried_again(program: Program, outside: Company) -> None:
    outside.demo_problem = Problem(ProblemCode.CHILD_SERVER_FAILED, reason="no room")
    program.start()
    welcome = first_screen(program).welcome
    assert welcome is not None
    welcome.demo_card.button.click()
    outside.stage.qtbot.waitUntil(welcome.problem.isVisible, timeout=10_000)
    assert welcome.demo_card.button.isEnabled()
    assert welcome.demo_card.button.hasFocus()
    assert not welcome.progress.is_running


def test_a_demo_that_is_not_wanted_any_more_is_disposed_of(program: Program, outside: Company) -> None:
    program.start()
    welcome = first_screen(program).welcome
    assert welcome is not None
    welcome.demo_card.button.click()
    welcome.cancelled.emit()
    outside.stage.qtbot.waitUntil(lambda: "disposed" in outside.log, timeout=10_000)
    assert first_screen(program).welcome is welcome


def test_admins_and_nobody_else_have_the_page_of_invitations(program: Program, outside: Company) -> None:
    outside.last = SIGNED
    program.start()
    assert "hosting" not in main_window(program)._factories
    program.open(replace(SIGNED, role=Role.ADMIN))
    main = main_window(program)
    main.navigate("hosting")
    page = main.page
    assert isinstance(page, HostingPage)
    assert page.server is None, "the server is elsewhere"
    page.invitation.make_button.click()
    outside.stage.qtbot.waitUntil(lambda: page.invitation.text != "", timeout=10_000)
    assert SIGNED.server in page.invitation.text


def test_a_newcomer_sees_their_team_until_they_have_been_in_a_party(program: Program, outside: Company) -> None:
    outside.stage.exchange()
    outside.last = replace(SIGNED, role=Role.ADMIN)
    program.start()
    outside.stage.settle()
    today = main_window(program).page
    assert isinstance(today, TodayPage)
    assert today.day_one.isVisible()
    assert today.day_one.accessibleName() == "Your team: 박지우, 정도윤, 조시우"
    today.day_one.button.click()
    assert isinstance(main_window(program).page, HostingPage)
    outside.stage.me.do("party.open", OpenParty("국밥", None, o_clock(12, 30), 60, "1층 로비", 4, "", "office"))
    outside.stage.exchange()
    main_window(program).navigate("today")
    outside.stage.settle()
    assert not today.day_one.isVisible()
