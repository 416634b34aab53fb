"""Watches the chats for the shell: how many messages are unread, and whether somebody calls the person."""

from typing import Final

from PySide6.QtCore import QObject

from lunch_desktop.store.desktop.queries.chat_views import ChatCounts
from lunch_desktop.ui.session import DesktopSession
from lunch_desktop.ui.shell.rail import ShellRail

_TABLES: Final = frozenset({"rooms", "messages", "read_markers", "memberships", "group_members"})


class ChatWatch(QObject):
    """Lives as long as the rail, whose badge it keeps."""

    def __init__(self, session: DesktopSession, rail: ShellRail) -> None:
        super().__init__(rail)
        self._session, self._rail = session, rail
        session.changed.connect(self._changed)
        self._look()

    def _changed(self, tables: frozenset[str]) -> None:
        if not _TABLES.isdisjoint(tables):
            self._look()

    def _look(self) -> None:
        self._session.read(lambda reads: reads.chat_counts(), self._take, key="shell.chat", receiver=self)

    def _take(self, counts: ChatCounts) -> None:
        self._rail.show_unread_messages(counts.unread, called=counts.mentions > 0)
