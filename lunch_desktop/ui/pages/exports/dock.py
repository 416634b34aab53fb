"""What stands at the foot of the page whatever is scrolled: the button, how far an export is, and what became of it."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunch_desktop.system.export_jobs import NOT_REACHED, ExportDone
from lunch_desktop.system.problems import Problem
from lunch_desktop.system.problems import text as problem_text
from lunch_desktop.ui.pages.exports.words import rows_words, size_words
from lunch_desktop.ui.texts.language import language_in_force
from lunch_desktop.ui.texts.numbers import number
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole
from lunch_desktop.ui.widgets.banner import Banner, BannerKind
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.label import ElidedLabel, Label
from lunch_desktop.ui.widgets.progress_bar import ThinProgressBar

translate = QCoreApplication.translate

OPEN, SHOW, AGAIN, ELSEWHERE, OFFLINE = "open", "show", "again", "elsewhere", "offline"


class ExportDock(QWidget):
    """`wanted` is the button, `cancelled` the one of the progress; `chosen` carries what the person wants to do about
    the last outcome.
    """

    wanted = Signal()
    cancelled = Signal()
    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.outcome = Banner(theme, " ")
        self.outcome.action.connect(self.chosen)
        self.outcome.hide()
        self.summary = ElidedLabel(theme, colour=ColourRole.SECONDARY)
        self.button = Button(theme, kind=ButtonKind.PRIMARY, icon=Icon.EXPORT)
        self.button.clicked.connect(self.wanted)
        self.progress = QWidget()
        self.doing = ElidedLabel(theme)
        self.left = Label(theme, role=TextRole.CAPTION, colour=ColourRole.SECONDARY)
        self.bar = ThinProgressBar(theme)
        self.cancel_button = Button(theme)
        self.cancel_button.clicked.connect(self._cancel)
        self._told: tuple[str, object] | None = None
        self._file, self._figures = "", (0, 0)
        self._build()
        self.progress.hide()
        follow(theme, self._restyle)

    @property
    def is_running(self) -> bool:
        """Whether an export is under way."""
        return not self.progress.isHidden()

    def show_summary(self, text: str, button: str, *, enabled: bool) -> None:
        """What a press on the button makes."""
        self.summary.setText(text)
        self.button.setText(button)
        self.button.setEnabled(enabled)

    def begin(self, path: Path) -> None:
        """An export has begun."""
        had_focus = self.button.hasFocus()
        self._told, self._file, self._figures = None, path.name, (0, 0)
        self.outcome.hide()
        self.bar.setRange(0, 0)
        self.cancel_button.setEnabled(True)
        self._swap(running=True)
        self.show_progress(0, 0, None)
        if had_focus:
            self.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_progress(self, rows: int, of: int, seconds_left: float | None) -> None:
        """So many rows of so many are in the file."""
        self._figures = (rows, of)
        if of > 0:
            self.bar.setRange(0, 100)
            self.bar.setValue(min(100, rows * 100 // of))
        self._say_progress()
        if not self.cancel_button.isEnabled():
            self.left.setText(translate("Exports", "Stopping…"))
        elif seconds_left is None:
            self.left.setText("")
        elif seconds_left < 60:
            seconds = max(1, round(seconds_left))
            self.left.setText(translate("Exports", "%n second(s) left", None, seconds))
        else:
            minutes = -(-round(seconds_left) // 60)
            self.left.setText(translate("Exports", "%n minute(s) left", None, minutes))

    def show_done(self, done: ExportDone) -> None:
        """The file is there."""
        self._end(("done", done))

    def show_failed(self, problem: Problem) -> None:
        """It is not, and why."""
        self._end(("failed", problem))

    def show_cancelled(self) -> None:
        """The person gave it up."""
        self._end(("cancelled", None))

    def show_problem(self, title: str, text: str) -> None:
        """Something else that could not be done."""
        self.outcome.show_message(BannerKind.ERROR, title, text)

    def retranslate(self) -> None:
        """Says everything anew."""
        self.cancel_button.setText(translate("Exports", "Cancel"))
        self._say_progress()
        if self._told is not None and self.outcome.isVisibleTo(self):
            self._tell(*self._told)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the line to what scrolls above."""
        QPainter(self).fillRect(0, 0, self.width(), 1, self.theme.colour(ColourRole.BORDER))

    def _build(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self.doing, 1)
        line.addWidget(self.left)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addLayout(line)
        words.addWidget(self.bar)
        self._progress_layout = QHBoxLayout(self.progress)
        self._progress_layout.setContentsMargins(0, 0, 0, 0)
        self._progress_layout.addLayout(words, 1)
        self._progress_layout.addWidget(self.cancel_button)
        self._line = QHBoxLayout()
        self._line.addWidget(self.summary, 1)
        self._line.addWidget(self.button)
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(self.outcome)
        self._layout.addWidget(self.progress)
        self._layout.addLayout(self._line)

    def _swap(self, *, running: bool) -> None:
        self.progress.setVisible(running)
        self.summary.setVisible(not running)
        self.button.setVisible(not running)

    def _cancel(self) -> None:
        self.cancel_button.setEnabled(False)
        self.left.setText(translate("Exports", "Stopping…"))
        self.cancelled.emit()

    def _end(self, told: tuple[str, object]) -> None:
        had_focus = self.cancel_button.hasFocus() or self.focusWidget() is self.cancel_button
        self._swap(running=False)
        self._told = told
        self._tell(*told)
        if had_focus:
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, what: str, about: object) -> None:
        if what == "done" and isinstance(about, ExportDone):
            figures = " · ".join((rows_words(about.rows), size_words(about.bytes), str(about.path.parent)))
            actions = [(OPEN, translate("Exports", "Open the file")), (SHOW, translate("Exports", "Show in folder"))]
            title = fill(translate("Exports", "%1 is ready"), about.path.name)
            self.outcome.show_message(BannerKind.INFO, title, figures, actions)
        elif what == "failed" and isinstance(about, Problem):
            words = problem_text(about, language_in_force())
            actions = [(AGAIN, translate("Exports", "Try again"))]
            if about.code in NOT_REACHED:
                actions.append((OFFLINE, translate("Exports", "Export what this PC holds…")))
            else:
                actions.append((ELSEWHERE, translate("Exports", "Choose another place…")))
            self.outcome.show_message(BannerKind.ERROR, words.title, f"{words.what} {words.remedy}", actions)
        else:
            title = translate("Exports", "The export was cancelled")
            text = translate("Exports", "Nothing was written. A file that was there before is as it was.")
            self.outcome.show_message(BannerKind.INFO, title, text)

    def _say_progress(self) -> None:
        rows, of = self._figures
        if of:
            text = fill(translate("Exports", "%1: %2 of %3 rows"), self._file, number(rows), number(of))
        else:
            text = fill(translate("Exports", "Preparing %1"), self._file)
        self.doing.setText(text)
        self.bar.setAccessibleName(fill(translate("Exports", "Making %1"), self._file))

    def _restyle(self) -> None:
        metrics, px = self.theme.metrics, self.theme.px
        side = px(metrics.space_xl)
        self._layout.setContentsMargins(side, px(metrics.space_m), side, px(metrics.space_m))
        self._layout.setSpacing(px(metrics.space_m))
        for row in (self._line, self._progress_layout):
            row.setSpacing(px(metrics.space_l))
        # Nothing moves when the progress takes the place of the button.
        self.progress.setMinimumHeight(px(metrics.control))
