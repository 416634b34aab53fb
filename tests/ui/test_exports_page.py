"""The page of exports in the real window: by keyboard and mouse, over a real desktop store."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from lunch_desktop.domain.people import ADMINS, Admin
from lunch_desktop.exchange.datasets import DATASETS
from lunch_desktop.exchange.sources import CompanyReports, DesktopReports
from lunch_desktop.sync.status import Reach
from lunch_desktop.system.languages import Language
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.ui.pages.exports.words import ALL_TIME
from lunch_desktop.ui.widgets.button import Button
from lunch_desktop.wire.exports import ExportPreview, ExportRequest
from tests.support.company import DEPARTMENTS_HERE, OFFICE, STAFF
from tests.ui.exports_stage import ExportsStage, exports_stage
from tests.ui.test_today_stage import nothing

LEFT = Qt.MouseButton.LeftButton
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def shown(tmp_path: Path, qtbot: QtBot) -> Iterator[ExportsStage]:
    with exports_stage(tmp_path, qtbot) as made:
        yield made


def press(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, key, modifiers)


def click(shown: ExportsStage, words: str) -> None:
    """Press the button that says so."""
    (button,) = [one for one in shown.page.findChildren(Button) if one.isVisible() and one.text() == words]
    QTest.mouseClick(button, LEFT)
    shown.settle()


def on_rail(shown: ExportsStage) -> list[str]:
    return list(shown.window.rail.keys)


def saving(monkeypatch: pytest.MonkeyPatch, path: Path) -> list[str]:
    """The system's dialog answers with a path; which names it offers."""
    offered: list[str] = []

    def answer(_parent: object, _title: str, start: str, _pattern: str) -> tuple[str, str]:
        offered.append(Path(start).name)
        return str(path), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    return offered


def test_the_rail_and_the_palette_have_the_page_for_as_long_as_the_person_is_an_admin(shown: ExportsStage) -> None:
    window = shown.window
    assert on_rail(shown) == ["today", "parties", "sync", "exports", "settings"]
    assert window.rail.current == "exports"
    command = window.commands.find("page.exports")
    assert command is not None
    assert command.keys == ("Ctrl+4",), "keys follow the rail"
    row = (ADMINS.name, STAFF[0].id)
    shown.stage.company.sync.administer(
        lambda _connection, edits: edits.apply([row], lambda world: world.delete(ADMINS, STAFF[0].id))
    )
    shown.stage.exchange()
    assert on_rail(shown) == ["today", "parties", "sync", "settings"]
    assert window.commands.find("page.exports") is None
    assert window.page is window._pages["today"], "the page closes"
    assert "exports" not in window._pages, "and nothing of it is kept"
    window.navigate("exports")
    shown.settle()
    assert shown.page._strangers.isVisible()
    assert not shown.page.dock.isVisible()
    shown.stage.company.sync.import_rows([(ADMINS, Admin(STAFF[0].id, OFFICE.id))])
    shown.stage.exchange()
    shown.settle()
    assert "exports" in on_rail(shown)
    assert shown.page.dock.isVisible()


def test_a_preview_shows_what_is_chosen_and_filters_that_a_dataset_has(shown: ExportsStage) -> None:
    page, making = shown.page, shown.making
    dataset = DATASETS["attendance"]
    assert page.form.wanted.dataset == "attendance"
    assert page.preview.state == "table"
    assert page.preview.count.text() == "1,234 rows"
    assert page.preview.table.headers == [dataset.column(name).words.en for name in dataset.usual]
    assert len(page.preview.table.words) == 50
    assert "11:02" in page.preview.source.text()
    request, offline = making.asked[-1]
    assert (request.day_from, request.day_to, offline) == ("2026-11-01", "2026-11-30", False)
    assert page.form.period_field.isVisible()
    page.form.dataset.setFocus()
    press(page.form.dataset, Qt.Key.Key_End)
    shown.settle()
    last = page.form.wanted.dataset
    assert last == list(DATASETS)[-1]
    assert making.asked[-1][0].dataset == last
    has = DATASETS[last].filters
    assert page.form.period_field.isVisible() is ("period" in has)
    assert page.form.department_field.isVisible() is ("department" in has)
    assert making.asked[-1][0].day_from is None or "period" in has
    QTest.mouseClick(page.form.language._segments["ko"], LEFT)
    shown.settle()
    words = [DATASETS[last].column(name).words.ko for name in DATASETS[last].usual]
    assert page.preview.table.headers == words, "headers in the language of the file, not of the window"


