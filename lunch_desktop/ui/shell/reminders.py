"""Reminds of lunch: ten minutes before, with or without the server, and once more after a full screen."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from lunch_desktop.domain.times import MINUTE, SECOND, Instant
from lunch_desktop.store.desktop.inbox import INBOX, InboxKind
from lunch_desktop.store.desktop.queries.inbox import ComingSeat, InboxEntry
from lunch_desktop.ui.session import DesktopSession

LONGEST_WAIT_MS: Final = 30_000
"""A clock may be set, a PC may sleep or be unlocked: what is due is looked at again after so long."""
STILL_NEWS: Final = 5 * MINUTE
"""So long after the meeting time it still helps to be reminded."""


class Reminders(QObject):
    """Writes reminders into the inbox when they are due; the inbox's news are what tells them.

    `again` carries reminders (a list of InboxEntry, and the office's time zone) that came while the whole screen was
    something else's, and may not have been seen: they are told once more when it is over.
    """

    again = Signal(object, str)

    def __init__(
        self, session: DesktopSession, is_screen_taken: Callable[[], bool], parent: QObject | None = None
    ) -> None:
        """`is_screen_taken` says whether a presentation or a game has the whole screen."""
        super().__init__(parent)
        self._session = session
        self._is_screen_taken = is_screen_taken
        self._seats: list[ComingSeat] = []
        self._missed: list[InboxEntry] = []
        self._time_zone = "UTC"
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look_at_the_clock)
        session.changed.connect(self._changed)
        self._read()

    def take_news(self, entries: list[InboxEntry], time_zone: str) -> None:
        """What has come into the inbox; reminders among it may have to be told again."""
        self._time_zone = time_zone
        reminders = [one for one in entries if one.kind == InboxKind.REMINDER]
        if reminders and self._is_screen_taken():
            self._missed += reminders
            self._wait()

    def _changed(self, tables: frozenset[str]) -> None:
        if not tables.isdisjoint(("memberships", "parties", INBOX)):
            self._read()

    def _read(self) -> None:
        now = self._session.clock.now()
        self._session.read(lambda reads: reads.coming_seats(now), self._take, key="shell.reminders", receiver=self)

    def _take(self, seats: list[ComingSeat]) -> None:
        self._seats = seats
        self._look_at_the_clock()

    def _look_at_the_clock(self) -> None:
        now = self._session.clock.now()
        due = [one for one in self._seats if one.reminds_at <= now]
        if due:
            self._seats = [one for one in self._seats if one not in due]
            self._session.note_reminders()
        self._tell_again(now)
        self._wait()

    def _tell_again(self, now: Instant) -> None:
        if self._missed and not self._is_screen_taken():
            missed, self._missed = self._missed, []
            useful = [one for one in missed if now < int(one.details["meets_at"]) + STILL_NEWS]
            if useful:
                self.again.emit(useful, self._time_zone)

    def _wait(self) -> None:
        """Until the next one is due; no longer than the clock can be trusted."""
        if not self._seats and not self._missed:
            self._timer.stop()
            return
        now = self._session.clock.now()
        next_one = min((int(one.reminds_at - now) for one in self._seats), default=LONGEST_WAIT_MS)
        self._timer.start(max(SECOND, min(LONGEST_WAIT_MS, next_one)))
