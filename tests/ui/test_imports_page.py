"""The page of imports over a real desktop store, and over a real server for what only it can bring in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lunch_desktop.domain.people import ADMINS, EMPLOYEES, Admin
from lunch_desktop.domain.times import Day
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.ui.pages.imports.page import ImportsPage
from lunch_desktop.ui.shell.memory import WindowMemory
from lunch_desktop.ui.shell.window import MainWindow
from lunch_desktop.wire.employee_import import EmployeeImport, ImportedEmployees
from tests.integration.support_server import ADMIN, PASSWORD, RunningServer, running
from tests.support.company import OFFICE, STAFF
from tests.ui.test_today_stage import TODAY, PartiesStub, Stage, SyncStub, stage

__all__ = ["stage"]
PATH = "/api/v1/employees/import"


class Asked:
    """Asks a running server; without one it is out of reach."""

    def __init__(self, server: RunningServer | None) -> None:
        self.server = server

    def import_employees(self, wanted: EmployeeImport) -> ImportedEmployees:
        if self.server is None:
            raise Problem(ProblemCode.WORKING_OFFLINE)
        answer = self.server.call("POST", PATH, self.server.token(ADMIN), json=wanted.model_dump(mode="json"))
        if answer.status_code == 403:
            raise Problem(ProblemCode.WRONG_CREDENTIALS)
        assert answer.status_code == 200, answer.text
        return ImportedEmployees.model_validate_json(answer.content)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with running(tmp_path / "server") as started:
        yield started


def show(stage: Stage, asked: Asked | None, kind: str) -> ImportsPage:
    """The window on the page."""
    stage.company.sync.import_rows([(ADMINS, Admin(STAFF[0].id, OFFICE.id))])
    stage.exchange()
    pages = {"imports": lambda context: ImportsPage(context, asked), "parties": PartiesStub, "sync": SyncStub}
    window = MainWindow(stage.session, stage.theme, stage.choices, WindowMemory(stage.memory), pages)
    stage._window = window
    window.show()
    stage.qtbot.waitExposed(window)
    window.navigate("imports", kind)
    stage.settle()
    page = window.page
    assert isinstance(page, ImportsPage)
    return page


def waited(stage: Stage, page: ImportsPage) -> None:
    """Until the server has answered."""
    stage.settle()
    stage.qtbot.waitUntil(lambda: not page.card._busy)
    stage.settle()


def said(page: ImportsPage) -> list[str]:
    return [row.accessibleName() for row in page.card.list.rows]


def test_menus_are_looked_at_brought_in_and_undone(stage: Stage, tmp_path: Path) -> None:
    page = show(stage, None, "menus")
    file = tmp_path / "menus.csv"
    file.write_bytes(f'날짜,코너,메뉴,가격(원)\n{TODAY},한식,"제육볶음\n미역국",6500원\n{TODAY},,,1\n'.encode("cp949"))
    page.card.look_at(file)
    stage.settle()
    assert "CP949" in page.card.encoding.currentText()
    assert not page.card.take.isEnabled()
    assert said(page)[0].startswith("4, "), "what is wrong comes first"
    file.write_bytes(f'날짜,코너,메뉴,가격(원)\n{TODAY},한식,"제육볶음\n미역국",6500원\n'.encode("cp949"))
    page.card.look_at(file)
    stage.settle()
    page.card.take.click()
    stage.settle()
    (menu,) = stage.session.reads.cafeteria(Day(TODAY))
    assert (menu.dishes, menu.price) == ("제육볶음\n미역국", 6_500)
    page.card.look_at(file)
    stage.settle()
    assert not page.card.take.isEnabled(), "all of it is there"


def test_employees_are_judged_by_the_server_and_brought_in_with_a_password(
    stage: Stage, tmp_path: Path, server: RunningServer
) -> None:
    page = show(stage, Asked(server), "employees")
    file = tmp_path / "employees.csv"
    wrong = "사번,이름,부서,로그인\n0077,새 직원,새 팀,new@example.com\n0078,다른 직원,새 팀,new@example.com\n"
    file.write_text(wrong, encoding="utf-8")
    page.card.look_at(file)
    waited(stage, page)
    assert said(page)[0].startswith("3, ")
    assert not page.card.take.isEnabled()
    file.write_text(wrong.replace("0078,다른 직원,새 팀,new@", "0078,다른 직원,새 팀,other@"), encoding="utf-8")
    page.card.look_at(file)
    waited(stage, page)
    assert f"{OFFICE.name}: 새 팀" in page.card.told.text()
    page.card.password.setText("wrong")
    page.card.take.click()
    waited(stage, page)
    assert page.card._password_field.error
    page.card.password.setText(PASSWORD)
    page.card.take.click()
    waited(stage, page)
    assert page.card.read is None
    employees = server.services.database.schema.entities[EMPLOYEES.name]
    with server.services.database.reading() as connection:
        names = {row.name for row in connection.execute(employees.select())}
    assert {"새 직원", "다른 직원"} <= names


def test_without_the_server_the_chosen_file_is_kept(stage: Stage, tmp_path: Path) -> None:
    asked = Asked(None)
    page = show(stage, asked, "employees")
    file = tmp_path / "employees.csv"
    file.write_text("이름,로그인\n누구,who@example.com\n", encoding="utf-8")
    page.card.look_at(file)
    waited(stage, page)
    assert page.card.error.text()
    assert page.card.read is not None
    assert not page.card.take.isEnabled()
