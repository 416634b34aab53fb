"""Watches the inbox for the shell: how many entries are unread, and which have come since the program looked last."""

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from lunch_desktop.domain.times import SECOND, Instant
from lunch_desktop.store.desktop.inbox import INBOX
from lunch_desktop.store.desktop.queries.inbox import InboxEntry, OpenRequest
from lunch_desktop.store.desktop.queries.unanswered import Unanswered
from lunch_desktop.store.desktop.reads import Reads
from lunch_desktop.ui.session import DesktopSession

LONGEST_WAIT_MS: Final = 60_000
"""A clock may be set, and a PC may sleep: what is due is looked at again after so long."""
_RUN_OUT: Final = frozenset({"memberships", "proposals", "proposal_answers"})
"""What holds wishes that the clock ends."""


class InboxWatch(QObject):
    """`unread_changed` carries the number of unread entries; `news` a list of those that have just come
    (InboxEntry), and the office's time zone.

    What was unread when the program began is counted, but no news. It also tells in the inbox, when the time comes,
    that a seat was not confirmed in time, and that nobody answered a proposal.
    """

    unread_changed = Signal(int)
    news = Signal(object, str)

    def __init__(self, session: DesktopSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._latest: int | None = None
        self.unread = 0
        self._lapse = QTimer(self)
        self._lapse.setSingleShot(True)
        self._lapse.timeout.connect(self._look_for_lapsed)
        session.changed.connect(self._changed)
        self._look()
        self._look_for_lapsed()

    def _changed(self, tables: frozenset[str]) -> None:
        if INBOX in tables:
            self._look()
        if not tables.isdisjoint(_RUN_OUT):
            self._look_for_lapsed()

    def _look(self) -> None:
        latest = self._latest
        self._session.read(lambda reads: _look(reads, latest), self._take, key="shell.inbox", receiver=self)

    def _take(self, found: tuple[int, int, list[InboxEntry], str]) -> None:
        self.unread, latest, news, time_zone = found
        self._latest = max(latest, self._latest or 0)
        self.unread_changed.emit(self.unread)
        if news:
            self.news.emit(news, time_zone)

    def _look_for_lapsed(self) -> None:
        self._session.read(
            lambda reads: (reads.open_requests(), reads.unanswered_proposals()),
            self._wait_for,
            key="shell.lapses",
            receiver=self,
        )

    def _wait_for(self, found: tuple[list[OpenRequest], list[Unanswered]]) -> None:
        """Note what has lapsed, and look again when the next one does."""
        requests, proposals = found
        now = self._session.clock.now()
        if any(one.is_news(now) for one in proposals):
            self._session.note_expired()
        if any(one.lapses_at < now < one.ends_at for one in requests):
            self._session.note_lapsed()
        ends = (*(one.lapses_at for one in requests), *(one.expires_at for one in proposals))
        coming = [one for one in ends if one >= now]
        if coming:
            self._lapse.start(min(LONGEST_WAIT_MS, Instant(min(coming) - now) + SECOND))
        else:
            self._lapse.stop()


def _look(reads: Reads, latest: int | None) -> tuple[int, int, list[InboxEntry], str]:
    """Unread entries, the id of the latest, what has come behind the one that was it before, and the time zone."""
    unread, now_latest = reads.inbox_counts()
    news = reads.inbox_news(latest) if latest is not None and now_latest > latest else []
    me = reads.me() if news else None
    return unread, now_latest, news, me[1].time_zone if me is not None else "UTC"