def test_office_and_department_are_searched_and_chosen(shown: ExportsStage) -> None:
    page = shown.page
    page.form.office.setFocus()
    QTest.keyClick(page.form.office, Qt.Key.Key_Down)
    shown.settle()
    assert page.form.office.choose(OFFICE.name)
    shown.settle()
    assert shown.making.asked[-1][0].office_id == OFFICE.id
    page.form.department.setFocus()
    page.form.department.open_list()
    shown.settle()
    here = {one.name for one in DEPARTMENTS_HERE if one.office_id == OFFICE.id}
    offered = {one.text for one in page.form.department.suggestions}
    assert offered == {"All departments", *here}
    name = sorted(here)[0]
    assert page.form.department.choose(name)
    shown.settle()
    chosen = next(one for one in DEPARTMENTS_HERE if one.name == name)
    assert shown.making.asked[-1][0].department_id == chosen.id
    page.form.department.setFocus()
    page.form.department.clear()
    page.form.dataset.setFocus()
    shown.settle()
    assert shown.making.asked[-1][0].department_id is None, "an emptied field means all"


def test_columns_and_order_by_keyboard_and_mouse(shown: ExportsStage) -> None:
    page = shown.page
    usual = DATASETS["attendance"].usual
    page.form.columns_part.choose(expanded=True)
    page.form.order_part.choose(expanded=True)
    shown.settle()
    columns = page.form.columns
    columns.setFocus()
    press(columns, Qt.Key.Key_Space)
    shown.settle()
    assert shown.making.asked[-1][0].columns == usual[1:]
    press(columns, Qt.Key.Key_Space)
    press(columns, Qt.Key.Key_Down, ALT)
    shown.settle()
    assert shown.making.asked[-1][0].columns == (usual[1], usual[0], *usual[2:])
    second = columns.visualItemRect(columns.item(2)).center()
    QTest.mouseClick(columns.viewport(), LEFT, pos=second)
    shown.settle()
    assert shown.making.asked[-1][0].columns == (usual[1], usual[0], *usual[3:])
    for row in range(columns.count()):
        if columns.item(row).checkState() is Qt.CheckState.Checked:
            columns.toggle(row)
    assert len(columns.checked) == 1, "the last one stays"
    first = page.form.order.steps[0]
    QTest.mouseClick(first.direction, LEFT)
    shown.settle()
    assert shown.making.asked[-1][0].order[0] == f"-{DATASETS['attendance'].order[0]}"
    count = len(page.form.order.steps)
    QTest.mouseClick(page.form.order.steps[-1].remove, LEFT)
    QTest.mouseClick(page.form.order.add_button, LEFT)
    QTest.mouseClick(page.form.order.steps[-1].remove, LEFT)
    shown.settle()
    assert len(shown.making.asked[-1][0].order) == count - 1


def test_an_empty_period_leads_to_a_longer_one_and_days_are_typed(shown: ExportsStage) -> None:
    page, making = shown.page, shown.making
    making.rows = 0
    page.refresh()
    shown.settle()
    assert page.preview.state == "empty"
    click(shown, "Look at a longer period")
    assert (making.asked[-1][0].day_from, making.asked[-1][0].day_to) == ("2026-01-01", "2026-12-31")
    click(shown, "Look at a longer period")
    assert (making.asked[-1][0].day_from, making.asked[-1][0].day_to) == (None, None)
    assert page.form.period.value == ALL_TIME
    page.form.period.setCurrentIndex(page.form.period.findData("custom"))
    shown.settle()
    page.form.last.setFocus()
    page.form.last.selectAll()
    QTest.keyClicks(page.form.last, "10/15")
    press(page.form.last, Qt.Key.Key_Return)
    shown.settle()
    assert (making.asked[-1][0].day_from, making.asked[-1][0].day_to) == ("2026-10-15", "2026-10-15"), (
        "one day draws the other with it"
    )


