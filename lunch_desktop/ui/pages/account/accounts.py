"""The accounts of this PC: going on with another one, adding one, and erasing one from here."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Protocol

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QResizeEvent

from lunch_desktop.sync.known_accounts import Known
from lunch_desktop.sync.session import Session
from lunch_desktop.ui.page import PageContext
from lunch_desktop.ui.pages.account.account_row import AccountRow
from lunch_desktop.ui.pages.account.base import ACCOUNTS, AccountPage
from lunch_desktop.ui.pages.first_run.failures import known_problem, problem_of, words_for
from lunch_desktop.ui.runtime.tasks import Tasks
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.tokens import ColourRole
from lunch_desktop.ui.widgets.banner import Banner, BannerKind
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import Button
from lunch_desktop.ui.widgets.card import Card
from lunch_desktop.ui.widgets.dialog import ConfirmDialog
from lunch_desktop.ui.widgets.label import Label

translate = QCoreApplication.translate


class AccountsHere(Protocol):
    """What the page asks of the program. `known` and `remove` wait, and run on a worker thread."""

    def known(self) -> Sequence[Known]: ...
    def switch_to(self, session: Session) -> object: ...
    def add(self) -> object: ...
    def remove(self, session: Session) -> object: ...


class AccountsPage(AccountPage):
    """The open account stands first. Nothing of another one is shown but whose it is, and how much waits in it."""

    key: ClassVar[str] = ACCOUNTS

    def __init__(self, context: PageContext, accounts: AccountsHere, signed: Callable[[], Session]) -> None:
        super().__init__(context)
        theme = self.theme
        self._accounts, self._signed = accounts, signed
        self._tasks = Tasks(self, workers=1)
        self.rows: list[AccountRow] = []
        self._intro = Label(theme, colour=ColourRole.SECONDARY, wrap=True)
        self.problem = Banner(theme)
        self.problem.hide()
        self.card = Card(theme)
        self.card.hide()
        self.add_button = Button(theme, icon=Icon.PLUS)
        self.add_button.clicked.connect(accounts.add)
        for widget in (self._intro, self.problem, self.card):
            self.column.addWidget(widget)
        self.column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.retranslate()
        follow(theme, self._restyle)

    def refresh(self) -> None:
        """Read which there are."""
        self._tasks.run(self._accounts.known, self._take, self._failed, key="known", receiver=self)

    def focus_first(self) -> None:
        """On the way to the other pages of the account."""
        self.tabs.focus_current()

    def retranslate(self) -> None:
        """Say everything anew."""
        super().retranslate()
        self._intro.setText(
            translate(
                "Account",
                "Each account on this PC has its own data, encrypted with a key of its own. Changing to another one "
                "signs nobody out; what waits in this one is sent when it is open again.",
            )
        )
        self.add_button.setText(translate("Account", "Add an account…"))
        self.add_button.updateGeometry()
        for row in self.rows:
            row.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell the rows how much room there is."""
        super().resizeEvent(event)
        self._share_width()

    def _take(self, known: Sequence[Known]) -> None:
        self.problem.hide()
        mine = self._signed().identity
        ordered = sorted(known, key=lambda one: one.session.identity != mine)
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = [AccountRow(self.theme, one, is_open=one.session.identity == mine) for one in ordered]
        for row in self.rows:
            session = row.known.session
            row.switch.connect(lambda session=session: self._accounts.switch_to(session))
            row.remove.connect(lambda known=row.known: self._ask_to_remove(known))
            self.card.body.addWidget(row)
        self.card.setVisible(bool(self.rows))
        self._share_width()

    def _ask_to_remove(self, known: Known) -> None:
        session, waiting = known.session, known.waiting
        text = translate(
            "Account",
            "Its data on this PC are erased, and cannot be brought back. What the company server has stays there, and "
            "comes back when %1 signs in here again.",
        )
        said = fill(text, session.name)
        if waiting:
            lost = translate("Account", "%n change(s) that wait to be sent would be lost.", None, waiting)
            said = f"{lost}\n{said}"
        dialog = ConfirmDialog(
            self.theme,
            fill(translate("Account", "Remove %1 from this PC?"), session.name),
            said,
            translate("Account", "Remove for good"),
            translate("Account", "Keep"),
            danger=True,
            parent=self.window(),
        )
        dialog.accepted.connect(lambda: self._remove(session))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _remove(self, session: Session) -> None:
        self._tasks.run(
            lambda: self._accounts.remove(session), lambda _: self._removed(session), self._failed, receiver=self
        )

    def _removed(self, session: Session) -> None:
        self.context.shell.toast(fill(translate("Account", "%1 is removed from this PC"), session.name))
        self.refresh()

    def _failed(self, error: Exception) -> None:
        problem_of(error)
        said = words_for(known_problem(error))
        self.problem.show_message(BannerKind.WARNING, said.title, f"{said.what} {said.remedy}")

    def _share_width(self) -> None:
        for row in self.rows:
            row.use_width(self.card.width() - 2 * self.theme.px(self.theme.metrics.space_l))

    def _restyle(self) -> None:
        self.card.body.setSpacing(0)
        self._share_width()
