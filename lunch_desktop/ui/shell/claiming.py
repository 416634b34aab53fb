"""Makes the data this program's own before it is opened, and lets go of it when another login session asks."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from lunch_desktop.system.problems import Problem
from lunch_desktop.ui.runtime.data_watch import DataWatch
from lunch_desktop.ui.runtime.tasks import Tasks
from lunch_desktop.ui.services import Services
from lunch_desktop.ui.theme.theme import Theme


class Claiming(QObject):
    """`show` puts a window in the place of the one that is shown; `end` ends the program."""

    def __init__(
        self,
        theme: Theme,
        tasks: Tasks,
        show: Callable[[QWidget], object],
        end: Callable[[], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tasks = tasks
        self._show = show
        self._end = end
        self._watch: DataWatch | None = None

    def claim(self, services: Services, begin: Callable[[], object]) -> None:
        """Begin when the data is this program's own: at once, or when the person has decided where to go on."""
        try:
            services.claim_data(False)
        except Problem as problem:
            self._tell(problem, services, begin)
        else:
            self._held(services, begin)

    def _held(self, services: Services, begin: Callable[[], object]) -> None:
        if self._watch is not None:
            self._watch.deleteLater()
        self._watch = DataWatch(services.data_folder, services.is_data_wanted, self)
        self._watch.wanted.connect(self._end)
        begin()

    def _tell(self, problem: Exception, services: Services, begin: Callable[[], object]) -> None:
        if not isinstance(problem, Problem):
            raise problem
        from lunch_desktop.ui.shell.start_problem import StartProblem

        window = StartProblem(self._theme, problem)
        window.try_again.connect(lambda: self.claim(services, begin))
        window.take_over.connect(lambda: self._take_over(services, begin))
        window.give_up.connect(self._end)
        self._show(window)

    def _take_over(self, services: Services, begin: Callable[[], object]) -> None:
        self._tasks.run(
            lambda: services.claim_data(True),
            lambda _: self._held(services, begin),
            lambda problem: self._tell(problem, services, begin),
            receiver=self,
        )
