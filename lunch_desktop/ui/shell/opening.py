"""Waits for the key of an account's data before it is opened; the keyring may ask the person something first."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunch_desktop.sync.session import Session as SignedIn
from lunch_desktop.ui.runtime.tasks import Tasks
from lunch_desktop.ui.services import Services
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.banner import Banner, BannerKind
from lunch_desktop.ui.widgets.button import Button

translate = QCoreApplication.translate

PATIENCE_MS: Final = 700
"""Most keyrings answer sooner, and then no window but the main one is ever shown."""


class Opening(QObject):
    """`show` puts a window in the place of the one that is shown; `give_up` ends the program."""

    def __init__(
        self,
        theme: Theme,
        show: Callable[[QWidget], object],
        give_up: Callable[[], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._show = show
        self._give_up = give_up
        self._tasks = Tasks(self, workers=1)
        self._run = 0
        self._waiting = False
        self._afterwards: list[Callable[[], object]] = []

    def unlock(self, services: Services, signed: SignedIn, then: Callable[[], object]) -> None:
        """Try to get the key, then go on: what opens the account is told how it went."""
        self._run += 1
        run = self._run
        self._waiting = True
        self._tasks.run(
            lambda: services.unlock(signed),
            lambda _: self._tried(run, then),
            lambda error: self._failed(run, error, then),
            receiver=self,
        )
        QTimer.singleShot(PATIENCE_MS, self, lambda: self._tell(run))

    def afterwards(self, call: Callable[[], object]) -> None:
        """Call it once the account is open, or could not be opened; at once where nothing is waited for."""
        if self._waiting:
            self._afterwards.append(call)
        else:
            call()

    def close(self) -> None:
        """Wait for nothing more."""
        self._run += 1
        self._tasks.close()

    def _tried(self, run: int, then: Callable[[], object]) -> None:
        if run != self._run:
            return
        self._waiting = False
        then()
        calls, self._afterwards = self._afterwards, []
        for call in calls:
            call()

    def _failed(self, run: int, error: Exception, then: Callable[[], object]) -> None:
        self._tried(run, then)
        raise error

    def _tell(self, run: int) -> None:
        if run == self._run and self._waiting:
            window = WaitingForKey(self._theme)
            window.give_up.connect(self._give_up)
            self._show(window)


class WaitingForKey(QWidget):
    """What is shown while the computer's password store takes its time, or asks for its own password."""

    give_up = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self._banner = Banner(theme)
        self._leave = Button(theme)
        self._leave.clicked.connect(self.give_up)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._leave)
        side = theme.px(theme.metrics.space_xl)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(side, side, side, side)
        layout.setSpacing(side)
        layout.addWidget(self._banner)
        layout.addStretch(1)
        layout.addLayout(buttons)
        self._retranslate()
        width = theme.px(560)
        self.resize(width, layout.totalHeightForWidth(width))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setWindowTitle(translate("Shell", "Lunch Desktop"))
        self._banner.show_message(
            BannerKind.INFO,
            translate("Shell", "Opening your data…"),
            translate(
                "Shell",
                "The key to it is in this computer's password store. If that asks for its password, please enter it; "
                "if you decline, you can sign in instead.",
            ),
        )
        self._leave.setText(translate("Shell", "Quit"))
