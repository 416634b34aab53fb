"""The chat over a real desktop store and the real server code: a window on its page, and colleagues who talk."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lunch_desktop.domain.chat.sending import SendMessage
from lunch_desktop.domain.ids import PartyId, RoomId
from lunch_desktop.domain.parties.joining import JoinParty
from lunch_desktop.domain.times import MINUTE, Instant
from lunch_desktop.ui.page import Page, PageContext
from lunch_desktop.ui.pages.chat.items import MessageItem
from lunch_desktop.ui.pages.chat.page import ChatPage
from lunch_desktop.ui.pages.today.page import TodayPage
from lunch_desktop.ui.shell.chat_watch import ChatWatch
from lunch_desktop.ui.shell.memory import WindowMemory
from lunch_desktop.ui.shell.window import MainWindow
from tests.support.company import STAFF
from tests.ui.test_today_stage import PartiesStub, Stage, SyncStub, o_clock


class ChatStage(Stage):
    """김민지 at her desk with the chat open."""

    @property
    def window(self) -> MainWindow:
        """The window, shown at first use."""
        if self._window is None:
            pages: dict[str, Callable[[PageContext], Page]] = {
                "today": TodayPage,
                "parties": PartiesStub,
                "chat": ChatPage,
                "sync": SyncStub,
            }
            window = MainWindow(self.session, self.theme, self.choices, WindowMemory(self.memory), pages)
            ChatWatch(self.session, window.rail)
            self._window = window
            window.resize(1120, 760)
            window.show()
            self.qtbot.waitActive(window)
            self.settle()
        return self._window

    @property
    def chat(self) -> ChatPage:
        """The page."""
        page = self.window.page
        assert isinstance(page, ChatPage)
        return page

    def show(self, room: str | None = None) -> ChatPage:
        """The page, on a room."""
        self.window.navigate("chat", room)
        self.settle()
        return self.chat

    def party(self, title: str = "국밥 먹어요", *others: int, hour: int = 12) -> PartyId:
        """A party of a colleague in which I have a seat, and some others."""
        when = o_clock(hour)
        party = self.opens(1, title, when, seats=8)
        for one in others:
            self.joins(one, party, when)
        self.exchange()
        self.me.do("party.join", JoinParty(party, or_wait=False, until=Instant(when - 15 * MINUTE)))
        self.exchange()
        return party

    def says(self, number: int, room: str, text: str, *mentions: int, ago: int = 0) -> str:
        """A colleague says something; the server has it."""
        called = [STAFF[one].id for one in mentions]
        args = SendMessage("party", RoomId(room), text, called, Instant(self.clock.now() - ago * MINUTE))
        return str(self.does(number, "message.send", args)["message_id"])

    def items(self) -> list[MessageItem]:
        """The messages of the room that is open."""
        return [item for item in self.chat.conversation._messages or () if isinstance(item, MessageItem)]

    def texts(self) -> list[str]:
        """What they say."""
        return [item.text for item in self.items()]

    def types(self, text: str) -> None:
        """Puts a text into the field, as an input method does."""
        area = self.chat.conversation.composer.area
        area.setFocus()
        area.insertPlainText(text)


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot) -> Iterator[ChatStage]:
    """김민지's desktop, signed in and not yet synced."""
    made = ChatStage(tmp_path, qtbot)
    yield made
    made.close()
