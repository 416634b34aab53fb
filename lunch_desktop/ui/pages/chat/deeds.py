"""What can be done with one message: from its menu, from the words below it, by a click on a link."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QObject, QPoint, QTimer, QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMenu

from lunch_desktop.domain.chat.entities import RoomKind
from lunch_desktop.domain.errors import Refusal
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.store.desktop.performed import Performed
from lunch_desktop.store.desktop.queries.chat_views import RoomMember, RoomView
from lunch_desktop.store.desktop.queries.sync_centre import ChangeStanding
from lunch_desktop.ui.actions import chat as do
from lunch_desktop.ui.page import PageContext
from lunch_desktop.ui.pages.chat.items import Delivery, Mark, MarkKind, MessageItem
from lunch_desktop.ui.pages.chat.message_look import COPY, DISCARD, RETRY, word_of_deed
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.refusals import refusal_text
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.sheets import Sheet
from lunch_desktop.ui.theme.tokens import METRICS, ColourRole
from lunch_desktop.ui.widgets.dressed import dress

if TYPE_CHECKING:
    from lunch_desktop.ui.pages.chat.conversation import Conversation

translate = QCoreApplication.translate

EDIT: Final = "edit"
DELETE: Final = "delete"
UNREAD: Final = "unread"
DELETES_AFTER_MS: Final = METRICS.toast_ms
"""What is deleted is gone for good, so it goes when the way back is no longer offered."""
_NAMED: Final = 12


@dataclass(frozen=True, slots=True)
class _Deleting:
    """By ids alone: the way back may be kept longer than the right to read the message."""

    kind: RoomKind
    room_id: str
    message_id: str
    change: str


class MessageDeeds(QObject):
    """`wants_edit` carries the MessageItem to change; `changed` says that messages look otherwise."""

    wants_edit = Signal(object)
    changed = Signal()

    def __init__(self, context: PageContext, conversation: "Conversation") -> None:
        super().__init__(conversation)
        self._context, self._conversation = context, conversation
        self._waiting: list[_Deleting] = []
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(DELETES_AFTER_MS)
        self._clock.timeout.connect(self.finish)
        self.menu = QMenu(conversation)
        dress(context.theme, self.menu, Sheet.MENU)

    @property
    def deleting(self) -> frozenset[str]:
        """Ids of the messages that the person has deleted a moment ago."""
        return frozenset(one.message_id for one in self._waiting)

    def can_edit(self, item: MessageItem) -> bool:
        """Whether the person may put it in other words."""
        return item.mine and not item.deleted and item.delivery is not Delivery.REFUSED

    def open_menu_of(self, index: int) -> None:
        """The menu of a message, at its bubble."""
        row = next((row for row in self._conversation.list.rows if row.index == index), None)
        if row is not None:
            self.open_menu(index, row.mapToGlobal(QPoint(row.width() // 2, min(row.height(), 40))))

    def open_menu(self, index: int, place: QPoint) -> None:
        """The menu of a message."""
        items = self._conversation.list._items  # noqa: SLF001  # the list's own sequence, of which this is a row
        item = items[index]
        if isinstance(item, MessageItem):
            self.menu.clear()
            for key, text, icon in self._entries(item):
                action = QAction(text, self.menu)
                action.setIcon(self._context.theme.icon(icon, ColourRole.SECONDARY, 16))
                action.triggered.connect(lambda _checked=False, key=key, item=item: self.do(key, item))
                self.menu.addAction(action)
            if not self.menu.isEmpty():
                self.menu.popup(place)

    def do(self, key: str, item: object) -> None:
        """Do what was chosen."""
        content = self._conversation.content
        if content is None or not isinstance(item, MessageItem):
            return
        acts: dict[str, Callable[[], object]] = {
            COPY: lambda: QGuiApplication.clipboard().setText(item.text),
            EDIT: lambda: self.wants_edit.emit(item),
            DELETE: lambda: self._delete(content.room, item),
            UNREAD: lambda: self._tell_unread(content.room, item),
            RETRY: lambda: self._retry(item),
            DISCARD: lambda: self._discard(item),
        }
        if key in acts:
            acts[key]()
        else:
            link = next((mark for mark in item.marks if mark.target and mark.target == key), None)
            if link is not None:
                self.open_link(link)

    def open_link(self, mark: Mark) -> None:
        """In the browser; nothing is fetched before or besides."""
        if mark.kind is MarkKind.LINK and mark.target.startswith(("http://", "https://")):
            QDesktopServices.openUrl(QUrl(mark.target, QUrl.ParsingMode.StrictMode))

    def reword(self, item: MessageItem, text: str, mentions: Sequence[EmployeeId]) -> None:
        """Put a message in other words, with a way back."""
        content = self._conversation.content
        if content is None:
            return
        session, shell = self._context.session, self._context.shell

        def done(performed: Performed) -> None:
            shell.toast(translate("Chat", "Message changed"), lambda: session.undo(performed.uuid, None, self._refused))

        texts = (item.written, text)
        do.reword(session, content.room, item.id, texts, mentions, done, self._refused, receiver=self)

    def finish(self) -> None:
        """Delete for good what was deleted a moment ago."""
        self._clock.stop()
        waiting, self._waiting = self._waiting, []
        for one in waiting:
            if one.change:
                do.withdraw(self._context.session, one.change)
            else:
                do.delete(self._context.session, one.kind, one.room_id, one.message_id, self._refused)

    def drop(self) -> None:
        """The room is closed to the person: there is nothing to delete in it any more, and nothing to choose."""
        self._clock.stop()
        self.menu.close()
        self.menu.clear()
        self._waiting.clear()

    def _entries(self, item: MessageItem) -> list[tuple[str, str, Icon]]:
        if item.deleted:
            return []
        entries = [
            (mark.target, fill(translate("Chat", "Open %1"), mark.host), Icon.LINK)
            for mark in item.marks
            if mark.kind is MarkKind.LINK
        ]
        if item.delivery is Delivery.REFUSED:
            return [
                *entries,
                (RETRY, word_of_deed(RETRY), Icon.RETRY),
                (COPY, word_of_deed(COPY), Icon.COPY),
                (DISCARD, word_of_deed(DISCARD), Icon.TRASH),
            ]
        entries.append((COPY, translate("Chat", "Copy"), Icon.COPY))
        if item.unread:
            entries.append((UNREAD, translate("Chat", "Who has not read it"), Icon.EYE))
        if item.mine:
            entries.append((EDIT, translate("Chat", "Change"), Icon.EDIT))
            entries.append((DELETE, translate("Chat", "Delete for everybody"), Icon.TRASH))
        return entries

    def _delete(self, room: RoomView, item: MessageItem) -> None:
        one = _Deleting(room.kind, room.id, item.id, item.change)
        self._waiting.append(one)
        self._clock.start()
        self.changed.emit()

        def keep() -> None:
            if one in self._waiting:
                self._waiting.remove(one)
                self.changed.emit()
            else:
                self._context.shell.toast(translate("Chat", "That message is deleted already"))

        self._context.shell.toast(translate("Chat", "Message deleted"), keep)

    def _retry(self, item: MessageItem) -> None:
        self._context.session.retry(item.change, None, self._refused)

    def _discard(self, item: MessageItem) -> None:
        content = self._conversation.content
        change = next((one for one in content.refused if one.uuid == item.change), None) if content else None
        if change is not None and change.standing is ChangeStanding.LIKELY_REFUSED:
            do.withdraw(self._context.session, change.uuid)
        elif change is not None:
            do.let_go(self._context.session, change.uuid)

    def _refused(self, refusal: Refusal) -> None:
        self._conversation.composer.error.show_error(refusal_text(refusal.code.value, refusal.details).sentence)
        self._conversation.refresh()

    def _tell_unread(self, room: RoomView, item: MessageItem) -> None:
        def tell(people: list[RoomMember]) -> None:
            names = ", ".join(one.name for one in people[:_NAMED])
            more = f" +{len(people) - _NAMED}" if len(people) > _NAMED else ""
            if people:
                self._context.shell.toast(fill(translate("Chat", "Not read yet: %1"), names + more))

        self._context.session.read(
            lambda reads: reads.not_read_by(room.id, item.number), tell, key="chat.unread", receiver=self
        )
