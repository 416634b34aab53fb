"""A network that wants people to sign in on its page, while somebody signs in to the server: one button leads there."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QWidget

from lunch_desktop.sync.http import NotOurServer
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.button import Button, ButtonKind

translate = QCoreApplication.translate


class PortalHelp(QObject):
    """`button` is shown where it helps; whoever comes back from the browser has probably signed in there."""

    def __init__(self, theme: Theme, again: Callable[[], object], parent: QWidget) -> None:
        """`again` tries what the network did not let through."""
        super().__init__(parent)
        self._again = again
        self._page = ""
        self._in_browser = False
        self.button = Button(theme, kind=ButtonKind.SECONDARY, icon=Icon.LINK)
        self.button.clicked.connect(self._open)
        self.button.hide()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.applicationStateChanged.connect(self._state_changed)

    def take(self, error: Exception | None) -> None:
        """Something went wrong by this; None: nothing did."""
        self._page = portal_of(error)
        self._in_browser = False
        self.button.setVisible(bool(self._page))

    def retranslate(self) -> None:
        """Say the button anew."""
        self.button.setText(translate("SyncCentre", "Open the browser"))
        self.button.updateGeometry()

    def _open(self) -> None:
        self._in_browser = True
        QDesktopServices.openUrl(QUrl(self._page))

    def _state_changed(self, state: Qt.ApplicationState) -> None:
        if self._in_browser and state is Qt.ApplicationState.ApplicationActive:
            self._in_browser = False
            self._again()


def portal_of(error: BaseException | None) -> str:
    """The address of the network's page; "" where none stands between."""
    while error is not None and not isinstance(error, NotOurServer):
        error = error.__cause__
    return error.portal if error is not None else ""