def test_an_answer_to_an_older_question_is_dropped(shown: ExportsStage) -> None:
    page, making = shown.page, shown.making
    held, asked = threading.Event(), threading.Event()

    def hold() -> None:
        asked.set()
        assert held.wait(5)

    making.hold, making.rows = hold, 7
    page._ask()
    assert asked.wait(5)
    making.hold, making.rows = (lambda: None), 99
    page.form._change(format="csv")
    held.set()
    page._tasks.drain(5)
    QApplication.processEvents()
    assert page.preview.count.text() == "1,234 rows", "the old answer came while the new question waits"
    shown.settle()
    assert page.preview.count.text() == "99 rows"


def test_a_file_is_made_opened_and_listed(shown: ExportsStage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, making = shown.page, shown.making
    opened: list[str] = []

    def note(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", note)
    offered = saving(monkeypatch, tmp_path / "november")
    press(shown.window, Qt.Key.Key_Return, CTRL)
    assert offered == ["Attendance 2026-11.xlsx"]
    (run,) = making.runs
    assert (run.path, run.offline) == (tmp_path / "november.xlsx", False)
    run.progressed.emit(300, 1_234, 61.0)
    assert "300 of 1,234 rows" in page.dock.doing.text()
    assert page.dock.left.text() == "2 minutes left"
    shown.window.navigate("today")
    run.progressed.emit(600, 1_234, 5.0)
    shown.window.navigate("exports")
    shown.settle()
    assert page.dock.cancel_button.isVisible()
    assert page.dock.bar.value() == 48
    run.finish()
    assert "november.xlsx" in page.dock.outcome.accessibleName()
    click(shown, "Open the file")
    click(shown, "Show in folder")
    assert opened == [str(run.path), str(tmp_path)]
    assert [row.accessibleName().split(",")[0] for row in page.history.rows] == ["november.xlsx"]
    run.path.unlink()
    QTest.mouseClick(page.history.rows[0].open_button, LEFT)
    assert "could not be opened" in page.dock.outcome.accessibleName()


def test_what_fails_says_what_to_do_and_a_cancelled_export_leaves_nothing(
    shown: ExportsStage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, making = shown.page, shown.making
    saving(monkeypatch, tmp_path / "a.xlsx")
    click(shown, "Export…")
    making.runs[-1].failed.emit(Problem(ProblemCode.DISK_FULL, path="a.xlsx"))
    assert page.dock.outcome.isVisible()
    saving(monkeypatch, tmp_path / "b.xlsx")
    click(shown, "Choose another place…")
    assert making.runs[-1].path.name == "b.xlsx"
    making.runs[-1].failed.emit(Problem(ProblemCode.SERVER_UNREACHABLE, server="https://lunch.example"))
    shown.settle()
    (button, *_) = [one for one in page.dock.outcome.findChildren(Button) if one.text() == "Export what this PC holds…"]
    QTest.mouseClick(button, LEFT)
    shown.settle()
    assert making.runs[-1].offline
    QTest.mouseClick(page.dock.cancel_button, LEFT)
    assert "cancelled" in page.dock.outcome.accessibleName()
    assert page.dock.button.isVisible()
    assert not page.history.rows


def test_without_the_server_the_page_says_so_before_and_offers_what_this_pc_holds(
    shown: ExportsStage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, making = shown.page, shown.making
    making.is_reached, making.missing = False, ("state",)
    page.refresh()
    shown.settle()
    shown.settle()
    assert page.offline.isVisible(), "the status may lag behind what the preview has found"
    assert "3 changes waiting" in page.preview.source.text()
    assert "State" in page.preview.missing.text()
    assert page.dock.button.text() == "Export what this PC holds…"
    saving(monkeypatch, tmp_path / "c.xlsx")
    QTest.mouseClick(page.dock.button, LEFT)
    assert making.runs[-1].offline
    making.runs[-1].finish()
    making.is_reached = True
    shown.stage.reaches(Reach.ONLINE)
    shown.settle()
    assert not page.offline.isVisible()
    making.problem = Problem(ProblemCode.DATABASE_LOCKED, path="x")
    page.refresh()
    shown.settle()
    assert page.preview.state == "failure"
    assert not page.dock.button.isEnabled()
    making.problem = None
    click(shown, "Try again")
    assert page.preview.state == "table"


def test_presets_are_saved_chosen_overwritten_and_deleted_with_a_way_back(shown: ExportsStage) -> None:
    page, menu = shown.page, shown.page.presets
    page.form.period.setCurrentIndex(page.form.period.findData("last_month"))
    shown.settle()
    menu.chosen.emit("save-as")
    assert menu.dialog is not None
    press(menu.dialog.name, Qt.Key.Key_Return)
    assert menu.dialog.field.error
    menu.dialog.name.setText("Accounting")
    press(menu.dialog.name, Qt.Key.Key_Return)
    shown.settle()
    assert [one.name for one in menu.presets] == ["Accounting"]
    assert json.loads(menu.presets[0].settings)["period"] == "last_month"
    assert menu.text() == "Accounting"
    page.form.dataset.setCurrentIndex(page.form.dataset.count() - 1)
    shown.settle()
    assert menu.text() == "Accounting, changed"
    menu.chosen.emit("choose:Accounting")
    shown.settle()
    assert page.form.wanted.dataset == "attendance"
    assert shown.making.asked[-1][0].day_to == "2026-10-31"
    page.form._change(format="csv")
    menu.chosen.emit("save")
    shown.settle()
    assert json.loads(menu.presets[0].settings)["format"] == "csv"
    menu.chosen.emit("remove")
    shown.settle()
    assert not menu.presets
    shown.window.undo_last()
    shown.settle()
    assert menu.presets[0].name == "Accounting"
    shown.stage.choices.set_language(Language.KOREAN)
    shown.settle()
    assert page.dock.button.text() == "내보내기…"


def test_every_dataset_is_shown_as_the_databases_have_it(tmp_path: Path, qtbot: QtBot) -> None:
    """Rows from the company's database and from this desktop's, through the real queries."""
    with exports_stage(tmp_path, qtbot) as shown:
        nothing(shown.stage)
        company = CompanyReports(shown.stage.company.database, shown.stage.clock, STAFF[0].name)
        desktop = DesktopReports(shown.stage.me.database, shown.stage.clock)
        answers: list[ExportPreview] = []

        def preview(request: ExportRequest, limit: int = 20, *, offline: bool = False) -> ExportPreview:
            answers.append((desktop if offline else company).preview(request, limit))
            return answers[-1]

        page = shown.page
        shown.making.preview = preview  # type: ignore[method-assign]
        for reach in (Reach.ONLINE, Reach.WORK_OFFLINE):
            shown.stage.reaches(reach)
            for name, dataset in DATASETS.items():
                if reach is not Reach.ONLINE and not dataset.on_desktops:
                    continue
                page.form.dataset.setCurrentIndex(page.form.dataset.findData(name))
                page.refresh()
                shown.settle()
                head = answers[-1].head
                assert head.request.dataset == name
                assert page.preview.state == ("table" if head.rows else "empty"), name
                assert page.preview.count.text() == ("1 row" if head.rows == 1 else f"{head.rows} rows")
                words = page.preview.totals.text()
                assert all(f"{one.words.en} {head.totals[one.name]}" in words for one in dataset.totals)
                assert page.offline.isVisible() is (reach is not Reach.ONLINE)
        assert any(one.head.rows for one in answers)


def test_a_session_that_closes_while_the_page_reads_asks_for_nothing_more(shown: ExportsStage) -> None:
    asked = len(shown.making.asked)
    shown.page.refresh()
    shown.stage.session.close()
    QApplication.processEvents()
    assert len(shown.making.asked) == asked
