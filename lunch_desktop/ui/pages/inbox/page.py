"""The inbox as a page: what happened that concerns the person, day by day, the latest first."""

from typing import ClassVar, Final

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout

from lunch_desktop.domain.times import day_of
from lunch_desktop.store.desktop.inbox import INBOX
from lunch_desktop.ui.actions import inbox as do
from lunch_desktop.ui.page import Page, PageContext
from lunch_desktop.ui.pages.inbox.items import InboxContent, InboxItem, InboxItems, read_content, starts_of_days
from lunch_desktop.ui.pages.inbox.row import InboxRow
from lunch_desktop.ui.pages.parties.day_list import DayList
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.times import day_heading
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.tokens import ColourRole
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.card import Card
from lunch_desktop.ui.widgets.empty_state import EmptyState
from lunch_desktop.ui.widgets.label import ElidedLabel
from lunch_desktop.ui.widgets.list_row import ListRow
from lunch_desktop.ui.widgets.segmented import SegmentedControl

translate = QCoreApplication.translate

ALL: Final = "all"
UNREAD: Final = "unread"
DWELL_MS: Final = 1_000
"""An entry that was in sight for so long has been seen."""


class InboxPage(Page):
    """Entries count as read once they have been in sight; they keep their mark until the page is left."""

    key: ClassVar[str] = "inbox"
    tables: ClassVar[frozenset[str]] = frozenset({INBOX, "parties", "employees", "restaurants", "offices"})

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.theme = context.theme
        self._content: InboxContent | None = None
        self._fresh: frozenset[int] = frozenset()
        self._search, self._wants_focus, self._from_top = "", False, True
        self.filter = SegmentedControl(self.theme, [(ALL, ""), (UNREAD, "")], "")
        self.filter.chosen.connect(self._choose_filter)
        self._count = ElidedLabel(self.theme, colour=ColourRole.SECONDARY)
        self.read_button = Button(self.theme, "", ButtonKind.SECONDARY, Icon.CHECK)
        self.read_button.clicked.connect(self._mark_all_read)
        self.list = self._make_list()
        self._card = Card(self.theme, padding=4)
        self._empty = EmptyState(self.theme, Icon.BELL, "")
        self._empty.pressed.connect(self._leave_emptiness)
        self._dwell = QTimer(self)
        self._dwell.setSingleShot(True)
        self._dwell.setInterval(DWELL_MS)
        self._dwell.timeout.connect(self._has_seen)
        self._build()
        self.retranslate()
        follow(self.theme, self._restyle)

    def open(self, subject: str | None) -> None:
        """Show the page; what was read in an earlier visit is no longer new."""
        self._fresh = frozenset()
        self._from_top = True
        super().open(subject)

    def refresh(self) -> None:
        """Read the inbox anew."""
        search, unread_only, keep = self._search, self.filter.value == UNREAD, self._fresh
        self.context.session.read(
            lambda reads: read_content(reads, search, unread_only=unread_only, keep=keep),
            self._take,
            key="inbox",
            receiver=self,
        )

    def retranslate(self) -> None:
        """Say everything anew."""
        title = translate("Inbox", "Inbox")
        self.setAccessibleName(title)
        self.context.shell.set_header(title)
        self.filter.set_text(ALL, translate("Inbox", "All"))
        self.filter.set_text(UNREAD, translate("Inbox", "Unread"))
        self.filter.setAccessibleName(translate("Inbox", "Which entries"))
        self.read_button.setText(translate("Inbox", "Mark all read"))
        self.list.setAccessibleName(title)
        self._show()

    def find_text(self, text: str) -> None:
        """Narrows the list."""
        if text.strip() != self._search:
            self._search, self._from_top = text.strip(), True
            self.refresh()

    def focus_first(self) -> None:
        """The row that is at hand, as soon as there is one."""
        self._wants_focus = self._content is None
        if self.list.count:
            self.list.focus_row(max(0, self.list.current))
        elif self._content is None:
            self.list.setFocus()
        else:
            self.filter.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """What is in sight is being read."""
        super().showEvent(event)
        self._dwell.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Unseen, nothing is read."""
        super().hideEvent(event)
        self._dwell.stop()

    def _take(self, content: InboxContent) -> None:
        self._content = content
        self._show()
        self.list.show_headings(self._headings(content))
        if self._from_top:
            self.list.scroll_to_top()
            self._from_top = False
        if self._wants_focus and self.window().focusWidget() is self.list:
            self.focus_first()
        self._wants_focus = False
        self._dwell.start()

    def _show(self) -> None:
        content = self._content
        if content is None:
            self._stack.setCurrentWidget(self._card)
            return
        now = self.context.session.clock.now()
        self.list.show_items(InboxItems(content.entries, content.time_zone, self._fresh, now))
        self.list.show_headings(self._headings(content))
        unread = content.unread
        self._count.setText(translate("Inbox", "%n unread", None, unread) if unread else "")
        self.read_button.setEnabled(unread > 0)
        self._stack.setCurrentWidget(self._card if content.entries else self._empty)
        if not content.entries:
            self._say_empty(content)

    def _headings(self, content: InboxContent) -> dict[int, str]:
        today = day_of(self.context.session.clock.now(), content.time_zone)
        starts = starts_of_days(content.entries, content.time_zone)
        return {index: day_heading(day, today) for index, day in starts.items()}

    def _say_empty(self, content: InboxContent) -> None:
        if self._search:
            title = fill(translate("Inbox", "Nothing found for “%1”"), self._search)
            sentence = translate("Inbox", "Parties and people are searched. Try fewer words.")
            self._empty.show_content(Icon.SEARCH, title, sentence)
        elif content.total:
            title = translate("Inbox", "All read")
            sentence = translate("Inbox", "Whatever happens to your lunches appears here.")
            self._empty.show_content(Icon.CHECK, title, sentence, translate("Inbox", "Show all"))
        else:
            title = translate("Inbox", "Nothing has happened yet")
            sentence = translate(
                "Inbox", "Who invites you, joins you or moves a lunch is told here, even after you were offline."
            )
            self._empty.show_content(Icon.BELL, title, sentence, translate("Inbox", "Look at the parties"))

    def _leave_emptiness(self) -> None:
        if self._content is not None and self._content.total:
            self.filter.choose(ALL)
        else:
            self.context.shell.navigate("parties")

    def _choose_filter(self, _key: str) -> None:
        self._fresh, self._from_top = frozenset(), True
        self.refresh()

    def _mark_all_read(self) -> None:
        entries = self._content.entries if self._content is not None else ()
        self._fresh = frozenset()
        do.read_all(self.context.session, max((one.id for one in entries), default=0))

    def _has_seen(self) -> None:
        """What is in sight was there long enough, if the person looks at this window at all."""
        if self._content is None or not self.isVisible() or QApplication.activeWindow() is not self.window():
            return
        entries = self._content.entries
        seen = [entries[index].id for index in self.list.visible_indices if not entries[index].seen]
        if seen:
            self._fresh |= frozenset(seen)
            do.read_entries(self.context.session, seen)

    def _open_entry(self, index: int) -> None:
        entries = self._content.entries if self._content is not None else ()
        if 0 <= index < len(entries):
            entry = entries[index]
            if not entry.seen:
                do.read_entries(self.context.session, [entry.id])
            self.context.shell.navigate(*do.leads_to(entry))

    def _make_list(self) -> DayList:
        made = DayList(self.theme, lambda: InboxRow(self.theme), _fill, key_of=_key_of)
        made.activated.connect(self._open_entry)
        made.opened.connect(self._open_entry)
        made.verticalScrollBar().valueChanged.connect(lambda _: self._dwell.start())
        return made

    def _build(self) -> None:
        self._card.body.addWidget(self.list)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._card)
        self._stack.addWidget(self._empty)
        self._bar = QHBoxLayout()
        self._bar.addWidget(self.filter)
        self._bar.addWidget(self._count, 1)
        self._bar.addWidget(self.read_button)
        self._layout = QVBoxLayout(self)
        self._layout.addLayout(self._bar)
        self._layout.addWidget(self._stack, 1)

    def _restyle(self) -> None:
        metrics = self.theme.metrics
        side = self.theme.px(metrics.space_xl)
        self._layout.setContentsMargins(side, self.theme.px(metrics.space_s), side, side)
        self._layout.setSpacing(self.theme.px(metrics.space_m))
        self._bar.setSpacing(self.theme.px(metrics.space_m))


def _fill(row: ListRow, item: object) -> None:
    if isinstance(row, InboxRow) and isinstance(item, InboxItem):
        row.show_item(item)


def _key_of(item: object) -> int:
    return item.id if isinstance(item, InboxItem) else 0
