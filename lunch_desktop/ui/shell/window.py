"""The main window: a rail, a header, one page at a time, and what is told over all of them."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lunch_desktop.domain.people import Employee, Office
from lunch_desktop.domain.times import day_of
from lunch_desktop.sync.status import Reach, SyncStatus
from lunch_desktop.ui.commands import Command
from lunch_desktop.ui.page import Page, PageContext
from lunch_desktop.ui.palette.host import PaletteHost
from lunch_desktop.ui.session import DesktopSession
from lunch_desktop.ui.shell.admin_pages import ADMIN_PAGES, AdminWatch
from lunch_desktop.ui.shell.choices import Choices
from lunch_desktop.ui.shell.commands import Commands
from lunch_desktop.ui.shell.focus import FocusKeeper
from lunch_desktop.ui.shell.header import ShellHeader
from lunch_desktop.ui.shell.keys import Keys
from lunch_desktop.ui.shell.memory import WindowMemory
from lunch_desktop.ui.shell.notices import Notices
from lunch_desktop.ui.shell.rail import ShellRail, page_icon
from lunch_desktop.ui.shell.regions import Region, go_to_next_region
from lunch_desktop.ui.shell.setting_commands import setting_commands
from lunch_desktop.ui.shell.toasts import ShellToasts
from lunch_desktop.ui.shell.undoing import WaysBack
from lunch_desktop.ui.shell.visits import Visits
from lunch_desktop.ui.shell.window_commands import page_commands, window_commands
from lunch_desktop.ui.texts.times import long_day
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ICON_RAIL_EM
from lunch_desktop.ui.widgets.base import follow, polished, set_name
from lunch_desktop.ui.widgets.sheet import SideSheet
from lunch_desktop.ui.widgets.tab_order import move_focus

translate = QCoreApplication.translate

PageFactory = Callable[[PageContext], Page]
SYNC_CENTRE = "sync"
PARTIES = "parties"
_NEW = "new"
"""Subjects that begin so offer a form: nothing to come back to."""


class _PageShell:
    """The Shell as one page has it: what that page says of itself never names another."""

    def __init__(self, window: "MainWindow", key: str) -> None:
        self._window, self._key = window, key

    def navigate(self, page: str, subject: str | None = None) -> None:
        """See Shell."""
        self._window.navigate(page, subject)

    def toast(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """See Shell."""
        self._window.toast(text, undo)

    def set_header(self, title: str, detail: str = "") -> None:
        """See Shell."""
        self._window.set_title(self._key, title, detail)


class MainWindow(QWidget):
    """Shows pages and gives each its Shell. `sign_in_again` and `sign_out` say that the person wants that,
    `quit_wanted` that the program is to end.
    """

    sign_in_again = Signal()
    sign_out = Signal()
    quit_wanted = Signal()
    closing = Signal()

    def __init__(
        self,
        session: DesktopSession,
        theme: Theme,
        choices: Choices,
        memory: WindowMemory,
        pages: Mapping[str, PageFactory],
    ) -> None:
        """`pages` maps each page's key to how it is made; they are made when first shown."""
        super().__init__()
        self.theme = theme
        self.session = session
        self._choices, self._memory = choices, memory
        self._factories = dict(pages)
        self._pages: dict[str, Page] = {}
        self._ways_back = WaysBack()
        self._visits = Visits()
        self.commands = Commands(self._commands_of_page, self)
        self._me: tuple[Employee, Office] | None = None
        self._titles: dict[str, tuple[str, str]] = {}
        self._met = False
        self.rail = ShellRail(theme, tuple(self._factories))
        self.header = ShellHeader(theme)
        self.notices = Notices(theme)
        self._stack = QStackedWidget()
        self.toasts = ShellToasts(theme, self)
        self._build()
        self.retranslate()
        self._connect()
        follow(theme, self._restyle)
        memory.restore(self)
        self.navigate(memory.page if memory.page in self._factories else next(iter(self._factories)))

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def navigate(self, page: str, subject: str | None = None) -> None:
        """Show a page by its key; `subject` is the id of what it should show."""
        if page not in self._factories:
            return
        self._visits.note(page, None if (subject or "").startswith(_NEW) else subject)
        self._show(page, subject)

    def _show(self, page: str, subject: str | None) -> None:
        if page not in self._pages:
            self._make(page)
        shown = self._pages[page]
        if shown is not self.page:
            self._close_sheets()
            if self.page is not None:  # the next time it shows everything again, as the empty field says
                self.page.find_text("")
            self.header.clear_search()
            focused = QApplication.focusWidget()
            if focused is not None and self._stack.isAncestorOf(focused):
                # Hiding it would hand the keyboard to what comes first in the window, the rail, for a sheet to keep.
                focused.clearFocus()
        self._stack.setCurrentWidget(shown)
        self.rail.set_current(page)
        self.notices.leave_connection_to_page(page == SYNC_CENTRE)
        self._show_title()
        shown.open(subject)
        shown.focus_first()
        self.commands.changed.emit()

    def prepare(self) -> Iterator[None]:
        """Make the pages that most people open, the form and the palette, piece by piece."""
        for key in (PARTIES, "inbox", SYNC_CENTRE):
            if key in self._factories and key not in self._pages:
                self._make(key)
                yield
                yield from polished(self._pages[key])
                yield from self._pages[key].prepare()
        yield from self.palette_host.prepare()

    def toast(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Tell something in passing, with a way back."""
        if undo is None:
            self.toasts.tell(text)
        else:
            self._ways_back.offer(undo, lambda go: self.toasts.tell(text, go))

    def set_title(self, key: str, title: str, detail: str = "") -> None:
        """Name a page; without a detail the header tells the date and the office."""
        self._titles[key] = (title, detail)
        self._show_title()

    def new_party(self) -> None:
        """Open the composer of a new party."""
        self.navigate(PARTIES, "new")

    def undo_last(self) -> None:
        """Go back on the last thing that was done here."""
        if not self._ways_back.go_back():
            self.toasts.tell(translate("Shell", "There is nothing to undo"))

    def search_page(self) -> None:
        """Bring the keyboard to the search of the page."""
        self._close_sheets()
        self.header.focus_search()

    def sync_now(self) -> None:
        """Exchange with the server now."""
        self.session.sync_now()

    def can_visit(self, step: int) -> bool:
        """Whether there is a page to go back (-1) or forward (1) to."""
        return self._visits.can_go_back if step < 0 else self._visits.can_go_forward

    def visit(self, step: int) -> None:
        """Go back (-1) or forward (1) through the pages that were visited."""
        visit = self._visits.step(step)
        if visit is not None:
            self._show(visit.page, visit.subject)

    def next_region(self, step: int) -> None:
        """Give the keyboard to the next (1) or previous (-1) part of the window."""
        go_to_next_region(self._regions(), step)

    def quit(self) -> None:
        """End the program, not only this window."""
        self.quit_wanted.emit()

    def retranslate(self) -> None:
        """Say everything anew."""
        self.setWindowTitle(translate("Shell", "Lunch Desktop"))
        self.rail.retranslate()
        self.header.retranslate()
        self.toasts.retranslate()
        self.notices.retranslate()
        # Pages hear of it themselves, and name themselves anew.
        self._titles.clear()
        self._show_title()
        if self.session.status is not None:
            self.rail.show_counts(self.session.status)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rearrange at the breakpoints."""
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc sends the newest message away, and else gives the keyboard back to the page."""
        if self._keys.handle(event, windows=sys.platform == "win32"):
            return
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif not (self.toasts.dismiss_newest() or self.notices.dismiss()) and self.page is not None:
            self.page.focus_first()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab follows what is seen."""
        return move_focus(self, forward=forward)

    def remember(self) -> None:
        """Write down how the window is, for the next start."""
        page = self.page
        for key, made in self._pages.items():
            self._memory.keep_page(key, made.remember())
        self._memory.keep(self, page.key if page is not None else "")

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember how the window was."""
        self.remember()
        self.closing.emit()
        super().closeEvent(event)

    def _make(self, key: str) -> None:
        """Make a page; nothing in it may take the keyboard from the window while it has no parent yet."""
        was_active = self.isActiveWindow()
        page = self._factories[key](PageContext(self.session, self.theme, _PageShell(self, key)))
        self._pages[key] = page
        page.recall(self._memory.kept(key))
        self._stack.addWidget(page)
        if was_active:
            QTimer.singleShot(0, self, self.activateWindow)

    def _build(self) -> None:
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Window)
        right = QVBoxLayout()
        right.setSpacing(0)
        for widget in (self.header, self.notices):
            right.addWidget(widget)
        right.addWidget(self._stack, 1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.rail)
        outer.addLayout(right, 1)

    def _connect(self) -> None:
        session = self.session
        self._stack.currentChanged.connect(self.toasts.keep_clear)
        session.status_changed.connect(self._status_changed)
        session.problem_found.connect(self.notices.show_error)
        session.changed.connect(self._rows_changed)
        self.rail.page_chosen.connect(self.navigate)
        self.header.searched.connect(self._search)
        self.header.left_search.connect(self._leave_search)
        self.header.sync_pressed.connect(lambda: self.navigate(SYNC_CENTRE))
        self.notices.sign_in.connect(self.sign_in_again)
        session.sign_in_wanted.connect(self.sign_in_again)
        self.notices.try_again.connect(session.sync_now)
        self._admin_watch = AdminWatch(session, self)
        self._admin_watch.changed.connect(self._admin_changed)
        self._admin_watch.lost.connect(self._leave_admin_pages)
        self._declare_pages()
        self.commands.add(*window_commands(self, self._choices), *setting_commands(self.navigate))
        self.palette_host = PaletteHost(
            self,
            self.session,
            self.theme,
            self.commands,
            _PageShell(self, ""),
            self._search_parties,
            self._memory.recent,
        )
        self._keys = Keys(self, self.commands)
        FocusKeeper(self, self._leave_search)
        if session.status is not None:
            self._status_changed(session.status)
        self._read_me()

    def _declare_pages(self) -> None:
        """Say how to go to the pages that this person has."""
        keys = [key for key in self._factories if self._admin_watch.is_admin or key not in ADMIN_PAGES]
        self.commands.put_pages(*page_commands(self, keys, self.rail.keys, self.rail.word, page_icon))

    def _admin_changed(self, is_admin: bool) -> None:
        self.rail.show_admin(is_admin=is_admin)
        if self.session.status is not None:
            self.rail.show_counts(self.session.status)
        self._declare_pages()

    def _leave_admin_pages(self) -> None:
        """What an admin had in sight does not stay with somebody who is none any more."""
        if self.page is not None and self.page.key in ADMIN_PAGES:
            self.navigate(next(iter(self._factories)))
        for key in ADMIN_PAGES.keys() & self._pages.keys():
            page = self._pages.pop(key)
            page.end()
            self._stack.removeWidget(page)
            page.deleteLater()

    def _commands_of_page(self) -> Iterable[Command]:
        return self.page.commands() if self.page is not None else ()

    def _regions(self) -> tuple[Region, ...]:
        def page() -> bool:
            if self.page is not None:
                self.page.focus_first()
            return self._stack.isAncestorOf(QApplication.focusWidget() or self)

        return (
            Region(self.rail.isAncestorOf, self.rail.focus_current),
            Region(self.header.isAncestorOf, self.header.focus_first),
            Region(self._stack.isAncestorOf, page),
            Region(self.toasts.holds, self.toasts.focus_newest),
        )

    def _status_changed(self, status: SyncStatus) -> None:
        self._met = self._met or status.live or status.met
        self.header.show_status(status, met=self._met)
        self.rail.show_counts(status)
        self.notices.show_status(status)

    def _rows_changed(self, tables: frozenset[str]) -> None:
        if not tables.isdisjoint({"employees", "offices"}):
            self._read_me()
        status = self.session.status
        if not self._met and status is not None and status.reach is Reach.ONLINE and status.waiting == 0:
            # Rows of this desktop's own changes wait to be sent; these came from the server.
            self._met = True
            self.header.show_status(status, met=True)

    def _read_me(self) -> None:
        self.session.read(lambda reads: reads.me(), self._take_me, key="shell.me", receiver=self)

    def _take_me(self, me: tuple[Employee, Office] | None) -> None:
        self._me = me
        self._show_title()

    def _show_title(self) -> None:
        page = self.page
        if page is None:
            return
        title, detail = self._titles.get(page.key, (self.rail.word(page.key), ""))
        self.header.set_title(title, detail or self._date_and_office())
        set_name(page, title)

    def _date_and_office(self) -> str:
        if self._me is None:
            return ""
        office = self._me[1]
        return f"{long_day(day_of(self.session.clock.now(), office.time_zone))} · {office.name}"

    def _search(self, text: str) -> None:
        # The pause after the last key may end when the window and its session are gone already.
        if self.page is not None and self.isVisible():
            self.page.find_text(text)

    def _search_parties(self, text: str) -> None:
        self.navigate(PARTIES)
        self.header.search_for(text)

    def _close_sheets(self) -> None:
        """Nobody works beneath a sheet. What was typed into a form is kept, and offered when it is opened again."""
        for sheet in self.findChildren(SideSheet):
            sheet.close_sheet()

    def _leave_search(self) -> None:
        if self.page is not None:
            self.page.focus_first()

    def _arrange(self) -> None:
        em = self.theme.em(self)
        self.rail.set_compact(em < ICON_RAIL_EM)
        self.header.set_narrow_from(em)

    def _restyle(self) -> None:
        self._arrange()
        self.update()
