"""The whole program over a real desktop store, with something to see on every page: what the tests of access walk.

The pages are those that the program itself lists, so a new page is walked from its first day.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from lunch_desktop.domain.chat.sending import SendMessage
from lunch_desktop.domain.ids import PartyId, RoomId
from lunch_desktop.domain.parties.editing import EditParty
from lunch_desktop.domain.parties.inviting import Invite
from lunch_desktop.domain.parties.joining import JoinParty
from lunch_desktop.domain.parties.opening import OpenParty
from lunch_desktop.domain.times import MINUTE, Instant
from lunch_desktop.sync.status import Reach
from lunch_desktop.system.languages import Language
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.ui.runtime.exceptions import ExceptionGuard
from lunch_desktop.ui.shell.program import Program
from lunch_desktop.ui.shell.window import MainWindow
from lunch_desktop.ui.widgets.sheet import SideSheet
from tests.support.company import PLACES, STAFF
from tests.support.desktop import make_desktop
from tests.ui.test_shell_program import SIGNED, Outside
from tests.ui.test_today_stage import Stage, nothing, o_clock

WINDOW = (1120, 760)
SMALLEST = (880, 600)


class WholeWindow:
    """김민지's desktop at 11:02: parties to join, an invitation, her own party; something refused, a conflict, a change
    that waits.
    """

    def __init__(self, folder: Path, qtbot: QtBot, language: Language = Language.ENGLISH) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self.stage = Stage(folder, qtbot, language=language)
        self.own = _busy_morning(self.stage)
        self._guard = ExceptionGuard(application)
        self._guard.install()
        self.outside = Outside(self.stage, folder, last=SIGNED)
        self.program = Program(self.outside.services(), self.stage.choices, self._guard)
        self.program.start()
        self.settle()
        self.stage._window = self.window
        self.window.resize(*WINDOW)
        self.stage.reaches(Reach.ONLINE)
        self.settle()

    @property
    def window(self) -> MainWindow:
        """The main window."""
        window = self.program._window
        assert isinstance(window, MainWindow)
        return window

    @property
    def pages(self) -> tuple[str, ...]:
        """The keys of all pages, as the program lists them."""
        return tuple(self.window._factories)

    def show(self, page: str, subject: str | None = None) -> QWidget:
        """Go to a page and wait until it has read what it shows."""
        self.window.navigate(page, subject)
        self.settle()
        shown = self.window.page
        assert shown is not None
        assert shown.key == page
        return shown

    def speak(self, language: Language) -> None:
        """Change the language of everything."""
        self.stage.choices.set_language(language)
        self.settle()

    def settle(self) -> None:
        """Let everything that was asked for arrive."""
        self.program._tasks.drain(5)
        self.stage.settle()

    def close(self) -> None:
        """End."""
        self.stage._window = None
        self.program.close()
        self.program.deleteLater()
        self._guard.uninstall()
        self.stage.close()


@contextmanager
def whole_window(folder: Path, qtbot: QtBot, language: Language = Language.ENGLISH) -> Iterator[WholeWindow]:
    """The program, closed at the end."""
    whole = WholeWindow(folder, qtbot, language)
    try:
        yield whole
    finally:
        whole.close()


def _busy_morning(stage: Stage) -> PartyId:
    """What the Sync centre and the lists have to show; the id of my own party."""
    nothing(stage)
    laptop = make_desktop(stage.company, STAFF[0].id, name="laptop")
    full = stage.opens(1, "비빔밥", o_clock(13, 10), seats=2)
    stage.exchange()
    stage.joins(2, full, o_clock(13, 10))
    stage.me.do("party.join", JoinParty(full, False, Instant(o_clock(13, 10) - 15 * MINUTE)))  # refused
    new = OpenParty("파스타", PLACES[2].id, o_clock(14, 20), 60, "1층 로비", 4, "", "office")
    mine = stage.me.do("party.open", new)
    party = PartyId(str(mine.answer["party_id"]))
    stage.me.do("party.invite", Invite(party, STAFF[6].id))
    stage.exchange()
    laptop.sync()
    laptop.do("party.edit", EditParty(party, {"place": ("1층 로비", "정문 앞")}))
    laptop.sync()
    laptop.close()
    stage.me.do("party.edit", EditParty(party, {"place": ("1층 로비", "후문"), "capacity": (4, 5)}))  # a conflict
    stage.exchange()
    stage.me.do("party.edit", EditParty(party, {"title": ("파스타", "파스타와 피자")}))  # waits
    stage.settle()
    return party


def shown_parts(whole: WholeWindow) -> Iterator[tuple[str, QWidget]]:
    """Everything that a person meets, one after the other: each page, and what opens over pages.

    Use each before asking for the next: it is gone by then.
    """
    for page in whole.pages:
        whole.show(page)
        yield page, whole.window
    whole.show("parties", whole.own)
    yield "my party", whole.window
    whole.show("parties", "new")
    yield "new party", whole.window
    for sheet in whole.window.findChildren(SideSheet):
        sheet.close_sheet()
    whole.settle()
    said = SendMessage("party", RoomId(whole.own), "로비에서 봐요 https://map.example/1", [], whole.stage.clock.now())
    whole.stage.me.do("message.send", said)
    whole.show("chat", whole.own)
    yield "a room of the chat", whole.window
    for part, signal in (("signing out", whole.window.sign_out), ("signing in again", whole.window.sign_in_again)):
        signal.emit()
        whole.settle()
        for dialog in whole.window.findChildren(QDialog):
            yield part, dialog
            dialog.reject()
        # As a window manager does when a dialog goes.
        whole.window.activateWindow()
        whole.settle()
    for part, key, modifiers in (
        ("palette", Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier),
        ("keys", Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier),
    ):
        QTest.keyClick(whole.window, key, modifiers)
        whole.settle()
        yield part, QApplication.activeWindow() or whole.window
        QTest.keyClick(QApplication.focusWidget() or whole.window, Qt.Key.Key_Escape)
        whole.settle()
    whole.window.toast("국밥 먹어요", lambda: None)
    whole.window.notices.show_error(Problem(ProblemCode.DATABASE_LOCKED, path="/data/lunch.db"))
    whole.settle()
    yield "messages", whole.window


class FirstScreen:
    """The program before anybody has signed in; with a `server` that is known it asks for the account at once."""

    def __init__(self, folder: Path, qtbot: QtBot, language: Language, server: str) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self.stage = Stage(folder, qtbot, language=language)
        services = Outside(self.stage, folder).services()
        if server:
            services = replace(services, prefilled=(server, "", ""))
        self.program = Program(services, self.stage.choices, ExceptionGuard(application))
        self.program.start()
        self.settle()

    @property
    def window(self) -> QWidget:
        """What is on the screen."""
        assert self.program._window is not None
        return self.program._window

    def settle(self) -> None:
        """Let everything that was asked for arrive."""
        self.program._tasks.drain(5)
        self.stage.settle()

    def close(self) -> None:
        """End."""
        self.program.close()
        self.program.deleteLater()
        self.stage.close()


@contextmanager
def first_screen(
    folder: Path, qtbot: QtBot, language: Language = Language.ENGLISH, server: str = ""
) -> Iterator[FirstScreen]:
    """The first screen, closed at the end."""
    first = FirstScreen(folder, qtbot, language, server)
    try:
        yield first
    finally:
        first.close()


def visible_widgets(root: QWidget) -> list[QWidget]:
    """All widgets under `root` that are shown, `root` included."""
    return [one for one in (root, *root.findChildren(QWidget)) if one.isVisible()]


def focusable_widgets(root: QWidget) -> list[QWidget]:
    """Those that Tab can reach."""
    return [one for one in visible_widgets(root) if one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus]
