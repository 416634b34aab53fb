"""The window of the first screen."""

from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lunch_desktop.system.problems import Problem
from lunch_desktop.system.problems import text as problem_text
from lunch_desktop.ui.pages.sign_in.form import SignInCall
from lunch_desktop.ui.pages.sign_in.view import Prefilled, SignInView
from lunch_desktop.ui.texts.language import language_in_force
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.banner import BannerKind

translate = QCoreApplication.translate

_SMALLEST = QSize(480, 600)
_SIZE = QSize(640, 760)


class SignInWindow(QWidget):
    """Holds the SignInView, and says why a session could not go on."""

    def __init__(self, theme: Theme, sign_in: SignInCall, prefilled: Prefilled | None, problem: Problem | None) -> None:
        super().__init__()
        self.view = SignInView(theme, sign_in, prefilled)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Window)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self._name()
        self.setMinimumSize(_SMALLEST)
        self.resize(_SIZE)
        self.view.focus_first()
        if problem is not None:
            said = problem_text(problem, language_in_force())
            self.view.form.problem.show_message(BannerKind.WARNING, said.title, f"{said.what} {said.remedy}")

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._name()
        super().changeEvent(event)

    def _name(self) -> None:
        self.setWindowTitle(translate("Shell", "Lunch Desktop"))
