"""What stands where the window would be when it can't be opened at all."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.system.problems import text as problem_text
from lunch_desktop.ui.texts.language import language_in_force
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.banner import Banner, BannerKind
from lunch_desktop.ui.widgets.button import Button, ButtonKind

translate = QCoreApplication.translate


class StartProblem(QWidget):
    """The problem with its remedy; `try_again` and `give_up` are its buttons.

    `take_over` is one where the data is open elsewhere: it is to be closed there and opened here. `start_anew` is one
    where it can't be opened by anybody.
    """

    try_again = Signal()
    take_over = Signal()
    start_anew = Signal()
    give_up = Signal()

    def __init__(self, theme: Theme, problem: Problem) -> None:
        super().__init__()
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self.setWindowTitle(translate("Shell", "Lunch Desktop"))
        said = problem_text(problem, language_in_force())
        banner = Banner(theme)
        banner.show_message(BannerKind.ERROR, said.title, f"{said.what}\n{said.remedy}")
        again = Button(theme, translate("Shell", "Try again"), ButtonKind.PRIMARY)
        again.clicked.connect(self.try_again)
        leave = Button(theme, translate("Shell", "Quit"))
        leave.clicked.connect(self.give_up)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        row = [leave, again]
        if problem.code is ProblemCode.DATA_IN_USE:
            again.set_kind(ButtonKind.SECONDARY)
            row.append(Button(theme, translate("Shell", "Continue here"), ButtonKind.PRIMARY))
            row[-1].clicked.connect(lambda: self._take_over(row))
        elif problem.code is ProblemCode.DATA_KEY_LOST:
            anew = Button(theme, translate("Shell", "Start anew"))
            anew.clicked.connect(lambda: self._begin_anew(row))
            row.insert(1, anew)
        for button in row:
            buttons.addWidget(button)
        side = theme.px(theme.metrics.space_xl)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(side, side, side, side)
        layout.setSpacing(side)
        layout.addWidget(banner)
        layout.addStretch(1)
        layout.addLayout(buttons)
        width = theme.px(560)
        self.resize(width, max(theme.px(240), layout.totalHeightForWidth(width)))
        row[-1].setFocus()

    def _take_over(self, row: list[Button]) -> None:
        """It takes as long as the other program needs to finish; until then there is nothing to press but the end."""
        for button in row[1:]:
            button.setEnabled(False)
        row[-1].set_busy(True)
        self.take_over.emit()

    def _begin_anew(self, row: list[Button]) -> None:
        for button in row[1:]:
            button.setEnabled(False)
        row[1].set_busy(True)
        self.start_anew.emit()
