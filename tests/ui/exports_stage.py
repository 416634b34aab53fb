"""The page of exports in the real window, over a real desktop store; what makes files stands at the edge."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lunch_desktop.domain.people import ADMINS, Admin
from lunch_desktop.exchange.columns import Kind
from lunch_desktop.exchange.datasets import DATASETS
from lunch_desktop.sync.status import Reach
from lunch_desktop.system.export_jobs import ExportDone
from lunch_desktop.system.languages import Language
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.ui.pages.exports.page import ExportsPage
from lunch_desktop.ui.shell.memory import WindowMemory
from lunch_desktop.ui.shell.window import MainWindow
from lunch_desktop.wire.exports import ExportHead, ExportPreview, ExportRequest
from tests.support.company import OFFICE, STAFF
from tests.ui.test_today_stage import Elsewhere, PartiesStub, SettingsStub, Stage, SyncStub


class Run(QObject):
    """An export whose end the test decides."""

    progressed = Signal(object, object, object)
    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, request: ExportRequest, path: Path, *, offline: bool) -> None:
        super().__init__()
        self.request, self.path, self.offline = request, path, offline

    def cancel(self) -> None:
        """As the real one: `cancelled` comes later."""
        self.cancelled.emit()

    def finish(self, rows: int = 1_234) -> None:
        """The file is there."""
        self.path.write_bytes(b"x" * 57_344)
        self.done.emit(ExportDone(self.path, rows, 57_344, "desktop" if self.offline else "server"))


class Making:
    """Stands for what makes exports, where a test wants failures, delays, or figures of its own."""

    def __init__(self, now: Callable[[], int]) -> None:
        self._now = now
        self.rows = 1_234
        self.problem: Problem | None = None
        self.asked: list[tuple[ExportRequest, bool]] = []
        self.runs: list[Run] = []
        self.is_reached = True
        self.hold: Callable[[], object] = lambda: None
        self.missing: tuple[str, ...] = ()

    def preview(self, request: ExportRequest, limit: int = 20, *, offline: bool = False) -> ExportPreview:
        """Rows that tell which they are."""
        self.asked.append((request, offline))
        self.hold()
        if self.problem is not None:
            raise self.problem
        if not offline and not self.is_reached:
            raise Problem(ProblemCode.SERVER_UNREACHABLE, server="https://lunch.example")
        dataset = DATASETS[request.dataset]
        columns = request.columns or dataset.usual
        filled = request.model_copy(update={"columns": columns, "order": request.order or dataset.order})
        head = ExportHead(
            request=filled,
            made_by=STAFF[0].name,
            made_at=self._now(),
            time_zone=OFFICE.time_zone,
            source="desktop" if offline else "server",
            as_of=self._now(),
            waiting=3 if offline else 0,
            rows=self.rows,
            totals={total.name: self.rows - place * 100 for place, total in enumerate(dataset.totals)},
            missing=self.missing if offline else (),
        )
        rows = [[_value(dataset.column(name), row) for name in columns] for row in range(min(limit, self.rows))]
        return ExportPreview(head=head, rows=rows)

    def start(self, request: ExportRequest, path: Path, *, offline: bool = False) -> Run:
        """Begin."""
        run = Run(request, path, offline=offline)
        self.runs.append(run)
        return run


def _value(column: Any, row: int) -> Any:
    match column.kind:
        case Kind.NUMBER | Kind.WON:
            return 12_000 - row * 700
        case Kind.DAY:
            return f"2026-11-{1 + row % 28:02}"
        case Kind.TIME:
            return "11:50"
        case Kind.MOMENT:
            return "2026-11-23T11:50:00"
        case Kind.CODE:
            return list(column.codes)[row % len(column.codes)]
        case Kind.FLAG:
            return row % 2 == 0
    if "name" in column.name or column.name == "employee":
        return STAFF[row % len(STAFF)].name
    return f"{column.words.ko[:4]} {row + 1:03}"


class ExportsStage:
    """An admin's window on the page."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.making = Making(stage.clock.now)
        stage.company.sync.import_rows([(ADMINS, Admin(STAFF[0].id, OFFICE.id))])
        stage.exchange()
        pages = {
            "today": Elsewhere,
            "parties": PartiesStub,
            "sync": SyncStub,
            "exports": lambda context: ExportsPage(context, cast(Any, self.making)),
            "settings": SettingsStub,
        }
        self.window = MainWindow(stage.session, stage.theme, stage.choices, WindowMemory(stage.memory), pages)
        stage._window = self.window
        self.window.resize(1120, 760)
        self.window.show()
        stage.qtbot.waitExposed(self.window)
        self.window.navigate("exports")
        stage.reaches(Reach.ONLINE)
        self.settle()

    @property
    def page(self) -> ExportsPage:
        """The page."""
        page = self.window._pages["exports"]
        assert isinstance(page, ExportsPage)
        return page

    def settle(self) -> None:
        """Let everything that was asked for arrive, without waiting for the pause after a key."""
        for _ in range(3):
            self.stage.settle()
            if "exports" in self.window._pages and self.page._pause.isActive():
                self.page._ask()
            if "exports" in self.window._pages:
                assert self.page._tasks.drain(5)
            QApplication.processEvents()


@contextmanager
def exports_stage(folder: Path, qtbot: QtBot, language: Language = Language.ENGLISH) -> Iterator[ExportsStage]:
    """The window, closed at the end."""
    stage = Stage(folder, qtbot, language=language)
    try:
        yield ExportsStage(stage)
    finally:
        stage.close()
