"""Telling in passing what has happened: in the window while the person works in it, else by the system's own toasts."""

from collections.abc import Callable
from datetime import time
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from lunch_desktop.domain.times import Instant, local
from lunch_desktop.store.desktop.queries.inbox import InboxEntry
from lunch_desktop.ui.shell.choices import Choices
from lunch_desktop.ui.shell.message import Message, is_worth_telling, message_of
from lunch_desktop.ui.shell.snooze import Snooze
from lunch_desktop.ui.shell.telling import is_wanted

GAP_MS: Final = 4_000
"""At most one toast in this time; what comes meanwhile is told together."""


class Teller(QObject):
    """Tells messages, one at a time. `opened` carries the page and the subject that a clicked one leads to.

    `in_window` and `by_system` show a Message; the first says whether it could, because the person is looking at the
    window.
    """

    opened = Signal(str, object)

    def __init__(
        self,
        choices: Choices,
        snooze: Snooze,
        now: Callable[[], Instant],
        in_window: Callable[[Message], bool],
        by_system: Callable[[str, str], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._choices, self._snooze, self._now = choices, snooze, now
        self._in_window, self._by_system = in_window, by_system
        self._coming: list[InboxEntry] = []
        self._latest: Message | None = None
        self._time_zone = "UTC"
        self._gap = QTimer(self)
        self._gap.setSingleShot(True)
        self._gap.setInterval(GAP_MS)
        self._gap.timeout.connect(self._tell_what_came)

    def take_news(self, entries: list[InboxEntry], time_zone: str) -> None:
        """Entries have come into the inbox: tell those that deserve it, at once or when the last toast was read.

        `time_zone` is the office's.
        """
        self._time_zone = time_zone
        settings, now = self._choices.settings, self._now()
        self._coming += [one for one in entries if is_worth_telling(one, now) and is_wanted(one.kind, settings)]
        if not self._gap.isActive():
            self._tell_what_came()

    def tell(self, message: Message) -> None:
        """Tell it now, unless the person wants to be left alone."""
        if self._snooze.until is not None:
            return
        if self._in_window(message):
            return
        settings = self._choices.settings
        if not settings.native_toasts or self._is_quiet():
            return
        self._latest = message
        if settings.hide_names:
            self._by_system(message.private, message.private_detail)
        else:
            self._by_system(message.title, message.detail)

    def open_latest(self) -> None:
        """The person clicked the system's toast."""
        if self._latest is not None:
            self.opened.emit(self._latest.page, self._latest.subject)

    def forget(self) -> None:
        """The account is left: nothing of it is told any more."""
        self._coming.clear()
        self._latest = None
        self._gap.stop()

    def _tell_what_came(self) -> None:
        coming, self._coming = self._coming, []
        if coming:
            self._gap.start()
            self.tell(message_of(coming, self._time_zone))

    def _is_quiet(self) -> bool:
        """Whether these are hours in which the person wants no toasts; by the clock of this PC's office."""
        hours = self._choices.settings.quiet_hours
        moment = local(self._now(), self._time_zone)
        return hours is not None and hours.contain(time(moment.hour, moment.minute))
