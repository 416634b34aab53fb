"""The page for admins over a real desktop store, and the sheet in which everybody suggests."""

from pathlib import Path

from lunch_desktop.domain.menu_setting import MenuLine, SetMenus
from lunch_desktop.domain.people import ADMINS, Admin
from lunch_desktop.domain.restaurants.suggesting import Suggest
from lunch_desktop.domain.times import Day
from lunch_desktop.ui.pages.stewardship.page import StewardshipPage
from lunch_desktop.ui.pages.stewardship.suggesting import _Suggesting, suggest
from lunch_desktop.ui.pages.today.page import TodayPage
from lunch_desktop.ui.shell.memory import WindowMemory
from lunch_desktop.ui.shell.window import MainWindow
from lunch_desktop.ui.widgets.inputs import LineEdit
from tests.support.company import OFFICE, STAFF
from tests.ui.test_today_stage import TODAY, PartiesStub, Stage, SyncStub, stage

__all__ = ["stage"]


def show(stage: Stage) -> StewardshipPage:
    """The window on the page, after an exchange."""
    stage.exchange()
    if stage._window is None:
        pages = {"today": TodayPage, "stewardship": StewardshipPage, "parties": PartiesStub, "sync": SyncStub}
        window = MainWindow(stage.session, stage.theme, stage.choices, WindowMemory(stage.memory), pages)
        stage._window = window
        window.show()
        stage.qtbot.waitExposed(window)
    stage._window.navigate("stewardship")
    stage.settle()
    page = stage._window.page
    assert isinstance(page, StewardshipPage)
    return page


def promote(stage: Stage) -> None:
    stage.company.sync.import_rows([(ADMINS, Admin(STAFF[0].id, OFFICE.id))])


def test_only_admins_see_it_and_it_follows_the_role(stage: Stage) -> None:
    page = show(stage)
    assert page._strangers.isVisible() and not page.week.isVisible()  # noqa: PT018
    promote(stage)
    stage.exchange()
    stage.settle()
    assert page.week.isVisible() and not page._strangers.isVisible()  # noqa: PT018


def test_a_suggestion_is_approved_with_one_press(stage: Stage) -> None:
    promote(stage)
    stage.does(1, "restaurant.suggest", Suggest(None, {"name": ("", "골목 분식")}, "가까워요"))
    page = show(stage)
    assert len(page.queue._rows) == 1
    assert page.queue.focus_first() and page.queue.first_button is not None  # noqa: PT018
    page.queue.first_button.click()
    stage.settle()
    assert page.queue._rows == []


def test_a_pasted_week_is_looked_at_and_kept(stage: Stage) -> None:
    promote(stage)
    page = show(stage)
    page.week.text.setPlainText(f"\t{TODAY}\n한식\t제육볶음\n\t6,000원\n")
    assert "제육볶음" in page.week.preview.text()
    page.week.save.click()
    stage.settle()
    assert [one.dishes for one in stage.session.reads.cafeteria(Day(TODAY))] == ["제육볶음"]


def test_a_file_is_looked_through_and_taken(stage: Stage, tmp_path: Path) -> None:
    promote(stage)
    page = show(stage)
    file = tmp_path / "list.csv"
    file.write_bytes("식당,도보\n가져온 식당,멀어요\n".encode("cp949"))
    page.importing.look_at(file)
    stage.settle()
    (row,) = page.importing.list.rows
    assert "멀어요" in row.accessibleName()
    assert not page.importing.take.isEnabled()
    file.write_bytes("식당,도보\n가져온 식당,4분\n".encode("cp949"))
    page.importing.look_at(file)
    stage.settle()
    page.importing.take.click()
    stage.settle()
    assert "가져온 식당" in {one.name for one in stage.session.reads.restaurants("가져온")}


def test_the_cafeteria_is_a_row_on_today(stage: Stage) -> None:
    promote(stage)
    stage.does(0, "menu.set", SetMenus([MenuLine(Day(TODAY), "한식", "제육볶음\n미역국", 6_000)]))
    show(stage)
    window = stage._window
    assert window is not None
    window.navigate("today")
    stage.settle()
    page = window.page
    assert isinstance(page, TodayPage)
    assert page.cafeteria.isVisible()
    assert "제육볶음, 미역국" in page.cafeteria._dishes.text()


def test_anybody_suggests_a_place_and_is_told_what_is_missing(stage: Stage) -> None:
    page = show(stage)
    window = stage._window
    assert window is not None
    suggest(page.context, window, None)
    stage.settle()
    (sheet,) = [one for one in window.children() if isinstance(one, _Suggesting)]
    sheet._send()
    stage.settle()
    assert sheet._fields["name"].error
    name = sheet._editors["name"]
    assert isinstance(name, LineEdit)
    name.setText("마당국수")
    sheet._send()
    stage.settle()
    assert "마당국수" in {one.name for one in stage.session.reads.restaurants("마당")}
