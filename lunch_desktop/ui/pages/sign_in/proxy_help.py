"""A proxy that wants to know who asks, while somebody signs in to the server: one button, then it is tried again."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.ui.runtime.tasks import Tasks
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.button import Button, ButtonKind

translate = QCoreApplication.translate

SignInAtProxy = Callable[[str, str, str], object]
"""Takes a proxy, a name and a password, and keeps them, which may take a while."""
_CODES: Final = (ProblemCode.PROXY_SIGN_IN, ProblemCode.PROXY_SIGN_IN_WRONG)


class ProxyHelp(QObject):
    """`button` is shown where it helps. `sign_in` is given by whoever can; without it there is never a button."""

    def __init__(self, theme: Theme, tasks: Tasks, again: Callable[[], object], parent: QWidget) -> None:
        """`again` tries what the proxy did not let through."""
        super().__init__(parent)
        self._theme = theme
        self._tasks = tasks
        self._again = again
        self._owner = parent
        self._problem: Problem | None = None
        self.sign_in: SignInAtProxy | None = None
        self.button = Button(theme, kind=ButtonKind.SECONDARY, icon=Icon.KEY)
        self.button.clicked.connect(self._ask)
        self.button.hide()

    def take(self, problem: Problem | None) -> None:
        """Something went wrong by this; None: nothing did."""
        self._problem = problem if problem is not None and problem.code in _CODES else None
        self.button.setVisible(self._problem is not None and self.sign_in is not None)

    def retranslate(self) -> None:
        """Say the button anew."""
        self.button.setText(translate("SyncCentre", "Sign in to the proxy"))
        self.button.updateGeometry()

    def _ask(self) -> None:
        from lunch_desktop.ui.pages.sync_centre.proxy_dialog import ProxyDialog

        if self._problem is None:
            return
        proxy, was_wrong = str(self._problem.facts["proxy"]), self._problem.code is ProblemCode.PROXY_SIGN_IN_WRONG
        dialog = ProxyDialog(self._theme, proxy, was_wrong=was_wrong, parent=self._owner.window())
        dialog.typed.connect(lambda user, password: self._keep(proxy, user, password))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _keep(self, proxy: str, user: str, password: str) -> None:
        sign_in = self.sign_in
        if sign_in is not None:
            self._tasks.run(lambda: sign_in(proxy, user, password), lambda _: self._again(), receiver=self)
