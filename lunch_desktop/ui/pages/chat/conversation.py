"""One room: what was said in it, and the field to say something."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from lunch_desktop.domain.errors import Refusal
from lunch_desktop.ui.actions import chat as do
from lunch_desktop.ui.page import PageContext
from lunch_desktop.ui.pages.chat.closed_room import ClosedRoom
from lunch_desktop.ui.pages.chat.composer import ChatComposer, Words
from lunch_desktop.ui.pages.chat.deeds import MessageDeeds
from lunch_desktop.ui.pages.chat.items import MessageItem, NotYet
from lunch_desktop.ui.pages.chat.loader import RoomLoader
from lunch_desktop.ui.pages.chat.mentions import Person
from lunch_desktop.ui.pages.chat.message_list import MessageList
from lunch_desktop.ui.pages.chat.message_row import MessageRow
from lunch_desktop.ui.pages.chat.reading import CHUNK, Chunks, RoomContent
from lunch_desktop.ui.pages.chat.room_head import RoomHead
from lunch_desktop.ui.pages.chat.room_messages import Circumstances, RoomMessages
from lunch_desktop.ui.texts.refusals import refusal_text
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.widgets.base import announce, follow
from lunch_desktop.ui.widgets.button import Button
from lunch_desktop.ui.widgets.empty_state import EmptyState
from lunch_desktop.ui.widgets.list_row import ListRow
from lunch_desktop.ui.widgets.scroll_page import ScrollPage

translate = QCoreApplication.translate

DWELL_MS: Final = 500
"""What was in sight for so long, in the window that the person works in, has been read."""
_LOW: Final = 220
_MARGIN: Final = CHUNK // 2
"""Rows beyond those in sight that are read ahead."""


class Conversation(QWidget):
    """Shows the room that `open` names. `back` leads to the rooms where they are not beside it; `left` says that the
    room is closed to the person and nothing is shown of it any more.
    """

    back = Signal()
    left = Signal()

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self.theme = context, context.theme
        self._content: RoomContent | None = None
        self._messages: RoomMessages | None = None
        self._fresh: int | None = None
        self._target: tuple[str, int, str] | None = None
        self._drafts: dict[str, str] = {}
        self._seen_to = self._told_to = 0
        self._looks_at: str | None = None
        self.loader = RoomLoader(context.session, self)
        self.head = RoomHead(context)
        self.list = self._make_list()
        self.composer = ChatComposer(self.theme)
        self.closed = ClosedRoom(self.theme)
        self.deeds = MessageDeeds(context, self)
        self._silent = EmptyState(self.theme, Icon.CHAT, "")
        self.latest = Button(self.theme, "", icon=Icon.CHEVRON_DOWN, parent=self)
        self.latest.setObjectName("chat-latest")
        self._dwell = QTimer(self)
        self._dwell.setSingleShot(True)
        self._dwell.setInterval(DWELL_MS)
        self._dwell.timeout.connect(self._has_read)
        self._build()
        self._connect()
        self.retranslate()
        follow(self.theme, self._restyle)

    @property
    def room_id(self) -> str:
        """The room that is shown, or was until it was closed; "" for none."""
        return self.loader.room_id

    @property
    def content(self) -> RoomContent | None:
        """What was read of it."""
        return self._content

    def open(self, room_id: str, target: tuple[str, int, str] | None = None) -> None:
        """Show a room. `target` is a message to go to: its id, its number and what was searched for."""
        if room_id == self.room_id and target is None and self._content is not None:
            self.refresh()
            return
        if room_id != self.room_id:
            self.leave()
        self._target, self._content = target, None
        self.loader.open(room_id, target[1] if target is not None and target[1] else None)

    def leave(self) -> None:
        """Show no room; what was typed is kept until the person comes back."""
        self.deeds.finish()
        if self._content is not None:
            self._keep_draft(self._content.room.id)
        self._forget_rows()
        self.loader.forget()
        self.closed.forget()
        self._stack.setCurrentWidget(self._nothing_page)
        self._look(None)

    def refresh(self) -> None:
        """Read the room anew."""
        self.loader.refresh(self.list.visible_indices)

    def focus_first(self) -> None:
        """The field, where something can be said."""
        if self._stack.currentWidget() is self._closed_page:
            self.closed.focus_first()
        else:
            self.composer.area.setFocus()

    def retranslate(self) -> None:
        """Says everything anew."""
        self.list.setAccessibleName(translate("Chat", "Messages"))
        self._silent.show_content(
            Icon.CHAT,
            translate("Chat", "Nobody has said anything yet"),
            translate("Chat", "Say hello: where do you meet, who is late, what are you hungry for?"),
        )
        self._nothing.show_content(
            Icon.CHAT, translate("Chat", "Choose a room"), translate("Chat", "What is said in it appears here.")
        )
        self.head.retranslate()
        self.composer.retranslate()
        self.closed.retranslate()
        self._show_messages(range(0))
        self._show_latest()

    def showEvent(self, event: QShowEvent) -> None:
        """What is in sight is being read."""
        super().showEvent(event)
        self._looked_at()

    def hideEvent(self, event: QHideEvent) -> None:
        """Unseen, nothing is read; what was to be deleted is."""
        super().hideEvent(event)
        self.deeds.finish()
        self._dwell.stop()
        self._look(None)

    def changeEvent(self, event: QEvent) -> None:
        """The person turns to this window, or to another."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isVisible():
            self._looked_at()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the way to the latest message over the end of the list."""
        super().resizeEvent(event)
        self.head.set_low(self.height() < self.theme.px(_LOW))
        self._place_latest()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The list has another size when more lines are typed."""
        if watched is self.list and event.type() == QEvent.Type.Resize:
            self._place_latest()
        return super().eventFilter(watched, event)

    def _take(self, content: RoomContent) -> None:
        first = self._content is None
        former = len(self._messages) if self._messages is not None else 0
        old_last = self._messages.last if self._messages is not None else 0
        self._content = content
        self.head.show_room(content)
        people = [Person(one.id, one.name, one.department) for one in content.members if not one.is_me]
        if first:
            self._begin(content, people)
            return
        self.composer.show_people(people)
        changed = _rows_of(content.chunks)
        if (old_last, former) != (content.last, len(content.waiting) + len(content.refused) + content.last):
            changed = range(min(changed.start, old_last), max(changed.stop, former))
        elif content.waiting or content.refused:
            changed = range(min(changed.start, old_last), former)
        self._show_messages(changed)
        self._tell_news(old_last)

    def _begin(self, content: RoomContent, people: list[Person]) -> None:
        room = content.room
        self._fresh = content.first_unread
        self._seen_to = self._told_to = room.read_to
        self._messages = self._make_messages(content)
        self.composer.start(self._drafts.pop(room.id, ""), people)
        self._stack.setCurrentWidget(self._open_room)
        self.list.show_items(self._messages)
        self.list.set_current(len(self._messages) - 1)
        target = self._target
        if target is not None and target[1]:
            self._go_to(target[1] - 1)
        elif self._fresh is not None:
            self.list.set_current(self._fresh - 1)
            self.list.show_at(self._fresh - 1, self.theme.px(24))
        # Only what is in sight now has been seen: the list began at its end.
        self._seen_to = max(room.read_to, min(self.list.wholly_seen.stop, content.last))
        self._show_emptiness()
        self._looked_at()
        self._show_latest()

    def _go_to(self, index: int) -> None:
        """A message that was searched for, with what was said before it."""
        self.list.set_current(index)
        self.list.show_at(index, self.list.viewport().height() // 3)
        self.list.focus_row(index)

    def _make_messages(self, content: RoomContent) -> RoomMessages:
        found = self._target
        around = Circumstances(
            actor=self.context.session.reads.actor,
            time_zone=content.time_zone,
            now=content.read_at,
            fresh=self._fresh,
            deleting=self.deeds.deleting,
            found=found[0] if found is not None else "",
            search=found[2] if found is not None else "",
        )
        return RoomMessages(content, self.loader.chunks, around)

    def _show_messages(self, changed: range) -> None:
        """Everything anew, of which only `changed` may look otherwise; an empty range stands for all in sight."""
        if self._content is None or self._messages is None:
            return
        self._messages = self._make_messages(self._content)
        seen = self.list.visible_indices
        self.list.replace_items(self._messages, changed or range(max(0, seen.start - 1), seen.stop + 1))
        if self.list.at_end and not self.list.has_row_focus():
            self.list.set_current(len(self._messages) - 1)  # where the keyboard comes to from the field
        self._show_emptiness()
        self._want_more()
        self._show_latest()
        self._dwell.start()

    def _take_more(self, chunks: Chunks) -> None:
        rows = _rows_of(chunks)
        self._show_messages(range(max(0, rows.start - 1), rows.stop + 1))

    def _want_more(self) -> None:
        if self._messages is not None:
            seen = self.list.visible_indices
            near = range(max(0, seen.start - _MARGIN), seen.stop + _MARGIN)
            self.loader.want(self._messages.missing(seen), self._messages.missing(near))

    def _show_emptiness(self) -> None:
        nothing = self._messages is not None and not len(self._messages)
        self._body.setCurrentWidget(self._silent_page if nothing else self.list)

    def _rows_moved(self) -> None:
        self._want_more()
        seen = self.list.wholly_seen
        last = self._messages.last if self._messages is not None else 0
        self._seen_to = max(self._seen_to, min(seen.stop, last))
        self._show_latest()
        self._dwell.start()

    def _tell_news(self, old_last: int) -> None:
        """A screen reader says what others have said while the person works in the room."""
        messages = self._messages
        if messages is None or old_last == 0 or not self._is_looked_at():
            return
        for index in range(max(old_last, messages.last - 3), messages.last):
            item = messages[index]
            if isinstance(item, MessageItem) and not item.mine:
                announce(self.list, item.name)

    def _show_latest(self) -> None:
        """The way to the end, while it is out of sight: with how much is new there."""
        messages = self._messages
        shown = messages is not None and len(messages) > 0 and not self.list.at_end
        self.latest.setVisible(shown)
        if shown and messages is not None:
            new = max(0, messages.last - self._seen_to)
            text = translate("Chat", "%n new message(s)", None, new) if new else translate("Chat", "To the latest")
            if text != self.latest.text():
                self.latest.setText(text)
                self._place_latest()

    def _place_latest(self) -> None:
        size = self.latest.sizeHint()
        place = self._body.geometry()
        gap = self.theme.px(self.theme.metrics.space_m)
        origin = self._open_room.geometry().topLeft() + self._stack.geometry().topLeft()
        left = origin.x() + place.x() + (place.width() - size.width()) // 2
        self.latest.setGeometry(left, origin.y() + place.bottom() - size.height() - gap, size.width(), size.height())
        self.latest.raise_()

    def _go_to_latest(self) -> None:
        messages = self._messages
        if messages is None:
            return
        if self._seen_to + 1 < messages.last and messages.last - self._seen_to < len(messages):
            self.list.show_at(self._seen_to, self.theme.px(24))
        else:
            self.list.show_end()
        if not self.list.at_end and self._seen_to >= messages.last:
            self.list.show_end()
        self.composer.area.setFocus()

    def _is_looked_at(self) -> bool:
        return self.isVisible() and QApplication.activeWindow() is self.window()

    def _looked_at(self) -> None:
        self._dwell.start()
        self._look(self.room_id if self._content is not None and self._is_looked_at() else None)

    def _look(self, room_id: str | None) -> None:
        if room_id != self._looks_at:
            self._looks_at = room_id
            self.context.session.look_at_room(room_id)

    def _has_read(self) -> None:
        """What was in sight long enough is read, if the person looks at this window at all; never less than before."""
        content, messages = self._content, self._messages
        if content is None or messages is None or not self._is_looked_at():
            return
        read = min(self.list.wholly_seen.stop, messages.last)
        if read > max(self._told_to, content.room.read_to):
            self._told_to = read
            self.context.session.read_room(content.room.kind, content.room.id, read)

    def _say(self, words: Words) -> None:
        if self._content is None:
            return
        self.list.show_end()

        def refused(refusal: Refusal) -> None:
            self.composer.take_back(words.text, refusal_text(refusal.code.value, refusal.details).sentence)

        room = self._content.room
        done = self.list.show_end
        do.say(self.context.session, room, words.text, words.mentions, lambda _: done(), refused, receiver=self)

    def _edit_last(self) -> None:
        """Up in the empty field: the last thing that I said, if it is one of the last that were said."""
        messages = self._messages
        for index in range(len(messages or ()) - 1, max(-1, len(messages or ()) - CHUNK), -1):
            item = messages[index] if messages is not None else None
            if isinstance(item, MessageItem) and self.deeds.can_edit(item):
                self.list.scroll_to(index)
                self.composer.edit(item)
                return

    def _room_closed(self, room_id: str) -> None:
        """Nothing of the room stays but what the person typed, which they may take along."""
        former = self._content
        draft = self._drafts.pop(room_id, "")
        typed = self.composer.draft.strip() if former is not None else draft.strip()
        self.deeds.drop()
        self._forget_rows()
        self.closed.show_room(former.room if former is not None else None, typed)
        self._stack.setCurrentWidget(self._closed_page)
        self._look(None)
        self.left.emit()

    def _forget_rows(self) -> None:
        self._content = self._messages = self._target = self._fresh = None
        self._seen_to = self._told_to = 0
        self.list.show_items(())
        for row in self.list.every_row:
            if isinstance(row, MessageRow):
                row.show_item(NotYet(0))
        self.composer.start("", ())
        self.head.show_room(None)
        self.latest.hide()

    def _keep_draft(self, room_id: str) -> None:
        draft = self.composer.draft
        if draft.strip():
            self._drafts[room_id] = draft

    @property
    def rooms_with_drafts(self) -> frozenset[str]:
        """Where something was typed and not sent, but for the room that is open."""
        return frozenset(self._drafts)

    def _make_list(self) -> MessageList:
        def make() -> MessageRow:
            row = MessageRow(self.theme)
            row.link_pressed.connect(lambda mark: self.deeds.open_link(mark))
            row.deed_pressed.connect(lambda key: self.deeds.do(key, row.item))
            return row

        made = MessageList(self.theme, make, _fill, key_of=_key_of)
        made.setObjectName("chat-messages")
        made.installEventFilter(self)
        return made

    def _build(self) -> None:
        self._nothing = EmptyState(self.theme, Icon.CHAT, "")
        self._body = QStackedWidget()
        self._body.addWidget(self.list)
        self._silent_page = ScrollPage(self.theme, self._silent)
        self._body.addWidget(self._silent_page)
        self._open_room = QWidget()
        inner = QVBoxLayout(self._open_room)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.head)
        inner.addWidget(self._body, 1)
        inner.addWidget(self.composer)
        self._stack = QStackedWidget()
        self._nothing_page, self._closed_page = (ScrollPage(self.theme, one) for one in (self._nothing, self.closed))
        for widget in (self._nothing_page, self._open_room, self._closed_page):
            self._stack.addWidget(widget)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def _session_closes(self) -> None:
        """The last moment to do what was put off; the window may be hidden after the session is gone."""
        self.deeds.finish()
        self._look(None)

    def _connect(self) -> None:
        self.context.session.closing.connect(self._session_closes)
        self.loader.came.connect(self._take)
        self.loader.more.connect(self._take_more)
        self.loader.closed.connect(self._room_closed)
        self.list.in_sight.connect(self._rows_moved)
        self.list.at_end_changed.connect(lambda _: self._rows_moved())
        self.list.menu_requested.connect(self.deeds.open_menu)
        self.list.activated.connect(self.deeds.open_menu_of)
        self.list.opened.connect(self.deeds.open_menu_of)
        self.composer.sent.connect(self._say)
        self.composer.changed.connect(lambda item, words: self.deeds.reword(item, words.text, words.mentions))
        self.composer.went_up.connect(self._edit_last)
        self.composer.turned.connect(self.list.turn_page)
        self.deeds.wants_edit.connect(self.composer.edit)
        self.deeds.changed.connect(lambda: self._show_messages(range(0)))
        self.latest.clicked.connect(self._go_to_latest)
        self.head.back.connect(self.back)
        self.closed.back.connect(self.back)

    def _restyle(self) -> None:
        for widget in (self.list, self._silent_page, self._nothing_page, self._closed_page):
            widget.setMinimumHeight(self.theme.px(24))  # where there is hardly any room, the field keeps its own
        self._place_latest()


def _rows_of(chunks: Chunks) -> range:
    return range(min(chunks) * CHUNK, (max(chunks) + 1) * CHUNK) if chunks else range(0)


def _fill(row: ListRow, item: object) -> None:
    if isinstance(row, MessageRow) and isinstance(item, MessageItem | NotYet):
        row.show_item(item)


def _key_of(item: object) -> object:
    return item.id if isinstance(item, MessageItem) else getattr(item, "number", 0)
