"""Does what the button at the head of the Sync centre promises about the network."""

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QWidget

from lunch_desktop.system.problems import ProblemCode
from lunch_desktop.ui.pages.sync_centre.network_words import Help, help_for
from lunch_desktop.ui.pages.sync_centre.proxy_dialog import ProxyDialog
from lunch_desktop.ui.session import DesktopSession
from lunch_desktop.ui.theme.theme import Theme


class Helping(QObject):
    """For one page."""

    def __init__(self, page: QWidget, theme: Theme, session: DesktopSession) -> None:
        super().__init__(page)
        self._page = page
        self._theme = theme
        self._session = session
        self._in_browser = False
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.applicationStateChanged.connect(self._state_changed)

    def help(self) -> None:
        """Do what helps as things stand now."""
        status = self._session.status
        match help_for(status):
            case Help.OPEN_BROWSER if status is not None:
                self._in_browser = True
                QDesktopServices.openUrl(QUrl(status.portal))
            case Help.PROXY_SIGN_IN:
                self._ask_for_proxy_login()
            case Help.DOWNLOAD:
                self._session.download_now()

    def _ask_for_proxy_login(self) -> None:
        problem = self._session.status.problem if self._session.status is not None else None
        if problem is None:
            return
        proxy = str(problem.facts["proxy"])
        was_wrong = problem.code is ProblemCode.PROXY_SIGN_IN_WRONG
        dialog = ProxyDialog(self._theme, proxy, was_wrong=was_wrong, parent=self._page.window())
        dialog.typed.connect(lambda user, password: self._session.sign_in_at_proxy(proxy, user, password))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _state_changed(self, state: Qt.ApplicationState) -> None:
        """Who comes back from the browser has probably signed in there: look at once."""
        if self._in_browser and state is Qt.ApplicationState.ApplicationActive:
            self._in_browser = False
            self._session.network_changed()
