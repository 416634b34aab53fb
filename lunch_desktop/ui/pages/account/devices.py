"""The devices on which I am signed in. The list is the server's, so it is asked for whenever the page is shown."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication

from lunch_desktop.domain.times import Instant
from lunch_desktop.sync.session import Session
from lunch_desktop.sync.status import Reach, SyncStatus
from lunch_desktop.ui.page import PageContext
from lunch_desktop.ui.pages.account.asking import AskingDialog, NameForm, PasswordForm
from lunch_desktop.ui.pages.account.base import DEVICES, AccountPage
from lunch_desktop.ui.pages.account.device_row import LOST, DeviceItem, DeviceRow
from lunch_desktop.ui.pages.account.server import AccountServer
from lunch_desktop.ui.pages.account.words import end_all_words, end_words, lost_words, unreachable_words
from lunch_desktop.ui.pages.first_run.failures import problem_of
from lunch_desktop.ui.runtime.tasks import Tasks
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.theme.tokens import ColourRole
from lunch_desktop.ui.widgets.banner import Banner, BannerKind
from lunch_desktop.ui.widgets.base import announce, follow
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.card import Card
from lunch_desktop.ui.widgets.label import Label
from lunch_desktop.ui.widgets.progress import Progress

if TYPE_CHECKING:
    from lunch_desktop.wire.identity import Device

translate = QCoreApplication.translate
_AGAIN: Final = "again"


class DevicesPage(AccountPage):
    """What was read stays in sight while the server is not there, and says that it may be old."""

    key: ClassVar[str] = DEVICES

    def __init__(self, context: PageContext, server: AccountServer, signed: Callable[[], Session]) -> None:
        super().__init__(context)
        theme = self.theme
        self._server, self._signed = server, signed
        self._tasks = Tasks(self, workers=2)
        self._failure: Exception | None = None
        self.rows: list[DeviceRow] = []
        self._intro = Label(theme, colour=ColourRole.SECONDARY, wrap=True)
        self.problem = Banner(theme)
        self.problem.action.connect(lambda _key: self.refresh())
        self.problem.hide()
        self.progress = Progress(theme)
        self.card = Card(theme)
        self.card.hide()
        self.end_all_button = Button(theme, kind=ButtonKind.DANGER)
        self.end_all_button.clicked.connect(self._ask_to_end_all)
        self.end_all_button.hide()
        for widget in (self._intro, self.problem, self.progress, self.card):
            self.column.addWidget(widget)
        self.column.addWidget(self.end_all_button, 0, Qt.AlignmentFlag.AlignLeft)
        context.session.status_changed.connect(self._status_changed)
        self.retranslate()
        follow(theme, self._restyle)

    def refresh(self) -> None:
        """Ask the server."""
        if self.progress.is_running:
            return
        self.progress.start(translate("Account", "Asking the server…"), cancellable=False)
        self._tasks.run(self._server.devices, self._take, self._failed, key="devices", receiver=self)

    def focus_first(self) -> None:
        """On the way to the other pages of the account."""
        self.tabs.focus_current()

    def retranslate(self) -> None:
        """Say everything anew."""
        super().retranslate()
        self._intro.setText(
            translate(
                "Account",
                "You are signed in on these devices. On one that you sign out, nobody gets on without your password; "
                "what waits there to be sent stays there.",
            )
        )
        self.end_all_button.setText(translate("Account", "Sign out all other devices…"))
        self.end_all_button.updateGeometry()
        for row in self.rows:
            row.retranslate()
        if self._failure is not None:
            self._tell(self._failure)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell the rows how much room there is."""
        super().resizeEvent(event)
        self._share_width()

    def _take(self, devices: "list[Device]") -> None:
        self.progress.finish()
        self._failure = None
        self.problem.hide()
        items = [_item(one) for one in sorted(devices, key=lambda one: (not one.current, -one.last_used_at))]
        if [row.item for row in self.rows] != items:
            self._show(items)
        for row in self.rows:
            row.retranslate()
        count = len(items)
        announce(self, translate("Account", "%n device(s) listed", None, count))

    def _show(self, items: list[DeviceItem]) -> None:
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.card.isAncestorOf(focused)
        for row in self.rows:
            row.hide()
            row.deleteLater()
        now, zone = self.context.session.clock.now(), self._signed().time_zone
        self.rows = [DeviceRow(self.theme, item, zone, now) for item in items]
        for row in self.rows:
            row.rename.connect(lambda row=row: self._ask_for_name(row))
            row.end.connect(lambda how, row=row: self._ask_to_end(row, how))
            self.card.body.addWidget(row)
        self.card.show()
        self.end_all_button.setVisible(len(items) > 1)
        self._share_width()
        if had_focus:
            self.focus_first()

    def _failed(self, error: Exception) -> None:
        self.progress.finish()
        self._failure = error
        problem_of(error)
        self._tell(error)

    def _tell(self, error: Exception) -> None:
        title, text = unreachable_words(error, is_old=bool(self.rows))
        again = (_AGAIN, translate("Account", "Try again"))
        self.problem.show_message(BannerKind.WARNING, title, text, (again,))

    def _status_changed(self, status: SyncStatus) -> None:
        if self._failure is not None and status.reach is Reach.ONLINE and self.isVisible():
            self.refresh()

    def _ask_for_name(self, row: DeviceRow) -> None:
        device = row.item
        form = NameForm(self.theme, device.name, lambda name: self._server.rename_device(device.id, name))
        dialog = AskingDialog(self.theme, form, lambda: (translate("Account", "Rename the device"), ""), self.window())
        dialog.answered.connect(lambda _done: self.refresh())
        self._open(dialog)

    def _ask_to_end(self, row: DeviceRow, how: str) -> None:
        device, lost = row.item, how == LOST

        def work(password: str) -> None:
            from lunch_desktop.wire.identity import DeviceEnding

            self._server.end_device(device.id, DeviceEnding(password=password, lost=lost))

        form = PasswordForm(self.theme, lambda: translate("Account", "Sign it out"), work)
        words = lost_words if lost else end_words
        dialog = AskingDialog(self.theme, form, lambda: words(device.name), self.window())
        dialog.answered.connect(lambda _done: self._ended(device.name))
        self._open(dialog)

    def _ask_to_end_all(self) -> None:
        def work(password: str) -> int:
            from lunch_desktop.wire.identity import DevicesEnding

            return self._server.end_devices(DevicesEnding(password=password))

        others = len(self.rows) - 1
        form = PasswordForm(self.theme, lambda: translate("Account", "Sign them out"), work)
        dialog = AskingDialog(self.theme, form, lambda: end_all_words(others), self.window())
        dialog.answered.connect(self._all_ended)
        self._open(dialog)

    def _ended(self, name: str) -> None:
        self.context.shell.toast(fill(translate("Account", "%1 is signed out"), name))
        self.refresh()

    def _all_ended(self, ended: object) -> None:
        assert isinstance(ended, int)
        self.context.shell.toast(translate("Account", "%n device(s) signed out", None, ended))
        self.refresh()

    def _open(self, dialog: AskingDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _share_width(self) -> None:
        for row in self.rows:
            row.use_width(self.card.width() - 2 * self.theme.px(self.theme.metrics.space_l))

    def _restyle(self) -> None:
        self.card.body.setSpacing(0)
        self._share_width()


def _item(device: "Device") -> DeviceItem:
    return DeviceItem(
        device.id,
        device.name,
        Instant(device.created_at),
        Instant(device.last_used_at),
        device.current,
        device.network,
    )
