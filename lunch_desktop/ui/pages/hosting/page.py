"""The page of who invites: an invitation to pass on, and the server on this PC if it hosts one."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lunch_desktop.sync.session import Session
from lunch_desktop.ui.page import Page, PageContext
from lunch_desktop.ui.pages.first_run.failures import problem_of, words_for
from lunch_desktop.ui.pages.first_run.ways import Ways
from lunch_desktop.ui.pages.hosting.addresses import addresses_of_this_pc
from lunch_desktop.ui.pages.hosting.invitation_card import InvitationCard
from lunch_desktop.ui.pages.hosting.keeping import Keeping
from lunch_desktop.ui.pages.hosting.open_invitations import OpenInvitationsCard
from lunch_desktop.ui.pages.hosting.server_card import ServerCard
from lunch_desktop.ui.pages.hosting.watch import HostWatch
from lunch_desktop.ui.pages.hosting.where import place_for_colleagues
from lunch_desktop.ui.runtime.tasks import Tasks
from lunch_desktop.ui.widgets.banner import BannerKind
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from lunch_desktop.ui.shell.choices import Choices

translate = QCoreApplication.translate

_WIDTH = 640


class HostingPage(Page):
    """For admins. `watch` is of the server on this PC, where the session is at it."""

    key: ClassVar[str] = "hosting"
    tables: ClassVar[frozenset[str]] = frozenset({"employees"})

    def __init__(
        self,
        context: PageContext,
        ways: Ways,
        signed: Session,
        watch: HostWatch | None,
        choices: "Choices",
        addresses: Callable[[], tuple[str, ...]] = addresses_of_this_pc,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, parent)
        self.theme = context.theme
        self._tasks = Tasks(self, workers=1)

        def place() -> str:
            hosting = None if watch is None else watch.host.hosting
            return place_for_colleagues(hosting, signed, addresses())

        self.invitation = InvitationCard(self.theme, ways.invite, signed, place)
        self.open_invitations: OpenInvitationsCard | None = None
        if ways.open_invitations is not None and ways.withdraw is not None:
            time_zone = signed.time_zone
            card = OpenInvitationsCard(self.theme, ways.open_invitations, ways.withdraw, time_zone)
            card.withdrawn.connect(self._withdrawn)
            self.invitation.made.connect(card.reload)
            self.open_invitations = card
        self.server: ServerCard | None = None
        if watch is not None:
            self._host = watch.host
            self.server = ServerCard(self.theme, watch, addresses)
            self.server.set_active.connect(self._set_active)
            self.server.try_now.connect(self._host.try_now)
            self.server.changed.connect(self._server_changed)
            self.keeping = Keeping(self.theme, choices)
            self.server.body.addWidget(self.keeping)
        self._build()
        follow(self.theme, self._restyle)

    def open(self, subject: str | None) -> None:
        """Shown; this PC may have another address by now."""
        super().open(subject)
        if self.server is not None:
            self.server.retranslate()
            self._server_changed()

    def refresh(self) -> None:
        """Count who has joined."""
        self._show_header()
        if self.open_invitations is not None:
            self.open_invitations.reload()
        if self.server is not None:
            self.context.session.read(
                lambda reads: len(reads.colleagues()), self._take_people, key="hosting.people", receiver=self
            )

    def retranslate(self) -> None:
        """Say everything anew; the cards do so by themselves."""
        self._show_header()

    def focus_first(self) -> None:
        """The next step: copy what there is, else make it."""
        button = self.invitation.copy_button if self.invitation.text else self.invitation.make_button
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _withdrawn(self) -> None:
        self.context.shell.toast(translate("Hosting", "The invitation is withdrawn. Nobody can join by it any more."))

    def _take_people(self, colleagues: int) -> None:
        if self.server is not None:
            self.server.set_people(colleagues + 1)

    def _set_active(self, active: bool) -> None:
        """Stopping waits for the server's end."""
        self._tasks.run(lambda: self._host.set_active(active), None, self._failed, receiver=self)

    def _server_changed(self) -> None:
        """Nothing goes on in the tray that was stopped."""
        hosting = self._host.hosting
        self.keeping.setVisible(hosting is not None and hosting.active)
        self.invitation.address_changed()

    def _failed(self, error: Exception) -> None:
        if self.server is not None:
            said = words_for(problem_of(error))
            self.server.problem.show_message(BannerKind.ERROR, said.title, f"{said.what}\n{said.remedy}")
            self.server.toggle_button.setEnabled(True)

    def _show_header(self) -> None:
        self.context.shell.set_header(translate("Hosting", "Invitations"))

    def _build(self) -> None:
        self._column = QWidget()
        self._stack = QVBoxLayout(self._column)
        self._stack.addWidget(self.invitation)
        if self.open_invitations is not None:
            self._stack.addWidget(self.open_invitations)
        if self.server is not None:
            self._stack.addWidget(self.server)
        self._stack.addStretch(1)
        inner = QWidget()
        self._inner = QVBoxLayout(inner)
        self._inner.addWidget(self._column, 1)
        ScrollPage(self.theme, inner).fill(self)

    def _restyle(self) -> None:
        side = self.theme.px(self.theme.metrics.space_xl)
        self._inner.setContentsMargins(side, side, side, side)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(self.theme.px(self.theme.metrics.space_l))
        self._column.setMaximumWidth(self.theme.px(_WIDTH))
