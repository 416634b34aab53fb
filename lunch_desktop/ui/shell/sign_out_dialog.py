"""Asks before a sign-out that leaves changes behind: send them first, leave them here, or stay."""

from itertools import pairwise
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from lunch_desktop.sync.status import Reach, SyncStatus
from lunch_desktop.ui.session import DesktopSession
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole
from lunch_desktop.ui.widgets.base import announce
from lunch_desktop.ui.widgets.button import Button
from lunch_desktop.ui.widgets.dialog import ConfirmDialog
from lunch_desktop.ui.widgets.label import Label

translate = QCoreApplication.translate
_PATIENCE_MS: Final = 10_000
"""What was not sent by then may be held up for long, and the person decides anew."""


class SignOutDialog(ConfirmDialog):
    """Accepted where the person may be signed out now: nothing waits any more, or they leave it here."""

    def __init__(self, theme: Theme, session: DesktopSession, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", "", "", "", parent=parent)
        self._session = session
        self._is_sending = self._has_tried = False
        self._state = Label(theme, colour=ColourRole.SECONDARY, wrap=True)
        self._state.hide()
        self.body.addWidget(self._state)
        self.leave_button = Button(theme)
        self.leave_button.clicked.connect(self.accept)
        self._stack_buttons()
        self.confirm_button.clicked.disconnect(self.accept)
        self.confirm_button.clicked.connect(self._send)
        session.status_changed.connect(self._take)
        self.retranslate()
        if session.status is not None:
            self._take(session.status)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Say everything anew."""
        status = self._session.status
        waiting = status.waiting if status is not None else 0
        self.say(
            translate("Shell", "Sign out now?"),
            translate(
                "Shell",
                "%n change(s) wait to be sent. If you sign out, they stay on this PC, encrypted, and go out when you "
                "sign in here again.",
                None,
                waiting,
            ),
        )
        self.confirm_button.setText(translate("Shell", "Send, then sign out"))
        self.leave_button.setText(translate("Shell", "Sign out, leave them here"))
        self.cancel_button.setText(translate("Shell", "Stay"))
        if self._is_sending:
            self._state.setText(translate("Shell", "Sending…"))
        elif self._has_tried:
            self._state.setText(translate("Shell", "Not everything could be sent yet."))
        else:
            self._state.setText(translate("Shell", "The server is not reached now, so they can't be sent first."))

    def _stack_buttons(self) -> None:
        """One above the other, as they say more than a word each; in the order in which they are read."""
        self._buttons.setDirection(QBoxLayout.Direction.TopToBottom)
        ordered = (self.confirm_button, self.leave_button, self.cancel_button)
        for button in ordered:
            self._buttons.removeWidget(button)
            self._buttons.addWidget(button)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for former, following in pairwise(ordered):
            QWidget.setTabOrder(former, following)

    def _send(self) -> None:
        self._is_sending = self._has_tried = True
        QTimer.singleShot(_PATIENCE_MS, self, self._lose_patience)
        self.confirm_button.setEnabled(False)
        self._state.show()
        self.retranslate()
        announce(self, self._state.text())
        self._session.sync_now()

    def _lose_patience(self) -> None:
        self._is_sending = False
        if self._session.status is not None:
            self._take(self._session.status)
        announce(self, self._state.text())

    def _take(self, status: SyncStatus) -> None:
        """Where everything went out while this asks, there is nothing to ask any more."""
        if not status.waiting and self._is_sending:
            self.accept()
            return
        can_send = status.reach is Reach.ONLINE
        if not can_send:
            self._is_sending = False
        self.confirm_button.setEnabled(can_send and not self._is_sending)
        self._state.setVisible(self._is_sending or self._has_tried or not can_send)
        self.retranslate()
