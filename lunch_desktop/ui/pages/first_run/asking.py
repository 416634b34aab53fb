"""A form that asks for something, checks it in place, and then does what takes a while."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.ui.pages.first_run.failures import known_problem, problem_of, words_for
from lunch_desktop.ui.runtime.tasks import Tasks
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.banner import Banner, BannerKind
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.field import Field
from lunch_desktop.ui.widgets.ime import commit_pending_input
from lunch_desktop.ui.widgets.inputs import LineEdit
from lunch_desktop.ui.widgets.progress import Progress

Check = Callable[[], str]
"""Says what is wrong with a field in the language in force; "" for nothing."""


class AskingForm(QWidget):
    """Fields and a button. `done` carries what the call gave.

    What is wrong is told at its field, else above the button; nothing that was typed is lost.
    """

    done = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._tasks = Tasks(self, workers=2)
        self._run = 0
        self._running = False
        self._told: Exception | None = None
        self._checks: list[tuple[Field, Check]] = []
        self._checked = False
        self._fields_of: dict[ProblemCode, Field] = {}
        self.problem = Banner(theme)
        self.problem.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.problem.hide()
        self.progress = Progress(theme)
        self.progress.cancelled.connect(self.cancel)
        self.button = Button(theme, kind=ButtonKind.PRIMARY)
        self.button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.button.clicked.connect(self.submit)
        self.body = QVBoxLayout()
        self._layout = QVBoxLayout(self)
        self._layout.addLayout(self.body)
        for widget in (self.problem, self.button, self.progress):
            self._layout.addWidget(widget)
        follow(theme, self._restyle)

    @property
    def running(self) -> bool:
        """Whether it is being done."""
        return self._running

    def add_field(self, field: Field, check: Check, *problems: ProblemCode) -> None:
        """A field, what is wrong with it, and the problems that are told there."""
        self.body.addWidget(field)
        self._checks.append((field, check))
        self._fields_of |= dict.fromkeys(problems, field)
        if isinstance(field.editor, LineEdit):
            field.editor.submitted.connect(self.submit)
            field.editor.textEdited.connect(lambda _text, field=field: field.set_error(""))

    def focus_first(self) -> None:
        """Begin at the first field that is empty, else at the button."""
        editors = [field.editor for field, _ in self._checks if isinstance(field.editor, LineEdit)]
        empty = next((one for one in editors if not one.text().strip() and one.isVisibleTo(self)), None)
        (empty or self.button).setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Do it, unless something is wrong or it is being done already."""
        if self._running:
            return
        commit_pending_input(self)
        self._checked = True
        wrong = self._check()
        if wrong is not None:
            wrong.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._run += 1
        run, call = self._run, self.call()
        self._set_running(running=True)
        self._tasks.run(
            call, lambda done: self._succeeded(run, done), lambda error: self._failed(run, error), receiver=self
        )

    def cancel(self) -> None:
        """Stop waiting; what comes of it all the same is not heard."""
        self._run += 1
        self._set_running(running=False)
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def call(self) -> Callable[[], object]:
        """What to do on a worker thread, with what stands in the fields now."""
        raise NotImplementedError

    def waiting_words(self) -> str:
        """What is said while it is being done."""
        raise NotImplementedError

    def ready_words(self) -> str:
        """What the button says."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Say everything anew; subclasses name their fields first."""
        self.button.setText(self.ready_words())
        if self._checked:
            self._check(only_shown=True)
        if self._told is not None:
            self._tell(self._told)

    def close_tasks(self) -> None:
        """Let go of the worker threads without waiting for an answer that nobody wants."""
        self._run += 1
        self._tasks.close(timeout=0)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def show_failure(self, error: Exception) -> Problem | None:
        """Tell of something that went wrong, at its field or above the button; the problem, None for a fault."""
        self._told = error
        problem = problem_of(error)
        self._tell(error)
        return problem

    def _check(self, *, only_shown: bool = False) -> Field | None:
        """Tell what is wrong at each field; the first such field."""
        first = None
        for field, check in self._checks:
            if only_shown and not field.error:
                continue
            said = check() if field.isVisibleTo(self) else ""
            field.set_error(said)
            if said and first is None:
                first = field
        return first

    def _succeeded(self, run: int, done: object) -> None:
        if run == self._run:
            self._set_running(running=False)
            self.done.emit(done)

    def _failed(self, run: int, error: Exception) -> None:
        if run != self._run:
            return
        self._set_running(running=False)
        problem = self.show_failure(error)
        field = self._fields_of.get(problem.code) if problem is not None else None
        (self.button if field is None else field.editor).setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, error: Exception) -> None:
        problem = known_problem(error)
        said = words_for(problem)
        field = self._fields_of.get(problem.code) if problem is not None else None
        if field is not None:
            field.set_error(f"{said.title}. {said.what} {said.remedy}")
        else:
            self.problem.show_message(BannerKind.ERROR, said.title, f"{said.what}\n{said.remedy}")

    def _set_running(self, *, running: bool) -> None:
        self._running = running
        if running:
            self._told = None
            self.problem.hide()
            self.progress.start(self.waiting_words())
        else:
            self.progress.finish()
        self.button.setEnabled(not running)

    def _restyle(self) -> None:
        metrics = self.theme.metrics
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(self.theme.px(metrics.space_l))
        self.body.setSpacing(self.theme.px(metrics.space_m))
