"""The page on which admins make files of the company's data: what, of when, of whom, in which form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from PySide6.QtCore import QCoreApplication, QStandardPaths, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from lunch_desktop.domain.people import Department, Office
from lunch_desktop.domain.times import Day, day_of
from lunch_desktop.store.desktop.reads import Reads
from lunch_desktop.sync.status import Reach, SyncStatus
from lunch_desktop.system.export_jobs import NOT_REACHED, ExportDone
from lunch_desktop.system.languages import Language
from lunch_desktop.system.problems import Problem
from lunch_desktop.ui.commands import Command, CommandGroup
from lunch_desktop.ui.page import Page, PageContext
from lunch_desktop.ui.pages.exports import dock
from lunch_desktop.ui.pages.exports.dock import ExportDock
from lunch_desktop.ui.pages.exports.form import ExportForm
from lunch_desktop.ui.pages.exports.history import History, Made
from lunch_desktop.ui.pages.exports.naming import file_name, with_ending
from lunch_desktop.ui.pages.exports.opening import open_file, show_in_folder
from lunch_desktop.ui.pages.exports.presets import PresetMenu
from lunch_desktop.ui.pages.exports.preview import PreviewPanel
from lunch_desktop.ui.pages.exports.wanted import PERIOD, Wanted, of_settings
from lunch_desktop.ui.pages.exports.words import rows_words, whence
from lunch_desktop.ui.pages.first_run.failures import problem_of, words_for
from lunch_desktop.ui.runtime.tasks import Tasks
from lunch_desktop.ui.texts.language import language_in_force
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.widgets.banner import Banner, BannerKind
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.empty_state import EmptyState
from lunch_desktop.ui.widgets.flow import FlowLayout
from lunch_desktop.ui.widgets.ime import commit_pending_input
from lunch_desktop.ui.widgets.scroll_page import ScrollPage
from lunch_desktop.wire.exports import ExportPreview, ExportRequest

if TYPE_CHECKING:
    from lunch_desktop.exchange.dataset import Dataset
    from lunch_desktop.ui.runtime.export_run import ExportRun
    from lunch_desktop.ui.services import Exports

translate = QCoreApplication.translate

PREVIEWED: Final = 50
"""Rows of the preview."""
_DEBOUNCE_MS: Final = 200
_BESIDE_FROM_EM: Final = 60
_FORM_WIDTH: Final = 320
_TABLE_HEIGHT: Final = 420
_DATASETS: Final = "lunch_desktop.exchange.datasets"


@dataclass(frozen=True, slots=True)
class _Known:
    """What the page goes by, read on a worker thread."""

    is_admin: bool
    time_zone: str
    offices: tuple[Office, ...]
    departments: tuple[Department, ...]
    datasets: "Mapping[str, Dataset]"


@dataclass(frozen=True, slots=True)
class _Attempt:
    """An export that was begun, to be tried again."""

    request: ExportRequest
    path: Path
    offline: bool


class ExportsPage(Page):
    """Shows its parts to admins alone. What was chosen stays while the person is elsewhere, and so does what runs."""

    key: ClassVar[str] = "exports"
    tables: ClassVar[frozenset[str]] = frozenset({"admins", "export_presets", "offices", "departments"})

    def __init__(self, context: PageContext, exports: "Exports") -> None:
        super().__init__(context)
        self.theme, self._exports = context.theme, exports
        self._known: _Known | None = None
        self._kept: Wanted | None = None
        self._preview: ExportPreview | None = None
        self._failed = self._is_unreached = self._wants_focus = self._has_ended = False
        self._serial = 0
        self._run: ExportRun | None = None
        self._attempt: _Attempt | None = None
        self._last: ExportDone | None = None
        self._folder = ""
        self._tasks = Tasks(self, workers=2)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_DEBOUNCE_MS)
        self._pause.timeout.connect(self._ask)
        self.form = ExportForm(self.theme, context.session, self._today)
        self.presets = PresetMenu(context, lambda: self.form.wanted.settings())
        self.import_button = Button(self.theme, kind=ButtonKind.QUIET, icon=Icon.IMPORT)
        self.preview, self.history = PreviewPanel(self.theme), History(self.theme)
        self.offline = Banner(self.theme)
        self.dock = ExportDock(self.theme)
        self._strangers = EmptyState(self.theme, Icon.EXPORT, "")
        self._build()
        self._connect()
        self.retranslate()
        follow(self.theme, self._restyle)

    def refresh(self) -> None:
        """Read anew who there is, and what a file would hold now."""
        self.context.shell.set_header(translate("Exports", "Exports"))
        self.context.session.read(_look, self._take, key="exports", receiver=self)

    def retranslate(self) -> None:
        """Say everything anew."""
        title = translate("Exports", "Exports")
        self.setAccessibleName(title)
        for part in (self.form, self.presets, self.preview, self.history, self.dock):
            part.retranslate()
        self.import_button.setText(translate("Exports", "Import…"))
        self._strangers.show_content(
            Icon.EXPORT,
            translate("Exports", "This page is for admins"),
            translate("Exports", "They make files for accounting here. Your profile lists those that held your rows."),
        )
        self._show_source()
        if self.isVisible():
            self.context.shell.set_header(title)

    def commands(self) -> Sequence[Command]:
        """What can be done here."""
        here = CommandGroup.PAGE

        def can_export() -> bool:
            return self.dock.button.isVisible() and self.dock.button.isEnabled()

        return (
            Command(
                "exports.export",
                here,
                lambda: translate("Exports", "Export…"),
                self._choose_place,
                ("Ctrl+Return",),
                Icon.EXPORT,
                can_export,
            ),
            Command(
                "exports.save-preset",
                here,
                lambda: translate("Exports", "Save this export as…"),
                lambda: self.presets.chosen.emit("save-as"),
                (),
                Icon.PLUS,
                can_export,
            ),
            Command(
                "exports.cancel",
                here,
                lambda: translate("Exports", "Cancel the export"),
                self._cancel,
                (),
                Icon.CLOSE,
                lambda: self._run is not None,
            ),
        )

    def remember(self) -> dict[str, Any]:
        """What was chosen, for the next start."""
        wanted = self.form.wanted if self.form.wanted.dataset else self._kept
        return {} if wanted is None else {"wanted": wanted.settings()}

    def recall(self, kept: Mapping[str, Any]) -> None:
        """Come back to what was chosen."""
        try:
            self._kept = of_settings(str(kept["wanted"]))
        except (KeyError, ValueError):
            self._kept = None

    def end(self) -> None:
        """The person is no admin any more, or the session closes; answers that are on their way come all the same."""
        self._has_ended = True
        self._pause.stop()
        self._serial += 1
        self._cancel()
        self._tasks.close()

    def focus_first(self) -> None:
        """The dataset comes first."""
        self._wants_focus = self._known is None
        if self._known is not None and self._known.is_admin:
            self.form.focus_first()
        else:
            self.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rearrange at the breakpoint."""
        super().resizeEvent(event)
        self._arrange()

    def _build(self) -> None:
        self._column = QWidget()
        self._column_layout = QVBoxLayout(self._column)
        self._tools = FlowLayout()
        for button in (self.presets, self.import_button):
            self._tools.addWidget(button)
        self._column_layout.addLayout(self._tools)
        self._column_layout.addWidget(self.form)
        self._below = QVBoxLayout()
        self._column_layout.addLayout(self._below)
        self._column_layout.addWidget(self.history)
        self._column_layout.addStretch(1)
        self._scroll = ScrollPage(self.theme, self._column)
        self._right = QWidget()
        self._right_layout = QVBoxLayout(self._right)
        self._shown = QWidget()
        self._shown_layout = QVBoxLayout(self._shown)
        self._shown_layout.setContentsMargins(0, 0, 0, 0)
        self._shown_layout.addWidget(self.offline)
        self._shown_layout.addWidget(self.preview, 1)
        self._right_layout.addWidget(self._shown)
        self._body = QWidget()
        self._body_layout = QHBoxLayout(self._body)
        self._body_layout.setContentsMargins(0, 0, 0, 0)
        self._body_layout.setSpacing(0)
        self._body_layout.addWidget(self._scroll)
        self._body_layout.addWidget(self._right, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        for part in (self._body, self.dock, self._strangers):
            whole.addWidget(part, 0 if part is self.dock else 1)
        self._strangers.hide()
        self.offline.hide()

    def _connect(self) -> None:
        self.form.changed.connect(self._changed)
        self.presets.picked.connect(self._show_preset)
        self.import_button.clicked.connect(lambda: self.context.shell.navigate("imports"))
        self.preview.wider.connect(self.form.widen)
        self.preview.retry.connect(self._retry_preview)
        self.offline.action.connect(lambda _: self._retry_preview())
        self.dock.wanted.connect(self._choose_place)
        self.dock.cancelled.connect(self._cancel)
        self.dock.chosen.connect(self._follow_up)
        self.history.opened.connect(self._open)
        self.history.shown.connect(self._show_in_folder)
        session = self.context.session
        session.status_changed.connect(self._status_changed)
        session.closing.connect(self.end)

    def _today(self) -> Day:
        time_zone = self._known.time_zone if self._known is not None else "UTC"
        return day_of(self.context.session.clock.now(), time_zone)

    def _take(self, known: _Known) -> None:
        is_first, self._known = self._known is None, known
        self._strangers.setVisible(not known.is_admin)
        self._body.setVisible(known.is_admin)
        self.dock.setVisible(known.is_admin)
        if not known.is_admin:
            self.preview.forget()
            return
        if is_first or self.form.chosen is None:
            language = "ko" if language_in_force() is Language.KOREAN else "en"
            self.form.show_datasets(known.datasets, self._kept or Wanted("", language=language))
        self.form.show_places(known.offices, known.departments)
        self.presets.read()
        self._ask()
        if self._wants_focus and self.isVisible():
            self.focus_first()

    def _changed(self) -> None:
        former = self._preview.head.request.dataset if self._preview is not None else ""
        if former != self.form.wanted.dataset:
            self.preview.forget()
        self._serial += 1  # whatever is on its way is the answer to something else
        self._failed = False
        self.preview.show_loading()
        self.presets.show_settings(self.form.wanted.settings())
        self._show_summary()
        self._pause.start()

    def _show_preset(self, settings: str) -> None:
        try:
            wanted = of_settings(settings)
            if self._known is None or wanted.dataset not in self._known.datasets:
                raise ValueError(wanted.dataset)
        except ValueError:
            self.context.shell.toast(translate("Exports", "This was saved by another version, and can't be used here."))
            return
        self.form.show_wanted(wanted)
        self._changed()

    def _request(self) -> ExportRequest:
        dataset = self.form.chosen
        assert dataset is not None, "there is a dataset while admins see the page"
        return self.form.wanted.request(frozenset(dataset.filters), self._today())

    def _ask(self) -> None:
        """Ask for what is chosen now; an older answer is void."""
        if self.form.chosen is None or self._has_ended:
            return
        self._pause.stop()
        self._serial += 1
        serial, request, offline = self._serial, self._request(), self._is_offline
        self.preview.show_loading()

        def taken(preview: ExportPreview) -> None:
            if serial == self._serial:
                self._show_preview(preview)

        def failed(error: Exception) -> None:
            if serial == self._serial:
                self._show_failure(error, offline=offline)

        exports = self._exports
        self._tasks.run(
            lambda: exports.preview(request, PREVIEWED, offline=offline), taken, failed, key="preview", receiver=self
        )

    @property
    def _is_offline(self) -> bool:
        """Whether files are made from what this PC holds."""
        status = self.context.session.status
        return self._is_unreached or (status is not None and status.reach is not Reach.ONLINE)

    def _show_preview(self, preview: ExportPreview) -> None:
        dataset = self.form.chosen
        if dataset is None:
            return
        self._preview, self._failed = preview, False
        can_widen = PERIOD in dataset.filters and not self.form.wanted.is_all_time
        self.preview.show_preview(preview, dataset, self.context.session.clock.now(), can_widen=can_widen)
        self._show_source()

    def _show_failure(self, error: Exception, *, offline: bool) -> None:
        problem = problem_of(error)
        if problem is not None and problem.code in NOT_REACHED and not offline:
            self._is_unreached = True
            self._ask()
            return
        self._preview, self._failed = None, True
        self.preview.show_failure(words_for(problem))
        self._show_source()

    def _retry_preview(self) -> None:
        self._is_unreached = False
        self.context.session.sync_now()
        self._ask()

    def _status_changed(self, status: SyncStatus) -> None:
        was_offline = self._preview is not None and self._preview.head.source == "desktop"
        if status.reach is Reach.ONLINE:
            self._is_unreached = False
        if self.isVisible() and self._known is not None and was_offline is not self._is_offline:
            self._ask()

    def _show_source(self) -> None:
        """Before anything is made it is said that it is made from what this PC holds."""
        preview = self._preview
        is_here = preview is not None and preview.head.source == "desktop"
        if preview is not None and is_here:
            told = fill(
                translate("Exports", "What you see, and what a file will hold, is what this PC has. %1."),
                whence(preview.head, self.context.session.clock.now()),
            )
            again = (("again", translate("Exports", "Ask the server again")),)
            self.offline.show_message(BannerKind.INFO, translate("Exports", "The server is not reached"), told, again)
        self.offline.setVisible(is_here)
        self._show_summary()

    def _show_summary(self) -> None:
        preview = self._preview
        is_fresh = preview is not None and self.preview.state in ("table", "empty")
        words = rows_words(preview.head.rows) if preview is not None and is_fresh else ""
        button = translate("Exports", "Export…")
        if self._is_offline:
            button = translate("Exports", "Export what this PC holds…")
        shown = " · ".join(
            part for part in (words, self.form.wanted.format.upper().replace("JSONL", "JSON Lines")) if part
        )
        self.dock.show_summary(shown, button, enabled=self.form.chosen is not None and not self._failed)

    def _choose_place(self) -> None:
        """Ask where the file is to be; a run that is under way goes on."""
        commit_pending_input(self)
        dataset = self.form.chosen
        if dataset is None or self._run is not None:
            return
        request = self._request()
        name = file_name(
            dataset.words.in_(request.language), request.day_from, request.day_to, request.format, request.language
        )
        path = self._ask_for_place(name, request.format)
        if path is not None:
            self._start(_Attempt(request, path, self._is_offline))

    def _ask_for_place(self, name: str, format_: str) -> Path | None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        pattern = f"{'JSON Lines' if format_ == 'jsonl' else format_.upper()} (*.{format_})"
        start = str(Path(self._folder or documents) / name)
        title = translate("Exports", "Where is the file to be?")
        found, _ = QFileDialog.getSaveFileName(self.window(), title, start, pattern)
        if not found:
            return None
        path = Path(with_ending(found, format_)).absolute()
        self._folder = str(path.parent)
        return path

    def _start(self, attempt: _Attempt) -> None:
        self._attempt = attempt
        self.dock.begin(attempt.path)
        run = self._exports.start(attempt.request, attempt.path, offline=attempt.offline)
        self._run = run
        run.progressed.connect(self.dock.show_progress)
        run.done.connect(self._done)
        run.failed.connect(self._failed_to_export)
        run.cancelled.connect(self._was_cancelled)

    def _cancel(self) -> None:
        if self._run is not None:
            self._run.cancel()

    def _done(self, done: ExportDone) -> None:
        self._run, self._last = None, done
        now = self.context.session.clock.now()
        self.dock.show_done(done)
        self.history.add(Made(done, now, self._known.time_zone if self._known is not None else "UTC"))
        if not self.isVisible():
            self.context.shell.toast(fill(translate("Exports", "%1 is ready"), done.path.name))

    def _failed_to_export(self, problem: Problem) -> None:
        self._run = None
        self.dock.show_failed(problem)
        if not self.isVisible():
            self.context.shell.toast(translate("Exports", "The export failed. The page of exports says why."))

    def _was_cancelled(self) -> None:
        self._run = None
        self.dock.show_cancelled()

    def _follow_up(self, what: str) -> None:
        """What the person wants to do about the last outcome."""
        attempt, last = self._attempt, self._last
        if what == dock.OPEN and last is not None:
            self._open(last)
        elif what == dock.SHOW and last is not None:
            self._show_in_folder(last)
        elif what == dock.AGAIN and attempt is not None:
            self._start(attempt)
        elif what == dock.ELSEWHERE and attempt is not None:
            path = self._ask_for_place(attempt.path.name, attempt.request.format)
            if path is not None:
                self._start(replace(attempt, path=path))
        elif what == dock.OFFLINE and attempt is not None:
            self._is_unreached = True
            self._ask()
            self._start(replace(attempt, offline=True))

    def _open(self, done: ExportDone) -> None:
        if not done.path.exists() or not open_file(done.path):
            self._tell_gone(done)

    def _show_in_folder(self, done: ExportDone) -> None:
        if not done.path.parent.exists() or not show_in_folder(done.path):
            self._tell_gone(done)

    def _tell_gone(self, done: ExportDone) -> None:
        title = fill(translate("Exports", "%1 could not be opened"), done.path.name)
        text = translate(
            "Exports", "It was moved or deleted, or no program on this PC opens such files. It was made as %1."
        )
        self.dock.show_problem(title, fill(text, done.path))

    def _arrange(self) -> None:
        """Preview beside the form where there is room, else below it."""
        beside = self.theme.em(self) >= _BESIDE_FROM_EM
        px = self.theme.px
        if beside:
            if self._right_layout.indexOf(self._shown) < 0:
                self._right_layout.addWidget(self._shown)
            self.preview.setMinimumHeight(0)
            self._scroll.setFixedWidth(px(_FORM_WIDTH) + px(self.theme.metrics.space_xl))
        else:
            if self._below.indexOf(self._shown) < 0:
                self._below.addWidget(self._shown)
            self.preview.setMinimumHeight(px(_TABLE_HEIGHT))
            self._scroll.setMinimumWidth(0)
            self._scroll.setMaximumWidth(16_777_215)
        self._right.setVisible(beside)
        edge = px(self.theme.metrics.space_xl)
        margin = px(self.theme.metrics.space_m) if beside else edge
        self._column_layout.setContentsMargins(edge, px(self.theme.metrics.space_s), margin, edge)

    def _restyle(self) -> None:
        metrics, px = self.theme.metrics, self.theme.px
        edge, above = px(metrics.space_xl), px(metrics.space_s)
        self._column_layout.setSpacing(px(metrics.space_l))
        self._right_layout.setContentsMargins(px(metrics.space_m), above, edge, px(metrics.space_l))
        self._shown_layout.setSpacing(px(metrics.space_m))
        self._tools.set_spacing(px(metrics.space_s))
        self._arrange()


def _look(reads: Reads) -> _Known:
    """On a worker thread, which alone waits while datasets are imported."""
    me = reads.me()
    offices, departments = reads.offices_and_departments()
    return _Known(
        reads.am_admin(),
        me[1].time_zone if me is not None else "UTC",
        offices,
        departments,
        dict(import_module(_DATASETS).DATASETS),
    )
