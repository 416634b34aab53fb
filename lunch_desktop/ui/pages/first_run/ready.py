"""The team's server runs: pass the invitation on, and begin."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from lunch_desktop.sync.session import Session
from lunch_desktop.ui.pages.first_run.column import WIDE, Column
from lunch_desktop.ui.pages.first_run.ways import Ways
from lunch_desktop.ui.pages.hosting.addresses import addresses_of_this_pc
from lunch_desktop.ui.pages.hosting.invitation_card import InvitationCard
from lunch_desktop.ui.pages.hosting.server_card import ServerCard
from lunch_desktop.ui.pages.hosting.watch import HostWatch
from lunch_desktop.ui.pages.hosting.where import place_for_colleagues
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.button import Button, ButtonKind

translate = QCoreApplication.translate


class ReadyView(Column):
    """`began` carries the admin's session."""

    began = Signal(object)

    def __init__(
        self,
        theme: Theme,
        ways: Ways,
        watch: HostWatch,
        signed: Session,
        addresses: Callable[[], tuple[str, ...]] = addresses_of_this_pc,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, Icon.CHECK, width=WIDE, parent=parent)
        self._signed = signed
        host = watch.host
        self.server = ServerCard(theme, watch, addresses)
        self.server.toggle_button.hide()
        self.server.try_now.connect(host.try_now)
        self.invitation = InvitationCard(
            theme, ways.invite, signed, lambda: place_for_colleagues(host.hosting, signed, addresses())
        )
        self.begin_button = Button(theme, kind=ButtonKind.SECONDARY)
        self.begin_button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.begin_button.clicked.connect(lambda: self.began.emit(signed))
        self.add(self.invitation, self.begin_button, self.server)
        shared = host.hosting is not None and host.hosting.network
        self.invitation.setVisible(shared)
        self.retranslate()
        if shared:
            self.invitation.make()

    def focus_first(self) -> None:
        """Begin at the way on."""
        self.begin_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Say everything anew."""
        self.set_words(
            fill(translate("FirstRun", "%1 is ready"), self._signed.office_name),
            translate("FirstRun", "Invite your team now or later, on the page “Invitations”."),
        )
        self.begin_button.setText(translate("FirstRun", "Go to today's lunch"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
